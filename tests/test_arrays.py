"""Arrays of JSON: an object is a document, read a piece at a time, and what is wrong is said at its place."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path

import pytest

from extractor.readers.corpora import Taking, is_array
from extractor.readers.paths import Document, Place
from extractor.readers.records import jsonl_documents
from tests.command import run

ROWS = [{"号": f"甲{number}", "正文": f"会议要求，建成{number}个“平台”。\n"} for number in range(3)]


def taken(data: bytes, **taking: int) -> list[Document]:
    return list(jsonl_documents(io.BufferedReader(io.BytesIO(data)), Place("a.json", "a.json"), Taking(**taking)))  # type: ignore[arg-type]


def said(data: bytes, **taking: int) -> list[str]:
    """The name of each document, or what is wrong with it."""
    return [f"{one.place.name}{': ' + one.problem.message if one.problem else ''}" for one in taken(data, **taking)]


@pytest.mark.parametrize("indent", [None, 4])
def test_an_array_gives_what_lines_give(indent: int | None, tmp_path: Path) -> None:
    array, lines = tmp_path / "a.json", tmp_path / "a.jsonl"
    array.write_text(json.dumps(ROWS, ensure_ascii=indent is None, indent=indent), "utf-8")
    lines.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    options = ("--text-field", "正文", "--id-field", "号", "--format", "jsonl", "--table", "figures")
    done = run(array, *options)
    assert (done.returncode, done.stdout) == (0, run(lines, *options).stdout.replace(b"a.jsonl#", b"a.json#"))
    assert [json.loads(line)["document"] for line in done.stdout.splitlines()] == ["a.json#甲0", "a.json#甲1", "a.json#甲2"]
    assert run(*options, data=array.read_bytes()).stdout == done.stdout.replace(b"a.json#", b"-#")


@pytest.mark.parametrize("data", [b'[{"text":1}]', b' \n[\n  { "a" : 2', b"\xef\xbb\xbf[{}]"])
def test_an_array_of_objects_is_known_by_its_beginning(data: bytes) -> None:
    assert is_array(data)


@pytest.mark.parametrize("data", ["[1,2]", "[会议]召开", "[]", '{"text":"[{"}', "［{", "[{甲}]"])
def test_no_other_text_is_taken_for_one(data: str) -> None:
    assert not is_array(data.encode())


GOOD = '{"text":"甲"}'
BROKEN = "from here on this is no array of JSON; mend it, or write one object a line"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"[{GOOD} , {GOOD}]\n ", ["a.json#1", "a.json#2"]),
        (f"[{GOOD},5]", ["a.json#1", "a.json#2: this line of JSON is no object; it needs fields with names"]),
        (f"[{GOOD},{GOOD}", ["a.json#1", "a.json#2", f"a.json#3: {BROKEN}"]),
        (f'[{GOOD},{{"text":"乙', ["a.json#1", f"a.json#2: {BROKEN}"]),
        (f"[{GOOD} {GOOD}]", ["a.json#1", f"a.json#2: {BROKEN}"]),
        (f"[{GOOD},]", ["a.json#1", f"a.json#2: {BROKEN}"]),
        (f"[{GOOD}] tail", ["a.json#1", f"a.json#2: {BROKEN}"]),
        (f"[{GOOD},{'[' * 99_999}", ["a.json#1", f"a.json#2: {BROKEN}"]),
    ],
)
def test_what_is_wrong_is_said_behind_what_is_right(text: str, wanted: list[str]) -> None:
    assert said(text.encode()) == wanted


def test_bytes_that_are_no_utf8_are_no_json() -> None:
    assert said('[{"text":"公报"}]'.encode("gbk")) == [f"a.json#1: {BROKEN}"]


def test_an_element_may_be_longer_than_a_piece_and_no_longer_than_a_document() -> None:
    rows = [{"text": "甲" * 10}, {"text": "乙" * 300_000}, {"text": "丙"}]
    data = json.dumps(rows).encode()
    assert [len(one.data or b"") for one in taken(data)] == [30, 900_000, 3]
    small, *rest = said(data, limit=200_000)
    assert (small, rest) == ("a.json#1", ["a.json#2: it is larger than 200000 bytes; allow more with --max-size, or split it"])


def test_many_small_ones_take_time_in_proportion() -> None:
    data = ("[" + ",".join([GOOD] * 100_000) + "]").encode()
    began = time.monotonic()
    assert len(taken(data)) == 100_000
    assert time.monotonic() - began < 20
