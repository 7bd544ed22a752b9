"""Which noun of its sentence a figure measures or counts: behind the number, before it, or of a figure before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extractor import lexicons
from extractor.figures import behind, durations, metrics
from extractor.figures.drafts import FigureDraft, Left
from extractor.figures.numbers import Quantity
from extractor.figures.timing import undated
from extractor.periods import Mention
from extractor.text.patterns import lazy

_OF_REACH = 14  # characters to the 的 behind what is counted
# 其中10亿元以上的只有67个
_OF_THEM = lazy("以[上下内]的(?:只有|仅有|有|仅|达|为|是|不到|超过|约|近|共)+$")
_THEM_REACH = 30
_ADVERBS = frozenset("都均全皆也就能可已才")
_SHORTEST_OWN = 3  # characters of 蓄水量 behind 水库
_TELLING = 6  # characters of 的不超过
# 7个基层院中有3个
_SOME_OF_THEM = lazy("[^，。；：、]{1,10}中(?:已|仅|只)?有$")
# 在全省12个市中排第4位
_AMONG_THEM = lazy("[^，。；：、]{0,10}中(?:排|列|居|排在|位列|位居|排名)?(?:名)?$")
# 集中3天开展业务培训
_DOING = lazy("(?:时间)?(?:集中)?(?:开展|进行|组织|举办)")
_REST = ("其余", "其他", "另外", "剩余")
_GIVEN = ("给予", "受到", "获得", "作出", "被", "授予", "予以")
_PERSONS = frozenset(("人", "名", "位"))
# What a subject may stand behind, and verbs whose object is the subject of what follows.
_SOME = frozenset(("还有", "尚有", "仍有", "已有", "仅有", "只有", "另有"))
_NEGATIONS = frozenset("不没未无尚")
_LISTING = frozenset("、，和")
_HEADS_COUNTED = frozenset(("人", "人次", "名", "户", "位"))  # 救助困难群众3万人次，人均2600元: a mean of something else
_MEAN_REACH = 4
_MEANS = frozenset(("人均", "户均", "村均", "亩均", "店均", "校均", "次均", "件均", "日均", "月均"))
_RELIEFS = ("减税降费", "减负", "让利")
_SPENT = ("用于", "投向", "投入", "流向", "来自")
_GAPS = ("高出", "低出", "多出", "贵出", "便宜")  # 成本比水价高出0.85元
# 能对外开放的不足5家, 35岁以下的518名; 被评为先进的有12名 names them
_WITHOUT_NOUN = lazy("的(?:只有|仅有|有|达到?|超过|不足|不到|约|近|共)?$")
_AWARDED = ("被", "获", "评", "荣")
_LONGEST_AIM = 6
_AIMS = frozenset(("力争", "确保", "争取", "奋斗目标", "力求", "挑战", "冲刺"))
_CONVERTED_ENDS = frozenset("合成算")
_CONVERTED = ("折合", "约合", "折成", "折算")
_OPENINGS = frozenset(("", "有", "还有", "已有", "仍有", "其中", "其中有", "另有", "全市", "全省", "全县", "全区"))
_PIVOTS = (
    "组织",
    "选派",
    "派出",
    "引导",
    "推动",
    "帮助",
    "支持",
    "吸引",
    "促进",
    "带动",
    "鼓励",
    "动员",
    "指导",
    "要求",
    "将",
    "把",
    "使",
    "让",
)
_ACTS = frozenset(("次", "轮", "回", "趟", "遍", "场次", "场"))


class Naming:
    """The metrics of one sentence, text[floor:ceiling]; ``dated`` gives each date's start by its end."""

    def __init__(self, text: str, floor: int, ceiling: int, mentions: Sequence[Mention], dated: Mapping[int, int]) -> None:
        self.text = text
        self.floor = floor
        self.ceiling = ceiling
        self.mentions = mentions
        self.dated = dated

    def name(self, draft: FigureDraft, left: Left, clause: int, after: int, before: FigureDraft | None, alike: FigureDraft | None) -> None:
        """Give a figure its metric, and say whether it selects by it.

        ``clause`` is where the words before the number begin, ``after`` where those behind it do; ``before`` is the figure before it,
        ``alike`` the last before it in its unit.
        """
        group = self._bounded_group(draft, after) if draft.quantity.kind == "money" else None
        draft.selects = group is not None
        if group is None and alike is not None and draft.quantity.kind == "count":
            group = self._of_them(draft, left, clause, after, alike)
        draft.metric = group or self._metric(draft.quantity, left, clause, after, before)

    def _metric(self, quantity: Quantity, left: Left, clause: int, after: int, before: FigureDraft | None) -> str | None:
        thing = self._of_number(quantity, left, clause, after, before)
        if thing is None and before is not None and self.text[quantity.start - 1] in _LISTING:
            thing = self._alike(quantity, after, before)
        if thing is not None:
            return thing
        start = self._phrase_start(left, clause, before)
        related = self._related(quantity, left, clause, start, before)
        if related is not None:
            return related or None
        found = self._noun(quantity, left, clause, start)
        if found is not None:
            if before is not None and before.metric and clause == before.quantity.end and self.text[clause] == "、":
                return metrics.of_bodies(found, before.metric)
            return self._fitting(found, quantity, after)
        return self._left_out(quantity, left, clause, start, after, before)

    def _of_number(self, quantity: Quantity, left: Left, clause: int, after: int, before: FigureDraft | None) -> str | None:
        """The thing that the number itself or the words behind it name."""
        text = self.text
        if quantity.noun:
            return quantity.unit
        if text.startswith("的", after) and self._is_of(quantity, left, clause):
            of = (behind.clause_after if quantity.kind == "measure" else behind.noun_after)(text, after + 1, self.ceiling)
            if of is not None:
                return of
        if quantity.unit in ("岁", "周岁") and (group := behind.group_of(text, after, self.ceiling)):
            return group
        if before is not None and before.metric and quantity.unit in ("岁", "周岁") and text.startswith("的", after):
            return before.metric  # 队员1236名，其中35岁以下的518名
        if quantity.unit in durations.UNITS and (doing := _DOING.match(text, after)) is not None:
            return behind.clause_after(text, doing.end(), self.ceiling)
        if (attributed := self._attributed(quantity, left, after)) is not None:
            return attributed
        threshold = after > quantity.end and quantity.kind in ("measure", "count") and not text.startswith("左右", quantity.end)
        if not text.startswith("的", after):
            # 产量稳定在60亿斤以上, 半径200公里以内都能配齐
            threshold = threshold and not left.level and text[after : after + 1] not in _ADVERBS
        elif quantity.kind == "measure" and left.comparator in ("ge", "gt", "le", "lt") and not (left.level or left.change):
            threshold = True  # 第一间不足80平方米的办公室
        if threshold:
            return behind.noun_after(text, after, self.ceiling)
        found = self._behind(quantity, left, clause, after)
        if found is None or quantity.kind != "count":
            return found
        counts = text[after + len(found) : after + len(found) + 1].isdigit()  # 36座水库蓄水总量214亿立方米
        return behind.subject_of(found, counts) if counts or self._is_subject(left, clause) else found

    def _is_of(self, quantity: Quantity, left: Left, clause: int) -> bool:
        """Whether a number may be of the noun behind a 的: 15%的股权, 开展不少于12天的培训."""
        if quantity.kind == "measure":
            return quantity.unit in durations.UNITS and metrics.ends_in_verb(self.text, clause, left.head)
        return quantity.kind in ("percent", "ratio", "count")

    def _alike(self, quantity: Quantity, after: int, before: FigureDraft) -> str | None:
        """The noun behind the number, where the one before has its own there: 警告12人、记过5人 is another row, 12人警告、5人记过."""
        begin = before.quantity.end
        if before.metric is None or before.quantity.unit != quantity.unit or begin + len(before.metric) != quantity.start - 1:
            return None
        named = self.text.startswith(before.metric, begin)
        noun = behind.clause_after if quantity.unit in _ACTS else behind.noun_after
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
            start = own if left.head - own >= _SHORTEST_OWN else start
        return start

    def _related(self, quantity: Quantity, left: Left, clause: int, start: int, before: FigureDraft | None) -> str | None:
        """The metric that follows from the figure before: the group it bounds, what is ranked or shared; "" where it has none itself."""
        text, head = self.text, left.head
        if metrics.hands_over(text, start, head):
            return ""
        if quantity.kind == "rank" and (end := metrics.ranked_among(text, start, quantity.start)) >= 0:
            origin = text.startswith(("由", "从"), start)  # 由上年居世界第4位
            ranked = None if origin else metrics.noun_before(text, start, end, True)
            return ranked or (before.metric or "" if before is not None else None)
        if before is None:
            return None
        group = self._threshold_group(before, start, head)
        if group is not None and quantity.kind != "money":
            return group
        if quantity.kind == "rank" and (ranked := self._ranked(before, head)) is not None:
            return ranked
        if text.find("均", start, start + _MEAN_REACH) > 0 and before.metric and before.quantity.unit not in _HEADS_COUNTED:
            whole = text[start : quantity.start].strip("，、 约达近为超过逾")
            if whole in _MEANS:
                return whole + metrics.untotalled(before.metric)
        if text[quantity.start - 1] in _CONVERTED_ENDS and text.endswith(_CONVERTED, start, quantity.start):
            return before.metric or ""  # 折合4565美元
        phrase = text[start:head].strip()
        of = text.startswith("的", head)
        if metrics.is_relation(phrase.lstrip("、"), of) or metrics.is_relation(text[clause:head], of):
            row = text.rfind("；", before.quantity.end, clause)
            if left.change and row >= 0 and clause > row + 2:
                return metrics.topic_before(text, row + 1, clause) or ""  # …；钢、煤等产品的产量，都比上年增长一倍
            said = before.metric or ""
            if left.change and quantity.kind == "percent":
                said = metrics.unshared(said)
            return metrics.composed(said, metrics.share_of(phrase))
        return None

    def _noun(self, quantity: Quantity, left: Left, clause: int, start: int) -> str | None:
        """The noun phrase before the number."""
        text, head = self.text, left.head
        if quantity.unit in durations.UNITS and text.startswith("了", head):
            return None  # 守了十多年
        phrase = text[start:head].strip()
        if quantity.kind == "percent" and text.startswith(_SPENT, clause):
            return None  # 60%用于分红、20%
        own = quantity.kind in ("count", "measure", "money", "rank")
        if quantity.kind == "money" and phrase.endswith(_RELIEFS):
            return next(relief for relief in _RELIEFS if phrase.endswith(relief))
        if own and phrase.endswith(_GAPS):
            compared = metrics.compared(phrase)
            return metrics.noun_before(compared, 0, len(compared), False)
        if own or text[start:head] != phrase:
            found = metrics.noun_before(text, start, head, own and not (left.rise or left.origin))
        else:
            compared = metrics.compared(phrase)
            found = metrics.noun_before(compared, 0, len(compared), False)
        if not own and text.startswith("的", head) and (part := metrics.part_of_whole(text, clause, head)) > clause:
            found = metrics.noun_before(text, undated(self.mentions, clause, part), part, False) or found
        if found is None and start > clause and (head - start <= 1 or metrics.only_more(phrase) or phrase in lexicons.words("np_verb")):
            found = metrics.noun_before(text, clause, self._first_date(clause, head), False)
        if found is None and quantity.kind == "money" and len(phrase) >= 2:
            found = metrics.noun_before(text, start, head, False, verbs_too=True)
        return found

    def _fitting(self, found: str, quantity: Quantity, after: int) -> str | None:
        """A noun before the number, where its unit may count it: 召开会议3次, but not 转移5.3万人."""
        if quantity.unit in _ACTS:
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
        if before is not None and phrase.startswith(("其中", *_REST)):
            return before.metric  # 其余7项, 其中八成以上
        if before is not None and phrase in ("多", "少"):
            return before.metric  # 同比多0.2本
        if before is not None and quantity.kind in ("percent", "ratio") and phrase in lexicons.words("np_verb"):
            return before.metric  # 兑付60%
        opens = before is None or text.find("；", before.quantity.end, clause) >= 0
        shares = quantity.kind in ("ratio", "percent") and not (phrase or left.change or left.level)
        if shares and (whole := self._parted(clause, before)) is not None:
            return whole
        if before is not None and len(phrase) <= 2 and (left.level or left.change):
            grown = metrics.grown_topic(text, before.quantity.end, clause)
            if grown is not None:
                return grown
        if opens and len(phrase) <= 2 and (left.level or left.change or left.comparator):
            return metrics.topic_before(text, self._topic_floor(clause), clause)
        return None

    def _parted(self, clause: int, before: FigureDraft | None) -> str | None:
        """What a row of shares parts, which the sentence names before a 中 and a comma: 租金收益中，六成用于….., 三成用于…."""
        at = self.text.rfind("中，", self.floor, clause)
        if at < 0:
            return None
        whole = metrics.noun_before(self.text, undated(self.mentions, metrics.phrase_start(self.text, self.floor, at), at), at, False)
        return whole if clause == at + 2 or (before is not None and before.metric == whole) else None

    def _ranked(self, before: FigureDraft, head: int) -> str | None:
        """What a rank among those counted before is of: 满意度在全省12个市中排第4位."""
        text, start = self.text, before.quantity.start
        if not _AMONG_THEM.match(text, before.quantity.end, head):
            return None
        begin = undated(self.mentions, metrics.phrase_start(text, self.floor, start), start)
        at = text.rfind("在", begin, start)
        return metrics.noun_before(text, begin, at, False) if at > begin + 1 else None

    def _attributed(self, quantity: Quantity, left: Left, after: int) -> str | None:
        """The noun behind a number that stands between it and an attribute (拖欠的1860万元奖补资金), or in one (对37个县的补助)."""
        text, start = self.text, quantity.start
        if quantity.kind == "count" and text.startswith("对", start - 1):
            of = text.find("的", after, after + _OF_REACH)
            found = behind.noun_after(text, after, of) if of > 0 else None
            return found if found is not None and behind.is_countable(found) else None
        dated = start - 1 in self.dated  # 1950年的170亿元
        if quantity.kind not in ("money", "measure") or not text.startswith("的", start - 1) or dated or left.change or left.level:
            return None
        return behind.noun_after(text, after, self.ceiling)

    def _of_them(self, draft: FigureDraft, left: Left, clause: int, after: int, alike: FigureDraft) -> str | None:
        """What a number of some that were counted before counts: 其余7项, 62项政策中，有11项, 其中10亿元以上的只有67个."""
        text, head = self.text, left.head
        if text.endswith(_REST, clause, head):
            return None if behind.is_countable(text[after : after + 4]) else alike.metric
        if metrics.hands_over(text, clause, head):
            return alike.metric
        said = text[clause:head]
        if said == "其中" and behind.opens_with_verb(text, after):
            return alike.metric  # 新品种17个，其中3个入选名录
        if text[clause : draft.quantity.start] in _SOME and text[clause - 1] in "，、" and not self._names_thing(after):
            return alike.metric  # 114个村，还有19个不通公路
        if text.startswith("的", head) and self._lacks_noun(head, draft.quantity, clause, after):
            return alike.metric  # 基地14家，能开放的不足5家
        among = text.startswith("中，", clause - 2) and (
            said in ("", "有", "仅", "已", "其中") or metrics.ends_in_verb(text, clause, head, any_verb=True)
        )
        start, end = draft.quantity.start, alike.quantity.end
        if not among and start - end < _THEM_REACH and text.find("有", end, start) > 0:
            among = _SOME_OF_THEM.match(text, end, start) is not None
        bounded = text.find("的", max(end, start - _TELLING), start) > 0 and _OF_THEM.search(text, max(end, start - _THEM_REACH), start)
        return alike.metric if among or bounded else None

    def _lacks_noun(self, head: int, quantity: Quantity, clause: int, after: int) -> bool:
        """Whether a number stands behind a clause with 的 whose noun is left out: 能开放的不足5家, 其中35岁以下的518名."""
        text = self.text
        bare = text[after : after + 1] in "，。；、！？\n"
        return bare and _WITHOUT_NOUN.match(text, head, quantity.start) is not None and not text.startswith(_AWARDED, clause)

    def _names_thing(self, after: int) -> bool:
        """Whether a thing stands behind a number, not what is said of it: 19个不通公路."""
        return self.text[after : after + 1] not in _NEGATIONS and behind.is_countable(
            behind.noun_after(self.text, after, self.ceiling) or ""
        )

    def _bounded_group(self, draft: FigureDraft, after: int) -> str | None:
        """The things that an amount of money bounds: 产值10亿元以上的企业, 产值超过5亿元的企业."""
        quantity = draft.quantity
        bounded = draft.comparator in ("ge", "le", "gt", "lt") and quantity.comparator == "eq"  # not 20多亿元贷款
        if not bounded:
            return None
        # 不少于5亿元建设医院 bounds the money, 超5亿元企业 and 不少于5亿元的企业 the things
        told = after > quantity.end or self.text.startswith("的", after) or draft.comparator in ("gt", "lt")
        return behind.things_after(self.text, after, self.ceiling) if told else None

    def _threshold_group(self, before: FigureDraft, start: int, head: int) -> str | None:
        """A group that the figure before bounds, with its bound: 60岁以上老年人占比, 50亿元以上项目."""
        if before.quantity.end != start or before.comparator not in ("ge", "le", "gt"):
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
            own = length >= 2 and not text.startswith(("了", "到了"), left.head)  # 拿到了500万元贷款
            short = length < 4 and quantity.kind == "measure" and not left.level
            if (
                own
                and not left.change
                and not short
                and not metrics.ends_in_verb(text, clause, left.head)
                and not text.endswith(_GIVEN, clause, left.head)
            ):
                return None
        return behind.noun_after(text, after, self.ceiling, quantity.unit in _PERSONS)

    def _is_subject(self, left: Left, clause: int) -> bool:
        """Whether what is counted is the subject of what follows: 12个单位超标列支, 组织120家企业参展."""
        start = undated(self.mentions, clause, left.head)
        return self.text[start : left.head].strip() in _OPENINGS or self.text.endswith(_PIVOTS, start, left.head)

    def _topic_floor(self, clause: int) -> int:
        """Where the clause before ``clause`` begins behind the date that opens it, if one does."""
        start = metrics.phrase_start(self.text, self.floor, max(self.floor, clause - 1))
        opening = (
            m.end for m in self.mentions if not m.basis and m.end < clause and start <= m.start <= start + self.text.startswith("在", start)
        )
        return next(opening, self.floor)

    def _first_date(self, start: int, end: int) -> int:
        return next((m.start for m in self.mentions if start <= m.start < end), end)
