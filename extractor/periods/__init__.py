"""Periods: text to days.

``scan`` finds every expression that dates in a view's text, ``days_of`` works out its first and last day;
``find_periods`` does both for a text of any layout.
"""

from __future__ import annotations

from datetime import date as Date

from extractor.models import Period
from extractor.periods.days import days_of, year_of
from extractor.periods.patterns import TITLE
from extractor.periods.scanning import Mention, ends_of, scan
from extractor.sentences import SENTENCE_END
from extractor.text.layout import view_of
from extractor.text.patterns import lazy

__all__ = ["TITLE", "Mention", "day_of", "days_of", "ends_of", "find_periods", "scan", "year_of"]

_EXTENDED = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(date: str | Date | None) -> Date | None:
    """The day that a str names, in the extended form of ISO 8601; others come back as they are. ValueError where it names none.

    >>> day_of("2024-07-08")
    datetime.date(2024, 7, 8)
    >>> day_of("20240708")
    Traceback (most recent call last):
    ValueError: '20240708' is no day as 2024-07-08
    """
    if not isinstance(date, str):
        return date
    try:
        if _EXTENDED.fullmatch(date):
            return Date.fromisoformat(date)
    except ValueError:
        pass
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
