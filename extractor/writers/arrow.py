"""Parquet and Arrow (IPC files, which pandas calls Feather): the flat tables, and the documents as nested rows.

Numbers are DECIMAL(38, 18). One that does not fit is rounded to it, or null where it is too large, and stands with all its digits
as text in the column of the same name with ``_exact``, which else is null.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from decimal import Context, Decimal, InvalidOperation
from typing import Any, BinaryIO, get_args, get_origin

import pyarrow  # type: ignore[import-untyped]
from pyarrow import ipc, parquet

from extractor.models import SCHEMA_VERSION, Bulletin, Record
from extractor.writers.tables import DAYS, DOCUMENT, DOCUMENTS, EXACT, Cell, Kind, all_columns_of, cell_text, fields_of, kind_of, rows_of

PRECISION, SCALE = 38, 18

_BATCH = 1 << 16  # rows of a flat table that are written together
_DOCUMENTS = 1 << 8
_STEP = Decimal(1).scaleb(-SCALE)
_CONTEXT = Context(prec=PRECISION)
_TYPES: dict[Kind, Any] = {
    "string": pyarrow.string(),
    "integer": pyarrow.int64(),
    "number": pyarrow.decimal128(PRECISION, SCALE),
    "boolean": pyarrow.bool_(),
    "day": pyarrow.date32(),
    "list": pyarrow.string(),
}


@dataclass(slots=True)
class _Table:
    """A file in the making: its rows wait until there are enough to be written together."""

    name: str
    schema: Any
    writer: Any
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, bulletin: Bulletin) -> None:
        """Add the rows of a document; of the documents themselves, all that it holds as one row."""
        if self.name == DOCUMENTS:
            self.rows.append(document_row(bulletin))
        else:
            self.rows.extend(_flat(self.name, values) for values in rows_of(bulletin, self.name))
        if len(self.rows) >= (_DOCUMENTS if self.name == DOCUMENTS else _BATCH):
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        if self.rows:
            self.writer.write_table(pyarrow.Table.from_pylist(self.rows, self.schema))
            self.rows.clear()


@contextmanager
def columnar(form: str, tables: Sequence[str], files: Sequence[BinaryIO]) -> Iterator[Callable[[Bulletin], None]]:
    """What adds a document to the files of tables, which are whole when the block ends well."""
    with ExitStack() as stack:
        made: list[_Table] = []
        for name, file in zip(tables, files, strict=True):
            schema = schema_of(name)
            writer = parquet.ParquetWriter(file, schema, compression="zstd") if form == "parquet" else ipc.new_file(file, schema)
            made.append(_Table(name, schema, stack.enter_context(writer)))

        def add(bulletin: Bulletin) -> None:
            for table in made:
                table.add(bulletin)

        yield add
        for table in made:
            table.flush()


def schema_of(table: str) -> Any:
    """The Arrow schema of a table; that of the documents is nested, as the JSON is."""
    if table == DOCUMENTS:
        fields = [pyarrow.field(DOCUMENT, pyarrow.string()), *_fields(Bulletin)]
    else:
        fields = [made for column in all_columns_of(table) for made in _leaf(column.name, column.kind)]
    return pyarrow.schema(fields, {"schema_version": SCHEMA_VERSION})


def document_row(bulletin: Bulletin) -> dict[str, Any]:
    """A document as one nested row, for the schema of the documents."""
    return {DOCUMENT: bulletin.source.name, **_nested(bulletin.model_dump())}


def _fields(model: type[Record]) -> Iterator[Any]:
    for name, annotation, _ in fields_of(model):
        if isinstance(annotation, type) and issubclass(annotation, Record):
            yield pyarrow.field(name, pyarrow.struct(list(_fields(annotation))))
        elif get_origin(annotation) is tuple:
            [element, _] = get_args(annotation)
            kept = pyarrow.struct(list(_fields(element))) if issubclass(element, Record) else pyarrow.string()
            yield pyarrow.field(name, pyarrow.list_(kept))
        else:
            yield from _leaf(name, kind_of(name, annotation))


def _leaf(name: str, kind: Kind) -> Iterator[Any]:
    yield pyarrow.field(name, _TYPES[kind])
    if kind == "number":
        yield pyarrow.field(name + EXACT, pyarrow.string())


def _flat(table: str, values: list[Cell]) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column, value in zip(all_columns_of(table), values, strict=True):
        row |= _cells(column.name, cell_text(value) if column.kind == "list" else value, column.kind == "day")
    return row


def _nested(value: Any) -> Any:
    """What a model dumps, with its days and numbers as Arrow takes them."""
    if isinstance(value, dict):
        row: dict[str, Any] = {}
        for name, inner in value.items():
            row |= _cells(name, _nested(inner), name in DAYS)
        return row
    return [_nested(inner) for inner in value] if isinstance(value, tuple) else value


def _cells(name: str, value: Any, day: bool) -> dict[str, Any]:
    """The value of a column, and of the one for all its digits beside it."""
    if day:
        return {name: None if value is None else datetime.date.fromisoformat(value)}
    if not isinstance(value, Decimal):
        return {name: value}
    try:
        held = value.quantize(_STEP, context=_CONTEXT)
    except InvalidOperation:  # more digits before the point than there is room for
        return {name: None, name + EXACT: cell_text(value)}
    return {name: held, name + EXACT: None if held == value else cell_text(value)}
