"""What a change is against (较上年, 比改造前), and the level that a share or a multiple is taken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.figures.drafts import FigureDraft, Left
from extractor.figures.numbers import Quantity
from extractor.models import Comparator
from extractor.periods import Mention
from extractor.text.patterns import lazy

# 为邻市的三分之二: what the number is taken of; 为全年任务的81% is a share of a whole and has none.
_LEVEL_OF = lazy(
    r"(?:(约|近|超过|不足|不到)?(?:仅|只|已|恢复)?(?:是|为|[只仅才]有|达到|(?<![送到传抵])达|相当于|等于|(?<!不)到|(?<=恢复)至|(?<=回升)至)"
    r"|(?<=[，、；比率量额])(超过|不足|不到)|(接近|不[低高少多]于))"
    r"(?P<of>(?![^的]*[由从占]|[一二三四五六七八九]成)[^，。；：、是为]{2,16}?)的(?:约|近|不足|不到)?$"
)
_SHARES = frozenset(("percent", "multiple", "ratio"))
_LEVEL = lazy("年|同期|平均|水平")
_MOVED = frozenset("高升长加大降低少小展短")  # the last characters of verbs of change before 到
_FROM = lazy("[由从]")
_PAIR = 30  # characters back to the 由 that begins a change
_RATES = ("率", "比重", "占比", "比例", "覆盖面", "份额", "水平")
_NAMED_SHARES = ("比例", "比重", "占比")
_WHOLE = lazy(r"总|全[部体]|所有|整个|计划|预算|目标|任务|定额|全年")
_AGAINST = lazy(
    r"(?:(?<!可)比|较(?![大小多少高低快慢好差弱为长短早晚易难](?:$|[的地]|以上|增长|发展|规模|收入|水平|群体|幅度|程度|比例|数量|面积|范围|企业|地区|人群|事故)))(?![重例率强])[^，。；：、比较]{1,10}$"
)
_BASED = lazy("在(?!现有|原有|此|这)[^，。；：、在]{2,12}基础上")
_SHARE_BOUND = lazy("(约|近|超过|不足|不到)(?:仅|只|已)?占[^，。；：、]{2,16}的$")
_YEARLY = lazy(
    r"平均每年|每年平均|(?<![〇零一二三四五六七八九])[两二三四五六七八九]年平均(?!每年)|(?<![上去今明前后当本一二三四五六七八九])年平均(?!每年)"
)
_BOUNDS: dict[str, Comparator] = {
    "约": "approx", "近": "approx", "接近": "approx", "超过": "gt", "不足": "lt", "不到": "lt",
    "不低于": "ge", "不少于": "ge", "不高于": "le", "不多于": "le", "不超过": "le",
}  # fmt: skip


def basis_of(text: str, floor: int, draft: FigureDraft, left: Left, mentions: Sequence[Mention]) -> str | None:
    """The words that a figure's change is against, or its level compared with; None where nothing says."""
    start = draft.quantity.start
    if draft.change is None:
        match = _level_of(text, floor, draft.quantity)
        return None if match is None or _is_own(text, floor, draft, match) else match["of"]
    if left.change:
        own = _AGAINST.search(text, max(floor, left.head - 12), left.head)
        if own is not None:
            return own.group()
        if text.find("基础上", left.head, start) >= 0 and (based := _BASED.search(text, left.head, start)):
            return based.group()
        yearly = _YEARLY.search(text, left.head, start) if text.find("年", left.head, start) >= 0 else None
        if yearly is not None:
            return yearly.group()
    if not mentions:
        return None
    row = text.rfind("；", floor, start)
    chosen = None
    for mention in mentions:
        if mention.start >= start:
            break
        # of one statistic all rows are against last year
        shared = text.startswith("同比", mention.start) and draft.quantity.kind == "percent"
        if mention.basis and (mention.start > row or shared or _heads_rows(text, floor, mention)):
            chosen = mention
    return text[chosen.start : chosen.end] if chosen else None


def _is_own(text: str, floor: int, draft: FigureDraft, match: re.Match[str]) -> bool:
    """Whether what a number is 的 of is no base: the whole of a share (补助比例为投资额的8%, 不低于营业收入的3%), or the year of a
    level (覆盖率提高到2024年的81%, but 规模扩大到2020年的3倍)."""
    of = match["of"]
    if draft.quantity.kind == "multiple":
        return False
    if _WHOLE.search(of) or text.endswith(_NAMED_SHARES, floor, match.start()):
        return True
    verb = text[match.start() : match.start("of")]
    if verb == "接近":
        return True
    if verb.startswith("不") and verb.endswith("于"):
        return not _LEVEL.search(of)
    moved = verb.endswith(("到", "为")) and text[match.start("of") - 2] in _MOVED
    rate = draft.metric is None or draft.metric.endswith(_RATES)
    return (
        moved
        and draft.quantity.kind == "percent"
        and (rate or _FROM.search(text, max(floor, match.start() - _PAIR), match.start()) is not None)
    )


def _heads_rows(text: str, floor: int, mention: Mention) -> bool:
    """同上年相比，…；…: a base that opens its sentence and stands alone holds for all its rows."""
    return text.startswith(("，", "："), mention.end) and (mention.start == floor or text[mention.start - 1] in "。：\n")


def bound_of_share(text: str, floor: int, quantity: Quantity) -> Comparator:
    """The bound that stands before what a share is taken of: 约为邻市的三分之二."""
    if quantity.kind not in _SHARES:
        return "eq"
    if text.find("的", max(floor, quantity.start - 1), quantity.start) >= 0:
        share = _SHARE_BOUND.search(text, max(floor, quantity.start - 24), quantity.start)
        if share is not None:
            return _BOUNDS[share.group(1)]
    match = _level_of(text, floor, quantity)
    return _BOUNDS.get(match.group(1) or match.group(2) or match.group(3) or "", "eq") if match else "eq"


def _level_of(text: str, floor: int, quantity: Quantity) -> re.Match[str] | None:
    if quantity.kind not in _SHARES or text.find("的", max(floor, quantity.start - 3), quantity.start) < 0:
        return None
    return _LEVEL_OF.search(text, max(floor, quantity.start - 26), quantity.start)
