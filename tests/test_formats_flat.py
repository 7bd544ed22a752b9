"""Sets of csv and tsv files: their description is a valid Data Package, and what others read from them is what the JSON says."""

from __future__ import annotations

import codecs
import csv
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas
import polars
import pytest
from frictionless.resources import TableResource

from extractor.cli.options import Options, options_of
from extractor.cli.run import run
from extractor.models import TABLES
from extractor.writers.datapackage import package_json
from extractor.writers.headings import COLUMNS, headings_of
from extractor.writers.headings import TABLES as TITLES
from extractor.writers.tables import LEDGER, REFERENCES, SET, all_columns_of, columns_of, header_of
from tests.format_rows import Rows, bulletins_of, rows_of_json

FORMS = {"csv": ",", "tsv": "\t"}


@pytest.fixture(scope="module")
def wanted(samples: list[Path]) -> Rows:
    return rows_of_json(bulletins_of(samples))


def command(*arguments: str | Path) -> int:
    options = options_of([*map(str, arguments), "--diagnostics", "none"])
    return run(options) if isinstance(options, Options) else options


def written(samples: list[Path], folder: Path, *arguments: str) -> Path:
    out = folder / "out"
    assert command(*samples, "--output", out, *arguments) == 0
    return out


@pytest.mark.parametrize("arguments", [[], ["--headers", "zh"], ["--excel"], ["--bom", "--raw"]], ids=" ".join)
@pytest.mark.parametrize("form", FORMS)
def test_frictionless_validates_the_set_and_reads_its_rows(
    form: str, arguments: list[str], samples: list[Path], wanted: Rows, tmp_path: Path
) -> None:
    out = written(samples, tmp_path, "--format", form, *arguments)
    assert sorted(path.name for path in out.iterdir()) == sorted(["datapackage.json", *(f"{table}.{form}" for table in SET)])
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] == len(SET)
    package = frictionless.Package(str(out / "datapackage.json"))
    chinese = "zh" in arguments or "--excel" in arguments
    for table in SET:
        rows = [row.to_dict() for row in read_rows(package, table)]
        assert [list(row) for row in rows] == [headings_of(table, chinese)] * len(wanted[table])
        found = [dict(zip(header_of(table), row.values(), strict=True)) for row in rows]
        raw = "--raw" in arguments
        assert [{name: plain(value) for name, value in row.items()} for row in found] == [
            {name: in_a_cell(value, raw) for name, value in row.items()} for row in wanted[table]
        ]


def read_rows(package: frictionless.Package, table: str) -> list[Any]:
    resource = package.get_resource(table)
    assert isinstance(resource, TableResource)
    return resource.read_rows()


def in_a_cell(value: Any, raw: bool) -> Any:
    """A value of the JSON as the file has it: the empty text is null, an apostrophe stands before what looks like a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) and not raw:
        return f"'{value}"
    return None if value == "" else value


def plain(value: Any) -> Any:
    """A value that was read, as the JSON has it: a day is its text."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def test_the_set_is_the_same_bytes_again(samples: list[Path], tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        written(samples, tmp_path / name, "--format", "csv")
    one, other = ({path.name: path.read_bytes() for path in (tmp_path / name / "out").iterdir()} for name in ("a", "b"))
    assert one == other


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("figures", "s1.c1,", "s1.c1,", None),
        ("actions", ".a1,s1.c", ".a1,s9.c", "foreign-key"),
        ("figures", ",money,", ",gold,", "constraint-error"),
        ("figures", ",f2,", ",f1,", "primary-key"),
        ("commitments", "2025-12-31", "2025-13-31", "type-error"),
        ("speeches", "document,id", "document,key", "incorrect-label"),
    ],
)
def test_frictionless_sees_what_would_be_wrong(
    table: str, old: str, new: str, error: str | None, samples: list[Path], tmp_path: Path
) -> None:
    out = written(samples, tmp_path, "--format", "csv")
    path = out / f"{table}.csv"
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new).encode())
    found = {kind for [kind] in frictionless.validate(str(out / "datapackage.json")).flatten(["type"])}
    assert found == ({error} if error else set())


@pytest.mark.parametrize("table", [*SET, LEDGER])
def test_every_column_has_a_chinese_heading_of_its_own(table: str) -> None:
    chinese = headings_of(table, chinese=True)
    assert len(set(chinese)) == len(chinese) == len(header_of(table))
    assert headings_of(table, chinese=False) == header_of(table)


def test_no_heading_is_left_over() -> None:
    assert set(COLUMNS) == {name for table in (*SET, LEDGER) for name in header_of(table)}
    assert list(TITLES) == [*SET, LEDGER]


@pytest.mark.parametrize("chinese", [False, True])
def test_the_description_says_what_refers_to_what(chinese: bool) -> None:
    package = json.loads(package_json("csv", chinese))
    resources = {resource["name"]: resource["schema"] for resource in package["resources"]}
    titles = {name: COLUMNS[name] if chinese else name for name in COLUMNS}
    document, number = titles["document"], titles["id"]
    assert resources["documents"]["primaryKey"] == [document]
    for table in TABLES:
        assert resources[table]["primaryKey"] == [document, number]
        assert {"fields": [document], "reference": {"resource": "documents", "fields": [document]}} in resources[table]["foreignKeys"]
    assert {
        "fields": [document, titles["commitment_id"]],
        "reference": {"resource": "commitments", "fields": [document, number]},
    } in resources["actions"]["foreignKeys"]
    fields = {field["name"]: field for field in resources["figures"]["fields"]}
    assert fields[titles["commitment_id"]]["description"] == "id of a row of commitments of the same document"
    assert fields[titles["value"]]["type"] == "number"
    assert fields[titles["value"]]["title"] == "数值"
    assert fields[titles["period_last_day"]]["type"] == "date"
    assert fields[titles["label"]]["constraints"] == {"required": True}
    assert fields[titles["status"]]["constraints"] == {"required": True, "enum": ["actual", "target"]}


def test_every_column_that_ends_in_id_is_a_reference() -> None:
    named = {column.name for table in TABLES for column in columns_of(table) if column.name.endswith("_id")}
    assert named == set(REFERENCES)


def test_the_kinds_of_columns() -> None:
    kinds = {column.name: column.kind for column in all_columns_of("figures")}
    assert [name for name, kind in kinds.items() if kind == "number"] == ["value", "value_max", "factor"]
    assert [name for name, kind in kinds.items() if kind == "day"] == ["period_first_day", "period_last_day"]
    assert [name for name, kind in kinds.items() if kind == "boolean"] == ["period_inherited", "label"]
    days = {column.name for table in SET for column in all_columns_of(table) if column.kind == "day"}
    described = {column.name for table in SET for column in all_columns_of(table) if (column.description or "").startswith("ISO 8601 day")}
    assert days == described | {"period_first_day", "period_last_day"}


def test_excel_means_a_mark_and_chinese_headings(samples: list[Path], tmp_path: Path) -> None:
    for name, arguments in {"short": ["--excel"], "long": ["--bom", "--headers", "zh"], "english": ["--excel", "--headers", "en"]}.items():
        assert command(samples[0], "--table", "figures", "--output", tmp_path / f"{name}.csv", *arguments) == 0
    short, long, english = ((tmp_path / f"{name}.csv").read_bytes() for name in ("short", "long", "english"))
    assert short == long
    assert short.decode("utf-8-sig").startswith("文件,编号,发言编号,")
    assert english.startswith(codecs.BOM_UTF8 + b"document,id,")


def test_pandas_polars_and_duckdb_read_the_numbers(samples: list[Path], wanted: Rows, tmp_path: Path) -> None:
    out = written(samples, tmp_path, "--format", "csv", "--raw")
    path = str(out / "figures.csv")
    values = [float(row["value"]) for row in wanted["figures"]]
    ids = [(row["document"], row["id"]) for row in wanted["figures"]]
    table = pandas.read_csv(path)
    assert table["value"].tolist() == values
    assert list(zip(table["document"], table["id"], strict=True)) == ids
    assert table["label"].tolist() == [row["label"] for row in wanted["figures"]]
    frame = polars.read_csv(path, infer_schema_length=None, try_parse_dates=True)
    assert frame["value"].to_list() == values
    assert [None if day is None else day.isoformat() for day in frame["period_last_day"]] == [
        row["period_last_day"] for row in wanted["figures"]
    ]
    query = f"SELECT document, id, value::DECIMAL(38, 6) FROM read_csv('{path}', all_varchar = true)"
    found = duckdb.execute(query).fetchall()
    assert [(document, number) for document, number, _ in found] == ids
    assert [value for *_, value in found] == [round(Decimal(row["value"]), 6) for row in wanted["figures"]]


@pytest.mark.parametrize("table", TABLES)
def test_pandas_polars_and_duckdb_read_lines_of_json(table: str, samples: list[Path], tmp_path: Path) -> None:
    path = tmp_path / f"{table}.jsonl"
    assert command(*samples, "--table", table, "--output", path) == 0
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    wanted = [
        {"document": bulletin.source.name, **row}
        for bulletin in bulletins_of(samples)
        for row in json.loads(bulletin.model_dump_json())[table]
    ]
    assert len(rows) == len(wanted) > 0
    assert rows == wanted
    assert polars.read_ndjson(path, infer_schema_length=None).to_dicts() == wanted
    frame = pandas.read_json(path, lines=True, dtype=False, precise_float=True)
    assert frame.astype(object).where(frame.notna(), None).to_dict("records") == wanted
    found = duckdb.execute(f"SELECT to_json(t) FROM read_json('{path}', sample_size = -1) t").fetchall()
    assert [json.loads(row) for (row,) in found] == wanted


def test_one_table_has_no_description_beside_it(samples: list[Path], tmp_path: Path) -> None:
    assert command(samples[0], "--table", "actions", "--output", tmp_path / "actions.csv") == 0
    assert [path.name for path in tmp_path.iterdir()] == ["actions.csv"]
    with (tmp_path / "actions.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == header_of("actions")
