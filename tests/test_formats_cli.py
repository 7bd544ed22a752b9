"""The command with the formats of tables: what is asked for comes out, what cannot be had is said before anything is read."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from pyarrow import ipc, parquet  # type: ignore[import-untyped]

from extractor.cli import main
from extractor.writers.tables import SET, header_of

BINARY = ("xlsx", "parquet", "arrow")


@pytest.fixture
def document(samples: list[Path]) -> Path:
    return next(path for path in samples if path.name == "leader-speech.txt")


def called(extract: str, *arguments: str | Path, **known: object) -> subprocess.CompletedProcess[bytes]:
    command = [extract, *map(str, arguments), "--diagnostics", "none"]
    return subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL, **known)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet", "arrow"])
def test_a_folder_of_tables(form: str, extract: str, document: Path, tmp_path: Path) -> None:
    done = called(extract, document, "--format", form, "--output", tmp_path / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    described = ["datapackage.json"] if form in ("csv", "tsv") else []
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted([*(f"{table}.{form}" for table in SET), *described])


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.xlsx", b"PK\x03\x04"),
        ("a.sqlite", b"SQLite format 3\x00"),
        ("a.db", b"SQLite format 3\x00"),
        ("a.SQLITE3", b"SQLite format 3\x00"),
    ],
)
def test_the_suffix_decides(name: str, start: bytes, extract: str, document: Path, tmp_path: Path) -> None:
    assert called(extract, document, "--output", tmp_path / name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(("name", "start"), [("a.parquet", b"PAR1"), ("a.arrow", b"ARROW1"), ("a.feather", b"ARROW1")])
def test_one_table_is_one_file(name: str, start: bytes, extract: str, document: Path, tmp_path: Path) -> None:
    assert called(extract, document, "--table", "figures", "--output", tmp_path / name).returncode == 0
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize(("form", "table"), [("xlsx", []), ("parquet", ["--table", "actions"]), ("arrow", ["--table", "actions"])])
def test_a_pipe_gets_the_bytes_of_the_file(form: str, table: list[str], extract: str, document: Path, tmp_path: Path) -> None:
    piped = called(extract, document, "--format", form, *table)
    assert piped.returncode == 0
    assert called(extract, document, "--format", form, *table, "--output", tmp_path / "out").returncode == 0
    assert piped.stdout == (tmp_path / "out").read_bytes()
    if form == "parquet":
        assert parquet.read_table(io.BytesIO(piped.stdout)).num_rows > 0
    elif form == "arrow":
        assert ipc.open_file(piped.stdout).read_all().num_rows > 0
    else:
        assert openpyxl.load_workbook(io.BytesIO(piped.stdout)).sheetnames[-1] == "督查台账"


@pytest.mark.parametrize(("arguments", "chinese"), [([], True), (["--headers", "zh"], True), (["--headers", "en"], False)])
def test_headings_of_a_workbook(arguments: list[str], chinese: bool, extract: str, document: Path, tmp_path: Path) -> None:
    assert called(extract, document, "--output", tmp_path / "a.xlsx", *arguments).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book["数字" if chinese else "figures"]
    assert [cell.value for cell in sheet[1]][:2] == (["文件", "编号"] if chinese else ["document", "id"])
    assert "督查台账" in book.sheetnames


def test_documents_are_added_to_a_database(extract: str, samples: list[Path], tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    for sources in (samples[:2], samples[1:3], samples[:1]):
        assert called(extract, *sources, "--output", path).returncode == 0
    with closing(sqlite3.connect(path)) as connection:
        names = {name for [name] in connection.execute("SELECT document FROM documents")}
        figures = dict(connection.execute("SELECT document, count(*) FROM figures GROUP BY 1"))
    assert names == {source.name for source in samples[:3]}
    assert figures == {
        source.name: len(json.loads(called(extract, source, "--format", "json").stdout)["figures"]) for source in samples[:3]
    }


@pytest.mark.parametrize(("lang", "said"), [("en", "another document named 公报.txt is in it"), ("zh", "里面已有另一篇也叫 公报.txt")])
def test_another_document_of_a_name_that_is_in_a_database_is_refused(lang: str, said: str, extract: str, tmp_path: Path) -> None:
    for year, number in (("2023", 3), ("2024", 4)):
        (tmp_path / year).mkdir()
        (tmp_path / year / "公报.txt").write_text(f"会议要求，建成{number}个平台。\n", "utf-8")
    path = tmp_path / "a.db"
    assert called(extract, tmp_path / "2023", "--output", path).returncode == 0
    before = path.read_bytes()
    done = called(extract, tmp_path / "2024", "--output", path, "--lang", lang)
    assert (done.returncode, path.read_bytes()) == (1, before)
    assert re.fullmatch(rf"extract: {path}: {said}[^\n]+\n", done.stderr.decode())
    assert called(extract, tmp_path / "2023", "--output", path).returncode == 0
    assert called(extract, tmp_path, "--output", tmp_path / "both.db").returncode == 0


def test_a_bad_document_does_not_keep_the_others_out(extract: str, document: Path, tmp_path: Path) -> None:
    done = called(extract, tmp_path / "missing.txt", document, "--output", tmp_path / "a.db")
    assert done.returncode == 1
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert connection.execute("SELECT document FROM documents").fetchall() == [(document.name,)]


@pytest.mark.parametrize("name", ["a.xlsx", "a.db", "out"])
def test_a_bad_document_alone_leaves_nothing(name: str, extract: str, tmp_path: Path) -> None:
    form = ["--format", "parquet"] if name == "out" else []
    done = called(extract, tmp_path / "missing.txt", "--output", tmp_path / name, *form)
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])


@pytest.mark.parametrize(
    ("arguments", "remedy"),
    [
        (["--format", "sqlite"], "--output"),
        (["--format", "parquet"], "--table"),
        (["--format", "xlsx", "--table", "figures"], "--table"),
        (["--output", "{folder}/a.db", "--table", "figures"], "--table"),
        (["--output", "{folder}/a.db", "--headers", "zh"], "--headers"),
        (["--format", "json", "--headers", "en"], "--headers"),
        (["--format", "json", "--excel"], "--excel"),
        (["--output", "{folder}/a.xlsx", "--bom"], "--bom"),
        (["--output", "{folder}/a.xlsx", "--raw"], "--raw"),
        (["--output", "{folder}/a.db", "{file}"], "named leader-speech.txt"),
        (["--output", "{folder}/out", "--format", "csv", "{file}"], "named leader-speech.txt"),
        (["--output", "{folder}/no/a.db"], "make it first"),
        (["--output", "{folder}", "--format", "sqlite"], "name a file"),
    ],
)
def test_what_cannot_be_had_is_said(arguments: list[str], remedy: str, extract: str, document: Path, tmp_path: Path) -> None:
    done = called(extract, document, *(argument.format(folder=tmp_path, file=document) for argument in arguments))
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(r"extract: [^\n]+\n", done.stderr.decode())
    assert remedy in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "module", "library", "extra"),
    [
        ("xlsx", "xlsxwriter", "XlsxWriter", "xlsx"),
        ("parquet", "pyarrow", "pyarrow", "parquet"),
        ("arrow", "pyarrow", "pyarrow", "parquet"),
    ],
)
def test_a_library_that_is_missing_is_named_with_its_extra(
    form: str,
    module: str,
    library: str,
    extra: str,
    document: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["extract", str(document), "--output", f"out.{form}"])
    assert main() == 2
    assert capfd.readouterr() == ("", f"extract: out.{form}: needs {library}; install it with pip install 'bulletin-extractor[{extra}]'\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", BINARY)
def test_a_terminal_gets_no_bytes(form: str, extract: str, document: Path) -> None:
    master, slave = os.openpty()
    table = [] if form == "xlsx" else ["--table", "figures"]
    command = [extract, str(document), "--format", form, *table]
    done = subprocess.run(command, stdout=slave, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    os.close(slave)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr.decode() == f"extract: {form} is not for a terminal; name a file with --output, or send it on\n"


def test_a_file_of_another_program_is_left_alone(extract: str, document: Path, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"something else" * 99)
    done = called(extract, document, "--output", tmp_path / "a.db")
    assert (done.returncode, done.stderr.decode()) == (1, f"extract: {tmp_path}/a.db: this is no database; name a new file\n")
    assert (tmp_path / "a.db").read_bytes() == b"something else" * 99


@pytest.mark.parametrize("name", ["a.db", "a.xlsx"])
def test_a_run_that_is_stopped_leaves_nothing(name: str, extract: str, document: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    (tmp_path / "out").mkdir()
    command = [extract, str(document), str(pipe), "--output", str(tmp_path / "out" / name), "--diagnostics", "none"]
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    with pipe.open("w"):  # which waits until the run has written the first document and reads the second
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 128 + signal.SIGTERM
    assert list((tmp_path / "out").iterdir()) == []


def test_texts_that_are_cut_are_said(extract: str, tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("一是抓落实，" + "要抓好落实，" * 8000 + "要见成效。二是抓监督。", "utf-8")
    done = called(extract, tmp_path / "long.txt", "--output", tmp_path / "a.xlsx")
    assert done.returncode == 0
    cut = "texts are longer than the 32,767 characters of a cell and end in …; the other formats have them whole"
    message = rf"extract: \S+/a\.xlsx: [0-9]+ {cut}\n"
    assert re.fullmatch(message, done.stderr.decode())


def test_nothing_is_imported_for_other_formats(document: Path) -> None:
    script = "import sys; from extractor.cli import main; main(); sys.stderr.write(' '.join(sys.modules))"
    command = [sys.executable, "-c", script, str(document), "--format", "json", "--diagnostics", "none"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    loaded = set(done.stderr.split())
    assert json.loads(done.stdout)["figures"]
    spared = {"xlsxwriter", "pyarrow", "sqlite3", "extractor.writers.xlsx", "extractor.writers.arrow", "extractor.writers.sqlite"}
    assert loaded & (spared | {"extractor.writers.datapackage", "extractor.writers.ledger", "extractor.writers.views"}) == set()


def test_help_names_the_formats_and_their_options(extract: str) -> None:
    text = called(extract, "--help").stdout.decode()
    assert {"--headers", "--excel"} <= set(re.findall(r"--\w+", text))
    assert {"xlsx", "sqlite", "parquet", "arrow"} <= set(re.findall(r"\w+", text))


def test_the_ledger_is_a_table(extract: str, samples: list[Path]) -> None:
    names = ["document", "id", "source", "content", "responsible", "assisting", "targets", "deadline", "progress", "done"]
    heads = ["文件", "编号", "任务来源", "任务内容", "责任单位", "协办单位", "目标", "完成时限", "进展情况", "是否办结"]
    ledger = ("--table", "ledger", "--format")
    lines = [json.loads(line) for line in called(extract, *samples, *ledger, "jsonl").stdout.splitlines()]
    assert len({line["document"] for line in lines}) > 3
    assert [list(line) for line in lines] == [names] * len(lines)
    for headings, wanted in (("en", names), ("zh", heads)):
        text = called(extract, *samples, *ledger, "csv", "--raw", "--headers", headings).stdout.decode()
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        assert head == wanted
        assert rows == [["；".join(value) if isinstance(value, list) else value or "" for value in line.values()] for line in lines]
    items = [row for sample in samples for row in json.loads(called(extract, sample, "--format", "json").stdout)["commitments"]]
    assert len(lines) < len(items)
    found = parquet.read_table(io.BytesIO(called(extract, *samples, *ledger, "parquet").stdout))
    assert (found.column_names, found.num_rows) == (names, len(lines))


def test_documents_are_a_table(extract: str, samples: list[Path]) -> None:
    table = ("--table", "documents", "--format")
    lines = [json.loads(line) for line in called(extract, *samples, *table, "jsonl").stdout.splitlines()]
    assert [line["document"] for line in lines] == [path.name for path in samples]
    for line, sample in zip(lines, samples, strict=True):
        whole = json.loads(called(extract, sample, "--format", "json").stdout)
        assert line == {"document": sample.name} | {name: whole[name] for name in list(line)[1:]}
        assert line.keys() & {"parts", "places", "figures"} == set()
    [head, *rows] = csv.reader(io.StringIO(called(extract, *samples, *table, "csv").stdout.decode(), newline=""))
    assert (head, len(rows)) == (header_of("documents"), len(samples))


def test_english_headings_are_the_names_of_the_fields(extract: str, document: Path) -> None:
    done = called(extract, document, "--format", "csv", "--table", "figures", "--headers", "en")
    assert done.stdout.decode().split("\r\n")[0].split(",") == header_of("figures")
    assert done.stdout == called(extract, document, "--format", "csv", "--table", "figures").stdout
