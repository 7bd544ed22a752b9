"""Speaker lines: name and posts by form and lexicon, never by a list of persons."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor import lexicons
from extractor.structure import posts
from extractor.structure.lines import HAN, is_han
from extractor.structure.outline import SpeakerDraft
from extractor.text.patterns import lazy

LABEL_LIMIT = 48
_LABEL_REACH = 2 * LABEL_LIMIT + 2  # of a label in two parts, its colon included
_LONGEST_NAME = 4
_BRACKETS = "（(〔【["
_LONGEST_NAME_PART = 10  # of a name in parts: 卡米力·示例
_BRACKETED = lazy(r"([^（(]+)[（(](.+)[）)]$", cues="（(")
_STYLES = ("代表", "委员", "同志", "先生", "女士")
_SIGNS = "■●◆◇○◎▲△★☆※►▶•· "
_PREFIX = lazy(r"(?:发言人|报告人|主讲人|讲话人|演讲人|致辞人|述职人|作者|主持人)[:：] ?", cues=":：")
# 张小样（女，回族）: sex and people behind a name
_PERSONAL = lazy(rf"[（(](?:[男女]|{HAN}{{1,7}}族)(?:[，、, ](?:[男女]|{HAN}{{1,7}}族))?[）)]")
# What sets a name off from a post: 张小样——甲省财政厅厅长; a point only with blanks, for names have points inside.
_PARTED = lazy(r" ?(?:[—–―─-]{1,4}|[|｜/]) ?| [·•] ")
_PARTERS = frozenset("—–―─-|｜/·•")
_TOLD_OF = ("记", "追记", "访", "专访")  # 张小样——记示例村党支部书记: of whom a text tells, not who speaks
# What ends a name of a place or a body is no person's name.
_BODY_END = lazy(r"[厅局委省县市州旗署]$|(?:部门|政府|公司|集团|大学|学院|中心|协会|会议|论坛)$")
# What ends the name of a paper, a station or a site: 示例日报问, 示例网：请问…
_OUTLET_END = lazy(
    "(?:[日晚早时周商]报|财经报|都市报|青年报|通讯社|新华社|中新社|电视台|广播|电台|[新澎]闻|[^互联局电路管官]网|周刊|杂志|客户端|传媒|融媒体?|频道)$"
)
_OUTLET_LAST = frozenset("报社台播闻网刊志端媒体道")
_ASKS = lazy("[？?]|请问|想问|请教|提问")
_REPORTER = lazy(rf"^记者|记者(?:提?问)?(?:[ （(]?{HAN}(?: ?{HAN}){{1,3}}[）)]?)?$")
_BOXED = lazy(rf"[【\[] ?([^】\]]{{1,{LABEL_LIMIT}}}?) ?(?:[：:] ?[】\]]|[】\]] ?[：:]?)")
_MARK = lazy(r"[（(〔【\[] ?([^（）()〔〕【】\[\]]{1,6}?) ?[）)〕】\]] ?[：:]?")
# 问1：, 问题一：, A2：
_MARK_NUMBER = lazy("[0-9]{1,2}$|[一二三四五六七八九十]{1,3}$")
# 一、问：…, 3.问：…
_NUMBERED = lazy("(?:[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]|（[一二三四五六七八九十0-9]{1,3}）) ?(?=[^：:]{0,8}[问Q])")
_NUMBERS = frozenset("一二三四五六七八九十0123456789（")
# 答（张小样）：, 问 示例日报记者：
_MARK_BESIDE = lazy("(问|答|提问|回答|Q|A) ?(?:（(.+)）|[ ·|](.+))$")
_MARKS = frozenset("问答提回QA")
_MARK_REACH = 16
_ANSWERS = ("答", "回答", "解答")
_AFTER = lazy(
    r"[（(](?:本文|发言)?(?:作者|发言人|发言者)(?:单位)?(?:为|系|是|：|:) ?(.+?)[）)]。?$"
    r"|(?:本文|发言)?(?:作者|发言人)(?:为|系) ?([^。]{2,40})。?$",
    cues=("作者", "发言人", "发言者"),
)


class Turn(NamedTuple):
    """What stands before the colon of a turn: who speaks, in which part."""

    role: str  # "host", "question", "answer", "named"
    speaker: SpeakerDraft
    outlet: str | None
    length: int  # the label and its colon


def speaker_of(line: str) -> SpeakerDraft | None:
    """The speaker that a whole line names, or None where it is no speaker line.

    >>> speaker_of("张小样 乙市林业局局长").positions
    (('乙市林业局', '局长'),)
    >>> speaker_of("作家 李 样").name
    '李样'
    >>> speaker_of("张小样——乙市林业局局长").name, speaker_of("乙市林业局局长：张 小 样").name
    ('张小样', '张小样')
    >>> speaker_of("抓好春耕生产") is None
    True
    """
    bare = _PERSONAL.sub("", line) if "族" in line or "女" in line else line
    text = _PREFIX.sub("", bare.strip("（）() 。") if bare[:1] in "（(" else bare.lstrip(_SIGNS)).strip()
    for reading in (_parted, _bracketed, _post_first, _name_first, _joined, _beside_colon, _beside_point):
        found = reading(text)
        if found is not None:
            return SpeakerDraft(found[0], found[1], line)
    return None


def parted_speaker(line: str) -> SpeakerDraft | None:
    """The speaker of a line that sets the name off by a sign, the surname not asked: for a text where others stand so.

    >>> parted_speaker("示小样——乙市林业局局长").name, parted_speaker("示小样 乙市林业局局长")
    ('示小样', None)
    """
    found = _parted(line.lstrip(_SIGNS), by_surname=False)
    return SpeakerDraft(found[0], found[1], line) if found is not None and found[1][0][0] else None


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
    opening = line[:1]
    if (
        opening in _BRACKETS
        and line[1:2] in _mark_heads()
        and (mark := _MARK.match(line)) is not None
        and (role := _role_of(mark[1])) is not None
    ):
        return _behind_mark(line, mark.end(), role, mark[1])
    if opening in "【[":
        match = _BOXED.match(line)
    elif line.find("：", 0, _LABEL_REACH) > 0 or line.find(":", 0, _LABEL_REACH) > 0:
        numbered = _NUMBERED.match(line) if opening in _NUMBERS and ("问" in line[:_MARK_REACH] or "Q" in line[:_MARK_REACH]) else None
        match = _LABEL_PATTERN.match(line, numbered.end() if numbered else 0)
    else:
        return None
    if match is None:
        return None
    turn = _labelled(match[1].strip(), match.end())
    if turn is None and _is_outlet(match[1]) and _ASKS.search(line, match.end()):
        return Turn("question", SpeakerDraft(None, (), match[1]), match[1], match.end())  # 示例日报：请问…
    if turn is not None and turn.role == "question" and match[1].startswith("问题") and not _ASKS.search(line, match.end()):
        return None  # 问题一：作风不实。
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
    roles = lexicons.words("role_label")
    bare = _MARK_NUMBER.sub("", label) if label[-1:] in _NUMBERS else label
    return "question" if bare == "问题" and bare != label else roles.get(bare)


def _behind_mark(line: str, end: int, role: str, mark: str) -> Turn:
    """The turn of a mark in brackets, and of the name behind it where one stands there: （问）示例日报记者：, （答）张小样（市长）："""
    match = _LABEL_PATTERN.match(line, end)
    if match is None:
        found = speaker_of(line[end:].strip() or " ")  # （答）张小样（市长）, with the answer in the lines below
        return Turn(role, found._replace(text=line) if found else SpeakerDraft(None, (), mark), None, len(line) if found else end)
    return _with_role(role, match[1].strip(), line[: match.end()], match.end()) or Turn(role, SpeakerDraft(None, (), mark), None, end)


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
    beside = _MARK_BESIDE.match(label) if label[:1] in _MARKS else None
    turn = _with_role(_role_of(beside[1]) or "", (beside[2] or beside[3]).strip(), label, length) if beside else None
    if turn is not None:
        return turn
    if _REPORTER.search(label) and not label.startswith("答"):
        return _reporter(label, length)
    if label.endswith("问") and _is_outlet(outlet := label.removesuffix("问").removesuffix("提")):
        return Turn("question", SpeakerDraft(None, (), label), outlet, length)
    if label.startswith("主持人"):
        named = _read(label[3:].strip("（）() ")) if len(label) > 3 else None
        name, held = named if named else (None, ())
        return Turn("host", SpeakerDraft(name, held, label), None, length)
    answers = label.endswith(_ANSWERS)
    said = label.removesuffix("答").removesuffix("回").removesuffix("解").rstrip(" ") if answers else label
    if answers and lexicons.words("role_label").get(said) == "answer":
        return Turn("answer", SpeakerDraft(None, (), label), None, length)
    found = _read(said)
    if found is None or found[0] is None:
        return None
    return Turn("answer" if answers else "named", SpeakerDraft(found[0], found[1], label), None, length)


def post_after(line: str) -> tuple[posts.Position, ...]:
    """The posts of a line behind the speech, （作者为…）; empty where it is none.

    >>> post_after("（作者系示例大学教授）")
    (('示例大学', '教授'),)
    """
    match = _AFTER.match(line)
    return posts.positions(match[1] or match[2]) if match else ()


def is_name(text: str, by_surname: bool = False) -> bool:
    """Whether the text has the form of a person's name; with ``by_surname`` it must begin with a known surname."""
    if not _is_name_form(text) or text in lexicons.words("label") or _BODY_END.search(text) or posts.ends_in_title(text):
        return False
    return not by_surname or "·" in text or _has_surname(text)


def _is_name_form(text: str) -> bool:
    """Whether the text is a name by its characters: two to four Chinese ones, or parts with points between them."""
    if is_han(text):
        return 2 <= len(text) <= _LONGEST_NAME
    parts = text.replace("•", "·").replace(".", "·").split("·")
    return 2 <= len(parts) <= _LONGEST_NAME and all(
        0 < len(part) <= _LONGEST_NAME_PART and all(is_han(c) or (c.isascii() and c.isalpha()) for c in part) for part in parts
    )


def _unstyled(name: str) -> str:
    """The name without 同志, 代表 and the like behind it."""
    return name[:-2] if name.endswith(_STYLES) and len(name) >= 4 and is_han(name[-4:-2]) else name


def _singles(words: list[str]) -> int:
    """How many single Chinese characters open a list of words, as in 李 样: at most four, and not the last word; 1 for none."""
    count = 0
    while count < min(_LONGEST_NAME, len(words) - 1) and len(words[count]) == 1 and is_han(words[count]):
        count += 1
    return max(count, 1)


_LABEL_PATTERN = lazy(rf"([^：:。；！？，]{{1,{LABEL_LIMIT}}}(?:，[^：:。；！？，]{{1,{LABEL_LIMIT}}})?)[：:]")


def _has_surname(text: str) -> bool:
    """Whether a surname begins the name; a name of four has one of two."""
    surnames = lexicons.words("surname")
    return text[:2] in surnames or (len(text) <= 3 and text[0] in surnames)


def _read(label: str) -> tuple[str | None, tuple[posts.Position, ...]] | None:
    """A label before a colon: a full speaker or a bare name."""
    for reading in (_parted, _bracketed, _post_first, _name_first, _joined):
        found = reading(label)
        if found is not None:
            return found
    name = _unstyled(label.replace(" ", ""))
    return (name, ()) if is_name(name, by_surname=True) else None


def _reporter(label: str, length: int) -> Turn:
    outlet, _, name = label.removesuffix("问").removesuffix("提").partition("记者")
    outlet, name = outlet.strip(" （）()"), name.strip(" （）()").replace(" ", "")
    if not outlet and _OUTLET_END.search(name):
        outlet, name = name, ""  # 记者（示例日报）
    if not name and " " in outlet:
        outlet, _, name = outlet.rpartition(" ")
    return Turn("question", SpeakerDraft(name if is_name(name) else None, (), label), outlet or None, length)


def _bracketed(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样代表（甲省财政厅厅长）."""
    match = _BRACKETED.match(text)
    if match is None:
        return None
    name = _unstyled(match[1].replace(" ", ""))
    return _named(name, match[2])


def _named(name: str, post: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """Name and posts where both have the form; beside 工匠, 干部 and the like the name must begin with a known surname.

    What stands behind a label is no post: 主持：市长 张小样, 联系人：财政局局长 张小样.
    """
    held = posts.positions(post) if is_name(name) and not _holds_colon(post) else ()
    if not held:
        return None
    common = lexicons.words("title").get(held[-1][1]) == "common"
    return None if common and not is_name(name, by_surname=True) else (name, held)


def _holds_colon(text: str) -> bool:
    return "：" in text or ":" in text


def _parted(text: str, by_surname: bool = True) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样——甲省财政厅厅长, 甲省财政厅厅长 / 张小样."""
    if _PARTERS.isdisjoint(text):
        return None
    signs = [match.span() for match in _PARTED.finditer(text)]
    if not signs:
        return None
    first, last = signs[0], signs[-1]
    return _beside(text[: first[0]], text[first[1] :], by_surname) or _beside(text[last[1] :], text[: last[0]], by_surname)


def _beside_colon(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样：甲省财政厅厅长, and 甲省财政厅厅长：张小样, where the post has its body: 组长：张小样 stands in a list."""
    first, _, second = text.replace("：", ":").partition(":")
    if not second:
        return None
    name_first = _beside(first.rstrip(" "), second)
    if name_first is not None:
        return name_first
    found = _beside(second.lstrip(" "), first)
    return found if found is not None and found[1][0][0] else None


def _beside_point(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样·甲省财政厅厅长."""
    if "·" not in text or " " in text:
        return None
    first, last = text.index("·"), text.rindex("·")
    return _beside(text[:first], text[first + 1 :]) or _beside(text[last + 1 :], text[:last])


def _beside(name: str, post: str, by_surname: bool = True) -> tuple[str, tuple[posts.Position, ...]] | None:
    """A name, which may have blanks between its characters, and the posts that a sign sets off from it."""
    words = name.split(" ")
    if (len(words) > 1 and max(map(len, words)) > 1) or post.startswith(_TOLD_OF):
        return None
    bare = _unstyled("".join(words))
    return _named(bare, post.strip(" ")) if post and is_name(bare, by_surname) else None


def _post_first(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """甲省财政厅厅长 张小样."""
    words = text.split(" ")
    count = _singles(words[::-1])
    name, post = "".join(words[-count:]), " ".join(words[:-count])
    return _named(_unstyled(name), post) if name and post else None


def _name_first(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样 甲省财政厅厅长."""
    words = text.split(" ")
    count = _singles(words)
    name, post = "".join(words[:count]), " ".join(words[count:])
    return _named(_unstyled(name), post) if name and post else None


def _joined(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """甲省财政厅厅长张小样: cut where a title ends and a surname begins."""
    bare = _unstyled(text)
    if bare != text and not is_name(bare[-3:], by_surname=True) and not is_name(bare[-2:], by_surname=True):
        bare = text
    for length in (3, 2, 4):
        name, post = bare[-length:], bare[:-length]
        if len(post) >= 2 and is_name(name, by_surname=True) and not _holds_colon(post):
            held = posts.positions(post)
            if held:
                return name, held
    return None
