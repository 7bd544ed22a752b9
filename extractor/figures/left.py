"""The words directly before a number, read from right to left: bounds, verbs of change and of level, adverbs."""

from __future__ import annotations

from functools import cache

from extractor import lexicons
from extractor.figures.drafts import Change, Left
from extractor.models import Comparator

_LONGEST = 6
_SHARED = frozenset(("分别", "各", "均"))
# Between a number and its verb the text may be broken by these.
_SOFT = "的了“"


@cache
def _tails() -> dict[str, tuple[str, str]]:
    """Each word that may stand before a number, with its slot and its meaning; the first slot that has it wins."""
    tails: dict[str, tuple[str, str]] = {}
    for slot in ("comparator_before", "change", "level", "adverb"):
        for word, meaning in lexicons.words(slot).items():
            tails.setdefault(word, (slot, meaning))
    return tails


def read_left(text: str, floor: int, start: int, dated: dict[int, int]) -> Left:
    """What text[floor:start] says before the number at ``start``; ``dated`` gives each date's start by its end."""
    tails = _tails()
    comparator: Comparator | None = None
    change: Change | None = None
    level = shared = rate = False
    at = start
    while at > floor:
        if at in dated and dated[at] >= floor:
            at = dated[at]
            continue
        for length in range(min(_LONGEST, at - floor), 0, -1):
            found = tails.get(text[at - length : at])
            if found is not None:
                break
        else:
            if at - floor > 1 and text[at - 1] in _SOFT and at != start:
                at -= 1
                continue
            if text[at - 1] in "的了":
                at -= 1
                continue
            break
        slot, meaning = found
        if slot == "comparator_before":
            # of two the outer one counts: 至少约26%
            comparator = meaning  # type: ignore[assignment]
        elif slot == "change":
            if not level and change is None:
                change = meaning  # type: ignore[assignment]
                rate = True
        elif slot == "level":
            level = level or change is None
        elif text[at - length : at] in _SHARED:
            shared = True
        at -= length
    return Left(at, comparator, change, level, shared, rate)
