"""Front matter: title, subtitle, dateline and editor's note, before the first speech or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractor import lexicons
from extractor.models import Role
from extractor.structure.lines import HAN, Line, is_banner, is_han, is_header_field, is_short, is_trailer
from extractor.structure.outline import SpeakerDraft
from extractor.structure.speakers import is_name, speaker_of
from extractor.text.patterns import lazy

_LABEL = lazy(r"[【\[（(〔]?([^ 】\]）)〕：:][^】\]）)〕：:]{1,8})[】\]）)〕：:]", cues="】]）)〕：:")
_NOTE_SIGNATURE = lazy(r"(?:[—－-]{1,2}|[（(])\s?(?:本报)?编 ?(?:者|辑部)[）)]?$")
_DASH = lazy(r"(?:[—－–-]{2}|—)")
DATE = (
    r"(?:[0-9]{4}年|[二一][〇○零一二三四五六七八九]{3}年|今年|去年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月"
    r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日?"
    r"(?:(?:至|到|[—－~～-]{1,2})(?:(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}))?日?"
)
MONTH = r"[0-9]{4}年[0-9]{1,2}月"
_DATELINE_HEAD = lazy("[—－–-]{0,2}[（(〔]?")
_YEAR = lazy("[0-9]{4}年")
_SHORT_REST = lazy("(?:[ ，,][^。]{0,20})?")
_OUTLET = rf"(?:本报|新华社|中新社|人民网|中国政府网|{HAN}{{2,8}}(?:日报|通讯社|新闻网))"
_AGENCY_LENGTH = 60
_DOCUMENT_NUMBER = lazy(r"[〔\[（(](?:19|20)[0-9]{2}[〕\]）)] ?(?:第 ?)?[0-9]{1,4} ?号$")
_OVERLINE = lazy("(?:强调|指出|要求|表示|提出|介绍|透露)[：:]?$")
_CALL = lazy("[，,]|[^。]{0,40}?[：:！!]")
_LONGEST_ISSUER = 24
REPEATED = 8  # so many characters of the headline said again are the headline


@dataclass(slots=True)
class Front:
    """What the front matter says: title and subtitle lines, and a role for each line."""

    title: list[Line] = field(default_factory=list)
    subtitle: list[Line] = field(default_factory=list)
    datelines: list[Line] = field(default_factory=list)
    note: list[Line] = field(default_factory=list)
    speaker: SpeakerDraft | None = None
    roles: list[Role] = field(default_factory=list)


@cache
def date_pattern() -> re.Pattern[str]:
    """A day or some days, as a dateline gives them."""
    return re.compile(DATE)


_AGENCY_PATTERN = lazy(rf"{_OUTLET}{HAN}{{0,12}}?{DATE}(?:讯|电)[ （(]?")


def agency_end(text: str) -> int:
    """Where the name of an agency with the day of its report ends, 示例通讯社乙市1月20日电; 0 where none begins the text."""
    reach = text[:_AGENCY_LENGTH]
    match = _AGENCY_PATTERN.match(text) if "月" in reach and ("讯" in reach or "电" in reach) else None
    return match.end() if match else 0


def is_dateline(text: str) -> bool:
    """Whether a line gives date and occasion, with or without brackets.

    >>> is_dateline("（2024年1月20日在甲省第一届人民代表大会第二次会议上）"), is_dateline("2024年工作要点")
    (True, False)
    """
    if len(text) > 90 or "。" in text[:-1]:
        return False
    head = _DATELINE_HEAD.match(text)
    at = head.end() if head else 0
    if not (text.startswith(("19", "20"), at) or _YEAR.match(text, at) or date_pattern().match(text, at)):
        return False
    inner = text.strip("（）()〔〕—－- ")
    if text[0] in "（(〔" and re.fullmatch(MONTH, inner):
        return True
    dated = date_pattern().match(inner)
    return dated is not None and (
        text[0] in "（(〔—－" or _SHORT_REST.fullmatch(inner, dated.end()) is not None or inner.endswith(("上", "通过"))
    )


def is_issuer(text: str) -> bool:
    """Whether a line is only the name of an office, or of several, as under a title or at the end of a letter.

    >>> is_issuer("乙市统计局 甲省统计局乙市调查队"), is_issuer("乙市 统计局长会议")
    (True, False)
    """
    offices = lexicons.look_up("organization.office")
    return all(
        is_han(piece) and 2 <= len(piece) <= _LONGEST_ISSUER and offices.start_before(piece, len(piece)) >= 0 for piece in text.split(" ")
    )


def opens_note(text: str) -> bool:
    """Whether a line is or begins with the label of an editor's note."""
    if lexicons.words("label").get(text.replace(" ", "")) == "note":
        return True
    match = _LABEL.match(text)
    return match is not None and lexicons.words("label").get(match[1].replace(" ", "")) == "note"


def is_note_signature(text: str) -> bool:
    """Whether a line signs an editor's note, ——编者."""
    return _NOTE_SIGNATURE.match(text) is not None


def is_subtitle(text: str) -> bool:
    """Whether a line begins with the dash of a subtitle."""
    return _DASH.match(text) is not None and "。" not in text and len(text) <= 90


def opens_address(text: str) -> bool:
    """Whether a line begins with an address to the hearers, 各位代表：."""
    end = lexicons.look_up("address").end_at(text, 0)
    return end > 0 and _CALL.match(text, end) is not None


def read_front(lines: list[Line], joined_title: bool) -> Front:
    """Title, subtitle, dateline and note in the lines before the content; ``joined_title``: short lines in a row are one title.

    Where they are not, the second is the subtitle, unless a line with a dash comes below.
    """
    front = Front()
    # what a dash sets off is the subtitle: the short lines in a row above it are the title
    dashed = max((at for at, line in enumerate(lines) if is_subtitle(line.text)), default=0)
    for at, line in enumerate(lines):
        role = _role(line.text, front.roles)
        if role == "title":
            role = _title_role(front, line, (joined_title or at < dashed) and front.roles[-1:] == ["title"])
        elif role == "subtitle":
            front.subtitle.append(line)
        elif role == "editor_note":
            front.note.append(line)
        elif role == "dateline" and agency_end(line.text) != len(line.text):
            front.datelines.append(line)
            if front.speaker is None:
                front.speaker = speaker_of(line.text) or _bare_name(line.text)
        front.roles.append(role)
    return front


def _role(text: str, before: list[Role]) -> Role:
    """The role of a front line by its form; title stands for any heading."""
    if opens_note(text) or is_note_signature(text):
        return "editor_note"
    if is_trailer(text):
        return "trailer"
    if is_dateline(text) or _DOCUMENT_NUMBER.search(text) or agency_end(text) == len(text) or is_header_field(text):
        return "dateline"
    if is_subtitle(text):
        return "subtitle"
    if speaker_of(text) is not None:
        return "dateline"
    if is_banner(text):
        return "banner"
    if is_short(text):
        return "dateline" if "title" in before and (is_issuer(text) or _bare_name(text)) else "title"
    return "editor_note"


def _bare_name(text: str) -> SpeakerDraft | None:
    """The speaker of a line that is a person's name and no more."""
    bare = text.replace(" ", "")
    return SpeakerDraft(bare, (), text) if len(bare) <= 4 and is_name(bare, by_surname=True) else None


def _title_role(front: Front, line: Line, joins: bool) -> Role:
    bare = line.text.replace(" ", "")
    if not front.title:
        front.title.append(line)
        return "title"
    whole = "".join(one.text for one in front.title).replace(" ", "")
    if bare == whole or (len(bare) > REPEATED and bare in whole):
        return "title"
    if _OVERLINE.search(whole) and len(front.title) == 1 and not front.subtitle:
        # 某某在会议上强调 over the headline
        front.subtitle, front.title = front.title, [line]
        front.roles[front.roles.index("title")] = "subtitle"
        return "title"
    if joins and len(front.title) < 3:
        front.title.append(line)
        return "title"
    if not front.subtitle:
        front.subtitle.append(line)
        return "subtitle"
    return "banner"
