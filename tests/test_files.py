"""What --output names appears whole or not at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from extractor.writers.files import whole_file, whole_folder


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    with whole_file(str(target)) as file:
        file.write(b"new")
        file.flush()
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["out.json"]


def fail_in(block: Any) -> None:
    """Write a part and be interrupted."""
    with pytest.raises(KeyboardInterrupt), block as opened:
        write_and_break(opened[0] if isinstance(opened, list) else opened)


def write_and_break(file: BinaryIO) -> None:
    file.write(b"half")
    raise KeyboardInterrupt


def test_a_file_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    fail_in(whole_file(str(target)))
    assert os.listdir(tmp_path) == []
    target.write_bytes(b"old")
    fail_in(whole_file(str(target)))
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out.json"]


def test_a_file_has_the_permissions_of_any_new_file_or_keeps_its_own(tmp_path: Path) -> None:
    def mode(path: Path) -> int:
        return stat.S_IMODE(path.stat().st_mode)

    (tmp_path / "plain").write_bytes(b"")
    new, kept = tmp_path / "new", tmp_path / "kept"
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    for target in (new, kept):
        with whole_file(str(target)) as file:
            file.write(b"x")
    assert (mode(new), mode(kept)) == (mode(tmp_path / "plain"), 0o640)


def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    link, target = tmp_path / "link", tmp_path / "target"
    link.symlink_to(target)
    with whole_file(str(link)) as file:
        file.write(b"x")
    assert link.is_symlink()
    assert target.read_bytes() == b"x"
    (tmp_path / "null").symlink_to(os.devnull)
    with whole_file(str(tmp_path / "null")) as file:
        file.write(b"x")
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


def aged(path: Path) -> None:
    os.utime(path, (0, 0))


@pytest.mark.parametrize("folder", [False, True])
def test_what_a_killed_run_left_goes_and_nothing_else(folder: bool, tmp_path: Path) -> None:
    target = tmp_path / "out"
    code = f"""
import os, signal
from extractor.writers.files import whole_file, whole_folder
with {f"whole_folder({str(target)!r}, ['a.csv'])" if folder else f"whole_file({str(target)!r})"}:
    print('made', flush=True)
    signal.pause()
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"made\n"
        [part] = tmp_path.iterdir()
        for name in (".extract-settings", "notes.part"):
            (tmp_path / name).touch()
            aged(tmp_path / name)
        kept = {".extract-settings", "notes.part", "other"}
        aged(part)
        with whole_file(str(tmp_path / "other")):
            pass
        assert {path.name for path in tmp_path.iterdir()} == kept | {part.name}  # a living process holds it
        running.kill()
    os.utime(part)
    with whole_file(str(tmp_path / "other")):
        pass
    assert part.exists()  # it is too new to tell
    aged(part)
    with whole_file(str(tmp_path / "other")):
        pass
    assert {path.name for path in tmp_path.iterdir()} == kept


def test_a_folder_appears_whole_and_keeps_the_files_of_others(tmp_path: Path) -> None:
    target = tmp_path / "out"
    fail_in(whole_folder(str(target), ["a.csv", "b.csv"]))
    assert os.listdir(tmp_path) == []
    for content in (b"first", b"second"):
        with whole_folder(str(target), ["a.csv", "b.csv"]) as files:
            for file in files:
                file.write(content)
        (target / "mine.txt").touch()
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a.csv": b"second", "b.csv": b"second", "mine.txt": b""}
    fail_in(whole_folder(str(target), ["a.csv", "b.csv"]))
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a.csv": b"second", "b.csv": b"second", "mine.txt": b""}
    assert os.listdir(tmp_path) == ["out"]
