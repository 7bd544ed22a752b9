"""Where the documents are: files, folders and the pipe, in the order in which they are read."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from typing import NamedTuple

from extractor.readers.plain import ReadError

PIPE = "-"
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf", ".ofd")
_OPEN_COPY = "~$"  # what Word and WPS put beside a document that is open


class NoBulletins(Exception):
    """A folder that was named holds no bulletin; the message names it."""


class Place(NamedTuple):
    """One document to be read: the path as the user would write it, and the name that goes into the data."""

    path: str
    name: str


def sources_of(paths: Sequence[str]) -> tuple[Place, ...]:
    """The documents that the arguments stand for.

    A file is named by its last part, a document in a folder by its path relative to that folder; the documents of a folder
    (all
    that end in one of SUFFIXES, at any depth, hidden files and folders left out) come in the order of their names. What is
    missing is found out on reading. Raises NoBulletins for a folder without any.
    """
    places: list[Place] = []
    for path in paths:
        if path != PIPE and os.path.isdir(path):
            places += _inside(path)
        else:
            places.append(Place(path, path if path == PIPE else _printable(os.path.basename(path) or path)))
    return tuple(places)


def read_place(place: Place) -> bytes:
    """The bytes of a document. Raises ReadError where there are none to be had."""
    try:
        if place.path == PIPE:
            if sys.stdin is None:
                raise ReadError("standard input is closed; name a file instead")
            return sys.stdin.buffer.read()
        with open(place.path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        raise ReadError("there is no such file; check its name") from None
    except OSError as error:
        raise ReadError(f"it cannot be read ({error.strerror}); check its permissions") from None


def piped() -> bool:
    """Whether something is sent to standard input: a pipe, a file or a socket, neither a terminal nor the null device."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def _inside(folder: str) -> list[Place]:
    """The documents of a folder. A subfolder that cannot be listed is a document that cannot be read."""
    refused: list[OSError] = []
    found: list[Place] = []
    for base, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [_place(folder, os.path.join(base, name)) for name in files if _is_bulletin(os.path.join(base, name))]
    found += [_place(folder, error.filename) for error in refused]
    if not found:
        raise NoBulletins(f"{folder}: no bulletins in this folder; it needs files that end in {', '.join(SUFFIXES)}")
    return sorted(found, key=lambda place: place.name)


def _is_bulletin(path: str) -> bool:
    """Whether a file of a folder is read: by its suffix, not hidden, and no pipe or device, which could block for ever."""
    name = os.path.basename(path)
    if name.startswith((".", _OPEN_COPY)) or not name.lower().endswith(SUFFIXES):
        return False
    return os.path.isfile(path) or not os.path.exists(path)


def _place(folder: str, path: str) -> Place:
    return Place(path, _printable(os.path.relpath(path, folder).replace(os.sep, "/")))


def _printable(name: str) -> str:
    """A file's name as Unicode text, whatever bytes the file system holds."""
    return os.fsencode(name).decode("utf-8", "replace")
