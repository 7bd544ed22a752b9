"""What annotation tools read back is what the JSON says: every mark at its place, every link, every number."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO, get_args
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from extractor.models import Bulletin, Comparator, FigureKind, ItemKind
from extractor.writers.annotation import AROUND, web_annotations
from extractor.writers.brat import COMPARATORS, annotation_conf, annotation_lines, brat, fragments, visual_conf
from extractor.writers.doccano import doccano
from extractor.writers.labelstudio import configuration, labelstudio
from extractor.writers.marks import FIGURES, ITEMS, LABELS, LINKS, layer_of
from tests.annotated import HOSTILE, TEXTS, Document, bare, documents, exact, labels_of, links_of, made, rows

Write = Callable[[BinaryIO], AbstractContextManager[Callable[[Bulletin, str], None]]]
FORMS: dict[str, Write] = {
    "doccano": lambda file: doccano(file, lambda _: None),
    "labelstudio": lambda file: labelstudio([file], lambda _: None),
    "annotation": lambda file: web_annotations(file, "en"),
}


@pytest.fixture(scope="module")
def given_documents(samples: list[Path]) -> list[Document]:
    return documents(samples)


def written(form: str, these: list[Document]) -> str:
    file = io.BytesIO()
    with FORMS[form](file) as add:
        for bulletin, text in these:
            add(bulletin, text)
    return file.getvalue().decode()


def lines_of(form: str, these: list[Document]) -> list[Any]:
    """The lines, parted as the strictest reader of lines would."""
    return [exact(line) for line in written(form, these).splitlines()]


def test_every_kind_has_a_label() -> None:
    assert tuple(ITEMS) == get_args(ItemKind)
    assert tuple(FIGURES) == get_args(FigureKind)
    assert get_args(Comparator) == COMPARATORS
    assert {end for sources, targets, _ in LINKS.values() for end in (*sources, *targets)} == set(LABELS)


def test_the_hostile_document_has_something_of_everything(samples: list[Path]) -> None:
    bulletin, text = made(HOSTILE)
    labels = {mark.label for mark in layer_of(bulletin, text).marks}
    assert {"speech", "speaker", "plan", "money", "percent", "count", "measure", "multiple", "ratio", "period"} <= labels
    assert [speech.speaker.name for speech in bulletin.speeches] == ["张小样", "李示例"]


def check_marks(marks: dict[str, tuple[str, int, int]], links: set[tuple[str, str, str]], bulletin: Bulletin, text: str) -> None:
    """That marks (label, start, end) and links by the ids of rows are those of the JSON."""
    document = rows(bulletin)
    wanted = labels_of(document)
    assert {name: mark for name, mark in marks.items() if name in wanted} == wanted
    for table in ("speeches", "commitments", "figures"):
        for row in document[table]:
            _, start, end = marks[row["id"]]
            assert bare(text[start:end]) == bare(row["text"])
    periods = {(row["period"]["start"], row["period"]["end"]) for row in document["figures"] if row["period"]}
    assert sorted(mark[1:] for mark in marks.values() if mark[0] == "period") == sorted(periods)
    joined = {(source, label, marks[target][1:]) for source, label, target in links}
    named = {link for link in joined if link[1] == "spoken_by"}
    assert joined - named == links_of(document)
    speakers = {row["id"]: row["speaker"]["text"] for row in document["speeches"]}
    for source, _, (start, end) in named:
        assert bare(text[start:end]) == bare(speakers[source])
    assert len(named) == sum(mark[0] == "speaker" for mark in marks.values())


def test_doccano(given_documents: list[Document]) -> None:
    lines = lines_of("doccano", given_documents)
    assert len(lines) == len(given_documents)
    ids = [entity["id"] for line in lines for entity in line["entities"]]
    assert ids == list(range(len(ids)))
    for line, (bulletin, text) in zip(lines, given_documents, strict=True):
        assert (line["text"], line["document"], line["sha256"]) == (text, bulletin.source.name, bulletin.source.sha256)
        assert all(set(entity) == {"id", "label", "start_offset", "end_offset", "row"} for entity in line["entities"])
        assert all(0 <= entity["start_offset"] < entity["end_offset"] <= len(text) for entity in line["entities"])
        marks = {entity["row"]: (entity["label"], entity["start_offset"], entity["end_offset"]) for entity in line["entities"]}
        assert len(marks) == len(line["entities"])
        names = {entity["id"]: entity["row"] for entity in line["entities"]}
        links = {(names[one["from_id"]], one["type"], names[one["to_id"]]) for one in line["relations"]}
        check_marks(marks, links, bulletin, text)


def test_label_studio(given_documents: list[Document]) -> None:
    tasks = exact(written("labelstudio", given_documents))
    config = ElementTree.fromstring(configuration())
    controls = {element.get("name"): element for element in config if element.get("toName") == "text"}
    kinds = {"labels": "Labels", "choices": "Choices", "number": "Number", "textarea": "TextArea"}
    known = {element.get("value") for element in config.iter("Label")}
    assert known == set(LABELS)
    assert {element.get("value") for element in config.iter("Relation")} == set(LINKS)
    for task, (bulletin, text) in zip(tasks, given_documents, strict=True):
        assert task["data"]["text"] == text
        [prediction] = task["predictions"]
        regions = [one for one in prediction["result"] if one["type"] != "relation"]
        figures = {row["id"]: row for row in rows(bulletin)["figures"]}
        marks: dict[str, tuple[str, int, int]] = {}
        said: dict[str, dict[str, Any]] = {name: {} for name in figures}
        for one in regions:
            value = one["value"]
            assert one["to_name"] == "text"
            assert controls[one["from_name"]].tag == kinds[one["type"]]
            if one["type"] != "textarea":
                assert value["text"] == text[int(value["start"]) : int(value["end"])]
            if one["type"] == "labels":
                [label] = value["labels"]
                assert label in known
                marks[one["id"]] = (label, value["start"], value["end"])
                json.loads(one["meta"]["text"][0])
            else:
                assert (value["start"], value["end"]) == marks[one["id"]][1:]
                said[one["id"]][one["from_name"]] = value.get("number", value.get("choices", value["text"]))
        links = {(one["from_id"], *one["labels"], one["to_id"]) for one in prediction["result"] if one["type"] == "relation"}
        check_marks(marks, links, bulletin, text)
        for name, row in figures.items():
            metric = {"metric": [row["metric"]]} if row["metric"] else {}
            assert said[name] == {"value": row["value"], "status": [row["status"]], **metric}


def test_questions_are_asked_of_figures_alone() -> None:
    asked = [element for element in ElementTree.fromstring(configuration()) if element.get("perRegion") == "true"]
    assert [element.get("name") for element in asked] == ["status", "value", "metric"]
    assert {element.get("whenLabelValue") for element in asked} == {",".join(FIGURES)}


def test_web_annotations(given_documents: list[Document]) -> None:
    collections = lines_of("annotation", given_documents)
    seen: set[str] = set()
    for found, (bulletin, text) in zip(collections, given_documents, strict=True):
        assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
        page = found["first"]
        assert (page["type"], page["partOf"], page["startIndex"]) == ("AnnotationPage", found["id"], 0)
        assert found["total"] == len(page["items"])
        names = [item["id"] for item in page["items"]]
        assert not seen & {found["id"], *names}
        assert len(names) == len(set(names))
        seen |= {found["id"], *names}
        check_annotations(page["items"], found["id"], bulletin, text)


def check_annotations(items: list[dict[str, Any]], base: str, bulletin: Bulletin, text: str) -> None:
    document = rows(bulletin)
    wanted = {row["id"]: row for table in ("speeches", "commitments", "actions", "figures", "diagnostics") for row in document[table]}
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    marks: dict[str, tuple[str, int, int]] = {}
    told: dict[str, Any] = {}
    links: set[tuple[str, str, str]] = set()
    for item in items:
        assert item["type"] == "Annotation"
        name = item["id"].removeprefix(f"{base}#")
        [label] = [body["value"] for body in item["body"] if body.get("purpose") == "tagging"]
        if item["motivation"] == "linking":
            [end] = [body["source"] for body in item["body"] if body["purpose"] == "linking"]
            links.add((item["target"].removeprefix(f"{base}#"), label, end.removeprefix(f"{base}#")))
            continue
        assert item["target"]["source"] == f"ni:///sha-256;{digest}?ct=text/plain"
        position, quote = item["target"]["selector"]
        start, end = int(position["start"]), int(position["end"])
        assert (position["type"], quote["type"], quote["exact"]) == ("TextPositionSelector", "TextQuoteSelector", text[start:end])
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert (len(quote["prefix"]), len(quote["suffix"])) == (min(AROUND, start), min(AROUND, len(text) - end))
        [told[name]] = [exact(body["value"]) for body in item["body"] if body["purpose"] == "describing"]
        assert (item["motivation"] == "commenting") is (name in {row["id"] for row in document["diagnostics"]})
        marks[name] = (label, start, end)
    assert {name: row for name, row in told.items() if name in wanted} == wanted
    check_marks({name: mark for name, mark in marks.items() if name not in told or "code" not in told[name]}, links, bulletin, text)


SPAN = re.compile(r"(T[1-9][0-9]*)\t([a-z_]+) ([0-9]+ [0-9]+(?:;[0-9]+ [0-9]+)*)\t([^\t]*)")
RELATION = re.compile(r"R[1-9][0-9]*\t([a-z_]+) Arg1:(T[0-9]+) Arg2:(T[0-9]+)")
ATTRIBUTE = re.compile(r"A[1-9][0-9]*\t([a-z_]+) (T[0-9]+)(?: ([a-z]+))?")
NOTE = re.compile(r"#[1-9][0-9]*\tAnnotatorNotes (T[0-9]+)\t([^\t]*)")


def check_standoff(ann: str, bulletin: Bulletin, text: str) -> None:
    """That an .ann keeps brat's rules (its server's reader: lines by any line end, offsets in order, text repeated), and the JSON."""
    lines = ann.splitlines()
    assert all(line + "\n" in ann for line in lines)
    assert len({line.partition("\t")[0] for line in lines}) == len(lines)
    spans: dict[str, tuple[str, list[tuple[int, int]]]] = {}
    links: set[tuple[str, str, str]] = set()
    attributes: dict[tuple[str, str], str | None] = {}
    notes: dict[str, Any] = {}
    for line in lines:
        if found := SPAN.fullmatch(line):
            pieces = [(int(a), int(b)) for a, b in (piece.split() for piece in found[3].split(";"))]
            assert all(start < end for start, end in pieces)
            assert all(one[1] < other[0] for one, other in pairwise(pieces))
            assert found[4] == " ".join(text[start:end] for start, end in pieces)
            spans[found[1]] = (found[2], pieces)
        elif found := RELATION.fullmatch(line):
            links.add((found[2], found[1], found[3]))
        elif found := ATTRIBUTE.fullmatch(line):
            attributes[found[1], found[2]] = found[3]
        else:
            found = NOTE.fullmatch(line)
            assert found, line
            notes[found[1]] = exact(found[2])
    assert notes.keys() == spans.keys()
    assert {name for link in links for name in (link[0], link[2])} | {name for _, name in attributes} <= spans.keys()
    check_fragments(spans, notes, text)
    figures = {row["id"]: row for row in rows(bulletin)["figures"]}
    for name, (label, _) in spans.items():
        if label in FIGURES:
            row, note = figures.pop(notes[name]["id"]), notes[name]
            kept = {
                key: value for key, value in row.items() if value is not None and key not in ("text", "start", "end", "sentence", "period")
            }
            assert {key: value for key, value in note.items() if key != "period"} == kept
            assert attributes.pop(("status", name)) == row["status"]
            assert attributes.pop(("change", name), None) == row["change"]
            assert attributes.pop(("comparator", name), "eq") == row["comparator"]
            assert (attributes.pop(("label", name), "absent") is None) is row["label"]
    assert not figures
    assert not attributes
    marks = {f"{name}!" if notes[name].get("id") is None else notes[name]["id"]: name for name in spans}
    ids = {name: row for row, name in marks.items()}
    placed = {ids[name]: (label, pieces[0][0], pieces[-1][1]) for name, (label, pieces) in spans.items()}
    check_marks(placed, {(ids[source], label, ids[target]) for source, label, target in links}, bulletin, text)


def check_fragments(spans: dict[str, tuple[str, list[tuple[int, int]]]], notes: dict[str, Any], text: str) -> None:
    """That nothing but blanks is left out between the fragments of a mark."""
    for _, pieces in spans.values():
        for one, other in pairwise(pieces):
            assert not text[one[1] : other[0]].strip("\x1f").strip()


def test_brat(given_documents: list[Document]) -> None:
    for bulletin, text in given_documents:
        check_standoff(annotation_lines(bulletin, text), bulletin, text)


def test_brat_is_a_folder_that_holds_the_text_as_it_is(given_documents: list[Document], tmp_path: Path) -> None:
    known = dict(zip([f"{number}/甲.txt" for number in range(len(given_documents))], given_documents, strict=True))
    with brat(str(tmp_path / "out"), lambda _: None) as add:
        for name, (bulletin, text) in known.items():
            add(bulletin.model_copy(update={"source": bulletin.source.model_copy(update={"name": name})}), text)
        assert not (tmp_path / "out").exists()
    for name, (bulletin, text) in known.items():
        assert (tmp_path / "out" / name).read_bytes() == text.encode()
        check_standoff((tmp_path / "out" / name).with_suffix(".ann").read_bytes().decode(), bulletin, text)
    made_files = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert made_files == {"annotation.conf", "visual.conf", *known, *(name.replace(".txt", ".ann") for name in known)}


def test_the_configuration_of_brat_allows_what_is_written(given_documents: list[Document]) -> None:
    sections = re.findall(r"(?ms)^\[(\w+)\]\n(.*?)(?=^\[|\Z)", annotation_conf())
    assert [name for name, _ in sections] == ["entities", "relations", "events", "attributes"]
    types = {name: dict(line.partition("\t")[::2] for line in body.splitlines() if line) for name, body in sections}
    assert set(types["entities"]) == set(LABELS)
    for bulletin, text in given_documents:
        marks, links = layer_of(bulletin, text)
        labels = {mark.id: mark.label for mark in marks}
        for link in links:
            allowed = re.fullmatch(r"Arg1:(\S+), Arg2:(\S+)", types["relations"][link.label])
            assert allowed
            assert labels[link.source] in allowed[1].split("|")
            assert labels[link.target] in allowed[2].split("|")
    assert set(types["attributes"]) == {"status", "comparator", "change", "label"}
    shown = dict(line.split(" | ") for line in visual_conf().partition("\n\n")[0].splitlines()[1:])
    assert shown.keys() == {*LABELS, *LINKS}


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("甲\n乙", [(0, 1), (2, 3)]),
        (" 甲 乙\r\n\u3000丙\t丁\u2028", [(1, 4), (7, 8), (9, 10)]),
        ("\n\t ", []),
    ],
)
def test_fragments(text: str, pieces: list[tuple[int, int]]) -> None:
    assert fragments(text, 0, len(text)) == pieces


@settings(max_examples=60)
@given(text=TEXTS)
def test_any_text_comes_back(text: str) -> None:
    if not text.strip():
        return
    bulletin, _ = made(text)
    check_standoff(annotation_lines(bulletin, text), bulletin, text)
    [line] = lines_of("doccano", [(bulletin, text)])
    [found] = lines_of("annotation", [(bulletin, text)])
    [task] = exact(written("labelstudio", [(bulletin, text)]))
    assert line["text"] == task["data"]["text"] == text
    check_annotations(found["first"]["items"], found["id"], bulletin, text)


def test_what_a_tool_counts_otherwise_is_said() -> None:
    returns = "there are carriage returns in 1 of the documents, and {} may not count them; save them with line feeds alone first"
    beyond = (
        "there are characters beyond U+FFFF in 1 of the documents, and {} counts each twice; its page shows the marks behind them shifted,"
        " in the file they are right"
    )
    for write, tool, more in ((doccano, "doccano", [beyond]), (lambda file, say: labelstudio([file], say), "Label Studio", [])):
        said: list[str] = []
        with write(io.BytesIO(), said.append) as add:
            add(*made(HOSTILE))
            add(*made("甲省召开会议。\n"))
        assert said == [sentence.format(tool) for sentence in (returns, *more)]


def test_the_same_bytes_again(given_documents: list[Document]) -> None:
    for form in FORMS:
        assert written(form, given_documents) == written(form, given_documents)


def test_numbers_keep_their_digits() -> None:
    bulletin, text = made("作坊产值9007199254740993元，占0.12345678901234567891%。\n")
    wanted = [Decimal("9007199254740993"), Decimal("0.12345678901234567891")]
    [task] = exact(written("labelstudio", [(bulletin, text)]))
    assert [one["value"]["number"] for one in task["predictions"][0]["result"] if one["type"] == "number"] == wanted
    assert [
        exact(note)["value"] for note in re.findall(r"\t(\{.*\})$", annotation_lines(bulletin, text), re.M) if "value" in note
    ] == wanted
