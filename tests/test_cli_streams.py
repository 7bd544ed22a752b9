"""The command's ends: files written whole or not at all, closed pipes, full disks, interrupts, terminals."""

from __future__ import annotations

import csv
import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.models import TABLES
from tests.command import COMMAND, run

TEXT = "全市科技工作会议纪要\n　　会议指出，全市投入科技资金1.5亿元。\n　　会议要求，一是建成3个平台；二是引进15名人才。\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.parametrize("suffix", ["json", "jsonl", "JSON"])
def test_the_suffix_of_the_output_decides(suffix: str, document: Path, tmp_path: Path) -> None:
    target = tmp_path / f"out.{suffix}"
    done = run(document, "--output", target)
    assert (done.returncode, done.stdout) == (0, b"")
    assert target.read_bytes() == run(document, "--format", "json").stdout


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_standard_output_has_names_too(name: str, document: Path, tmp_path: Path) -> None:
    asked = [*COMMAND, str(document), "--format", "csv", "--table", "figures"]
    done = subprocess.run([*asked, "--output", name], capture_output=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, run(*asked[len(COMMAND) :]).stdout)
    (tmp_path / "log").write_bytes(b"before\n")
    with (tmp_path / "log").open("ab") as log:
        subprocess.run([*asked, "--output", name], stdout=log, check=True, cwd=tmp_path)
    assert (tmp_path / "log").read_bytes() == b"before\n" + done.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "log"]


@pytest.mark.skipif(not os.path.isdir("/dev/fd"), reason="no /dev/fd here")
@pytest.mark.parametrize("form", [["--format", "json"], ["--format", "xlsx"]])
def test_what_is_open_already_is_written_to(form: list[str], document: Path) -> None:
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe:
        done = subprocess.run([*COMMAND, str(document), *form, "--output", f"/dev/fd/{writing}"], pass_fds=[writing], check=False)
        os.close(writing)
        assert (done.returncode, pipe.read()) == (0, run(document, *form).stdout)


@pytest.mark.parametrize("form", ["json", "html", "sqlite", "tei"])
def test_a_folder_is_not_taken_for_a_file(form: str, document: Path, tmp_path: Path) -> None:
    target = f"{tmp_path}/new/"
    done = run(document, "--format", form, "--output", target)
    assert (done.returncode, done.stderr.decode()) == (2, f"extract: {target}: this is a folder; name a file for --output\n")
    assert run(document, "--output", target).returncode == 2
    assert not (tmp_path / "new").exists()
    assert run(document, "--format", "csv", "--output", target).returncode == 0
    assert (tmp_path / "new" / "figures.csv").exists()


def test_the_format_overrules_the_suffix(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    assert run(document, "--output", target, "--format", "tsv", "--table", "figures").returncode == 0
    assert target.read_bytes() == run(document, "--format", "tsv", "--table", "figures").stdout


def test_a_folder_holds_one_file_a_table(document: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert run(document.parent, "--output", target, "--format", "csv").returncode == 0
    assert sorted(path.name for path in target.iterdir()) == sorted(
        [*(f"{table}.csv" for table in ("documents", *TABLES)), "datapackage.json"]
    )
    for table in TABLES:
        assert (target / f"{table}.csv").read_bytes() == run(document, "--format", "csv", "--table", table).stdout
    with (target / "figures.csv").open(encoding="utf-8", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file)] == ["1.5亿元", "3个", "15名"]


def test_output_without_a_document_does_not_appear(document: Path, tmp_path: Path) -> None:
    document.write_bytes(b"")
    target = tmp_path / "out.json"
    assert run(document, "--output", target).returncode == 1
    assert not target.exists()
    target.write_text("old")
    assert run(document, "--output", target).returncode == 1
    assert target.read_text() == "old"


def test_output_holds_the_documents_that_could_be_read(document: Path, tmp_path: Path) -> None:
    (document.parent / "b.txt").write_bytes(b"")
    target = tmp_path / "out.jsonl"
    assert run(document.parent, "--output", target).returncode == 1
    whole, failed = target.read_bytes().splitlines(keepends=True)
    assert whole == run(document, "--format", "jsonl").stdout
    assert json.loads(failed) == {
        "schema_version": "1.0",
        "source": {"name": "b.txt"},
        "error": {"code": "unreadable", "message": "it is empty; give a file with text in it"},
    }


def test_a_closed_pipe_ends_it_quietly(document: Path) -> None:
    command = [*COMMAND, *[str(document)] * 200, "--format", "jsonl", "--diagnostics", "none"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline().startswith(b"{")
        running.stdout.close()
        assert (running.stderr.read(), running.wait()) == (b"", 0)


def test_a_pipe_that_is_closed_from_the_start_ends_it_quietly(document: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, str(document), "--diagnostics", "none"], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.stderr, done.returncode) == (b"", 0)


def test_nobody_listening_to_the_talk_does_not_harm_the_data(document: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [*COMMAND, "missing.txt", str(document), "--format", "jsonl"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=writing, check=False)
    os.close(writing)
    assert (done.stdout.splitlines(keepends=True)[1:], done.returncode) == ([run(document, "--format", "jsonl").stdout], 1)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_a_full_disk_is_one_line(document: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*COMMAND, str(document), "--diagnostics", "none"], stdout=full, stderr=subprocess.PIPE, check=False, text=True
        )
    assert done.returncode == 1
    assert done.stderr.startswith("extract: standard output: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(("number", "message", "status"), [(signal.SIGINT, b"extract: interrupted\n", 130), (signal.SIGTERM, b"", 143)])
def test_an_interrupt_has_its_status_and_leaves_no_output(
    number: signal.Signals, message: bytes, status: int, document: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    command = [*COMMAND, str(document), "missing.txt", "-", "--output", str(target), "--diagnostics", "none"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr
        assert b"missing.txt" in running.stderr.readline()  # the first document is done, the pipe is waited for
        running.send_signal(number)
        assert (running.stderr.read(), running.wait()) == (message, status)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in"]


def test_closed_standard_streams_are_one_line(document: Path) -> None:
    for redirection, place in (("- <&-", "-"), ("'{}' >&-", "standard output")):
        script = f"exec '{sys.executable}' -m extractor.cli --diagnostics none {redirection.format(document)}"
        done = subprocess.run(["sh", "-c", script], capture_output=True, check=False, text=True)
        assert done.returncode == 1
        assert done.stderr.startswith(f"extract: {place}: ")
        assert done.stderr.count("\n") == 1


def shown(*arguments: str | Path, **environment: str) -> str:
    """What the command shows on a terminal, standard error included."""
    main, side = pty.openpty()
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(
        command, stdin=side, stdout=side, stderr=side, env=os.environ | {"COLUMNS": "100", "TERM": "xterm"} | environment
    ):
        os.close(side)
        pieces = []
        try:
            while piece := os.read(main, 1 << 16):
                pieces.append(piece)
        except OSError:  # the other end is closed
            pass
    os.close(main)
    return b"".join(pieces).decode()


def test_a_terminal_gets_a_summary(document: Path) -> None:
    text = shown(document, NO_COLOR="1", PYTHONIOENCODING="ascii")
    assert "全市科技工作会议纪要" in text
    assert "2 commitments" in text
    assert "建成3个平台 plan" in text
    assert "1.5亿元" in text
    assert "{" not in text
    assert "\x1b[3" not in text  # no colours


@pytest.mark.parametrize(("more", "locale"), [(("--lang", "zh"), "C.UTF-8"), ((), "zh_CN.UTF-8")])
def test_a_summary_is_chinese_where_the_reader_is(document: Path, more: tuple[str, ...], locale: str) -> None:
    text = shown(document, *more, NO_COLOR="1", LANG=locale)
    assert "2 条事项" in text
    assert "建成3个平台 计划" in text
    assert "2 commitments" in shown(document, "--lang", "en", NO_COLOR="1", LANG=locale)


def test_json_on_a_terminal_is_indented(document: Path) -> None:
    text = shown(document, "--format", "json", "--diagnostics", "none").replace("\r\n", "\n")
    assert text == run(document, "--format", "json", "--indent").stdout.decode()
    assert text.startswith('{\n  "schema_version"')


def test_a_terminal_without_a_file_is_no_input() -> None:
    assert shown().startswith("extract: no input; ")


def test_a_terminal_gets_the_line_of_each_doubt_with_a_mark_under_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("工作会议\n\n　　会议指出，园区企业由10家增加到30家，增长3倍。\n", "utf-8")
    lines = shown(path, "--format", "json", "--lang", "en", NO_COLOR="1").splitlines()
    [at] = [number for number, line in enumerate(lines) if "warning[figure-arithmetic]" in line]
    assert lines[at].startswith(f"{path}:3:25: warning[figure-arithmetic]: ")
    # ten wide characters and two numbers of two digits, 24 columns, stand between the cut and 3倍
    assert lines[at + 1 : at + 3] == ["    …业由10家增加到30家，增长3倍。", " " * (4 + 1 + 24) + "^~~"]
    assert "^" not in run(path).stderr.decode()
