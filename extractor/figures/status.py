"""Whether a quantity is reached or promised, by the words of its sentence and the item that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import Literal, NamedTuple

from extractor import lexicons
from extractor.figures.behind import IN_WORDS
from extractor.figures.drafts import FigureDraft, Left
from extractor.periods import Mention
from extractor.text.patterns import lazy

_PARAGRAPH = 600
_CARRIED = ("力争", "争取", "确保", "务必", "力求", "务求", "目标是", "目标为", "计划", "要", "将")
_MARK = lazy("[，；：]")
_HOLDS = lazy("[0-9]|[一二三四五六七八九十百][个项家座万亿成]")  # 努力使覆盖率达到60%，绿化率达到45%
_YEAR = lazy("(?:19|20)[0-9]{2}年|[今去明前后]年|[上本]年")
_ATTRIBUTIVE = lazy("[^，。；]{1,6}的")  # 对已建成的5所进行改造
_WILLING = frozenset("要将应须")
_LONGEST_ROW_HEAD = 6  # characters of a row before its date
_LONGEST_OPENING = 16  # characters of a date and the promise behind it: 到2030年，全市力争
_UNSURE = ("近", "这")  # years that may be ahead: 这十年里
_BOUNDS = frozenset(("ge", "le"))
# Of changes to come only the pace is told; what is against last year is reported.
_RATES_TO_COME = frozenset((None, "年均", "平均每年", "每年平均", "年平均"))
_DASHED = lazy(" ?(?:—|[●○◆◇■□▲△★·•])")
_AHEAD = frozenset(("future", "within", "up_to"))
_AGAIN = lazy("再(?!就业|生|次|制造|婚|审|贷款|保|担保|融资)|还[要需]|仍需")
# 我们将更加突出创新 speaks of all that its paragraph tells; 我们将制度优势转化为 does not.
_WE_WILL = lazy(
    "(?:我们|[省市县区州国校院司团]|集团|公司)将(?=更加|进一步|继续(?!教育)|坚持|持续|重点|聚焦|围绕|着力|全力|大力|深入|加快|积极|扎实|切实|紧扣|紧盯|锚定|认真|全面|抓好|做好|从[一二三四五六七八九两])",
    cues=("将",),
)
# 重点抓好三项工作。
_TASKS = lazy("(?:抓好|做好|打好|写好|突出|实施|推进|聚焦|办好)[^，。；：]{0,8}(?:工作|任务|文章|方面|重点|件事|关键|行动|工程)。$")
_TASKS_REACH = 20
_OVER = frozenset(("past", "since", "as_of", "formerly", "ago"))
# 对236家企业: what is there already
_GOALS = lazy(r"(?:目标|指标|任务)(?:已经?(?:明确|确定)|是|为)?[：:]|(?:预期|奋斗|主要|总体|发展)目标(?:是|为)|预计(?!到)")
# 安排, 支出安排: decided money is there.
_ALLOTTED = lazy(r"(?:预算|支出|本级)安排", cues=("安排",))
_GROWN_ALLOTTED = lazy(r"(?:预算|支出|本级)安排[^，。；]{2,30}元，$", cues=("安排",))
_ALLOTTED_REACH = 40
_GROUP = lazy(r"及?以[上下内](?P<of>的)?[\u4e00-\u9fff]")
# 围绕增长7%的目标
_AIM = lazy("(?:以上|以下|左右)?[”’]?(?:的|这一)[^，。；：、]{0,4}目标|[^，。；：]{0,16}[^，。；：超完]”?的(?:奋斗|预期|总体|年度)?目标")
_AIMING = ("围绕", "锚定", "紧盯", "瞄准", "对标", "朝着")
# 三分之二要下到基层
_DEMANDED = lazy("(?:以上|以下|左右)?的?[^，。；、]{0,10}?(?<![重主需首必想只])(?:要|必须|务必|应当)(?![求素点件闻害])")
_AIMED = lazy("(?:围绕|锚定|紧盯|瞄准|对标|朝着)[^，。；]*$")
_AIMED_REACH = 40
_AIM_REACH = 38  # so far behind a number _AIM and _AIM_BEHIND end
_AIM_BEHIND = lazy("[^，。；]{0,30}的(?:奋斗|预期|总体|年度|这一)?目标")
_EXISTING = frozenset("对向给把")
# 将 of the future, not 将…转化为…; 要 as a demand, not 重要, 需要, 要求; 计划 as a verb.
_WILL = lazy(
    r"将(?=由[^，。；]{1,14}[到至为]|继续|按照|持续|充分|积极|深入|重点|有|达|会|全|进|加|新|建|投|完|实|开|推|力|努|争|再|突破|超|陆续|逐步|统筹|围绕|聚焦|坚|大力|派|举办|发放|出台|拿出|拨付|筹集|提供|严|切实|扎实|带|为|以|用|于|在|"
    r"使|把|让|推动|促进|助力|每年|年均|累计|分[期批步]|分阶段|择优|尽快|尽早|依托|通过|再次|同步|率先|长期|始终|着力|"
    r"不|比|增|减|降|提|压|启动|组织|安排|支持|培|引|打造|吸引|覆盖|惠及)"
    r"|(?<=[还也都均即仍又])将(?=[^军0-9，。])"
    r"|(?<=[，。；：、\n都须还们年上步来后一二三四五六七八九十])要(?![求素点件闻害塞领义旨职道事务么看认清承正])|(?<!年度)(?<!行动)(?:计划|规划|打算)(?!完成率|执行|开工项目)|预期(?=为|约|[0-9]|$)|努力达到(?=约?(?:[0-9一二三四五六七八九百]|$))",
    cues=("将", "要", "计划", "规划", "打算", "预期", "努力达到"),
)
# 争取中央补助资金3亿元 was obtained, where nothing is said of what is still to be done.
_OBTAINED = lazy(
    r"到?[^，。；：到在使用让达新再签0-9]{0,16}?(?:资金|补助|贷款|债券|额度|经费|拨款|项目|试点)(?:共|计|约|近|超|达)?[0-9一二三四五六七八九][0-9,]*\.?"
)
_GOT = lazy("到(?![0-9二“年明今本下])")  # 争取到预算内投资3亿元, not 争取到2025年
_TOLD = ("向上", "共", "累计", "共计", "已", "先后", "多方")
_SURE = frozenset("将要") | {"预期", "努力达到"}
_TO_COME = lazy("计划|规划|[将要]|力争|预计|目标|打算")
# What may stand between a verb and its number, and before the verb at the head of its clause.
_BETWEEN = ("约", "近", "不少于", "不低于", "至少", "各", "第")
# 依托网点建设驿站300个, 在江北等地新建中试基地8家
_BY = lazy(f"依托|利用|按照|通过|为每|在(?![{IN_WORDS}])")
_JOINT = frozenset("与合共联党")
_LEAD = lazy(
    r"(?:[一二三四五六七八九十]{1,3}[是要]|第[一二三四五六七八九十]+，|（[一二三四五六七八九十]+）|\d+[.．、]|[①-⑳])?(?:首先|其次|再次|最后|其[一二三四五])?[，、]?+"
    r"(?:并|再|还|先|定向|公开|同步|集中|重点|分类|逐步|有序|统一|择优|全年|全面|加快|继续|共同|深入|大力|积极|扎实|持续|统筹|支持|推动|率先|高标准|高质量|分期|分批|滚动|抓紧|每年|力争|确保|"
    r"[0-9一二三四五六]+年内|、|，)*"
)


class Cue(NamedTuple):
    """A word that promises or reports: where it ends, and how far it holds; one that strives holds ``backwards`` too, for what stands
    before it in the sentence: for all, or where it has a date of its own (力争全年新建8座) for what has none."""

    end: int
    promises: bool
    reach: int
    backwards: Literal["", "all", "undated"]


_END = attrgetter("end")


def find_outlooks(text: str) -> list[int]:
    """Where a view's text speaks of what is to come (下一步, 建议), in order: the ends of the words, and each line of a list with
    dashes that such a line opens (今后五年要实现以下目标：)."""
    found: list[int] = [match.end() for match in _WE_WILL.finditer(text)]
    read = 0  # so far lines were looked at
    for match in _outlook().finditer(text):
        found.append(match.end())
        if match.end() <= read:
            continue
        stop = text.find("\n", match.end())
        read = stop if stop >= 0 else len(text)
        if stop < 0 or not (text[stop - 1] == "：" or _TASKS.search(text, max(match.end(), stop - _TASKS_REACH), stop)):
            continue
        while stop >= 0 and _DASHED.match(text, stop + 1):
            found.append(stop + 2)
            stop = text.find("\n", stop + 1)
            read = stop if stop >= 0 else len(text)
    return found if len(found) < 2 else sorted(found)


def _obtained(text: str, floor: int, start: int, end: int) -> bool:
    """Whether 争取 at text[start:end] reports what was obtained: 向上争取资金3亿元, 争取到补助2亿元, nothing being still to come."""
    means = _OBTAINED.match(text, end)
    if means is None and _GOT.match(text, end) and not _TO_COME.search(text, floor, start):
        return True
    if means is None or _TO_COME.search(text, floor, start):
        return False
    # 156.8亿元: what is only hoped for is a round number
    return text.startswith("到", end) or "." in means.group() or text.endswith(_TOLD, floor, start)


@cache
def _outlook() -> re.Pattern[str]:
    # of words alone, re is the quicker: it looks for their first characters only
    return lazy(lambda: lexicons.alternation("outlook"), cues=lexicons.words("outlook"))


def is_outlook(text: str, outlooks: list[int], start: int) -> bool:
    """Whether the paragraph speaks of what is to come before the number at ``start``."""
    before = bisect_left(outlooks, start)
    return before > 0 and outlooks[before - 1] > max(text.rfind("\n", max(0, start - _PARAGRAPH), start), start - _PARAGRAPH)


def find_cues(text: str, floor: int, ceiling: int, mentions: Sequence[Mention], planned: bool) -> list[Cue]:
    """The words of text[floor:ceiling] that promise or report, in order.

    In a plan (``planned``) 争取专项资金 promises too, which reports elsewhere. What opens a list (目标是, 已建成的有：) holds for all
    its rows: such a cue is repeated behind each semicolon. ``mentions`` are the dates of the sentence.
    """
    groups = lexicons.words("target_cue")
    not_after = lexicons.attributes("target_cue", "not_after")
    not_before = lexicons.attributes("target_cue", "not_before")
    due = lexicons.attributes("target_cue", "before_verb")
    to_do = lexicons.look_up("to_do")
    cues = [
        _cue(text, start, end, ceiling, groups[text[start:end]], mentions)
        for start, end in lexicons.look_up("target_cue").spans(text, floor, ceiling)
        if (start == 0 or text[start - 1] not in not_after.get(text[start:end], ""))
        and text[end] not in not_before.get(text[start:end], "")
        and (text[start:end] not in due or to_do.end_at(text, end + text.startswith("前", end)))
        and not (not planned and text.startswith("争取", start) and _obtained(text, floor, start, end))
    ]
    for match in _WILL.finditer(text, floor, ceiling):
        if (
            match.group() in _SURE
            or to_do.end_at(text, match.end() + text.startswith(("再", "新"), match.end()))
            or to_do.end_at(text, match.end())
        ):
            cues.append(Cue(match.end(), True, ceiling, ""))
    aims = text.find("标", floor, ceiling) >= 0 or text.find("任务", floor, ceiling) >= 0
    goal = _GOALS.search(text, floor, ceiling) if aims else None
    if goal is not None:
        cues.append(Cue(goal.end(), True, ceiling, ""))
    cues.sort()
    if text.find("；", floor, ceiling) >= 0:
        cues += _carried(text, floor, ceiling, mentions, cues)
        cues.sort()
        colon = goal.end() if goal is not None else text.find("：", floor, ceiling)
        last = _up_to(cues, colon)
        if colon >= 0 and last and (goal is not None or not cues[last - 1].promises):
            cues += [Cue(at + 1, cues[last - 1].promises, ceiling, "") for at in range(colon, ceiling) if text[at] == "；"]
            cues.sort()
    return cues


def _up_to(cues: list[Cue], at: int) -> int:
    """How many of the cues end at ``at`` or before."""
    return bisect_right(cues, at, key=_END)


def _cue(text: str, start: int, end: int, ceiling: int, group: str, mentions: Sequence[Mention]) -> Cue:
    """The cue text[start:end] of a group of the lexicon."""
    if group == "hope":
        mark = _MARK.search(text, end, ceiling)
        reach = mark.start() if mark and not _HOLDS.search(text, end, mark.start()) and text[start - 1 : start] not in _WILLING else ceiling
        return Cue(end, True, reach, "")
    if text[start:end] not in lexicons.attributes("target_cue", "backwards"):
        return Cue(end, group == "target", ceiling, "")
    dated = any(end <= mention.start < end + _LONGEST_ROW_HEAD for mention in mentions)
    return Cue(end, True, ceiling, "undated" if dated else "all")


def _carried(text: str, floor: int, ceiling: int, mentions: Sequence[Mention], cues: list[Cue]) -> list[Cue]:
    """The promise that opens a sentence again behind each of its semicolons, 2026年，力争新增5家；改造3座, up to the first row that has
    a date of its own or reports."""
    row = text.find("；", floor, ceiling)
    if not cues or not cues[0].promises or cues[0].end > min(row, floor + _LONGEST_OPENING):
        return []
    if text.count("，", floor, cues[0].end) > 1 or not text.endswith(_CARRIED, floor, cues[0].end):
        return []
    opening = next(
        (_YEAR.match(mention.first or text[mention.start : mention.end]) for mention in mentions if mention.start < cues[0].end), None
    )
    dates = {mention.start for mention in mentions if _parts(mention, opening[0] if opening else None)}
    reported = next((cue.end for cue in cues if not cue.promises and not _ATTRIBUTIVE.match(text, cue.end)), ceiling + 1)
    carried: list[Cue] = []
    while 0 <= row < reported:
        end = text.find("；", row + 1, ceiling)
        end = end if end >= 0 else ceiling
        inside = islice(cues, _up_to(cues, row), _up_to(cues, end))
        promised = any(cue.promises for cue in inside)
        if not promised and (row < reported <= end or not dates.isdisjoint(range(row + 1, row + _LONGEST_ROW_HEAD))):
            break
        carried.append(Cue(row + 1, True, ceiling, ""))
        row = text.find("；", row + 1, ceiling)
    return carried


def _parts(mention: Mention, year: str | None) -> bool:
    """Whether a date at the head of a row ends what the row of a ``year`` before promises: it is over, or of another year."""
    own = _YEAR.match(mention.first)
    return mention.rule in _OVER or mention.rule == "now" or (own is not None and own[0] != year)


def is_target(text: str, floor: int, cues: list[Cue], clause: int, draft: FigureDraft, left: Left, planned: bool) -> bool:
    """Whether a figure is promised.

    The last cue of the sentence decides: 力争, 确保, 将 for a promise, 已, 累计 for what is done. Without one, in a plan, a bound
    (不低于), a level to come (提高到) or a verb still to be done does: right before the number (布局15项) or at the head of its
    clause. Where a change begins (由15天) is never a target.
    """
    kind = draft.quantity.kind
    start, end = draft.quantity.start, draft.quantity.end
    if text.find("目标", end, end + _AIM_REACH) >= 0 and _is_aim(text, floor, clause, start, end):
        return True
    if draft.selects or left.origin or (start > clause and text[start - 1] in _EXISTING):
        return False
    if draft.comparator in _BOUNDS and bounds_group(text, draft, planned):
        return False
    if kind == "money":
        if _ALLOTTED.search(text, max(clause, start - 12), start):
            return False
        if text.startswith("的", end) and text.endswith("总投资", clause, left.head):
            return False  # 推动总投资85亿元的基地开工
    if left.change and clause > floor and _GROWN_ALLOTTED.search(text, max(floor, clause - _ALLOTTED_REACH), clause):
        return False  # 预算安排科技支出2亿元，增长20%
    if text.startswith(("对", "针对"), clause) and not (planned and draft.comparator in _BOUNDS and _gives(text, clause, start)):
        return False  # 对236家企业: what is there already
    last = _up_to(cues, start)
    while last and cues[last - 1].reach < start:
        last -= 1
    if last and cues[last - 1].end > text.rfind("；", floor, start):
        cue = cues[last - 1]
        if text[cue.end - 1] == "；":  # not said, but carried over
            return cue.promises and not (text.endswith("完成", clause, start) or "了" in text[clause:start] or _is_over(draft))
        # 五年来，我们确保了供应，新建3座: what is over was reached, unless its own clause promises
        return cue.promises and not (cue.end <= clause and _is_over(draft, sure=True))
    backwards = cues[last].backwards if last < len(cues) else ""
    if backwards and not _is_over(draft) and (backwards == "all" or draft.period is None):
        told = "了" in text[clause:start] or "；" in text[start : cues[last].end]
        if not told and _to_be_done(text, clause, start):
            return True  # 今年完成改造43条，关停2座，力争能耗再降4%
    period = draft.period
    if period is not None and (period.rule in _AHEAD or period.first.startswith("明年") or text.endswith("展望", floor, period.start)):
        return True
    if period is not None and period.rule == "before" and _AGAIN.match(text, clause):
        return True  # 12月31日前，再改造36部
    if kind in ("percent", "ratio") and _DEMANDED.match(text, end):
        return True
    if not planned or "了" in text[clause:start] or _is_told(draft):
        return False
    if _is_over(draft):
        return False
    named = draft.period is not None and draft.period.rule == "point" and text[draft.period.end : start] == "的"
    if named and not _TO_COME.search(text, floor, start):
        return False  # 提高到2024年的81%: the level of a year that is named, and nothing says that it is still to come
    if draft.comparator in _BOUNDS or left.rise or left.change or "新增" in text[clause:start] or "新开" in text[clause:start]:
        return True
    if kind == "percent" and text[left.head - 1 : left.head] == "率":
        return True
    return _to_be_done(text, clause, start)


def _is_aim(text: str, floor: int, clause: int, start: int, end: int) -> bool:
    """Whether text[start:end] is what something is aimed at: 围绕增长7%的目标, 锚定产值增长9%以上、投资增长15%的目标."""
    if text.startswith(_AIMING, clause) and _AIM.match(text, end):
        return True
    return _AIM_BEHIND.match(text, end) is not None and _AIMED.search(text, max(floor, start - _AIMED_REACH), start) is not None


def _is_over(draft: FigureDraft, sure: bool = False) -> bool:
    """Whether a figure is dated by what is over; where it is to be ``sure``, not by 这十年 or 近几年, which may be ahead in part."""
    period = draft.period
    if period is None or (sure and period.first.startswith(_UNSURE)):
        return False
    return period.rule in _OVER or period.first.startswith(("去年", "上年", "前年"))


def _gives(text: str, clause: int, start: int) -> bool:
    """Whether a verb still to be done stands behind those for whom it is: 对村医开展不少于12天的培训, not 对尚未开工的47个."""
    verbs = lexicons.look_up("to_do").spans(text, clause + 1, start)
    return bool(verbs) and text.find("的", verbs[-1][1], start) < 0


def _is_told(draft: FigureDraft) -> bool:
    """Whether a figure is reported by what it is against: 比上年增长5%, 为上年的2倍; not 年均增长5%, 不低于低保标准的1.5倍."""
    return draft.basis not in _RATES_TO_COME and not (draft.change is None and draft.comparator in _BOUNDS)


def bounds_group(text: str, draft: FigureDraft, planned: bool) -> bool:
    """Whether a bound only says which ones are meant: 10亿元以上产业项目, 三分之一以上的企业 (but in a plan 90%以上的事项实现…)."""
    group = _GROUP.match(text, draft.quantity.end)
    if group is None:
        return False
    of_them = group["of"] is not None and draft.quantity.kind in ("percent", "ratio") and not planned
    return draft.quantity.kind in ("money", "measure") or of_them


def _to_be_done(text: str, clause: int, start: int) -> bool:
    """Whether a verb still to be done stands right before the number or at the head of its clause."""
    to_do = lexicons.look_up("to_do")
    at = next((start - len(word) for word in _BETWEEN if text.endswith(word, clause, start)), start)
    verb = to_do.start_before(text, at, clause)
    if verb >= 0 and (verb == clause or text[verb - 1] not in _JOINT):
        return True
    lead = _LEAD.match(text, clause)
    opening = lead.end() if lead else clause
    if _BY.match(text, opening) and (spans := to_do.spans(text, opening, start)):
        first, end = spans[-1]
        return text[first - 1] not in _JOINT and not text.startswith(("了", "的"), end)
    end = to_do.end_at(text, opening)
    return bool(end) and end <= start and not text.startswith("了", end)
