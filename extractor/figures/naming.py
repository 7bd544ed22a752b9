"""Which noun of its sentence a figure measures or counts: behind the number, before it, or of a figure before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor import lexicons
from extractor.figures import behind, durations, metrics, relations, subsets, things
from extractor.figures.behind import ACTS
from extractor.figures.drafts import FigureDraft, Left, Scope
from extractor.figures.numbers import Quantity
from extractor.figures.subsets import REST
from extractor.figures.timing import undated
from extractor.periods import Mention
from extractor.text.patterns import lazy

_SHORTEST_DONE = 2
_SHORTEST_OWN = 4  # characters of 蓄水总量 behind 水库; 利用率 needs what it is of
_LISTING = frozenset("、，和")
_HEADS_COUNTED = frozenset(("人", "人次", "名", "户", "位"))  # 救助困难群众3万人次，人均2600元: a mean of something else
_MEAN_REACH = 4
_MEANS = frozenset(("人均", "户均", "村均", "亩均", "店均", "校均", "次均", "件均", "日均", "月均"))
_RELIEFS = ("减税降费", "减负", "让利")
_SPENT = ("用于", "投向", "投入", "流向", "来自")
# 成本比水价高出0.85元, 低于全省平均水平186元
_GAP = lazy(
    "[比较][^，。；：]{2,}(?:[高低多少快慢长短大小早晚贵轻重好差强弱]|便宜|相差)[出了]?$|[比较]原?(?:计划|预算|预期|规划|目标)$|(?:[高低多少快慢优长短好]于|领先|落后于|滞后于)[^，。；：的]{2,}$",
    cues=("比", "较", "于", "领先"),
)
# 项目开工36个: what was done with those that are counted
_DONE = ("开工", "竣工", "完工", "投产", "审结", "办结", "执结", "开行", "入库", "建成", "新建", "签约", "销号")
_EXTREMES = frozenset(("最高", "最低", "最多", "最少", "最大", "最小", "最快", "最慢", "最长", "最短"))
_LONGEST_AIM = 6
_AIMS = frozenset(("力争", "确保", "争取", "奋斗目标", "力求", "挑战", "冲刺"))
_CONVERTED_ENDS = frozenset("合成算计")
_CONVERTED = ("折合", "约合", "折成", "折算", "，计")
_RATES_ALONE = frozenset(("增速", "增幅", "涨幅", "降幅", "跌幅", "增长率"))
_AGAINST = ("同比", "环比")
_DISPOSING = ("把", "将")
_ENDS_IN_IT = frozenset("火拖门车手刀一干名大主武老")  # 火把, 名将


def _without_done(found: str) -> str:
    """A noun phrase without the verb at its end and the adverbs before that (住房基本建成), where a noun is left; else as it is."""
    rest, adverbs = found[:-2], lexicons.look_up("adverb")
    while (start := adverbs.start_before(rest, len(rest))) >= 0:
        rest = rest[:start]
    return rest if len(rest) >= _SHORTEST_DONE and not metrics.ends_in_verb(rest, 0, len(rest), any_verb=True) else found


class Naming:
    """The metrics of one sentence, text[floor:ceiling]; ``dated`` gives each date's start by its end."""

    def __init__(self, text: str, floor: int, ceiling: int, mentions: Sequence[Mention], dated: Mapping[int, int]) -> None:
        self.text = text
        self.floor = floor
        self.ceiling = ceiling
        self.mentions = mentions
        self.dated = dated
        self.scope = Scope(text, floor, ceiling, mentions, dated)

    def name(self, draft: FigureDraft, left: Left, clause: int, after: int, before: FigureDraft | None, alike: FigureDraft | None) -> None:
        """Give a figure its metric, and say whether it selects by it.

        ``clause`` is where the words before the number begin, ``after`` where those behind it do; ``before`` is the figure before it,
        ``alike`` the last before it in its unit.
        """
        group = subsets.bounded_group(self.scope, draft, after) if draft.quantity.kind == "money" else None
        draft.selects = group is not None
        if group is None and alike is not None and draft.quantity.kind == "count":
            group = subsets.of_them(self.scope, draft, left, clause, after, alike)
        draft.metric = group or self._metric(draft.quantity, left, clause, after, before)

    def _metric(self, quantity: Quantity, left: Left, clause: int, after: int, before: FigureDraft | None) -> str | None:
        thing = things.of_number(self.scope, quantity, left, clause, after, before)
        if thing is None and before is not None and self.text[quantity.start - 1] in _LISTING:
            thing = self._alike(quantity, after, before)
        if thing is not None:
            return thing
        if self.text[left.head - 1 : left.head] in _DISPOSING and self.text[left.head - 2 : left.head - 1] not in _ENDS_IN_IT:
            return None  # 把3.2公里绿道报成竣工: who does it is not measured
        if before is not None and quantity.start == before.quantity.end and (quantity.kind == "money" or before.quantity.unit == "户"):
            return before.metric  # 消费券3批次1.2亿元, 低保对象486户731人
        start = self._phrase_start(left, clause, before)
        if self.text[start : left.head] in _RATES_ALONE and self.text.endswith(_AGAINST, clause, start) and not left.shared:
            grown = metrics.noun_before(self.text, undated(self.mentions, clause, start - 2), start - 2, True)
            if grown is not None:
                return grown + self.text[start - 2 : left.head]  # 投资同比增速为5%
        related = self._related(quantity, left, clause, start, before)
        if related is not None:
            return related or None
        found = self._noun(quantity, left, clause, start)
        if found is not None:
            if before is not None and before.metric and clause == before.quantity.end and self.text[clause] == "、":
                return metrics.of_bodies(found, before.metric)
            return self._fitting(found, quantity, after)
        return self._left_out(quantity, left, clause, start, after, before)

    def _alike(self, quantity: Quantity, after: int, before: FigureDraft) -> str | None:
        """The noun behind the number, where the one before has its own there: 警告12人、记过5人 is another row, 12人警告、5人记过."""
        begin = before.quantity.end
        if before.metric is None or before.quantity.unit != quantity.unit or begin + len(before.metric) != quantity.start - 1:
            return None
        named = self.text.startswith(before.metric, begin)
        noun = behind.clause_after if quantity.unit in ACTS else behind.noun_after
        return noun(self.text, after, self.ceiling) if named else None

    def _phrase_start(self, left: Left, clause: int, before: FigureDraft | None) -> int:
        """Where the phrase before the number begins: behind the last date, and behind the noun of the figure before."""
        text = self.text
        start = undated(self.mentions, clause, left.head)
        phrase = text[start : left.head].strip()
        if before is not None and start == before.quantity.end and "、" in phrase and not phrase.startswith("、"):
            start += phrase.index("、") + 1  # 跃上1.4万亿斤新台阶、亩产提升10斤
        elif before is not None and before.metric and start == before.quantity.end and phrase.startswith(before.metric):
            own = start + len(before.metric)
            start = own if left.head - own >= _SHORTEST_OWN and text[own] not in "均中的里内" else start
        return start

    def _related(self, quantity: Quantity, left: Left, clause: int, start: int, before: FigureDraft | None) -> str | None:
        """The metric that follows from the figure before: the group it bounds, what is ranked or shared; "" where it has none itself."""
        text, head = self.text, left.head
        if relations.hands_over(text, start, head):
            return ""
        if quantity.kind == "rank" and (end := relations.ranked_among(text, start, quantity.start)) >= 0:
            origin = text.startswith(("由", "从"), start)  # 由上年居世界第4位
            ranked = None if origin else metrics.noun_before(text, start, end, True)
            return ranked or (before.metric or "" if before is not None else None)
        if before is None:
            return None
        group = subsets.threshold_group(self.scope, before, start, head)
        if group is not None and quantity.kind != "money":
            return group
        if quantity.kind == "rank" and (ranked := subsets.ranked(self.scope, before, head)) is not None:
            return ranked
        if text.find("均", start, start + _MEAN_REACH) > 0 and before.metric and before.quantity.unit not in _HEADS_COUNTED:
            whole = text[start : quantity.start].strip("，、 约达近为超过逾")
            if whole in _MEANS:
                return whole + relations.untotalled(before.metric)
        if text[quantity.start - 1] in _CONVERTED_ENDS and text.endswith(_CONVERTED, before.quantity.end, quantity.start):
            return before.metric or ""  # 折合4565美元
        phrase = text[start:head].strip()
        of = text.startswith("的", head)
        if relations.is_relation(phrase.lstrip("、"), of) or relations.is_relation(text[clause:head], of):
            row = text.rfind("；", before.quantity.end, clause)
            if left.change and row >= 0 and clause > row + 2:
                return metrics.topic_before(text, row + 1, clause) or ""  # …；钢、煤等产品的产量，都比上年增长一倍
            said = before.metric or ""
            if left.change and quantity.kind == "percent":
                said = relations.unshared(said)
            return relations.composed(said, relations.share_of(phrase))
        return None

    def _noun(self, quantity: Quantity, left: Left, clause: int, start: int) -> str | None:
        """The noun phrase before the number."""
        text, head = self.text, left.head
        if quantity.unit in durations.UNITS and text.startswith("了", head):
            return None  # 守了十多年
        phrase = text[start:head].strip()
        if quantity.kind == "percent" and text.startswith("用于", clause):
            return None  # 60%用于分红、20%
        joined = (left.level or left.change) and "、" in phrase and not text.startswith("的", head)
        if joined and (joint := behind.verb_before_joint(phrase)):
            start += joint  # 债务全部清零、平台压降至2家
            phrase = phrase[joint:]
        own = quantity.kind in ("count", "measure", "money", "rank")
        if quantity.kind == "money" and phrase.endswith(_RELIEFS) and "均" not in phrase:
            return next(relief for relief in _RELIEFS if phrase.endswith(relief))
        if own and left.level and (passed := metrics.over_round(phrase)) is not None:
            return passed  # 贷款余额突破万亿元、达1.03万亿元
        if own and _GAP.search(phrase):
            compared = relations.compared(phrase)
            return metrics.noun_before(compared, 0, len(compared), False)
        if own or text[start:head] != phrase:
            found = metrics.noun_before(text, start, head, own and not (left.rise or left.origin))
        elif quantity.kind == "percent" and not (left.change or left.level) and (verb := metrics.change_of_noun(text, start, head)):
            found = metrics.noun_before(text, verb[1], head, False)  # 降低运营成本11%
        else:
            compared = relations.compared(phrase)
            found = metrics.noun_before(compared, 0, len(compared), False)
        if not own and text.startswith("的", head) and (part := relations.part_of_whole(text, clause, head)) > clause:
            found = metrics.noun_before(text, undated(self.mentions, clause, part), part, False) or found
        if found is None and start > clause and (head - start <= 1 or metrics.only_more(phrase) or phrase in lexicons.words("np_verb")):
            found = metrics.noun_before(text, clause, self._first_date(clause, head), False)
        if found is not None and quantity.kind == "count" and found.endswith(_DONE):
            found = _without_done(found)
        if found is None and quantity.kind == "money" and len(phrase) >= 2:
            found = metrics.noun_before(text, start, head, False, verbs_too=True)
        return found

    def _fitting(self, found: str, quantity: Quantity, after: int) -> str | None:
        """A noun before the number, where its unit may count it: 召开会议3次, but not 转移5.3万人."""
        if quantity.unit in ACTS:
            return found if after >= self.ceiling or self.text[after] in "，。；、！？" else None
        return None if quantity.unit in ("人", "户", "人次") and metrics.is_act(found) else found

    def _left_out(self, quantity: Quantity, left: Left, clause: int, start: int, after: int, before: FigureDraft | None) -> str | None:
        """The metric of a figure without a noun of its own: of the figure before (审议26件，通过19件), of the words behind a share, or of
        the clause before."""
        text = self.text
        dated = quantity.start - text.startswith("的", quantity.start - 1) in self.dated
        if before is not None and dated and before.quantity.unit == quantity.unit:
            return before.metric  # 比2020年的5亿元增长
        phrase = text[start : left.head].strip()
        alike_unit = before is not None and before.quantity.unit == quantity.unit
        verbal = bool(phrase) and metrics.ends_in_verb(text, start, left.head, any_verb=True)
        if before is not None and verbal and before.quantity.unit == quantity.unit:
            return before.metric
        alike = before is not None and before.quantity.unit == quantity.unit and quantity.start - start <= _LONGEST_AIM
        if before is not None and alike and text[start : quantity.start].strip("，、 ") in _AIMS:
            return before.metric  # 力争15亿斤
        if quantity.kind in ("percent", "ratio", "money", "measure") and not left.change and (not left.level or quantity.kind == "ratio"):
            found = behind.noun_after(text, after, self.ceiling)
            handled = text.endswith(("把", "将"), clause, left.head)
            if found is not None and before is not None and found.startswith(_SPENT) and before.quantity.kind == quantity.kind:
                return before.metric  # 60%用于分红、20%用于公益事业
            if quantity.kind != "ratio" or (found is not None and (handled or behind.names_things(found))):
                return found
        if before is not None and phrase.startswith(("其中", *REST)):
            return before.metric  # 其余7项, 其中八成以上
        if before is not None and alike_unit and phrase.removesuffix("的") in _EXTREMES:
            return before.metric  # 人均年收入3.6万元，最高的超过8万元
        if before is not None and phrase in ("多", "少", "多出", "少出"):
            return before.metric  # 同比多0.2本
        if before is not None and quantity.kind in ("percent", "ratio") and phrase in lexicons.words("np_verb"):
            return before.metric  # 兑付60%
        opens = before is None or text.find("；", before.quantity.end, clause) >= 0
        shares = quantity.kind in ("ratio", "percent") and not (phrase or left.change or left.level)
        if shares and (whole := subsets.parted(self.scope, clause, before)) is not None:
            return whole
        if before is not None and len(phrase) <= 2 and (left.level or left.change):
            grown = metrics.grown_topic(text, before.quantity.end, clause)
            if grown is not None:
                return grown
        if opens and len(phrase) <= 2 and quantity.unit not in durations.UNITS and (left.level or left.change or left.comparator):
            return metrics.topic_before(text, self._topic_floor(clause), clause)
        return None

    def _topic_floor(self, clause: int) -> int:
        """Where the clause before ``clause`` begins behind the date that opens it, if one does."""
        start = metrics.phrase_start(self.text, self.floor, max(self.floor, clause - 1))
        opening = (
            m.end for m in self.mentions if not m.basis and m.end < clause and start <= m.start <= start + self.text.startswith("在", start)
        )
        return next(opening, self.floor)

    def _first_date(self, start: int, end: int) -> int:
        return next((m.start for m in self.mentions if start <= m.start < end), end)
