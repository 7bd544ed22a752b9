"""Speaker lines: name and posts by form and lexicon, never by a list of persons."""

from __future__ import annotations

from functools import lru_cache

from extractor import lexicons
from extractor.structure import posts
from extractor.structure.lines import HAN, is_han
from extractor.structure.outline import SpeakerDraft
from extractor.text.patterns import lazy

LONGEST_LINE = 200  # so long a line with all of a speaker's posts may be
_LONGEST_NAME = 4
_LONGEST_NAME_PART = 10  # of a name in parts: 卡米力·示例
_BRACKETED = lazy(r"([^（(]+)[（(](.+)[）)]$", cues="（(")
STYLES = ("代表", "委员", "同志", "先生", "女士")
_DASHES = "—–―─－-"
SIGNS = "■□●◆◇○◎▲△▪▫★☆※►▶•· "
_PREFIX = lazy(r"(?:发言人|报告人|主讲人|讲话人|演讲人|致辞人|述职人|作者|主持人)[:：] ?", cues=":：")
# 张小样（女，回族）: sex and people behind a name
_PERSONAL = lazy(rf"[（(](?:[男女]|{HAN}{{1,7}}族)(?:[，、, ](?:[男女]|{HAN}{{1,7}}族))?[）)]")
# What sets a name off from a post: 张小样——甲省财政厅厅长; a point only with blanks, for names have points inside.
_PARTED = lazy(r" ?(?:[—–―─-]{1,4}|[|｜/]) ?| [·•] ")
_PARTERS = frozenset("—–―─-|｜/·•")
# ——乙市市长张小样的发言
_SPEECH_OF = lazy("(?<=[\u4e00-\u9fff])的?(?:书面|交流|表态|典型|大会|主旨)?(?:发言|讲话|致辞|演讲|报告)$")
# 乙市林业局局长张 小 样: a name whose characters are set apart, joined to its post
_SET_APART = lazy(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: [\u4e00-\u9fff])?$)")
_TOLD_OF = ("记", "追记", "访", "专访")  # 张小样——记示例村党支部书记: of whom a text tells, not who speaks
# What ends a name of a place or a body is no person's name.
_BODY_END = lazy(r"[厅局委省县市州旗署镇]$|(?:部门|政府|公司|集团|大学|学院|中心|协会|会议|论坛)$")
_AFTER = lazy(
    r"[（(](?:本文|发言)?(?:作者|发言人|发言者)(?:单位)?(?:为|系|是|：|:) ?(.+?)[）)]。?$"
    r"|(?:本文|发言)?(?:作者|发言人)(?:为|系) ?([^。]{2,40})。?$",
    cues=("作者", "发言人", "发言者"),
)


def speaker_of(line: str) -> SpeakerDraft | None:
    """The speaker that a whole line names, or None where it is no speaker line.

    >>> speaker_of("张小样 乙市林业局局长").positions
    (('乙市林业局', '局长'),)
    >>> speaker_of("作家 李 样").name
    '李样'
    >>> speaker_of("张小样——乙市林业局局长").name, speaker_of("乙市林业局局长：张 小 样").name
    ('张小样', '张小样')
    >>> speaker_of("——乙市林业局局长 张小样").positions
    (('乙市林业局', '局长'),)
    >>> speaker_of("——乙市林业局局长张 小 样的发言").name
    '张小样'
    >>> speaker_of("【乙市林业局局长 张小样】").name, speaker_of("张小样，乙市林业局局长").name
    ('张小样', '张小样')
    >>> speaker_of("抓好春耕生产") is None, speaker_of("——记示例村党支部书记 张小样") is None
    (True, True)
    """
    return _read(line) if len(line) <= LONGEST_LINE else None


@lru_cache(maxsize=512)  # several stages ask the same lines
def _read(line: str) -> SpeakerDraft | None:
    bare = _PERSONAL.sub("", line) if "族" in line or "女" in line else line
    if bare[:1] in _DASHES:
        bare = bare.lstrip(_DASHES).lstrip()
        if bare.startswith(_TOLD_OF):
            return None
        bare = _SPEECH_OF.sub("", bare)
    if bare[:1] == "【" and bare[-1] == "】":
        bare = bare[1:-1].strip()
    text = _PREFIX.sub("", bare.strip("（）() 。") if bare[:1] in "（(" else bare.lstrip(SIGNS)).strip()
    for reading in (_parted, _bracketed, _post_first, _name_first, _joined, _beside_colon, _beside_point, _beside_comma):
        found = reading(text)
        if found is not None:
            return SpeakerDraft(found[0], found[1], line)
    return None


def parted_speaker(line: str) -> SpeakerDraft | None:
    """The speaker of a line that sets the name off by a sign, the surname not asked: for a text where others stand so.

    >>> parted_speaker("示小样——乙市林业局局长").name, parted_speaker("示小样 乙市林业局局长")
    ('示小样', None)
    """
    found = _parted(line.lstrip(SIGNS), by_surname=False)
    return SpeakerDraft(found[0], found[1], line) if found is not None and found[1][0][0] else None


def post_after(line: str) -> tuple[posts.Position, ...]:
    """The posts of a line behind the speech, （作者为…）; empty where it is none.

    >>> post_after("（作者系示例大学教授）")
    (('示例大学', '教授'),)
    """
    match = _AFTER.match(line)
    return posts.positions(match[1] or match[2]) if match else ()


def is_name(text: str, by_surname: bool = False) -> bool:
    """Whether the text has the form of a person's name; with ``by_surname`` it must begin with a known surname."""
    if by_surname and not ("·" in text or _has_surname(text)):
        return False
    named = not (text in lexicons.words("label") or _BODY_END.search(text) or posts.ends_in_title(text))
    return named and _is_name_form(text)


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
    return name[:-2] if name.endswith(STYLES) and len(name) >= 4 and is_han(name[-4:-2]) else name


def _singles(words: list[str]) -> int:
    """How many single Chinese characters open a list of words, as in 李 样: at most four, and not the last word; 1 for none."""
    count = 0
    while count < min(_LONGEST_NAME, len(words) - 1) and len(words[count]) == 1 and is_han(words[count]):
        count += 1
    return max(count, 1)


def _has_surname(text: str) -> bool:
    """Whether a surname begins the name; a name of four has one of two."""
    surnames = lexicons.words("surname")
    return text[:2] in surnames or (len(text) <= 3 and text[:1] in surnames)


def labelled_speaker(label: str) -> SpeakerDraft | None:
    """The speaker of a label before a colon: with posts, or a bare name."""
    for reading in (_parted, _bracketed, _post_first, _name_first, _joined):
        found = reading(label)
        if found is not None:
            return SpeakerDraft(found[0], found[1], label)
    name = _unstyled(label.replace(" ", ""))
    return SpeakerDraft(name, (), label) if is_name(name, by_surname=True) else None


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


def _beside_comma(text: str) -> tuple[str, tuple[posts.Position, ...]] | None:
    """张小样，甲省财政厅厅长, where the post has its body: 张小样，厅长 may be of a list."""
    name, _, post = text.partition("，")
    found = _beside(name, post) if post and len(name) <= _LONGEST_NAME else None
    return found if found is not None and found[1][0][0] else None


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
    text = _SET_APART.sub("", text) if text[-2:-1] == " " else text
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
