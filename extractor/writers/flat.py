"""CSV (RFC 4180) and the same with tabs, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from extractor.models import Bulletin
from extractor.writers.headings import headings_of
from extractor.writers.tables import Cell, cell_text, rows_of

DELIMITERS = {"csv": ",", "tsv": "\t"}
BOM = "\ufeff"

# What makes a spreadsheet take a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def flat_header(table: str, delimiter: str, chinese: bool = False) -> str:
    """The header line of a table."""
    return _lines([headings_of(table, chinese)], delimiter)


def flat_rows(bulletin: Bulletin, table: str, delimiter: str, raw: bool = False) -> str:
    """The rows of a table; texts that a spreadsheet would run as a formula open with an apostrophe unless ``raw``."""
    text = cell_text if raw else _defused
    return _lines(([text(value) for value in row] for row in rows_of(bulletin, table)), delimiter)


def _defused(value: Cell) -> str:
    text = cell_text(value)
    return f"'{text}" if isinstance(value, str | tuple) and text.startswith(FORMULA) else text


def _lines(rows: Iterable[list[str]], delimiter: str) -> str:
    lines = io.StringIO(newline="")
    csv.writer(lines, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return lines.getvalue()
