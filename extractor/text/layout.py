"""Layout repair: from the source to a view with one line a paragraph.

Blanks that only lay out are dropped (indents, blanks at a number, zero-width characters), full-width digits and letters are
folded one to one, sentences that a page or a column broke are joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractor.text.spans import View

# Full-width digits, letters and the signs that stand in numbers, one to one. Punctuation is left: it is what rules look for.
FOLD = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF5B) if chr(c - 0xFEE0).isalnum()}
FOLD |= {ord("％"): ord("%"), ord("．"): ord("."), ord("／"): ord("/"), ord("－"): ord("-"), ord("＋"): ord("+"), ord("＄"): ord("$")}

_GAP = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_WIDTHLESS = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_GROUPING = frozenset("\u2009\u202f\xa0")
_CLOSED = frozenset("。！？；：…!?;:”’』」）】》〉)]—")
_SENTENCE_END = frozenset("。！？!?”’）…")
# What opens a line of its own: list markers, brackets of an editor's note, dashes.
_OPENS = re.compile(
    r"[【〔（(—●■◆▲◎·※]|第[一二三四五六七八九十百零〇0-9]+[，、：:是条章节,]|[一二三四五六七八九十]{1,3}(?:、|是|要)"
    r"|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[①-⑳]|首先|其次|再次|最后[，,]|其[一二三四五六]"
)
_RUN_IN = re.compile(r"(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]+，|首先|其次)")
_PROSE = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class Join:
    """A line break in mid-sentence that was read over: the source span of the gap."""

    start: int
    end: int


def view_of(text: str) -> tuple[View, list[Join]]:
    """The view of a source text, and the broken lines that were joined in it.

    >>> view, joins = view_of("　　投资１．５亿元，比上\\n年增长 5 %。")
    >>> view.text
    '投资1.5亿元，比上年增长5%。'
    """
    gaps: list[tuple[int, int, str]] = []
    breaks: list[int] = []
    end = len(text)
    for match in _GAP.finditer(text):
        a, b = match.span()
        if a == 0 or b == end:
            gaps.append((a, b, ""))
            continue
        gap = text[a:b]
        if not _LINE_ENDS.isdisjoint(gap):
            breaks.append(len(gaps))
            gaps.append((a, b, "\n"))
        else:
            gaps.append((a, b, _inline(text, a, b, gap)))
    joins = _mend(text, gaps, breaks)
    folded = text.translate(FOLD)
    starts, origins, pieces, raws = [0], [0], [], []
    position = length = 0
    for a, b, kept in gaps:
        if a > position:
            pieces.append(folded[position:a])
            raws.append(text[position:a])
            length += a - position
        if kept:
            # the kept blank stands for the gap's first character
            pieces.append(kept)
            raws.append(kept)
            starts.append(length)
            origins.append(a)
            length += 1
        starts.append(length)
        origins.append(b)
        position = b
    pieces.append(folded[position:])
    raws.append(text[position:])
    return View("".join(pieces), "".join(raws), starts, origins), joins


def _inline(text: str, a: int, b: int, gap: str) -> str:
    """What stays of a blank inside a line: nothing, a space, or a line end where a paragraph break was lost."""
    if _WIDTHLESS.issuperset(gap):
        return ""
    before, after = text[a - 1], text[b]
    wide = gap.count("\u3000") + gap.count("\u2003")
    if before in _SENTENCE_END and (wide >= 2 or len(gap) >= 4):
        return "\n"
    if wide >= 2:
        return " "
    if before.isdigit():
        if not after.isdigit():
            return "" if after > "\u2e7f" or after in "%‰℃." else " "
        single = not (a > 1 and text[a - 2].isdigit()) and not text[b + 1 : b + 2].isdigit()
        grouped = gap in _GROUPING and text[b : b + 3].isdigit() and not text[b + 3 : b + 4].isdigit()
        return "" if single or grouped else " "
    if after.isdigit():
        return "" if before > "\u2e7f" or before in ".-+" else " "
    return " "


def _mend(text: str, gaps: list[tuple[int, int, str]], breaks: list[int]) -> list[Join]:
    """Turn line breaks in mid-sentence into joins, in place; the joins, in order."""
    joins: list[Join] = []
    if not breaks:
        return joins
    indented = sum(text[gaps[i][0] : gaps[i][1]].endswith(("\u3000", "  ", "\t")) for i in breaks)
    by_indent = indented * 2 > len(breaks)
    line_start = gaps[breaks[0] - 1][1] if breaks[0] and gaps[0][0] == 0 else 0
    for n, i in enumerate(breaks):
        a, b, _ = gaps[i]
        next_end = gaps[breaks[n + 1]][0] if n + 1 < len(breaks) else len(text)
        if _broken(text, line_start, a, b, next_end, by_indent):
            latin = text[a - 1].isascii() and text[b].isascii()
            gaps[i] = (a, b, " " if latin else "")
            joins.append(Join(a, b))
        else:
            line_start = b
    return joins


def _broken(text: str, start: int, a: int, b: int, end: int, by_indent: bool) -> bool:
    """Whether the line text[start:a] breaks off in mid-sentence and goes on in text[b:end]."""
    if text[a - 1] in _CLOSED or _OPENS.match(text, b):
        return False
    if by_indent and text[a:b].endswith(("\u3000", "  ", "\t")):
        return False
    if text[a - 1] in "，、":
        return True
    if not _PROSE.search(text, b, end):
        return False
    return text.find("。", start, a) >= 0 or _RUN_IN.match(text, start, a) is not None
