"""figure-arithmetic: totals against the parts that are listed before them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import add

from extractor.audit.growth import CODE
from extractor.audit.levels import NOUN
from extractor.audit.records import MOST_PARTS, Amount, Finding, queried, written
from extractor.sentences import FULL_STOP
from extractor.text.patterns import lazy

# The total stands alone behind the list: with words of its own it may be of something else.
_TOTAL = lazy(NOUN + r"[，；、（](?:[两二三四五六七八九十]者|以上|上述)?(?:合计|共计|总计|(?P<bare>一共|总共|共有|共))(?:为|达到|达|是)?$")
# 三项合计: the three are a figure of their own, and say how many parts there are.
_OF_ALL = lazy(r"(?:合计|共计|总计|一共|总共|共)(?:为|达到|达|是)?$")
_OPENS = lazy(NOUN + "[，；、（](?:以上|上述)?$")
_TOTAL_ENDS = frozenset("共计有为到达是")
_NEXT_PART = lazy(NOUN + r"[^，。；：、（\n]{0,8}[，、和及][^。；：\n]{0,30}$")
# These say that a list overlaps, nests or is no list of parts.
_NO_LIST = lazy(r"其中|包括|包含|累计|以上|增|减|比|较|占|目标|计划|任务|预算|从|由|平均|每|合计|共计|总计")
# “3+2”共5个: the sum is written out.
_WRITTEN_SUM = lazy(r"(?<![\d.+])(\d{1,3}(?:\+\d{1,3}){1,4})[”’」\"]?一?共(?:计|有)?$")
_NEAR = 80
_NOUN_BEHIND = lazy("[\u4e00-\u9fff]+")
_ANY_NOUN = frozenset(("个", "项", "种", "类", "件", "处", "条"))  # measure words that leave open what they count


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Totals that are not the sum of their parts."""
    for index, amount in enumerate(amounts):
        if amount.last not in _TOTAL_ENDS or not ("共" in amount.gap or "计" in amount.gap) or not amount.exact:
            continue
        if amount.gap.startswith("等"):
            continue  # not all parts are listed
        total = _TOTAL.match(amount.gap) if amount.before is not None else None
        number_of_parts = _parts_counted(amount)
        if total is not None:
            yield from _listed(amounts, index, amount.before, None, bool(total["bare"]))
        elif number_of_parts is not None and amount.before is not None:
            yield from _listed(amounts, index, amount.before.before, number_of_parts, False)
        elif amount.figure.kind == "count":
            yield from _written(amount)


def _parts_counted(total: Amount) -> int | None:
    """The three of 三项合计, None where no number of parts stands before the total."""
    counted = total.before
    if counted is None or counted.figure.kind != "count" or not _OF_ALL.match(total.gap) or not _OPENS.match(counted.gap):
        return None
    return int(counted.figure.value)


def _listed(amounts: list[Amount], index: int, last: Amount | None, announced: int | None, bare: bool) -> Iterator[Finding]:
    """A total that is not the sum of the parts that end in ``last``; ``announced`` is how many they are said to be."""
    total = amounts[index]
    parts: list[Amount] = []
    part = last
    while part is not None:
        if not part.exact or not part.same_unit(total) or part.figure.change != total.figure.change:
            return
        own = part.gap if part.before is not None else FULL_STOP.split(part.gap)[-1]
        if _NO_LIST.search(own) or (part.before is not None and not _NEXT_PART.match(part.gap)):
            return
        parts.append(part)
        if len(parts) > MOST_PARTS:
            return
        part = part.before
    earlier = index - len(parts) - (1 if announced is None else 2)
    if earlier >= 0 and amounts[earlier].same_unit(total) and parts[-1].figure.start - amounts[earlier].figure.end < _NEAR:
        return  # the list may have begun in the sentence before
    if len(parts) < 2 or announced not in (None, len(parts)) or not _of_one_kind(total, parts, bare):
        return
    added = reduce(add, (part.interval for part in parts))
    if added.meets(total.interval):
        return
    listed = " and ".join(p.figure.text for p in reversed(parts))
    yield queried(CODE, f"The text says {total.figure.text} in all, but {listed} make {written(added.at, total)}", *reversed(parts), total)


def _of_one_kind(total: Amount, parts: list[Amount], bare: bool) -> bool:
    """Whether a total counts what its parts do: 9个乡镇、3个街道，共128个村 does not."""
    noun = _NOUN_BEHIND.match(total.tail)
    if noun is None or total.figure.kind != "count" or (not bare and total.figure.unit not in _ANY_NOUN):
        return True
    return any((part.figure.metric or "").endswith(noun.group()[-1]) for part in parts)


def _written(total: Amount) -> Iterator[Finding]:
    match = _WRITTEN_SUM.search(total.gap)
    if match is None:
        return
    added = sum(int(part) for part in match.group(1).split("+"))
    if added != total.figure.value:
        yield queried(CODE, f"The text says {total.figure.text} in all, but {match.group(1)} is {added}", total)
