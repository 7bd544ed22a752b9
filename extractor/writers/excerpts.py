"""The line of the source that a message speaks of, and a mark under the place, as wide as a terminal shows it."""

from __future__ import annotations

import re
import unicodedata

from extractor.text.lines import one_line

_LINE_END = re.compile(r"[\r\n]")
_WIDTH = 72  # columns of an excerpt
_LEAD = 24  # of them before the place
_CUT = "…"


def excerpt(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands around a place in its line, and under it the mark: ``^`` at its first column, ``~`` at the others.

    >>> print("\\n".join(excerpt("投入20亿元，\\n增长5%。", 2, 6)))
    投入20亿元，
        ^~~~~~
    """
    opening = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    found = _LINE_END.search(text, start)
    closing = found.start() if found else len(text)
    while opening < start and text[opening].isspace():
        opening += 1
    first, before = start, 0
    while first > opening and before + columns(text[first - 1]) <= _LEAD:
        first -= 1
        before += columns(text[first])
    last, width = start, before
    while last < closing and width + columns(text[last]) <= _WIDTH:
        width += columns(text[last])
        last += 1
    lead = _CUT if first > opening else ""
    line = lead + one_line(text[first:last]) + (_CUT if last < closing else "")
    marked = columns(text[start : min(end, last)])
    return line, " " * (len(lead) + before) + "^" + "~" * (marked - 1)


def columns(text: str) -> int:
    """How many columns of a terminal a text takes, once what a terminal would obey is escaped.

    >>> columns("产值5%"), columns("\\x1b")
    (6, 4)
    """
    return sum(_columns_of(character) for character in one_line(text))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
