"""Standard output for data, standard error for talk; neither ends in a traceback."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import IO, Any, NamedTuple

from extractor.cli.messages import in_chinese, is_chinese, value_of
from extractor.text.lines import one_line

OUTPUT = "standard output"


def speak_utf8() -> None:
    """Print UTF-8, as all that goes to standard output, whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")


class Manner(NamedTuple):
    """How the command speaks on standard error: in which language; in lines for people, or in JSON objects for programs."""

    chinese: bool = False
    objects: bool = False


def manner_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Manner:
    """The manner that arguments ask for which are not yet understood. What is for programs does not depend on the locale."""
    objects = value_of("--diagnostics", arguments) == "json"
    return Manner(is_chinese(arguments, {} if objects else environment), objects)


def complain(
    message: str,
    place: str | None = None,
    *,
    manner: Manner = Manner(),  # noqa: B008 -- it cannot be changed
    code: str = "wrong-use",
    severity: str = "error",
    document: str | None = None,
) -> None:
    """Say on standard error, in one line, what went wrong, and with which document or output; ``code`` says it to programs."""
    if manner.chinese:
        message = in_chinese(message)
        place = in_chinese(OUTPUT) if place == OUTPUT else place
    if manner.objects:
        import json  # noqa: PLC0415 -- not for people

        row = {"document": document, "place": place, "code": code, "severity": severity, "message": message}
        say([json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace").decode()])
    else:
        say([f"extract: {one_line(message if place is None else f'{place}: {message}')}"])


def unwritable(error: OSError) -> str:
    """What is said of an output that the system does not take."""
    return f"it cannot be written ({error.strerror}); make room or choose another place"


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
