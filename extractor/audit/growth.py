"""figure-arithmetic: a growth that is stated, against the two levels between which it lies.

Three ways to give two levels are read: 由 A 增加到 B; A of one year and B of a later one; B, 比 … 的 A. What directly follows
with a verb of change is a claim about the two. A claim with words of its own between is about something else and is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractor import lexicons
from extractor.audit.intervals import Interval
from extractor.audit.records import Amount, Finding, plain, queried, written
from extractor.text.patterns import lazy

CODE = "figure-arithmetic"
_LEVEL_KINDS = frozenset(("money", "count", "measure", "percent"))
_RISE = "增加|增长|增|提高|提升|上升|升|扩大|扩展|上涨|涨|跃升|攀升|增大|递增"
_FALL = "下降|降低|降|减少|减|缩短|缩减|缩小|压缩|压减|回落|下跌|跌|递减"
VERBS = f"(?:{_RISE}|{_FALL})"
# The noun that is counted may stand behind the number: 增加到30个乡镇，增长两倍.
NOUN = r"(?:[^，。；：、（\n]{1,10}(?=[，、；（]))?"
_FROM = lazy(r"[由从][^，。；：\n由从]{0,20}$")
_MOVED = lazy("[到至为年]")  # a quick no for most pairs
_TO = lazy(rf"，?[^，。；：、\n]{{0,8}}?(?:(?P<rise>{_RISE})|(?P<fall>{_FALL})|发展|扩充|变)了?[到至为][^，。；：、\n]{{0,12}}$")
_NEXT_YEAR = lazy(
    NOUN + r"[，；、]而?到?(?:19|20)\d\d年[底末]?[^，。；：、（\n\d]{0,12}?已?则?"
    r"(?:为|达到|达|增至|增加到|增长到|提高到|上升到|升至|降至|下降到|降到|减少到|减至)?$"
)
_OWN_YEAR = lazy(r"(?:19|20)\d\d年[^，。；：、\n]{0,16}$")
_YEAR = lazy(r"(?:19|20)\d\d(?=年)")
_BASE_BETWEEN = lazy(r"[，、]?(?:比|较)(?P<date>[^，。；：、\n比较]{1,12})的$")
_DELTA = lazy(NOUN + rf"[，、（](?:同比|[比较](?!年初)[^，。；：、\n比较]{{1,12}}?)?[净共]?{VERBS}了?$")
CLAIM = lazy(
    NOUN + r"[，、；（]?即?(?P<basis>同比|环比|[比较][^，。；：、（\n比较]{1,12}?)?"
    r"(?:[一二三四五六七八九十两\d]{1,2}年(?:间|来|内)?)?"
    r"(?P<yearly>年均|年平均|平均每年|每年平均|每年)?(?:累计|总共|总计|共|净)?(?P<yearly_too>年均)?"
    rf"(?:(?P<rise>(?:{_RISE})[率幅]?度?)|(?P<fall>(?:{_FALL})[率幅]?度?)|(?P<level>是|为|相当于)(?:原来|过去|以前|此前|(?P<of>(?:19|20)\d\d)年)的)?(?:了|达到|达|为)?$"
)
_LAST_YEAR = frozenset("上去")
_DOUBLING = (Decimal("0.87"), Decimal("1.15"))  # 翻一番 is said of what comes within a fifth of a doubling, in powers of two
HUNDRED = Decimal(100)
# Of these 提升到 may be said of a smaller number: a rank, a class, a time.
_BETTER_WHEN_SMALL = frozenset(
    ("位", "名", "级", "类", "等", "档", "年", "个月", "月", "天", "日", "个工作日", "工作日", "小时", "分钟", "秒")
)


@dataclass(frozen=True, slots=True)
class Span:
    """A base and the level reached from it, with the years between where the text dates both."""

    base: Amount
    level: Amount
    years: int | None
    last: Amount  # the figure behind which claims may follow
    from_last_year: bool = False
    loose: bool = False  # several years apart and not tied by 由…到…: a bare 增长 may be against the year between


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """What is stated of two levels and does not follow from them."""
    for amount in amounts:
        if amount.figure.kind not in _LEVEL_KINDS:
            continue
        span = _span(amount)
        if span is not None:
            yield from _against_direction(span)
            yield from _claims(span)
        yield from _by_delta(amount)


def check_falls(amounts: list[Amount]) -> Iterator[Finding]:
    """Falls by a multiple: 下降两倍 would be more than all there was."""
    for amount in amounts:
        figure = amount.figure
        if figure.kind == "multiple" and figure.change == "decrease" and figure.value >= 1:
            yield queried(CODE, f"A fall by {figure.text} is more than all there was", amount)


def claims_of(base: Amount, level: Amount) -> Iterator[Finding]:
    """What is stated behind ``level`` and does not follow from the ``base`` of the year before."""
    if base.interval.low > 0 and level.interval.low > 0:
        yield from _claims(Span(base, level, 1, level))


def _span(b: Amount) -> Span | None:
    """The two levels that end in ``b``, or None."""
    a = b.before
    if a is None or not a.same_unit(b):
        return None
    gap = b.gap
    between = _BASE_BETWEEN.match(gap) if gap.endswith("的") else None
    risen = _MOVED.search(gap) and (_TO.match(gap) or _NEXT_YEAR.match(gap))
    if not (between or risen) or a.figure.value <= 0 or b.figure.value <= 0 or not a.exact or not b.exact:
        return None
    years = b.year - a.year if a.year is not None and b.year is not None else None
    if between is not None:
        # B，比上年的 A
        last_year = between["date"][0] in _LAST_YEAR
        written = _YEAR.match(between["date"])
        apart = a.year - int(written.group()) if written and a.year is not None else None
        return Span(b, a, 1 if last_year else apart, b, last_year)
    if _TO.match(b.gap) and _FROM.search(a.gap):
        return Span(a, b, years if years and years > 0 else None, b)
    same = (a.figure.metric or "").endswith(b.figure.metric or "")
    if same and years is not None and years > 0 and _NEXT_YEAR.match(b.gap) and _OWN_YEAR.search(a.gap):
        return Span(a, b, years, b, loose=years > 1)
    return None


def _against_direction(span: Span) -> Iterator[Finding]:
    to = _TO.match(span.level.gap)
    if to is None or span.last is not span.level or span.base.figure.unit in _BETTER_WHEN_SMALL:
        return
    a, b = span.base.interval, span.level.interval
    wrong = (to["rise"] and b.high < a.low) or (to["fall"] and b.low > a.high)
    if wrong:
        word = to["rise"] or to["fall"]
        other = "fall" if to["rise"] else "rise"
        message = f"The text says {word}, but from {span.base.figure.text} to {span.level.figure.text} is a {other}"
        yield queried(CODE, message, span.base, span.level)


def _claims(span: Span) -> Iterator[Finding]:
    """Each claim that directly follows the two levels, as long as they do."""
    claim = span.last.after
    while claim is not None:
        read = CLAIM.match(claim.gap)
        doubling = claim.figure.text.startswith("翻")
        if read is None or not (doubling or read["rise"] or read["fall"] or (read["level"] and claim.figure.kind == "multiple")):
            return
        yearly = bool(read["yearly"] or read["yearly_too"])
        if read["of"] and read["of"] != str(span.base.year):
            return
        if not _same_base(read["basis"], span) or (span.loose and not read["basis"] and not yearly):
            return
        message = _judge(span, claim, yearly, bool(read["fall"]))
        if message:
            yield queried(CODE, message, span.base, span.level, claim)
        claim = claim.after


def _same_base(basis: str | None, span: Span) -> bool:
    """Whether a claim that names its base (比上年) means the base of the two levels."""
    if basis is None:
        return True
    if basis == "环比":
        return False
    if span.base.year is not None and str(span.base.year) in basis:
        return True
    near = span.years == 1 or span.from_last_year or _is_last_year(span.base)
    return near and (basis == "同比" or basis[1] in _LAST_YEAR)


def _is_last_year(base: Amount) -> bool:
    return base.figure.period is not None and base.figure.period.text in ("上年", "去年", "上一年", "上年同期", "去年同期")


def _judge(span: Span, claim: Amount, yearly: bool, fall: bool) -> str | None:
    """What is wrong with a claim, as a message, or None where it holds or cannot be judged."""
    years = span.years if yearly else 1
    if years is None or claim.figure.value_max is not None or claim.figure.comparator not in ("eq", "ge", "gt"):
        return None
    a, b = span.base.interval, span.level.interval
    if (b.high < a.low) != fall and not a.meets(b):
        return None  # the claim goes the other way: it is about something else, or the direction is queried already
    kind = claim.figure.kind
    low, high = (b, a) if fall else (a, b)
    difference = (high - low).scaled(Decimal(1) / years)
    if claim.same_unit(span.base) and kind != "percent":
        return None if holds(claim, difference, cut=False) else _difference_message(span, claim, difference, yearly)
    if kind == "percentage_point":
        return _points(span, claim, difference, years, fall)
    if _constant_prices(span, claim):
        return None
    if kind == "percent":
        return _percent(span, claim, years, fall, difference)
    if kind == "multiple" and not yearly and not fall and claim.figure.factor is not None:
        return _multiple(span, claim)
    return None


def _percent(span: Span, claim: Amount, years: int, fall: bool, difference: Interval) -> str | None:
    a, b = span.base.interval, span.level.interval
    if a.low <= 0 or b.low <= 0:
        return None
    total = _rate(b / a, fall)
    compound = _rate((b / a).root(years), fall)
    if holds(claim, compound):
        return None
    if claim.figure.unit == "%" and span.base.figure.kind == "percent" and holds(claim, difference):
        said = f"{claim.figure.text} is the difference of two percentages, which is {claim.figure.value}个百分点"
        return f"{said}; in percent {_move(span)} is {plain(compound.at)}%"
    reckoned = f"{_move(span)} is {plain(compound.at)}%" + (f" a year over {years} years (compound)" if years > 1 else "")
    if years > 1 and holds(claim, total.scaled(Decimal(1) / years)):
        reason = f"; {claim.figure.text} is the plain mean of the total growth of {plain(total.at)}%"
    elif years > 1 and holds(claim, total):
        reason = f"; {claim.figure.text} is the growth over all {years} years"
    else:
        reason = f"; over all it is {plain(total.at)}%" if years > 1 else ""
    return f"The text says {claim.figure.text}, but {reckoned}{reason}"


def _points(span: Span, claim: Amount, difference: Interval, years: int, fall: bool) -> str | None:
    if span.base.figure.kind == "percent":
        return None if holds(claim, difference) else _difference_message(span, claim, difference, years > 1)
    a, b = span.base.interval, span.level.interval
    if years > 1 or a.low <= 0 or b.low <= 0:
        return None
    rate = _rate(b / a, fall)
    reckoned = f"{_move(span)} is {plain(rate.at)}%"
    return f"The text says {claim.figure.text}, but amounts grow in percent, not in percentage points: {reckoned}"


def _multiple(span: Span, claim: Amount) -> str | None:
    factor = claim.figure.factor
    a, b = span.base.interval, span.level.interval
    if factor is None or a.low <= 0 or b.low <= 0:
        return None
    ratio = b / a
    doubling = claim.figure.text.startswith("翻")
    stated = claim.interval.scaled(Decimal(1), factor - claim.figure.value)
    if doubling:
        stated = Interval(factor * _DOUBLING[0], factor, factor * _DOUBLING[1])
    if ratio.meets(stated) or (claim.figure.comparator != "eq" and ratio.high >= stated.low):
        return None
    grown = f"{_move(span)} is {plain(ratio.at)} times the old value"
    hint = ""
    if not doubling and factor == claim.figure.value + 1 and ratio.meets(claim.interval):
        hint = f": it grew to {claim.figure.text}, not by {claim.figure.text}"
    return f"The text says {claim.figure.text}, new over old {plain(factor)}, but {grown}{hint}"


def _by_delta(level: Amount) -> Iterator[Finding]:
    """B, 比上年增加 C, 增长 D%: the three fit together."""
    delta = level.after
    rate = delta.after if delta is not None else None
    if delta is None or rate is None or rate.figure.kind != "percent" or level.figure.kind == "percent" or not delta.same_unit(level):
        return
    if level.figure.change is not None:
        return
    first, second = _DELTA.match(delta.gap), CLAIM.match(rate.gap)
    if first is None or second is None or second["basis"] or second["yearly"] or not (second["rise"] or second["fall"]):
        return
    if not level.exact or not delta.exact:
        return
    fall = bool(second["fall"])
    if fall != (delta.figure.change == "decrease") or rate.figure.value_max is not None or rate.figure.comparator != "eq":
        return
    if lexicons.look_up("audit_constant_prices").spans(level.context + rate.context, 0, len(level.context) + len(rate.context)):
        return
    base = level.interval + delta.interval if fall else level.interval - delta.interval
    if base.low <= 0 or delta.interval.low <= 0:
        return
    reckoned = (delta.interval / base).scaled(HUNDRED)
    if holds(rate, reckoned):
        return
    moved = f"{level.figure.text} with {delta.figure.text} {'less' if fall else 'more'} than before"
    yield queried(CODE, f"The text says {rate.figure.text}, but {moved} is {plain(reckoned.at)}%", level, delta, rate)


def holds(claim: Amount, reckoned: Interval, cut: bool = True) -> bool:
    """Whether a claim fits what is reckoned. A rate may be rounded or ``cut`` off: a whole step of its last digit is allowed."""
    stated = claim.interval
    if cut:
        stated = stated.widened((stated.high - stated.low) / 2)
    return reckoned.meets(stated) or (claim.figure.comparator != "eq" and reckoned.high >= stated.low)


def _rate(ratio: Interval, fall: bool) -> Interval:
    """New over old as a rate in percent."""
    return ratio.scaled(-HUNDRED, HUNDRED) if fall else ratio.scaled(HUNDRED, -HUNDRED)


def _constant_prices(span: Span, claim: Amount) -> bool:
    """Whether the growth may be one in constant prices (生产总值, 实际增长): it does not follow from the levels printed."""
    words = lexicons.look_up("audit_constant_prices")
    said = (claim.context, span.base.context, span.base.figure.metric or "", span.level.figure.metric or "")
    return any(words.spans(text, 0, len(text)) for text in said)


def _difference_message(span: Span, claim: Amount, difference: Interval, yearly: bool) -> str:
    moved = f"{_move(span)} is a difference of {written(difference.at, claim)}"
    return f"The text says {claim.figure.text}, but {moved}" + (" a year" if yearly else "")


def _move(span: Span) -> str:
    return f"from {span.base.figure.text} to {span.level.figure.text}"
