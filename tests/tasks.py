"""What the workers of the tests do, and which processes they are."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def children(process: int | str = "self") -> set[int]:
    """The processes that a process has started; its threads may end while they are looked at."""
    found: set[int] = set()
    for thread in Path(f"/proc/{process}/task").iterdir():
        with suppress(FileNotFoundError, ProcessLookupError):
            found.update(map(int, (thread / "children").read_text().split()))
    return found


def doubling() -> Callable[[int], int]:
    return _double


def killed_by(*numbers: int) -> Callable[[int], int]:
    """Work that some numbers kill, every time."""

    def work(number: int) -> int:
        if number in numbers:
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * number

    return work


def killed_once_by(number: int, mark: Path) -> Callable[[int], int]:
    """Work that a number kills the first time."""

    def work(given: int) -> int:
        if given == number and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return 2 * given

    return work


def printing() -> Callable[[int], int]:
    """Work that prints, as a library may."""

    def work(number: int) -> int:
        print("printed", flush=True)
        return 2 * number

    return work


def refusing() -> Callable[[int], int]:
    raise ValueError("no such thing")


def _double(number: int) -> int:
    return 2 * number
