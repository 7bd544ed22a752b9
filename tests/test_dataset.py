"""The output as a dataset: parts of even size, whole files only, and a run that goes on where it was broken off."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow import parquet  # type: ignore[import-untyped]

from extractor.models import TABLES
from extractor.writers import parts
from extractor.writers.parts import JOURNAL, Files
from tests.command import COMMAND, run

SIZE = 150_000  # of a part, in bytes: some four samples
OPTIONS = ("--diagnostics", "none", "--part-size", str(SIZE))


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Eighty documents, two of which fail."""
    folder = tmp_path_factory.mktemp("documents")
    samples = sorted((Path(__file__).resolve().parent.parent / "data" / "samples").glob("*.txt"))
    made = [folder / f"{number:03}.txt" for number in range(80)]
    for number, path in enumerate(made):
        path.write_bytes(b"" if number in (3, 77) else samples[number % len(samples)].read_bytes())
    return made


@pytest.fixture(scope="module")
def many(paths: list[Path]) -> list[Path]:
    """More documents than are ever on their way to and from two workers."""
    return paths * 3


def listed(paths: list[Path]) -> bytes:
    return b"".join(os.fsencode(path) + b"\n" for path in paths)


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def journal(folder: Path) -> list[dict[str, object]]:
    path = folder / JOURNAL
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def dataset(paths: list[Path], target: Path) -> Path:
    """The dataset of a run that nothing breaks off."""
    done = run("--files-from", "-", "--output", target, "--format", "jsonl", *OPTIONS, "--jobs", "1", data=listed(paths))
    assert (done.returncode, done.stdout) == (1, b"")
    return target


@pytest.fixture(scope="module")
def whole(paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset(paths, tmp_path_factory.mktemp("whole") / "out")


@pytest.fixture(scope="module")
def larger(many: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset(many, tmp_path_factory.mktemp("larger") / "out")


def test_the_parts_are_the_stream_cut_into_even_pieces(paths: list[Path], whole: Path) -> None:
    stream = run("--files-from", "-", "--format", "jsonl", "--diagnostics", "none", data=listed(paths)).stdout
    made = files(whole)
    names = [name for name in made if name != JOURNAL]
    assert names == [f"part-{number:05}.jsonl" for number in range(len(names))]
    assert b"".join(made[name] for name in names) == stream
    longest = max(map(len, stream.splitlines(keepends=True)))
    sizes = [len(made[name]) for name in names]
    assert len(sizes) > 5
    assert all(SIZE <= size < SIZE + longest for size in sizes[:-1])
    begun, *rows, end = journal(whole)
    assert begun["--format"] == "jsonl"
    assert [(row["part"], row["files"]) for row in rows] == [(k, {name: len(made[name])}) for k, name in enumerate(names)]
    assert (sum(row["documents"] for row in rows), sum(row["errors"] for row in rows), end) == (80, 2, {"complete": True})  # type: ignore[misc]


@pytest.mark.parametrize("jobs", ["2", "4"])
def test_the_parts_are_the_same_for_any_number_of_workers(jobs: str, paths: list[Path], whole: Path, tmp_path: Path) -> None:
    run("--files-from", "-", "--output", tmp_path / "out", "--format", "jsonl", *OPTIONS, "--jobs", jobs, data=listed(paths))
    assert files(tmp_path / "out") == files(whole)


def broken_off(number: signal.Signals, paths: list[Path], target: Path, *more: str) -> tuple[int, bytes]:
    """Run the command until some parts are there and it waits for more, and send it a signal; its status and what it said come back."""
    command = [*COMMAND, "--files-from", "-", "--output", str(target), *OPTIONS, *more]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdin
        assert running.stderr
        running.stdin.write(listed(paths))
        running.stdin.flush()
        while sum("part" in row for row in journal(target)) < 2:
            assert running.poll() is None
            time.sleep(0.01)
        running.send_signal(number)
        status = running.wait()
        return status, running.stderr.read()


@pytest.mark.parametrize(
    ("number", "jobs"), [(signal.SIGKILL, "1"), (signal.SIGKILL, "2"), (signal.SIGINT, "2"), (signal.SIGTERM, "2"), (signal.SIGINT, "1")]
)
def test_a_run_that_is_broken_off_goes_on(number: signal.Signals, jobs: str, many: list[Path], larger: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    status, said = broken_off(number, many[:220], target, "--format", "jsonl", "--jobs", jobs)
    assert status == {signal.SIGKILL: -9, signal.SIGINT: 130, signal.SIGTERM: 143}[number]
    assert (b"interrupted" in said) is (number == signal.SIGINT)
    assert b"Traceback" not in said
    expected, left = files(larger), files(target)
    assert 3 <= len(left) < len(expected)
    # whole files and a journal, nothing else; of what the journal has, every byte is as it will be
    assert all(data == expected[name] for name, data in left.items() if name != JOURNAL)
    assert expected[JOURNAL].startswith(left[JOURNAL])
    again = run("--files-from", "-", "--output", target, "--format", "jsonl", *OPTIONS, "--resume", "--jobs", jobs, data=listed(many))
    assert again.returncode == 1  # of documents that failed before too
    assert files(target) == expected


def test_what_a_kill_at_the_worst_moment_leaves_is_done_again(paths: list[Path], whole: Path, tmp_path: Path) -> None:
    """Half a line of the journal, a part that is not in it, a file without a name of its own."""
    expected = files(whole)
    target = tmp_path / "out"
    target.mkdir()
    lines = expected[JOURNAL].splitlines(keepends=True)
    (target / JOURNAL).write_bytes(b"".join(lines[:3]) + lines[3][:20])
    for name in ("part-00000.jsonl", "part-00001.jsonl", "part-00002.jsonl"):
        (target / name).write_bytes(expected[name])
    (target / "part-00009.jsonl").write_bytes(b"{}")
    (target / ".extract-abc").write_bytes(b"half")
    (target / "mine.txt").write_bytes(b"mine")
    run("--files-from", "-", "--output", target, "--format", "jsonl", *OPTIONS, "--resume", data=listed(paths))
    assert files(target) == expected | {"mine.txt": b"mine"}


def test_going_on_with_what_is_complete_changes_nothing(paths: list[Path], whole: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in whole.rglob("*")}
    done = run("--files-from", "-", "--output", whole, "--format", "jsonl", *OPTIONS, "--resume", data=listed(paths))
    assert (done.returncode, done.stderr) == (1, b"")
    assert {path: path.stat().st_mtime_ns for path in whole.rglob("*")} == before


def test_going_on_with_nothing_begins(paths: list[Path], tmp_path: Path) -> None:
    for more in (("--resume",), ("--part-size", "1M"), ()):
        target = tmp_path / "".join(more or "-")
        done = run(paths[0], paths[1], "--output", f"{target}/", "--format", "jsonl", "--diagnostics", "none", *more)
        assert (done.returncode, sorted(files(target))) == (0, [JOURNAL, "part-00000.jsonl"])


def test_a_part_of_parquet_has_a_file_a_table(paths: list[Path], tmp_path: Path) -> None:
    made = []
    for jobs in ("1", "2"):
        target = tmp_path / jobs
        options = ("--format", "parquet", "--diagnostics", "none", "--part-size", "100K", "--jobs", jobs)
        run("--files-from", "-", "--output", target, *options, data=listed(paths))
        made.append(files(target))
    assert made[0] == made[1]
    numbers = [f"part-{number:05}" for number in range(3)]
    expected = {f"{table}/{number}.parquet" for table in ("documents", *TABLES) for number in numbers}
    assert set(made[0]) == expected | {JOURNAL, "errors/part-00000.jsonl", "errors/part-00002.jsonl"}
    names = [name for number in numbers for name in parquet.read_table(target / "documents" / f"{number}.parquet")["document"].to_pylist()]
    whole = [str(path)[1:] for path in paths]
    assert names == [name for number, name in enumerate(whole) if number not in (3, 77)]
    failed = [json.loads(line) for number in (0, 2) for line in made[0][f"errors/part-0000{number}.jsonl"].splitlines()]
    assert [row["source"]["name"] for row in failed] == [whole[3], whole[77]]


def test_a_table_of_lines_is_a_dataset_too(paths: list[Path], tmp_path: Path) -> None:
    options = ("--format", "jsonl", "--table", "figures", "--diagnostics", "none")
    run(*paths[:9], "--output", tmp_path / "out", *options, "--part-size", "20K")
    made = files(tmp_path / "out")
    rows = b"".join(data for name, data in made.items() if name.startswith("part-"))
    assert rows == run(*paths[:9], *options).stdout
    [failed] = [data for name, data in made.items() if name.startswith("errors/")]
    assert failed.count(b"\n") == 1


def other_size(target: Path) -> None:
    part = target / "part-00001.jsonl"
    part.write_bytes(part.read_bytes()[:-1])


def no_journal(target: Path) -> None:
    (target / JOURNAL).unlink()


def damaged(target: Path) -> None:
    (target / JOURNAL).write_bytes(b"{}\n[\n")


def as_it_is(target: Path) -> None:
    assert target.exists()


@pytest.mark.parametrize(
    ("spoil", "arguments", "first", "message"),
    [
        (as_it_is, [], 0, "there is a dataset in it already"),
        (as_it_is, ["--resume", "--table", "figures"], 0, "it was begun with another --table (None, not figures)"),
        (as_it_is, ["--resume", "--part-size", "1M"], 0, "it was begun with another --part-size"),
        (as_it_is, ["--resume"], 1, "it was begun with other documents"),
        (other_size, ["--resume"], 0, "part-00001.jsonl is not as the journal has it"),
        (no_journal, ["--resume"], 0, "there are parts in it and no journal"),
        (damaged, ["--resume"], 0, "its extract.journal is damaged"),
    ],
)
def test_another_run_does_not_go_on(
    spoil: Callable[[Path], None], arguments: list[str], first: int, message: str, paths: list[Path], whole: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out"
    target.mkdir()
    for name, data in files(whole).items():
        (target / name).write_bytes(data)
    spoil(target)
    before = files(target)
    done = run("--files-from", "-", "--output", target, "--format", "jsonl", *OPTIONS, *arguments, data=listed(paths[first:]))
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.decode().startswith(f"extract: {target}: {message}")
    assert files(target) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["--part-size", "1M"],
        ["--format", "csv", "--output", "out", "--resume"],
        ["--format", "jsonl", "--resume"],
        ["--output", "out", "--resume"],
    ],
    ids=" ".join,
)
def test_only_lines_and_parquet_are_datasets(arguments: list[str]) -> None:
    done = run("-", *arguments, data=b"x")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


@pytest.mark.parametrize("unnamed", [True, False])
def test_the_files_of_a_part_appear_together_or_not_at_all(unnamed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not unnamed:
        monkeypatch.setattr(parts, "_OPEN_FILES", str(tmp_path / "nowhere"))
    (tmp_path / "plain").touch()
    for end in (Files.drop, Files.name):
        made = Files(str(tmp_path / "out"), 7, "jsonl")
        made.open().write(b"x")
        made.open("errors").write(b"yy")
        assert not [name for name in files(tmp_path) if "part" in name]
        sizes = end(made)
        made.drop()
    assert sizes == {"part-00007.jsonl": 1, "errors/part-00007.jsonl": 2}
    assert files(tmp_path / "out") == {"part-00007.jsonl": b"x", "errors/part-00007.jsonl": b"yy"}
    assert (tmp_path / "out" / "part-00007.jsonl").stat().st_mode == (tmp_path / "plain").stat().st_mode
