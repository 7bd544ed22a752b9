"""The example tables of tests/tables/figures: every figure of each text, in order, with what is stated of it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from extractor import find_figures
from extractor.models import Figure

TABLES = Path(__file__).parent / "tables" / "figures"
BLANK = re.compile(r"\s+")
QUOTES = re.compile(r"[“”‘’\"'《》\s]")
# What makes one time another: its figures, and the words that turn it round (去年, 年底, 同期).
TURNS = re.compile(r"[\d一二两三四五六七八九十]|[今去明前上下][年月半]|[初末底]|同|环")


def cases() -> Iterator[Any]:
    for path in sorted(TABLES.glob("*.toml")):
        for number, case in enumerate(tomllib.loads(path.read_text("utf-8"))["case"], 1):
            marks = [pytest.mark.xfail(strict=True, reason=str(case["todo"]))] if case.get("todo") else []
            yield pytest.param(case, id=f"{path.stem}-{number}", marks=marks)


@pytest.mark.parametrize("case", list(cases()))
def test_case(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["date"]) if "date" in case else None
    found = find_figures(case["text"], day)
    wanted = case["figures"]
    assert [squeeze(f.text) for f in found] == [squeeze(w["text"]) for w in wanted], case["text"]
    metrics = {w["metric"] for w in wanted if w.get("metric", "null") != "null"}
    wrong = [
        f"{figure.text}: {field}: wanted {value!r}, got {getattr(figure, field)!r}"
        for want, figure in zip(wanted, found, strict=True)
        for field, value in want.items()
        if field != "text" and not agrees(field, None if value == "null" else value, figure, metrics)
    ]
    assert not wrong, case["text"]


def agrees(field: str, want: Any, figure: Figure, metrics: set[str]) -> bool:
    said = getattr(figure, field)
    if want is None or said is None:
        return said is want or (field == "period" and want is None and said.inherited)
    match field:
        case "value" | "value_max" | "factor":
            return abs(Fraction(want) - Fraction(said)) <= Fraction(1, 10**9) * abs(Fraction(want))
        case "fraction":
            return Fraction(want) == Fraction(said)
        case "metric":
            near = similarity(want, said)
            return near >= 0.6 and all(similarity(other, said) <= near for other in metrics)
        case "period":
            return same_time(want, said.text)
        case "basis":
            return same_time(want, said)
        case _:
            return bool(want == said)


def squeeze(text: str) -> str:
    return BLANK.sub("", text)


def similarity(a: str, b: str) -> float:
    return SequenceMatcher(None, QUOTES.sub("", a), QUOTES.sub("", b), autojunk=False).ratio()


def same_time(a: str, b: str) -> bool:
    return similarity(a, b) >= 0.75 and Counter(TURNS.findall(a)) == Counter(TURNS.findall(b))


def test_each_table_has_examples_and_counterexamples() -> None:
    paths = sorted(TABLES.glob("*.toml"))
    assert paths
    for path in paths:
        listed = tomllib.loads(path.read_text("utf-8"))["case"]
        assert len(listed) >= 20, path.name


def test_values_are_exact_decimals() -> None:
    assert find_figures("投资1234567890.0123456789亿元")[0].value == Decimal("123456789001234567.89")
