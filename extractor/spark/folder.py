"""The folder of tables that a job adds to, on any file system that Spark reaches.

A run is prepared beside the tables, in ``_staging``, which no reader of tables looks at. When all of it is there it is marked as ready, and
then each table's part is moved to its place, that of the documents last: OUT/TABLE/run=N. A run that was cut off before its mark has left
nothing; one cut off behind it is brought to its end by the next.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from extractor.models import TABLES
from extractor.writers.tables import DOCUMENTS

STAGING = "_staging"
READY = "_ready"
ORDER = (*TABLES, DOCUMENTS)  # who finds a document finds its rows


class Folder(NamedTuple):
    """A folder on a file system of Hadoop's; names lead down from it."""

    jvm: Any
    files: Any
    root: Any

    def at(self, *names: str) -> Any:
        """The path of what lies in the folder."""
        path = self.root
        for name in names:
            path = self.jvm.org.apache.hadoop.fs.Path(path, name)
        return path

    def has(self, *names: str) -> bool:
        """Whether there is a file or a folder of that name."""
        return bool(self.files.exists(self.at(*names)))

    def names(self, *names: str) -> list[str]:
        """What lies in a folder, in order; nothing where there is no such folder."""
        return sorted(status.getPath().getName() for status in self.files.listStatus(self.at(*names))) if self.has(*names) else []


def folder_of(spark: Any, path: str) -> Folder:
    """The folder of a path, whatever its scheme."""
    root = spark._jvm.org.apache.hadoop.fs.Path(path)
    return Folder(spark._jvm, root.getFileSystem(spark._jsc.hadoopConfiguration()), root)


def next_run(folder: Folder) -> str:
    """The name of the part that the next run adds to each table."""
    runs = [int(name.removeprefix("run=")) for table in ORDER for name in folder.names(table) if name.startswith("run=")]
    return f"run={max(runs, default=0) + 1}"


def settle(folder: Folder) -> bool:
    """Bring to its end what an earlier run had ready, and clear away what it had not; whether anything was brought to its end."""
    ready = [run for run in folder.names(STAGING) if folder.has(STAGING, run, READY)]
    for run in ready:
        _move_tables(folder, run)
    folder.files.delete(folder.at(STAGING), True)
    return bool(ready)


def publish(folder: Folder, run: str) -> None:
    """Give the tables what a run has prepared. Raises FileExistsError where another run took the same name meanwhile."""
    if any(folder.has(table, run) for table in ORDER):
        raise FileExistsError(f"{folder.at(run)}: another job wrote here at the same time; let one finish before the next")
    folder.files.create(folder.at(STAGING, run, READY), True).close()
    _move_tables(folder, run)
    folder.files.delete(folder.at(STAGING), True)


def _move_tables(folder: Folder, run: str) -> None:
    for table in ORDER:
        _move(folder, folder.at(STAGING, run, table), folder.at(table, run))


def _move(folder: Folder, source: Any, target: Any) -> None:
    """Move a folder; where a part of it is at the target already, its files one by one.

    Only stores without true renames (S3) can be cut off in between; there each file is at its old place until it is whole at the new one.
    """
    files = folder.files
    if not files.exists(source):
        return
    files.mkdirs(target.getParent())
    if not files.exists(target):
        _rename(folder, source, target)
        return
    for status in files.listStatus(source):
        inner = folder.jvm.org.apache.hadoop.fs.Path(target, status.getPath().getName())
        if status.isDirectory():
            _move(folder, status.getPath(), inner)
        else:
            files.delete(inner, False)
            _rename(folder, status.getPath(), inner)
    files.delete(source, True)


def _rename(folder: Folder, source: Any, target: Any) -> None:
    if not folder.files.rename(source, target):
        raise OSError(f"{source} could not be moved to {target}; run the job again when the file system takes it")
