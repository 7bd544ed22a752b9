"""Days: from a mention to the first and the last day that it speaks of."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from extractor.numerals import range_of, value_of
from extractor.periods.patterns import NUMERAL, TO
from extractor.periods.scanning import Mention
from extractor.text.patterns import lazy

Days = tuple[date | None, date | None]

_TO_ARABIC = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_OWN_YEAR = lazy(r"([0-9〇○零一二三四五六七八九]{4})(?:年度?|财年)?", cues="0123456789〇○零一二三四五六七八九")
# How many years from the event's, or from the year that the sentence speaks of.
_FROM_EVENT = {"今年": 0, "去年": -1, "前年": -2, "明年": 1, "来年": 1, "后年": 2, "下年度": 1, "下一年度": 1, "下一年": 1, "下年": 1}
_FROM_CONTEXT = {
    "上年度": -1, "上一年度": -1, "上一年": -1, "上年": -1,
    "本年度": 0, "本年": 0, "当年度": 0, "当年": 0, "同年": 0, "全年": 0, "次年": 1, "翌年": 1,
}  # fmt: skip
_DEICTIC = (*_FROM_EVENT, *_FROM_CONTEXT)
# The texts are those of expressions that were found, so that most patterns need not say again what a numeral is made of.
_DATE = lazy("(?:(.+)月)?(.+)[日号]")
_MONTHS = lazy(f"(.+?)(?:月份?)?(?:{TO}|、)(.+?)月份?")
_MONTH = lazy("(.+?)月份?([上中下]旬|底|末|初)?")
_QUARTER = lazy("(第|前)?(.+?)个?季度?(末|初)?")
_FIRST_MONTHS = lazy("(?:前|头)(.+)个月")
_NEAR_MONTH = lazy("(.)个?月(底|末|初)?")
_NEAR_MONTHS = frozenset("本上下当")
_NEAR_DAYS = {"大前天": -3, "大后天": 3, "前天": -2, "昨天": -1, "昨日": -1, "明天": 1, "明日": 1, "后天": 2}
_NEAR_WEEKS = {"上上周": -2, "上周": -1, "本周": 0, "下周": 1, "下下周": 2}
_WEEKDAYS = "一二三四五六日"
_PLAN = lazy("第([一二三四五六七八九十]+)个五年|(十[一二三四五六]?|[一二三四五六七八九])五", cues="五")
_PLAN_PART = lazy("末|初|开局|收官|(前|后)(.)年")
_CENTURY = lazy("(?:(.{1,3}?)个?世纪)?(?:(.{1,2})年代|(中叶|末|初))?")
_DECADE = lazy("((?:1[89]|2[01])[0-9])0年代")
_LENGTH = lazy(rf"([{NUMERAL}.]+)(?:{TO}([{NUMERAL}.]+))?([多余])?(?:(年)(半)?|个(半)?月|(天)|(周|个?星期))|半年")
_ISO = lazy(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})", cues="-./")
_PLANS_BEGAN = (1953, 1958)  # the third began in 1966, the years 1963 to 1965 were of none


def days_of(mention: Mention, event_date: date | None, year: int | None = None) -> tuple[str | None, str | None]:
    """The first and the last day of a mention as ISO dates, both included; None where open or unknown.

    ``event_date`` is the day of the meeting, ``year`` the year that the sentence has spoken of (for 上半年 and 3月份).

    >>> from extractor.periods import scan
    >>> days_of(scan("到2026年")[0], None)
    (None, '2026-12-31')
    """
    first, last = _days(mention, event_date, year)
    return (first.isoformat() if first else None, last.isoformat() if last else None)


def year_of(mention: Mention, event_date: date | None, year: int | None = None) -> int | None:
    """The year that a mention leaves behind for what follows in its sentence, or None where it names none."""
    text = mention.second if mention.rule == "range" else mention.first
    if mention.rule in ("past", "future", "within", "ago", "after", "now", "clause"):
        return None
    return _year(text, event_date, year, named=True)[0]


def _days(mention: Mention, event: date | None, year: int | None) -> Days:
    rule, text = mention.rule, mention.first
    if mention.basis or rule in ("formerly", "then", "each", "term"):
        return None, None
    if rule == "now":
        return None, event
    if rule in ("past", "future", "within", "ago", "after"):
        return _length(rule, text, event)
    if rule == "this_year":
        own = year or (event.year if event else None)
        return _whole_year(own) if own else (None, None)
    if rule == "clause":
        # a clause without a date of its own dates nothing that could be counted
        word = mention.second
        rule = "since" if word == "以来" else "from" if word.endswith("后") else "before"
        if not text or not word.endswith(("来", "后", "前")):
            return None, None
    first, last = point_days(text, event, year)
    if rule == "range":
        return first, _far_end(mention, event, year, first)
    if rule in ("up_to", "as_of"):
        return None, last
    if rule == "since":
        return first, event
    if rule == "from":
        return first, None
    if rule == "before":
        # by the end of 2026, by 8 July, but before the year 2030 begins
        inclusive = text.endswith(("底", "末", "日", "号")) or _ISO.fullmatch(text)
        return None, last if inclusive else first - timedelta(1) if first else None
    return first, last


def _far_end(mention: Mention, event: date | None, year: int | None, first: date | None) -> date | None:
    text = mention.second
    own = _year(text, event, year, named=True)[0]
    if own is None and first:
        year = first.year
        day = _DATE.fullmatch(text)
        if day and not day[1]:
            return day_or_none(first.year, first.month, _number(day[2]))
    last = point_days(text, event, year)[1]
    if own is None and first and last and last < first:
        last = point_days(text, event, first.year + 1)[1]
    return last


def point_days(text: str, event: date | None, year: int | None) -> Days:
    """The first and last day of a point in time (a year, a month, a plan, a decade), or None, None."""
    text = text.strip("“”‘’「」\"'")
    if text.endswith(("月当月", "月份当月")):
        text = text[:-2]
    if "世纪" in text or "年代" in text:
        return _century(text)
    if iso := _ISO.fullmatch(text):
        day = day_or_none(int(iso[1]), int(iso[2]), int(iso[3]))
        return day, day
    if text == "今明两年":
        return (date(event.year, 1, 1), date(event.year + 1, 12, 31)) if event else (None, None)
    plan = _PLAN.match(text)
    if plan and not _OWN_YEAR.match(text):
        return _plan(plan, text)
    if text in _NEAR_DAYS or text in _NEAR_WEEKS or text[:2] in _NEAR_WEEKS:
        return _near_days(text, event)
    near = _NEAR_MONTH.fullmatch(text) if text[:1] in _NEAR_MONTHS else None
    if near:
        return _near_month(near, event)
    if text in ("本季度", "上季度", "下季度"):
        return _near_quarter(text, event)
    own, rest = _year(text, event, year)
    return (None, None) if own is None else _part(own, rest)


def _year(text: str, event: date | None, year: int | None, named: bool = False) -> tuple[int | None, str]:
    """The year of a point and the rest of its text; with ``named`` only a year that the text itself names."""
    own = _OWN_YEAR.match(text)
    if own:
        return int(own[1].translate(_TO_ARABIC)), text[own.end() :]
    word = next(word for word in _DEICTIC if text.startswith(word)) if text.startswith(_DEICTIC) else ""
    around = year or (event.year if event else None)
    if not word:
        return (None if named else around), text
    rest = text[len(word) :]
    if word in _FROM_EVENT:
        return (event.year + _FROM_EVENT[word] if event else None), rest
    return (around + _FROM_CONTEXT[word] if around else None), rest


def _part(year: int, text: str) -> Days:
    """The days of a part of a year: 上半年, 前三季度, 1—5月, 7月8日, 年底."""
    text = text.lstrip("的")
    if text in ("", "全年"):
        return _whole_year(year)
    if text in ("上半年", "下半年"):
        return _months(year, 1, 6) if text[0] == "上" else _months(year, 7, 12)
    if text[-1] in "底末" and "月" not in text and "度" not in text:
        return date(year, 12, 31), date(year, 12, 31)
    if text in ("初", "年初"):
        return date(year, 1, 1), date(year, 1, 1)
    if match := _DATE.fullmatch(text):
        day = day_or_none(year, _number(match[1]), _number(match[2])) if match[1] else None
        return day, day
    if match := _MONTHS.fullmatch(text):
        return _months(year, _number(match[1]), _number(match[2]))
    if match := _FIRST_MONTHS.fullmatch(text):
        return _months(year, 1, _number(match[1]))
    if match := _MONTH.fullmatch(text):
        return _edge(_months(year, _number(match[1]), _number(match[1])), match[2])
    if text[0] == "Q":
        quarter = int(text[1])
        return _months(year, quarter * 3 - 2, quarter * 3)
    if match := _QUARTER.fullmatch(text):
        quarter = 1 if match[2] == "首" else _number(match[2])
        return _edge(_months(year, 1 if match[1] == "前" else quarter * 3 - 2, quarter * 3), match[3])
    return None, None


def _edge(days: Days, word: str | None) -> Days:
    """The days of a month or quarter, cut down to its beginning, its end or ten days of it."""
    first, last = days
    if not word or not first or not last:
        return days
    if word in ("底", "末"):
        return last, last
    if word == "初":
        return first, first
    start = {"上旬": 1, "中旬": 11, "下旬": 21}[word]
    return first.replace(day=start), last if start == 21 else first.replace(day=start + 9)


def _near_days(text: str, event: date | None) -> Days:
    """A day or a week counted from the event's: a week runs from Monday to Sunday (ISO 8601)."""
    if not event:
        return None, None
    if text in _NEAR_DAYS:
        day = event + timedelta(_NEAR_DAYS[text])
        return day, day
    weekday = text[2:] if text[2:] in _WEEKDAYS else ""
    monday = event - timedelta(event.weekday() - 7 * _NEAR_WEEKS[text.removesuffix(weekday)])
    if weekday:
        monday += timedelta(_WEEKDAYS.index(weekday))
    return monday, monday if weekday else monday + timedelta(6)


def _near_month(match: re.Match[str], event: date | None) -> Days:
    if not event:
        return None, None
    month = event
    if match[1] in "上下":
        month = event.replace(day=1) - timedelta(1) if match[1] == "上" else event.replace(day=28) + timedelta(4)
    return _edge(_months(month.year, month.month, month.month), match[2])


def _near_quarter(text: str, event: date | None) -> Days:
    if not event:
        return None, None
    month = (event.month - 1) // 3 * 3 + 1
    if text[0] == "上":
        return _months(event.year - 1, 10, 12) if month == 1 else _months(event.year, month - 3, month - 1)
    if text[0] == "下":
        return _months(event.year + 1, 1, 3) if month == 10 else _months(event.year, month + 3, month + 5)
    return _months(event.year, month, month + 2)


def _plan(match: re.Match[str], text: str) -> Days:
    """The days of a five-year plan: “十四五” is the fourteenth, 2021 to 2025."""
    number = _number(match[1] or match[2])
    begin = _PLANS_BEGAN[number - 1] if number < 3 else 1966 + 5 * (number - 3)
    first, last = begin, begin + 4
    part = _PLAN_PART.search(text, match.end())
    if "中期" in text:
        return None, None
    if part and part[1]:
        count = _number(part[2])
        first, last = (first, first + count - 1) if part[1] == "前" else (last - count + 1, last)
    elif part and part[0] in ("初", "开局"):
        last = first
    elif part:
        return (date(last, 12, 31) if part[0] == "末" else date(last, 1, 1)), date(last, 12, 31)
    return date(first, 1, 1), date(last, 12, 31)


def _century(text: str) -> Days:
    """The days of a decade (二十世纪九十年代), or of 本世纪中叶 and 本世纪末."""
    decade = _DECADE.match(text)
    if decade:
        first = int(decade[1]) * 10
        return date(first, 1, 1), date(first + 9, 12, 31)
    match = _CENTURY.match(text)
    century = 21 if not match or match[1] in ("本", None) else 20 if match[1] == "上" else _number(match[1])
    base = (century - 1) * 100
    if match and match[2]:
        first = (base if match[1] else 1900) + _number(match[2])
        return date(first, 1, 1), date(first + 9, 12, 31)
    if match and match[3] == "中叶":
        return None, date(base + 50, 12, 31)
    if match and match[3] == "末":
        return None, date(base + 100, 12, 31)
    if text.endswith("世纪"):
        return date(base + 1, 1, 1), date(base + 100, 12, 31)
    return None, None


def _length(rule: str, text: str, event: date | None) -> Days:
    """The days of 近3年, 未来五年, 3年内, 五年前, counted from the event."""
    match = _LENGTH.search(text)
    count = _months_in(match) if match else None
    if event is None:
        return None, None
    back = rule in ("past", "ago")
    edge = None
    if match and count and (match[7] or match[8]):
        edge = _days_off(event, (-count if back else count) * (1 if match[7] else 7))
    elif count:
        edge = _shifted(event, -count if back else count)
    if back:
        return (edge, event) if rule == "past" else (None, edge)
    return (event, edge) if rule != "after" else (edge, None)


def _months_in(match: re.Match[str]) -> int | None:
    """The months (or days, or weeks) of a length, of its upper end where it is a range; None where it is not exact (十多年)."""
    low, high, more, years, half, half_month, *_ = match.groups()
    if not low:
        return 6
    pair = range_of(high or low)
    number = pair[1] if pair else value_of(high or low)
    if number is None or number != int(number) or more or half_month:
        return None
    return int(number) * 12 + (6 if half else 0) if years else int(number)


def _shifted(day: date, months: int) -> date | None:
    """The day so many months later, the last of its month where that is shorter; None out of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _days_off(day: date, days: int) -> date | None:
    """The day so many days later; None out of the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _whole_year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _months(year: int, first: int, last: int) -> Days:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None, None
    end = year if first <= last else year + 1  # 11月至3月
    return date(year, first, 1), date(end, last, calendar.monthrange(end, last)[1])


def day_or_none(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(text: str) -> int:
    value = value_of(text)
    return int(value) if value is not None else 0
