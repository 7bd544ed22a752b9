"""What stands below a text and is none of its items: lists of what is attached, and notes."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain

from extractor.structure.lines import Line
from extractor.structure.outline import Span
from extractor.text.patterns import lazy

ATTACHED_LINES = 20
_ATTACHED = lazy("附[件表图]?[：:][^。；]{0,60}$")
_LISTED = lazy("([0-9]{1,2})[.．、][^。；]{1,60}$")
_NOTED = lazy("([0-9]{1,2})[.．、]")
_LIST_OF_ATTACHED = lazy("(?:附[件表图录]?|注释?|备注|说明)[：:]")
_NUMBERED = lazy("(?<![0-9.])([0-9]{1,2})[.．、](?![0-9](?![0-9]{3}年))")


def before_attached(lines: list[Line], content: int, last: int) -> int:
    """Where a list of what is attached begins that ends the lines before ``last``, 附件：1.… 2.…; ``last`` where none does."""
    first = last
    while first > content and last - first < ATTACHED_LINES and _LISTED.match(lines[first - 1].text):
        first -= 1
    return first - 1 if first > content + 1 and _ATTACHED.match(lines[first - 1].text) else last


def attached(lines: list[Line]) -> list[Span]:
    """The lists of what is attached and of notes: 附件：1.… 2.…, 注：1.…, on one line or several.

    Not 附件： with a list whose items have their text.
    """
    found: list[Span] = []
    for at, line in enumerate(lines):
        if line.text[0] not in "附注备说" or not (opened := _LIST_OF_ATTACHED.match(line.text)):
            continue
        numbers = [int(number) for number in _NUMBERED.findall(line.text, opened.end())]
        last = at if numbers or opened.end() == len(line.text) else len(lines)  # 附件：示例办法, with the text of that below
        form = _LISTED if line.text[0] == "附" else _NOTED
        while last + 1 < len(lines) and last - at < ATTACHED_LINES and (listed := form.match(lines[last + 1].text)):
            number = int(listed[1])
            if number != (numbers[-1] + 1 if numbers else 1):
                break
            numbers.append(number)
            last += 1
        if len(numbers) > 1 and numbers[0] == 1:
            found.append((line.start, lines[last].end))
    return found


def without(spans: list[tuple[int, int, int | None]], gaps: list[Span]) -> list[tuple[int, int, int | None]]:
    """The spans with the gaps cut out of them; both are in order."""
    pieces: list[tuple[int, int, int | None]] = []
    for start, end, speech in spans:
        borders = [start, *chain.from_iterable(gaps[bisect_left(gaps, (start,)) : bisect_left(gaps, (end,))]), end]
        pieces += [(first, last, speech) for first, last in zip(borders[::2], borders[1::2], strict=True) if first < last]
    return pieces
