"""Batches of documents in, batches of results out: the one function that every engine of batches takes.

``extract_batches`` has the form of Spark's ``mapInArrow``; Ray Data, Dask, DuckDB and polars call it as it is. It asks for nothing but
Arrow record batches with the columns ``doc_id`` and ``text``, and gives one nested row a document, in their order.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pyarrow  # type: ignore[import-untyped]
from pyarrow import types

from extractor.models import Bulletin
from extractor.periods import day_of
from extractor.pipeline import bulletin_of
from extractor.readers.paths import internal_error
from extractor.readers.plain import read_text
from extractor.writers.arrow import document_row, schema_of
from extractor.writers.tables import DOCUMENT, DOCUMENTS

__all__ = ["LONGEST", "OUTPUT_SCHEMA", "SPARK_SCHEMA", "extract_batches"]

# The longest text that is taken, in characters. Memory grows with the text (about half a gigabyte for one of this length), and a
# worker that dies of one document takes the whole job with it.
LONGEST = 1 << 20

# A batch is put out when it has so many rows, or so many bytes of text in them.
_ROWS = 256
_BYTES = 1 << 24
_ROW_BYTES = 128  # what a row takes beside its texts: ids, places, numbers

_NEEDED = ("doc_id", "text")
_OPTIONAL = ("name", "date")

OUTPUT_SCHEMA = pyarrow.schema(
    [
        pyarrow.field("doc_id", pyarrow.string()),
        pyarrow.field("status", pyarrow.string()),  # ok or error
        pyarrow.field("error", pyarrow.string()),  # why, in one line
        *schema_of(DOCUMENTS),
    ],
    schema_of(DOCUMENTS).metadata,
)


class _Unfit(Exception):
    """A row from which no document can be made; the message becomes data, which is English everywhere."""


def extract_batches(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The documents of record batches, one row each with the columns of ``OUTPUT_SCHEMA``, in batches of bounded size.

    The columns that come in: ``doc_id`` and ``text``, and where they are there ``name`` (what the document is called, else its
    doc_id) and ``date`` (when the meeting was, where the text does not say the year; a day or text as 2024-07-08). A document that
    cannot be read, for whatever reason, is a row with the status "error" and the reason; the others go on. Nothing is pulled before it is
    needed. Raises ValueError for a batch without the two columns, with other columns, or with columns of another type.

    >>> batch = pyarrow.RecordBatch.from_pydict({"doc_id": ["甲", "乙"], "text": ["新建平台3家以上。", None]})
    >>> [(row["doc_id"], row["status"], row["error"]) for out in extract_batches(iter([batch])) for row in out.to_pylist()]
    [('甲', 'ok', None), ('乙', 'error', 'text is null')]
    """
    for batch in batches:
        _check(batch.schema)
        rows: list[dict[str, Any]] = []
        weight = 0
        for index in range(batch.num_rows):
            row, added = _row(batch, index)
            rows.append(row)
            weight += added
            if len(rows) >= _ROWS or weight >= _BYTES:
                yield _batch(rows)
                rows, weight = [], 0
        if rows:
            yield _batch(rows)


def _check(schema: Any) -> None:
    """Refuse columns that are missing, unknown or of a type that is not read."""
    columns = f"the columns are {', '.join(schema.names) or 'none'}"
    for name in _NEEDED:
        if schema.names.count(name) != 1:
            raise ValueError(f"one column '{name}' is needed and {columns}; give {' and '.join(_NEEDED)}")
    unknown = [name for name in schema.names if name not in _NEEDED + _OPTIONAL]
    if unknown:
        raise ValueError(f"unknown columns: {', '.join(unknown)}; select {', '.join(_NEEDED)} and, where wanted, {', '.join(_OPTIONAL)}")
    for field in schema:
        if not (_is_text(field.type) or (field.name == "date" and types.is_date(field.type))):
            raise ValueError(f"the column '{field.name}' is of type {field.type}; cast it to string")


def _is_text(kind: Any) -> bool:
    inner = kind.value_type if types.is_dictionary(kind) else kind
    return bool(types.is_string(inner) or types.is_large_string(inner) or types.is_string_view(inner) or types.is_null(inner))


def _row(batch: Any, index: int) -> tuple[dict[str, Any], int]:
    """The row of one document, and about how many bytes it takes."""
    doc_id = name = None
    try:
        doc_id = _cell(batch, "doc_id", index)
        name = _cell(batch, "name", index) or doc_id
        bulletin = _bulletin(doc_id, _cell(batch, "text", index), name, _day(_cell(batch, "date", index)))
        return {"doc_id": doc_id, "status": "ok", "error": None, **document_row(bulletin)}, _weight(bulletin)
    except _Unfit as error:
        reason = str(error)
    except UnicodeDecodeError as error:
        reason = f"the row holds bytes that are no UTF-8, at byte {error.start} of a column"
    except Exception as error:
        reason = internal_error(error)
    return _failed(doc_id, name, reason), _ROW_BYTES


def _failed(doc_id: str | None, name: str | None, reason: str) -> dict[str, Any]:
    return {"doc_id": doc_id, "status": "error", "error": " ".join(reason.split()), DOCUMENT: name}


def _batch(rows: list[dict[str, Any]]) -> Any:
    """The rows as a batch; one that Arrow does not take (a number beyond 64 bits) fails alone."""
    try:
        return pyarrow.RecordBatch.from_pylist(rows, OUTPUT_SCHEMA)
    except Exception:
        return pyarrow.RecordBatch.from_pylist([_fitting(row) for row in rows], OUTPUT_SCHEMA)


def _fitting(row: dict[str, Any]) -> dict[str, Any]:
    try:
        pyarrow.RecordBatch.from_pylist([row], OUTPUT_SCHEMA)
    except Exception as error:
        return _failed(row["doc_id"], row[DOCUMENT], internal_error(error))
    return row


def _cell(batch: Any, name: str, index: int) -> Any:
    """A value of a column; None also where the batch does not have the column."""
    return batch.column(name)[index].as_py() if name in batch.schema.names else None


def _day(value: Any) -> datetime.date | None:
    try:
        return day_of(value)
    except ValueError as error:
        raise _Unfit(f"date: {error}") from None


def _bulletin(doc_id: str | None, text: str | None, name: str | None, day: datetime.date | None) -> Bulletin:
    """The document of a row. Raises _Unfit where there is nothing to read, or too much."""
    if doc_id is None or name is None:
        raise _Unfit("doc_id is null")
    if text is None:
        raise _Unfit("text is null")
    if not text or text.isspace():
        raise _Unfit("there is nothing but blanks in text")
    if len(text) > LONGEST:
        raise _Unfit(f"text has {len(text)} characters, more than the {LONGEST} that are taken; split the document")
    return bulletin_of(read_text(text, name), day)


def _weight(bulletin: Bulletin) -> int:
    """About how many bytes a document takes as a row: three for each character that it repeats, and so many for a row of a table."""
    tables = (bulletin.speeches, bulletin.commitments, bulletin.actions, bulletin.figures, bulletin.diagnostics)
    characters = sum(len(row.text) for table in tables[:3] for row in table) + sum(len(row.sentence) for row in bulletin.figures)
    return 3 * characters + _ROW_BYTES * (1 + sum(map(len, tables)))


def _ddl(kind: Any) -> str:
    """An Arrow type as Spark writes it."""
    if types.is_struct(kind):
        return f"STRUCT<{', '.join(f'`{field.name}`: {_ddl(field.type)}' for field in kind)}>"
    if types.is_list(kind):
        return f"ARRAY<{_ddl(kind.value_type)}>"
    if types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    return {"string": "STRING", "int64": "BIGINT", "bool": "BOOLEAN", "date32[day]": "DATE"}[str(kind)]


# The same columns as Spark's mapInArrow wants them named.
SPARK_SCHEMA = ", ".join(f"`{field.name}` {_ddl(field.type)}" for field in OUTPUT_SCHEMA)
