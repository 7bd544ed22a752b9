"""Which date of its sentence a figure takes: the nearest that applies, and its own end of a range of years."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractor.figures.drafts import FigureDraft, Left
from extractor.figures.status import bounds_group
from extractor.periods import Mention, ends_of
from extractor.text.patterns import lazy

_NO_DATE_HEADS = frozenset("预计目水任定的价")
_NO_DATE_AFTER = lazy(
    r"(?:计划(?:总?投资|产量|收入|支出|任务|总?额)的(?=[0-9])|预算(?!安排|投资|投入)|计划数?(?![安投新建改完开实培引发招组举])|目标|水平|任务|定额|的水平[，。；]|价格?(?:计算|[）)]))"
)
_HEADS_ROWS = lazy("[^，。；：]{0,14}(?:指标|目标|任务)(?:是|为|如下)?：")
_OVERALL = lazy(r"年均|累计")


def _averaged(text: str, mention: Mention) -> bool:
    """平均每年 says how a change is reckoned, not when."""
    return mention.rule == "each" and text.endswith("平均", 0, mention.start)


def _plans(text: str, mention: Mention) -> bool:
    """Whether a date only says of which year a plan is: 2024年预算; not where it heads the rows of one, 2024年计划的主要指标是：…"""
    if text[mention.end : mention.end + 1] not in _NO_DATE_HEADS or not _NO_DATE_AFTER.match(text, mention.end):
        return False
    return _HEADS_ROWS.match(text, mention.end) is None


def _point_of(base: Mention) -> Mention:
    """The date in a base, which dates a number behind it: 比2020年的5亿元增长60%."""
    return Mention(base.end - len(base.first), base.end, "point", base.first)


def undated(mentions: Sequence[Mention], start: int, end: int) -> int:
    """Where the words behind the last date of text[start:end] begin."""
    for mention in reversed(mentions):
        if start <= mention.start and mention.end <= end:
            return mention.end
    return start


class Timing:
    """The dates of one sentence, and how its figures take them."""

    def __init__(self, text: str, floor: int, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.floor = floor
        self.mentions = [m for m in mentions if not (m.basis or _plans(text, m) or _averaged(text, m))]
        self.bases = {m.end + 1: _point_of(m) for m in mentions if m.basis and text[m.start] in "比较" and text.startswith("的", m.end)}

    def date(self, core: Sequence[tuple[FigureDraft, Left]]) -> None:
        """Give each figure its period."""
        if not (self.mentions or self.bases):
            return
        pair: tuple[Mention, Mention] | None = None
        listed = self._listed(core) if len(self.mentions) > 1 else {}
        local: Mention | None = None  # 由2020年的…: dates its own figure only
        for index, (draft, left) in enumerate(core):
            start = draft.quantity.start
            before = core[index - 1][0] if index else None
            chosen = self._nearest(start)
            gap = start - before.quantity.end if before else 0
            rises = before is not None and left.level and not left.origin and core[index - 1][1].origin and gap <= 12
            if chosen is not None and chosen.rule == "range":
                ends = ends_of(chosen, self.text)
                if left.origin or rises:
                    pair = ends
                    chosen = None
            if chosen is not None and rises and before is not None and chosen is before.period and chosen.rule == "formerly":
                chosen = None
            elif chosen is not None and self._is_local(chosen, start, left):
                if local is not None and local is not chosen:
                    pair = (local, chosen)
                local = chosen
            elif chosen is not None and chosen is local:
                between = self.text[start - gap : start]
                overall = rises or _OVERALL.search(between) is not None
                chosen = chosen if not overall and between[:1] in "、和" else self._opening(chosen)
            if chosen is None and pair is not None and (left.origin or rises):
                chosen = pair[1] if rises else pair[0]
            # a bound that only says which ones are meant dates nothing
            selects = draft.selects or (draft.comparator in ("ge", "le") and bounds_group(self.text, draft, True))
            draft.period = None if selects else self.bases.get(start) or listed.get(index, chosen)

    def _listed(self, core: Sequence[tuple[FigureDraft, Left]]) -> dict[int, Mention]:
        """2021年、2022年分别新建3个、5个: each figure of the run takes its own date."""
        for index, (draft, _) in enumerate(core):
            dates = [m for m in self.mentions if m.end <= draft.quantity.start]
            if len(dates) < 2 or any(self.text[a.end : b.start] not in ("、", "和", "与") for a, b in pairwise(dates)):
                continue
            if len(core) - index >= len(dates) and self.text.startswith("分别", dates[-1].end):
                return {index + offset: mention for offset, mention in enumerate(dates)}
        return {}

    def _nearest(self, start: int) -> Mention | None:
        """The nearest date before; 每年 only where nothing else dates the figure."""
        chosen = None
        for mention in self.mentions:
            if mention.start >= start:
                break
            if chosen is None or mention.rule != "each":
                chosen = mention
        return chosen

    def _is_local(self, mention: Mention, start: int, left: Left) -> bool:
        """2020年的198亿元, 由上年下降2%转为增长: the date belongs to this number alone."""
        return (
            self.text[mention.end : start] == "的"
            or (mention.end == start and mention.rule == "formerly")
            or (left.origin and mention.rule == "point" and self.text[mention.start - 1] in "由从")
        )

    def _opening(self, chosen: Mention) -> Mention | None:
        """年均 after 从A年到B年 takes the period that opens the sentence."""
        first = self.mentions[0]
        opens = (
            first is not chosen
            and not self.text.startswith("的", first.end)
            and self.text[first.start - 1 : first.start] not in ("从", "由")
        )
        return first if opens else None
