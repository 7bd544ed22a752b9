"""The audit: planted errors are found, sound sentences are left alone."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extractor.audit.checks import audit
from extractor.audit.records import Finding
from extractor.models import Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.plain import read_text
from extractor.text.layout import view_of

CODES = {"figure-arithmetic", "figure-conflict", "period-order", "likely-typo"}
TABLE = Path(__file__).parent / "tables" / "audit" / "planted.toml"
ROWS: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["text"]
WRONG = [row for row in ROWS if "code" in row]
SOUND = [row for row in ROWS if "code" not in row]
PAIRS: list[dict[str, str]] = tomllib.loads((TABLE.parent / "pairs.toml").read_text("utf-8"))["pair"]
TRAPS: list[dict[str, str]] = tomllib.loads((TABLE.parent / "traps.toml").read_text("utf-8"))["text"]


def document(text: str, day: str | None = None) -> Bulletin:
    return bulletin_of(read_text(text, "-"), date.fromisoformat(day) if day else None)


def findings(text: str, day: str | None = None) -> list[Finding]:
    return audit(document(text, day), view_of(text)[0], text)


@pytest.mark.parametrize("row", WRONG, ids=[row["text"][:24] for row in WRONG])
def test_what_is_wrong_is_found(row: dict[str, Any]) -> None:
    found = findings(row["text"], row.get("date"))
    assert {finding.code for finding in found} == {row["code"]}
    assert row["says"] in found[0].message
    assert row["text"][found[0].start : found[0].end] == row["place"]


@pytest.mark.parametrize("row", SOUND, ids=[row["text"][:24] for row in SOUND])
def test_what_is_sound_is_left_alone(row: dict[str, Any]) -> None:
    assert [finding.message for finding in findings(row["text"], row.get("date"))] == []


@pytest.mark.parametrize("row", PAIRS, ids=[row["wrong"][:24] for row in PAIRS])
def test_one_number_makes_the_difference(row: dict[str, str]) -> None:
    [found] = findings(row["wrong"])
    assert (found.code, row["says"] in found.message) == ("figure-arithmetic", True)
    assert [finding.message for finding in findings(row["sound"])] == []


def test_as_many_are_sound_as_wrong() -> None:
    assert (len(WRONG), len(SOUND)) == (30, 30)
    assert {row["code"] for row in WRONG} == CODES


def test_every_code_that_is_raised_is_explained() -> None:
    root = Path(__file__).parent.parent
    page = (root / "docs" / "diagnostics.md").read_text("utf-8")
    stages = [root / "extractor" / stage for stage in ("audit", "join", "readers", "structure")]
    sources = "".join(path.read_text("utf-8") for stage in stages for path in stage.rglob("*.py"))
    raised = set(re.findall(r'(?:CODE = |_diagnostic\(|DiagnosticDraft\(\s*|Note\(\s*)"([a-z]+(?:-[a-z]+)+)"', sources))
    assert raised >= CODES | {"item-gap", "unread-text", "date-inferred", "left-out"}
    assert set(re.findall(r"^## ([a-z]+-[a-z-]+)$", page, re.M)) == raised
    assert set(re.findall(r"^\| \[([a-z-]+)\]\(#\1\)", page, re.M)) == raised
    words = (root / "extractor" / "writers" / "review" / "words.js").read_text("utf-8")
    assert set(re.findall(r'"([a-z]+-[a-z-]+)": "[\u4e00-\u9fff]', words)) == raised


def test_the_pages_examples_are_found() -> None:
    page = (Path(__file__).parent.parent / "docs" / "diagnostics.md").read_text("utf-8")
    section = page.partition("## figure-arithmetic")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.*[\u4e00-\u9fff].*) \| (.*) \|$", section, re.M)
    assert len(rows) > 8
    for text, says in rows:
        found = findings(text)
        assert [says in finding.message for finding in found] == [True], text


@pytest.mark.parametrize("row", TRAPS, ids=[row["why"] for row in TRAPS])
def test_no_trap_is_walked_into(row: dict[str, str]) -> None:
    assert [finding.message for finding in findings(row["text"])] == []
