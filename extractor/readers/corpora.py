"""Files that hold many documents: archives (zip, tar) and tables of texts (JSON Lines, an array of JSON, CSV, Parquet).

What a file is, its content says first and its name second. A document of an archive is named ``archive.zip/folder/a.txt``, one of a
table ``table.jsonl#17`` by the number of its line or row from 1 on, or by the field that is asked for. Nothing is unpacked to the disk.
"""

from __future__ import annotations

import importlib
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import IO, NamedTuple, cast

from extractor.readers.paths import CLOSED, PIPE, Document, Place, problem_of
from extractor.readers.plain import ReadError
from extractor.text.patterns import lazy

KINDS = ("jsonl", "csv", "parquet", "zip", "tar")
RECORDS = ("jsonl", "csv", "parquet")  # tables, of which one field is the text

DAMAGED = "the file is damaged or cut short; fetch it again"
_HEAD = 1024
_LEAD = 16  # bytes before an array at most: a byte-order mark and blanks
_SUFFIXES = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".tar": "tar"}
_PACKED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\0": "lzma"}  # what the file opens with, the module that unpacks it
_PACKED_SUFFIX = lazy(r"(?i)\.(?:gz|bz2|xz)$|(?<=\.t)(?:gz|bz2|xz)$")  # corpus.jsonl.gz, bulletins.tgz
_KEY = rb'"(?:[^"\\]|\\.)*"'
_OBJECT = rb"(?:\xef\xbb\xbf)?\{[ \t]*(?:" + _KEY + rb"[ \t]*:|\})"  # of JSON, on one line
_NAMES = {"parquet": "a Parquet file", "zip": "a zip archive", "tar": "a tar archive"}
_ARRAY = rb"(?:\xef\xbb\xbf)?\s*\[\s*\{\s*(?:" + _KEY + rb"\s*:|\})"  # of JSON, with objects in it
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PARQUET = b"PAR1"
_TAR_MARK = slice(257, 262)
_DOCUMENTS = {
    "[content_types].xml",
    "_rels/.rels",
    "word/document.xml",
    "ofd.xml",
    "mimetype",
}  # parts of DOCX, XLSX, OFD and ODT, which are zip archives too


class Taking(NamedTuple):
    """How documents are taken out of the files that hold many."""

    kind: str | None = None  # forced; else found out
    alone: bool = False  # the format of documents is forced: what is not plainly a corpus is one document
    text_field: str = "text"
    id_field: str | None = None
    encoding: str | None = None  # of CSV
    limit: int | None = None  # the most bytes of a document


def kind_of(path: str, taking: Taking) -> str | None:
    """What kind of corpus a file is; None for a document, and for what cannot be read."""
    if not _may_be_looked_at(path):
        return taking.kind
    try:
        with _opened(path) as file:
            return _stream_of(file, path, taking)[0]
    except ReadError:
        return None
    except _damages():
        return None


def documents_of(place: Place, taking: Taking) -> Iterator[Document]:
    """The documents that a file holds: the file itself where it is no corpus.

    What is wrong with a corpus comes as a document with a problem, behind those that could be taken out of it.
    """
    if taking.kind is None and not _may_be_looked_at(place.path):
        yield Document(place)
        return
    try:
        opened = _opened(place.path)
    except (OSError, ReadError):  # which is said when it is read
        yield Document(place)
        return
    with opened as file:
        try:
            kind, stream = _stream_of(file, place.path, taking)
            if taking.kind is not None and not _may_be(taking.kind, stream):
                raise ReadError(f"this is not {_NAMES[taking.kind]}; leave --input-format out, or name the one that it is in")
            if kind is not None:
                yield from _weighed(_taken(kind, stream, place, taking), file)
                return
        except ReadError as error:
            yield Document(place, problem=problem_of(error))
            return
        except _damages():
            yield Document(place, problem=problem_of(ReadError(DAMAGED)))
            return
        if (
            _spooled.cache_info().currsize and place.path == PIPE
        ):  # a document that is a zip archive: it can no longer be read from the pipe
            yield Document(place, file.read() if taking.limit is None else file.read(taking.limit + 1))
            return
    yield Document(place, weight=weight_of(place.path))


def _weighed(documents: Iterator[Document], file: io.BufferedReader) -> Iterator[Document]:
    """Documents, each that has no weight of its own with that of what has been read of the file for it."""
    before = 0
    document = None
    for document in documents:
        if document.weight or not file.seekable():
            yield document
        else:
            now = file.tell()
            yield document._replace(weight=now - before)
            before = now
    if document is None:
        raise ReadError("there are no documents in it; give a file that holds some")


def weight_of(path: str) -> int:
    """The bytes of a file on the disk; 0 of what has no size."""
    try:
        return os.stat(path).st_size if path != PIPE else 0
    except OSError:
        return 0


def _may_be_looked_at(path: str) -> bool:
    """Whether what has been looked at can be read again: not so in a named pipe."""
    return path == PIPE or os.path.isfile(path)


def _opened(path: str) -> AbstractContextManager[io.BufferedReader]:
    """A file to read from; standard input stays open. Raises OSError, ReadError for a closed standard input."""
    if path != PIPE:
        return open(path, "rb")
    if sys.stdin is None:
        raise ReadError(CLOSED)
    pipe = cast(io.BufferedReader, sys.stdin.buffer)
    if not (_spooled.cache_info().currsize or pipe.peek(_HEAD).startswith((*_ZIP, *_PACKED, _PARQUET))):
        return nullcontext(pipe)
    spool = _spooled()
    spool.seek(0)
    return nullcontext(spool)


@cache
def _spooled() -> io.BufferedReader:
    """Standard input as a file that can be gone back in, of which a zip archive or a Parquet file has its directory at the end."""
    import shutil  # noqa: PLC0415 -- for such files from a pipe only
    import tempfile  # noqa: PLC0415 -- likewise

    spool = tempfile.TemporaryFile()  # noqa: SIM115 -- it goes when the process does
    shutil.copyfileobj(sys.stdin.buffer, spool)
    return cast(io.BufferedReader, spool)


def _stream_of(file: io.BufferedReader, path: str, taking: Taking) -> tuple[str | None, io.BufferedReader]:
    """What kind of corpus a file is, and its bytes, unpacked where the whole of it is packed (gzip, bzip2, xz)."""
    head = file.peek(_HEAD)[:_HEAD]
    module = next((module for mark, module in _PACKED.items() if head.startswith(mark)), None)
    if module is None:
        return _kind(file, head, path, taking), file
    unpacked = io.BufferedReader(importlib.import_module(module).open(file, "rb"))
    kind = _kind(unpacked, unpacked.peek(_HEAD)[:_HEAD], _PACKED_SUFFIX.sub("", path), taking)
    if kind is None:
        file.seek(0)
    return kind, unpacked


def _kind(file: io.BufferedReader, head: bytes, path: str, taking: Taking) -> str | None:
    if taking.kind is not None:
        return taking.kind
    if head[_TAR_MARK] == b"ustar":
        return "tar"
    by_name = _SUFFIXES.get(os.path.splitext(path)[1].lower())
    if taking.alone:
        return by_name
    if head.startswith(_PARQUET):
        return "parquet"
    if head.startswith(_ZIP):
        return "zip" if _is_archive(file) else None
    return by_name or ("jsonl" if is_array(head) or (b"{" in head[:4] and re.match(_OBJECT, head)) else None)


def is_array(head: bytes) -> bool:
    """Whether a file is one array of JSON with objects in it, by what it opens with."""
    return b"[" in head[:_LEAD] and re.match(_ARRAY, head) is not None


def _may_be(kind: str, stream: io.BufferedReader) -> bool:
    """Whether a stream may be of a kind that is forced, however damaged; what a table of texts holds is looked at line by line."""
    head = stream.peek(_HEAD)
    if kind == "parquet":
        return head.startswith(_PARQUET)
    if kind == "zip":
        return head.startswith(_ZIP) or (stream.seekable() and _has_directory(stream))
    return kind != "tar" or head[_TAR_MARK] == b"ustar" or _is_member(head)


def _has_directory(stream: IO[bytes]) -> bool:
    """Whether a zip archive stands behind something else, as behind the program that unpacks it."""
    import zipfile  # noqa: PLC0415 -- for archives only

    try:
        return zipfile.is_zipfile(stream)
    finally:
        stream.seek(0)


def _is_member(head: bytes) -> bool:
    """Whether a tar archive of the oldest kind, which has no mark, begins so."""
    import tarfile  # noqa: PLC0415 -- for archives only

    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _damages() -> tuple[type[Exception], ...]:
    """What is raised for a file that is damaged or cut short, by the modules that unpack it too."""
    names = {"zlib": "error", "lzma": "LZMAError"}
    return (OSError, EOFError, ValueError, *(getattr(sys.modules[module], name) for module, name in names.items() if module in sys.modules))


def _is_archive(file: IO[bytes]) -> bool:
    """Whether a zip archive holds files and is not itself a document of an office program."""
    import zipfile  # noqa: PLC0415 -- for archives only

    try:
        with zipfile.ZipFile(file) as archive:
            return _DOCUMENTS.isdisjoint(name.lstrip("/").lower() for name in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    finally:
        file.seek(0)


def _taken(kind: str, stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """The documents of a corpus of a kind."""
    module = importlib.import_module(f"extractor.readers.{'records' if kind in RECORDS else 'bundles'}")
    take: Callable[[IO[bytes], Place, Taking], Iterator[Document]] = getattr(module, f"{kind}_documents")
    return take(stream, place, taking)
