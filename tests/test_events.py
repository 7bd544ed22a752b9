"""When the meeting was: the year by what is given, written, hinted or spoken of."""

from __future__ import annotations

import json
from datetime import date

import pytest

from extractor import extract
from extractor.events import date_event, latest_year
from extractor.structure.outline import EventDraft
from tests.command import run


def draft(text: str, hint: int | None = None) -> EventDraft:
    return EventDraft(name="示例会议", date_text=text, place=None, year_hint=hint)


CASES = [
    # as written, hint, text, given -> first day, last day, inferred
    ("2025年3月5日", None, "", None, ("2025-03-05", None, False)),
    ("3月5日", 2024, "2025年", None, ("2024-03-05", None, False)),
    ("3月5日", None, "2023年增长5%，到2027年翻番。", None, ("2023-03-05", None, True)),
    ("3月5日", None, "总结2024年工作，部署2025年工作。", None, ("2024-03-05", None, True)),
    ("3月5日", None, "没有年份。", None, (None, None, False)),
    ("3月5日", None, "2023年", date(2022, 3, 5), ("2022-03-05", None, False)),
    ("2024年2月29日", None, "", date(2023, 1, 1), ("2024-02-29", None, False)),
    ("2024年3月5日至6日", None, "", date(2023, 1, 1), ("2023-03-05", "2023-03-06", False)),
    ("2024-03-05", None, "", date(2023, 1, 1), ("2024-03-05", None, False)),
    ("2月29日", 2024, "", date(2023, 1, 1), ("2024-02-29", None, False)),
    ("2月29日", None, "2024年投资3亿元。", date(2023, 1, 1), ("2024-02-29", None, True)),
    ("2月29日", None, "", date(2023, 1, 1), ("2023-01-01", None, False)),
    ("2月30日", 2025, "", date(2023, 1, 1), ("2023-01-01", None, False)),
    ("2024年2月30日", None, "", date(2023, 1, 1), (None, None, False)),
    ("2024年2月", None, "", date(2024, 2, 9), ("2024-02-09", None, False)),
    ("二〇二四年二月", None, "", date(2023, 1, 1), (None, None, False)),
    ("3月5日", 2024, "2025年", date(2023, 1, 1), ("2023-03-05", None, False)),
    ("12月10日至11日", 2025, "", None, ("2025-12-10", "2025-12-11", False)),
    ("4月30日—5月2日", 2025, "", None, ("2025-04-30", "2025-05-02", False)),
    ("２０２５年３月５日", None, "", None, ("2025-03-05", None, False)),
    ("一九五八年二月十日", None, "", None, ("1958-02-10", None, False)),
    ("二○二五年三月五日至十一日", None, "", None, ("2025-03-05", "2025-03-11", False)),
    ("二〇二四年二月", None, "", None, (None, None, False)),
    ("2月30日", 2025, "", None, (None, None, False)),
]


@pytest.mark.parametrize(("written", "hint", "text", "given", "wanted"), CASES)
def test_days(written: str, hint: int | None, text: str, given: date | None, wanted: tuple[str | None, str | None, bool]) -> None:
    event = date_event(draft(written, hint), text, given)
    days = [day.isoformat() if day else None for day in (event.day, event.last_day)]
    assert (*days, event.inferred) == wanted


def test_the_latest_year_is_no_year_to_come() -> None:
    assert latest_year("2021年以来，到2030年，力争2026年底前建成；2023年新增3项。") == 2023
    assert latest_year("没有年份") is None


@pytest.mark.parametrize(
    ("written", "text", "told"),
    [
        ("3月5日", "2024年投资3亿元，去年以来办成五件事。今年要再办三件。", True),
        ("3月5日", "总结2024年工作，部署2025年工作。", True),
        ("3月5日", "2024年投资3亿元。", False),
        ("3月5日", "2024年是攻坚之年，去年打下了基础。", False),
        ("7月8日", "2024年投资3亿元，去年打下了基础。", False),
        ("2025年3月5日", "2024年投资3亿元，去年以来办成五件事。", False),
    ],
)
def test_where_the_year_may_be_the_one_before_the_meeting_it_is_said(written: str, text: str, told: bool) -> None:
    assert date_event(draft(written), text, None).may_be_next == told


def test_an_inferred_year_is_a_diagnostic() -> None:
    text = "示例市工作会议发言摘登\n【编者按】3月5日，示例市工作会议在示例市召开。2024年投资3亿元。\n"
    bulletin = extract(text)
    assert bulletin.event is not None
    assert bulletin.event.date == "2024-03-05"
    assert bulletin.event.date_inferred
    assert [d.code for d in bulletin.diagnostics].count("date-inferred") == 1
    [said] = [d.message for d in extract(text.replace("投资", "去年投资")).diagnostics if d.code == "date-inferred"]
    assert said == "The date has no year; 2024 was assumed, the latest that the text speaks of; it looks back, so that 2025 may be meant."
    assert extract(text, date(2024, 3, 5)).event is not None
    assert not [d for d in extract(text, date(2024, 3, 5)).diagnostics if d.code == "date-inferred"]


@pytest.mark.parametrize("day", ["2024-07-08", "2024-7-8", "2024年7月8日"])
def test_the_date_may_be_written_in_three_ways(day: str) -> None:
    text = "全市科技工作会议发言摘登\n　　7月8日，全市科技工作会议在示例市召开。\n".encode()
    assert json.loads(run("-", "--date", day, data=text).stdout)["event"]["date"] == "2024-07-08"


def test_a_date_that_the_given_year_has_not_is_kept_as_the_text_states_it() -> None:
    text = "全市科技工作会议发言摘登\n　　2024年2月29日，全市科技工作会议在示例市召开。今年投入1亿元。\n".encode()
    found = json.loads(run("-", "--date", "2023-01-01", data=text).stdout)
    assert found["event"]["date"] == "2024-02-29"
    assert found["figures"][0]["period"]["first_day"] == "2024-01-01"
    assert found == json.loads(run("-", data=text).stdout)
