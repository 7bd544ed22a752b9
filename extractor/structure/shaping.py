"""Lines as they should be: what a page ran together is cut, a speaker line that it broke is joined."""

from __future__ import annotations

import re
from itertools import pairwise

from extractor import lexicons
from extractor.structure import posts
from extractor.structure.datelines import DATE, agency_end, date_pattern
from extractor.structure.lines import TRAILER_LIMIT, Line, is_trailer
from extractor.structure.speakers import is_name, speaker_of
from extractor.text.patterns import lazy

RUN_TOGETHER = 240  # so far into a line a title, a date and a speaker are looked for
FRONT_LINES = 20
SPEAKER_PART = 45  # a post or a name that stands on a line of its own is no longer than this
_ADDRESS_REACH = 60


def shape_lines(lines: list[Line]) -> list[Line]:
    """The lines, with title, date, speaker and address that run on in one line cut apart, page debris cut off at the end of
    a line, and a name and its post on two lines joined.
    """
    result: list[Line] = []
    title = lines[0].text.replace(" ", "") if lines else ""
    for i, line in enumerate(lines):
        length = len(line.text)
        if i < FRONT_LINES and length > 60:
            result.extend(_cut_front(line, title if i else ""))
        elif i < FRONT_LINES and "年" in line.text and (dated := _dated(line.text)) and _names_speaker(line.text, dated):
            result.extend(_pieces(line, [dated.start(), dated.end()]))
        elif result and length <= SPEAKER_PART and len(result[-1].text) <= SPEAKER_PART and _is_speaker_pair(result[-1].text, line.text):
            before = result.pop()
            result.append(Line(before.start, line.end, f"{before.text} {line.text}"))
        elif i == len(lines) - 1 or (length > 20 and line.text.find("【", length - TRAILER_LIMIT if length > TRAILER_LIMIT else 0) >= 0):
            result.extend(_cut_tail(line))
        else:
            result.append(line)
    return result


def _dated(text: str) -> re.Match[str] | None:
    """The first brackets with a date in them."""
    if "月" not in text and "年" not in text:
        return None
    return _DATED_PATTERN.search(text) if "（" in text or "(" in text or "〔" in text else None


_DATED_PATTERN = lazy(
    rf"[（(〔](?![0-9]{{4}}年?[—－–~～至-]+[0-9]{{4}}年[）)〕])[^（()）〕]{{0,60}}?(?:{DATE}|(?:19|20)[0-9]{{2}}年[0-9]{{0,2}}月?)[^（()）〕]{{0,60}}[）)〕]"
)


def _names_speaker(text: str, dated: re.Match[str]) -> bool:
    """Whether what stands beside a date in brackets is a speaker: （2024年1月5日）市长 张小样."""
    rest = f"{text[: dated.start()]}{text[dated.end() :]}".strip()
    return bool(rest) and speaker_of(rest) is not None


def _is_speaker_pair(first: str, second: str) -> bool:
    """Whether a post and a name stand on two lines, in either order."""
    if "。" in first or "。" in second:
        return False
    for name, post in ((first, second), (second, first)):
        bare = name.replace(" ", "")
        if len(bare) <= 4 and is_name(bare, by_surname=True) and posts.positions(post.strip("（）()")):
            return not is_trailer(first)
    return False


def _cut_front(line: Line, title: str) -> list[Line]:
    cuts = []
    repeated = _repeated(line.text, title)
    if repeated:
        cuts.append(repeated)
        token = re.compile(r" ?([^ 。，；：]{6,60}) (?=[^ ])").match(line.text, repeated)
        if token and not date_pattern().match(token[1]):
            cuts.append(token.end())
    else:
        dated = _dated(line.text[:RUN_TOGETHER])
        start = agency_end(line.text)
        if dated and "。" not in line.text[start : dated.start()]:
            cuts += [start, dated.start(), dated.end()]
            start = dated.end()
        calls = lexicons.look_up("address").spans(line.text, start, min(start + _ADDRESS_REACH, len(line.text)))
        if calls and speaker_of(line.text[start : calls[0][0]].strip() or " ") is not None:
            cuts.append(calls[0][0])
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
    for a, b in pairwise(bounds):
        piece = line.text[a:b]
        stripped = piece.strip()
        if stripped:
            start = line.start + a + piece.index(stripped[0])
            pieces.append(Line(start, start + len(stripped), stripped))
    return pieces
