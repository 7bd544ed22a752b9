"""Where the documents are: files, folders and the pipe, in the order in which they are read."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import NamedTuple

from extractor.readers.plain import ReadError

PIPE = "-"
CLOSED = "standard input is closed; name a file instead"
SUFFIXES = (".txt", ".html", ".htm", ".docx", ".pdf", ".ofd")
_NO_FILE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)
_UNSEEN = (".", "~$")  # what is hidden, and what Word and WPS put beside a document that is open


class TooLarge(ReadError):
    """The document has more bytes than are read."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"it is larger than {limit} bytes; allow more with --max-size, or split it")


class Place(NamedTuple):
    """One document to be read: the path as the user would write it, and the name that goes into the data."""

    path: str
    name: str


class Problem(NamedTuple):
    """Why there is no document to be had: a stable code for programs, a sentence for people."""

    code: str
    message: str


class Document(NamedTuple):
    """A document of a run before it is read: where it is, its bytes if something has read them already, what is known of them.

    ``weight`` is how many bytes of the input it takes up on the disk, by which progress is reckoned.
    """

    place: Place
    data: bytes | None = None  # None: they are still to be read from the place
    encoding: str | None = None
    weight: int = 0
    problem: Problem | None = None

    @property
    def size(self) -> int:
        """The bytes of the document, as far as they are known before it is read."""
        return self.weight if self.data is None else len(self.data)


def problem_of(error: Exception) -> Problem:
    """What is said of a document that an exception kept from being read or understood."""
    if isinstance(error, TooLarge):
        return Problem("too-large", str(error))
    if isinstance(error, ReadError):
        return Problem("unreadable", str(error))
    return Problem("internal", internal_error(error))


def internal_error(error: Exception) -> str:
    """What is said of an error that no one has thought of."""
    return f"internal error ({type(error).__name__}: {error}); please report it"


def place_of(path: str) -> Place:
    """The place of a file that is named itself: its name is the last part of the path. What is missing is found out on reading."""
    return Place(path, path if path == PIPE else printable(os.path.basename(path) or path))


def places_in(folder: str, passed_over: Callable[[str], object] = lambda path: None) -> Iterator[Place]:
    """The documents of a folder, each named by its path relative to it, in the order of their names.

    They are those that end in one of SUFFIXES, at any depth, hidden files and folders left out; ``passed_over`` hears of the others. No
    more is held than the names of the folders on the way. A subfolder that cannot be listed is a document that cannot be read.
    """
    yield from _inside(folder, "", passed_over)


def read_place(place: Place, limit: int | None = None) -> bytes:
    """The bytes of a document. Raises ReadError where there are none to be had, TooLarge where they are more than the limit."""
    most = -1 if limit is None else limit + 1
    try:
        if place.path == PIPE:
            if sys.stdin is None:
                raise ReadError(CLOSED)
            data = sys.stdin.buffer.read(most)
        else:
            with open(place.path, "rb") as file:
                data = file.read(most)
    except OSError as error:
        raise ReadError(unreadable(error)) from None
    if limit is not None and len(data) > limit:
        raise TooLarge(limit)
    return data


def piped() -> bool:
    """Whether something is sent to standard input: a pipe, a file or a socket, neither a terminal nor the null device."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (AttributeError, OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode) or stat.S_ISSOCK(mode)


def is_bulletin(name: str) -> bool:
    """Whether a file inside a folder or an archive is read: by its suffix, and not hidden.

    >>> is_bulletin("a.TXT"), is_bulletin(".a.txt"), is_bulletin("~$a.docx"), is_bulletin("a.md")
    (True, False, False, False)
    """
    return not name.startswith(_UNSEEN) and name.lower().endswith(SUFFIXES)


def unreadable(error: OSError) -> str:
    """What is said of a path that the system does not read."""
    if error.errno in _NO_FILE:
        return "there is no such file; check its name"
    if error.errno == errno.EISDIR:
        return "this is a folder; name a file"
    return f"it cannot be read ({error.strerror}); check its permissions"


def printable(path: str) -> str:
    """A path as Unicode text, whatever bytes the file system holds."""
    return os.sep.join(_shown(name)[0] for name in path.split(os.sep))


def _shown(name: str) -> tuple[str, str]:
    """A file's name as text, and with all that is no UTF-8 escaped: such bytes are taken for GBK, as in archives, where they can be.

    >>> _shown(os.fsdecode("公报.txt".encode("gbk"))), _shown(os.fsdecode(b"a\\xff.txt"))[0]
    (('公报.txt', '\\\\xb9\\\\xab\\\\xb1\\\\xa8.txt'), 'a\\\\xff.txt')
    """
    data = os.fsencode(name)
    escaped = data.decode("utf-8", "backslashreplace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding), escaped
        except UnicodeDecodeError:
            continue
    return escaped, escaped


def _distinct(names: Iterable[str]) -> dict[str, str]:
    """The names of a folder, each with the text that stands for it alone: the same characters may be there in two encodings."""
    taken: dict[str, str] = {}
    # those that are UTF-8, which cannot be escaped, come first
    for name in sorted(names, key=lambda name: (_shown(name)[1] != name, name)):
        shown, escaped = _shown(name)
        if shown in taken:
            shown = next(other for number in count() if (other := "\\" * number + escaped) not in taken)
        taken[shown] = name
    return taken


def _inside(folder: str, top: str, passed_over: Callable[[str], object]) -> Iterator[Place]:
    """The documents of a folder whose name in the data is ``top``, which ends in a slash where it is not empty."""
    try:
        with os.scandir(folder) as entries:
            folders = {entry.name: _is_folder(entry) for entry in entries if not entry.name.startswith(_UNSEEN)}
    except OSError:
        yield Place(folder, top.rstrip("/") or ".")
        return
    # a slash behind the names of folders makes the order that of the whole paths: a.txt, a/b.txt, a0.txt
    for shown, name in sorted((shown + "/" * folders[name], name) for shown, name in _distinct(folders).items()):
        path = os.path.join(folder, name)
        if folders[name]:
            if os.path.islink(path):  # which could lead in a circle
                passed_over(path)
            else:
                yield from _inside(path, top + shown, passed_over)
        # no pipe or device, which could block for ever; a link to nothing is a document that is missing
        elif is_bulletin(name) and (os.path.isfile(path) or not os.path.exists(path)):
            yield Place(path, top + shown)
        else:
            passed_over(path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself, which is one to nothing
        return False
