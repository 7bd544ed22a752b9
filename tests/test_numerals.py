"""Numerals both ways: tests/tables/numerals.toml, and what holds for every number."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import numerals
from extractor.numerals import Style

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "tables" / "numerals.toml").read_text("utf-8"))
STYLES: tuple[Style, ...] = get_args(Style)
ALPHABET = "0129,.点零〇一二两五九十廿百千万亿壹拾佰多余来几第到至—-负% ，元"


@pytest.mark.parametrize(("text", "value"), TABLE["parse"].items())
def test_parse(text: str, value: str) -> None:
    assert numerals.parse(text) == Decimal(value)


@pytest.mark.parametrize(("text", "reason"), TABLE["refuse"].items())
def test_refusal_says_why(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"^not a number: ") as refused:
        numerals.parse(text)
    assert reason in str(refused.value)


@pytest.mark.parametrize(("text", "numbers"), TABLE["find"].items())
def test_find(text: str, numbers: list[list[str]]) -> None:
    found = numerals.find(text)
    assert [(f.value, f.value_max, f.comparator, text[f.start : f.end]) for f in found] == [
        (Decimal(low), Decimal(high) if high else None, comparator, written) for low, high, comparator, written in numbers
    ]


@pytest.mark.parametrize("text", TABLE["find_nothing"]["texts"])
def test_find_nothing(text: str) -> None:
    assert numerals.find(text) == []


@pytest.mark.parametrize(("text", "value"), TABLE["fraction"].items())
def test_fraction(text: str, value: str) -> None:
    assert numerals.fraction(text) == Fraction(value)


@pytest.mark.parametrize("text", ["", "三", "三分之", "1:0", "零分之一", "分之一", "折", "成", "三十"])
def test_no_fraction(text: str) -> None:
    with pytest.raises(ValueError, match=r"^not a "):
        numerals.fraction(text)


@pytest.mark.parametrize("style", STYLES)
def test_every_number_to_100000_reads_back(style: Style) -> None:
    parse, write = numerals.parse, numerals.write
    assert [n for n in range(100_001) if parse(write(n, style)) != n] == []


@given(st.integers(0, 10**16) | st.builds(lambda n, p: n * 10**p, st.integers(0, 10**6), st.integers(0, 10)), st.sampled_from(STYLES))
def test_every_number_reads_back(number: int, style: Style) -> None:
    assert numerals.parse(numerals.write(number, style)) == number


@given(st.integers(0, 10**20 - 1))
def test_numbers_beyond_read_back_in_words(number: int) -> None:
    assert numerals.parse(numerals.write(number, "chinese")) == number


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from(["arabic", "grouped", "chinese", "formal", "mixed"]))
def test_decimals_and_negatives_read_back(number: Decimal, style: Style) -> None:
    assert numerals.parse(numerals.write(number, style)) == number


@given(st.integers(-(10**16), 10**16))
def test_written_numerals_of_different_numbers_differ(number: int) -> None:
    assert numerals.write(number, "chinese") != numerals.write(number + 1, "chinese")


@given(st.text(ALPHABET, max_size=12))
def test_value_of_agrees_with_parse(run: str) -> None:
    value = numerals.value_of(run)
    if value is not None:
        assert value == numerals.parse(run)
    elif numerals.range_of(run) is None and not set(run) & set("-负 ，"):
        with pytest.raises(ValueError, match="not a number"):
            numerals.parse(run)


@given(st.text(ALPHABET, max_size=20))
def test_found_numbers_stand_in_order_and_apart(text: str) -> None:
    found = numerals.find(text)
    assert all(0 <= f.start < f.end <= len(text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.value_max is None or f.value < f.value_max for f in found)


@given(st.integers(0, 10**12), st.sampled_from(["arabic", "grouped", "chinese", "mixed"]))
def test_a_written_number_is_found_whole(number: int, style: Style) -> None:
    text = numerals.write(number, style)
    assert [(f.value, f.start, f.end) for f in numerals.find(f"共{text}元")] == [(Decimal(number), 1, 1 + len(text))]


def test_values_are_exact() -> None:
    assert numerals.parse("0.1234567890123456789012345678901234567890亿") == Decimal("12345678.90123456789012345678901234567890")
    assert str(numerals.parse("153.24亿")) == "15324000000"


def test_a_numeral_has_a_limit() -> None:
    assert numerals.parse("9" * 64) == 10**64 - 1
    with pytest.raises(ValueError, match="longer than 64"):
        numerals.parse("9" * 65)
    assert numerals.value_of("一" * 65) is None


def test_unwritable_numbers_are_refused() -> None:
    for number, style in ((Decimal("1.5"), "digits"), (-1, "digits"), (Decimal("NaN"), "arabic")):
        with pytest.raises(ValueError, match=r"whole numbers|no numeral"):
            numerals.write(number, style)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown style"):
        numerals.write(1, "roman")  # type: ignore[arg-type]


@pytest.mark.parametrize("unit", ["1", "一", "1,", "1.", "1到", "百", "几十", "1万"])
def test_a_megabyte_of_one_thing_is_read(unit: str) -> None:
    found = numerals.find(unit * (1_000_000 // len(unit)))
    assert all(f.end - f.start <= 140 for f in found)
