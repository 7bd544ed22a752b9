"""Where the noun phrase that begins behind a number ends: at a mark, a verb, a preposition, or what is said of the things counted."""

from __future__ import annotations

from functools import cache

from extractor import lexicons
from extractor.text.patterns import lazy

LONGEST = 24  # characters of a phrase
SHORTEST_NOUN = 2
STOP = frozenset("，。；：、！？…\n）】」』”’ ")
# Nouns of one character that are counted: 5个县作典型发言.
ONE_PLACE = frozenset("人户村县市区镇乡")
# Single characters that end a noun phrase to the right, unless it begins with them.
_CUT = frozenset("在与被将均都已把让占是按")
_HANDED_ON = ("转让", "出让", "受让")
# What stands behind 中 that parts a group: 5个部门中“满意”3个.
_AMONG = frozenset("“有，仅只共约列居排位名")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’"}
NUMERIC = frozenset("0123456789一二三四五六七八九十百千万两几数")
# Marks and words of one character that end a phrase, or go on with it, by what is beside them.
_MARKS = STOP | _CUT | frozenset(_PAIRS) | frozenset("0123456789和及各中由之")
_NOT_AND = frozenset("美谐平睦解硕时")  # 和美乡村, 及时率
_MEASURES = frozenset("个项家名位所座条")
_OF_CLAUSE = lazy(r"[^，。；：、的]{1,8}的")
# Behind a verb without an object: 36家企业退休人员 is a noun.
_SAID_ENDS = STOP | frozenset(("", "了", "到", "在", "于", "后", "并", "和", "、"))
# Where a phrase ends whose head noun makes its verb an attribute: 成果转化中心。
_ENDS = frozenset("，。；：、！？\n未已均")
_LONGEST_HEADED = 16
# What parts of a list are no noun of their own: 国控、省控断面.
_ATTRIBUTE = lazy("[国省市县州]控$|[家省市县区部]级$|[国省市县][管属直]$")
# A verb that these follow is the first part of a noun: 处理厂, 交易所, 培训费; not 建成厂房, 组建院士站.
MAKES_NOUN = lazy(
    r"价(?!值)|[型类性]|值(?![守班勤日得])|额(?!外)|率(?![先领])|量(?![化身力])|者|厂(?!房)|站(?!点)|所(?![需有在])|院(?![校士所])|馆(?!藏)|组(?![织建成合])|费(?!用)|员(?!工)|生(?![产活效成])|区(?![域间块级位])"
)
# Words of one character that end a noun phrase: a verb that a number follows, one with 了 or 过, 到, 由, 要, 因 and 任 where they are words
# of their own.
_ARRIVALS = frozenset("到至")
_SHORT_HEADS = "达为至到占有是约超近增减降升共"
_DONE_HEADS = "通改建修办装用吃喝"
_SHORT_VERB = lazy(
    rf"[{_SHORT_HEADS}](?=[0-9一二三四五六七八九])|(?<![达得收])到(?![位期账达])|(?<![自理缘事因])由(?![头来])|(?<![原成起病])因(?![素此子特果公])|(?<=[\u4e00-\u9fff])[{_DONE_HEADS}][了过]|(?<![主重需必首纪摘概提险纲简扼不])要(?![素求点件闻害塞道领案事务地员价目]|不要)|任(?![务期职命何免用])|就(?=[能可要会是有])|并?未(?![成来婚央])|年(?=[内底末初](?![级中]))|[\u4e00-\u9fff][到至](?=[0-9])"
)


@cache
def verbs_right() -> lexicons.Words:
    """The verbs at which a noun phrase may end."""
    chosen = lexicons.group("np_verb", "both") + lexicons.group("np_verb", "right")
    return lexicons.Words(chosen + tuple(word for slot in ("level", "change") for word in lexicons.words(slot) if len(word) > 1))


@cache
def _telling() -> frozenset[str]:
    """The characters at which a noun phrase may end."""
    words = verbs_right().first_characters() | lexicons.look_up("predicate").first_characters()
    return words | _MARKS | NUMERIC | frozenset(_SHORT_HEADS + _DONE_HEADS + "任要因就未年")


def _says(text: str, start: int, at: int, end: int) -> bool:
    """Whether what is said of a noun that is known as countable, text[start:at], is the predicate text[at:end]: 36家企业｜转型升级."""
    if text.startswith("的", end) or MAKES_NOUN.match(text, end):
        return False
    if text[at - 1] != "”" and lexicons.look_up("counted_noun", "label_noun.thing", "label_noun.set").start_before(text, at, start) < 0:
        return False
    return lexicons.words("predicate")[text[at:end]] == "any" or text[end : end + 1] in _SAID_ENDS


def nouns() -> lexicons.Words:
    """The nouns that are known as countable."""
    return lexicons.look_up("counted_noun", "label_noun.thing")


def phrase_end(text: str, start: int, limit: int) -> int:
    """Where the noun phrase that begins at ``start`` ends, not behind ``limit``; ``start`` where none begins."""
    end = _opening_noun(text, start, limit)
    verbs, predicates = verbs_right(), lexicons.look_up("predicate")
    telling = _telling()
    while end < limit:
        character = text[end]
        if character not in telling and text[end + 1 : end + 2] not in _ARRIVALS:
            end += 1
            continue
        if character in _MARKS:
            if (character in "（(" and end == start) or (character == "之" and end > start and text.startswith("之间", end)):
                break
            if end > start and (
                (character.isdigit() and not text[end - 1].isascii() and text[end - 1] != "第")
                or (character == "“" and text[end - 1] in ONE_PLACE)  # 17个县“三保”支出增长
            ):
                break
            if character in _PAIRS:
                close = text.find(_PAIRS[character], end + 1, end + 30)
                if close < 0 or (character in "（(" and close - end > 12):
                    break
                end = close + 1
                limit = max(limit, min(end + 12, len(text)))
                continue
            # 9支由教师组成的宣讲队; 国控、省控断面
            if (character == "由" and end == start) or (character == "、" and _ATTRIBUTE.search(text, max(start, end - 2), end)):
                end += 1
                continue
            if character in STOP or (character == "中" and text[end + 1 : end + 2] in _AMONG and end > start):
                break
            if character in "和及" and text[end + 1 : end + 2] not in _NOT_AND:
                if end == start or text[end + 1 : end + 2] in NUMERIC:
                    break
                end += 1
                continue
            if end > start and (
                (character in _CUT and text[end - 1 : end + 1] not in _HANDED_ON)
                or (character == "各" and text[end + 1 : end + 2] not in "级类种地界项")
            ):
                break
        if end == start or end - start >= 2 or text[start] in ONE_PLACE:
            if end > start and (said := predicates.end_at(text, end)) and _says(text, start, end, said):
                break
            verb = verbs.end_at(text, end)
            unfinished = end == start and character == "未"  # 未结案件 is a noun
            if not verb and end - start != 1 and not unfinished and (short := _SHORT_VERB.match(text, end)):
                verb = short.end()
            if verb and _headed_at(text, verb) and text[end:verb] in lexicons.group("attribute_verb", "inside"):
                end = verb
                continue
            if (
                verb
                and not text.startswith("的", verb)
                and not MAKES_NOUN.match(text, verb)
                and not (end == start and (text.startswith("”", verb) or nouns().end_at(text, verb)))
            ):
                break
        if end > start and character in NUMERIC and text[end - 1] != "第" and text[end + 1 : end + 2] in _MEASURES:
            break
        end += 1
    return end - (text.startswith("均", end) and text[end - 1] in "日月年周")  # 批发市场日均供应


def opens_with_verb(text: str, at: int) -> bool:
    """Whether a verb stands at ``at`` that is no beginning of a noun: 入选名录, not 安置点."""
    return verbs_right().end_at(text, at) > 0 and _opening_noun(text, at, min(len(text), at + LONGEST)) == at


def _headed_at(text: str, at: int) -> int:
    """Where the head noun at ``at`` ends, if it ends a phrase; else 0."""
    end = lexicons.look_up("head_noun").end_at(text, at)
    return end if end == len(text) or (end and text[end] in _ENDS) else 0


def _opening_noun(text: str, start: int, limit: int) -> int:
    """Where a noun ends that begins like a verb (安置点, 申请人) or that a clause with 的 leads to (存在隐患的路段); else ``start``."""
    verb = verbs_right().end_at(text, start)
    if not verb:
        return start
    known = nouns().end_at(text, start)
    if known >= verb:
        return known
    if text[start:verb] in lexicons.group("attribute_verb", "opening"):
        return next((end for at in range(start + 2, min(limit, start + _LONGEST_HEADED)) if (end := _headed_at(text, at))), start)
    clause = _OF_CLAUSE.match(text, verb, limit)
    return nouns().end_at(text, clause.end()) or start if clause else start
