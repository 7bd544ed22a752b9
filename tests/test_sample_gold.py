"""The samples against their annotations, made by hand: what was reached must not be lost again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from extractor import extract
from extractor.models import Bulletin, Figure
from tests.conftest import ROOT

# The share of rows, over all samples, that must agree: of the figures found, and of what is said of those found.
FOUND = Decimal("0.99")
SAID = {
    "comparator": Decimal("0.99"),
    "change": Decimal("0.99"),
    "basis": Decimal("0.98"),
    "status": Decimal("0.97"),
    "period": Decimal("0.97"),
    "metric": Decimal("0.90"),  # nearly the same words
}


@cache
def pairs() -> tuple[tuple[dict[str, Any], Bulletin], ...]:
    found = []
    for path in sorted((ROOT / "tests" / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        found.append((gold, extract(ROOT / "data" / "samples" / gold["doc"])))
    assert found
    return tuple(found)


def core(gold: dict[str, Any]) -> dict[tuple[int, int], dict[str, Any]]:
    return {(f["start"], f["end"]): f for f in gold["figures"] if not f["label"]}


def number(value: str | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def same_number(want: Fraction | None, said: Decimal | None) -> bool:
    if want is None or said is None:
        return want is None and said is None
    return abs(want - Fraction(said)) <= abs(want) / 10**9


def same_quantity(want: dict[str, Any], said: Figure) -> bool:
    return (
        (want["kind"], want["unit"]) == (said.kind, said.unit)
        and same_number(number(want["value"]), said.value)
        and same_number(number(want["value_max"]), said.value_max)
    )


def test_speeches_and_items() -> None:
    for gold, bulletin in pairs():
        wanted = [(s["name"], s["title"], s["start"], s["end"]) for s in gold["speeches"]]
        assert [(s.speaker.name, s.title, s.start, s.end) for s in bulletin.speeches] == wanted, gold["doc"]
        items = sorted((c["start"], c["end"], c["ordinal"], c["level"], c["kind"]) for c in gold["commitments"])
        assert sorted((c.start, c.end, c.ordinal, c.level, c.kind) for c in bulletin.commitments) == items, gold["doc"]


def matched() -> Iterator[tuple[dict[str, Any], Figure]]:
    for gold, bulletin in pairs():
        wanted = core(gold)
        for figure in bulletin.figures:
            want = wanted.get((figure.start, figure.end))
            if want is not None and not figure.label:
                yield want, figure


def test_figures_are_found_with_their_values() -> None:
    right = sum(same_quantity(want, said) for want, said in matched())
    said = sum(not figure.label for _, bulletin in pairs() for figure in bulletin.figures)
    wanted = sum(len(core(gold)) for gold, _ in pairs())
    assert right >= FOUND * said, f"{said - right} of {said} figures are wrong or too many"
    assert right >= FOUND * wanted, f"{wanted - right} of {wanted} figures are missing or wrong"


@pytest.mark.parametrize("field", SAID)
def test_what_is_said_of_figures(field: str) -> None:
    rows = list(matched())
    wrong = [(want["text"], want[field], getattr(said, field)) for want, said in rows if not agrees(field, want[field], said)]
    assert len(wrong) <= (1 - SAID[field]) * len(rows), wrong


def agrees(field: str, want: Any, figure: Figure) -> bool:
    if field == "period":
        period = figure.period
        return bool((period.text if period and not period.inherited else None) == want)
    said = getattr(figure, field)
    if field == "metric" and said and want:
        return bool(SequenceMatcher(None, want, said, autojunk=False).ratio() >= 0.6)
    return bool(said == want)
