"""Lists: markers chained to the list that they continue."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.structure.markers import LAST, Marker
from extractor.structure.outline import DiagnosticDraft

# 一是 may be followed by 三是 where an item was lost, and hardly by 九是.
GAP_LIMIT = 2
# Families whose numbers may run through the sections of a text.
RUNNING = ("bracket", "number", "number_bracket")
DEPTH_LIMIT = 16  # so many lists may be open inside each other


@dataclass(slots=True)
class Chain:
    """A list in the making: its markers, and the place where a list further out went on."""

    markers: list[Marker]
    ordinals: list[int]
    limit: int  # its last item cannot reach beyond
    gaps: list[int] = field(default_factory=list)  # indices of markers before which a number is missing
    runs_on: bool = False  # its numbers go on from, or into, another section: 一、（一）（二） 二、（三）

    @property
    def last(self) -> int:
        """The ordinal of the last item."""
        return self.ordinals[-1]

    def add(self, marker: Marker, ordinal: int) -> None:
        """Append the marker as the item of that number."""
        if ordinal != self.last + 1:
            self.gaps.append(len(self.markers))
        self.markers.append(marker)
        self.ordinals.append(ordinal)


def chain_markers(markers: list[Marker], limit: int) -> list[Chain]:
    """The lists of one speech that have two items or more, in order of their first; ``limit`` is the speech's end.

    A marker goes on with the innermost open list of its family that waits for its number; a list is closed when a list
    further out goes on. What opens with 一 is a new list, and so is what goes on with the numbers of a closed one.
    """
    chains: list[Chain] = []
    stack: list[Chain] = []
    closed: dict[str, Chain] = {}  # the list of each family that was closed last
    for marker in markers:
        at = _continued(stack, marker)
        if at is not None:
            for inner in stack[at + 1 :]:
                inner.limit = marker.start
                closed[inner.markers[0].family] = inner
            del stack[at + 1 :]
            stack[at].add(marker, _ordinal(stack[at], marker))
        elif marker.ordinal == 1 or (marker.leads and marker.ordinal > 1):
            before = closed.get(marker.family) if marker.ordinal > 1 and marker.family in RUNNING else None
            runs_on = before is not None and before.last + 1 == marker.ordinal
            if before is not None and runs_on:
                before.runs_on = True
            elif marker.ordinal > 1 and marker.family not in ("section", "bracket"):
                continue
            _close_same(stack, marker)
            chain = Chain([marker], [marker.ordinal], limit, runs_on=runs_on)
            if len(stack) == DEPTH_LIMIT:
                del stack[0]
            stack.append(chain)
            chains.append(chain)
    return [chain for chain in chains if len(chain.markers) > 1 or chain.runs_on]


def list_notes(chain: Chain, rows: list[int], announced: int | None) -> list[DiagnosticDraft]:
    """What is odd in a list: numbers that it leaves out, and a count that its lead-in announces and it does not keep.

    ``rows`` are its items' indices.
    """
    notes = []
    for at in chain.gaps:
        marker = chain.markers[at]
        message = f"The list goes from item {chain.ordinals[at - 1]} to item {chain.ordinals[at]}; it was read as one list."
        related = (("commitments", rows[at - 1]), ("commitments", rows[at]))
        notes.append(DiagnosticDraft("item-gap", "warning", message, (marker.start, marker.end), related))
    if announced is not None and announced != len(rows) and not chain.gaps:
        first = chain.markers[0]
        message = f"The text announces {announced} items and {len(rows)} were found; all that were found are given."
        every = tuple(("commitments", row) for row in rows)
        notes.append(DiagnosticDraft("item-count-mismatch", "warning", message, (first.start, first.end), every))
    return notes


def _ordinal(chain: Chain, marker: Marker) -> int:
    return chain.last + 1 if marker.ordinal == LAST else marker.ordinal


def _joins(chain: Chain, marker: Marker) -> bool:
    """Whether the marker's family goes on with that of the list: 首先 … 其次 … 第三, 一是 … 二要 are each one list."""
    family = chain.markers[-1].family
    if family == marker.family:
        return True
    return chain.markers[0].family == "sequence" and marker.family == "ordinal"


def _continued(stack: list[Chain], marker: Marker) -> int | None:
    """The index of the open list that the marker continues."""
    waiting = [at for at in range(len(stack) - 1, -1, -1) if _joins(stack[at], marker)]
    for at in waiting:
        # a heading line goes on with headings: 三、 after 一、 二、 of the same form
        if marker.ordinal in (LAST, stack[at].last + 1) and stack[at].markers[-1].alone == marker.alone:
            return at
    for at in waiting:
        if marker.ordinal in (LAST, stack[at].last + 1):
            return at
    return next((at for at in waiting if stack[at].last + 1 < marker.ordinal <= stack[at].last + GAP_LIMIT), None)


def _close_same(stack: list[Chain], marker: Marker) -> None:
    """A second 一是 on the same level ends the list before it, with all that hangs on that."""
    for at, chain in enumerate(stack):
        if chain.markers[0].family == marker.family and len(chain.markers) > 1 and at == len(stack) - 1:
            chain.limit = marker.start
            del stack[at:]
            return
