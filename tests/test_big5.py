"""Big5: told from GB 18030 without ever taking that for it, and read to the end, spans in the Traditional characters of the source."""

from __future__ import annotations

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.readers.formats import read_document
from extractor.readers.plain import decode, read_bytes
from extractor.text._variants import SIMPLIFIED, VARIANTS
from tests.command import run

TEXT = """示例市科技工作會議發言摘登
2024年5月8日，示例市科技工作會議召開。會議強調，今年全市科技經費投入要達到12.6億元，比上年增長18%。現將發言摘登如下。

讓科研成果走出實驗室
示例市科學技術局局長　張小樣

過去一年，全市登記技術合同318項，成交額達到２4.5億元，同比增長20%。下一步，我們將重點抓好以下三項工作。
一是擴大中試基地。2025年底前新建中試基地6個以上，開放率不低於80%。
二是完善評價機制。將成果轉化占比提高5個百分點。（市財政局牽頭，市教育局配合）
三是優化服務。為企業減免檢測費用3000萬元。

辦好縣級農業試驗站
示例縣副縣長　李範例

①建好試驗田。到2026年，良種覆蓋率達到96%。
②引進技術人員45名。
"""
DAYS = ("start", "first_day", "last_day", "inherited")
# To Traditional, by the first variant of a character: no real orthography, but the characters and so the bytes of one.
TRADITIONAL = {ord(simple): variant for simple, variant in reversed(list(zip(SIMPLIFIED, VARIANTS, strict=True)))}
COMMON = st.sampled_from([bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)])
RARE = st.sampled_from([bytes((high, low)).decode("gb2312") for high in range(0xD8, 0xF7) for low in range(0xA1, 0xFF)])
WRITTEN = st.text(COMMON | st.sampled_from("，。、；：“”（）—…《》\n　0123456789.%"), min_size=1, max_size=24)


def texts_of(samples: list[Path]) -> list[str]:
    return [path.read_bytes().decode("utf-8") for path in samples]


def fragments(text: str, seed: int, count: int) -> list[str]:
    """Stretches of 4 to 20 characters of a text, half of which and more are Chinese."""
    bare = re.sub(r"\s", "", text)
    places = random.Random(seed)
    cut = [bare[at : at + places.randint(4, 20)] for at in (places.randrange(len(bare) - 20) for _ in range(count))]
    return [piece for piece in cut if len(re.findall("[\u4e00-\u9fff]", piece)) * 2 >= len(piece)]


@pytest.mark.parametrize("codec", ["big5", "cp950", "big5hkscs"])
def test_a_bulletin_in_big5_is_read_to_the_end(codec: str) -> None:
    data = TEXT.replace("①", "1. ").replace("②", "2. ").encode(codec)
    bulletin = extractor.extract(data)
    text = data.decode("big5hkscs")
    assert bulletin.source.encoding == "big5hkscs"
    assert bulletin.title == "示例市科技工作會議發言摘登"
    assert bulletin.event is not None
    assert bulletin.event.date == "2024-05-08"
    assert [(speech.speaker.name, speech.title) for speech in bulletin.speeches] == [
        ("張小樣", "讓科研成果走出實驗室"),
        ("李範例", "辦好縣級農業試驗站"),
    ]
    assert [(item.marker, item.headline, item.kind) for item in bulletin.commitments][:3] == [
        ("一是", "擴大中試基地", "plan"),
        ("二是", "完善評價機制", "plan"),
        ("三是", "優化服務", "plan"),
    ]
    assert bulletin.commitments[0].responsible == ("示例市科學技術局",)
    assert bulletin.commitments[1].responsible == ("市財政局",)
    found = {figure.text: figure for figure in bulletin.figures}
    assert found["２4.5億元"].value == 2_450_000_000
    assert (found["20%"].change, found["20%"].basis) == ("increase", "同比")
    base = found["6個"]
    assert (base.comparator, base.metric, base.status) == ("ge", "中試基地", "target")
    assert base.period is not None
    assert (base.period.text, base.period.last_day) == ("2025年底前", "2025-12-31")
    document = json.loads(bulletin.model_dump_json())
    for row in (row for table in ("speeches", "commitments", "actions", "figures") for row in document[table]):
        assert re.sub(r"\s", "", text[row["start"] : row["end"]]) == re.sub(r"\s", "", row["text"])


def said(text: str) -> dict[str, list[list[object]]]:
    """What is found in a text, but for the words themselves, which differ from one script to the other."""
    document = json.loads(extractor.extract(text).model_dump_json())
    figures = ("start", "end", "kind", "value", "comparator", "change", "status", "label", "unit_code")
    items = ("start", "end", "level", "ordinal", "kind", "announced", "deadline")
    return {
        "event": [[(document["event"] or {}).get("date")]],
        "speeches": [[row["start"], row["end"], len(row["speaker"]["positions"])] for row in document["speeches"]],
        "commitments": [[*map(row.get, items), len(row["responsible"])] for row in document["commitments"]],
        "actions": [[row["start"], row["end"], len(row["actor"] or "")] for row in document["actions"]],
        "figures": [[*map(row.get, figures), len(row["metric"] or ""), len(row["basis"] or "")] for row in document["figures"]],
        "periods": [[row["period"] and list(map(row["period"].get, DAYS))] for row in document["figures"]],
    }


def test_the_samples_say_the_same_in_traditional_characters(samples: list[Path]) -> None:
    for path, text in zip(samples, texts_of(samples), strict=True):
        assert said(text.translate(TRADITIONAL)) == said(text), path.name


def test_a_wide_comma_parts_the_digits_of_traditional_amounts() -> None:
    [figure] = extractor.find_figures("肉類產量1，062萬 噸。")
    assert (figure.value, figure.text) == (Decimal(10_620_000), "1，062萬噸")


def test_circled_numbers_are_those_that_browsers_read() -> None:
    assert read_bytes(TEXT.encode("big5hkscs"), "a.txt").text == TEXT


@pytest.mark.parametrize(("asked", "encoding"), [("big5", "big5"), ("Big5-HKSCS", "big5hkscs"), ("cp950", "cp950")])
def test_the_command_takes_the_name_of_the_encoding(asked: str, encoding: str) -> None:
    data = "投入９億元，增長20%。".encode("big5")
    done = run("-", "--encoding", asked, "--format", "json", data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    document = json.loads(done.stdout)
    assert document["source"]["encoding"] == encoding
    assert [(row["text"], row["start"]) for row in document["figures"]] == [("９億元", 2), ("20%", 8)]


def test_undecodable_bytes_in_big5_are_placed() -> None:
    data = TEXT.replace("①", "").replace("②", "").encode("big5")
    at = data.index("會議強調".encode("big5"))
    damaged = read_bytes(data[:at] + b"\xff" + data[at:], "a.txt")
    place = TEXT.index("會議強調")
    assert (damaged.encoding, damaged.undecodable) == ("big5hkscs", ((place, place + 1),))


def test_gb_18030_is_never_taken_for_big5(samples: list[Path]) -> None:
    written = texts_of(samples)
    written += [text.translate(TRADITIONAL) for text in written]
    short = [piece for number, text in enumerate(written) for piece in (*fragments(text, number, 200), *text.split("\n")) if piece.strip()]
    assert len(short) > 4000
    wrong = [text for text in (*written, *short) if decode(text.encode("gb18030"))[1] not in ("gb18030", "utf-8")]
    assert wrong == []


def test_big5_is_found_out(samples: list[Path]) -> None:
    traditional = [text.translate(TRADITIONAL) for text in texts_of(samples)]
    assert [decode(text.encode("big5hkscs", "ignore"))[1] for text in traditional] == ["big5hkscs"] * len(traditional)
    short = [piece for number, text in enumerate(traditional) for piece in fragments(text, number, 200)]
    found = sum(decode(piece.encode("big5hkscs", "ignore"))[1] == "big5hkscs" for piece in short)
    assert found > 0.95 * len(short)


@given(text=WRITTEN | st.text(RARE, min_size=1, max_size=20) | st.text(COMMON | RARE, min_size=1, max_size=20))
def test_no_gb_2312_text_is_taken_for_big5(text: str) -> None:
    assert decode(text.encode("gb2312", "ignore"))[1] != "big5hkscs"


def test_a_table_drawn_with_lines_is_no_big5() -> None:
    table = "┌──┬──┐\n│指标│数值│\n├──┼──┤\n│產值│　12│\n└──┴──┘\n"
    assert decode(table.encode("gb18030"))[1] == "gb18030"


@pytest.mark.parametrize(
    ("declared", "codec", "encoding"),
    [
        ("big5", "big5hkscs", "big5hkscs"),
        ("Big5-HKSCS", "big5hkscs", "big5hkscs"),
        ("no-such-charset", "big5hkscs", "big5hkscs"),
        ("gb2312", "big5hkscs", "big5hkscs"),  # the bytes know better
        ("big5", "gb18030", "gb18030"),
        ("big5", "utf-8", "utf-8"),
    ],
)
def test_pages_in_big5(declared: str, codec: str, encoding: str) -> None:
    lines = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    for head in (f'<html><head><meta charset="{declared}"></head>', f'<?xml version="1.0" encoding="{declared}"?><html><head></head>'):
        source = read_document(f"{head}<body>{lines}</body></html>".encode(codec), "a.html")
        assert (source.encoding, source.undecodable) == (encoding, ())
        assert source.text == "".join(f"{line}\n" for line in TEXT.splitlines() if line)


def test_a_short_page_is_believed() -> None:
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=big5"></head><body><p>2項</p></body></html>'
    assert read_document(page.encode("big5"), "a.html").text == "2項\n"
