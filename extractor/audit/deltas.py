"""figure-arithmetic: a level, what it grew by and its rate of growth, in any order: 12.6亿元，比上年增加2.1亿元，增长20%."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.growth import CLAIM, CODE, HUNDRED, constant_prices, holds
from extractor.audit.levels import FALL, NOUN, RISE
from extractor.audit.records import Amount, Finding, plain, queried
from extractor.text.patterns import lazy

_AGAINST = r"(?:同比|环比|[比较](?!年初)[^，。；：、\n比较]{1,12}?)?"
_MOVE = rf"[净共]?(?:{RISE}|{FALL}|多|少)了?"
# 比上年多争取: a verb of the text's own may stand behind 多, where it says against what.
_DELTA = lazy(NOUN + rf"[，、（](?:{_AGAINST}{_MOVE}|(?:同比|[比较](?!年初)[^，。；：、\n比较]{{1,12}}?)[多少][\u4e00-\u9fff]{{1,3}}?了?)$")
_DELTA_FIRST = lazy(rf"(?:^|[，；。])(?![^，。；：、\n]*[一两二三四五六七八九十]年)[^，。；：、\n]{{0,20}}?{_AGAINST}{_MOVE}$")
_LEVEL_BEHIND = lazy(NOUN + r"[，、]总?[数量额]?(?:达到|达|增至|增加到|降至|减少到)$")
_RATE_FIRST = lazy(NOUN + rf"[，、（]{_AGAINST}(?:(?P<rise>{RISE})|(?P<fall>{FALL}))[率幅]?度?(?:了|达到|达|为)?$")
_DELTA_LAST = lazy(rf"[，、](?:净|即)?(?:{RISE}|{FALL})了?$")


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Rates that do not follow from a level and what it grew by."""
    for first in amounts:
        second = first.after
        if second is None or second.after is None or first.figure.kind == "percent":
            continue
        third = second.after
        if third.figure.kind == "percent" and second.same_unit(first):
            yield from _rate_last(first, second, third)
        elif second.figure.kind == "percent" and third.same_unit(first):
            yield from _rate_between(first, second, third)


def _rate_last(first: Amount, second: Amount, rate: Amount) -> Iterator[Finding]:
    claim = CLAIM.match(rate.gap)
    if claim is None or claim["basis"] or claim["yearly"] or claim["yearly_too"] or not (claim["rise"] or claim["fall"]):
        return
    if first.figure.change is None and _DELTA.match(second.gap):
        yield from _judge(first, second, rate)
    elif first.figure.change and second.figure.change is None and _DELTA_FIRST.search(first.gap) and _LEVEL_BEHIND.match(second.gap):
        yield from _judge(second, first, rate)


def _rate_between(level: Amount, rate: Amount, delta: Amount) -> Iterator[Finding]:
    if level.figure.change is None and delta.figure.change and _RATE_FIRST.match(rate.gap) and _DELTA_LAST.match(delta.gap):
        yield from _judge(level, delta, rate)


def _judge(level: Amount, delta: Amount, rate: Amount) -> Iterator[Finding]:
    if not level.exact or not delta.exact or rate.figure.value_max is not None or rate.figure.comparator != "eq":
        return
    fall = rate.figure.change == "decrease"
    if fall != _is_fall(delta) or constant_prices(level, delta, rate):
        return
    base = level.interval + delta.interval if fall else level.interval - delta.interval
    if base.low <= 0 or delta.interval.low <= 0:
        return
    reckoned = (delta.interval / base).scaled(HUNDRED)
    if holds(rate, reckoned):
        return
    moved = f"{level.figure.text} with {delta.figure.text} {'less' if fall else 'more'} than before"
    yield queried(CODE, f"The text says {rate.figure.text}, but {moved} is {plain(reckoned.at)}%", level, delta, rate)


def _is_fall(delta: Amount) -> bool:
    return delta.figure.change == "decrease" or (delta.figure.change is None and "少" in delta.gap[-5:])
