"""The view: the text that rules match on, tied to its places in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class View:
    """Text to match on, and where each character of it stands in the source.

    ``text`` has one line a paragraph (parted by a single line feed), without layout blanks, full-width digits and letters
    folded to ASCII; ``raw`` is as long, with the source's own characters. ``starts`` and ``origins`` are the runs of
    unchanged text: from view index ``starts[i]`` on, the source index is ``origins[i]`` and counts on.
    """

    __slots__ = ("_origins", "_starts", "raw", "text")

    def __init__(self, text: str, raw: str, starts: Sequence[int], origins: Sequence[int]) -> None:
        self.text = text
        self.raw = raw
        self._starts = starts
        self._origins = origins

    def origin(self, index: int) -> int:
        """The source index of the view's character at ``index``."""
        run = bisect_right(self._starts, index) - 1
        return self._origins[run] + index - self._starts[run]

    def written(self, phrase: str, start: int = 0, end: int | None = None) -> str | None:
        """A phrase of a stretch of the view in the source's own characters; None where it does not stand there."""
        at = self.text.find(phrase, start, end)
        return self.raw[at : at + len(phrase)] if at >= 0 else None

    def as_written(self, phrase: str, start: int = 0, end: int | None = None) -> str:
        """The same; the phrase as it is where it does not stand there."""
        found = self.written(phrase, start, end)
        return phrase if found is None else found

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source span (start, end) of a view span that is not empty; blanks at its borders stay outside."""
        starts, origins = self._starts, self._origins
        run = bisect_right(starts, start)
        first = origins[run - 1] + start - starts[run - 1]
        run = bisect_right(starts, end - 1, run)
        return first, origins[run - 1] + end - starts[run - 1]


def respelled(phrase: str, text: str, raw: str) -> str:
    """A phrase that was put together of a text's characters, in those that ``raw``, as long as the text, has for them.

    >>> respelled("张小样", "市长 张 小 样", "市長 張 小 樣")
    '張小樣'
    """
    return phrase.translate(spelling(text, raw))


def spelling(text: str, raw: str) -> dict[int, str]:
    """What ``raw``, as long as the text, has for each of the text's characters, for ``str.translate``; not for one that it spells
    in two ways.

    >>> "价格，成本".translate(spelling("价格，成本，", "價格，成本,"))
    '價格，成本'
    """
    table: dict[int, str] = {}
    unsure = {ord(character) for character, written in zip(text, raw, strict=True) if table.setdefault(ord(character), written) != written}
    return {character: written for character, written in table.items() if character not in unsure}
