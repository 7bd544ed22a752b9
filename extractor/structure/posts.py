"""Compound posts: 甲省财政厅党组书记、厅长 is two posts of one body."""

from __future__ import annotations

from extractor import lexicons
from extractor.text.patterns import lazy

Position = tuple[str | None, str]

_SPLIT = lazy(r"[、，,;；/ ]|兼(?!职|任)|兼任")
_ACTING = lazy(r"^(?:现任|时任|兼任|系|为|是)")
# A place whose committee is itself the body: the 书记 of 甲省委 is its 书记, not a 党委书记.
_TERRITORY = lazy(r"(?:[省市县区州旗盟乡镇]|自治区|新区|开发区|街道|地区)$")
_COMMITTEE = lazy(r"(?:党工委|党委|[省市县区州旗盟乡镇]委)$")
# Who governs the place: the post goes with the place where the committee's post stands before it.
_GOVERNING = lazy(r"(?:常务副|副|代理|代)?(?:[省市县区州盟旗乡镇]长|主席|专员)$")


def positions(text: str) -> tuple[Position, ...]:
    """The posts of a speaker, as (organization or None, title); empty where the text does not end in a title.

    >>> positions("示例市委副书记、市长")
    (('示例市委', '副书记'), ('示例市', '市长'))
    >>> positions("甲省财政厅党组书记、厅长")
    (('甲省财政厅', '党组书记'), ('甲省财政厅', '厅长'))
    """
    found: list[Position] = []
    waiting: list[str] = []  # bodies that share the next title
    pending = ""  # the beginning of a body's name that a mark cut
    pieces = _pieces(text)
    for piece, mark in pieces:
        segment = pending + piece
        cut = _title_start(segment)
        if cut is None:
            if _is_body(segment) and mark != " ":
                waiting.append(segment)
                pending = ""
            else:
                pending = segment + ("" if mark == " " else mark)
            continue
        pending = ""
        organization, title = segment[:cut], segment[cut:]
        organization, title = _with_unit(organization, title, found)
        for body in waiting:
            found.append((body, title))
        waiting = []
        found.append((organization or _inherited(title, found), title))
    return () if pending or waiting else tuple(found)


def ends_in_title(text: str) -> bool:
    """Whether the text ends in a title word.

    >>> ends_in_title("乙市林业局局长"), ends_in_title("抓好林业工作")
    (True, False)
    """
    return _title_start(text) is not None


def _pieces(text: str) -> list[tuple[str, str]]:
    """The text between marks, each piece with the mark behind it; brackets are not cut."""
    pieces: list[tuple[str, str]] = []
    position = counted = opened = 0
    for match in _SPLIT.finditer(text):
        between = text[counted : match.start()]
        opened += between.count("（") + between.count("(") - between.count("）") - between.count(")")
        counted = match.start()
        if opened > 0:
            continue
        piece = _ACTING.sub("", text[position : match.start()])
        if piece:
            pieces.append((piece, match[0]))
        position = match.end()
    last = _ACTING.sub("", text[position:])
    return [*pieces, (last, "")] if last else pieces


def _title_start(segment: str) -> int | None:
    """Where the title begins that ends the segment, its ranks included: 常务副市长; None where none does."""
    start = lexicons.look_up("title").start_before(segment, len(segment))
    if start < 0:
        return None
    ranks = lexicons.look_up("title_rank")
    while (rank := ranks.start_before(segment, start)) >= 0:
        start = rank
    former = segment[start - 1 : start]
    if former == "前" or (former == "原" and (start == 1 or _is_body(segment[: start - 1]))):
        return start - 1  # 甲省水利厅原副厅长, not 太原市长; 甲国前总理
    return start


def _is_body(segment: str) -> bool:
    return lexicons.look_up("organization").start_before(segment, len(segment)) >= 0


def _with_unit(organization: str, title: str, found: list[Position]) -> tuple[str, str]:
    """Give the party unit before the title to the title, unless it is the committee of a place."""
    start = lexicons.look_up("party_unit").start_before(organization, len(organization))
    if start < 0:
        return organization, title
    before, unit = organization[:start], organization[start:]
    if lexicons.words("party_unit")[unit] == "committee":
        if _TERRITORY.search(before):
            return organization, title
        if not before and unit.startswith("纪") and found and _COMMITTEE.search(found[-1][0] or ""):
            return organization, title
    return before, unit + title


def _inherited(title: str, found: list[Position]) -> str | None:
    """The body of the post before; the place itself where a committee stands before the post that governs it."""
    body = found[-1][0] if found else None
    if body is not None and _GOVERNING.match(title):
        return _COMMITTEE.sub(lambda m: "" if m[0].startswith("党") else m[0][0], body)
    return body
