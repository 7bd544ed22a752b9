"""Where the last item of a list ends when it goes over several paragraphs.

It ends before a line that says that it is the end (结束语); before a heading without a number, where none of the items before
it holds one; and, where every item before it ends in a line with a label (完成时限：…), behind its own. An item that is no
heading ends before a paragraph that closes (下一步，…) or calls on the hearers (同志们！…) as well; one that is a heading holds
these. A marker that opens a line says that the item goes on up to there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from itertools import pairwise

from extractor.sentences import CLAUSE_STOP
from extractor.structure.announcements import is_epilogue, opens_closing
from extractor.structure.chains import Chain
from extractor.structure.lines import is_han, line_end
from extractor.structure.markers import HEADING_LENGTH, Marker
from extractor.structure.outline import Span
from extractor.text.patterns import lazy

_SENTENCE_END = frozenset("。！？”’）")
# A line of its own that is a heading without a number: Chinese, short, with no mark at its end.
_LONGEST_UNNUMBERED = 20
_MARKS = frozenset("。；：，！？:;")
_LABELLED = lazy(r"[（(【]?([^\n：:，。；、]{2,8})】?[：:]")
_YEAR = lazy("(?:19|20)[0-9]{2}年")


def are_headings(text: str, chain: Chain) -> bool:
    """Whether most items are headings on lines of their own, with text below; the last is not asked where there are others."""
    heads = 0
    for marker, following in pairwise(chain.markers):
        end = _heading_end(text, marker)
        heads += end is not None and end + 1 < following.start
    return heads * 2 > len(chain.markers) - 1


def before_epilogue(text: str, chain: Chain, before: list[Span], leading: list[int]) -> int:
    """The end of the last of some headings with their texts, at the latest ``chain.limit``."""
    last = chain.markers[-1]
    marked = leading[bisect_left(leading, chain.limit) - 1]
    limit = behind_labels(text, chain, before, chain.limit)
    if limit < chain.limit:
        return limit
    first = line_end(text, max(marked, last.start), chain.limit)
    if marked <= last.start:
        first = line_end(text, first + 1, chain.limit)  # the heading is not all of the item
    plain = not any(_holds(text, span, _is_unnumbered) for span in before)
    for start, end in _lines(text, first, chain.limit):
        if is_epilogue(text, start) or (plain and end < chain.limit and _is_unnumbered(text, start)):
            return start
    return chain.limit


def before_closing(text: str, chain: Chain, before: list[Span], limit: int | None = None) -> int:
    """Over the paragraphs that go on, up to one that closes or a heading without a number; at the latest ``limit``."""
    limit = behind_labels(text, chain, before, chain.limit if limit is None else limit)
    first = line_end(text, chain.markers[-1].start, limit)
    plain = not any(_holds(text, span, _is_unnumbered) for span in before)
    for start, end in _lines(text, first, limit):
        if opens_closing(text, start) or is_epilogue(text, start) or (plain and end < limit and _is_unnumbered(text, start)):
            return start
    return limit


def behind_labels(text: str, chain: Chain, before: list[Span], limit: int) -> int:
    """Behind the last line of the last item that opens with a label as the items before it end in; ``limit`` where they do not."""
    labels = set()
    for start, end in before:
        line = text.rfind("\n", start, end) + 1
        match = _LABELLED.match(text, line, end) if line else None
        if match is None:
            return limit
        labels.add(match[1])
    first = line_end(text, chain.markers[-1].start, limit)
    ends = [end for start, end in _lines(text, first, limit) if (match := _LABELLED.match(text, start, end)) and match[1] in labels]
    return ends[-1] if ends else limit


def _lines(text: str, first: int, limit: int) -> Iterator[Span]:
    """The lines behind the line end at ``first``, up to ``limit``."""
    while first < limit:
        start = first + 1
        first = line_end(text, start, limit)
        if start < first:
            yield start, first


def _holds(text: str, span: Span, is_such: Callable[[str, int], bool]) -> bool:
    """Whether a line below the first of a span is such."""
    return any(is_such(text, start) for start, _ in _lines(text, line_end(text, *span), span[1]))


def _is_unnumbered(text: str, position: int) -> bool:
    if text[position - 2] not in _SENTENCE_END:
        return False
    end = text.find("\n", position, position + _LONGEST_UNNUMBERED + 1)
    if end - position < 3 or not _MARKS.isdisjoint(text[position + 1 : end - 1]):
        return False
    first, last = text[position], text[end - 1]
    opens = is_han(first) or first in "“《" or _YEAR.match(text, position) is not None
    return opens and (is_han(last) or last in "”》")


def _heading_end(text: str, marker: Marker) -> int | None:
    """The end of the marker's line if that is a heading: one clause and no more; None else."""
    if not marker.leads:
        return None
    end = text.find("\n", marker.start, marker.start + HEADING_LENGTH + 2)
    if end < 0:
        return None
    stop = CLAUSE_STOP.search(text, marker.body, end)
    if stop is None or (stop.end() == end and text[stop.start()] not in "；;" and marker.family not in ("is", "those")):
        return end
    return None
