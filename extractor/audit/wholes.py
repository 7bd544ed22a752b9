"""figure-arithmetic: two shares of one whole that make two wholes of it: A，占全部支出的20%；B，占全部支出的30%."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.audit.growth import CODE, HUNDRED
from extractor.audit.intervals import Interval
from extractor.audit.levels import NOUN
from extractor.audit.records import Amount, Finding, queried, written
from extractor.text.patterns import lazy

# Of these there is one for all parts. 预算数, 全省产量 are not among them: each part may have its own.
_ONE = "国家预算|预算(?:总?支出|总?收入)|财政(?:总?支出|总?收入)|总?人口|生产总值|国土(?:总?面积)?|耕地(?:总?面积)?"
_SHARE = lazy(rf"{NOUN}[，、（]占(?P<whole>[^，。；：、（）\n]{{0,8}}?(?:{_ONE}))的(?:比重|比例)?(?:为|达到|达|是)?$")
_KINDS = frozenset(("count", "money", "measure"))


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Parts of one sentence whose shares of the same whole do not make it the same."""
    seen: dict[str, tuple[Amount, Amount]] = {}
    sentence = ""
    for share in amounts:
        if share.figure.sentence != sentence:
            sentence = share.figure.sentence
            seen.clear()
        part = share.before
        if part is None or share.figure.kind != "percent" or part.figure.kind not in _KINDS or "占" not in share.gap:
            continue
        named = _SHARE.match(share.gap)
        if named is None or not _is_plain(part) or not _is_plain(share) or share.interval.low <= 0 or part.interval.low <= 0:
            continue
        whole = named["whole"]
        first = seen.setdefault(whole, (part, share))
        if first[0] is part or not first[0].same_unit(part) or _whole(*first).meets(_whole(part, share)):
            continue
        once, again = written(_whole(*first).at, first[0]), written(_whole(part, share).at, part)
        texts = [amount.figure.text for amount in (*first, part, share)]
        message = f"{whole} comes to {once} where {texts[0]} is {texts[1]}, but to {again} where {texts[2]} is {texts[3]}"
        yield queried(CODE, message, *first, part, share)


def _is_plain(amount: Amount) -> bool:
    return amount.exact and not amount.figure.change


def _whole(part: Amount, share: Amount) -> Interval:
    stated = share.interval
    return (part.interval / stated.widened((stated.high - stated.low) / 2)).scaled(HUNDRED)
