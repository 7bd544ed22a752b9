"""Diagnostics as a compiler prints them, or as JSON, each with its line and column."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator

from extractor.models import Bulletin, Diagnostic, Severity
from extractor.text.lines import one_line
from extractor.text.patterns import lazy

_LINE_END = lazy(r"\r\n|\r|\n")
_CHINESE: dict[Severity, str] = {"error": "错误", "warning": "警告", "note": "提示"}
_COLOURS: dict[Severity, str] = {"error": "31", "warning": "33", "note": "36"}


def message_lines(
    bulletin: Bulletin, text: str, path: str, colour: bool = False, *, excerpts: bool = False, chinese: bool = False
) -> Iterator[str]:
    """The diagnostics as ``path:line:column: severity[code]: message``; lines and columns count from 1, columns in characters.

    With ``excerpts`` the line of the source follows each, and a mark under the place. ``chinese`` says the severity in Chinese;
    the messages are as the document has them.
    """
    for found, line, column in _placed(bulletin, text):
        word = f"{_CHINESE[found.severity] if chinese else found.severity}[{found.code}]"
        if colour:
            word = f"\x1b[1;{_COLOURS[found.severity]}m{word}\x1b[0m"
        yield f"{one_line(path)}:{line}:{column}: {word}: {one_line(found.message)}"
        if excerpts:
            yield from _excerpt(text, found, colour)


def message_objects(bulletin: Bulletin, text: str) -> Iterator[str]:
    """The diagnostics as one compact JSON object each: the row of the table with document, line and column in front."""
    name = json.dumps(bulletin.source.name, ensure_ascii=False)
    for found, line, column in _placed(bulletin, text):
        yield f'{{"document":{name},"line":{line},"column":{column},{found.model_dump_json()[1:]}'


def _excerpt(text: str, found: Diagnostic, colour: bool) -> Iterator[str]:
    from extractor.writers.excerpts import excerpt  # noqa: PLC0415 -- for terminals only

    line, mark = excerpt(text, found.start, found.end)
    yield f"    {line}"
    yield f"    \x1b[1;{_COLOURS[found.severity]}m{mark}\x1b[0m" if colour else f"    {mark}"


def _placed(bulletin: Bulletin, text: str) -> Iterator[tuple[Diagnostic, int, int]]:
    if not bulletin.diagnostics:
        return
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    for found in bulletin.diagnostics:
        line = bisect_right(starts, found.start)
        yield found, line, found.start - starts[line - 1] + 1
