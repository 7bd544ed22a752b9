"""A dataset: a folder of files of even size, each there whole or not at all, and a journal by which a run that was broken off goes on.

The journal is a text file of JSON lines: first what was asked for, then a line for every part that is whole, last that all is done. A part
is in the journal only when its files have their names, so that after a kill, at whatever moment, the documents behind the last
line are done again and none is there twice.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, NamedTuple

from extractor.writers.files import CannotWrite, permissions

JOURNAL = "extract.journal"
ERRORS = "errors"
_PART = re.compile(r"part-([0-9]{5,})\.\w+")
_PREFIX = ".extract-"
_OPEN_FILES = "/proc/self/fd"


class Part(NamedTuple):
    """What the journal says of a part."""

    part: int
    documents: int
    errors: int
    doubtful: bool
    input: str  # the digest of all documents up to its end
    files: dict[str, int]  # the bytes of each


@dataclass(slots=True)
class Journal:
    """What is done of a dataset, and where that is written down."""

    folder: str
    parts: list[Part] = field(default_factory=list)
    complete: bool = False

    @property
    def documents(self) -> int:
        """How many documents of the input are done."""
        return sum(part.documents for part in self.parts)

    def begin(self, asked: Mapping[str, Any]) -> None:
        """Make the folder and begin the journal."""
        os.makedirs(self.folder, exist_ok=True)
        self._write(asked)

    def add(self, part: Part) -> None:
        """Write down that a part is whole."""
        self.parts.append(part)
        self._write(part._asdict())

    def end(self) -> None:
        """Write down that all is done."""
        self.complete = True
        self._write({"complete": True})

    def _write(self, row: Mapping[str, Any]) -> None:
        with open(os.path.join(self.folder, JOURNAL), "ab") as file:
            file.write((json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode())
            file.flush()
            os.fsync(file.fileno())


def is_begun(folder: str) -> bool:
    """Whether a folder holds a dataset, or parts of one."""
    return os.path.isdir(folder) and any(name == JOURNAL or _PART.fullmatch(name) for name in os.listdir(folder))


def read_journal(folder: str, asked: Mapping[str, Any]) -> Journal:
    """The journal of a dataset, and what it does not know of is taken away. Raises CannotWrite where it is no use for what is asked for."""
    path = os.path.join(folder, JOURNAL)
    try:
        with open(path, "rb") as file:
            lines = file.read().split(b"\n")
    except FileNotFoundError:
        raise CannotWrite("there are parts in it and no journal; name another folder") from None
    try:
        begun, *rows = [json.loads(line) for line in lines[:-1]]  # of a line without its end nothing is known
        parts = [Part(**row) for row in rows if "part" in row]
    except (ValueError, TypeError):
        raise CannotWrite(f"its {JOURNAL} is damaged; name another folder") from None
    for name, value in asked.items():
        if begun.get(name) != value:
            raise CannotWrite(f"it was begun with another {name} ({begun.get(name)}, not {value}); give the same, or name another folder")
    for part in parts:
        for name, size in part.files.items():
            there = os.path.join(folder, name)
            if not os.path.isfile(there) or os.path.getsize(there) != size:
                raise CannotWrite(f"{name} is not as the journal has it; name another folder")
    if lines[-1]:
        with open(path, "r+b") as file:
            file.truncate(sum(len(line) + 1 for line in lines[:-1]))
    _clear(folder, {name for part in parts for name in part.files})
    return Journal(folder, parts, any(row.get("complete") for row in rows))


def _clear(folder: str, known: set[str]) -> None:
    """Take away what a run that was killed left: a part that was not written down, files without a name of their own."""
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if name.startswith(_PREFIX) or (_PART.fullmatch(name) and os.path.relpath(path, folder).replace(os.sep, "/") not in known):
                os.unlink(path)


class Files:
    """The files of one part in the making: they get their names together at its end."""

    def __init__(self, folder: str, number: int, suffix: str) -> None:
        self._folder = folder
        self._number = number
        self._suffix = suffix
        self._made: dict[str, tuple[BinaryIO, str | None]] = {}

    def open(self, kind: str = "", suffix: str | None = None) -> BinaryIO:
        """A file of the part; one of a kind stands in a folder of that name."""
        folder = os.path.join(self._folder, kind)
        os.makedirs(folder, exist_ok=True)
        file, path = _unnamed(folder)
        self._made[f"{kind}/" * bool(kind) + f"part-{self._number:05}.{suffix or self._suffix}"] = file, path
        return file

    def name(self) -> dict[str, int]:
        """Give the files their names; the bytes of each come back."""
        sizes = {}
        for name, (file, path) in self._made.items():
            file.flush()
            os.fsync(file.fileno())
            sizes[name] = os.fstat(file.fileno()).st_size
            _name(file, path, os.path.join(self._folder, name))
        return sizes

    def drop(self) -> None:
        """Let go of the files; those that have got no name are gone."""
        for file, path in self._made.values():
            file.close()
            if path is not None:
                with suppress(FileNotFoundError):
                    os.unlink(path)


def _unnamed(folder: str) -> tuple[BinaryIO, str | None]:
    """A file in a folder that is gone with its process, where the system has such; else one with a hidden name, and that."""
    if hasattr(os, "O_TMPFILE") and os.path.isdir(_OPEN_FILES):
        with suppress(OSError):  # not every file system can do it
            return open(os.open(folder, os.O_TMPFILE | os.O_RDWR, 0o666), "wb"), None
    handle, path = tempfile.mkstemp(prefix=_PREFIX, dir=folder)
    return open(handle, "wb"), path


def _name(file: BinaryIO, path: str | None, target: str) -> None:
    if path is not None:
        os.chmod(path, permissions())
        os.replace(path, target)
        return
    with suppress(FileNotFoundError):
        os.unlink(target)
    folder = os.open(os.path.dirname(target), os.O_RDONLY)
    try:
        # the path is absolute; that a folder is named makes Python follow the link to the open file
        os.link(f"{_OPEN_FILES}/{file.fileno()}", target, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)
