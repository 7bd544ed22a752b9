"""Front matter: title, subtitle, dateline and editor's note, before the first speech or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractor import lexicons
from extractor.models import Role
from extractor.structure.lines import Line, is_short, is_trailer
from extractor.structure.speakers import speaker_of

_NOTE = re.compile(r"[【\[（(〔]?(?:编 ?者 ?按|编者的话|开栏的话|导语|导读|核心提示|阅读提示|按)[】\]）)〕：:]")
_NOTE_SIGNATURE = re.compile(r"(?:[—－-]{1,2}|[（(])\s?(?:本报)?编 ?(?:者|辑部)[）)]?$")
_DASH = re.compile(r"(?:[—－–-]{2}|—)")
DATE = (
    r"(?:[0-9]{4}年|[二一][〇○零一二三四五六七八九]{3}年|今年|去年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日?"
    r"(?:(?:至|到|[—－~～-]{1,2})(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}))?日?"
)
_DATELINE = re.compile(rf"(?:[—－–-]{{1,2}})?[（(〔]?(?:19|20|{DATE}|[0-9]{{4}}年)")
_DATED = re.compile(rf"[（(〔][^（()）〕]{{0,60}}?(?:{DATE}|(?:19|20)[0-9]{{2}}年[0-9]{{0,2}}月?)[^（()）〕]{{0,60}}[）)〕]")
_AGENCY = re.compile(rf"(?:本报|新华社|中新社|人民网|中国政府网|[\u3400-\u9fff]{{2,8}}(?:日报|通讯社|新闻网))[\u3400-\u9fff]{{0,12}}?{DATE}(?:讯|电)[ （(]?")
RUN_TOGETHER = 240  # so far into a line a title, a date and a speaker are looked for
_ADDRESS_REACH = 60
REPEATED = 8  # so many characters of the headline said again are the headline


@dataclass(slots=True)
class Front:
    """What the front matter says: title and subtitle lines, and a role for each line."""

    title: list[Line] = field(default_factory=list)
    subtitle: list[Line] = field(default_factory=list)
    datelines: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    speaker: Line | None = None
    roles: list[Role] = field(default_factory=list)


def is_dateline(text: str) -> bool:
    """Whether a line gives date and occasion, with or without brackets.

    >>> is_dateline("（2024年1月20日在甲省第一届人民代表大会第二次会议上）"), is_dateline("2024年工作要点")
    (True, False)
    """
    if len(text) > 90 or "。" in text[:-1]:
        return False
    match = _DATELINE.match(text)
    if match is None:
        return False
    inner = text.strip("（）()〔〕—－- ")
    return re.match(rf"{DATE}", inner) is not None and (
        text[0] in "（(〔—－" or re.fullmatch(rf"{DATE}(?:[ ，,][^。]{{0,20}})?", inner) is not None or inner.endswith(("上", "通过"))
    )


def opens_note(text: str) -> bool:
    """Whether a line is or begins with the label of an editor's note."""
    return _NOTE.match(text) is not None


def is_note_signature(text: str) -> bool:
    """Whether a line signs an editor's note, ——编者."""
    return _NOTE_SIGNATURE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line begins with the dash of a subtitle."""
    return _DASH.match(text) is not None and "。" not in text and len(text) <= 90


def opens_address(text: str) -> bool:
    """Whether a line begins with an address to the hearers, 各位代表：."""
    return _address_pattern().match(text) is not None


@cache
def _address_pattern() -> re.Pattern[str]:
    return re.compile(rf"{lexicons.alternation('address')}[^。]{{0,40}}?[：:！!]")


@cache
def _address_start() -> re.Pattern[str]:
    return re.compile(lexicons.alternation("address"))


def read_front(lines: list[Line], joined_title: bool) -> Front:
    """Title, subtitle, dateline and note in the lines before the content; ``joined_title``: short lines in a row are one title.

    Where they are not, the second is the subtitle.
    """
    front = Front()
    in_note = False
    group_open = True  # the title's lines stand together
    for line in lines:
        text = line.text
        role: Role
        if opens_note(text):
            role, in_note = "editor_note", True
        elif is_note_signature(text):
            role, in_note = "editor_note", False
        elif is_trailer(text):
            role = "trailer"
        elif is_dateline(text):
            role = "dateline"
            front.datelines.append(line)
        elif is_subtitle(text):
            role, in_note = "subtitle", False
            front.subtitle.append(line)
        elif speaker_of(text) is not None:
            role = "dateline"
            front.speaker = front.speaker or line
        elif _AGENCY.fullmatch(text):
            role = "dateline"
        elif is_short(text):
            role = _title_role(front, line, joined_title and group_open)
        else:
            role = "editor_note"
        if role != "title" and front.title:
            group_open = False
        if role == "editor_note":
            front.note.append(line)
        front.roles.append(role)
    return front


def _title_role(front: Front, line: Line, joins: bool) -> Role:
    bare = line.text.replace(" ", "")
    if not front.title:
        front.title.append(line)
        return "title"
    whole = "".join(one.text for one in front.title).replace(" ", "")
    if bare == whole or (len(bare) > REPEATED and bare in whole):
        return "title"
    if joins and len(front.title) < 3:
        front.title.append(line)
        return "title"
    if not front.subtitle:
        front.subtitle.append(line)
        return "subtitle"
    return "banner"


def split_run_together(lines: list[Line]) -> list[Line]:
    """The lines, with title, date, speaker and address that run on in one line cut apart, and page debris cut off at the end."""
    result: list[Line] = []
    title = lines[0].text.replace(" ", "") if lines else ""
    for i, line in enumerate(lines):
        if i < 20 and len(line.text) > 60:
            result.extend(_cut_front(line, title if i else ""))
        elif len(line.text) > 20 and ("【" in line.text or i == len(lines) - 1):
            result.extend(_cut_tail(line))
        else:
            result.append(line)
    return result


def _cut_front(line: Line, title: str) -> list[Line]:
    cuts = []
    repeated = _repeated(line.text, title)
    if repeated:
        cuts.append(repeated)
        token = re.compile(r" ?([^ 。，；：]{6,60}) (?=[^ ])").match(line.text, repeated)
        if token and not re.match(DATE, token[1]):
            cuts.append(token.end())
    else:
        agency = _AGENCY.match(line.text)
        dated = _DATED.search(line.text, 0, RUN_TOGETHER)
        start = agency.end() if agency else 0
        if dated and "。" not in line.text[start : dated.start()]:
            cuts += [start, dated.start(), dated.end()]
            start = dated.end()
        address = _address_start().search(line.text, start, start + _ADDRESS_REACH)
        if address and speaker_of(line.text[start : address.start()].strip() or " ") is not None:
            cuts.append(address.start())
        elif not (dated and cuts):
            cuts = []
    return _pieces(line, cuts)


def _repeated(text: str, title: str) -> int:
    """Where a line that begins with the headline once more, blanks aside, goes on after it; 0 where it does not."""
    if len(title) < 6:
        return 0
    at = 0
    for index, character in enumerate(text):
        if character == " ":
            continue
        if character != title[at]:
            return 0
        at += 1
        if at == len(title):
            return index + 1
    return 0


def _cut_tail(line: Line) -> list[Line]:
    at = max(line.text.rfind(mark) for mark in "。！”）") + 1
    tail = line.text[at:].strip()
    return _pieces(line, [at]) if 0 < at < len(line.text) and tail and is_trailer(tail) else [line]


def _pieces(line: Line, cuts: list[int]) -> list[Line]:
    bounds = sorted({0, *cuts, len(line.text)})
    pieces = []
    for a, b in zip(bounds, bounds[1:], strict=False):
        piece = line.text[a:b]
        stripped = piece.strip()
        if stripped:
            start = line.start + a + piece.index(stripped[0])
            pieces.append(Line(start, start + len(stripped), stripped))
    return pieces
