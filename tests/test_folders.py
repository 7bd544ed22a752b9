"""Folders: names in any encoding stay apart, odd links keep nothing else from being read, and what is passed over is said."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extractor.readers.paths import places_in, printable
from tests.command import run

TEXT = "　　会议要求，建成3个平台。\n"


def made(folder: Path, *names: str | bytes) -> Path:
    """A folder with documents of these names, each a text or the bytes of one."""
    for name in names:
        path = os.path.join(os.fsencode(folder), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(TEXT)
    return folder


def names_in(folder: Path) -> list[str]:
    return [place.name for place in places_in(str(folder))]


@pytest.mark.parametrize("where", ["", "2023", "2023/07"])
def test_a_link_to_itself_is_a_document_that_is_missing(where: str, tmp_path: Path) -> None:
    made(tmp_path, "a.txt", "2023/b.txt", "2023/07/c.txt")
    (tmp_path / where / "self.txt").symlink_to("self.txt")
    done = run(tmp_path, "--format", "jsonl", "--diagnostics", "none")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["source"]["name"] for row in rows if "error" not in row] == ["2023/07/c.txt", "2023/b.txt", "a.txt"]
    assert done.stderr.decode() == f"extract: {tmp_path / where / 'self.txt'}: there is no such file; check its name\n"
    assert done.returncode == 1


def test_names_that_are_no_utf8_are_read_as_gbk(tmp_path: Path) -> None:
    """As those of archives are; in each folder on the way for itself, as folders of one path may come from two systems."""
    made(tmp_path, "公报一.txt".encode("gbk"), "公报二.txt".encode("gbk"), "通报/".encode() + "公报.txt".encode("gbk"))
    assert names_in(tmp_path) == ["公报一.txt", "公报二.txt", "通报/公报.txt"]
    assert printable(os.fsdecode("通报/".encode() + "公报.txt".encode("gbk"))) == "通报/公报.txt"


def test_names_stay_apart_whatever_their_bytes(tmp_path: Path) -> None:
    gbk = "公报.txt".encode("gbk")
    made(tmp_path, "公报.txt", gbk, b"\xff.txt", b"\xfe.txt", "\\xff.txt", "公报/a.txt", "公报".encode("gbk") + b"/a.txt")
    names = names_in(tmp_path)
    assert sorted(names) == sorted(
        ["公报.txt", "\\xb9\\xab\\xb1\\xa8.txt", "\\\\xff.txt", "\\xfe.txt", "\\xff.txt", "公报/a.txt", "\\xb9\\xab\\xb1\\xa8/a.txt"]
    )
    assert run(tmp_path, "--output", tmp_path / "a.db", "--diagnostics", "none").returncode == 0
    with closing(sqlite3.connect(tmp_path / "a.db")) as connection:
        assert {name for [name] in connection.execute("SELECT document FROM documents")} == set(names)
    assert run(tmp_path, "--output", tmp_path / "csv", "--format", "csv", "--diagnostics", "none").returncode == 0
    with (tmp_path / "csv" / "documents.csv").open(encoding="utf-8", newline="") as file:
        assert [row["document"] for row in csv.DictReader(file)] == names


@pytest.mark.parametrize("form", ["a.db", "csv"])
def test_names_that_two_folders_share_are_refused_where_they_are_keys(form: str, tmp_path: Path) -> None:
    made(tmp_path, "2023/公报.txt", b"2024/" + "公报.txt".encode("gbk"))
    more = ("--format", "csv") if form == "csv" else ()
    done = run(tmp_path / "2023", tmp_path / "2024", "--output", tmp_path / form, *more)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert "2 documents are named 公报.txt" in done.stderr.decode()
    assert not (tmp_path / form).exists()


@pytest.mark.parametrize(("lang", "said"), [("en", "passed over in folders"), ("zh", "文件夹里有 6 项")])
def test_what_is_passed_over_is_said_once(lang: str, said: str, tmp_path: Path) -> None:
    made(tmp_path / "in", "a.txt", "b.doc", "c/d.md", "c/e.zip", "f.wps", ".hidden.md", "~$a.docx")
    (tmp_path / "in" / "link").symlink_to(tmp_path / "in" / "c")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    command = (tmp_path / "in", "--format", "jsonl", "--lang", lang)
    done = run(*command)
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"extract: {said}")
    assert f"{tmp_path}/in/b.doc, {tmp_path}/in/c/d.md, {tmp_path}/in/c/e.zip, …" in line
    assert (done.returncode, len(done.stdout.splitlines())) == (0, 1)
    row = json.loads(run(*command, "--diagnostics", "json").stderr)
    assert (row["code"], row["severity"]) == ("passed-over", "note")
    assert run(*command, "--diagnostics", "none").stderr == b""
    assert b"passed over" not in run(tmp_path / "in" / "a.txt", "--format", "jsonl").stderr


def test_what_is_passed_over_on_the_way_of_a_list_is_said_too(tmp_path: Path) -> None:
    made(tmp_path / "in", "a.txt", "b.doc")
    done = run("--files-from", "-", "--format", "jsonl", data=f"{tmp_path}/in\n".encode())
    assert done.returncode == 0
    assert f"passed over in folders, by their suffix or as links to folders: 1 ({tmp_path}/in/b.doc);" in done.stderr.decode()
