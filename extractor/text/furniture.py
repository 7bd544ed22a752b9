"""The furniture of pages in a text that was copied from them: page numbers, and the running heads that stand beside them."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from extractor.text.patterns import lazy

Gap = tuple[int, int, str]

_OPENS = frozenset("—―─–~-第")  # what the mark begins with
_LONGEST_MARK = 20
_LONGEST_HEAD = 40
_SENTENCE = frozenset("。；！？，、")
# — 3 —, 第3页 共8页
_MARK = lazy(r"[—―─–~-]{1,2} ?[0-9]{1,4} ?[—―─–~-]{1,2}$|第 ?[0-9]{1,4} ?页(?:[，,/ ]{0,2}共 ?[0-9]{1,4} ?页)?$")


class Furniture(NamedTuple):
    """The gaps of a text with its page furniture in them, which of them are line ends, and by where a gap begins the span of the
    furniture in it."""

    gaps: list[Gap]
    breaks: list[int]
    spans: dict[int, tuple[int, int]]


def is_page_mark(line: str) -> bool:
    """Whether a line is the number of a page and no more.

    >>> is_page_mark("— 3 —"), is_page_mark("第3页 共8页"), is_page_mark("——3项任务")
    (True, True, False)
    """
    return line[:1] in _OPENS and len(line) <= _LONGEST_MARK and _MARK.match(line) is not None


def without_furniture(text: str, gaps: list[Gap], breaks: list[int]) -> Furniture:
    """The gaps of ``text`` where a page number between two lines, and a running head beside several of them, belong to the gap.

    ``breaks`` are the indices of those gaps that are line ends. The first and the last line of the text stay as they are.
    """
    marked = {
        n
        for n in range(1, len(breaks))
        if text[gaps[breaks[n - 1]][1]] in _OPENS and is_page_mark(text[gaps[breaks[n - 1]][1] : gaps[breaks[n]][0]])
    }
    if not marked:
        return Furniture(gaps, breaks, {})
    heads = {n for step in (-1, 1) for n in _running_heads(text, gaps, breaks, marked, step)}
    return _merged(gaps, breaks, sorted(marked | heads))


def _running_heads(text: str, gaps: list[Gap], breaks: list[int], marked: set[int], step: int) -> list[int]:
    """The lines above (``step`` -1) or below (1) page numbers that stand there more than once and are no sentence."""
    beside = {}
    for n in marked:
        at = n + step
        if 0 < at < len(breaks) and at not in marked:
            line = text[gaps[breaks[at - 1]][1] : gaps[breaks[at]][0]]
            if len(line) <= _LONGEST_HEAD and line[-1] not in _SENTENCE:
                beside[at] = line
    times = Counter(beside.values())
    return [at for at, line in beside.items() if times[line] > 1]


def _merged(gaps: list[Gap], breaks: list[int], lines: list[int]) -> Furniture:
    """The gaps where those around some lines, and those in them, are one."""
    merged: list[Gap] = []
    line_ends: list[int] = []
    spans = {}
    left_out = set(lines)
    position = 0
    n = 0
    while n < len(breaks):
        first = breaks[n]
        merged += gaps[position:first]
        while n + 1 in left_out:
            n += 1
        last = breaks[n]
        line_ends.append(len(merged))
        merged.append((gaps[first][0], gaps[last][1], "\n"))
        if last > first:
            spans[gaps[first][0]] = (gaps[first][1], gaps[last][0])
        position = last + 1
        n += 1
    return Furniture(merged + gaps[position:], line_ends, spans)
