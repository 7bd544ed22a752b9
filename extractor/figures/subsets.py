"""Numbers of some that were named or counted before: the rest, those among them, the group that a bound selects."""

from __future__ import annotations

from extractor import lexicons
from extractor.figures import behind, extents, metrics, relations
from extractor.figures.drafts import FigureDraft, Left, Scope
from extractor.figures.numbers import Quantity
from extractor.figures.timing import undated
from extractor.text.patterns import lazy

REST = ("其余", "其他", "另外", "剩余")
# 其中10亿元以上的只有67个
_OF_THEM = lazy("以[上下内]的(?:只有|仅有|有|仅|达|为|是|不到|超过|约|近|共)+$")
_THEM_REACH = 30
_TELLING = 6  # characters of 的不超过
# 7个基层院中有3个
_SOME_OF_THEM = lazy("[^，。；：、]{1,10}中(?:已|仅|只)?有$")
# 在全省12个市中排第4位
_AMONG_THEM = lazy("[^，。；：、]{0,10}中(?:排|列|居|排在|位列|位居|排名)?(?:名)?$")
# What a subject may stand behind, and verbs whose object is the subject of what follows.
_SOME = frozenset(("还有", "尚有", "仍有", "已有", "仅有", "只有", "另有"))
_NEGATIONS = frozenset("不没未无尚")
# 能对外开放的不足5家, 35岁以下的518名; 被评为先进的有12名 names them
_WITHOUT_NOUN = lazy("的(?:只有|仅有|有|达到?|超过|不足|不到|约|近|共)?$")
_AWARDED = ("被", "获", "评", "荣")


def parted(scope: Scope, clause: int, before: FigureDraft | None) -> str | None:
    """What a row of shares parts, which the sentence names before a 中 and a comma: 租金收益中，六成用于….., 三成用于…."""
    at = scope.text.rfind("中，", scope.floor, clause)
    if at < 0:
        return None
    whole = metrics.noun_before(scope.text, undated(scope.mentions, metrics.phrase_start(scope.text, scope.floor, at), at), at, False)
    return whole if clause == at + 2 or (before is not None and before.metric == whole) else None


def ranked(scope: Scope, before: FigureDraft, head: int) -> str | None:
    """What a rank among those counted before is of: 满意度在全省12个市中排第4位."""
    text, start = scope.text, before.quantity.start
    if not _AMONG_THEM.match(text, before.quantity.end, head):
        return None
    begin = undated(scope.mentions, metrics.phrase_start(text, scope.floor, start), start)
    at = text.rfind("在", begin, start)
    return metrics.noun_before(text, begin, at, False) if at > begin + 1 else None


def of_them(scope: Scope, draft: FigureDraft, left: Left, clause: int, after: int, alike: FigureDraft) -> str | None:
    """What a number of some that were counted before counts: 其余7项, 62项政策中，有11项, 其中10亿元以上的只有67个."""
    text, head = scope.text, left.head
    if text.endswith(REST, clause, head):
        return None if behind.is_countable(text[after : after + 4]) else alike.metric
    if relations.hands_over(text, clause, head):
        return alike.metric
    said = text[clause:head]
    if said == "其中" and extents.opens_with_verb(text, after):
        return alike.metric  # 新品种17个，其中3个入选名录
    if text[clause : draft.quantity.start] in _SOME and text[clause - 1] in "，、" and not _names_thing(scope, after):
        return alike.metric  # 114个村，还有19个不通公路
    if text.startswith("的", head) and _lacks_noun(scope, head, draft.quantity, clause, after):
        return alike.metric  # 基地14家，能开放的不足5家
    among = text.startswith("中，", clause - 2) and (
        said in ("", "有", "仅", "已", "其中") or metrics.ends_in_verb(text, clause, head, any_verb=True)
    )
    start, end = draft.quantity.start, alike.quantity.end
    if not among and start - end < _THEM_REACH and text.find("有", end, start) > 0:
        among = _SOME_OF_THEM.match(text, end, start) is not None
    bounded = text.find("的", max(end, start - _TELLING), start) > 0 and _OF_THEM.search(text, max(end, start - _THEM_REACH), start)
    return alike.metric if among or bounded else None


def _lacks_noun(scope: Scope, head: int, quantity: Quantity, clause: int, after: int) -> bool:
    """Whether a number stands behind a clause with 的 whose noun is left out: 能开放的不足5家, 其中35岁以下的518名."""
    text = scope.text
    bare = text[after : after + 1] in "，。；、！？\n"
    return bare and _WITHOUT_NOUN.match(text, head, quantity.start) is not None and not text.startswith(_AWARDED, clause)


def _names_thing(scope: Scope, after: int) -> bool:
    """Whether a thing stands behind a number, not what is said of it: 19个不通公路."""
    return scope.text[after : after + 1] not in _NEGATIONS and behind.is_countable(
        behind.noun_after(scope.text, after, scope.ceiling) or ""
    )


def bounded_group(scope: Scope, draft: FigureDraft, after: int) -> str | None:
    """The things that an amount of money bounds: 产值10亿元以上的企业, 产值超过5亿元的企业."""
    quantity = draft.quantity
    bounded = draft.comparator in ("ge", "le", "gt", "lt") and quantity.comparator == "eq"  # not 20多亿元贷款
    if not bounded:
        return None
    # 不少于5亿元建设医院 bounds the money, 超5亿元企业 and 不少于5亿元的企业 the things
    told = after > quantity.end or scope.text.startswith("的", after) or draft.comparator in ("gt", "lt")
    return behind.things_after(scope.text, after, scope.ceiling) if told else None


def threshold_group(scope: Scope, before: FigureDraft, start: int, head: int) -> str | None:
    """A group that the figure before bounds, with its bound: 60岁以上老年人占比, 50亿元以上项目."""
    if before.quantity.end != start or before.comparator not in ("ge", "le", "gt"):
        return None
    said = lexicons.look_up("comparator_after").end_at(scope.text, start)
    bound = said or (start + 1 if scope.text.startswith("的", start) else 0)
    if not bound or head - bound < 2 or scope.text[bound] in "，、；":
        return None
    return metrics.noun_before(scope.text, before.quantity.start if said else bound, head, False)
