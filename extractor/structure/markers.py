"""List markers, found in one pass: 一、 （一） 1. （1） ① 第一， 一是 一要 首先 其一."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from extractor.text.patterns import lazy

HEADING_LENGTH = 60
_OPENING = 24  # a marker and what is looked at behind it
CN = "[一二三四五六七八九十百]"
# Where an item may begin inside a line. The ， and the closing bracket are there for 抓好两件事，一是…，二是….
_BORDERS = "\n。；：，！？;:!?”’）)…"
_LEGAL = f"[{_BORDERS}]"
# What a marker begins with; of the numbers that are one character the first and the last.
_HEADS = "一二三四五六七八九十百第首其再最（(〔0123456789"
_SINGLES = (("①", "⒛"), ("㈠", "㈩"))
_SHORT = 200  # characters: so few are sooner looked at one by one than the pattern is compiled
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}

# Families by depth of use: in a bulletin 一、 holds （一）, which holds 1., which holds （1）, which holds ①.
DEPTH = {"section": 0, "bracket": 1, "number": 2, "number_bracket": 3, "circle": 4, "ordinal": 5, "is": 5, "sequence": 5, "those": 5}
_SEQUENCE = {"首先": 1, "其次": 2, "再次": 3, "再者": 3}
# Numbers that are one character, by the first of each row: ① ⑴ ⒈ ㈠.
_SINGLE = "①⑴⒈㈠"
LAST = 0  # the ordinal of 最后: one more than the item before it


class Marker(NamedTuple):
    """A list marker: ``end`` is the end of the marker as written, ``body`` where what it numbers begins."""

    start: int
    end: int
    body: int
    family: str
    ordinal: int
    before: str  # the character before it; a line end, or nothing, where it opens its line
    alone: bool  # it opens a line that is a heading and no sentence

    @property
    def leads(self) -> bool:
        """Whether the marker opens its line."""
        return self.before in ("", "\n")


def find_markers(text: str) -> list[Marker]:
    """The markers at places where an item may begin, in order; whether they number a list is not asked here.

    >>> [m.ordinal for m in find_markers("要一是抓早，二是抓小。")], find_markers("第三条规定“（一）公开；（二）公平”。")
    ([2], [])
    """
    found = _behind_borders(text) if len(text) > _SHORT or _may_hold_one(text) else []
    if "（一）" in text or "(一)" in text or "①" in text:
        found = _with_unmistakable(text, found)
    if "们一" in text or "须一" in text or "将一" in text:
        found = _with_one(text, found)
    if "首先" in text and any(marker.family == "sequence" and marker.ordinal > 1 for marker in found):
        found = _with_first(text, found)
    if "条" not in text:
        return found
    quoted = [match.span() for match in _article_pattern().finditer(text)]
    return [marker for marker in found if not any(start < marker.start < end for start, end in quoted)] if quoted else found


def _may_hold_one(text: str) -> bool:
    """Whether anything that a marker begins with stands at the head of the text or, blanks aside, behind a border."""
    return any(
        before in _BORDERS and (opening in _HEADS or any(first <= opening <= last for first, last in _SINGLES))
        for before, opening in pairwise("\n" + text.replace(" ", ""))
    )


def _behind_borders(text: str) -> list[Marker]:
    """The markers at the head of the text and behind the signs that end a clause."""
    found: list[Marker] = []
    opening = _SCAN_PATTERN.match("\n" + text[:_OPENING])
    if opening and opening.start(family := opening.lastgroup or "") == 1:
        first = _marker(text, 0, opening.end(family) - 1, family, "")
        found += [first] if first else []
    for match in _SCAN_PATTERN.finditer(text):
        family = match.lastgroup or ""
        start, end = match.span(family)
        marker = _marker(text, start, end, family, text[match.start()] if start else "")
        if marker is not None:
            found.append(marker)
    return found


def _with_unmistakable(text: str, found: list[Marker]) -> list[Marker]:
    """The markers with those in brackets and circles that stand in mid-clause: 今年将（一）…；（二）….

    第（一）项 names one.
    """
    known = {marker.start for marker in found}
    more = [
        marker
        for match in _UNMISTAKABLE_PATTERN.finditer(text)
        if match.start() not in known and text[match.start() - 1 : match.start()] not in ("第", "条", "款", "项", "、", "和", "至")
        if (marker := _marker(text, *match.span(), match.lastgroup or "", text[match.start() - 1 : match.start()])) is not None
    ]
    return sorted([*found, *more], key=lambda marker: marker.start) if more else found


def _with_first(text: str, found: list[Marker]) -> list[Marker]:
    """The markers with a 首先 in mid-clause, where the next marker of its paragraph is 其次: 建议首先…。其次…."""
    return _with_opening(
        text, found, _FIRST_WITHIN, "sequence", lambda _, following: following.family == "sequence" and following.ordinal == 2
    )


def _with_one(text: str, found: list[Marker]) -> list[Marker]:
    """The markers with a 一要 behind its subject, where the next marker of its paragraph is 二要: 我们一要…；二要…."""
    return _with_opening(
        text, found, _ONE_WITHIN, "is", lambda opening, following: text[following.start : following.end] == f"二{opening[1]}"
    )


def _with_opening(
    text: str, found: list[Marker], pattern: re.Pattern[str], family: str, opens: Callable[[str, Marker], bool]
) -> list[Marker]:
    """The markers with those of a pattern that stand inside a clause, where the next marker of their paragraph shows that they open
    its list."""
    starts = [marker.start for marker in found]
    more = []
    for match in pattern.finditer(text):
        at = bisect_left(starts, match.start())
        following = found[at] if at < len(found) else None
        if following is None or not opens(match.group(), following) or "\n" in text[match.start() : following.start]:
            continue
        if (marker := _marker(text, *match.span(), family, text[match.start() - 1])) is not None:
            more.append(marker)
    return sorted([*found, *more], key=lambda marker: marker.start) if more else found


_ONE_WITHIN = lazy("(?<=[们须将])一[是要]")
_FIRST_WITHIN = lazy("(?:(?<=建议)|(?<=[须当要应]))首先(?!是)")
_FORMS = (
    rf"(?P<is>{CN}{{1,3}}[是要])"
    rf"|(?P<section>{CN}{{1,3}} ?[、．.](?!{CN}+(?:季度|产业|线|类|级|期|等|、|是一)))"
    rf"|(?P<bracket>[（(〔]{CN}{{1,3}}[）)〕]|[㈠-㈩])"
    rf"|(?P<ordinal>第{CN}{{1,3}}(?:个方面|方面|点|个)?(?:是|(?=[，、：:,](?!第)|\s)))"
    r"|(?P<sequence>首先|其次|再次|再者|最后)"
    r"|(?P<those>其[一二三四五六七八九十](?=[，、：:,是]))"
    r"|(?P<circle>[①-⑳])"
    r"|(?P<number_bracket>[（(][0-9]{1,2}[）)]|[0-9]{1,2}[）)]|[⑴-⒇])"
    r"|(?P<number>[⒈-⒛]|[0-9]{1,2}[.、．](?![0-9]|[一二三四五六七八九十]、)|[0-9]{1,2}\.(?=(?:19|20)[0-9]{2}年))"
)


# one class of first characters, so that the rest is tried nowhere else
_UNMISTAKABLE_PATTERN = lazy(rf"[（(〔①-⑳](?:(?P<circle>(?<=[①-⑳]))|(?P<bracket>{CN}{{1,3}}[）)〕]))")


@cache
def _article_pattern() -> re.Pattern[str]:
    """What an article of a law says, quoted, with the numbers of its own: 第十九条规定“（一）…；（二）…”."""
    number = f"(?:{CN}|[零〇0-9])"
    return re.compile(
        rf"第{number}{{1,6}}条(?:第{number}{{1,3}}款)?(?:的?规定|明确)?(?:[：:，]?“[^”\n]{{0,400}}”|[：:](?=[（(]?[一1])[^。\n]{{0,400}})"
    )


# one look at the character behind a mark settles most places
_SCAN_PATTERN = lazy(rf"{_LEGAL} ?(?=[{_HEADS}{''.join(map('-'.join, _SINGLES))}])(?:{_FORMS})")


def _marker(text: str, start: int, end: int, family: str, before: str) -> Marker | None:
    written = text[start:end]
    body = end
    leads = before in ("", "\n")
    if family == "sequence":
        if written == "最后" and text[end : end + 1] not in "，,是把要":
            return None
        ordinal: int | None = _SEQUENCE.get(written, LAST)
    elif (single := next((first for first in _SINGLE if first <= written <= chr(ord(first) + 19)), "")) and len(written) == 1:
        ordinal = ord(written) - ord(single) + 1
    elif family.startswith("number"):
        ordinal = int(written.strip("（）().、．"))
        if family == "number" and not leads and written.endswith(".") and text[start - 1] == "，":
            return None
    else:
        numeral = "".join(c for c in written if c in "一二三四五六七八九十百")
        ordinal = cardinal(numeral)
        # 一是一，二是二 numbers nothing
        if family == "is" and text.startswith(numeral, end) and text[end + len(numeral) : end + len(numeral) + 1] in "，、。；,":
            return None
        if family == "section" and not leads and text[start - 1] not in "。；：:;":
            return None
    if ordinal is None or (ordinal == 0 and family != "sequence"):
        return None
    while text[body : body + 1] in "，、：:, " and body < len(text):
        body += 1
    return Marker(start, end, body, family, ordinal, before, leads and _is_heading(text, body))


def _is_heading(text: str, body: int) -> bool:
    end = text.find("\n", body, body + HEADING_LENGTH)
    if end < 0:
        end = len(text)
    return end - body < HEADING_LENGTH and text.find("。", body, end) < 0 and text.find("；", body, end) < 0


def cardinal(numeral: str) -> int | None:
    """1 to 99 as written in lists; None for what is no such number.

    >>> cardinal("十二"), cardinal("二十一"), cardinal("一一")
    (12, 21, None)
    """
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.get(numeral)
    high = _DIGITS.get(tens) if tens else 1
    low = _DIGITS.get(ones) if ones else 0
    return None if high is None or low is None else high * 10 + low
