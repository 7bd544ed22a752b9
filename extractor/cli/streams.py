"""Standard output for data, standard error for talk; neither ends in a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from typing import IO, Any

from extractor.cli.messages import in_chinese
from extractor.text.lines import one_line

OUTPUT = "standard output"
FAILED = 1  # the exit status when a document could not be read or written


def speak_utf8() -> None:
    """Print UTF-8, as all that goes to standard output, whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


def complain(message: str, place: str | None = None, *, chinese: bool = False) -> None:
    """Say on standard error, in one line, what went wrong, and with which document or output; ``chinese`` says it in Chinese."""
    if chinese:
        message = in_chinese(message)
    if place is not None:
        message = f"{in_chinese(place) if chinese and place == OUTPUT else place}: {message}"
    say([f"extract: {one_line(message)}"])


def say(lines: Iterable[str]) -> None:
    """Put lines out on standard error; when nobody listens there, the data still goes out."""
    if sys.stderr is None:
        return
    try:
        for line in lines:
            print(line, file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


def silence(stream: IO[Any] | None) -> None:
    """Let what is still buffered go nowhere: Python would write it out on leaving, and fail again."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
