"""Figures in context: one walk over the sentences that have quantities, and what each says of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from extractor import lexicons
from extractor.figures import basis, behind, counting, durations, labels, metrics, relations, status
from extractor.figures.drafts import Change, FigureDraft, Left
from extractor.figures.left import read_left
from extractor.figures.naming import Naming
from extractor.figures.numbers import Quantity
from extractor.figures.quantities import find_quantities
from extractor.figures.sharing import LINK, share_out
from extractor.figures.timing import Timing, undated
from extractor.models import Comparator
from extractor.periods import TITLE, Mention
from extractor.sentences import sentence_ends
from extractor.text.patterns import lazy

_LINK_HEADS = frozenset("以左之、和及与")
_FAR_BOUND = lazy(
    r"(?P<ge>至少|起码|最少|不得?[少低]于)|(?P<le>最多(?![的时])|[至顶]多|不得?超过|不得?[高多大]于|最[高长](?=可|补|奖|给|支持|资助))"
)
# 比上年多安排3亿元, 较去年少支出公用经费2万元
_MORE_THAN = lazy(
    rf"[比较][^，。；：、比较]{{1,10}}?(多|少){metrics.MORE_DONE}了?[^，。；：、0-9]{{0,8}}$",
    cues="比较",
)
_MORE_REACH = 24
_COMPARED_MORE = ("同比多", "同比少", "环比多", "环比少")
# Statistics, of which a row of a plan gives one after the other.
_ROW_ENDS = frozenset("量值额率数")
_HOVERS = ("徘徊", "波动", "浮动", "震荡")  # 在3000元上下徘徊
_BOUND_HEADS = frozenset("至起最不顶")
# Kinds whose metric is often left to the words before: 增长5%, 翻一番, 升至第3位.
_NAMELESS = frozenset(("percent", "percentage_point", "multiple", "rank"))
# Verbs that change a rate, not an amount: 加快126个项目进度 counts what is there.
_PACE = ("加快", "放缓", "加速")


def figures_of(text: str, mentions: Sequence[Mention], plans: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> list[FigureDraft]:
    """Every figure of a view's text in context, in order.

    ``plans`` are the sorted spans in which things are to be done, ``breaks`` the sorted places where an item begins: what is
    said before one does not reach behind it.
    """
    claimed = [(m.start, m.end) for m in mentions]
    if "《" in text:
        claimed = sorted(claimed + [match.span() for match in TITLE.finditer(text)])  # a number in a title belongs to the name
    quantities = find_quantities(text, claimed)
    if not quantities:
        return []
    ends = sentence_ends(text, breaks)
    figures: list[FigureDraft] = []
    index = mention_index = 0
    carried: Mention | None = None
    plan_starts = [start for start, _ in plans]
    outlooks = status.find_outlooks(text)
    while index < len(quantities):
        first = quantities[index].start
        at = bisect_right(ends, first)
        floor = ends[at - 1] if at else 0
        ceiling = ends[at]
        last = index
        while last < len(quantities) and quantities[last].start < ceiling:
            last += 1
        counted = [quantity for quantity in quantities[index:last] if _counts(text, quantity)]
        index = last
        if not counted:
            carried = None
            continue
        while mention_index < len(mentions) and mentions[mention_index].start < floor:
            mention_index += 1
        stop = mention_index
        while stop < len(mentions) and mentions[stop].start < ceiling:
            stop += 1
        plan = bisect_right(plan_starts, first) - 1
        planned = plan >= 0 and plans[plan][1] > floor
        drafts = Sentence(text, floor, ceiling, mentions[mention_index:stop], planned, outlooks).read(counted)
        core = [draft for draft in drafts if not draft.label]
        if carried is not None and text.startswith("其中", floor) and text[floor - 1] != "\n":
            for draft in core:
                if draft.period is None:
                    draft.period, draft.inherited = carried, True
        carried = core[-1].period if core else None
        figures += drafts
    return figures


def _counts(text: str, quantity: Quantity) -> bool:
    """Whether a quantity may be a figure at all: no article, no span of time that only frames what is said."""
    if quantity.article:
        return False
    return quantity.kind != "measure" or quantity.unit not in durations.UNITS or durations.measures(text, quantity)


def _is_of_other(text: str, draft: FigureDraft, before: FigureDraft) -> bool:
    """Whether a number cannot be of what the one before is of: it counts by another measure word (86处水库, 仍有4.2万人), or a
    row begins between them with a subject of its own (猪肉增长5%；自行车、收音机等日用品，增长6%)."""
    if draft.quantity.kind == before.quantity.kind == "count" and draft.quantity.unit != before.quantity.unit:
        return True
    row = text.rfind("；", before.quantity.end, draft.quantity.start)
    return row >= 0 and text.find("，", row, draft.quantity.start) >= 0


class Sentence:
    """One sentence and what its figures share: the subject, the basis, the period."""

    def __init__(self, text: str, floor: int, ceiling: int, mentions: Sequence[Mention], planned: bool, outlooks: list[int]) -> None:
        self.text = text
        self.floor = floor
        self.ceiling = ceiling
        self.span = (floor, ceiling)
        self.mentions = mentions
        self.planned = planned
        self.outlooks = outlooks
        self.dated = {m.end: m.start for m in mentions}
        self.naming = Naming(text, floor, ceiling, mentions, self.dated)

    def read(self, quantities: Sequence[Quantity]) -> list[FigureDraft]:
        """The figures of the sentence, in order."""
        drafts: list[FigureDraft] = []
        core: list[tuple[FigureDraft, Left]] = []
        by_unit: dict[str, FigureDraft] = {}  # the last of each
        floor = self.floor
        for quantity in quantities:
            left = read_left(self.text, floor, quantity.start, self.dated)
            draft = self._figure(quantity, left, floor, core[-1][0] if core else None, by_unit.get(quantity.unit))
            if draft is None:
                continue
            if draft.clause == floor and drafts:
                draft.clause = drafts[-1].clause
            drafts.append(draft)
            if not draft.label:
                if core:
                    self._carry(*core[-1], draft, left)
                core.append((draft, left))
                by_unit[quantity.unit] = draft
            floor = quantity.end
        if not core:
            return drafts
        for draft, left in core:
            draft.basis = basis.basis_of(self.text, self.floor, draft, left, self.mentions)
        for (before, _), (draft, _) in pairwise(core):
            if before.basis and draft.basis is None and self._shares_level(before, draft):
                draft.basis = before.basis  # 是2020年的1.6倍和2.1倍
        share_out(self.text, self.floor, core, self.mentions)
        if self.mentions:
            Timing(self.text, self.floor, self.mentions).date(core)
            for draft, _ in core:
                if draft.basis is not None and draft.period is not None and draft.basis == self.text[draft.period.start : draft.period.end]:
                    draft.period = None  # 扩大到2020年的3倍
        self._promise(core)
        return drafts

    def _promise(self, core: Sequence[tuple[FigureDraft, Left]]) -> None:
        """Say of each figure whether it is promised."""
        text, outlooks = self.text, self.outlooks
        ahead = self.planned or status.is_outlook(text, outlooks, core[0][0].quantity.start)
        cues = status.find_cues(text, self.floor, core[-1][0].quantity.start, self.mentions, ahead)
        reached: FigureDraft | None = None
        for draft, left in core:
            clause = undated(self.mentions, draft.clause, left.head)
            planned = ahead or (bool(outlooks) and status.is_outlook(text, outlooks, draft.quantity.start))
            target = status.is_target(text, self.floor, cues, clause, draft, left, planned)
            if reached is not None:
                if target and not reached.target and draft.quantity.kind == "money" and self._is_part_of_allotted(reached, clause):
                    target = any(clause < cue.end <= draft.quantity.start for cue in cues)
                if not target and reached.origin and left.level and reached.period is not None and reached.period.rule == "now":
                    target = True  # 由目前的45%提高到60%
                elif not target and reached.target and not (draft.origin or draft.selects):
                    target = self._goes_on(reached, draft, left, clause, planned)
            draft.target = target
            reached = draft

    def _figure(
        self, quantity: Quantity, left: Left, floor: int, before: FigureDraft | None, alike: FigureDraft | None
    ) -> FigureDraft | None:
        """A figure with what is said of it itself; ``before`` is the one before it, ``alike`` the last before it in its unit."""
        clause = begin = metrics.phrase_start(self.text, floor, left.head)
        if self.text[clause] in metrics.MARKER_HEADS:
            clause = metrics.behind_marker(self.text, clause)
        label = labels.is_label(self.text, quantity, clause)
        if label is None:
            return None
        comparator, after = self._comparator(quantity, left, clause)
        draft = FigureDraft(quantity, self.span, comparator, begin, label=label)
        if label:
            draft.comparator = "eq"
            draft.metric = None if quantity.unit in ("者", "级", "字", "点") else behind.noun_after(self.text, after, self.ceiling)
            return draft
        draft.doubling = self.text.startswith("翻", quantity.start)
        draft.change = self._change(quantity, left, clause)
        draft.origin = left.origin
        self.naming.name(draft, left, clause, after, before, alike)
        return draft

    def _goes_on(self, before: FigureDraft, draft: FigureDraft, left: Left, clause: int, planned: bool) -> bool:
        """Whether a figure goes on with what is promised before it: 其中…, or of a list 52亿元、26亿元."""
        text, end = self.text, before.quantity.end
        link = LINK.match(text, end, draft.quantity.start)
        if (link is not None and left.head <= link.end()) or text.startswith("其中", clause):
            return True
        # of a plan's row each level: 产量保持4200万吨以上，发电量560亿千瓦时
        named = planned and draft.metric is not None and draft.metric[-1] in _ROW_ENDS and left.head == draft.quantity.start
        return named and text[clause : left.head] == draft.metric and text[clause - 1] == "，"

    def _comparator(self, quantity: Quantity, left: Left, clause: int) -> tuple[Comparator, int]:
        """The bound that the words around a number set, and where the words behind it end."""
        end = lexicons.look_up("comparator_after").end_at(self.text, quantity.end)
        alone = end and self.text[quantity.end : end] in lexicons.attributes("comparator_after", "alone")
        goes_on = alone and "\u4e00" <= self.text[end : end + 1] <= "\u9fff" and self.text[end] != "的"
        if end and not (goes_on and not self.text.startswith(_HOVERS, end)):
            meaning: Comparator = lexicons.words("comparator_after")[self.text[quantity.end : end]]  # type: ignore[assignment]
            if left.comparator in ("ge", "gt", "le", "lt") and meaning == "approx":
                return left.comparator, end
            return meaning, end
        end = quantity.end
        if left.comparator or quantity.comparator != "eq":
            return left.comparator or quantity.comparator, end
        before = self.text[max(clause, quantity.start - 10) : quantity.start]
        bounds = [] if _BOUND_HEADS.isdisjoint(before) else list(_FAR_BOUND.finditer(before))
        if bounds and not any(c.isdigit() for c in before[bounds[-1].end() :]):
            return bounds[-1].lastgroup, end  # type: ignore[return-value]
        return basis.bound_of_share(self.text, self.floor, quantity), end

    def _change(self, quantity: Quantity, left: Left, clause: int) -> Change | None:
        if quantity.kind == "rank":
            return None
        if self.text.startswith("翻", quantity.start):
            return "increase"
        if self.text[quantity.start] == "+" and self.text.endswith(counting.COMPARED, self.floor, quantity.start):
            return "increase"  # 同比+5%
        if left.change is not None:
            slow = quantity.kind not in ("percent", "percentage_point") and self.text.startswith(_PACE, left.head)
            return None if slow else left.change
        if quantity.kind != "percentage_point" and not left.level and not left.origin:
            if self.text.endswith(_COMPARED_MORE, self.floor, quantity.start) or self._exceeds_a_date(quantity.start):
                return "decrease" if self.text[quantity.start - 1] == "少" else "increase"
            if (more := _MORE_THAN.search(self.text, max(clause, quantity.start - _MORE_REACH), quantity.start)) is not None:
                return "increase" if more.group(1) == "多" else "decrease"
            if (verb := metrics.change_of_noun(self.text, undated(self.mentions, clause, left.head), left.head)) is not None:
                return lexicons.words("change")[self.text[slice(*verb)]]  # type: ignore[return-value]
        return None

    def _is_part_of_allotted(self, before: FigureDraft, clause: int) -> bool:
        """Whether a figure is a part of money that was decided on: 支出安排15亿元，其中教育支出3亿元."""
        allotted = before.quantity.kind == "money" and self.text.find("安排", before.clause, before.quantity.start) >= 0
        return allotted and self.text.startswith("其中", clause)

    def _shares_level(self, before: FigureDraft, draft: FigureDraft) -> bool:
        """Whether a number follows another at once that is compared with a level, and is compared with it too."""
        levels = before.change is None and draft.change is None and before.quantity.kind == draft.quantity.kind
        return levels and self.text[before.quantity.end : draft.quantity.start] in ("和", "、", "与", "及")

    def _exceeds_a_date(self, start: int) -> bool:
        """Whether more is said than at another time: 较去年同期多出23元."""
        began = self.dated.get(start - 2, -1) if self.text.startswith("多出", start - 2) else -1
        return began >= 0 and self.text[began] in "比较"

    def _carry(self, before: FigureDraft, left_before: Left, draft: FigureDraft, left: Left) -> None:
        """Hand on what a list leaves out: the verb of change, the bound of a shared verb, the metric."""
        end = before.quantity.end
        linked = draft.change is None and not left.level and self.text[end] in _LINK_HEADS
        link = LINK.match(self.text, end, draft.quantity.start) if linked else None
        if link is not None and left.head <= link.end():
            draft.change = before.change
            draft.metric = draft.metric or before.metric
            whole = draft.quantity.unit == before.quantity.unit and draft.quantity.kind == before.quantity.kind
            if (left_before.shared or whole) and draft.comparator == "eq" and left_before.comparator:
                draft.comparator = left_before.comparator
        elif (
            draft.metric is None
            and not _is_of_other(self.text, draft, before)
            and (left.level or left.change or left.comparator or draft.quantity.kind in _NAMELESS)
        ):
            grows = draft.change is not None and draft.quantity.kind == "percent"
            draft.metric = relations.unshared(before.metric or "") or None if grows else before.metric
