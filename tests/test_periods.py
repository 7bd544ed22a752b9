"""What dates and what does not: tests/tables/periods.toml, and what holds for any text."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.periods import Mention, days_of, ends_of, find_periods, scan

TABLE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "tables" / "periods.toml").read_text("utf-8"))
GROUPS = ("years", "parts", "ranges", "plans", "lengths", "words", "clauses")
EXAMPLES = [(text, periods) for group in GROUPS for text, periods in TABLE[group].items()]
FRAGMENTS = (
    *(
        "今年",
        "去年",
        "上年",
        "以来",
        "底前",
        "到",
        "至",
        "—",
        "较",
        "比",
        "近",
        "未来",
        "3",
        "五",
        "十",
        "年",
        "月",
        "日",
        "内",
        "前",
        "后",
        "“十四五”",
    ),
    *(
        "2024",
        "二〇二四",
        "季度",
        "上半年",
        "期间",
        "在",
        "自",
        "，",
        "。",
        "\n",
        " ",
        "的",
        "家",
        "年均",
        "目前",
        "《",
        "》",
        "截至",
        "周年之际",
        "１",
        "个月",
    ),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join)
DAYS = st.none() | st.dates(date(1900, 1, 1), date(9990, 12, 31))


@pytest.mark.parametrize(("text", "periods"), EXAMPLES)
def test_example(text: str, periods: list[list[str]]) -> None:
    found = find_periods(text, TABLE["date"])
    assert [[p.text, p.first_day or "", p.last_day or ""] for p in found] == periods
    assert all(text[p.start : p.end] == p.text for p in found)


@pytest.mark.parametrize(("text", "bases"), TABLE["bases"].items())
def test_a_base_of_comparison_is_no_period(text: str, bases: list[str]) -> None:
    assert [text[m.start : m.end] for m in scan(text) if m.basis] == bases
    assert find_periods(text, TABLE["date"]) == []


@pytest.mark.parametrize("text", TABLE["nothing"]["texts"])
def test_counterexample(text: str) -> None:
    assert scan(text) == []


def test_the_table_is_large_enough() -> None:
    assert len(EXAMPLES) >= 60
    assert len(TABLE["nothing"]["texts"]) >= 30


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023年", "2023-01-01", "2023-12-31"),
        ("1978年以来", "1978-01-01", None),
        ("到2026年", None, "2026-12-31"),
        ("上半年", None, None),
        ("近3年", None, None),
        ("3年内", None, None),
        ("去年", None, None),
        ("目前", None, None),
        ("上个月", None, None),
    ],
)
def test_without_a_date_what_needs_one_is_unknown(text: str, first: str | None, last: str | None) -> None:
    assert days_of(scan(text)[0], None) == (first, last)


def test_the_year_of_the_sentence_holds_to_its_end() -> None:
    found = find_periods("2023年稳中有进，上半年12家。下半年15家。")
    assert [(p.text, p.first_day) for p in found] == [("2023年", "2023-01-01"), ("上半年", "2023-01-01"), ("下半年", None)]


def test_offsets_are_the_sources() -> None:
    text = "　　２０２３ 年，新增\u200b5家；今\u200b年上半年7家。"
    found = find_periods(text, "2024-07-08")
    assert [text[p.start : p.end] for p in found] == ["２０２３ 年", "今\u200b年上半年"]
    assert [(p.text, p.first_day) for p in found] == [("２０２３年", "2023-01-01"), ("今年上半年", "2024-01-01")]


def test_the_ends_of_a_range_are_points() -> None:
    for text, want in (("从2021年到2023年", ["2021年", "2023年"]), ("2021—2023年间", ["2021", "2023年"])):
        mention = scan(text)[0]
        assert [text[m.start : m.end] for m in ends_of(mention, text)] == want
        assert [days_of(m, None)[0] for m in ends_of(mention, text)] == ["2021-01-01", "2023-01-01"]


def test_a_day_out_of_the_calendar_is_no_day() -> None:
    assert days_of(scan("2月30日")[0], date(2024, 1, 1)) == (None, None)
    assert days_of(scan("未来五年")[0], date(9998, 1, 1)) == ("9998-01-01", None)
    assert days_of(scan("近2年")[0], date(2024, 2, 29)) == ("2022-02-28", "2024-02-29")


def test_date_must_be_a_day() -> None:
    with pytest.raises(ValueError, match="no day as"):
        find_periods("今年", "2024年")


@given(TEXTS)
def test_mentions_stand_in_order_and_apart(text: str) -> None:
    mentions = scan(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


@given(TEXTS, DAYS)
def test_days_are_days_in_order(text: str, event: date | None) -> None:
    for period in find_periods(text, event):
        assert re.sub(r"\s", "", text[period.start : period.end]).endswith(re.sub(r"\s", "", period.text)[-1])
        if period.first_day and period.last_day and "以来" not in period.text and not re.search("至|到|—", period.text):
            assert date.fromisoformat(period.first_day) <= date.fromisoformat(period.last_day)


@given(TEXTS)
def test_no_period_crosses_a_sentence(text: str) -> None:
    assert all("。" not in text[m.start : m.end] for m in scan(text))


@pytest.mark.parametrize("unit", ["一", "年", "2024年到", "在以来", "1月", "“十四五", "近1", "《"])
def test_a_megabyte_of_one_thing_is_read(unit: str) -> None:
    mentions = scan(unit * (1_000_000 // len(unit)))
    assert all(isinstance(m, Mention) and m.end - m.start <= 120 for m in mentions)
