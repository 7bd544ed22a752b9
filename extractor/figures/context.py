"""Figures in context: one walk over the sentences that have quantities, and what each says of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from extractor import lexicons
from extractor.figures import basis, behind, durations, labels, metrics, status
from extractor.figures.drafts import Change, FigureDraft, Left
from extractor.figures.left import read_left
from extractor.figures.numbers import Quantity
from extractor.figures.quantities import find_quantities
from extractor.figures.sharing import LINK, share_out, undated
from extractor.figures.timing import Timing
from extractor.models import Comparator
from extractor.periods import Mention
from extractor.sentences import sentence_ends
from extractor.text.patterns import lazy

_LINK_HEADS = frozenset("以左之、和及与")
_FAR_BOUND = lazy(r"(?P<ge>至少|起码|最少|不少于|不低于)|(?P<le>最多(?!的)|至多|不超过|最[高长](?=可|补|奖|给|支持|资助))")
# 比上年多安排3亿元, 较去年少支出2万元
_MORE_THAN = lazy(
    r"[比较][^，。；：、比较]{1,10}?(多|少)(?:安排|投入|完成|拨付|发放|支出|下达|筹集|争取|接待|办理|受理|[建产用销收增办])了?$",
    cues="比较",
)
_MORE_REACH = 18
_BOUND_HEADS = frozenset("至起最不")
_ACTS = frozenset(("次", "轮", "回", "趟", "遍", "场次", "场"))
# Kinds whose metric is often left to the words before: 增长5%, 翻一番, 升至第3位.
_NAMELESS = frozenset(("percent", "percentage_point", "multiple", "rank"))
# Verbs that change a rate, not an amount: 加快126个项目进度 counts what is there.
_PACE = ("加快", "放缓", "加速")
# 其中10亿元以上的只有67个
_OF_THEM = lazy("以[上下内]的(?:只有|仅有|有|仅|达|为|是|不到|超过|约|近|共)+$")
_THEM_REACH = 30
_REST = ("其余", "其他", "另外", "剩余")
_GIVEN = ("给予", "受到", "获得", "作出", "被", "授予", "予以")


# What a verb of change is no verb before: 增加值.
_NO_VERB_BEFORE = frozenset("值额率速量幅")


@cache
def _changing() -> lexicons.Words:
    """The verbs of change that take an object: 增加岗位500个."""
    return lexicons.Words(lexicons.attributes("change", "object"))


def figures_of(text: str, mentions: Sequence[Mention], plans: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> list[FigureDraft]:
    """Every figure of a view's text in context, in order.

    ``plans`` are the sorted spans in which things are to be done, ``breaks`` the sorted places where an item begins: what is
    said before one does not reach behind it.
    """
    quantities = find_quantities(text, [(m.start, m.end) for m in mentions])
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

    def read(self, quantities: Sequence[Quantity]) -> list[FigureDraft]:
        """The figures of the sentence, in order."""
        drafts: list[FigureDraft] = []
        core: list[tuple[FigureDraft, Left]] = []
        floor = self.floor
        for quantity in quantities:
            left = read_left(self.text, floor, quantity.start, self.dated)
            alike = next((one for one, _ in reversed(core) if one.quantity.unit == quantity.unit), None)
            draft = self._figure(quantity, left, floor, core[-1][0] if core else None, alike)
            if draft is None:
                continue
            drafts.append(draft)
            if not draft.label:
                if core:
                    self._carry(*core[-1], draft, left)
                core.append((draft, left))
            floor = quantity.end
        if not core:
            return drafts
        for draft, left in core:
            draft.basis = basis.basis_of(self.text, self.floor, draft, left, self.mentions)
        share_out(self.text, self.floor, core, self.mentions)
        if self.mentions:
            Timing(self.text, self.floor, self.mentions).date(core)
            for draft, _ in core:
                if draft.basis is not None and draft.period is not None and draft.basis == self.text[draft.period.start : draft.period.end]:
                    draft.period = None  # 扩大到2020年的3倍
        ahead = self.planned or status.is_outlook(self.text, self.outlooks, core[0][0].quantity.start)
        cues = status.find_cues(self.text, self.floor, core[-1][0].quantity.start, ahead)
        for draft, left in core:
            clause = undated(self.mentions, metrics.phrase_start(self.text, self.floor, draft.quantity.start), left.head)
            planned = self.planned or status.is_outlook(self.text, self.outlooks, draft.quantity.start)
            draft.target = status.is_target(self.text, self.floor, cues, clause, draft, left, planned)
        return drafts

    def _figure(
        self, quantity: Quantity, left: Left, floor: int, before: FigureDraft | None, alike: FigureDraft | None
    ) -> FigureDraft | None:
        """A figure with what is said of it itself; ``before`` is the one before it, ``alike`` the last before it in its unit."""
        clause = metrics.phrase_start(self.text, floor, left.head)
        label = labels.is_label(self.text, quantity, clause)
        if label is None:
            return None
        comparator, after = self._comparator(quantity, left, clause)
        draft = FigureDraft(quantity, self.span, comparator, label=label)
        if label:
            draft.comparator = "eq"
            draft.metric = None if quantity.unit in ("者", "级", "字", "点") else behind.noun_after(self.text, after, self.ceiling)
            return draft
        draft.doubling = self.text.startswith("翻", quantity.start)
        draft.change = self._change(quantity, left, clause)
        group = self._bounded_group(draft, after)
        draft.selects, draft.origin = group is not None, left.origin
        draft.metric = group or self._of_them(draft, left, clause, after, alike) or self._metric(quantity, left, clause, after, before)
        return draft

    def _comparator(self, quantity: Quantity, left: Left, clause: int) -> tuple[Comparator, int]:
        """The bound that the words around a number set, and where the words behind it end."""
        end = lexicons.look_up("comparator_after").end_at(self.text, quantity.end)
        alone = end and self.text[quantity.end : end] in lexicons.attributes("comparator_after", "alone")
        if end and not (alone and self.text[end : end + 1] > "\u4dff" and self.text[end] != "的"):
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
        if left.change is not None:
            slow = quantity.kind not in ("percent", "percentage_point") and self.text.startswith(_PACE, left.head)
            return None if slow else left.change
        if quantity.kind in ("count", "measure", "money") and not left.level and not left.origin:
            if (more := _MORE_THAN.search(self.text, max(clause, quantity.start - _MORE_REACH), quantity.start)) is not None:
                return "increase" if more.group(1) == "多" else "decrease"
            for start, end in reversed(_changing().spans(self.text, undated(self.mentions, clause, left.head), left.head)):
                if end < left.head and self.text[end] not in _NO_VERB_BEFORE:
                    return lexicons.words("change")[self.text[start:end]]  # type: ignore[return-value]
        return None

    def _metric(self, quantity: Quantity, left: Left, clause: int, after: int, before: FigureDraft | None) -> str | None:
        text = self.text
        if quantity.noun:
            return quantity.unit
        if text.startswith("的", after) and quantity.kind in ("percent", "ratio", "count"):
            of = behind.noun_after(text, after, self.ceiling)
            if of is not None:
                return of
        if quantity.unit in ("岁", "周岁") and (group := behind.group_of(text, after, self.ceiling)):
            return group
        threshold = after > quantity.end and quantity.kind in ("measure", "count") and not text.startswith("左右", quantity.end)
        thing = behind.noun_after(text, after, self.ceiling) if threshold else self._behind(quantity, left, clause, after)
        if thing is not None:
            return thing
        start = undated(self.mentions, clause, left.head)
        phrase = text[start : left.head].strip()
        if before is not None and start == before.quantity.end and "、" in phrase and not phrase.startswith("、"):
            start += phrase.index("、") + 1  # 跃上1.4万亿斤新台阶、亩产提升10斤
            phrase = text[start : left.head].strip()
        group = self._threshold_group(before, start, left.head)
        if group is not None and quantity.kind != "money":
            return group
        related = metrics.is_relation(phrase.lstrip("、")) or metrics.is_relation(text[clause : left.head])
        if related and before is not None:
            return metrics.composed(before.metric or "", metrics.share_of(phrase)) or None
        own = quantity.kind in ("count", "measure", "money", "rank")
        if own or text[start : left.head] != phrase:
            found = metrics.noun_before(text, start, left.head, own and not (left.rise or left.origin))
        else:
            compared = metrics.compared(phrase)
            found = metrics.noun_before(compared, 0, len(compared), False)
        if found is None and start > clause and left.head - start <= 1:
            found = metrics.noun_before(text, clause, self._first_date(clause, left.head), False)
        if found is None and quantity.kind == "money" and len(phrase) >= 2:
            found = metrics.noun_before(text, start, left.head, False, verbs_too=True)
        if found is not None:
            if quantity.unit in _ACTS:
                return found if after >= self.ceiling or text[after] in "，。；、！？" else None
            return None if quantity.unit in ("人", "户", "人次") and metrics.is_act(found) else found
        if (
            phrase
            and metrics.ends_in_verb(text, start, left.head, any_verb=True)
            and before is not None
            and before.quantity.unit == quantity.unit
        ):
            return before.metric  # 审议26件，通过19件
        if quantity.kind in ("percent", "ratio", "money", "measure") and not left.change and (not left.level or quantity.kind == "ratio"):
            found = behind.noun_after(text, after, self.ceiling)
            if quantity.kind != "ratio" or (found is not None and behind.names_things(found)):
                return found
        if before is not None and phrase.startswith(("其中", *_REST)):
            return before.metric  # 其余7项, 其中八成以上
        opens = before is None or text.find("；", before.quantity.end, clause) >= 0
        if opens and len(phrase) <= 2 and (left.level or left.change or left.comparator):
            return metrics.topic_before(text, self._topic_floor(clause), clause)
        return None

    def _of_them(self, draft: FigureDraft, left: Left, clause: int, after: int, alike: FigureDraft | None) -> str | None:
        """What a number of some that were counted before counts: 其余7项, 62项政策中，有11项, 其中10亿元以上的只有67个."""
        if alike is None or draft.quantity.kind != "count":
            return None
        text, head = self.text, left.head
        if text.endswith(_REST, clause, head):
            return None if behind.is_countable(text[after : after + 4]) else alike.metric
        said = text[clause:head]
        among = text.startswith("中，", clause - 2) and (
            said in ("", "有", "仅", "已", "其中") or metrics.ends_in_verb(text, clause, head, any_verb=True)
        )
        bounded = _OF_THEM.search(text, max(alike.quantity.end, draft.quantity.start - _THEM_REACH), draft.quantity.start)
        return alike.metric if among or bounded else None

    def _bounded_group(self, draft: FigureDraft, after: int) -> str | None:
        """The things that an amount of money bounds: 产值10亿元以上的企业, 产值超过5亿元的企业."""
        quantity = draft.quantity
        bounded = draft.comparator in ("ge", "le", "gt", "lt") and quantity.comparator == "eq"  # not 20多亿元贷款
        if not bounded or quantity.kind != "money":
            return None
        # 不少于5亿元建设医院 bounds the money, 超5亿元企业 and 不少于5亿元的企业 the things
        told = after > quantity.end or self.text.startswith("的", after) or draft.comparator in ("gt", "lt")
        return behind.things_after(self.text, after, self.ceiling) if told else None

    def _threshold_group(self, before: FigureDraft | None, start: int, head: int) -> str | None:
        """A group that the figure before bounds, with its bound: 60岁以上老年人占比, 50亿元以上项目."""
        if before is None or before.quantity.end != start or before.comparator not in ("ge", "le", "gt"):
            return None
        said = lexicons.look_up("comparator_after").end_at(self.text, start)
        bound = said or (start + 1 if self.text.startswith("的", start) else 0)
        if not bound or head - bound < 2 or self.text[bound] in "，、；":
            return None
        return metrics.noun_before(self.text, before.quantity.start if said else bound, head, False)

    def _behind(self, quantity: Quantity, left: Left, clause: int, after: int) -> str | None:
        """The thing counted, where it stands behind the number."""
        text = self.text
        if quantity.kind not in ("count", "measure", "money"):
            return None
        if quantity.unit in ("人", "户") and not text.endswith(_GIVEN, 0, left.head):
            found = behind.noun_after(text, after, self.ceiling)
            return found if found is not None and behind.is_countable(found) else None
        if quantity.unit in _ACTS and not metrics.ends_in_verb(text, clause, quantity.start):
            return None
        if quantity.kind in ("money", "measure"):
            length = left.head - undated(self.mentions, clause, left.head)
            own = length >= 2
            short = length < 4 and quantity.kind == "measure" and not left.level
            if (
                own
                and not left.change
                and not short
                and not metrics.ends_in_verb(text, clause, left.head)
                and not text.endswith(_GIVEN, clause, left.head)
            ):
                return None
        return behind.noun_after(text, after, self.ceiling)

    def _topic_floor(self, clause: int) -> int:
        """Where the clause before ``clause`` begins behind the date that opens it, if one does."""
        start = metrics.phrase_start(self.text, self.floor, max(self.floor, clause - 1))
        opening = (
            m.end for m in self.mentions if not m.basis and m.end < clause and start <= m.start <= start + self.text.startswith("在", start)
        )
        return next(opening, self.floor)

    def _first_date(self, start: int, end: int) -> int:
        return next((m.start for m in self.mentions if start <= m.start < end), end)

    def _carry(self, before: FigureDraft, left_before: Left, draft: FigureDraft, left: Left) -> None:
        """Hand on what a list leaves out: the verb of change, the bound of a shared verb, the metric."""
        end = before.quantity.end
        linked = draft.change is None and not left.level and self.text[end] in _LINK_HEADS
        link = LINK.match(self.text, end, draft.quantity.start) if linked else None
        if link is not None and left.head <= link.end():
            draft.change = before.change
            draft.metric = draft.metric or before.metric
            if left_before.shared and draft.comparator == "eq" and left_before.comparator:
                draft.comparator = left_before.comparator
        elif draft.metric is None and (left.level or left.change or left.comparator or draft.quantity.kind in _NAMELESS):
            draft.metric = before.metric
