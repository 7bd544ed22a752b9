"""What a number counts or measures by the words that it holds or that stand behind it."""

from __future__ import annotations

from extractor.figures import behind, durations, metrics
from extractor.figures.behind import ACTS
from extractor.figures.drafts import FigureDraft, Left, Scope
from extractor.figures.numbers import Quantity
from extractor.figures.timing import undated
from extractor.text.patterns import lazy

_OF_REACH = 14  # characters to the 的 behind what is counted
_ADVERBS = frozenset("都均全皆也就能可已才")
_PLACES = frozenset("个座条所家户处口栋片")  # 36个行政村生活污水治理, but 9项水库除险改造
_AIMS = ("的目标", "的任务", "的水平", "的标准", "的要求", "的增速")
_BY_STANDARD = lazy("的(?:标准|比例|额度)(?:给予|发放|予以|支付|补发|收取|缴纳|计发|兑现)([\u4e00-\u9fff]{2,8}?)(?=[，。；、！？）\n]|$)")
_LONG = ("全长", "总长", "长")
_ORDINAL = lazy("第[一二三四五六七八九十][个间座条家所栋块片]$")
_SIZES = ("总规模", "规模", "总额")
_STATED = lazy("[0-9]|(?:为|[高]?达到?|超过|不足|均[为达]|约|近|低于|高于|进入|位居)(?![了业期])")
# 集中3天开展业务培训
_DOING = lazy("(?:时间)?(?:集中)?(?:开展|进行|组织|举办)")
_GIVEN = ("给予", "受到", "获得", "作出", "被", "授予", "予以")
_AGES = frozenset(("岁", "周岁"))
_PERSONS = frozenset(("人", "名", "位"))
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


def of_number(scope: Scope, quantity: Quantity, left: Left, clause: int, after: int, before: FigureDraft | None) -> str | None:
    """The thing that the number itself or the words behind it name."""
    text, unit = scope.text, quantity.unit
    if quantity.noun:
        return unit
    of_it = text.startswith("的", after)
    if of_it and _is_of(scope, quantity, left, clause):
        of = (behind.clause_after if quantity.kind == "measure" else behind.noun_after)(text, after + 1, scope.ceiling)
        if of is not None:
            return of
    if unit in _AGES:
        if group := behind.group_of(text, after, scope.ceiling):
            return group
        if of_it and before is not None and before.metric:
            return before.metric  # 队员1236名，其中35岁以下的518名
    if of_it and (paid := _BY_STANDARD.match(text, after)) is not None:
        return paid.group(1)  # 按每户不超过1.2万元的标准给予补助
    if unit in durations.UNITS and (doing := _DOING.match(text, after)) is not None:
        return behind.clause_after(text, doing.end(), scope.ceiling)
    if (attributed := _attributed(scope, quantity, left, after)) is not None:
        return attributed
    if _selects(text, quantity, left, clause, after, of_it):
        return behind.noun_after(text, after, scope.ceiling)
    found = _behind(scope, quantity, left, clause, after)
    if found is None or quantity.kind != "count":
        return found
    counts = _STATED.match(text, after + len(found)) is not None  # 36座水库蓄水总量214亿立方米
    counts = counts or (quantity.unit in _PLACES and found.endswith(behind.WORKS))
    return behind.subject_of(found, counts) if counts or _is_subject(scope, left, clause) else found


def _selects(text: str, quantity: Quantity, left: Left, clause: int, after: int, of_it: bool) -> bool:
    """Whether a number is a threshold by which the things behind it are chosen: 10亿元以上项目; ``of_it`` says that 的 follows."""
    threshold = after > quantity.end and quantity.kind in ("measure", "count") and not text.startswith("左右", quantity.end)
    if not of_it:
        # 产量稳定在60亿斤以上, 半径200公里以内都能配齐
        return threshold and not left.level and text[after : after + 1] not in _ADVERBS
    if text.startswith(_AIMS, after):
        return False  # 紧盯新增就业50万人以上的目标
    if threshold or quantity.kind != "measure" or left.level or left.change:
        return threshold
    # 第一间不足80平方米的办公室, 全长386公里的铁路
    return text.endswith(_LONG, clause, left.head) or _ORDINAL.search(text, clause, left.head) is not None


def _is_of(scope: Scope, quantity: Quantity, left: Left, clause: int) -> bool:
    """Whether a number may be of the noun behind a 的: 15%的股权, 开展不少于12天的培训."""
    if quantity.kind == "money":
        return scope.text.endswith(_SIZES, clause, left.head)  # 总规模20亿元的基金
    if quantity.kind == "measure":
        return quantity.unit in durations.UNITS and metrics.ends_in_verb(scope.text, clause, left.head)
    return quantity.kind in ("percent", "ratio", "count")


def _attributed(scope: Scope, quantity: Quantity, left: Left, after: int) -> str | None:
    """The noun behind a number that stands between it and an attribute (拖欠的1860万元奖补资金), or in one (对37个县的补助)."""
    text, start = scope.text, quantity.start
    if quantity.kind == "count" and text.startswith("对", start - 1):
        of = text.find("的", after, after + _OF_REACH)
        found = behind.noun_after(text, after, of) if of > 0 else None
        return found if found is not None and behind.is_countable(found) else None
    dated = start - 1 in scope.dated  # 1950年的170亿元
    if quantity.kind not in ("money", "measure") or not text.startswith("的", start - 1) or dated or left.change or left.level:
        return None
    return behind.noun_after(text, after, scope.ceiling)


def _behind(scope: Scope, quantity: Quantity, left: Left, clause: int, after: int) -> str | None:
    """The thing counted, where it stands behind the number."""
    text = scope.text
    if quantity.kind not in ("count", "measure", "money"):
        return None
    if quantity.unit in ("人", "户") and not text.endswith(_GIVEN, 0, left.head):
        found = behind.noun_after(text, after, scope.ceiling)
        return found if found is not None and behind.is_countable(found) else None
    if quantity.unit in ACTS and not metrics.ends_in_verb(text, clause, quantity.start):
        return None
    if quantity.kind in ("money", "measure"):
        length = left.head - undated(scope.mentions, clause, left.head)
        own = (
            length >= 2 and not text.startswith(("了", "到了"), left.head) and text[left.head - 1] not in "着把将"
        )  # 拿到了500万元贷款, 照看着3万亩水稻
        short = length < 4 and quantity.kind == "measure" and not left.level
        if (
            own
            and not left.change
            and not short
            and not metrics.ends_in_verb(text, clause, left.head)
            and not text.endswith(_GIVEN, clause, left.head)
        ):
            return None
    return behind.noun_after(text, after, scope.ceiling, quantity.unit in _PERSONS)


def _is_subject(scope: Scope, left: Left, clause: int) -> bool:
    """Whether what is counted is the subject of what follows: 12个单位超标列支, 组织120家企业参展."""
    start = undated(scope.mentions, clause, left.head)
    return scope.text[start : left.head].strip() in _OPENINGS or scope.text.endswith(_PIVOTS, start, left.head)
