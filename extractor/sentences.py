"""Sentences of a view."""

from __future__ import annotations

import re
from collections.abc import Iterator

SENTENCE_END = re.compile(r"[。！？!?\n]+[”’）」』]*")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end] as spans, closing marks and quotes included, without blanks at their borders.

    >>> [("甲。乙！”丙")[a:b] for a, b in split_sentences("甲。乙！”丙", 0, 6)]
    ['甲。', '乙！”', '丙']
    """
    position = start
    for match in SENTENCE_END.finditer(text, start, end):
        yield from _trimmed(text, position, match.end())
        position = match.end()
    yield from _trimmed(text, position, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start] in " \n":
        start += 1
    while end > start and text[end - 1] in " \n":
        end -= 1
    if start < end:
        yield start, end
