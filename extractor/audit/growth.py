"""figure-arithmetic: a growth that is stated, against the two levels between which it lies.

What directly follows two levels with a verb of change, or stands directly before 由 A, is a claim about the two. A claim with
words of its own between is about something else and is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor import lexicons
from extractor.audit.intervals import Interval
from extractor.audit.levels import FALL, LAST_YEAR, NOUN, RISE, TO, Span, number, span_of, years_said
from extractor.audit.records import Amount, Finding, plain, queried, written
from extractor.text.patterns import lazy

CODE = "figure-arithmetic"
_LEVEL_KINDS = frozenset(("money", "count", "measure", "percent"))
_BEFORE = lazy(
    r"(?:^|[，；：、。])[^，；：、。比较同环]{0,24}?(?P<yearly>年均|年平均|平均每年|每年平均)?(?:累计|共|净)?"
    rf"(?:(?P<rise>{RISE})|(?P<fall>{FALL}))?(?:了|达到|达|为)?$"
)
_FROM_ALONE = lazy(r"，[由从](?:(?:19|20)\d\d年[底末]?的?)?$")
CLAIM = lazy(
    NOUN + r"[，、；（]?即?(?P<basis>同比|环比|[比较][^，。；：、（\n比较]{1,12}?)?"
    r"(?:[一二三四五六七八九十两\d]{1,2}年(?:间|来|内)?)?"
    r"(?P<yearly>年均|年平均|平均每年|每年平均|每年)?(?:累计|总共|总计|共|净)?(?P<yearly_too>年均)?"
    rf"(?:(?P<rise>(?:{RISE}|多|高出?)[率幅]?度?)|(?P<fall>(?:{FALL}|少|低)[率幅]?度?)"
    r"|(?P<level>是|为|相当于)(?:原来|过去|以前|此前|(?P<of>(?:19|20)\d\d)年|(?P<ago>[一两二三四五六七八九十]|\d{1,2})年前)的)?(?:了|达到|达|为)?$"
)
_DOUBLING = (Decimal("0.87"), Decimal("1.15"))  # 翻一番 is said of what comes within a fifth of a doubling, in powers of two
HUNDRED = Decimal(100)
# Of these 提升到 may be said of a smaller number: a rank, a class, a time.
_BETTER_WHEN_SMALL = frozenset(
    ("位", "名", "级", "类", "等", "档", "年", "个月", "月", "天", "日", "个工作日", "工作日", "小时", "分钟", "秒")
)


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """What is stated of two levels and does not follow from them."""
    for amount in amounts:
        if amount.figure.kind not in _LEVEL_KINDS:
            continue
        span = span_of(amount)
        if span is not None:
            yield from _against_direction(span)
            yield from _claims(span)
            yield from _claim_before(span)


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


def _against_direction(span: Span) -> Iterator[Finding]:
    to = TO.match(span.level.gap)
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
        if read["ago"] and number(read["ago"]) != span.years:
            return
        if not _same_base(read["basis"], span) or (span.loose and not read["basis"] and not yearly):
            return
        message = _judge(span, claim, yearly, bool(read["fall"]))
        if message:
            yield queried(CODE, message, span.base, span.level, claim)
        claim = claim.after


def _claim_before(span: Span) -> Iterator[Finding]:
    """年均增长12%，由 A 增加到 B: a claim that directly stands before its levels."""
    claim = span.base.before
    if claim is None or claim.figure.kind not in ("percent", "percentage_point", "multiple") or not _FROM_ALONE.match(span.base.gap):
        return
    read = _BEFORE.search(claim.gap)
    doubling = claim.figure.text.startswith("翻")
    if read is None or not (doubling or read["rise"] or read["fall"]):
        return
    yearly = bool(read["yearly"])
    years = years_said(claim.gap)
    if yearly and span.years is None and years:
        span = Span(span.base, span.level, years, span.level, fewer=True)
    if not yearly and span.years is not None and span.years > 1:
        return  # a bare 增长 may be against the year before
    message = _judge(span, claim, yearly, bool(read["fall"]))
    if message:
        yield queried(CODE, message, span.base, span.level, claim)


def _same_base(basis: str | None, span: Span) -> bool:
    """Whether a claim that names its base (比上年) means the base of the two levels."""
    if basis is None:
        return True
    if basis == "环比":
        return False
    if span.base.year is not None and str(span.base.year) in basis:
        return True
    near = span.years == 1 or span.from_last_year or _is_last_year(span.base)
    return near and (basis == "同比" or basis[1] in LAST_YEAR)


def _is_last_year(base: Amount) -> bool:
    return base.figure.period is not None and base.figure.period.text in ("上年", "去年", "上一年", "上年同期", "去年同期")


def _judge(span: Span, claim: Amount, yearly: bool, fall: bool) -> str | None:
    """What is wrong with a claim, as a message, or None where it holds or cannot be judged."""
    if not yearly or span.years is None:
        return None if yearly else _judge_over(span, claim, 1, yearly, fall)
    counts = (span.years, span.years - 1) if span.fewer and span.years > 1 else (span.years,)
    messages = [_judge_over(span, claim, years, yearly, fall) for years in counts]
    return None if None in messages else messages[0]


def _judge_over(span: Span, claim: Amount, years: int, yearly: bool, fall: bool) -> str | None:
    if claim.figure.value_max is not None or claim.figure.comparator not in ("eq", "ge", "gt"):
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
    if _in_constant_prices(span, claim):
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


def holds(claim: Amount, reckoned: Interval, cut: bool = True) -> bool:
    """Whether a claim fits what is reckoned. A rate may be rounded or ``cut`` off: a whole step of its last digit is allowed."""
    stated = claim.interval
    if cut:
        stated = stated.widened((stated.high - stated.low) / 2)
    return reckoned.meets(stated) or (claim.figure.comparator != "eq" and reckoned.high >= stated.low)


def _rate(ratio: Interval, fall: bool) -> Interval:
    """New over old as a rate in percent."""
    return ratio.scaled(-HUNDRED, HUNDRED) if fall else ratio.scaled(HUNDRED, -HUNDRED)


def _in_constant_prices(span: Span, claim: Amount) -> bool:
    """Whether the growth may be one in constant prices (生产总值, 实际增长): it does not follow from the levels printed."""
    return constant_prices(span.base, span.level, claim)


def constant_prices(*amounts: Amount) -> bool:
    """Whether some amounts may be reckoned in constant prices: what they are of is, or it is said around them."""
    measures = lexicons.look_up("audit_constant_prices.measure")
    manners = lexicons.look_up("audit_constant_prices.manner")
    for amount in amounts:
        context, own = amount.context, f"{amount.figure.metric or ''}\n{amount.statement}"
        if manners.spans(context, 0, len(context)) or measures.spans(own, 0, len(own)):
            return True
    return False


def multiple_message(base: Amount, level: Amount, claim: Amount) -> str | None:
    """What is wrong with a multiple of two amounts, None where it holds."""
    return _multiple(Span(base, level, None, level), claim)


def _difference_message(span: Span, claim: Amount, difference: Interval, yearly: bool) -> str:
    moved = f"{_move(span)} is a difference of {written(difference.at, claim)}"
    return f"The text says {claim.figure.text}, but {moved}" + (" a year" if yearly else "")


def _move(span: Span) -> str:
    return f"from {span.base.figure.text} to {span.level.figure.text}"
