"""A run over many documents: the same bytes for any number of workers, whatever the form and whatever happens to the workers."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import threading
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from extractor.models import TABLES
from tests.command import COMMAND, run
from tests.tasks import children


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in folders, with some among them that fail."""
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(3):
        (folder / f"{number}").mkdir()
        for path in sorted((Path(__file__).resolve().parent.parent / "data" / "samples").glob("*.txt")):
            (folder / f"{number}" / path.name).write_bytes(path.read_bytes())
    (folder / "1" / "empty.txt").touch()
    (folder / "1" / "large.txt").write_text("示例市。" * 9999, "utf-8")
    (folder / "2" / "binary.txt").write_bytes(bytes(range(64)) * 9)
    return folder


LIMIT = ("--max-size", "50K")
FORMS = [
    ("--format", "jsonl"),
    ("--format", "jsonl", "--lang", "zh"),
    ("--format", "jsonl", "--diagnostics", "json"),
    ("--format", "jsonl", "--table", "figures", "--diagnostics", "none"),
    ("--format", "csv", "--table", "commitments", "--excel"),
    ("--format", "parquet", "--table", "actions"),
]
FILES = ["out.xlsx", "out.db", "out.parquet", "out.arrow", "csv"]


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_the_bytes_are_the_same_for_any_number_of_workers(form: tuple[str, ...], corpus: Path) -> None:
    one, *others = (run(corpus, *form, *LIMIT, "--jobs", str(jobs)) for jobs in (1, 2, 4))
    assert one.returncode == 1
    assert one.stdout
    for other in others:
        assert (other.returncode, other.stdout, other.stderr) == (one.returncode, one.stdout, one.stderr)


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_the_same_for_any_number_of_workers(name: str, corpus: Path, tmp_path: Path) -> None:
    more = ("--table", "figures") if name in ("out.parquet", "out.arrow") else ("--format", "csv") if name == "csv" else ()
    made = []
    for jobs in (1, 2):
        (tmp_path / f"{jobs}").mkdir()
        done = run(corpus, "--output", tmp_path / f"{jobs}" / name, *more, *LIMIT, "--jobs", str(jobs), "--diagnostics", "none")
        assert done.returncode == 1
        made.append({path.name: path.read_bytes() for path in sorted((tmp_path / f"{jobs}").rglob("*")) if path.is_file()})
    assert made[0] == made[1]
    assert made[0]


def test_the_words_of_a_lexicon_reach_the_workers(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('[unit]\ncount = ["网格点"]\n', "utf-8")
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / f"{name}.txt").write_text("会议要求，一是建成3网格点。\n", "utf-8")
    options = (tmp_path / "in", "--format", "jsonl", "--table", "figures", "--lexicon", tmp_path / "words.toml")
    assert run(*options, "--jobs", "2").stdout == run(*options, "--jobs", "1").stdout
    assert [json.loads(line)["unit"] for line in run(*options, "--jobs", "2").stdout.splitlines()] == ["网格点"] * 3


def test_a_document_that_fails_is_a_line_in_its_place(corpus: Path) -> None:
    done = run(corpus, "--format", "jsonl", *LIMIT, "--diagnostics", "none", "--jobs", "2")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    names = [row["source"]["name"] for row in rows]
    assert names == sorted(path.relative_to(corpus).as_posix() for path in corpus.rglob("*.txt"))
    failed = {row["source"]["name"]: row["error"] for row in rows if "error" in row}
    assert {name: error["code"] for name, error in failed.items()} == {
        "1/empty.txt": "unreadable",
        "1/large.txt": "too-large",
        "2/binary.txt": "unreadable",
    }
    assert done.stderr.decode() == "".join(f"extract: {corpus}/{name}: {error['message']}\n" for name, error in failed.items())


def test_what_goes_wrong_is_said_in_the_language_of_the_data(corpus: Path) -> None:
    for lang, start in ((), "it is empty"), (("--lang", "zh"), "文件是空的"):
        done = run(corpus / "1", "--format", "jsonl", "--jobs", "2", *lang)
        [message] = [row["error"]["message"] for row in map(json.loads, done.stdout.splitlines()) if row["source"]["name"] == "empty.txt"]
        assert message.startswith(start)


def test_a_table_has_no_lines_for_what_failed(corpus: Path) -> None:
    for table in TABLES:
        done = run(corpus / "1", "--format", "jsonl", "--table", table, *LIMIT)
        assert b'"error":' not in done.stdout
        assert b"empty.txt: it is empty" in done.stderr


def test_an_archive_and_its_folder_have_the_same_documents(corpus: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in corpus.rglob("*.txt"):
            archive.write(path, path.relative_to(corpus))
    folder, zipped = (run(path, "--format", "jsonl", *LIMIT, "--diagnostics", "none").stdout for path in (corpus, tmp_path / "a.zip"))
    assert zipped.replace(b'"name":"a.zip/', b'"name":"') == folder


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="no /proc here")
def test_documents_whose_workers_are_killed_again_and_again_are_errors(tmp_path: Path) -> None:
    """A document of some size is at work for seconds; whoever is at it is killed as often as it is tried."""
    names = ["a.txt", "b.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_text("示例市建成3个平台。\n" * (200_000 if name == "b.txt" else 1), "utf-8")
    command = [*COMMAND, str(tmp_path), "--format", "jsonl", "--jobs", "2", "--diagnostics", "none"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        killed: set[int] = set()
        while len(killed) < 2 and running.poll() is None:
            for worker in children(running.pid):
                # the text of the large document is in no other process
                if worker not in killed and memory_of(worker) > 150 << 20:
                    os.kill(worker, signal.SIGKILL)
                    killed.add(worker)
        out, err = running.communicate()
    assert len(killed) == 2
    rows = [json.loads(line) for line in out.splitlines()]
    assert [(row["source"]["name"], row.get("error", {}).get("code")) for row in rows] == [
        ("a.txt", None),
        ("b.txt", "killed"),
        ("c.txt", None),
    ]
    assert (running.returncode, err.count(b"\n")) == (1, 1)


def memory_of(process: int) -> int:
    """The bytes that a process has in memory; 0 where it is gone."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


@pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--jobs", "two"], ["--jobs=-1"], ["--jobs", "1.5"]])
def test_a_wrong_number_of_jobs_is_refused(arguments: list[str]) -> None:
    for lang in ("en", "zh"):
        done = run("-", *arguments, "--lang", lang, data=b"x")
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
        said = "--jobs 后面是进程数" if lang == "zh" else "--jobs takes a number of processes"
        assert done.stderr.decode().startswith(f"extract: {said}")


def on_a_terminal(*arguments: str | Path, **environment: str) -> tuple[str, bytes]:
    """What the command shows on a terminal for standard error, and what it sends elsewhere."""
    main, side = pty.openpty()
    settings = os.environ | {"COLUMNS": "120", "TERM": "xterm"} | environment
    command = [*COMMAND, *map(str, arguments)]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=side, env=settings) as running:
        os.close(side)
        assert running.stdout
        read: list[bytes] = []
        reader = threading.Thread(target=lambda: read.append(running.stdout.read() if running.stdout else b""))
        reader.start()
        pieces = []
        with suppress(OSError):  # the other end is closed
            while piece := os.read(main, 1 << 16):
                pieces.append(piece)
        reader.join()
    os.close(main)
    return b"".join(pieces).decode(), read[0]


def test_a_terminal_shows_how_far_it_is_and_the_data_is_the_same(corpus: Path) -> None:
    options = (corpus, "--format", "jsonl", *LIMIT)
    plain = run(*options)
    for jobs in ("1", "2"):
        told, data = on_a_terminal(*options, "--jobs", jobs)
        assert data == plain.stdout
        assert re.search(r"39 documents, [0-9.]+ a second.*[0-9]:[0-9]{2}", told)
        # what is said meanwhile is there whole, and above the bar
        assert "empty.txt: it is empty; give a file with text in it" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|[\r\n]", "", told)
    assert "已处理 39 篇" in on_a_terminal(*options, "--lang", "zh")[0]
    assert b"documents" not in plain.stderr


def test_a_single_document_has_no_bar(corpus: Path) -> None:
    assert on_a_terminal(corpus / "0" / "leader-speech.txt", "--format", "json", "--diagnostics", "none")[0] == ""


@pytest.mark.parametrize("form", [("--output", "out.db"), ("--output", "csv", "--format", "csv")])
def test_a_name_that_is_a_key_is_there_once(form: tuple[str, ...], tmp_path: Path) -> None:
    rows = [{"id": name, "text": f"示例市建成{number}个平台。"} for number, name in ((3, "a"), (4, "b"), (5, "a"))]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    done = run(tmp_path / "a.jsonl", "--id-field", "id", "--output", tmp_path / form[1], *form[2:], "--diagnostics", "none")
    assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
    assert b"a.jsonl#a: another document of this run has its name" in done.stderr
