"""Sentences of a view."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.text.patterns import lazy

_BLANKS = frozenset(" \n")
SENTENCE_END = lazy(r"[。！？!?\n]+[”’）」』]*")
FULL_STOP = lazy(r"[。！？\n]")
CLAUSE_STOP = lazy(r"[。！？；!?;\n]")

# No rule looks further than this, and no row repeats more: a text without full stops is cut, at a semicolon or comma if it can be.
LONGEST = 600


def sentence_ends(text: str, breaks: Sequence[int]) -> list[int]:
    """Where the sentences of a text end, sorted, some twice; ``breaks`` are further places where one begins.

    >>> sentence_ends("甲。乙！”丙", [])
    [2, 5, 6]
    """
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    ends += breaks
    ends.append(len(text))
    ends.sort()
    position = 0
    cuts: list[int] = []
    for end in ends:
        while end - position > LONGEST:
            position = _cut(text, position)
            cuts.append(position)
        position = end
    return sorted(ends + cuts) if cuts else ends


def _cut(text: str, start: int) -> int:
    """Where a sentence that is too long is cut: behind its last semicolon in reach, else comma, else at the limit."""
    limit = start + LONGEST
    for mark in "；，、":
        at = text.rfind(mark, start + LONGEST // 2, limit)
        if at >= 0:
            return at + 1
    return limit


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of text[start:end] as spans, closing marks and quotes included, without blanks at their borders.

    >>> [("甲。乙！”丙")[a:b] for a, b in split_sentences("甲。乙！”丙", 0, 6)]
    ['甲。', '乙！”', '丙']
    """
    spans: list[tuple[int, int]] = []
    for border in [*(match.end() for match in SENTENCE_END.finditer(text, start, end)), end]:
        if start < border:
            bare = text[start] not in _BLANKS and text[border - 1] not in _BLANKS
            first, last = (start, border) if bare else trimmed(text, start, border)
            if first < last:
                spans.append((first, last))
        start = border
    return spans


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its borders; empty where it holds nothing else."""
    while start < end and text[start] in _BLANKS:
        start += 1
    return start, trimmed_end(text, start, end)


def trimmed_end(text: str, start: int, end: int) -> int:
    """The end without the blanks before it."""
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end
