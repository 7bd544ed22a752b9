"""Databases: what SQLite, sqlite-utils, pandas and Datasette read is what the JSON says; adding again replaces."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas
import pytest
import sqlite_utils
from hypothesis import given, settings

from extractor.models import TABLES, Bulletin
from extractor.writers import sqlite
from extractor.writers.files import CannotWrite
from extractor.writers.sqlite import SEARCHED, database, schema
from extractor.writers.tables import SET, all_columns_of, header_of
from tests.format_rows import KEYED, rows_of_json, strained
from tests.test_writers import bulletin_with, figure, item

VIEWS = ("targets_by_deadline", "figures_by_metric_and_year", "plans_by_organization", "speakers")


def add_to(path: Path, bulletins: Iterable[Bulletin]) -> Path:
    with database(str(path)) as add:
        for bulletin in bulletins:
            add(bulletin)
    return path


@pytest.fixture(scope="module")
def path(bulletins: list[Bulletin], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_to(tmp_path_factory.mktemp("sqlite") / "bulletins.db", bulletins)


@pytest.fixture
def made(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        yield connection


def rows_in(connection: sqlite3.Connection, table: str) -> list[dict[str, Any]]:
    """The rows of a table in the order of their adding, its numbers with all their digits."""
    found = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")
    names = [name for name, *_ in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found]
    for column in all_columns_of(table):
        for row in rows:
            value = row[column.name]
            if column.kind == "number":
                exact = row.pop(f"{column.name}_exact")
                assert exact is None or float(exact) == value
                row[column.name] = None if value is None else Decimal(exact or repr(value))
            elif column.kind == "boolean" and value is not None:
                row[column.name] = bool(value)
    return rows


@pytest.mark.parametrize("table", SET)
def test_every_row_is_what_the_json_says(table: str, made: sqlite3.Connection, bulletins: list[Bulletin]) -> None:
    assert rows_in(made, table) == rows_of_json(bulletins)[table]


def test_numbers_are_numbers_and_text_only_where_digits_would_be_lost(made: sqlite3.Connection, bulletins: list[Bulletin]) -> None:
    kinds = dict(made.execute("SELECT typeof(value), count(*) FROM figures GROUP BY 1"))
    assert set(kinds) == {"integer", "real"}
    query = "SELECT value_exact FROM figures WHERE value_exact IS NOT NULL AND document = '示例.txt' ORDER BY rowid"
    lost = [value for [value] in made.execute(query)]
    assert lost == [
        "0.1234567890123456789",
        "12345678901234567890123456789012345678901",
        "9223372036854775808",
        "0.3333333333333333333333333333",
    ]
    in_samples = {row.value for bulletin in bulletins[:-1] for row in bulletin.figures if row.fraction is None}
    assert all(Decimal(repr(float(value))) == value for value in in_samples)


@settings(max_examples=15)
@given(bulletin=KEYED)
def test_any_rows_come_back(bulletin: Bulletin, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = add_to(tmp_path_factory.mktemp("any") / "any.db", [bulletin])
    wanted = rows_of_json([bulletin])
    with closing(sqlite3.connect(path)) as connection:
        assert {table: rows_in(connection, table) for table in SET} == wanted
        assert check(connection) == []


def check(connection: sqlite3.Connection) -> list[Any]:
    """What SQLite finds wrong with a database: its pages, its keys, its full-text indexes."""
    for table in SEARCHED:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    wrong = connection.execute("PRAGMA foreign_key_check").fetchall()
    return wrong + [line for line in connection.execute("PRAGMA integrity_check") if line != ("ok",)]


def test_keys_and_references(path: Path) -> None:
    tables = sqlite_utils.Database(path)
    try:
        assert tables["documents"].pks == ["document"]  # type: ignore[union-attr]
        for table in TABLES:
            assert tables[table].pks == ["document", "id"]  # type: ignore[union-attr]
    finally:
        tables.close()
    with closing(sqlite3.connect(path)) as connection:
        listed = 'SELECT "table", group_concat("from") FROM (SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq) GROUP BY id'
        references = {(table, names, other) for table in SET for other, names in connection.execute(listed, (table,))}
    assert references == {
        *((table, "document", "documents") for table in TABLES),
        ("commitments", "document,speech_id", "speeches"),
        ("commitments", "document,parent_id", "commitments"),
        ("actions", "document,commitment_id", "commitments"),
        ("figures", "document,speech_id", "speeches"),
        ("figures", "document,commitment_id", "commitments"),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE figures SET commitment_id = 'none' WHERE id = 'f1'",
        "UPDATE figures SET status = 'wish' WHERE id = 'f1'",
        "UPDATE figures SET label = 2 WHERE id = 'f1'",
        "UPDATE figures SET text = NULL WHERE id = 'f1'",
        "INSERT INTO actions SELECT * FROM actions LIMIT 1",
    ],
)
def test_what_is_no_row_is_refused(wrong: str, bulletins: list[Bulletin], tmp_path: Path) -> None:
    add_to(tmp_path / "a.db", bulletins)
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError), connection:
            connection.execute(wrong)


def test_adding_again_replaces_and_leaves_the_others(bulletins: list[Bulletin], tmp_path: Path) -> None:
    first, second = bulletins[:2]
    path = add_to(tmp_path / "a.db", bulletins)
    shorter = first.model_copy(update={"figures": first.figures[:1], "commitments": (), "actions": (), "title": "又一个标题"})
    add_to(path, [shorter])
    with closing(sqlite3.connect(path)) as connection:
        kept = {table: rows_in(connection, table) for table in SET}
        assert check(connection) == []
        assert search(connection, "documents", "又一个标题") == [(first.source.name,)]
        assert search(connection, "documents", first.title or "") == []
    wanted = rows_of_json([*bulletins[1:], shorter])
    assert kept == wanted
    assert second.source.name in {row["document"] for row in kept["figures"]}


def search(connection: sqlite3.Connection, table: str, words: str) -> list[Any]:
    query = f"SELECT document FROM {table} WHERE rowid IN (SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH ?)"
    return connection.execute(query, (f'"{words}"',)).fetchall()


@pytest.mark.parametrize("there", [False, True])
def test_a_run_that_breaks_off_leaves_nothing_behind(there: bool, bulletins: list[Bulletin], tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    if there:
        add_to(path, bulletins[:1])
    before = path.read_bytes() if there else b""

    def interrupted() -> Iterator[Bulletin]:
        yield bulletins[1]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_to(path, interrupted())
    assert [name.name for name in tmp_path.iterdir()] == (["a.db"] if there else [])
    assert not there or path.read_bytes() == before


def test_the_same_bytes_again(bulletins: list[Bulletin], path: Path, tmp_path: Path) -> None:
    assert add_to(tmp_path / "again.db", bulletins).read_bytes() == path.read_bytes()


@pytest.mark.parametrize("table", SEARCHED)
def test_words_of_three_characters_and_more_are_found_anywhere(table: str, bulletins: list[Bulletin], path: Path, tmp_path: Path) -> None:
    column = SEARCHED[table][-1]
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        [text] = connection.execute(f"SELECT {column} FROM {table} WHERE length({column}) > 8 LIMIT 1").fetchone()
        words = text[3:7]
        like = connection.execute(f"SELECT document FROM {table} WHERE {column} LIKE ?", (f"%{words}%",)).fetchall()
        assert like
        assert set(like) <= set(search(connection, table, words))
        assert search(connection, table, "没有这句话") == []
        connection.execute("VACUUM")
        assert set(like) <= set(search(connection, table, words))


def test_a_row_that_is_changed_by_hand_is_found_by_its_new_words(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())
    with closing(sqlite3.connect(copy)) as connection:
        with connection:
            connection.execute("UPDATE documents SET title = '改过的标题' WHERE document = '示例.txt'")
        assert search(connection, "documents", "改过的标") == [("示例.txt",)]
        assert check(connection) == []


def test_views_answer_what_is_asked() -> None:
    items = [
        item(1, id="s1.c1", responsible=("甲局", "乙局"), deadline="2027-06-30"),
        item(2, id="s1.c2", responsible=("乙局",), kind="achievement"),
    ]
    period = {"text": "到2026年", "start": 0, "end": 6, "first_day": None, "last_day": "2026-12-31", "inherited": False}
    figures = [
        figure(id="f1", status="target", metric="产值", commitment_id="s1.c1"),
        figure(id="f2", status="target", metric="产值", period=period),
        figure(id="f3", status="target", metric="产值"),
        figure(id="f4", status="target", label=True),
        figure(id="f5", metric="产值", period=period),
        figure(id="f6"),
    ]
    items = [row.model_copy(update={"speech_id": None}) for row in items]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for statement in schema():
            connection.execute(statement)
        inserts = {table: sqlite._insert(table) for table in SET}
        sqlite._add(connection, bulletin_with(commitments=items, figures=figures), inserts)
        asked = {view: connection.execute(f"SELECT * FROM {view}").fetchall() for view in VIEWS}
        assert [(row[0], row[-2]) for row in asked["targets_by_deadline"]] == [("2026-12-31", "f2"), ("2027-06-30", "f1"), (None, "f3")]
        assert [(*row[:2], row[-1]) for row in asked["figures_by_metric_and_year"]] == [
            ("产值", 2026, "f2"),
            ("产值", 2026, "f5"),
            ("产值", None, "f1"),
            ("产值", None, "f3"),
        ]
        assert [(row[0], row[-1]) for row in asked["plans_by_organization"]] == [("乙局", "s1.c1"), ("甲局", "s1.c1")]
        assert asked["speakers"] == []


def test_speakers_are_counted(made: sqlite3.Connection, bulletins: list[Bulletin]) -> None:
    found = {(row[3], row[4]): row[-2:] for row in made.execute("SELECT * FROM speakers")}
    assert found == {
        (bulletin.source.name, speech.id): (
            sum(row.speech_id == speech.id and row.kind == "plan" for row in bulletin.commitments),
            sum(row.speech_id == speech.id and row.status == "target" and not row.label for row in bulletin.figures),
        )
        for bulletin in bulletins
        for speech in bulletin.speeches
    }


def test_pandas_reads_numbers_as_numbers(made: sqlite3.Connection, bulletins: list[Bulletin]) -> None:
    table = pandas.read_sql("SELECT * FROM figures WHERE document <> '示例.txt'", made)
    assert table["value"].dtype == "float64"
    assert table["value"].tolist() == [float(row.value) for bulletin in bulletins[:-1] for row in bulletin.figures]


@pytest.mark.parametrize(
    ("statements", "message"),
    [
        (["CREATE TABLE figures (id)"], "this is a database of another program; name a new file"),
        ([*schema(), "PRAGMA user_version = 9"], "its tables have version 9, this program writes 1; name a new file"),
    ],
)
def test_a_database_of_another_kind_is_left_alone(statements: list[str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    before = path.read_bytes()
    with pytest.raises(CannotWrite, match=f"^{message}$"):
        add_to(path, [strained()])
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_text("标题" * 1000)
    with pytest.raises(CannotWrite, match=r"^this is no database; name a new file$"):
        add_to(tmp_path / "a.db", [strained()])
    assert (tmp_path / "a.db").read_text() == "标题" * 1000


def test_what_is_no_file_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotWrite, match=r"^a database is a file, and this is none; name another$"):
        add_to(tmp_path / "pipe", [strained()])
    assert (tmp_path / "pipe").is_fifo()


def test_an_empty_file_becomes_a_database(tmp_path: Path, bulletins: list[Bulletin], path: Path) -> None:
    (tmp_path / "a.db").touch()
    assert add_to(tmp_path / "a.db", bulletins).read_bytes() == path.read_bytes()


def test_a_database_that_another_holds_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = add_to(tmp_path / "a.db", [strained()])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda target, **known: connect(target, timeout=0.1, **known))
    with closing(connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotWrite, match=r"^SQLite says: database is locked$"):
            add_to(path, [strained()])


def test_an_old_sqlite_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 1))
    with pytest.raises(CannotWrite, match=r"^needs SQLite 3\.34 or later"):
        add_to(tmp_path / "a.db", [strained()])
    assert list(tmp_path.iterdir()) == []


def test_datasette_serves_and_searches_it_as_is(path: Path, made: sqlite3.Connection) -> None:
    from datasette.app import Datasette  # type: ignore[import-untyped]  # noqa: PLC0415 -- slow, and for this test only

    [words] = made.execute("SELECT substr(text, 4, 5) FROM commitments WHERE length(text) > 12 LIMIT 1").fetchone()

    async def asked() -> list[Any]:
        served = Datasette([str(path)], settings={"num_sql_threads": 0})
        await served.invoke_startup()
        pages = ["commitments.json?_shape=array", f"commitments.json?_shape=array&_search={words}", "targets_by_deadline.json?_shape=array"]
        answers = [await served.client.get(f"/bulletins/{page}") for page in pages]
        assert [answer.status_code for answer in answers] == [200] * 3
        return [answer.json() for answer in answers]

    everything, found, targets = asyncio.run(asked())
    assert [name for name in everything[0] if name != "rowid"] == header_of("commitments")
    assert 0 < len(found) < len(everything)
    assert all(words in row["text"] for row in found)
    assert targets[0]["deadline"] is not None
