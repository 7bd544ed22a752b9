"""Periods: text to days.

``scan`` finds every expression that dates in a view's text, ``days_of`` works out its first and last day;
``find_periods`` does both for a text of any layout.
"""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from extractor.models import Period
from extractor.periods.days import day_or_none, days_of, year_of
from extractor.periods.patterns import TITLE
from extractor.periods.scanning import Mention, ends_of, scan
from extractor.sentences import SENTENCE_END
from extractor.text.layout import view_of
from extractor.text.patterns import lazy

__all__ = ["TITLE", "Mention", "day_of", "days_of", "ends_of", "find_periods", "scan", "year_of"]

_DAY = lazy(r"([0-9]{4})(?:-([0-9]{1,2})-([0-9]{1,2})|年([0-9]{1,2})月([0-9]{1,2})日)")


def day_of(date: str | Date | None) -> Date | None:
    """The day that a str names, as 2024-07-08 (ISO 8601), 2024-7-8 or 2024年7月8日; that of a datetime, and a day as it is.

    ValueError where a str names none, TypeError for anything else.

    >>> day_of("2024-07-08") == day_of("2024年7月8日") == day_of(datetime(2024, 7, 8, 9, 30))
    True
    >>> day_of("20240708")
    Traceback (most recent call last):
    ValueError: '20240708' is no day as 2024-07-08
    """
    if isinstance(date, datetime):  # which is a day too, but writes its time along
        return date.date()
    if date is None or isinstance(date, Date):
        return date
    if not isinstance(date, str):
        raise TypeError(f"date has to be a str, a date or None, and is of type {type(date).__name__}")
    if (match := _DAY.fullmatch(date)) and (day := day_or_none(*(int(part) for part in match.groups() if part))):
        return day
    raise ValueError(f"'{date}' is no day as 2024-07-08")


def find_periods(text: str, date: str | Date | None = None) -> list[Period]:
    """Every expression of a text that dates, in order, its days counted from ``date`` (the event's day; ISO 8601 if a str).

    Bases of comparison (较2021年, 同比) are none. ValueError where ``date`` is no day.

    >>> [(p.text, p.first_day, p.last_day) for p in find_periods("2023年上半年，较上年增长5%；近3年", "2024-07-08")]
    [('2023年上半年', '2023-01-01', '2023-06-30'), ('近3年', '2021-07-08', '2024-07-08')]
    """
    event = day_of(date)
    view, _ = view_of(text)
    periods: list[Period] = []
    year: int | None = None
    place = 0
    for mention in scan(view.text):
        if SENTENCE_END.search(view.text, place, mention.start):
            year = None
        place = mention.end
        if mention.basis:
            continue
        first, last = days_of(mention, event, year)
        year = year_of(mention, event, year) or year
        start, end = view.source_span(mention.start, mention.end)
        written = view.raw[mention.start : mention.end]
        periods.append(Period(text=written, start=start, end=end, first_day=first, last_day=last, inherited=False))
    return periods
