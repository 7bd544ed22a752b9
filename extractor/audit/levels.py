"""Two levels of one thing, between which a growth can be reckoned: 由 A 增加到 B; A of one year, B of the next; B，比上年的 A."""

from __future__ import annotations

from typing import NamedTuple

from extractor.audit.records import Amount
from extractor.text.patterns import lazy

RISE = "增加|增长|增|提高|提升|上升|升|扩大|扩展|上涨|涨|跃升|攀升|增大|递增|上调|回升|延伸|拓展|扩容"
FALL = "下降|降低|降|减少|减|缩短|缩减|缩小|压缩|压减|回落|下跌|跌|递减|下调|压降|收窄"
# The noun that is counted may stand behind the number: 增加到30个乡镇，增长两倍.
NOUN = r"(?:[^，。；：、（\n]{1,10}(?=[，、；（]))?"
_FROM = lazy(r"[由从][^，。；：\n由从]{0,20}$")
_MOVED = lazy("[到至为年]")  # a quick no for most pairs
TO = lazy(rf"，?[^，。；：、\n]{{0,8}}?(?:(?P<rise>{RISE})|(?P<fall>{FALL})|发展|扩充|变)了?[到至为][^，。；：、\n]{{0,12}}$")
_NEXT_YEAR = lazy(
    NOUN + r"[，；、]而?到?(?:19|20)\d\d年[底末]?[^，。；：、（\n\d]{0,12}?已?则?"
    r"(?:为|达到|达|增至|增加到|增长到|提高到|上升到|升至|降至|下降到|降到|减少到|减至)?$"
)
_OWN_YEAR = lazy(r"(?:19|20)\d\d年[^，。；：、\n]{0,16}$")
_YEAR = lazy(r"(?:19|20)\d\d(?=年)")
# 比2020年的240亿元, 比上年240亿元: without 的 only a year may stand between, else a verb could.
_BASE_BETWEEN = lazy(
    r"[，、]?(?:比|较)(?:(?P<date>[^，。；：、\n比较]{1,12})的|(?P<year>(?:19|20)\d\d年[底末]?|[上去]年(?:同期|同期数)?))$"
)
# 五年来: that is five steps, or four where the first of the years is itself the base. A plan that is under way is no number of years.
_YEARS_SAID = lazy(
    r"(?<![一二三四五六七八九十百第\d])([一两二三四五六七八九十]|\d{1,2})年(?:来|间|中|里|内|以来)|“?十[一二三]五”?(?:时期|期间)"
)
_NUMERALS = {"两": 2, "十": 10} | {numeral: number for number, numeral in enumerate("一二三四五六七八九", 1)}
LAST_YEAR = frozenset("上去")
_BASE_ENDS = frozenset("的年底末期数")


class Span(NamedTuple):
    """A base and the level reached from it, with the years between where the text dates both."""

    base: Amount
    level: Amount
    years: int | None
    last: Amount  # the figure behind which claims may follow
    from_last_year: bool = False
    fewer: bool = False  # the years are counted in words (五年来), and may be one less
    loose: bool = False  # several years apart and not tied by 由…到…: a bare 增长 may be against the year between


def span_of(b: Amount) -> Span | None:
    """The two levels that end in ``b``, or None."""
    a = b.before
    if a is None or not a.same_unit(b):
        return None
    gap = b.gap
    between = _BASE_BETWEEN.match(gap) if gap[-1:] in _BASE_ENDS else None
    risen = _MOVED.search(gap) and (TO.match(gap) or _NEXT_YEAR.match(gap))
    if not (between or risen) or a.figure.value <= 0 or b.figure.value <= 0 or not a.exact or not b.exact:
        return None
    years = b.year - a.year if a.year is not None and b.year is not None else None
    if between is not None:
        # B，比上年的 A
        said = between["date"] or between["year"]
        last_year = said[0] in LAST_YEAR
        written = _YEAR.match(said)
        apart = a.year - int(written.group()) if written and a.year is not None else None
        return Span(b, a, 1 if last_year else apart, b, last_year)
    if TO.match(b.gap) and _FROM.search(a.gap):
        if years is None:
            said_years = years_said(a.gap)
            return Span(a, b, said_years, b, fewer=said_years is not None)
        return Span(a, b, years if years > 0 else None, b)
    same = (a.figure.metric or "").endswith(b.figure.metric or "")
    if same and years is not None and years > 0 and _NEXT_YEAR.match(b.gap) and _OWN_YEAR.search(a.gap):
        return Span(a, b, years, b, loose=years > 1)
    return None


def years_said(words: str) -> int | None:
    """The number of years in 五年来 or “十三五”期间, in the last sentence of the words; None where it has none."""
    found = _YEARS_SAID.search(words.rpartition("。")[2])
    if found is None:
        return None
    numeral = found[1]
    return 5 if numeral is None else number(numeral)


def number(numeral: str) -> int:
    """A numeral of one Chinese character, or of Arabic digits, as a number."""
    return _NUMERALS[numeral] if numeral in _NUMERALS else int(numeral)
