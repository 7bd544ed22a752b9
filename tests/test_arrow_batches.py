"""Batches in, batches out: every document is a row, whatever it is, and no batch grows beyond bounds."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars
import pyarrow  # type: ignore[import-untyped]
import pytest

from extractor import arrow
from extractor import extract as extracted
from extractor.arrow import LONGEST, OUTPUT_SCHEMA, SPARK_SCHEMA, extract_batches
from extractor.models import TABLES, Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.plain import SourceText
from extractor.spark.flat import expressions
from extractor.writers.arrow import document_row, schema_of
from extractor.writers.tables import header_of

TEXT = "2024年，甲省新建平台3家以上。"


def batch(doc_id: Any, text: Any, **others: Any) -> Any:
    return pyarrow.RecordBatch.from_pydict({"doc_id": doc_id, "text": text, **others})


def rows(*batches: Any) -> list[dict[str, Any]]:
    return [row for out in extract_batches(iter(batches)) for row in out.to_pylist()]


def row_of(**columns: Any) -> dict[str, Any]:
    [row] = rows(batch(["a"], columns.pop("text", [TEXT]), **columns))
    return row


@pytest.fixture(scope="module")
def texts(samples: list[Path]) -> dict[str, str]:
    return {path.name: path.read_bytes().decode("utf-8") for path in samples}


def test_a_row_is_what_the_other_formats_say(texts: dict[str, str]) -> None:
    found = rows(batch(list(texts), list(texts.values())))
    for row, path in zip(found, texts, strict=True):
        document = document_row(extracted(texts[path]))
        document["document"] = document["source"]["name"] = path
        wanted = {"doc_id": path, "status": "ok", "error": None} | document
        assert row == pyarrow.RecordBatch.from_pylist([wanted], OUTPUT_SCHEMA).to_pylist()[0]
        assert row["source"]["sha256"] == hashlib.sha256(texts[path].encode()).hexdigest()
    assert sum(len(row["figures"]) for row in found) > 300


@pytest.mark.parametrize("kind", ["string", "large_string", "string_view", "dictionary"])
def test_every_kind_of_text_is_read(kind: str) -> None:
    made = pyarrow.array([TEXT, None])
    kinds = {"string": pyarrow.string(), "large_string": pyarrow.large_string(), "string_view": pyarrow.string_view()}
    cast = made.dictionary_encode() if kind == "dictionary" else made.cast(kinds[kind])
    ids = pyarrow.array(["甲", "乙"])
    assert rows(batch(ids if kind == "dictionary" else ids.cast(kinds[kind]), cast)) == rows(batch(["甲", "乙"], [TEXT, None]))


def test_what_polars_gives_is_read() -> None:
    frame = polars.DataFrame({"doc_id": ["甲"], "text": [TEXT]})
    assert rows(*frame.to_arrow().to_batches()) == rows(batch(["甲"], [TEXT]))


def test_the_name_is_the_documents_and_the_doc_id_where_there_is_none() -> None:
    found = rows(batch(["1", "2", "3"], [TEXT, TEXT, None], name=["甲.txt", None, "丙.txt"]))
    assert [(row["doc_id"], row["document"]) for row in found] == [("1", "甲.txt"), ("2", "2"), ("3", "丙.txt")]
    assert [row["source"] and row["source"]["name"] for row in found] == ["甲.txt", "2", None]


@pytest.mark.parametrize("day", ["2019-07-08", datetime.date(2019, 7, 8)])
def test_the_date_says_the_year(day: object) -> None:
    text = ["示例市人民政府第3次常务会议纪要\n7月8日，示例市召开会议。上半年新建平台3家。"]
    assert row_of(text=text, date=[day])["event"]["date"] == datetime.date(2019, 7, 8)
    assert row_of(text=text, date=[day])["figures"][0]["period"]["last_day"] == datetime.date(2019, 6, 30)
    assert row_of(text=text, date=pyarrow.array([None]))["figures"][0]["period"]["last_day"] is None


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"text": [None]}, "text is null"),
        ({"text": pyarrow.array([None])}, "text is null"),
        ({"text": [""]}, "there is nothing but blanks in text"),
        ({"text": [" \n　"]}, "there is nothing but blanks in text"),
        ({"text": ["字" * (LONGEST + 1)]}, f"text has 1048577 characters, more than the {LONGEST} that are taken; split the document"),
        ({"date": ["2024年"]}, "date: '2024年' is no day as 2024-07-08"),
        ({"date": ["2024-13-01"]}, "date: '2024-13-01' is no day as 2024-07-08"),
    ],
)
def test_a_document_that_cannot_be_read_is_a_row_with_the_reason(columns: dict[str, Any], reason: str) -> None:
    row = row_of(**columns)
    assert (row["doc_id"], row["status"], row["error"]) == ("a", "error", reason)
    assert {name for name, value in row.items() if value is not None} == {"doc_id", "status", "error", "document"}


def test_a_document_without_a_key_is_an_error() -> None:
    [first, second] = rows(batch([None, "b"], [TEXT, TEXT]))
    assert (first["doc_id"], first["status"], first["error"], second["status"]) == (None, "error", "doc_id is null", "ok")


def test_bytes_that_are_no_text_spoil_their_own_row_only() -> None:
    broken = pyarrow.array([b"\xe7\x94", TEXT.encode()]).cast(pyarrow.binary())
    column = pyarrow.Array.from_buffers(pyarrow.string(), 2, broken.buffers())
    [first, second] = rows(batch(["a", "b"], column))
    assert (first["status"], first["error"]) == ("error", "the row holds bytes that are no UTF-8, at byte 0 of a column")
    assert second == rows(batch(["b"], [TEXT]))[0]


def test_an_error_of_the_program_is_a_row_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(source: SourceText, day: datetime.date | None = None) -> Bulletin:
        if source.name == "乙":
            raise RuntimeError("two\nlines")
        return bulletin_of(source, day)

    monkeypatch.setattr("extractor.arrow.bulletin_of", failing)
    found = rows(batch(["甲", "乙", "丙"], [TEXT] * 3))
    assert [row["status"] for row in found] == ["ok", "error", "ok"]
    assert found[1]["error"] == "internal error (RuntimeError: two lines); please report it"


def test_a_row_that_arrow_does_not_hold_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def large(bulletin: Bulletin) -> dict[str, Any]:
        row = document_row(bulletin)
        if bulletin.source.name == "乙":
            row["source"]["characters"] = 2**63
        return row

    monkeypatch.setattr("extractor.arrow.document_row", large)
    found = rows(batch(["甲", "乙", "丙"], [TEXT] * 3))
    assert [row["status"] for row in found] == ["ok", "error", "ok"]
    assert found[1]["error"].startswith("internal error (")
    assert (found[1]["document"], found[1]["figures"]) == ("乙", None)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"doc_id": ["a"]}, "one column 'text' is needed and the columns are doc_id"),
        ({}, "one column 'doc_id' is needed and the columns are none"),
        ({"doc_id": ["a"], "text": ["x"], "url": ["u"], "year": [1]}, "unknown columns: url, year; select doc_id, text"),
        ({"doc_id": [1], "text": ["x"]}, "the column 'doc_id' is of type int64; cast it to string"),
        ({"doc_id": ["a"], "text": [b"x"]}, "the column 'text' is of type binary"),
        ({"doc_id": ["a"], "text": ["x"], "date": [datetime.datetime(2024, 1, 1)]}, "the column 'date' is of type timestamp"),
    ],
)
def test_other_columns_are_refused(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        rows(pyarrow.RecordBatch.from_pydict(columns))


def test_nothing_is_pulled_before_it_is_needed() -> None:
    pulled = []

    def batches() -> Iterator[Any]:
        for number in range(3):
            pulled.append(number)
            yield batch([str(number)], [TEXT])

    found = extract_batches(batches())
    assert pulled == []
    assert (next(found).num_rows, pulled) == (1, [0])
    assert (sum(out.num_rows for out in found), pulled) == (2, [0, 1, 2])


def test_batches_are_bounded_by_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "_ROWS", 3)
    sizes = [out.num_rows for out in extract_batches(iter([batch(list("abcdefg"), [None] * 7), batch([], pyarrow.array([], "string"))]))]
    assert sizes == [3, 3, 1]


def test_batches_are_bounded_by_bytes(texts: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    limit = 400_000
    monkeypatch.setattr(arrow, "_BYTES", limit)
    repeated = {f"{number}/{name}": text for number in range(10) for name, text in texts.items()}
    found = list(extract_batches(iter([batch(list(repeated), list(repeated.values()))])))
    assert [doc_id for out in found for doc_id in out.column("doc_id").to_pylist()] == list(repeated)
    largest = max(out.nbytes for out in found)
    assert limit / 2 < largest < 2 * limit
    assert len(found) > 3


def test_a_batch_of_nothing_gives_nothing() -> None:
    assert list(extract_batches(iter([]))) == []


def test_numbers_are_as_exact_as_in_the_files() -> None:
    [figure] = row_of(text=["投入1.23456789012345678901亿元。"])["figures"]
    assert (figure["value"], figure["value_exact"]) == (Decimal("123456789.012345678901"), None)
    [figure] = row_of(text=["三分之一"])["figures"]
    assert figure["value_exact"] is not None


def test_the_schema_is_that_of_the_files_behind_key_and_status() -> None:
    assert OUTPUT_SCHEMA.names[:3] == ["doc_id", "status", "error"]
    assert list(OUTPUT_SCHEMA)[3:] == list(schema_of("documents"))
    assert OUTPUT_SCHEMA.metadata == {b"schema_version": b"1.0"}


def test_the_schema_for_spark_names_every_column() -> None:
    assert SPARK_SCHEMA.startswith("`doc_id` STRING, `status` STRING, `error` STRING, `document` STRING")
    assert "`figures` ARRAY<STRUCT<`id`: STRING, " in SPARK_SCHEMA
    assert "`value` DECIMAL" not in SPARK_SCHEMA
    assert SPARK_SCHEMA.count("`value`: DECIMAL(38,18), `value_exact`: STRING") == 1
    assert SPARK_SCHEMA.count("`first_day`: DATE") == 1


@pytest.mark.parametrize("table", list(TABLES))
def test_the_flat_tables_in_sql_have_the_columns_of_the_others(table: str) -> None:
    names = [expression.rpartition(" AS ")[2].strip("`") for expression in expressions(table)]
    assert [name for name in names if not name.endswith("_exact")] == header_of(table)[1:]
