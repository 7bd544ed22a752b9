"""The command as its users run it: input in every form, data on standard output, talk on standard error, and what is wrong use."""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor.cli import main
from extractor.models import TABLES
from extractor.version import __version__
from tests.command import COMMAND

TEXT = (
    "全市科技工作会议发言摘登\n\n　　2023年5月6日，全市科技工作会议在示例市召开。会议指出，全市投入科技资金１.５亿元，比上年增长20%。\n"
    "　　会议要求，一是建成3个平台；二是引进15名人才。\n"
)
LINE = re.compile(r"extract: [^\n]+; [^\n]+\n")  # what is wrong; what to do


def extract(*arguments: str | Path, data: bytes | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The command run; without data its standard input is the null device, as for a program run by a timer."""
    source: dict[str, Any] = {"stdin": subprocess.DEVNULL} if data is None else {"input": data}
    return subprocess.run([*COMMAND, *map(str, arguments)], capture_output=True, check=False, **source, **more)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode()


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "示例.txt"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "bulletins"
    (path / "2023").mkdir(parents=True)
    for name in ("b.txt", "a.txt", "2023/c.txt"):
        (path / name).write_text(f"{name}\n{TEXT}", "utf-8")
    for name in ("notes.md", ".hidden.txt"):
        (path / name).write_text(TEXT, "utf-8")
    return path


def test_a_file_gives_the_librarys_json(document: Path) -> None:
    done = extract(document, "--format", "json")
    assert (done.returncode, done.stdout.decode()) == (0, extractor.extract(document).model_dump_json() + "\n")
    assert json.loads(done.stdout)["source"]["name"] == "示例.txt"
    assert "亿元" in done.stdout.decode()


@pytest.mark.parametrize("arguments", [["-", "--format", "json"], ["--format", "json"], ["-"], []])
def test_a_pipe_is_read_with_and_without_a_dash(arguments: list[str]) -> None:
    done = extract(*arguments, data=TEXT.encode())
    assert done.returncode == 0
    found = json.loads(done.stdout)
    assert found["source"]["name"] == "-"
    assert [row["text"] for row in found["figures"]] == ["１.５亿元", "20%", "3个", "15名"]


def test_standard_input_may_be_a_file(document: Path) -> None:
    with document.open("rb") as file:
        done = subprocess.run(COMMAND, stdin=file, capture_output=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["source"]["name"]) == (0, "-")


@pytest.mark.parametrize(
    ("mark", "codec", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
        (b"", "utf-16-le", "utf-16-le"),
        (b"", "gb18030", "gb18030"),
    ],
)
def test_the_encoding_makes_no_difference(mark: bytes, codec: str, encoding: str) -> None:
    """Nor do CRLF line ends change anything but the offsets, which count them."""
    text = TEXT.replace("\n", "\r\n")
    plain = json.loads(extract("-", data=TEXT.encode()).stdout)
    found = json.loads(extract("-", data=mark + text.encode(codec)).stdout)
    assert (found["source"]["encoding"], found["source"]["characters"]) == (encoding, len(text))
    for table in ("commitments", "figures"):
        assert [row["text"] for row in found[table]] == [row["text"] for row in plain[table]] != []
        for row in found[table]:
            assert text[row["start"] : row["end"]] == row["text"]


def test_an_encoding_can_be_forced() -> None:
    done = extract("-", "--encoding", "big5", data="示例市工業投資比上年增長20%。".encode("big5"))
    found = json.loads(done.stdout)
    assert (found["source"]["encoding"], found["figures"][0]["text"]) == ("big5", "20%")


def test_undecodable_bytes_are_a_warning_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() + "　　会议强".encode() + b"\xff" + "调，要抓好落实。\n".encode())
    done = extract(path)
    assert done.returncode == 0
    [row] = [row for row in json.loads(done.stdout)["diagnostics"] if row["code"] == "undecodable-bytes"]
    assert (row["severity"], row["start"]) == ("warning", len(TEXT) + 5)
    assert f"{path}:5:6: warning[undecodable-bytes]: {row['message']}\n" in said(done)
    assert extract(path, "--strict").returncode == 1
    [line] = [line for line in said(extract(path, "--diagnostics", "json")).splitlines() if "undecodable" in line]
    assert json.loads(line) == {"document": "a.txt", "line": 5, "column": 6, **row}
    silent = extract(path, "--diagnostics", "none")
    assert (silent.stdout, silent.stderr) == (done.stdout, b"")


def test_the_date_supplies_the_year() -> None:
    text = "全市科技工作会议发言摘登\n　　5月6日，全市科技工作会议在示例市召开。\n".encode()
    assert json.loads(extract("-", "--date", "2023-05-06", data=text).stdout)["event"]["date"] == "2023-05-06"


def test_a_folder_is_read_in_order_as_lines(folder: Path) -> None:
    done = extract(folder, "--format", "jsonl")
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"]["name"] for row in found] == ["2023/c.txt", "a.txt", "b.txt"]
    alone = extract(folder / "a.txt", "--format", "jsonl")
    assert alone.stdout == done.stdout.splitlines(keepends=True)[1]


def test_several_tables_in_one_csv_have_one_header(folder: Path) -> None:
    done = extract(folder / "b.txt", folder / "a.txt", "--format", "csv", "--table", "figures")
    rows = list(csv.reader(io.StringIO(done.stdout.decode(), newline="")))
    assert [row[0] for row in rows].count("document") == 1
    assert [row[0] for row in rows[1:]] == ["b.txt"] * 4 + ["a.txt"] * 4


def test_two_documents_of_one_name_are_pointed_out(folder: Path) -> None:
    (folder / "2023" / "a.txt").write_text(TEXT, "utf-8")
    paths = (folder / "a.txt", folder / "2023" / "a.txt", "--format", "jsonl")
    done = extract(*paths)
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 2)
    [line] = said(done).splitlines()
    assert line.startswith("extract: ")
    assert "a.txt" in line
    assert extract(*paths, "--diagnostics", "none").stderr == b""


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_hold_the_rows_of_the_json(table: str, samples: list[Path]) -> None:
    names = {path.name: len(json.loads(extractor.extract(path).model_dump_json())[table]) for path in samples}
    lines = extract(*samples, "--format", "jsonl", "--table", table)
    rows = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [row["document"] for row in rows] == [name for name, count in names.items() for _ in range(count)]
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        done = extract(*samples, "--format", form, "--table", table)
        cells = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline=""), delimiter=delimiter))
        assert [(row["document"], row["id"]) for row in cells] == [(row["document"], row["id"]) for row in rows]


def test_csv_cells_are_defused_unless_raw() -> None:
    text = "=1+1，示例市建成3个平台。\n".encode()
    for arguments, start in (([], "'=1+1"), (["--raw"], "=1+1")):
        done = extract("-", "--format", "csv", "--table", "figures", *arguments, data=text)
        [row] = csv.DictReader(io.StringIO(done.stdout.decode()))
        assert row["sentence"].startswith(start)


def test_the_bom_is_there_when_asked_for(document: Path) -> None:
    plain = extract(document, "--format", "csv", "--table", "figures").stdout
    assert extract(document, "--format", "csv", "--table", "figures", "--bom").stdout == codecs.BOM_UTF8 + plain
    assert plain.startswith(b"document,id,")


def test_output_is_the_same_whatever_the_locale_and_the_hash_seed(document: Path) -> None:
    outputs = set()
    for number, locale in enumerate(("C", "C.UTF-8", "POSIX"), 1):
        environment = os.environ | {"LC_ALL": locale, "PYTHONIOENCODING": "ascii", "PYTHONHASHSEED": str(number)}
        outputs.add(extract(document, env=environment).stdout)
    assert outputs == {extract(document).stdout}
    assert json.loads(outputs.pop())["figures"]


def test_many_documents_with_a_bad_one_among_them(folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"")
    done = extract(folder, folder / "missing.txt", "--format", "jsonl", "--diagnostics", "none")
    assert done.returncode == 1
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"]["name"] for row in found] == ["2023/c.txt", "a.txt", "b.txt", "missing.txt"]
    assert [row["error"]["code"] for row in found if "error" in row] == ["unreadable", "unreadable"]
    empty, missing = said(done).splitlines(keepends=True)
    assert LINE.fullmatch(empty)
    assert empty.startswith(f"extract: {folder}/a.txt: ")
    assert LINE.fullmatch(missing)
    assert missing.startswith(f"extract: {folder}/missing.txt: ")


@pytest.mark.parametrize(
    ("data", "arguments"),
    [
        (b"", ["--format", "json"]),
        (b"\n \n", ["--format", "jsonl"]),
        (b"%PDF-1.7 text", ["--format", "csv", "--table", "figures"]),
        (bytes(range(64)) * 9, []),
    ],
    ids=["empty", "blank", "pdf", "binary"],
)
def test_a_bad_document_alone_is_one_line_and_nothing_else(data: bytes, arguments: list[str]) -> None:
    done = extract("-", *arguments, data=data)
    assert (done.returncode, done.stdout) == (1, b"")
    assert LINE.fullmatch(said(done))
    assert said(done).startswith("extract: -: ")


def test_a_mistake_is_one_line_from_the_process_too() -> None:
    for arguments in ([], ["--no-such-option"], ["missing.txt", "--format", "csv"]):
        done = extract(*arguments)
        assert (done.returncode, done.stdout) == (2, b"")
        assert re.fullmatch(r"extract: [^\n]+\n", said(done))


WRONG = [
    [],
    ["{folder}", "--format", "json"],
    ["{folder}"],
    ["{empty}"],
    ["{file}", "{empty}", "--format", "jsonl"],
    ["{file}", "--no-such-option"],
    ["{file}", "--format", "xml"],
    ["{file}", "--format", "csv"],
    ["{file}", "--format", "csv", "--table", "people"],
    ["{file}", "--table", "figures"],
    ["{file}", "--format", "json", "--bom"],
    ["{file}", "--format", "jsonl", "--raw"],
    ["{file}", "--format", "jsonl", "--indent"],
    ["{file}", "--date", "2023-02-30"],
    ["{file}", "--date", "8 July"],
    ["{file}", "--encoding", "klingon"],
    ["{file}", "--output", "{empty}/out.pages"],
    ["{file}", "--output", "{empty}/no/out.json"],
    ["{file}", "--output", "{empty}"],
    ["{file}", "--output", "{file}", "--format", "json"],
    ["{file}", "--output", "{folder}/a.txt", "--format", "csv"],
    ["--schema", "people"],
    ["--schema", "figures", "actions"],
    ["--schema", "--output", "{empty}/schema.json"],
    ["--schema", "figures", "--format", "csv"],
    ["--schema", "--bom"],
    ["--schema", "--input-format", "pdf"],
    ["--schema", "--diagnostics", "none"],
]


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_one_line_and_status_2(
    arguments: list[str],
    document: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    base, empty = document.parent, document.parent / "empty"
    empty.mkdir()
    places = {"file": document, "folder": folder, "empty": empty}
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    monkeypatch.setattr(sys, "argv", ["extract", *(argument.format(**places) for argument in arguments)])
    with open(os.devnull) as nothing:
        monkeypatch.setattr(sys, "stdin", nothing)
        assert main() == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert re.fullmatch(r"extract: [^\n]+\n", err)
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("lang", "said"), [("en", "this is a folder, one file a table;"), ("zh", "这是文件夹，每张表一个文件；")])
def test_a_folder_with_the_name_of_a_file_is_said(lang: str, said: str, document: Path, tmp_path: Path) -> None:
    target = tmp_path / "figures.csv"
    done = extract(document, "--output", target, "--lang", lang)
    assert (done.returncode, done.stderr.decode().startswith(f"extract: {target}: {said}")) == (0, True)
    assert extract(document, "--output", tmp_path / "set", "--format", "csv").stderr == b""
    assert extract(document, "--output", tmp_path / "one.csv", "--table", "figures").stderr == b""


def test_a_file_that_looks_like_an_option_is_told_how_to_be_written(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(document.parent)
    Path("-a.txt").write_bytes(document.read_bytes())
    refused = extract("-a.txt", "--format", "json")
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode().endswith("; if the file -a.txt is meant, write ./-a.txt\n")
    assert extract("./-a.txt", "--format", "json").returncode == 0


def test_a_wrong_value_is_said_without_the_words_of_a_library(document: Path) -> None:
    done = extract(document, "--format", "doc")
    assert done.stderr.decode().startswith("extract: Invalid value for '--format' / '-f': 'doc' is not one of 'json', ")


def test_a_table_name_is_all_the_schema_needs() -> None:
    schemas = Path(__file__).resolve().parent.parent / "schemas"
    for arguments, name in (([], "document"), (["figures"], "figures"), (["--table", "actions", "--lang", "zh"], "actions")):
        done = extract("--schema", *arguments)
        assert (done.returncode, done.stdout) == (0, (schemas / f"{name}.schema.json").read_bytes())


@pytest.mark.parametrize("arguments", [["--version"], ["--format", "json", "--version"], ["--schema", "--bom", "--version"]])
def test_the_version_is_said(arguments: list[str]) -> None:
    done = extract(*arguments)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"extract {__version__}\n", b"")


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_names_every_option(option: str) -> None:
    done = extract(option)
    assert b"list[str]" not in done.stdout
    assert (done.returncode, done.stderr) == (0, b"")
    assert {"--format", "--table", "--output", "--date", "--encoding", "--raw", "--bom", "--strict", "--schema", "--diagnostics"} <= set(
        re.findall(r"--\w+", done.stdout.decode())
    )


@pytest.mark.parametrize(
    ("arguments", "spared"),
    [
        (["--version"], ("typer", "pydantic", "regex", "typing")),
        (["{file}"], ("rich", "tarfile", "extractor.readers.records", "extractor.cli.workers", "extractor.cli.dataset")),
    ],
)
def test_what_is_not_needed_is_not_imported(arguments: list[str], spared: tuple[str, ...], document: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-c", "from extractor.cli import main; main()"]
    done = subprocess.run(
        [*command, *(argument.format(file=document) for argument in arguments)], capture_output=True, check=True, text=True
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "extractor.cli" in imported
    assert imported.isdisjoint(spared)
