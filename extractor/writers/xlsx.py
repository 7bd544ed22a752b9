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
    last_column: int
    rows: int = 0
    links: int = 0

    def next_row(self) -> int:
        """The index of a new row below the last."""
        self.rows += 1
        if self.rows >= _ROWS:
            raise CannotWrite(f"the sheet {self.name} is full at {_ROWS:,} rows; use sqlite or parquet, or fewer documents")
        return self.rows


class Workbook:
    """A workbook in the making; ``cut`` counts the texts that were too long for a cell."""

    def __init__(self, file: BinaryIO, chinese: bool) -> None:
        # a row leaves the memory when the next one begins; no text is ever taken for a formula, a link or a number
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self.cut = 0
        self._tasks = 0
        self._book = xlsxwriter.Workbook(file, options)
        self._book.set_properties({"created": _CREATED, "title": "公报数据"})
        self._formats = {name: self._book.add_format({"valign": "top"} | properties) for name, properties in _FORMATS.items()}
        self._sheets = {table: self._new_sheet(TABLES[table] if chinese else table, headings_of(table, chinese)) for table in SET}
        for table, sheet in self._sheets.items():
            for index, column in enumerate(all_columns_of(table)):
                sheet.page.set_column(index, index, _WIDE.get(column.name, _WIDTHS[column.kind]))
        self._ledger = self._new_sheet(SHEET, list(LEDGER_COLUMNS))
        for index, width in enumerate(_LEDGER_WIDTHS):
            self._ledger.page.set_column(index, index, width)

    def add(self, bulletin: Bulletin) -> None:
        """Write the rows of a document at the foot of every sheet. Raises CannotWrite where a sheet is full."""
        places: dict[tuple[str, Cell], str] = {}  # where a row stands that others refer to
        for table, sheet in self._sheets.items():
            columns = all_columns_of(table)
            for values in rows_of(bulletin, table):
                row = sheet.next_row()
                places[table, values[1]] = f"internal:'{sheet.name}'!A{row + 1}"
                for index, (column, value) in enumerate(zip(columns, values, strict=True)):
                    link = places.get((REFERENCES.get(column.name, ""), value))
                    self._write(sheet, row, index, _day(value) if column.kind == "day" else value, link)
        for task in tasks_of(bulletin):
            row = self._ledger.next_row()
            self._tasks += 1
            link = places["commitments", task.commitment_id]
            cells = (task.source, task.content, task.responsible, task.assisting, task.targets, _day(task.deadline))
            self._write(self._ledger, row, 0, self._tasks, link)
            for index, value in enumerate(cells, 1):
                self._write(self._ledger, row, index, value)

    def close(self) -> None:
        """Write the workbook out."""
        for sheet in (*self._sheets.values(), self._ledger):
            sheet.page.autofilter(0, 0, max(sheet.rows, 1), sheet.last_column)
        done = len(LEDGER_COLUMNS) - 1
        self._ledger.page.data_validation(1, done, max(self._ledger.rows, 1), done, {"validate": "list", "source": ["是", "否"]})
        self._book.close()

    def _new_sheet(self, name: str, headings: list[str]) -> _Sheet:
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        for index, heading in enumerate(headings):
            page.write_string(0, index, heading, self._formats["head"])
        return _Sheet(page, name, len(headings) - 1)

    def _write(self, sheet: _Sheet, row: int, index: int, value: Cell | datetime.date, link: str | None = None) -> None:
        """Write a cell by the type of its value; null is no cell."""
        page, formats = sheet.page, self._formats
        match value:
            case None:
                return
            case bool():
                page.write_boolean(row, index, value, formats["plain"])
            case int() | Decimal() if _held(value):
                page.write_number(row, index, value, formats["whole" if value == int(value) else "fractional"])
            case datetime.date():
                page.write_datetime(row, index, value, formats["day"])
            case _:
                text = self._text(cell_text(value))
                if text.startswith(FORMULA):
                    page.write_string(row, index, text, formats["quoted"])
                else:
                    page.write_string(row, index, text, formats["text"])
        if link is not None and sheet.links < _LINKS:
            sheet.links += 1
            page.write_url(row, index, link, formats["link"], cell_text(value))

    def _text(self, text: str) -> str:
        """A text as a cell can hold it."""
        text = _NO_XML.sub("\ufffd", text)
        if len(text) > LONGEST:
            self.cut += 1
            return text[: LONGEST - 1] + "…"
        return text
