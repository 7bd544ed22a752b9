"""Where things stand: view spans as rows of the document, and which item or speech a place belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

from extractor.sentences import trimmed
from extractor.structure.outline import ItemDraft, Outline, Span
from extractor.text.layout import Join
from extractor.text.spans import View

Row = dict[str, Any]


class Places:
    """View spans as rows of the document: text, start, end. ``printed`` is the page furniture that the view leaves out."""

    def __init__(self, view: View, printed: Sequence[Join] = ()) -> None:
        self.view = view
        self._printed = printed
        self._printed_at = [join.start for join in printed]

    def row(self, span: Span) -> Row:
        """The text of a view span and its source offsets, blanks at its borders left out."""
        raw = self.view.raw
        start, end = trimmed(raw, *span)
        first, last = self.view.source_span(start, end)
        text = raw[start:end]
        if self._printed:
            inside = self._printed[bisect_right(self._printed_at, first) : bisect_left(self._printed_at, last)]
            text = self._with_printed(start, end, inside) if inside else text
        return {"text": text, "start": first, "end": last}

    def _with_printed(self, start: int, end: int, inside: Sequence[Join]) -> str:
        """The text of a view span with the page furniture inside, in lines of its own: what stands between start and end is given whole."""
        pieces: list[str] = []
        for join in inside:
            at = bisect_left(range(end), join.start, start, key=self.view.origin)
            pieces += [self.view.raw[start:at].rstrip(), join.text]
            start = at
        return "\n".join([*pieces, self.view.raw[start:end].lstrip()])


class Innermost:
    """Which item a place stands in: the innermost one."""

    def __init__(self, items: Sequence[ItemDraft]) -> None:
        self.items = items
        self.starts = [item.span[0] for item in items]

    def at(self, index: int) -> int | None:
        """The index of the innermost item at a view index, or None."""
        found = bisect_right(self.starts, index) - 1
        while found >= 0 and self.items[found].span[1] <= index:
            parent = self.items[found].parent
            if parent is None:
                return None
            found = parent
        return found if found >= 0 else None


def number_items(items: Sequence[ItemDraft], speech_ids: Sequence[str]) -> list[str]:
    """The ids of the items, numbered in each speech: s1.c1, s1.c2; c1 where there is no speech."""
    counts: dict[int | None, int] = {}
    ids = []
    for item in items:
        number = counts[item.speech] = counts.get(item.speech, 0) + 1
        ids.append(f"c{number}" if item.speech is None else f"{speech_ids[item.speech]}.c{number}")
    return ids


class Owners:
    """Whose a place is: the ids of the speech and of the innermost item that it stands in."""

    def __init__(self, outline: Outline, speech_ids: Sequence[str], item_ids: Sequence[str]) -> None:
        self._outline = outline
        self._speech_ids = speech_ids
        self._item_ids = item_ids
        self._inside = Innermost(outline.items)
        self._starts = [speech.span[0] for speech in outline.speeches]

    def at(self, index: int) -> tuple[str | None, str | None]:
        """The ids of the speech and the item at a view index, None where it stands in none."""
        item = self._inside.at(index)
        speech = self._speech_at(index) if item is None else self._outline.items[item].speech
        return (None if speech is None else self._speech_ids[speech]), (None if item is None else self._item_ids[item])

    def _speech_at(self, index: int) -> int | None:
        found = bisect_right(self._starts, index) - 1
        return found if found >= 0 and index < self._outline.speeches[found].span[1] else None
