"""How much work a call does, counted and not timed: the same on every machine, however busy it is."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(action: Callable[[], object]) -> int:
    """How many functions, in Python and in C, are entered and left while an action runs.

    What a single call does inside C (a regular expression that goes over its text again and again) is not seen:
    that is for the bench, which times texts that no one would write.
    """
    count = 0

    def hook(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(hook)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count
