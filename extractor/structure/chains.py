"""Lists: markers chained to the list that they continue."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.sentences import FULL_STOP
from extractor.structure.markers import LAST, Marker
from extractor.structure.outline import DiagnosticDraft

# 一是 may be followed by 三是 where an item was lost, and hardly by 九是.
GAP_LIMIT = 2
# Families whose numbers may run through the sections of a text.
RUNNING = ("bracket", "number", "number_bracket")
# Families whose items are headings or run in: what runs in does not go on with headings.
NUMBERED = ("section", *RUNNING)
DEPTH_LIMIT = 16  # so many lists may be open inside each other
_COLONS = ("：", ":")


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


def chain_markers(text: str, markers: list[Marker], limit: int) -> list[Chain]:
    """The lists of one speech that have two items or more, in order of their first; ``limit`` is the speech's end.

    A marker goes on with the innermost open list of its family that waits for its number; a list is closed when a list
    further out goes on. What opens with 一 is a new list, and so is what goes on with the numbers of a closed one.
    """
    chains: list[Chain] = []
    stack: list[Chain] = []
    closed: dict[str, Chain] = {}  # the list of each family that was closed last
    for marker in markers:
        at = _continued(text, stack, marker)
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
            _close_same(text, stack, marker)
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


def _joins(text: str, chain: Chain, marker: Marker) -> bool:
    """Whether the marker's family goes on with that of the list: 首先 … 其次 … 第三, 一是 … 二要 are each one list.

    An order told inside a sentence (…，其次是企业) goes on with nothing that stands in a sentence before.
    """
    last = chain.markers[-1]
    if chain.markers[0].family == "sequence":
        if marker.family not in ("sequence", "ordinal"):
            return False
        return marker.before not in ("，", ",") or FULL_STOP.search(text, last.end, marker.start) is None
    return last.family == marker.family


def _continued(text: str, stack: list[Chain], marker: Marker) -> int | None:
    """The index of the open list that the marker continues: of those that wait for its number the innermost of its form.

    A heading line goes on with headings (三、 after 一、 二、 on lines of their own), what runs in with what runs in.
    """
    waiting = [
        at
        for at in range(len(stack) - 1, -1, -1)
        if (marker.ordinal == LAST or 0 < marker.ordinal - stack[at].last <= GAP_LIMIT) and _joins(text, stack[at], marker)
    ]
    exact = [at for at in waiting if marker.ordinal in (LAST, stack[at].last + 1)]
    for at in exact:
        last = stack[at].markers[-1]
        if last.alone == marker.alone and (last.leads == marker.leads or marker.family not in NUMBERED):
            return at
    return next(iter(exact or waiting), None)


def _close_same(text: str, stack: list[Chain], marker: Marker) -> None:
    """A second 一是 on the same level ends the list before it, with all that hangs on that."""
    at = len(stack) - 1
    if at < 0 or stack[at].markers[0].family != marker.family or len(stack[at].markers) < 2 or _opens_inside(text, stack[at], marker):
        return
    stack[at].limit = marker.start
    del stack[at:]


def _opens_inside(text: str, chain: Chain, marker: Marker) -> bool:
    """Whether a list of the same family is announced inside the last item of another: 二、推进改革…：一、…；二、…."""
    last = chain.markers[-1]
    if not last.leads:
        return False
    if not marker.leads:
        return marker.before in _COLONS
    return last.alone and not marker.alone and text[marker.start - 2 : marker.start - 1] in _COLONS
