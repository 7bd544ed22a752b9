"""An SQLite database: one table a table, keys, full-text search, and views for common questions.

Rows are keyed by document and id. Adding a document again replaces its rows; another of the same name is refused. A number that
no SQLite number holds exactly has the nearest one in its column, and all its digits as text in the column of the same name with
``_exact``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from decimal import Decimal

from extractor.models import Bulletin
from extractor.writers.files import CannotWrite, whole_path
from extractor.writers.tables import DOCUMENT, DOCUMENTS, EXACT, REFERENCES, SET, Cell, Column, all_columns_of, cell_text, rows_of
from extractor.writers.views import VIEWS

# What is in the header of the file: whose it is ("Bltn"), and the version of the tables.
_APPLICATION = 0x426C746E
_VERSION = 1
_OLDEST = (3, 34, 0)  # the first with the tokenizer for substrings
_INTEGERS = range(-(2**63), 2**63)
_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "NUMERIC"}

# The columns in which words are looked for. Chinese has no blanks between words, so every three characters are indexed.
SEARCHED = {
    "documents": ("title", "subtitle", "event_name"),
    "speeches": ("title", "speaker_name", "text"),
    "commitments": ("text",),
    "actions": ("text",),
    "figures": ("metric", "sentence"),
}

Add = Callable[[Bulletin], None]


@contextmanager
def database(path: str) -> Iterator[Add]:
    """What adds a document to a database, new or there already; all are in it when the block ends well, else none.

    Raises CannotWrite for a file that is no database of this form, and for a document whose name another in it has.
    """
    if sqlite3.sqlite_version_info < _OLDEST:
        raise CannotWrite(f"needs SQLite 3.34 or later and this Python has {sqlite3.sqlite_version}; use another form, or a newer Python")
    if os.path.exists(path) and not os.path.isfile(path):
        raise CannotWrite("a database is a file, and this is none; name another")
    there = os.path.exists(path) and os.path.getsize(path) > 0
    place: AbstractContextManager[str] = nullcontext(path) if there else whole_path(path)
    try:
        with place as target, closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys = ON")
            if not there:  # what breaks off is thrown away, so nothing needs to be safe on the disk before its end
                connection.execute("PRAGMA journal_mode = MEMORY").fetchone()
                connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            if there:
                _check(connection)
            else:
                _create(connection)
            inserts = {table: _insert(table) for table in SET}
            yield lambda bulletin: _add(connection, bulletin, inserts)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise CannotWrite("this is no database; name a new file") from None
        raise CannotWrite(f"SQLite says: {error}") from error


def _check(connection: sqlite3.Connection) -> None:
    [application], [version] = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version"))
    if application != _APPLICATION:
        raise CannotWrite("this is a database of another program; name a new file")
    if version != _VERSION:
        raise CannotWrite(f"its tables have version {version}, this program writes {_VERSION}; name a new file")


def _create(connection: sqlite3.Connection) -> None:
    for statement in schema():
        connection.execute(statement)


def schema() -> Iterator[str]:
    """The statements that make an empty database."""
    yield f"PRAGMA application_id = {_APPLICATION}"
    yield f"PRAGMA user_version = {_VERSION}"
    for table in SET:
        yield _table(table)
        for name in _references(table):
            yield f"CREATE INDEX {table}_{name} ON {table} ({DOCUMENT}, {name})"
        if table in SEARCHED:
            yield from _search(table)
    yield "CREATE INDEX figures_metric ON figures (metric)"
    yield from VIEWS


def _table(table: str) -> str:
    key = DOCUMENT if table == DOCUMENTS else f"{DOCUMENT}, id"
    lines = [line for column in all_columns_of(table) for line in _column_lines(column)]
    lines.append(f"PRIMARY KEY ({key})")
    if table != DOCUMENTS:
        lines.append(f"FOREIGN KEY ({DOCUMENT}) REFERENCES {DOCUMENTS} ({DOCUMENT}) ON DELETE CASCADE")
    for name in _references(table):
        lines.append(f"FOREIGN KEY ({DOCUMENT}, {name}) REFERENCES {REFERENCES[name]} ({DOCUMENT}, id) DEFERRABLE INITIALLY DEFERRED")
    return f"CREATE TABLE {table} (\n  " + ",\n  ".join(lines) + "\n)"


def _references(table: str) -> list[str]:
    return [column.name for column in all_columns_of(table) if column.name in REFERENCES]


def _column_lines(column: Column) -> Iterator[str]:
    words = [f'"{column.name}"', _TYPES.get(column.kind, "TEXT")]
    if not column.nullable:
        words.append("NOT NULL")
    if column.kind == "boolean":
        words.append(f'CHECK ("{column.name}" IN (0, 1))')
    elif column.choices:
        words.append(f'CHECK ("{column.name}" IN ({", ".join(f"{choice!r}" for choice in column.choices)}))')
    yield " ".join(words)
    if column.kind == "number":
        yield f"{column.name}{EXACT} TEXT"


def _search(table: str) -> Iterator[str]:
    """The full-text index of a table, kept current by triggers."""
    names = SEARCHED[table]
    index = f"{table}_fts"
    columns, new, old = (", ".join(f"{row}{name}" for name in names) for row in ("", "new.", "old."))
    drop = f"INSERT INTO {index} ({index}, rowid, {columns}) VALUES ('delete', old.rowid, {old});"
    fill = f"INSERT INTO {index} (rowid, {columns}) VALUES (new.rowid, {new});"
    yield f'CREATE VIRTUAL TABLE {index} USING fts5 ({columns}, tokenize="trigram", content="{table}")'
    for event, body in (("INSERT", fill), ("DELETE", drop), ("UPDATE", f"{drop} {fill}")):
        yield f"CREATE TRIGGER {index}_{event.lower()} AFTER {event} ON {table} BEGIN {body} END"


def _insert(table: str) -> str:
    width = sum(2 if column.kind == "number" else 1 for column in all_columns_of(table))
    return f"INSERT INTO {table} VALUES ({', '.join('?' * width)})"


def _add(connection: sqlite3.Connection, bulletin: Bulletin, inserts: dict[str, str]) -> None:
    """Put the rows of a document in the place of those that it had. Raises CannotWrite where they are those of another."""
    named = connection.execute(f"SELECT source_sha256 FROM {DOCUMENTS} WHERE {DOCUMENT} = ?", (bulletin.source.name,)).fetchone()
    if named is not None and named != (bulletin.source.sha256,):
        name = bulletin.source.name
        raise CannotWrite(f"another document named {name} is in it, and nothing was added; name the folder that holds both, or a new file")
    connection.execute(f"DELETE FROM {DOCUMENTS} WHERE {DOCUMENT} = ?", (bulletin.source.name,))
    for table, insert in inserts.items():
        columns = all_columns_of(table)
        connection.executemany(insert, (_row(columns, values) for values in rows_of(bulletin, table)))


def _row(columns: tuple[Column, ...], values: list[Cell]) -> list[str | int | float | None]:
    row: list[str | int | float | None] = []
    for column, value in zip(columns, values, strict=True):
        if column.kind == "number":
            row += _number(value)
        else:
            row.append(value if value is None or isinstance(value, int | str) else cell_text(value))
    return row


def _number(value: Cell) -> tuple[int | float | None, str | None]:
    """The number that SQLite holds, and the exact one as text where the two differ."""
    if not isinstance(value, Decimal):
        return None, None
    if value == value.to_integral_value() and int(value) in _INTEGERS:
        return int(value), None
    nearest = float(value)
    return nearest, None if Decimal(repr(nearest)) == value else cell_text(value)
