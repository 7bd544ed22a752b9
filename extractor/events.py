"""When the meeting was: the date as written, resolved to days."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from extractor.numerals import value_of
from extractor.periods.days import day_or_none
from extractor.structure.outline import EventDraft
from extractor.text.patterns import lazy

_DATE = lazy(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日?(?:\s*(?:至|到|—|－|–|-|～|~|、)\s*(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?")
_ISO = lazy(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})")
# What stands before is looked at afterwards: a pattern that begins with a look behind is slow.
_YEAR = lazy(r"(?:19|20)\d\d(?=年)")
# 一九五八年二月十日
_HAN_NUMBER = lazy(r"[〇○零一二三四五六七八九十]+(?=[年月日至到、—-])")
# A year behind these is still to come, not the meeting's.
_AHEAD = lazy(r"(?:到|力争|至|截至|确保|预计|部署|安排|谋划|展望|面向|做好|—|-|～)$")
_AHEAD_AFTER = lazy(r"年(?:底|末)?前|年(?:基本|全面)?(?:建成|实现|达到)")


class DatedEvent(NamedTuple):
    """The event's first and last day, its year, and whether the year was inferred; ``span`` is the place of doubt."""

    day: date | None
    last_day: date | None
    year: int | None
    inferred: bool
    span: tuple[int, int] | None = None
    spoken: int | None = None  # where no day is known: the latest year that the text speaks of as past or present
    may_be_next: bool = False  # the year was inferred, and the text may speak of it as the year before the meeting


def date_event(draft: EventDraft | None, text: str, given: date | None) -> DatedEvent:
    """The event's days: by the year of the date given, else written beside, else the dateline's, else the latest of the text."""
    written = draft.date_text if draft else None
    if written is None:
        spoken = None if given else latest_year(text)
        return DatedEvent(given, None, given.year if given else _hint(draft), False, spoken=spoken)
    folded = _HAN_NUMBER.sub(lambda number: str(value_of(number[0]) or number[0]), written.translate(_DIGITS))
    match = _DATE.search(folded)
    if match is None:
        iso = _ISO.search(folded)
        stated = _YEAR.search(folded)
        usable = given if given is None or stated is None or int(stated[0]) == given.year else None
        day = day_or_none(*(int(part) for part in iso.groups())) if iso else usable
        return DatedEvent(day, None, day.year if day else None, False)
    year, inferred = _year_of(match, draft, text, given)
    first = day_or_none(year, int(match[2]), int(match[3])) if year else None
    if year is None or (first is None and given is not None and not match[1]):  # a day that no year has: the one given is all there is
        return DatedEvent(given, None, given.year if given else None, False)
    last = None
    if match[6]:
        last = day_or_none(int(match[4]) if match[4] else year, int(match[5] or match[2]), int(match[6]))
    at = text.find(written)
    span = (at, at + len(written)) if inferred and at >= 0 else None
    may_be_next = inferred and _is_last_year(year, int(match[2]), text)
    return DatedEvent(first, last, year, inferred and first is not None, span, may_be_next=may_be_next)


# A meeting of the first months looks back on the year before, and names it; the current year is 今年.
_LOOKS_BACK = lazy(r"[去上]年(?![度级])|上一年")
_EARLY = 4  # the last month of which that is said


def _is_last_year(year: int, month: int, text: str) -> bool:
    """Whether a year may be the one before the meeting: the text looks back, and never speaks of it as the year that runs."""
    looks_back = _LOOKS_BACK.search(text) or re.search(rf"(?:总结|回顾){year}年|(?:部署|做好|安排|谋划){year + 1}年", text)
    return month <= _EARLY and looks_back is not None and not re.search(rf"{year}年(?:是|将|要|的?主要|的?重点|计划|目标)", text)


_DIGITS = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF1A)}


def _hint(draft: EventDraft | None) -> int | None:
    return draft.year_hint if draft else None


def _year_of(match: re.Match[str], draft: EventDraft | None, text: str, given: date | None) -> tuple[int | None, bool]:
    if given is not None and day_or_none(given.year, int(match[2]), int(match[3])):  # else it is of another meeting: 2月29日 with 2023
        return given.year, False
    if match[1]:
        return int(match[1]), False
    if (hint := _hint(draft)) is not None:
        return hint, False
    latest = latest_year(text)
    return latest, latest is not None


def latest_year(text: str) -> int | None:
    """The latest year that a text speaks of as past or present, None where it names none."""
    return max((int(m.group()) for m in _YEAR.finditer(text) if _is_past(text, m)), default=None)


def _is_past(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    if start and (text[start - 1] == "〔" or text[start - 1].isdecimal()):
        return False
    return not _AHEAD.search(text, max(0, start - 3), start) and not _AHEAD_AFTER.match(text, end)
