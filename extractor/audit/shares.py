"""figure-arithmetic: shares against part and whole, and parts that are larger than their whole."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from operator import add

from extractor.audit.growth import CODE, HUNDRED, holds, multiple_message
from extractor.audit.intervals import Interval
from extractor.audit.levels import NOUN
from extractor.audit.records import MOST_PARTS, Amount, Finding, plain, queried
from extractor.text.patterns import lazy

_AMOUNTS = frozenset(("money", "count", "measure"))
_WHOLE = "(?:总数|总量|总额|总面积|总里程|总人数|总人口|总投资|总户数|全部|合计)"
# 占 stands alone or names the whole in general: what it is a share of is then the whole of the sentence.
_SHARE = lazy(rf"{NOUN}[，、（]?占(?:比|(?:其|{_WHOLE}|其{_WHOLE})?的?(?:比重|比例)?)(?:为|达到|达|是)?$")
# 占代表总数: the whole is named as the text names it.
_SHARE_OF_NAMED = lazy(rf"{NOUN}[，、（]占(?P<whole>[^，。；：、\n]{{2,8}}?)(?:{_WHOLE})?的?(?:比重|比例)?(?:为|达到|达|是)?$")
_PART_OF = lazy(NOUN + r"[，、（](?:占|完成|为|达到?)[^，。；：、\n]{0,14}$")
_OF_NAMED = lazy(r"[^，。；：、\n]{0,6}的$")
_TIMES_OF = lazy(NOUN + r"[，、（](?:是|为|达到?|相当于)[^，。；：、\n]{1,14}$")
_BY_MORE = lazy("[比较]")
_INCLUDED = lazy(NOUN + r"[，（；]?其中[，：]?[^，。；：、\n]{0,20}$")
# A change, a stock beside a flow, a balance of plus and minus: the part may be more than the whole.
_NEXT_PART = lazy(r"、[^，。；：、\n]{1,20}$")
_NO_PART = lazy(r"增|减|升|降|涨|跌|提高|比|较|同期|[上去]年|原|余额|累计|总|历年|净|[顺逆]差|差额|盈|亏|利润|结余|赤字|效益|贡献")
# The three sectors make the whole: 三次产业结构为5.2:38.1:56.7.
_SECTORS = ("三次产业", "三产业")
_TRIPLE = lazy(r"(\d{1,2}(?:\.\d+)?)[:：∶︰](\d{1,2}(?:\.\d+)?)[:：∶︰](\d{1,2}(?:\.\d+)?)(?![\d.:：∶︰])")
_SECTOR_REACH = 40
_FAR = 50


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Shares that do not follow from part and whole, and parts above their whole."""
    for part, second in pairwise(amounts):
        if second.before is not part or part.figure.kind not in _AMOUNTS:
            continue
        if second.same_unit(part):
            if second.after is not None and second.after.gap.endswith("的"):
                yield from _of_named_whole(part, second, second.after)
            elif "其中" in second.gap:
                yield from _above_whole(part, second)
                yield from _parts_above_whole(part, second)
        elif second.figure.kind == "percent" and "占" in second.gap:
            yield from _of_whole_before(part, second)


def _of_named_whole(part: Amount, whole: Amount, share: Amount) -> Iterator[Finding]:
    """P, 占总数 W 的 C%; P, 是上年 W 的两倍."""
    if not _OF_NAMED.match(share.gap) or part.figure.change or not part.exact or not whole.exact or _BY_MORE.search(whole.gap):
        return
    if share.figure.kind == "percent" and _PART_OF.match(whole.gap):
        yield from judge(part, whole, share)
    if share.figure.kind == "multiple" and share.figure.factor == share.figure.value and _TIMES_OF.match(whole.gap):
        message = multiple_message(whole, part, share)
        if message:
            yield queried(CODE, message, whole, part, share)


def _of_whole_before(part: Amount, share: Amount) -> Iterator[Finding]:
    """W, 其中 P, 占 C%."""
    whole = part.before
    if whole is None or not whole.same_unit(part) or whole.figure.change or part.figure.change or not part.exact or not whole.exact:
        return
    if not _INCLUDED.match(part.gap) or _NO_PART.search(part.gap):
        return
    named = _SHARE_OF_NAMED.match(share.gap)
    if _SHARE.match(share.gap) or (named is not None and _is_named(whole, named["whole"].rstrip("数"))):
        yield from judge(part, whole, share)


def _is_named(whole: Amount, name: str) -> bool:
    """Whether a whole is called so: 占合作社总数 of 村级合作社325家, 占审结数 of 审结451件."""
    return (whole.figure.metric or "").endswith(name) or whole.gap.endswith(name)


def judge(part: Amount, whole: Amount, share: Amount) -> Iterator[Finding]:
    """A share in percent that does not follow from the part and the whole."""
    if share.figure.comparator != "eq" or share.figure.value_max is not None or share.figure.change or whole.interval.low <= 0:
        return
    reckoned = (part.interval / whole.interval).scaled(HUNDRED)
    if holds(share, reckoned):
        return
    message = f"The text says {share.figure.text}, but {part.figure.text} of {whole.figure.text} is {plain(reckoned.at)}%"
    yield queried(CODE, message, part, whole, share)


def _above_whole(whole: Amount, part: Amount) -> Iterator[Finding]:
    """W, 其中 P, where P is more than W."""
    if not part.exact or not whole.exact or whole.figure.change or part.figure.change or _NO_PART.search(part.gap):
        return
    balance = _NO_PART.search(whole.figure.metric or "") or _NO_PART.search(part.figure.metric or "")
    if not balance and _INCLUDED.match(part.gap) and part.interval.low > whole.interval.high:
        yield queried(CODE, f"{part.figure.text} is said to be part of {whole.figure.text}, but is more", whole, part)


def _parts_above_whole(whole: Amount, part: Amount) -> Iterator[Finding]:
    """W, 其中 P、Q、R, where the parts make more than W. People may be counted in several parts, money and goods are not."""
    if whole.figure.kind == "count" or whole.figure.change or _NO_PART.search(whole.figure.metric or "") or not _INCLUDED.match(part.gap):
        return
    parts = [part]
    while (after := parts[-1].after) is not None and after.same_unit(whole) and _NEXT_PART.match(after.gap) and len(parts) < MOST_PARTS:
        parts.append(after)
    unsure = any(one.figure.change or not one.exact or _NO_PART.search(one.gap) for one in parts)
    if len(parts) < 2 or unsure or not whole.exact:
        return
    added = reduce(add, (one.interval for one in parts))
    if added.low > whole.interval.high and not any(one.interval.low > whole.interval.high for one in parts):
        listed = " and ".join(one.figure.text for one in parts)
        yield queried(CODE, f"{listed} are said to be parts of {whole.figure.text}, but make more", whole, *parts)


def check_sectors(source: str) -> Iterator[Finding]:
    """Proportions of the three sectors that do not make a hundred."""
    for name in _SECTORS:
        at = source.find(name)
        while at >= 0:
            end = source.find(name, at + 1)
            stop = at + _SECTOR_REACH if end < 0 else min(end, at + _SECTOR_REACH)
            for match in _TRIPLE.finditer(source, at, stop):
                total = reduce(add, (_share(text) for text in match.groups()))
                # what is far from a hundred is no percentages: 按5:3:2分担
                if not total.low <= HUNDRED <= total.high and abs(total.at - HUNDRED) < _FAR:
                    yield Finding(CODE, "warning", f"The shares {match.group()} make {plain(total.at, 2)}, not 100.", *match.span())
            at = end


def _share(text: str) -> Interval:
    value = Decimal(text)
    step = Decimal(1).scaleb(-len(text.partition(".")[2]))
    return Interval(value - step, value, value + step)
