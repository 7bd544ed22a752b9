"""Whether a quantity is reached or promised, by the words of its sentence and the item that it stands in."""

from __future__ import annotations

from functools import cache

import regex

from extractor import lexicons
from extractor.figures.drafts import FigureDraft, Left

_REACH = 240
_PARAGRAPH = 600
_AHEAD = frozenset(("future", "within", "up_to"))
_OVER = frozenset(("past", "since", "as_of", "formerly", "ago"))
# 对236家企业: what is there already
_EXISTING = regex.compile(r"[对向给把]$")
# 将 of the future, not 将…转化为…; 要 as a demand, not 重要, 需要, 要求.
_WILL = r"将(?=继续|按照|持续|充分|积极|深入|重点|有|达|会|全|进|加|新|建|投|完|实现|实施|开|推|力|努|争|再|突破|超|陆续|逐步|统筹|围绕|聚焦|坚|大力|严|切实|扎实|带|为|以|用|于|在|不|比|增|减|降|提|压|启动|组织|安排|支持|培|引|打造|吸引|覆盖|惠及)"
_MUST = r"(?<=[，。；：、\n都须还们年上一二三四五六七八九十]|^)要(?![求素点件闻害塞领义旨职道事务么看认清承正])"


@cache
def _cues() -> regex.Pattern[str]:
    target = lexicons.alternation("target_cue", "target")
    done = lexicons.alternation("target_cue", "done")
    to_do = lexicons.alternation("to_do")
    return regex.compile(f"(?P<target>{target}|(?:计划|规划|打算)(?={to_do})|{_WILL}|{_MUST})|(?P<done>{done})")


@cache
def _adjacent() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![与合共联]){lexicons.alternation('to_do')}(?:约|近|不少于|不低于|至少|各|第)?$")


@cache
def _leading() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]+，|（[一二三四五六七八九十]+）|\d+[.．、])?+(?:首先|其次|再次|最后|其[一二三四五])?+[，、]?+"
        r"(?:并|再|还|全年|全面|加快|继续|共同|深入|大力|积极|扎实|持续|统筹|支持|推动|率先|高标准|高质量|分期|分批|滚动|抓紧|每年|力争|确保|[0-9０-９一二三四五六]+年内|、|，)*"
        rf"{lexicons.alternation('to_do')}(?!了)"
    )


@cache
def _outlook() -> regex.Pattern[str]:
    return regex.compile(lexicons.alternation("outlook"))


def is_outlook(text: str, floor: int, start: int) -> bool:
    """Whether the paragraph speaks of what is to come (下一步, 建议) before the number at ``start``."""
    paragraph = max(text.rfind("\n", 0, start) + 1, start - _PARAGRAPH)
    return _outlook().search(text, paragraph, start) is not None


def is_target(text: str, floor: int, clause: int, draft: FigureDraft, left: Left, planned: bool) -> bool:
    """Whether a figure is promised.

    The last cue of the sentence decides: 力争, 确保, 将 for a promise, 已, 累计 for what is done. Without one, in a plan, a bound
    (不低于), a level to come (提高到) or a verb still to be done does: right before the number (布局15项) or at the head of its
    clause. Where a change begins (由15天) is never a target.
    """
    start = draft.quantity.start
    if left.origin or _EXISTING.search(text, max(clause, start - 2), start):
        return False
    last = None
    for match in _cues().finditer(text, max(floor, start - _REACH), start):
        last = match
    if last is not None:
        return last.lastgroup == "target"
    if draft.period is not None and (draft.period.rule in _AHEAD or draft.period.first.startswith("明年")):
        return True
    if not planned or "了" in text[clause:start] or draft.basis is not None:
        return False
    period = draft.period
    if period is not None and period.rule in _OVER:
        return False
    if draft.comparator in ("ge", "le") or left.rise or left.change:
        return True
    if _adjacent().search(text, max(clause, start - 8), start):
        return True
    return _leading().match(text, clause) is not None
