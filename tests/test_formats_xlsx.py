"""Workbooks: what openpyxl and pandas read is what the JSON says, typed, linked, and never a formula."""

from __future__ import annotations

import datetime
import io
import time
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest
from hypothesis import given, settings
from openpyxl.cell import Cell
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from extractor.models import Bulletin, Period
from extractor.writers import xlsx
from extractor.writers.files import CannotWrite
from extractor.writers.headings import TABLES as TITLES
from extractor.writers.headings import headings_of
from extractor.writers.ledger import target_text, tasks_of
from extractor.writers.tables import LEDGER, SET, all_columns_of, cell_text, header_of, rows_of
from extractor.writers.xlsx import workbook
from tests.format_rows import KEYED, Rows, bulletins_of, rows_of_json, strained
from tests.test_writers import bulletin_with, figure, item

HEADS = ["文件", "编号", "任务来源", "任务内容", "责任单位", "协办单位", "目标", "完成时限", "进展情况", "是否办结"]


def book_of(bulletins: list[Bulletin], chinese: bool = True, said: list[str] | None = None) -> bytes:
    file = io.BytesIO()
    with workbook(file, chinese, (said if said is not None else []).append) as add:
        for bulletin in bulletins:
            add(bulletin)
    return file.getvalue()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book(bulletins: list[Bulletin]) -> openpyxl.Workbook:
    return opened(book_of(bulletins))


@pytest.fixture(scope="module")
def wanted(bulletins: list[Bulletin]) -> Rows:
    return rows_of_json(bulletins)


def cells_of(sheet: Worksheet) -> list[list[Cell]]:
    """The cells below the head row."""
    return [list(row) for row in sheet.iter_rows(min_row=2)]  # type: ignore[arg-type]


def as_held(value: Any) -> Any:
    """What a cell holds of a value of the JSON: 15 digits or the text, 32,767 UTF-16 units, days that Excel knows."""
    if isinstance(value, str):
        long = len(value.encode("utf-16-le")) // 2 > 32_767
        return value[:32_766] + "…" if long else value or None
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        text = cell_text(Decimal(value))
        return Decimal(value) if len(text.replace(".", "").strip("-0")) <= 15 else text
    return value


def as_read(cell: Cell) -> Any:
    value = cell.value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(repr(value))
    return unescape(value) if isinstance(value, str) else value


def test_every_row_is_what_the_json_says(book: openpyxl.Workbook, wanted: Rows) -> None:
    assert book.sheetnames == [*TITLES.values()]
    for table in SET:
        sheet = book[TITLES[table]]
        assert [cell.value for cell in sheet[1]] == headings_of(table, chinese=True)
        rows = [dict(zip(header_of(table), map(as_read, row), strict=True)) for row in cells_of(sheet)]
        expected = [{name: as_held(value) for name, value in row.items()} for row in wanted[table]]
        for row in expected:
            if row.get("fraction"):
                row["value"] = Decimal(f"{Decimal(row['value']):.15g}")
        assert rows == expected


def test_cells_are_typed_and_none_is_a_formula(book: openpyxl.Workbook) -> None:
    for table in SET:
        for row in cells_of(book[TITLES[table]]):
            for column, cell in zip(all_columns_of(table), row, strict=True):
                if cell.value is None:
                    continue
                assert cell.data_type != "f"
                if column.kind in ("integer", "boolean"):
                    assert cell.data_type == {"integer": "n", "boolean": "b"}[column.kind]
                if column.kind == "day" and cell.data_type != "d":
                    assert str(cell.value) < "1900-03-01"
                if cell.data_type == "d":
                    assert cell.number_format == "yyyy-mm-dd"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")) and cell.hyperlink is None:
                    assert cell.quotePrefix
    values = book["数字"]["J"][1:]
    assert {cell.number_format for cell in values if cell.data_type == "n"} == {"#,##0", "#,##0.##############"}


def test_figures_are_linked_to_their_commitments(book: openpyxl.Workbook, wanted: Rows) -> None:
    linked = 0
    items = book["事项"]
    for row, cells in zip(wanted["figures"], cells_of(book["数字"]), strict=True):
        cell = cells[header_of("figures").index("commitment_id")]
        if row["commitment_id"] is None:
            assert cell.hyperlink is None
            continue
        sheet, place = cell.hyperlink.location.split("!")  # type: ignore[union-attr]
        assert sheet == "'事项'"
        assert [found.value for found in items[items[place].row][:2]] == [row["document"], row["commitment_id"]]
        linked += 1
    assert linked > 100


def test_heads_are_frozen_and_filtered_and_columns_have_widths(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert {letter: column.width for letter, column in sheet.column_dimensions.items() if column.width < 5} == {}


def test_pandas_reads_numbers_as_numbers(samples: list[Path]) -> None:
    bulletins = bulletins_of(samples)
    table = pandas.read_excel(io.BytesIO(book_of(bulletins, chinese=False)), sheet_name="figures")
    assert table.columns.tolist() == header_of("figures")
    assert table["value"].dtype == "float64"
    assert table["value"].tolist() == pytest.approx([float(row.value) for bulletin in bulletins for row in bulletin.figures], rel=1e-14)
    assert table["label"].dtype == "bool"


def test_the_ledger_of_tasks(book: openpyxl.Workbook, bulletins: list[Bulletin]) -> None:
    sheet = book["督查台账"]
    assert [cell.value for cell in sheet[1]] == HEADS
    rows = cells_of(sheet)
    known = [values for bulletin in bulletins for values in rows_of(bulletin, LEDGER)]
    assert len(known) == len(rows) > 50
    for number, ([document, item_id, *values], row) in enumerate(zip(known, rows, strict=True), 1):
        assert [as_read(cell) for cell in row] == [document, number, *(cell_text(value) or None for value in values)]
        items, place = row[1].hyperlink.location.split("!")  # type: ignore[union-attr]
        linked = [found.value for found in book["事项"][int(place[1:])][:2]]
        assert (items, linked) == ("'事项'", [document, item_id])
    [validation] = sheet.data_validations.dataValidation
    assert (validation.formula1, str(validation.sqref)) == ('"是,否"', f"J2:J{len(known) + 1}")


def test_sheets_are_ready_to_be_printed(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.center.text == "&P / &N"
    ledger = book["督查台账"]
    assert sum(column.width for column in ledger.column_dimensions.values()) < 200
    texts = [cell for row in cells_of(ledger) for cell in row if cell.data_type == "s"]
    assert len(texts) > 100
    assert [cell.coordinate for cell in texts if not cell.alignment.wrap_text] == []


def test_tasks_are_the_plans_with_what_the_text_says_of_them() -> None:
    items = [
        item(1, headline="抓项目", kind="plan", text="一、抓项目\n一是开工项目。二是……"),
        item(2, id="s1.c1.c1", parent_id="s1.c1", headline="开工项目", kind="plan", responsible=("甲局", "乙局"), deadline="2027-06-30"),
        item(3, id="s1.c3", headline="去年成绩好", kind="achievement"),
    ]
    period = Period(text="明年上半年", start=0, end=5, first_day=None, last_day="2027-06-30", inherited=False)
    figures = [
        figure(id="f1", commitment_id="s1.c1.c1", status="target", metric="项目", comparator="ge", period=period),
        figure(id="f2", commitment_id="s1.c1.c1", status="target", label=True),
        figure(id="f3", commitment_id="s1.c1.c1", status="actual"),
    ]
    [task] = tasks_of(bulletin_with(title="示例报告", commitments=items, figures=figures))
    assert (task.id, task.source, task.content) == ("s1.c1.c1", "示例报告", "开工项目")
    assert (task.responsible, task.assisting, task.targets, task.deadline) == (
        ("甲局", "乙局"),
        (),
        ("明年上半年项目不低于3项",),
        "2027-06-30",
    )


def test_a_heading_with_sentences_of_its_own_is_a_task(samples: list[Path]) -> None:
    [bulletin] = bulletins_of([path for path in samples if path.name == "leader-speech.txt"])
    tasks = {task.id: task for task in tasks_of(bulletin)}
    outer = {item.parent_id for item in bulletin.commitments}
    for row in bulletin.commitments:
        own = [action.text for action in bulletin.actions if action.commitment_id == row.id]
        assert (row.id in tasks) == (row.kind == "plan" and bool(own or row.id not in outer))
        if row.id in tasks:
            assert all(text in tasks[row.id].content for text in own)
            assert row.headline in tasks[row.id].content


@pytest.mark.parametrize(
    ("known", "text"),
    [
        ({"metric": "项目", "comparator": "ge"}, "项目不低于3项"),
        ({"metric": "产值", "text": "5%", "kind": "percent", "change": "increase", "basis": "同比"}, "产值同比增长5%"),
        ({"metric": "能耗", "text": "13%", "kind": "percent", "change": "decrease", "comparator": "approx"}, "能耗下降约13%"),
        ({"metric": "占比", "text": "2个百分点", "kind": "percentage_point", "change": "increase"}, "占比提高2个百分点"),
        ({"metric": "床位", "text": "800张", "change": "increase", "comparator": "gt"}, "床位增加超过800张"),
        ({"metric": "产值", "text": "翻一番", "kind": "multiple", "change": "increase"}, "产值翻一番"),
        ({}, "3项"),
    ],
)
def test_targets_in_words(known: dict[str, Any], text: str) -> None:
    assert target_text(figure(**known)) == text


def test_what_is_cut_is_said() -> None:
    said: list[str] = []
    book_of([strained()], said=said)
    assert said == ["1 texts are longer than the 32,767 characters of a cell and end in …; the other formats have them whole"]


def test_the_same_bytes_at_another_time(bulletins: list[Bulletin]) -> None:
    first = book_of(bulletins)
    time.sleep(1.1)  # a time of writing would be to the second
    assert book_of(bulletins) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert "2000-01-01T00:00:00Z" in archive.read("docProps/core.xml").decode()


def test_a_sheet_that_is_full_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_ROWS", 4)
    rows = [figure(id=f"f{number}") for number in range(3)]
    assert len(cells_of(opened(book_of([bulletin_with(figures=rows)]))["数字"])) == 3
    with pytest.raises(CannotWrite, match="the sheet 数字 is full at 4 rows"):
        book_of([bulletin_with(figures=[*rows, figure(id="f4")])])


def test_more_links_than_a_sheet_holds_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_LINKS", 2)
    rows = [figure(id=f"f{number}", commitment_id="s1.c1") for number in range(4)]
    sheet = opened(book_of([bulletin_with(commitments=[item(1)], figures=rows)]))["数字"]
    assert [cell.hyperlink is not None for cell in sheet["D"][1:]] == [True, True, False, False]
    assert [cell.value for cell in sheet["D"][1:]] == ["s1.c1"] * 4


@settings(max_examples=15)
@given(bulletin=KEYED)
def test_no_text_becomes_anything_else(bulletin: Bulletin) -> None:
    rows = rows_of_json([bulletin])
    book = opened(book_of([bulletin]))
    for table in ("speeches", "commitments", "figures", "diagnostics"):
        names = [column.name for column in all_columns_of(table)]
        kinds = {column.name: column.kind for column in all_columns_of(table)}
        for row, cells in zip(rows[table], cells_of(book[TITLES[table]]), strict=True):
            for name, cell in zip(names, cells, strict=True):
                if kinds[name] in ("string", "list"):
                    assert cell.data_type in ("s", "n" if cell.value is None else "s")
                    assert (as_read(cell) or "") == (row[name] or "")
