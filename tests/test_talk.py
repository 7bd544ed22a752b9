"""What goes to standard error for programs, and what is said where standard output takes nothing."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.command import COMMAND, run

TEXT = "全市养护经费从2020年的20.5亿元增加到2022年的41亿元，年均增长50%。\n"
ASKING = [["--help"], ["--version"], ["--schema"], ["--version", "--lang", "zh"]]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "status", "codes"),
    [
        (["{file}", "{gone}", "--format", "jsonl"], 1, ["figure-arithmetic", "unreadable"]),
        (["{file}", "{file}", "--format", "jsonl", "--max-size", "9"], 1, ["same-name", "too-large", "too-large"]),
        (["{file}", "--output", "{folder}/a.csv"], 0, ["output", "figure-arithmetic"]),
        (["{file}", "--nosuch"], 2, ["wrong-use"]),
        (["{file}", "--date", "soon"], 2, ["wrong-use"]),
        (["{gone}", "--lexicon", "{gone}"], 2, ["wrong-use"]),
        ([], 2, ["wrong-use"]),
    ],
)
@pytest.mark.parametrize("written", [["--diagnostics", "json"], ["--diagnostics=json"]])
def test_every_line_for_programs_is_an_object(
    arguments: list[str], status: int, codes: list[str], written: list[str], document: Path
) -> None:
    places = {"file": document, "gone": document.with_name("gone.txt"), "folder": document.parent}
    asked = [argument.format(**places) for argument in arguments]
    command = [*COMMAND, *asked, *written]
    environment = os.environ | {"LANG": "zh_CN.UTF-8"}
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment)
    rows = [json.loads(line) for line in done.stderr.splitlines()]
    assert (done.returncode, [row["code"] for row in rows]) == (status, codes)
    assert all(row["message"].isascii() or row["code"] == "figure-arithmetic" for row in rows)
    assert {row["severity"] for row in rows} <= {"error", "warning", "note"}


def test_a_document_that_fails_is_named_for_programs_as_the_data_has_it(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").touch()
    done = run(tmp_path / "in", "--format", "jsonl", "--diagnostics", "json", "--lang", "zh")
    place = f"{tmp_path}/in/a.txt"
    message = "文件是空的；请给出有文字的文件"
    said = {"document": "a.txt", "place": place, "code": "unreadable", "severity": "error", "message": message}
    assert json.loads(done.stderr) == said
    assert json.loads(done.stdout)["error"] == {"code": "unreadable", "message": message}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", ASKING, ids=" ".join)
def test_a_full_disk_is_one_line_whatever_is_asked(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, check=False, text=True)
    place = "标准输出: 无法写入（磁盘已满）" if "zh" in arguments else "standard output: it cannot be written (No space left on device)"
    assert done.stderr.startswith(f"extract: {place}")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize("arguments", ASKING, ids=" ".join)
def test_a_closed_pipe_is_no_failure_whatever_is_asked(arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")
