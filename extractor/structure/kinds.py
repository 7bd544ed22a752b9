"""What a list says: what will be done, what has been done, what is wanting, or how things stand.

The announcing sentence speaks first, then the headlines, then the tense of the items' first sentences, then the heading of
the section. Each adds to the four scores; the list takes the kind with the highest, and all its items share it.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from extractor import lexicons
from extractor.models import ItemKind
from extractor.structure.outline import Span
from extractor.text.patterns import lazy

KINDS: tuple[ItemKind, ...] = ("plan", "achievement", "problem", "viewpoint")
ANNOUNCED, BEFORE, HEADLINE, MODAL, BODY, OUTER, SECTION, DEFAULT = 4.0, 1.5, 3.0, 5.0, 2.0, 2.0, 3.0, 0.3
CONTINUING = 1.0
CHARGED = 3.0
TRAIT = 0.4  # 有三个特点： may announce results as well as views
BODY_LIMIT = 240
_LONGEST_LABEL = 10
ITEM_LIMIT = 12  # so many items tell enough
_SENTENCE_ENDS = frozenset("。！？\n")
# 要处理好…, 必须坚持…: a headline that opens with a modal word is a plan.
_MODAL = lazy(r"会议(?:要求|强调|明确|决定|议定|同意)[，,]|(?:我们|各级|各地|各部门)?(?:要(?!素)|必须|应当?|需要?|将|务必|建议|必然要)")
# 继续实施…, 进一步完善…: what goes on is a plan, where nothing says that it was done
_CONTINUING = lazy("继续|进一步|着力|加快|大力|切实")
# The sentence announces a list: 以下, a colon, or a count near its end. “三个表率” in quotes is a name.
_ANNOUNCES = lazy(
    r"以下|如下|下面|下列|(?<![“0-9年月])(?:[两二三四五六七八九十几]|[2-9]|1[0-9])(?:个|大|项|点|条|件|方面)[^。，]{0,16}[。：:]?$|(?:以下|重点|好)工作[。：:]?$|[：:]$"
)
_BELOW = lazy("以下|如下|下列")
# What only says that the list gives what was named before it: …还存在不少缺点。主要是：, …是多重因素叠加的结果，主要有三个方面：
_POINTS_BACK = lazy(
    r"(?:(?:归纳|概括)起来[，,]?)?(?:其中)?(?:主要|具体|突出|集中|大致)(?:地|来[说讲看])?[，,]?(?:是|有|为|表现|体现|反映|包括)(?:[为在于是有])?"
    r"(?:以下|如下|下列|这)?(?:[几两二三四五六七八九十0-9]{1,2}(?:大|个)?(?:方面|点|条|个))?[。：:，,]?$"
)
_LONGEST_BACK = 24
_PRAISED = ("充分肯定", "值得肯定")  # …应当充分肯定。一是…
# 为什么转不出去？ asks for shortcomings, 为什么要改革？ for reasons
_WHY = lazy("(?:为什么|为何|何以)[^，。]{1,24}？$")
_WANTING = lazy("[\u4e00-\u9fff]不(?:出|起来|动|快|好|上|下去|开|了|通|够|到位|高|强|大|来)|[难没慢差弱堵]")
# Who is to do it and by when, on lines of their own below what is to be done.
_CHARGE = lazy(
    r"\n[（(【]?(?:(?:责任|牵头|配合|承办|落实|主办|整改)(?:责任)?(?:单位|部门|领导|人)|(?:完成|整改|办理|落实|办结)(?:时限|时间|期限))[】]?[：:]",
    cues=("单位", "部门", "领导", "人", "时限", "时间", "期限"),
)
# A question that is only to be spoken of is no shortcoming: 讲三个问题, 应当注意以下问题, 关于投资的问题, 在这个问题上.
_TOPIC = lazy(
    r"(?:讲|谈|说|说明|注意|研究|讨论|阐述|回答|把握|强调|论述|汇报|关心|关注|明确|回应)[^，。]{0,16}问题|关于[^，]{0,60}问题|若干问题|问题(?:上|作|来|进行|给予)"
)
_UNSOLVED = lazy(r"(?:未|没有|难以|不能|得不到|不够)[^，。]{0,6}(?:解决|化解|破解)|(?:解决|化解|破解)得?(?:不|还不)")
_DONE = lazy(r"[得成现做展进动]了|已")
# 任务已经明确，关键在落实: what is done comes before what it asks for
_DEMANDING = (
    "关键",
    "重在",
    "贵在",
    "要在",
    "成败在",
    "根本在",
    "必须",
    "务必",
    "就要",
    "更要",
    "还要",
    "仍要",
    "仍需",
    "需要",
    "当务之急",
)
_DEMANDS = lazy(f"，(?:{'|'.join(_DEMANDING)})(?![^，]*了)", cues=_DEMANDING)
# 交出了一份优异答卷; 前进路上还有不少难题, not 还有很大潜力
_HANDED_IN = lazy("交出了[^，]{0,24}(?:成绩单|答卷)”?$")
_STILL = lazy(
    "(?:还|仍|仍然|依然|尚)(?:存)?有(?:不少|许多|诸多|较大|很大|明显|一定)(?![^，]*(?:潜力|空间|机遇|优势|希望|条件|余地))[^，]{1,12}$"
)
# 破解难题，关键在疏通堵点: of shortcomings only what mends them is told
_REMEDY = lazy(
    "(?:破解|解决|化解|补齐|应对|缓解|打破)[^，。]{0,12}(?:难题|问题|短板|困境|瓶颈|堵点|挑战|矛盾)，(?:关键|重在|核心|根本|出路|需(?!求)|须|要(?!求|素)|必须|应(?!对|用|急))",
    cues=("破解", "解决", "化解", "补齐", "应对", "缓解", "打破"),
)
# 紧盯短板弱项，来年持续攻坚; 明年打算, not 新的一年开局良好
_NEXT = lazy(
    "(?:来年|明年|下一年|新的一年)(?P<doing>，|要|将|须|更要|还要|再接再厉|持续|继续|更加|进一步|我们|全[省市县区]|努力|全力|着力|奋力|怎么|如何|干什么|的?(?:主要|重点)?(?:工作|重点|任务|打算|目标|计划|安排|部署|思路|举措))?",
    cues=("来年", "明年", "下一年", "新的一年"),
)
PAST = "去年|上年|过去|[一两三五几]年来"
_OVER = lazy(PAST)
# 我们主要抓了三件事; 群众反映最多的有三条
_DID = lazy(
    "(?:[抓做办干打推]|做到|实现|完成)了[^，。]{0,6}[一两二三四五六七八九十几][件个方面项条招]"
    "|(?:[抓做办干]|坚持|采取|实施|推进|推动|完成|开展|取得)了(?:以下|如下|下列)"
)
_COMPLAINED = lazy(
    "反映(?:最多|最强烈|强烈|比较强烈|突出|较多|比较多|最集中|集中)的(?:是|有(?!关)|主要)[^，。]{0,8}[：。]?$", cues=("反映",)
)
_REALIZED = lazy(
    "(?:^|，)(?:深刻|充分|清醒|切实|全面|准确|正确)认识(?!到位|不[足够])[^，]{4,}(?<!问题)(?<!困难)(?<!不足)(?<!差距)(?<!短板)(?<!弱项)$"
)  # 充分认识造林的重要意义
_RISEN = lazy(
    "(?:^|，)(?!使|让|把|令|力争|为了|今后|未来|到|明年|确保)(?P<what>[^，]{2,14}?)(?<!有待)(?<!亟待)(?<!还需)(?<!有望)(?<!仍需)"
    "(?:稳步|持续|不断|明显|显著|进一步|全面|有效|大幅|逐步|日益|整体|实现|取得|更加|更为|初见)"
    "(?:提升|提高|增强|改善|巩固|夯实|优化|完善|向好|好转|显现|进步|壮大|增进|新突破|新成效|新进展|实效|成效|稳固|有力)$"
)
_CLAUSE_MARK = lazy("[，,、]")
# 不平凡的一年, 取得成就的五年: a heading that names years by what they were
_YEARS = lazy(r"(?:取得|实现|不平凡|不寻常|来之不易|难忘)[^，]{0,24}的[一二两三四五六七八九十几]{1,2}年$")
# 2023年，…: a lead-in that opens with a year tells of it, unless it also says what will be done.
_PAST_YEAR = lazy(r"(?:19|20)[0-9]{2}年(?!底前|末前)")


class Setting(NamedTuple):
    """Where a list stands: its lead-in, how far back its paragraph may be read, the item and the section that hold it."""

    lead: Span
    floor: int
    outer: ItemKind | None
    section: ItemKind | None
    heading: ItemKind | None = None  # of the section, where its heading is the lead-in


def kind_of(text: str, spans: tuple[Span, ...], headlines: tuple[Span, ...], setting: Setting) -> ItemKind:
    """The kind of a list from its setting, its headlines and its items' bodies."""
    scores: dict[ItemKind, float] = dict.fromkeys(KINDS, 0.0)
    scores["plan"] = DEFAULT
    sentence, before = text[slice(*setting.lead)], _sentence_before(text, setting.lead[0], setting.floor)
    if _BELOW.search(before) and not _ANNOUNCES.search(sentence):
        sentence, before = before, sentence  # 要落实下列十条方针。这些方针来之不易。
    elif before and _points_back(sentence):
        sentence, before = f"{before[:-1]}，{sentence}", ""
    announced = _lead_evidence(sentence) if setting.heading is None else {setting.heading: 1.0}  # 2031年工作安排
    _add(scores, announced, ANNOUNCED)
    _add(scores, _lead_evidence(before), BEFORE)
    chosen = range(min(len(spans), ITEM_LIMIT))
    bodies: list[str] = []
    for i in chosen:
        start, end = headlines[i]
        headline = text[start:end]
        if _MODAL.match(headline) or text[spans[i][0] : start].endswith("要"):
            scores["plan"] += MODAL / len(chosen)
        elif _CONTINUING.match(headline):
            scores["plan"] += CONTINUING / len(chosen)
        elif headline.endswith("的"):
            scores["viewpoint"] += HEADLINE / len(chosen)  # 一是由国家投资的，二是由企业自筹的: a list of sorts
        demand = _DEMANDS.search(headline) if "，" in headline else None
        told = ["plan", *_told(headline[demand.start() :])] if demand else _told(headline)
        _add(scores, _shares(Counter(told)), HEADLINE / len(chosen))
        bodies += _told(text[end : min(end + BODY_LIMIT, spans[i][1])])
    _add(scores, _shares(Counter(bodies)), BODY)
    if sum(_CHARGE.search(text, *spans[i]) is not None for i in chosen) * 2 > len(chosen):
        scores["plan"] += CHARGED
    if setting.outer is not None:
        scores[setting.outer] += OUTER
    elif setting.section is not None and not (announced.get("problem") and setting.section == "achievement"):
        # 工作中也有缺点: shortcomings are told among what was done
        scores[setting.section] += SECTION
    return max(KINDS, key=lambda kind: scores[kind])


def own_kind(heading: str) -> ItemKind | None:
    """The kind of a heading that says what its text does: 肯定成绩…, 正视差距…; None where the list decides.

    >>> own_kind("肯定成绩，坚定信心"), own_kind("正视问题，增强紧迫感"), own_kind("总结推广先进典型")
    ('achievement', 'problem', None)
    >>> own_kind("认清形势，增强紧迫感"), own_kind("极不平凡的一年")
    ('viewpoint', 'achievement')
    >>> own_kind("当前的困难不容忽视"), own_kind("着力解决不容忽视的问题")
    ('problem', None)
    >>> own_kind("提高站位，充分认识造林护林的重要意义"), own_kind("统一思想认识，抓好造林护林")
    ('viewpoint', None)
    >>> own_kind("紧盯短板，来年持续攻坚"), own_kind("新的一年开局良好"), own_kind("过去五年的工作和明年打算")
    ('plan', None, None)
    >>> own_kind("存在的困难不容忽视，必须下力气解决"), own_kind("安全生产不容忽视，必须常抓不懈")
    ('problem', None)
    """
    if _YEARS.search(heading) or ("交出了" in heading and _HANDED_IN.search(heading)):
        return "achievement"
    ahead = _NEXT.search(heading)
    if ahead is not None and not _OVER.search(heading) and (ahead["doing"] or _does(heading, ahead.end())):
        return "plan"
    if "认" in heading and _REALIZED.search(heading):
        return "viewpoint"
    if "有" in heading and _STILL.search(heading):
        return "problem"
    meanings = lexicons.words("announcement")
    verdict = lexicons.look_up("verdict").start_before(heading, len(heading))
    if verdict > 0:
        given = lexicons.words("verdict")[heading[verdict:]]
        return next(one for one in KINDS if one == given)
    opening = _CLAUSE_MARK.split(heading, maxsplit=1)[0]
    verdict = lexicons.look_up("verdict").start_before(opening, len(opening)) if len(opening) < len(heading) else -1
    if verdict > 0:
        # 困难不容忽视，必须正视: what is called so must be named, for 安全生产不容忽视，必须抓好 is a demand
        given = lexicons.words("verdict")[opening[verdict:]]
        if any(meanings[word] == given for word in words_in(opening[:verdict], "announcement")):
            return next(one for one in KINDS if one == given)
    end = lexicons.look_up("acknowledging").end_at(heading, 0)
    if not end:
        return None
    kind = lexicons.words("acknowledging")[heading[:end]]
    if heading[:end].endswith("形势"):
        return next(one for one in KINDS if one == kind)  # 认清形势: the word holds what it acknowledges
    clause = _CLAUSE_MARK.split(heading[end:], maxsplit=1)[0]
    named = {meanings[word] for word in words_in(clause, "announcement")}
    return next((one for one in KINDS if one == kind and one in named), None)


def tells_rise(heading: str) -> bool:
    """Whether the last clause of a heading tells that something has become better, and neither asks nor hopes for it.

    >>> tells_rise("坚持建管并重，供水能力稳步提升"), tells_rise("推动供水能力稳步提升"), tells_rise("供水能力有待进一步提高")
    (True, False, False)
    """
    risen = _RISEN.search(heading)
    return risen is not None and not _does(heading, risen.start("what"))


def _does(heading: str, at: int) -> bool:
    """Whether a verb of what is to be done stands there."""
    return lexicons.look_up("to_do.to_do", "heading_verb.verb").end_at(heading, at) > 0


def label_kind(headline: str) -> ItemKind | None:
    """The kind of an item that a label opens which says it, 存在的不足：投资偏慢; None else.

    >>> label_kind("存在的不足：投资偏慢"), label_kind("下步打算：开工15个"), label_kind("责任单位：市林业局")
    ('problem', 'plan', None)
    """
    label, colon, _ = headline[: _LONGEST_LABEL + 1].partition("：")
    at = lexicons.look_up("subject_heading").start_before(label, len(label)) if colon else -1
    kind = lexicons.words("subject_heading")[label[at:]] if at >= 0 else None
    return next((one for one in KINDS if one == kind), None)


def _add(scores: dict[ItemKind, float], evidence: dict[ItemKind, float], weight: float) -> None:
    for kind, amount in evidence.items():
        scores[kind] += weight * amount


def _lead_evidence(sentence: str) -> dict[ItemKind, float]:
    """What the sentence before a list says of it: words of time always, other words only where it announces."""
    sentence = sentence.replace(",", "，")
    announces = _ANNOUNCES.search(sentence) is not None
    named, _, back = sentence.rpartition("，")
    if named and _points_back(back):
        sentence = named
    clauses = [_meanings(clause) for clause in sentence.split("，")]
    found = Counter(meaning for clause in clauses for meaning in clause)
    last = clauses[-1]
    evidence: dict[ItemKind, float] = {}
    if sentence.rstrip("。：:").endswith(_PRAISED):
        return {"achievement": 1.0}
    if sentence[-1:] == "？" and (asked := _WHY.search(sentence)):
        return {"problem" if _WANTING.search(asked.group()) else "viewpoint": 1.0}
    if not found["future"] and "plan" not in last and _DID.search(sentence, sentence.rfind("，") + 1):
        return {"achievement": 1.0}
    if _COMPLAINED.search(sentence):
        return {"problem": 1.0}
    if _REMEDY.search(sentence):
        return {"plan": 1.0}
    if "problem" in last and last[-1] not in ("plan", "achievement"):
        return {"problem": 1.0}
    if announces and ("viewpoint" in last or "reason" in last):
        return {"viewpoint": 1.0}
    if announces and "trait" in last and "future" not in last:
        return {"viewpoint": TRAIT}
    # …要稳，各项工作取得了新进展。: what the last clause reports as done goes before what is said to be done on the way
    done = "achievement" in last and "plan" not in last and "future" not in last and _DONE.search(sentence, sentence.rfind("，") + 1)
    if found["future"] and not done:
        evidence["plan"] = 1.0
    elif found["past"] or done or _PAST_YEAR.match(sentence):
        evidence["achievement"] = 1.0
    elif announces:
        evidence = _shares(found)
    return evidence


def _points_back(clause: str) -> bool:
    return len(clause) <= _LONGEST_BACK and _POINTS_BACK.match(clause) is not None


def _meanings(clause: str) -> list[str]:
    """What the words of a clause mean, in order; a problem that is being solved, or only spoken of, is none."""
    meanings = lexicons.words("announcement")
    found = [meanings[word] for word in words_in(clause, "announcement")]
    if "problem" not in found or _UNSOLVED.search(clause) or not ("mending" in found or _TOPIC.search(clause)):
        return [meaning for meaning in found if meaning != "mending"]
    return [meaning for meaning in found if meaning not in ("mending", "problem")]


def _told(passage: str) -> list[str]:
    """What the words of time of a passage mean, in order."""
    meanings = lexicons.words("tense")
    return [meanings[word] for word in words_in(passage, "tense")]


def _shares(found: Counter[str]) -> dict[ItemKind, float]:
    total = sum(found[kind] for kind in KINDS)
    return {kind: found[kind] / total for kind in KINDS} if total else {}


def _sentence_before(text: str, end: int, floor: int) -> str:
    """The sentence before a lead-in, inside the same paragraph."""
    if end <= floor or text[end - 1] == "\n":
        return ""
    start = end - 1
    while start > floor and end - start < BODY_LIMIT and text[start - 1] not in _SENTENCE_ENDS:
        start -= 1
    return text[start:end]


def words_in(text: str, slot: str) -> list[str]:
    """The words of a slot in a text, the longest at each place, so that 主要 is not read as 要."""
    return [text[start:end] for start, end in lexicons.look_up(slot).spans(text, 0, len(text))]
