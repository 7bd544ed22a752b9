"""What a figure measures: the noun phrase before it, in the text's own words."""

from __future__ import annotations

import re
from functools import cache

from extractor import lexicons
from extractor.figures.behind import counted_to, untailed
from extractor.figures.compounds import is_compound
from extractor.figures.extents import MAKES_NOUN, NUMERIC
from extractor.figures.leads import ADDED, other_words, unled, without_clause
from extractor.text.patterns import lazy

_LONGEST_TOPIC = 18
_OVER_ROUND = lazy("([^，。；：]{2,14}?)(?:首次|成功|历史性|一举)?(?:突破|跨上|跃上|迈上|站上|跨越|超过?)[百千万亿两]{1,3}[元吨人]")
# What a change comes from, or depends on, is not what changes.
_GROUNDS = (
    "经过", "通过", "由于", "随着", "根据", "按照", "对于", "如果", "只要", "即使", "虽然", "尽管", "因为",
)  # fmt: skip
_SHORTEST_GROWN = 3  # 总额首次突破万亿元 goes on with what was named before
# The marker of an item belongs to no noun.
MARKER_HEADS = frozenset("一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩")
_BEFORE_MARKER = frozenset(("", "\n", "。", "；", "：", ";", ":", "，", "？", "！"))
_MARKER = lazy("[一二三四五六七八九十]{1,3}(?:、|[是要](?=[^，。；]{2}))|[①-⑳]")
_NO_TOPIC = ("下", "中", "后", "前", "时", "来", "间", "看", "上", "说", "出", "强", "好", "升", "稳")
_LAST_MARK = lazy(r"[\s\S]*[，。；：！？\n（(]")
_CLOSING = {"（": "）", "(": ")"}
# 用地、融资等政策: what the list is of stands behind 等.
_AND_SO_ON = lazy(r".*(?<![甲乙丙特高中初平同均优])等(?![级次同于候]|(?:各?方面|领域|各项)的)(?=..)")
# 按不超过项目总投资20%: what is bounded stands behind the bound.
_BOUND_INSIDE = lazy(r"不(?:超过|低于|少于|高于)(?=[^，。；]{2,})")
_REGISTERED = frozenset(("新登记", "新注册"))
_ENCLOSING = (("“", "”"), ("（", "）"), ("《", "》"))
# 待改造泵房, 未开工项目: what is not done is an attribute.
_YET = frozenset("待未")
# 集体经济组织成员, 新登记企业: no verb of its own
_WHOLE_WORDS = frozenset(("经济组织", "社会组织", "党组织", "基层组织", "国际组织", "合作组织")) | _REGISTERED
_JOINTS = frozenset("、和并")
_REACHING = ("惠及", "涉及", "带动", "吸纳")  # 服务惠及5亿人
# 增加值, 增加到, 减少的: no verb with an object.
_NO_OBJECT = frozenset("值额率速量幅到至为的将")
_HANDLING = frozenset("向为对把将与由给")
_SHORTEST_ATTRIBUTE = 2
_SHORTEST_NOUN = 2
# Goods of one character that statistics count.
_MATERIALS = frozenset("钢糖煤粮油棉茶盐布纸铁铜铝丝麻烟酒肉鱼奶菜果")
_RATE = lazy(r"(?:平均)?每[0-9一二两三四五六七八九十百千万亿]*")
_EACH_ONE = lazy("每一?[个所家座支条间名位]")  # 每个网格覆盖居民, but 每百户拥有停车位
_EACH = lazy(r"(?:平均)?每一?[个所家座户支条处间]")
# 规模以上工业企业实现利润6亿元: of which bodies a statistic is belongs to it, though a verb parts them.
_SCOPE_HEADS = frozenset("全规限")
_SCOPE = lazy("(?:全[省市县区州盟旗])?(?P<who>(?:规模以上|规上|限额以上|限上)[^，]{1,10}?)(?:累计)?(?:实现|完成)$")
_OF_BODIES = lazy("(?:规模以上|规上|限额以上|限上)[^，]{0,8}?(?:企业|单位)")
_OWN_STATISTICS = ("收入", "利润", "利润总额", "利税", "产值", "增加值", "总产值", "成本", "资产", "负债")
# 比上年多安排: how much more, not of what.
_MORE_HEADS = frozenset("多少")
MORE_DONE = "(?:安排|投入|完成|拨付|发放|支出|下达|筹集|争取|接待|办理|受理|[建产用销收增办开招签发])"
_MORE = lazy("[多少]" + MORE_DONE + "了?")
# What is said of a subject before the number that it reaches.
_GROWN = lazy(
    r"([^，]{2,12}?)[屡却也则都更]?(?:由[升降正负增减盈亏]转[升降正负增减盈亏]|从无到有|从小到大|由弱变强|由小变大|再创|又创|创下?(?:历史)?新高|持续|不断|稳步|明显|大幅|显著|继续|进一步|首次|实现(?:零的|新的?|历史性)?突破|快速|较快|平稳|稳中|再上|逐[年步])"
)
# What only says when or on what: 由过去的30%, 在此基础上.
_NO_NOUNS = frozenset((
    "基础上", "之初", "过去", "以往", "以前", "从前", "当时", "当初", "起初", "最初", "开始", "将近", "实际", "预计",
    "最高", "最低", "最多", "最少", "最大", "最小", "最快", "最慢", "最长", "最短", "正增长", "负增长", "到位", "完毕", "历时", "长达",
    "多出", "少出", "高出", "低出",
))  # fmt: skip
# What only says how it was reckoned: 扣除价格因素, 按可比价格计算.
_PROVISOS = ("考虑", "扣除", "剔除", "按可比", "按不变", "由于", "远远", "大大")


def phrase_start(text: str, floor: int, end: int) -> int:
    """Where the clause that ends at ``end`` begins: behind the last mark, not before ``floor``."""
    before = end
    while (last := _LAST_MARK.match(text, floor, before)) is not None:
        at = last.end()
        close = _CLOSING.get(text[at - 1])
        if close is None or text.find(close, at, end) < 0:
            return at
        before = at - 1  # a bracket that closes again stands inside the phrase
    return floor


def behind_marker(text: str, start: int) -> int:
    """Where the words begin behind the marker of an item, 二、安全投入, 一是建桥; ``start`` where none stands."""
    if text[start - 1 : start] not in _BEFORE_MARKER:
        return start
    marker = _MARKER.match(text, start)
    return marker.end() if marker else start


def over_round(phrase: str) -> str | None:
    """What a phrase says to have passed a round number that is none: 财政收入突破百亿元大关."""
    over = _OVER_ROUND.match(phrase) if "元" in phrase or "吨" in phrase or "人" in phrase else None
    return untailed(unled(over.group(1))) or None if over else None


def grown_topic(text: str, floor: int, clause: int) -> str | None:
    """What the clause before ``clause`` says to have grown, where it begins behind ``floor``: 里程实现零的突破，达到61公里."""
    if clause - 1 <= floor or text[clause - 1] != "，":
        return None
    start = phrase_start(text, floor, clause - 1)
    grown = _GROWN.match(text, start, clause - 1) if start > floor else None
    topic = untailed(unled(grown.group(1))) if grown else ""
    return topic if len(topic) >= _SHORTEST_GROWN and "要" not in topic else None


def topic_before(text: str, floor: int, clause: int) -> str | None:
    """A short noun phrase that stands as a clause of its own before ``clause`` (居民收入，2020年为90元; 钢：达到26万吨)."""
    if clause - 1 <= floor or text[clause - 1] not in "，：":
        return None
    start, end = phrase_start(text, floor, clause - 1), clause - 1
    if text.endswith("基础上", start, end):
        end = max(start, text.rfind("在", start, end))  # 粮食产量在上年增长的基础上，又增产9万吨
    phrase = text[start:end]
    if (passed := over_round(phrase)) is not None:
        return passed
    if not 2 <= len(phrase) <= _LONGEST_TOPIC or not NUMERIC.isdisjoint(phrase):
        return phrase if text[clause - 1] == "：" and phrase == text[floor : clause - 1] and len(phrase) == 1 else None
    grown = _GROWN.match(phrase)
    if grown is not None:
        phrase = grown.group(1)  # 毕业生规模再创新高，达到9万人
    verbs = lexicons.look_up("to_do.to_do", "target_cue") if grown else lexicons.look_up("np_verb", "to_do.to_do", "target_cue")
    if phrase.startswith(_GROUNDS):
        return None
    spoken = phrase.replace("人均", "")
    if verbs.spans(spoken, 0, len(spoken)) or phrase.endswith(_NO_TOPIC):
        return None
    return untailed(unled(phrase)) or None


def noun_before(text: str, start: int, end: int, cut_verbs: bool, verbs_too: bool = False) -> str | None:
    """The noun phrase that ends at ``end``, its leading verbs dropped (with ``cut_verbs``); None where nothing is left.

    With ``verbs_too`` a word that is a verb elsewhere may name what is measured (投入).
    """
    phrase = text[start:end]
    if "不" in phrase and (bound := _BOUND_INSIDE.search(text, start, end)):
        phrase = text[bound.end() : end]
    if "已" in phrase:
        phrase = _undone(phrase)
    if "每" in phrase:
        phrase = _without_rate(phrase)
        phrase = phrase if phrase.startswith("平均") else unled(phrase)  # 全省每万人拥有企业
    phrase = without_clause(phrase)
    relieved = phrase.find("减免")
    if 0 < relieved < len(phrase) - 2:
        phrase = phrase[relieved:]  # 企业减免税费: for whom it is
    cut = _head_end(phrase) if cut_verbs and (not phrase.startswith("每") or _EACH_ONE.match(phrase)) else 0
    joint = cut > 0 and phrase[cut : cut + 1] in _JOINTS  # 审结、执结 are verbs, no noun
    if cut_verbs:
        phrase = _without_head(phrase, cut)
    phrase = untailed(unled(phrase.strip()))
    if "”" in phrase or "）" in phrase or "》" in phrase:
        phrase = unled(_unclosed(phrase))
    if phrase in _MATERIALS:
        return phrase
    if phrase[:1] in _MORE_HEADS and (more := _MORE.match(phrase)):
        phrase = phrase[more.end() :]
    if phrase.startswith(_PROVISOS) or phrase in _NO_NOUNS or (phrase[:1] == "以" and phrase[1:] in lexicons.words("to_do")):
        return None
    if (
        len(phrase) < 2
        or (len(phrase) == 2 and phrase[0] in "一各")
        or phrase in lexicons.words("scope")
        or (phrase in lexicons.words("np_verb") and (joint or not cut) and not verbs_too)
    ):
        return None
    return phrase[-40:]


def _unclosed(phrase: str) -> str:
    """A phrase from behind a mark on that closes what it does not open, or that it opens with: ）学校, （区）负责人."""
    for opening, closing in _ENCLOSING:
        if closing in phrase and phrase.count(closing) > phrase.count(opening):
            phrase = phrase[phrase.index(closing) + 1 :]
    return phrase[phrase.index("）") + 1 :] if phrase[:1] == "（" and "）" in phrase else phrase


def _head_end(phrase: str) -> int:
    """Where the verbs and the list end that lead a phrase to its noun (开展春耕培训, 用地、融资等政策, 各类学校); 0 where none do."""
    verbs = lexicons.look_up("np_verb.both", "np_verb.left").spans(phrase, 0, len(phrase))
    if "有" in phrase:
        verbs += [match.span() for match in _have().finditer(phrase)]
    last = 0
    for first, end in verbs:
        stop = end + phrase.startswith("了", end)
        if phrase[first - 1 : first] in _YET or (first - last >= _SHORTEST_ATTRIBUTE and _is_attribute(phrase, last, first, end)):
            continue
        if phrase[max(first - 1, 0) : end] in _WHOLE_WORDS or phrase[max(first - 2, 0) : end] in _WHOLE_WORDS:
            continue
        noun = len(phrase) - stop >= 2 and not MAKES_NOUN.match(phrase, stop) and not is_compound(phrase, first, end)
        if noun and stop > last and not _inside_quotes(phrase, first):
            last = stop
    if lexicons.look_up("served").start_before(phrase, len(phrase)) > 0:
        # 紧急转移受灾群众: no noun, as 服务人员 is
        last = max(last, *(end for _, end in lexicons.look_up("to_do.noun_too").spans(phrase, 0, len(phrase) - 2)), 0)
    listed = _AND_SO_ON.search(phrase) if "等" in phrase else None
    if listed is not None and listed.end() > last:
        last = listed.end()
    shared = phrase.rfind("各") + 1
    if shared > last and len(phrase) - shared >= 2 and phrase[shared] not in "级类种地界项":
        last = shared + (len(phrase) - shared >= 3)
    return last


@cache
def _have() -> re.Pattern[str]:
    """有 as a verb of its own."""
    return re.compile(f"(?<![拥具所国公私现没享含占持还只仅])有{other_words('有')}")


def _is_attribute(phrase: str, last: int, first: int, end: int) -> bool:
    """Whether a verb of a phrase is an attribute of the head noun that ends it: 污水处理设施, 老旧小区改造项目."""
    if phrase[first:end] not in lexicons.words("attribute_verb"):
        return False
    before = phrase[last:first]
    if before in lexicons.words("scope") or not _HANDLING.isdisjoint(before):
        return False
    return lexicons.look_up("head_noun").end_at(phrase, end) == len(phrase)


def _without_head(phrase: str, cut: int) -> str:
    """A phrase from ``cut`` on, without a verb of a plan that is left at its head, but with the bodies that a statistic is of."""
    scope = _SCOPE.match(phrase, 0, cut) if cut and phrase[0] in _SCOPE_HEADS else None
    if scope is not None:
        return scope.group("who") + phrase[cut:]
    phrase = unled(phrase[cut:])  # 累计储备应急帐篷
    if phrase.startswith(ADDED):
        return phrase
    while opening := lexicons.look_up("to_do.to_do").end_at(phrase, 0):  # 开工建设
        if len(phrase) - opening < _SHORTEST_NOUN or MAKES_NOUN.match(phrase, opening) or is_compound(phrase, 0, opening):
            break
        phrase = phrase[opening:]
    return phrase


def _undone(phrase: str) -> str:
    """A phrase without the 已 and the verb that it ends in: 问题已整改."""
    at = phrase.rfind("已")
    end = at + 1 + phrase.startswith("经", at + 1)
    while verb := lexicons.look_up("np_verb").end_at(phrase, end):
        end = verb
    return phrase[:at] if at >= 0 and end == len(phrase) else phrase


def _without_rate(phrase: str) -> str:
    """A phrase without the denominator that it ends in: 收购价平均每50公斤; not 每台容量."""
    each = _EACH.search(phrase)
    if each is not None and counted_to(phrase, each.end()):
        return phrase[: each.start()]  # 每个大队
    for rate in _RATE.finditer(phrase):
        end = lexicons.look_up("unit").end_at(phrase, rate.end())
        if end == len(phrase):
            return phrase[: rate.start()]
        if end and rate.start() == 0 and any(character.isdigit() for character in rate.group()):
            return phrase[end:]  # 每1亿元投资
    return phrase


def of_bodies(found: str, before: str) -> str:
    """A statistic in a list with the bodies that the list is of: 利润 behind 规模以上工业企业营业收入."""
    bodies = _OF_BODIES.match(before) if found.endswith(_OWN_STATISTICS) else None
    return bodies.group() + found if bodies and not _OF_BODIES.match(found) else found


def only_more(phrase: str) -> bool:
    """Whether a phrase says no more than that more or less was done: 少支出."""
    return _MORE.fullmatch(phrase) is not None


@cache
def changing() -> lexicons.Words:
    """The verbs of change that take an object: 增加岗位500个."""
    return lexicons.Words(lexicons.attributes("change", "object"))


# Before a verb of change that changes nothing here: 这降低, 每增加1名学生补助300元
_NO_CHANGE = frozenset("这每")


def change_of_noun(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The verb of change in text[start:end], by its place, that takes the noun behind it as its object: 降低运营成本."""
    for verb, stop in reversed(changing().spans(text, start, end)):
        if stop < end and text[stop] not in _NO_OBJECT and text[verb - 1 : verb] not in _NO_CHANGE:
            return verb, stop
    return None


def is_act(phrase: str) -> bool:
    """Whether a phrase before a number of people only says what was done with them (转移5.3万人)."""
    return phrase.endswith((*lexicons.group("np_verb", "person"), *_REACHING))


def ends_in_verb(text: str, start: int, end: int, any_verb: bool = False) -> bool:
    """Whether the words directly before ``end`` are a verb that takes an object (with ``any_verb`` any), so that what is
    counted stands behind the number."""
    verbs = lexicons.look_up("np_verb") if any_verb else lexicons.look_up("np_verb.both", "np_verb.left", "np_verb.person")
    return verbs.start_before(text, end, start) >= 0


def _inside_quotes(phrase: str, at: int) -> bool:
    return phrase.rfind("“", 0, at) > phrase.rfind("”", 0, at) and phrase.find("”", at) >= 0
