"""Turns of a conversation: who speaks by what stands at the head of a line, 问：, （答）张小样（市长）：, 【示例日报记者】, 张小样答：."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor import lexicons
from extractor.structure.lines import HAN
from extractor.structure.outline import SpeakerDraft
from extractor.structure.speakers import SIGNS, STYLES, is_name, labelled_speaker, speaker_of
from extractor.text.patterns import lazy

LABEL_LIMIT = 48
_LABEL_REACH = 2 * LABEL_LIMIT + 2  # of a label in two parts, its colon included
_LABEL = lazy(rf"([^：:。；！？，]{{1,{LABEL_LIMIT}}}(?:，[^：:。；！？，]{{1,{LABEL_LIMIT}}})?)[：:]")
_BOXED = lazy(rf"[【\[] ?([^】\]]{{1,{LABEL_LIMIT}}}?) ?(?:[：:] ?[】\]]|[】\]] ?[：:]?)")
_BRACKETS = "（(〔【["
_MARK = lazy(r"[（(〔【\[] ?([^（）()〔〕【】\[\]]{1,6}?) ?[）)〕】\]] ?[：:]?")
_BRACKETED = lazy(r"（([^（）]{2,40}(?:（[^（）]{2,40}）)?)）[：:]?")
_NUMBERS = frozenset("一二三四五六七八九十0123456789（")
# 问1：, 问题一：, A2：
_MARK_NUMBER = lazy("[0-9]{1,2}$|[一二三四五六七八九十]{1,3}$")
# 一、问：…, 3.问：…
_NUMBERED = lazy("(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]|（[一二三四五六七八九十0-9]{1,3}）) ?(?=[^：:]{0,8}[问Q])")
_MARK_REACH = 16
# 答（张小样）：, 问 示例日报记者：, 嘉宾·张小样：
_BESIDE = lazy("(问|答|提问|回答|Q|A|嘉宾) ?(?:（(.+)）|[ ·|](.+))$")
_BESIDE_HEADS = frozenset("问答提回QA嘉")
_ANSWERS = ("答", "回答", "解答")
_AUDIENCE = ("网友", "网民")
_REPORTER = lazy(rf"^记者|记者(?:提?问)?(?:[ （(]?{HAN}(?: ?{HAN}){{1,3}}[）)]?)?$")
# What ends the name of a paper, a station or a site: 示例日报问, 示例网：请问…; 互联网, 电网 are things
_OUTLET_END = lazy(
    "(?:[日晚早时周商]报|财经报|都市报|青年报|[报刊志]》|通讯社|新华社|中新社|新闻社|电视台|广播|电台|卫视|央视|[总电]台|新闻"
    "|[^互联局电路管官]网|周刊|杂志|客户端|传媒|融媒体?|频道)$"
)
_OUTLET_LAST = frozenset("报》社台播视闻网刊志端媒体道")
_ASKS = lazy("[？?]|请问|想问|请教|提问")


# 张小样代表（乙市林业局局长）说，
_TOLD = lazy(
    rf"({HAN}(?:{HAN}| |·){{1,11}}?(?:(?:{'|'.join(STYLES)})(?:（[^（）]{{2,40}}）)?|（[^（）]{{2,40}}）))"
    "(?:在(?:发言|审议|讨论)(?:时|中))?(?:发言)?(?:说|表示|认为|建议|提出|指出|谈到|介绍)[，：:,]",
    cues=("）", *STYLES),
)
_TOLD_REACH = 16


class Turn(NamedTuple):
    """What stands before the colon of a turn: who speaks, in which part."""

    role: str  # "host", "question", "answer", "named"
    speaker: SpeakerDraft
    outlet: str | None
    length: int  # the label and its colon


def turn_of(line: str) -> Turn | None:
    """Who speaks in a line that begins with a label, which a colon or brackets set off, or None.

    >>> turn_of("示例日报记者：请问有什么安排？").outlet, turn_of("（问）示例日报：有什么安排？").outlet
    ('示例日报', '示例日报')
    >>> turn_of("【答】张小样：今年安排如下。").speaker.name, turn_of("张小样答：今年安排如下。").role
    ('张小样', 'answer')
    >>> turn_of("乙市财政局局长张小样：今年安排如下。").speaker.name
    '张小样'
    >>> turn_of("主要目标：增长5%。") is None
    True
    """
    bare = line.lstrip(SIGNS)
    if not bare:
        return None
    opening = bare[0]
    mark = _MARK.match(bare) if opening in _BRACKETS and bare[1:2] in _mark_heads() else None
    role = _role_of(mark[1]) if mark else None
    if mark and role is not None:
        turn: Turn | None = _behind_mark(bare, mark.end(), role, mark[1])
    elif opening in "【[":
        boxed = _BOXED.match(bare)
        turn = _labelled(boxed[1].strip(), boxed.end()) if boxed else None
    elif bare.find("：", 0, _LABEL_REACH) > 0 or bare.find(":", 0, _LABEL_REACH) > 0:
        turn = _before_colon(bare)
    else:
        return None
    return turn if turn is None or bare is line else turn._replace(length=turn.length + len(line) - len(bare))


def told_turn(line: str) -> Turn | None:
    """Who speaks in a paragraph that tells what one said: 张小样代表（乙市林业局局长）说，…; None where none is told of.

    >>> told_turn("张小样代表（乙市林业局局长）说，今年绿化加快。").speaker.positions
    (('乙市林业局', '局长'),)
    >>> told_turn("张小样委员认为，绿化应当加快。").speaker.name, told_turn("张小样认为，绿化应当加快。")
    ('张小样', None)
    """
    head = line[:_TOLD_REACH]
    match = _TOLD.match(line) if "（" in head or any(style in head for style in STYLES) else None
    if match is None:
        return None
    label = match[1]
    found = speaker_of(label) if label.endswith("）") else labelled_speaker(label)
    return Turn("named", found._replace(text=label), None, match.end()) if found is not None and found.name else None


def _before_colon(line: str) -> Turn | None:
    """The turn of a label before a colon, a number before it left out; some are labels only where a question follows."""
    head = line[:_MARK_REACH]
    numbered = _NUMBERED.match(line) if line[0] in _NUMBERS and ("问" in head or "Q" in head) else None
    match = _LABEL.match(line, numbered.end() if numbered else 0)
    if match is None:
        return None
    label = match[1].strip()
    turn = _labelled(label, match.end())
    if turn is None:
        # 示例日报：请问…
        asks = _is_outlet(label) and _ASKS.search(line, match.end())
        return Turn("question", SpeakerDraft(None, (), label), label, match.end()) if asks else None
    if turn.role == "question" and label.startswith("问题") and not _ASKS.search(line, match.end()):
        return None  # 问题一：作风不实。
    held = turn.speaker.positions
    if turn.role == "named" and held and held[0][1] == "记者" and _ASKS.search(line, match.end()):
        return turn._replace(role="question", speaker=turn.speaker._replace(positions=()), outlet=held[0][0])  # 张小样（示例日报记者）：
    return turn


@cache
def _mark_heads() -> frozenset[str]:
    """What the marks in brackets begin with, or a blank before one."""
    return frozenset(word[0] for word in lexicons.words("role_label")) | {" "}


def _is_outlet(label: str) -> bool:
    """Whether a label is the name of a paper, a station or a site by its end."""
    return label[-1:] in _OUTLET_LAST and _OUTLET_END.search(label) is not None


def _role_of(label: str) -> str | None:
    """The role of a mark, 问, 答, Q1, 问题一; None for what is none."""
    label = label.replace(" ", "")
    bare = _MARK_NUMBER.sub("", label) if label[-1:] in _NUMBERS else label
    return "question" if bare == "问题" and bare != label else lexicons.words("role_label").get(bare)


def _behind_mark(line: str, end: int, role: str, mark: str) -> Turn:
    """The turn of a mark in brackets, and of the name behind it where one stands there: （问）示例日报记者：, （答）张小样（市长）："""
    alone = Turn(role, SpeakerDraft(None, (), mark), None, end)
    bracketed = _BRACKETED.match(line, end)  # 【答】（示例市市长张小样）
    if bracketed is not None:
        return _with_role(role, bracketed[1], line[: bracketed.end()], bracketed.end()) or alone
    match = _LABEL.match(line, end)
    if match is not None:
        return _with_role(role, match[1].strip(), line[: match.end()], match.end()) or alone
    found = speaker_of(line[end:].strip() or " ")  # （答）张小样（市长）, with the answer in the lines below
    return Turn(role, found._replace(text=line), None, len(line)) if found else alone


def _with_role(role: str, inner: str, label: str, length: int) -> Turn | None:
    """The turn of a mark with who speaks beside it; None where that is no speaker."""
    turn = _labelled(inner, length)
    if turn is None and role == "question" and _is_outlet(inner):
        turn = Turn(role, SpeakerDraft(None, (), label), inner, length)
    if turn is None or {turn.role, role} == {"question", "answer"}:
        return None
    return turn._replace(role=role, speaker=turn.speaker._replace(text=label.rstrip("：: ")))


def _labelled(label: str, length: int) -> Turn | None:
    """The turn of a label before a colon or in brackets."""
    role = _role_of(label)
    if role is not None:
        return Turn(role, SpeakerDraft(None, (), label), None, length)
    beside = _BESIDE.match(label) if label[:1] in _BESIDE_HEADS else None
    turn = _with_role(_role_of(beside[1]) or "", (beside[2] or beside[3]).strip(), label, length) if beside else None
    if turn is not None:
        return turn
    if _REPORTER.search(label) and not label.startswith("答"):
        return _reporter(label, length)
    if label.endswith("问") and _is_outlet(outlet := label.removesuffix("问").removesuffix("提")):
        return Turn("question", SpeakerDraft(None, (), label), outlet, length)
    if label.startswith(_AUDIENCE) and label[2:3] in ("“", " ", "（", "提", "问"):
        return Turn("question", SpeakerDraft(None, (), label), None, length)  # 网友“春风”：
    if label.startswith("主持人"):
        named = labelled_speaker(label[3:].strip("（）() ")) if len(label) > 3 else None
        return Turn("host", named._replace(text=label) if named else SpeakerDraft(None, (), label), None, length)
    answers = label.endswith(_ANSWERS)
    said = label.removesuffix("答").removesuffix("回").removesuffix("解").rstrip(" ") if answers else label
    if answers and lexicons.words("role_label").get(said) == "answer":
        return Turn("answer", SpeakerDraft(None, (), label), None, length)
    found = labelled_speaker(said)
    if found is None or found.name is None:
        return None
    role = "host" if found.positions[-1:] == ((None, "主持人"),) else "answer" if answers else "named"
    return Turn(role, found._replace(text=label), None, length)


def _reporter(label: str, length: int) -> Turn:
    outlet, _, name = label.removesuffix("问").removesuffix("提").partition("记者")
    outlet, name = outlet.strip(" （）()"), name.strip(" （）()").replace(" ", "")
    if not outlet and _is_outlet(name):
        outlet, name = name, ""  # 记者（示例日报）
    if not name and " " in outlet:
        outlet, _, name = outlet.rpartition(" ")
    return Turn("question", SpeakerDraft(name if is_name(name) else None, (), label), outlet or None, length)
