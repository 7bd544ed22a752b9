"""Parquet and Arrow: what pyarrow, pandas, polars and DuckDB read is what the JSON says, flat and nested."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas
import polars
import pytest
from hypothesis import given, settings
from pyarrow import ipc, parquet  # type: ignore[import-untyped]

from extractor.models import TABLES, Bulletin
from extractor.writers import arrow
from extractor.writers.arrow import columnar
from extractor.writers.objects import document_json
from extractor.writers.tables import SET, all_columns_of, header_of
from tests.format_rows import KEYED, rows_of_json
from tests.test_writers import bulletin_with, figure

FORMS = ("parquet", "arrow")
NUMBERS = ("value", "value_max", "factor")


def write(folder: Path, form: str, bulletins: list[Bulletin]) -> Path:
    with ExitStack() as stack:
        files = [stack.enter_context((folder / f"{table}.{form}").open("wb")) for table in SET]
        with columnar(form, SET, files) as add:
            for bulletin in bulletins:
                add(bulletin)
    return folder


@pytest.fixture(scope="module", params=FORMS)
def folder(request: pytest.FixtureRequest, bulletins: list[Bulletin], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp(request.param), request.param, bulletins)


def by_pyarrow(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        found: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
        return found
    with ipc.open_file(path) as reader:
        found = reader.read_all().to_pylist()
    return found


def by_polars(path: Path) -> list[dict[str, Any]]:
    return (polars.read_parquet(path) if path.suffix == ".parquet" else polars.read_ipc(path)).to_dicts()


def by_duckdb(path: Path) -> list[dict[str, Any]]:
    answer = duckdb.execute("SELECT * FROM read_parquet(?)", [str(path)])
    names = [column[0] for column in answer.description or ()]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def by_pandas(path: Path) -> list[dict[str, Any]]:
    table = pandas.read_parquet(path) if path.suffix == ".parquet" else pandas.read_feather(path)
    rows = table.astype(object).where(table.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


READERS: list[Callable[[Path], list[dict[str, Any]]]] = [by_pyarrow, by_polars, by_pandas, by_duckdb]


def as_json(value: Any) -> Any:
    """What was read with its days as text, and in the place of a number and its text the one that has all digits."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    row = {name: as_json(inner) for name, inner in value.items() if not name.endswith("_exact")}
    for name in NUMBERS:
        if f"{name}_exact" in value:
            exact = value[f"{name}_exact"]
            row[name] = row[name] if exact is None else Decimal(exact)
    return row


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("table", list(TABLES))
def test_every_row_is_what_the_json_says(
    read: Callable[[Path], list[dict[str, Any]]], table: str, folder: Path, bulletins: list[Bulletin]
) -> None:
    [path] = folder.glob(f"{table}.*")
    if read is by_duckdb and path.suffix == ".arrow":
        read = by_pyarrow  # DuckDB reads Arrow files only by an extension of others
    assert [as_json(row) for row in read(path)] == rows_of_json(bulletins)[table]


@pytest.mark.parametrize("read", [by_pyarrow, by_polars])
def test_a_document_is_one_nested_row(read: Callable[[Path], list[dict[str, Any]]], folder: Path, bulletins: list[Bulletin]) -> None:
    [path] = folder.glob("documents.*")
    wanted = [json.loads(document_json(bulletin), parse_float=Decimal) for bulletin in bulletins]
    assert [as_json(row) for row in read(path)] == [{"document": row["source"]["name"], **row} for row in wanted]


@settings(max_examples=15)
@given(bulletin=KEYED)
def test_any_rows_come_back(bulletin: Bulletin, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = write(tmp_path_factory.mktemp("any"), "parquet", [bulletin])
    wanted = rows_of_json([bulletin])
    for table in TABLES:
        assert [as_json(row) for row in by_pyarrow(folder / f"{table}.parquet")] == wanted[table]


@pytest.mark.parametrize(
    ("value", "held", "exact"),
    [
        ("56.3", "56.3", None),
        ("12345678901234567890.123456789012345678", "12345678901234567890.123456789012345678", None),
        ("0.1234567890123456785", "0.123456789012345678", "0.1234567890123456785"),
        ("99999999999999999999.9999999999999999999", None, "99999999999999999999.9999999999999999999"),
        ("1E+20", None, "100000000000000000000"),
        ("-99999999999999999999", "-99999999999999999999", None),
    ],
)
def test_a_number_that_does_not_fit_stands_as_text(value: str, held: str | None, exact: str | None, tmp_path: Path) -> None:
    folder = write(tmp_path, "parquet", [bulletin_with(figures=[figure(value=Decimal(value))])])
    [row] = by_pyarrow(folder / "figures.parquet")
    assert (row["value"], row["value_exact"]) == (held and Decimal(held), exact)
    [document] = by_pyarrow(folder / "documents.parquet")
    assert (document["figures"][0]["value"], document["figures"][0]["value_exact"]) == (held and Decimal(held), exact)


def test_columns_are_typed(folder: Path) -> None:
    [path] = folder.glob("figures.*")
    schema = polars.read_parquet_schema(path) if path.suffix == ".parquet" else polars.read_ipc_schema(path)
    kinds: dict[str, polars.DataType | type[polars.DataType]] = {
        "string": polars.String,
        "list": polars.String,
        "integer": polars.Int64,
        "number": polars.Decimal(38, 18),
        "boolean": polars.Boolean,
        "day": polars.Date,
    }
    assert {name: kind for name, kind in schema.items() if not name.endswith("_exact")} == {
        column.name: kinds[column.kind] for column in all_columns_of("figures")
    }
    assert [name for name in schema if not name.endswith("_exact")] == header_of("figures")


def test_duckdb_asks_flat_and_nested_rows_alike(bulletins: list[Bulletin], tmp_path: Path) -> None:
    write(tmp_path, "parquet", bulletins[:-1])
    flat = f"SELECT sum(value), count(*) FROM '{tmp_path}/figures.parquet' WHERE status = 'target'"
    rows = f"SELECT unnest(figures) AS row FROM '{tmp_path}/documents.parquet'"
    nested = f"SELECT sum(row.value), count(*) FROM ({rows}) WHERE row.status = 'target'"
    targets = [row.value for bulletin in bulletins[:-1] for row in bulletin.figures if row.status == "target"]
    assert duckdb.execute(flat).fetchall() == duckdb.execute(nested).fetchall() == [(sum(targets), len(targets))]


def test_the_same_bytes_again(folder: Path, bulletins: list[Bulletin], tmp_path: Path) -> None:
    [form] = {path.suffix[1:] for path in folder.iterdir()}
    write(tmp_path, form, bulletins)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", FORMS)
def test_many_rows_are_written_in_batches(form: str, bulletins: list[Bulletin], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_BATCH", 100)
    monkeypatch.setattr(arrow, "_DOCUMENTS", 2)
    write(tmp_path, form, bulletins)
    assert [as_json(row) for row in by_pyarrow(tmp_path / f"figures.{form}")] == rows_of_json(bulletins)["figures"]
    if form == "parquet":
        assert parquet.ParquetFile(tmp_path / "documents.parquet").num_row_groups == (len(bulletins) + 1) // 2
        assert parquet.ParquetFile(tmp_path / "figures.parquet").num_row_groups > 2
