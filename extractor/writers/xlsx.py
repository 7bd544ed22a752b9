"""A workbook for Excel and WPS: one sheet a table, and the ledger of tasks (督查台账) as supervision offices keep it.

Every cell has the type of its value and no cell is a formula. A number that Excel's 15 digits would change is a text.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from extractor.models import Bulletin
from extractor.writers.files import CannotWrite
from extractor.writers.headings import TABLES, headings_of
from extractor.writers.ledger import COLUMNS as LEDGER_COLUMNS
from extractor.writers.ledger import SHEET as LEDGER
from extractor.writers.ledger import tasks_of
from extractor.writers.tables import REFERENCES, SET, Cell, Column, all_columns_of, cell_text, rows_of

LONGEST = 32767  # UTF-16 units of a cell
_ROWS = 1_048_576
_LINKS = 65_530  # of a sheet
_DIGITS = 15
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
_CREATED = datetime.datetime(2000, 1, 1)  # the same bytes whenever it is written
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold, not even escaped
_WIDTHS = {"integer": 9.0, "number": 16.0, "boolean": 9.0, "day": 12.0, "list": 24.0, "string": 14.0}
_WIDE = {"text": 60.0, "sentence": 60.0, "headline": 40.0, "title": 32.0, "message": 60.0, "question_text": 40.0, "editor_note_text": 40.0}
_LEDGER_WIDTHS = (6.0, 28.0, 60.0, 20.0, 14.0, 36.0, 12.0, 28.0, 10.0)

Add = Callable[[Bulletin], None]


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written row by row."""

    page: Any
    name: str
    rows: int = 0
    links: int = 0


@dataclass(slots=True)
class _Book:
    """A workbook in the making."""

    book: Any
    formats: dict[str, Any]
    sheets: dict[str, _Sheet] = field(default_factory=dict)
    cut: int = 0


@contextmanager
def workbook(file: BinaryIO, chinese: bool = True) -> Iterator[Add]:
    """What adds a document to a workbook, which is in the file when the block ends well.

    Raises CannotWrite where a table has more rows than a sheet.
    """
    whole = io.BytesIO()
    made = _new_book(whole, chinese)
    yield lambda bulletin: _add(made, bulletin)
    for sheet in made.sheets.values():
        sheet.page.autofilter(0, 0, max(sheet.rows, 1), sheet.page.dim_colmax)
    ledger = made.sheets[LEDGER]
    ledger.page.data_validation(1, 8, max(ledger.rows, 1), 8, {"validate": "list", "source": ["是", "否"]})
    made.book.close()
    file.write(whole.getvalue())


def _new_book(file: BinaryIO, chinese: bool) -> _Book:
    """A workbook with its sheets, and nothing below their head rows."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties({"created": _CREATED, "title": "公报数据"})
    book.set_calc_mode("manual")
    plain = {"valign": "top"}
    formats = {
        "text": book.add_format(plain | {"text_wrap": True, "num_format": "@"}),
        "integer": book.add_format(plain | {"num_format": "0"}),
        "whole": book.add_format(plain | {"num_format": "#,##0"}),
        "fractional": book.add_format(plain | {"num_format": "#,##0.##############"}),
        "boolean": book.add_format(plain),
        "day": book.add_format(plain | {"num_format": "yyyy-mm-dd"}),
        "link": book.add_format(plain | {"font_color": "#0563C1", "underline": 1}),
        "head": book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"}),
    }
    made = _Book(book, formats)
    for table in SET:
        columns = all_columns_of(table)
        _add_sheet(made, table, TABLES[table] if chinese else table, headings_of(table, chinese), [_width(column) for column in columns])
    _add_sheet(made, LEDGER, LEDGER, list(LEDGER_COLUMNS), list(_LEDGER_WIDTHS))
    return made


def _add_sheet(made: _Book, key: str, name: str, headings: list[str], widths: list[float]) -> None:
    page = made.book.add_worksheet(name)
    page.freeze_panes(1, 0)
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        page.set_column(column, column, width)
        page.write_string(0, column, heading, made.formats["head"])
    made.sheets[key] = _Sheet(page, name)


def _width(column: Column) -> float:
    return _WIDE.get(column.name, _WIDTHS[column.kind])


def _add(made: _Book, bulletin: Bulletin) -> None:
    """Write the rows of a document at the foot of every sheet."""
    places: dict[tuple[str, Cell], str] = {}  # where a row stands that others refer to
    for table in SET:
        sheet = made.sheets[table]
        columns = all_columns_of(table)
        for row in rows_of(bulletin, table):
            line = _next_line(sheet)
            places[table, row[1]] = f"internal:'{sheet.name}'!A{line + 1}"
            repeating = "ratio" in row  # a quotient may go on for ever; the fraction beside it is exact
            for index, (column, value) in enumerate(zip(columns, row, strict=True)):
                target = (REFERENCES.get(column.name, ""), value)
                if value is None:
                    continue
                _write(made, sheet, line, index, column.kind, value, places.get(target), repeating)
