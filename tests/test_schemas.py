"""The published schemas are current, are JSON Schema, and hold for what is emitted, by an independent validator."""

from __future__ import annotations

import json
import re
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

import extractor
from extractor.models import TABLES
from tools import write_schemas
from tools.generated import keep

FOLDER = Path(__file__).resolve().parent.parent / "schemas"
NAMES = ["document", *TABLES, "ledger", "error"]


def published(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    return schema


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(published(name))


def parsed(text: str) -> Any:
    """JSON read with exact numbers; NaN and infinities, which Python would let pass, are errors."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    return json.loads(text, parse_float=Decimal, parse_constant=refuse)


@pytest.fixture(scope="module")
def emitted(samples: list[Path]) -> dict[str, Any]:
    return {path.name: parsed(extractor.extract(path).model_dump_json()) for path in samples}


def test_the_files_are_what_the_models_say() -> None:
    assert write_schemas.main(["--check"]) == 0


def test_a_stale_a_missing_and_a_surplus_file_are_named_and_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "stale.json").write_text("{}")
    (tmp_path / "surplus.json").write_text("{}")
    (tmp_path / "current.json").write_text("[]")
    wanted = {tmp_path / "stale.json": "[]", tmp_path / "missing.json": "{}", tmp_path / "current.json": "[]"}

    def kept(*arguments: str) -> int:
        return keep(wanted, arguments, "data", tmp_path.glob("*.json"))

    assert kept("--check") == 1
    named = re.findall(r"(\w+)\.json is not current; run python3 dev.py data", capsys.readouterr().err)
    assert named == ["missing", "stale", "surplus"]
    assert (kept(), kept("--check")) == (0, 0)
    assert {path: path.read_text("utf-8") for path in tmp_path.iterdir()} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_each_is_json_schema_with_a_head(name: str) -> None:
    schema = published(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f":{name}")
    assert schema["title"]
    assert schema["description"]


def test_every_sample_validates(emitted: dict[str, Any]) -> None:
    for name, document in emitted.items():
        errors = [f"{name}: {error.json_path}: {error.message}" for error in validator("document").iter_errors(document)]
        assert errors == []


def test_every_golden_document_validates() -> None:
    golden = sorted((FOLDER.parent / "tests" / "golden").glob("*.json"))
    assert golden, "tests/golden holds no document"
    for path in golden:
        assert [f"{path.name}: {error.message}" for error in validator("document").iter_errors(parsed(path.read_text("utf-8")))] == []


def test_the_samples_fill_every_table(emitted: dict[str, Any]) -> None:
    """So that validation is not of empty arrays; diagnostics may well be none."""
    for table in [name for name in TABLES if name != "diagnostics"]:
        assert any(document[table] for document in emitted.values()), f"no sample has {table}"


@pytest.mark.parametrize("table", TABLES)
def test_rows_outside_the_document_validate_and_name_it(table: str, extract: str, samples: list[Path]) -> None:
    command = [extract, *map(str, samples), "--format", "jsonl", "--table", table]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    rows = [parsed(line) for line in done.stdout.splitlines()]
    assert [error.message for row in rows for error in validator(table).iter_errors(row)] == []
    assert {row["document"] for row in rows} <= {path.name for path in samples}
    assert rows or table == "diagnostics"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("示例市全年投资123456789012345678.25亿元。", "12345678901234567825000000"),
        ("示例市的占比为0.1234567890123456789012%。", "0.1234567890123456789012"),
        ("示例市的占比为0.1%。", "0.1"),
        ("示例市的占比为0.30%。", "0.30"),
    ],
)
def test_numbers_are_json_numbers_and_exact(text: str, value: str) -> None:
    document = parsed(extractor.extract(text).model_dump_json())
    validator("document").validate(document)
    assert [Decimal(figure["value"]) for figure in document["figures"]] == [Decimal(value)]


def test_a_number_as_a_string_is_refused(emitted: dict[str, Any]) -> None:
    row = next(figure for document in emitted.values() for figure in document["figures"])
    validator("figures").validate(row)
    with pytest.raises(ValidationError, match="is not of type 'number'"):
        validator("figures").validate(row | {"value": str(row["value"])})
