"""A run that is cut off wherever it may be leaves the tables as they were, or the next brings it to its end."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from extractor.spark.folder import ORDER, STAGING, Folder, next_run, publish, settle


class Cut(Exception):
    """The power goes off."""


class Place:
    """A path as Hadoop has it."""

    def __init__(self, parent: Any, name: str | None = None) -> None:
        self.path = Path(str(parent)) if name is None else Path(str(parent)) / name

    def __str__(self) -> str:
        return str(self.path)

    def getName(self) -> str:
        return self.path.name

    def getParent(self) -> Place:
        return Place(self.path.parent)


class Files:
    """A file system as Hadoop has it, which stops before a change of a given number; ``renames`` whether it moves folders as one."""

    def __init__(self, cut: int | None = None, renames: bool = True) -> None:
        self.left, self.renames = cut, renames

    def change(self) -> None:
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise Cut

    def exists(self, place: Place) -> bool:
        return place.path.exists()

    def listStatus(self, place: Place) -> list[Any]:
        found = sorted(place.path.iterdir())
        return [SimpleNamespace(getPath=lambda path=path: Place(path), isDirectory=path.is_dir) for path in found]

    def mkdirs(self, place: Place) -> bool:
        self.change()
        place.path.mkdir(parents=True, exist_ok=True)
        return True

    def create(self, place: Place, _overwrite: bool) -> Any:
        self.change()
        place.path.touch()
        return SimpleNamespace(close=lambda: None)

    def delete(self, place: Place, _recursive: bool) -> bool:
        for path in sorted(place.path.rglob("*"), reverse=True):  # not all at once, the mark before the rest or behind it
            self.change()
            path.unlink() if path.is_file() else path.rmdir()
        self.change()
        if place.path.is_dir():
            place.path.rmdir()
        else:
            place.path.unlink(missing_ok=True)
        return True

    def rename(self, source: Place, target: Place) -> bool:
        if self.renames or source.path.is_file():
            self.change()
            source.path.rename(target.path)
            return True
        files = [path for path in sorted(source.path.rglob("*")) if path.is_file()]
        for path in files:  # a store of objects: each is copied whole, then taken away
            copied = target.path / path.relative_to(source.path)
            copied.parent.mkdir(parents=True, exist_ok=True)
            self.change()
            shutil.copy(path, copied)
            self.change()
            path.unlink()
        shutil.rmtree(source.path)
        return True


def folder_of(root: Path, files: Files) -> Folder:
    jvm = SimpleNamespace(org=SimpleNamespace(apache=SimpleNamespace(hadoop=SimpleNamespace(fs=SimpleNamespace(Path=Place)))))
    return Folder(jvm, files, Place(root))


def prepare(root: Path, run: str) -> None:
    for table in ORDER:
        for bucket in (0, 1):
            path = root / STAGING / run / table / f"bucket={bucket}" / "part.parquet"
            path.parent.mkdir(parents=True)
            path.write_text(f"{run} {table} {bucket}")


def tables(root: Path) -> dict[str, str]:
    """The files of the tables with what is in them."""
    return {str(path.relative_to(root)): path.read_text() for path in root.glob("[a-z]*/**/*.parquet")}


def wanted(*runs: str) -> dict[str, str]:
    return {f"{table}/{run}/bucket={b}/part.parquet": f"{run} {table} {b}" for run in runs for table in ORDER for b in (0, 1)}


@pytest.mark.parametrize("renames", [True, False])
def test_what_is_cut_off_anywhere_is_all_there_or_not_at_all(renames: bool, tmp_path: Path) -> None:
    outcomes = []
    for cut in range(200):
        root = tmp_path / str(cut)
        prepare(root, "run=1")
        publish(folder_of(root, Files(renames=renames)), "run=1")
        prepare(root, "run=2")
        try:
            publish(folder_of(root, Files(cut, renames)), "run=2")
        except Cut:
            assert wanted("run=1").items() <= tables(root).items()  # what was there stays there all the time
            if (root / "documents" / "run=2").exists():
                others = [f"{table}/run=2" for table in ORDER[:-1]]
                assert all((root / other).is_dir() and not (root / STAGING / "run=2" / other[:-6]).exists() for other in others)
            settle(folder_of(root, Files(renames=renames)))
        else:
            outcomes.append("whole")
            break
        assert tables(root) in (wanted("run=1"), wanted("run=1", "run=2"))
        assert not (root / STAGING).exists()
        outcomes.append("nothing" if tables(root) == wanted("run=1") else "brought to its end")
    assert outcomes == sorted(outcomes, key=["nothing", "brought to its end", "whole"].index)
    assert outcomes[0] == "nothing"
    assert outcomes.count("brought to its end") > len(ORDER)
    assert outcomes[-1] == "whole"
    assert tables(root) == wanted("run=1", "run=2")


@pytest.mark.parametrize("renames", [True, False])
def test_bringing_it_to_its_end_may_be_cut_off_too(renames: bool, tmp_path: Path) -> None:
    for cut in range(200):
        root = tmp_path / str(cut)
        prepare(root, "run=1")
        with pytest.raises(Cut):
            publish(folder_of(root, Files(5, renames)), "run=1")
        try:
            settle(folder_of(root, Files(cut, renames)))
        except Cut:
            settle(folder_of(root, Files(renames=renames)))
            assert tables(root) == wanted("run=1")
        else:
            break
    assert cut > len(ORDER)
    assert tables(root) == wanted("run=1")


def test_what_was_not_ready_is_cleared_away(tmp_path: Path) -> None:
    prepare(tmp_path, "run=1")
    assert settle(folder_of(tmp_path, Files())) is False
    assert list(tmp_path.iterdir()) == []


def test_runs_are_numbered_by_what_is_there(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, Files())
    assert next_run(folder) == "run=1"
    for name in ("documents/run=2", "figures/run=10", "figures/_SUCCESS", "others/run=20"):
        (tmp_path / name).mkdir(parents=True)
    assert next_run(folder) == "run=11"


def test_a_run_that_is_there_is_never_replaced(tmp_path: Path) -> None:
    prepare(tmp_path, "run=1")
    publish(folder_of(tmp_path, Files()), "run=1")
    prepare(tmp_path, "run=1")
    with pytest.raises(FileExistsError, match="another job wrote here at the same time"):
        publish(folder_of(tmp_path, Files()), "run=1")
    assert tables(tmp_path) == wanted("run=1")


def test_a_file_system_that_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare(tmp_path, "run=1")
    monkeypatch.setattr(Files, "rename", lambda *_: False)
    with pytest.raises(OSError, match="could not be moved"):
        publish(folder_of(tmp_path, Files()), "run=1")
