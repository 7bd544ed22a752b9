"""Figures in context: one walk over the sentences that have quantities, and what each says of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import regex

from extractor import lexicons
from extractor.figures import durations, labels, metrics, status
from extractor.figures.drafts import FigureDraft, Left
from extractor.figures.left import read_left
from extractor.figures.numbers import Quantity
from extractor.figures.quantities import find_quantities
from extractor.models import Comparator
from extractor.periods import Mention

_SENTENCE_END = regex.compile(r"[。！？!?\n]++[”’）」』]*+")
_LINK = regex.compile(r"(?:以上|以下|以内|左右|之间)?[、和及与](?:其中)?")
_LEVEL_OF = regex.compile(r"(?:是|为|达到|达|相当于|等于|约为|约是)([^，。；：、]{2,16})的$")
_LEVEL_WORD = regex.compile(r"[年月日季期]|平均|水平|上年|去年|同期")
_YEARS = regex.compile(r"(\d{4}年)(?:到|至|—|－|-|～)(\d{4}年)")
_EVERY = regex.compile(r"每(?:个)?[年月日天季周]")


@cache
def _after_words() -> regex.Pattern[str]:
    return regex.compile(lexicons.alternation("comparator_after"))


@cache
def _made() -> regex.Pattern[str]:
    return regex.compile(lexicons.alternation("to_do"))


def figures_of(text: str, mentions: Sequence[Mention], plans: Sequence[tuple[int, int]]) -> list[FigureDraft]:
    """Every figure of a view's text in context, in order; ``plans`` are the sorted spans in which things are to be done."""
    claimed = [(m.start, m.end) for m in mentions]
    quantities = find_quantities(text, claimed)
    if not quantities:
        return []
    ends = [m.end() for m in _SENTENCE_END.finditer(text)]
    figures: list[FigureDraft] = []
    index = mention_index = 0
    plan_starts = [start for start, _ in plans]
    previous: list[Mention] = []
    while index < len(quantities):
        at = bisect_right(ends, quantities[index].start)
        floor = ends[at - 1] if at else 0
        ceiling = ends[at] if at < len(ends) else len(text)
        last = index
        while last < len(quantities) and quantities[last].start < ceiling:
            last += 1
        while mention_index < len(mentions) and mentions[mention_index].start < floor:
            mention_index += 1
        stop = mention_index
        while stop < len(mentions) and mentions[stop].start < ceiling:
            stop += 1
        plan = bisect_right(plan_starts, floor) - 1
        planned = plan >= 0 and plans[plan][1] > floor
        sentence = Sentence(text, floor, ceiling, mentions[mention_index:stop], planned)
        figures += sentence.read(quantities[index:last])
        index = last
    return figures


class Sentence:
    """One sentence and what its figures share: the subject, the basis, the period."""

    def __init__(self, text: str, floor: int, ceiling: int, mentions: Sequence[Mention], planned: bool) -> None:
        self.text = text
        self.floor = floor
        self.ceiling = ceiling
        self.mentions = mentions
        self.planned = planned
        self.dated = {m.end: m.start for m in mentions}

    def read(self, quantities: Sequence[Quantity]) -> list[FigureDraft]:
        """The figures of the sentence, in order."""
        drafts: list[FigureDraft] = []
        lefts: list[Left] = []
        floor = self.floor
        for quantity in quantities:
            draft, left = self._figure(quantity, drafts, floor)
            if draft is None:
                continue
            drafts.append(draft)
            lefts.append(left)
            floor = quantity.end
        core = [(d, left) for d, left in zip(drafts, lefts, strict=True) if not d.label]
        self._carry(core)
        self._distribute(core)
        for draft, left in core:
            draft.target = self._is_target(draft, left)
        return drafts

    def _figure(self, quantity: Quantity, drafts: list[FigureDraft], floor: int) -> tuple[FigureDraft | None, Left]:
        left = read_left(self.text, floor, quantity.start, self.dated)
        comparator, after = self._comparator(quantity, left)
        if quantity.unit in durations.UNITS and quantity.kind == "measure" and not durations.measures(self.text, quantity):
            return None, left
        clause = metrics.phrase_start(self.text, floor, left.head)
        made = _made().search(self.text, max(clause, quantity.start - 12), quantity.start) is not None
        label = labels.is_label(self.text, quantity, made)
        if label is None:
            return None, left
        draft = FigureDraft(quantity, (self.floor, self.ceiling), comparator, label=label)
        draft.metric = self._metric(quantity, left, clause, after)
        if label:
            draft.comparator = "eq"
            return draft, left
        draft.change = left.change
        if left.change and quantity.kind == "rank":
            draft.change = None
        if quantity.kind == "multiple" and quantity.unit == "倍" and self.text.startswith("翻", quantity.start):
            draft.change = "increase"
        draft.period = self._period(quantity)
        return draft, left

    def _comparator(self, quantity: Quantity, left: Left) -> tuple[Comparator, int]:
        """The bound that the words around a number set, and where the words behind it end."""
        after = _after_words().match(self.text, quantity.end)
        end = after.end() if after else quantity.end
        if after is not None:
            meaning: Comparator = lexicons.words("comparator_after")[after.group()]  # type: ignore[assignment]
            if left.comparator in ("ge", "gt", "le", "lt") and meaning == "approx":
                return left.comparator, end
            return meaning, end
        return left.comparator or quantity.comparator, end

    def _metric(self, quantity: Quantity, left: Left, clause: int, after: int) -> str | None:
        if quantity.noun:
            return quantity.unit
        text = self.text
        own = quantity.kind in ("count", "measure", "money", "rank")
        behind = metrics.noun_after(text, after, self.ceiling) if own else None
        if behind is not None and not (quantity.kind == "money" and left.head - clause >= 2 and left.level):
            return behind
        start = self._undated(clause, left.head)
        found = metrics.noun_before(text, start, left.head, own)
        if found is None and start > clause and left.head - start <= 1:
            found = metrics.noun_before(text, clause, self._first_date(clause, left.head), own)
        if found is None and quantity.kind == "percent" and not left.change:
            return metrics.noun_after(text, after, self.ceiling)
        return found

    def _undated(self, start: int, end: int) -> int:
        """Where the words behind the last date of text[start:end] begin."""
        for mention in reversed(self.mentions):
            if start <= mention.start and mention.end <= end:
                return mention.end
        return start

    def _first_date(self, start: int, end: int) -> int:
        return next((m.start for m in self.mentions if start <= m.start < end), end)

    def _period(self, quantity: Quantity) -> Mention | None:
        chosen = None
        for mention in self.mentions:
            if mention.start >= quantity.start:
                break
            if mention.basis:
                continue
            if chosen is not None and _EVERY.match(self.text, mention.start):
                continue
            chosen = mention
        return chosen

    def _carry(self, core: list[tuple[FigureDraft, Left]]) -> None:
        """Hand on what a list leaves out: the verb of change, the metric; then the basis."""
        for (before, left_before), (draft, left) in pairwise(core):
            between = self.text[before.quantity.end : draft.quantity.start]
            linked = _LINK.match(between) is not None
            bare = left.head - _link_end(before.quantity.end, between) <= 0
            if linked and bare and draft.change is None and not left.level:
                draft.change = before.change
                draft.metric = draft.metric or before.metric
            elif draft.metric is None and (left.level or left.change or draft.quantity.kind in ("percent", "multiple")):
                draft.metric = before.metric
        for draft, _ in core:
            draft.basis = self._basis(draft)

    def _basis(self, draft: FigureDraft) -> str | None:
        start = draft.quantity.start
        if draft.change is None:
            if draft.quantity.kind not in ("percent", "multiple"):
                return None
            match = _LEVEL_OF.search(self.text, max(self.floor, start - 24), start)
            return match.group(1) if match and _LEVEL_WORD.search(match.group(1)) else None
        row = self.text.rfind("；", self.floor, start)
        chosen = None
        for mention in self.mentions:
            if mention.start >= start:
                break
            if mention.basis and mention.start > row:
                chosen = mention
        return self.text[chosen.start : chosen.end] if chosen else None

    def _distribute(self, core: list[tuple[FigureDraft, Left]]) -> None:
        """Under 分别 each figure of a run gets its own name from the subject."""
        index = 0
        while index < len(core):
            if not core[index][1].shared or "分别" not in self.text[core[index][1].head : core[index][0].quantity.start]:
                index += 1
                continue
            run = index + 1
            while run < len(core) and _LINK.match(self.text, core[run - 1][0].quantity.end) and core[run][1].head <= core[run - 1][0].quantity.end + 5:
                run += 1
            head = core[index][1].head
            floor = core[index - 1][0].quantity.end if index else self.floor
            start = self._undated(metrics.phrase_start(self.text, floor, head), head)
            names = metrics.distribute(self.text[start:head].strip("，、“"), run - index)
            for offset, name in enumerate(names or ()):
                core[index + offset][0].metric = metrics.noun_before(name, 0, len(name), False) or core[index + offset][0].metric
            index = run

    def _is_target(self, draft: FigureDraft, left: Left) -> bool:
        clause = metrics.phrase_start(self.text, self.floor, draft.quantity.start)
        return status.is_target(self.text, self.floor, clause, draft.quantity.start, self.planned)


def _link_end(end: int, between: str) -> int:
    match = _LINK.match(between)
    return end + (match.end() if match else 0)
