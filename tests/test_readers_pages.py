"""PDF and OFD: reading order, running heads, sentences over page ends, pages that are pictures."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

import extractor
from extractor.readers.formats import read_document
from extractor.readers.pages import Page, Placed, text_of
from extractor.readers.plain import ReadError
from tests.documents.office import ofd
from tests.documents.paper import pdf, scan
from tests.work import calls

SENTENCE = "会议指出，全市投入科技资金1.5亿元，比上年增长20%，建成创新平台36个，引进各类人才1,200名。"
LONG = "\n".join(f"　　第{n}点，{SENTENCE * 3}" for n in "甲乙丙丁戊己庚辛壬癸")


def placed(left: float, top: float, text: str, size: float = 10) -> Placed:
    return Placed(text, left, top, left + size * len(text), top + size, size)


def page(*lines: Placed) -> Page:
    return Page(lines, 500, 800)


def test_running_heads_and_page_numbers_are_left_out_and_counted() -> None:
    source = read_document(pdf(LONG), "a.pdf")
    assert "公报" not in source.text
    assert "—" not in source.text
    [note] = source.notes
    assert (note.code, note.severity) == ("left-out", "note")
    assert note.message.startswith("Left out: running heads and page numbers (lines: 6,")


def test_a_printed_blank_parts_no_line_whatever_the_font() -> None:
    right = Placed("2024年第3期", 126, 35, 174, 44, 9)
    for text, lines in (("示例市公报\u3000", 3), ("示例市公报", 6)):
        left = Placed(text, 72, 35, 117, 44, 9)
        _, [note] = text_of([page(left, right, placed(72, 300, f"会议听取了{name}县的汇报。")) for name in "甲乙丙"])
        assert f"(lines: {lines}," in note.message


def test_a_sentence_over_the_end_of_a_page_is_one() -> None:
    data = pdf(LONG, rows=7)
    assert read_document(data, "a.pdf").text == LONG + "\n"
    codes = [row.code for row in extractor.extract(data).diagnostics]
    assert "broken-paragraph" not in codes


def test_a_line_that_stands_on_one_page_only_is_no_running_head() -> None:
    text, notes = text_of([page(placed(50, 20, "示例市公报"), placed(50, 100, "会议召开。")), page(placed(50, 20, "会议要求，"))])
    assert text.startswith("示例市公报\n会议召开。")
    assert notes == []


@pytest.mark.parametrize("folio", ["3", "— 12 —", "－3－", "第3页", "第 3 页 共 12 页", "3/12"])
def test_page_numbers_are_told_by_their_form_and_place(folio: str) -> None:
    text, notes = text_of([page(placed(50, 100, "会议召开。"), placed(240, 770, folio))])
    assert (text, len(notes)) == ("会议召开。\n", 1)
    assert text_of([page(placed(50, 100, "会议召开。"), placed(240, 400, folio))])[0] != text


@pytest.mark.parametrize("line", ["2024年", "3个", "示例市人民政府", "建成12"])
def test_the_last_line_of_a_page_is_no_page_number(line: str) -> None:
    assert line in text_of([page(placed(50, 100, "会议召开。"), placed(240, 770, line))])[0]


def test_columns_are_read_one_after_the_other_below_the_headline_over_both() -> None:
    left = [placed(50, 140 + 15 * n, f"左栏第{n}行写满这一栏的字") for n in range(6)]
    right = [placed(190, 140 + 15 * n, f"右栏第{n}行写满这一栏的字") for n in range(6)]
    headline = placed(60, 100, "横跨两栏的大标题写在这里", 20)
    text, _ = text_of([page(headline, *(line for pair in zip(left, right, strict=True) for line in pair))])
    assert text.startswith("横跨两栏的大标题写在这里\n")
    places = [text.index(f"{side}栏第{n}行") for side in "左右" for n in range(6)]
    assert places == sorted(places)


def test_a_table_is_read_by_rows() -> None:
    rows = [
        ("指标", "2023年", "2024年"),
        ("平台（个）", "3", "5"),
        ("人才（名）", "12", "15"),
        ("企业（家）", "40", "52"),
        ("合计", "55", "72"),
    ]
    cells = [placed(60 + 120 * column, 100 + 20 * n, cell) for n, row in enumerate(rows) for column, cell in enumerate(row)]
    assert text_of([page(*cells)])[0] == "".join("\t".join(row) + "\n" for row in rows)


def test_an_indent_or_a_short_line_parts_paragraphs() -> None:
    lines = [
        placed(70, 100, "会议指出，要抓好三项工"),
        placed(50, 115, "作，建成平台三十六个并按期"),
        placed(50, 130, "投入使用。"),
        placed(50, 145, "会议要求，要抓落实。"),
    ]
    text, _ = text_of([page(*lines, placed(70, 160, "下一步，要抓监督。"))])
    assert text.splitlines() == [
        "　　会议指出，要抓好三项工作，建成平台三十六个并按期投入使用。",
        "会议要求，要抓落实。",
        "　　下一步，要抓监督。",
    ]


def test_a_scan_beside_text_is_a_warning() -> None:
    bulletin = extractor.extract(scan(2, "会议指出，建成平台3个。"))
    assert [row.text for row in bulletin.figures] == ["3个"]
    [row] = [row for row in bulletin.diagnostics if row.code == "page-without-text"]
    assert (row.severity, row.message[-12:]) == ("warning", "Pages: 1, 2.")


def test_an_ofd_is_read_in_the_order_of_its_pages() -> None:
    lines = [(30.0, 30.0, "会议指出，要抓好三项重点工作，建成平台三"), (20.0, 38.0, "十六个，并于2025年底前全部投入使用。")]
    source = read_document(ofd([lines, [(20.0, 30.0, "会议要求，要抓落实。")]]), "a.ofd")
    assert source.text == "　　会议指出，要抓好三项重点工作，建成平台三十六个，并于2025年底前全部投入使用。\n会议要求，要抓落实。\n"
    assert source.media_type == "application/ofd"


TEXTS = st.text(st.sampled_from("会议指出建成平台，。3%aZ　"), min_size=1, max_size=12)
PLACED = st.builds(placed, st.floats(0, 450), st.floats(0, 780), TEXTS, st.sampled_from([5.0, 10.0, 20.0]))


@given(st.lists(st.lists(PLACED, max_size=30), max_size=3))
def test_no_character_is_lost_but_those_that_are_counted(pages: list[list[Placed]]) -> None:
    text, notes = text_of([page(*lines) for lines in pages])
    written = sorted("".join("".join(line.text for lines in pages for line in lines).split()))
    left = sorted("".join(text.split()))
    if notes:
        assert len(left) < len(written)
        assert not set(left) - set(written)
    else:
        assert left == written


def test_a_page_of_scattered_characters_takes_no_square_of_work() -> None:
    lines = [placed(7.3 * n % 480, 3.1 * n % 790, "会") for n in range(20_000)]
    work = [calls(partial(text_of, [page(*lines[:count])])) for count in (2_500, 20_000)]
    assert work[1] < 16 * work[0]
    assert text_of([page(*lines)])[0].count("会") > 10_000


def test_more_pages_than_are_read_are_refused_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    for reader in ("ofd", "pdf"):
        monkeypatch.setattr(f"extractor.readers.{reader}.MOST_PAGES", 1)
    text = LONG * 4
    for data in (ofd([[(20, 20, "会议指出。")]] * 2), pdf(text)):
        with pytest.raises(ReadError, match="pages; split it first"):
            read_document(data, "a")
