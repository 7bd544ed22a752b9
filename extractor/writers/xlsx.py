"""A workbook for Excel and WPS: one sheet a table, and the ledger of tasks (督查台账) as supervision offices keep it.

Every cell has the type of its value and none is a formula. A number of more than the 15 digits that Excel keeps is a text, but
for a quotient that goes on for ever, which is rounded; the fraction beside it is exact.
"""

from __future__ import annotations

import datetime
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from extractor.models import Bulletin
from extractor.writers.files import CannotWrite
from extractor.writers.flat import FORMULA
from extractor.writers.headings import TABLES, headings_of
from extractor.writers.tables import LEDGER, REFERENCES, SET, Cell, Column, all_columns_of, cell_text, header_of, rows_of

LONGEST = 32_767  # UTF-16 units of a cell
_ROWS = 1_048_576
_LINKS = 65_530  # of a sheet
_DIGITS = 15
_MAGNITUDE = 300  # powers of ten
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it Excel counts a day that never was
_CREATED = datetime.datetime(2000, 1, 1)  # the same bytes whenever it is written
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold, not even escaped
_WIDTHS = {"integer": 9.0, "number": 16.0, "boolean": 9.0, "day": 12.0, "list": 24.0, "string": 14.0}
_WIDE = {"text": 60.0, "sentence": 60.0, "headline": 40.0, "title": 32.0, "message": 60.0, "question_text": 40.0, "editor_note_text": 40.0}
# of the ledger, which is printed: together a landscape page in letters that can be read
_LEDGER_WIDTHS = {
    "document": 16.0, "id": 6.0, "source": 18.0, "content": 48.0, "responsible": 16.0, "assisting": 14.0, "targets": 28.0,
    "deadline": 11.0, "progress": 18.0, "done": 7.0,
}  # fmt: skip
_A4 = 9
_MARGIN = 0.4  # inches
_FORMATS: dict[str, dict[str, Any]] = {
    "text": {},
    "wrapped text": {"text_wrap": True},
    "quoted": {"quote_prefix": True},  # stays a text when someone edits it
    "wrapped quoted": {"quote_prefix": True, "text_wrap": True},
    "whole": {"num_format": "#,##0"},
    "fractional": {"num_format": "#,##0.##############"},
    "day": {"num_format": "yyyy-mm-dd"},
    "link": {"font_color": "#0563C1", "underline": 1},
    "head": {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True, "valign": "vcenter"},
}

_Value = Cell | datetime.date


@contextmanager
def workbook(file: BinaryIO, chinese: bool, notice: Callable[[str], None]) -> Iterator[Callable[[Bulletin], None]]:
    """What adds a document to a workbook, which is in the file when the block ends well.

    What the form cannot hold whole is said by ``notice``. Raises CannotWrite where a table has more rows than a sheet.
    """
    with tempfile.TemporaryDirectory(prefix="extract-") as folder:
        whole = io.BytesIO()
        made = _Workbook(whole, chinese, folder)
        try:
            yield made.add
            made.close()
        finally:
            made.let_go()
        file.write(whole.getvalue())
    if made.cut:
        notice(f"{made.cut} texts are longer than the {LONGEST:,} characters of a cell and end in …; the other formats have them whole")


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written row by row."""

    page: Any
    name: str
    last_column: int
    wraps: bool
    rows: int = 0
    links: int = 0

    def next_row(self) -> int:
        """The index of a new row below the last."""
        self.rows += 1
        if self.rows >= _ROWS:
            raise CannotWrite(f"the sheet {self.name} is full at {_ROWS:,} rows; use sqlite or parquet, or fewer documents")
        return self.rows


class _Workbook:
    """A workbook in the making; ``cut`` counts the texts that were too long for a cell."""

    def __init__(self, file: BinaryIO, chinese: bool, folder: str) -> None:
        options = {"constant_memory": True, "tmpdir": folder}  # a row leaves the memory when the next one begins
        self.cut = 0
        self._book = xlsxwriter.Workbook(file, options)
        self._book.set_properties({"created": _CREATED, "title": "公报数据"})
        self._formats = {name: self._book.add_format({"valign": "top"} | properties) for name, properties in _FORMATS.items()}
        self._sheets = {table: self._new_sheet(TABLES[table] if chinese else table, headings_of(table, chinese)) for table in SET}
        for table, sheet in self._sheets.items():
            for index, column in enumerate(all_columns_of(table)):
                sheet.page.set_column(index, index, _WIDE.get(column.name, _WIDTHS[column.kind]))
        self._ledger = self._new_sheet(TABLES[LEDGER], headings_of(LEDGER, chinese), wraps=True)
        self._ledger.page.hide_gridlines(0)  # they are printed too
        for index, width in enumerate(_LEDGER_WIDTHS[name] for name in header_of(LEDGER)):
            self._ledger.page.set_column(index, index, width)

    def add(self, bulletin: Bulletin) -> None:
        """Write the rows of a document at the foot of every sheet. Raises CannotWrite where a sheet is full."""
        places: dict[tuple[str, Cell], str] = {}  # where a row stands that others refer to
        for table, sheet in self._sheets.items():
            columns = all_columns_of(table)
            for values in rows_of(bulletin, table):
                row = sheet.next_row()
                places[table, values[1]] = f"internal:'{sheet.name}'!A{row + 1}"
                for index, (column, value) in enumerate(zip(columns, _rounded(table, values), strict=True)):
                    link = places.get((REFERENCES.get(column.name, ""), value))
                    self._write(sheet, row, index, _held_as(column, value), link)
        for values in rows_of(bulletin, LEDGER):
            row = self._ledger.next_row()
            for index, (column, value) in enumerate(zip(all_columns_of(LEDGER), values, strict=True)):
                if column.name == "id":  # the tasks are counted, and lead to their items
                    self._write(self._ledger, row, index, row, places["commitments", value])
                else:
                    self._write(self._ledger, row, index, _held_as(column, value))

    def close(self) -> None:
        """Write the workbook out."""
        for sheet in (*self._sheets.values(), self._ledger):
            sheet.page.autofilter(0, 0, max(sheet.rows, 1), sheet.last_column)
        done = self._ledger.last_column
        self._ledger.page.data_validation(1, done, max(self._ledger.rows, 1), done, {"validate": "list", "source": ["是", "否"]})
        self._book.close()

    def let_go(self) -> None:
        """Close the files in which the rows waited: the library leaves them open."""
        for page in self._book.worksheets():
            page.row_data_fh.close()

    def _new_sheet(self, name: str, headings: list[str], wraps: bool = False) -> _Sheet:
        page = self._book.add_worksheet(name)
        page.freeze_panes(1, 0)
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(_MARGIN, _MARGIN, _MARGIN, 2 * _MARGIN)
        page.set_footer("&C&P / &N")
        page.fit_to_pages(1, 0)  # as many below each other as there are
        page.repeat_rows(0)
        for index, heading in enumerate(headings):
            page.write_string(0, index, heading, self._formats["head"])
        return _Sheet(page, name, len(headings) - 1, wraps)

    def _write(self, sheet: _Sheet, row: int, index: int, value: _Value, link: str | None = None) -> None:
        """Write a cell by the type of its value; null and the empty text are no cell."""
        held: str | bool | int | Decimal | datetime.date
        match value:
            case None:
                return
            case bool() | datetime.date():
                held = value
            case int() | Decimal():
                held = value if _held(Decimal(value)) else cell_text(value)
            case _:
                held = self._text(cell_text(value))
        if held == "":
            return
        style = self._formats[_format(held, sheet.wraps)]
        if link is not None and sheet.links < _LINKS:
            sheet.links += 1
            style = self._formats["link"]
            sheet.page.write_url(row, index, link, style, str(held))  # the value is written over the text that this makes
        match held:
            case str():
                sheet.page.write_string(row, index, held, style)
            case bool():
                sheet.page.write_boolean(row, index, held, style)
            case datetime.date():
                sheet.page.write_datetime(row, index, held, style)
            case _:
                sheet.page.write_number(row, index, held, style)

    def _text(self, text: str) -> str:
        """A text as a cell can hold it."""
        text = _NO_XML.sub("\ufffd", text)
        if len(text) > LONGEST // 2 and len(text.encode("utf-16-le")) > 2 * LONGEST:
            self.cut += 1
            return text.encode("utf-16-le")[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"
        return text


def _format(value: str | bool | int | Decimal | datetime.date, wraps: bool) -> str:
    match value:
        case str():
            return ("wrapped " if wraps else "") + ("quoted" if value.startswith(FORMULA) else "text")
        case bool():
            return "text"
        case datetime.date():
            return "day"
        case _:
            return "whole" if value == int(value) else "fractional"


def _held(value: Decimal) -> bool:
    """Whether a cell keeps every digit of a number."""
    digits = "".join(map(str, value.as_tuple().digits)).strip("0")
    return len(digits) <= _DIGITS and abs(value.adjusted()) < _MAGNITUDE


def _rounded(table: str, values: list[Cell]) -> list[Cell]:
    """The row of a table, the quotient of a fraction rounded to the digits that Excel keeps."""
    if table == "figures":
        names = header_of(table)
        value = names.index("value")
        if values[names.index("fraction")] is not None:
            values[value] = Decimal(f"{values[value]:.{_DIGITS}g}")
    return values


def _held_as(column: Column, value: Cell) -> _Value:
    """The value of a column, a day as a date; one that Excel does not know is text."""
    if column.kind != "day" or not isinstance(value, str):
        return value
    day = datetime.date.fromisoformat(value)
    return day if day >= _FIRST_DAY else value
