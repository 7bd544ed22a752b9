"""The audit: planted errors are found, sound sentences are left alone."""

from __future__ import annotations

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


def test_as_many_are_sound_as_wrong() -> None:
    assert (len(WRONG), len(SOUND)) == (30, 30)
    assert {row["code"] for row in WRONG} == CODES
