"""Archives of documents: zip and tar, whose members are read without being unpacked to the disk.

A member is read under the same rules as a file of a folder. Its name only goes into the data, so that it may be as odd as it likes;
links are passed over; of one that is packed too well no more is unpacked than a document may have.
"""

from __future__ import annotations

import posixpath
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Self

from extractor.readers.corpora import DAMAGED, Taking
from extractor.readers.paths import SUFFIXES, Document, Place, TooLarge, is_bulletin, problem_of
from extractor.readers.plain import ReadError

_UTF8 = 0x800  # the flag of a zip member whose name is UTF-8
_ENCRYPTED = 1
_NO_BULLETINS = f"no bulletins in this archive; it needs files that end in {', '.join(SUFFIXES)}"


def zip_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """The documents of a zip archive, in the order of their names."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ReadError(DAMAGED) from error
    with archive:
        members = [(_zip_name(info), info) for info in archive.infolist() if not info.is_dir()]
        members = sorted(((name, info) for name, info in members if _is_read(name)), key=lambda pair: pair[0])
        if not members:
            raise ReadError(_NO_BULLETINS)
        for name, info in members:
            inside = _inside(place, name)
            try:
                yield Document(inside, _zip_bytes(archive, info, taking.limit), weight=info.compress_size)
            except ReadError as error:
                yield Document(inside, weight=info.compress_size, problem=problem_of(error))


def tar_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """The documents of a tar archive, in its own order; it is read once, from a pipe too."""
    found = False
    try:
        with tarfile.open(fileobj=stream, mode="r|", tarinfo=_Member) as archive:
            while (member := archive.next()) is not None:
                archive.members.clear()  # type: ignore[attr-defined] # else it remembers all that it has read
                name = _plain(_decoded(member.name.encode("utf-8", "surrogateescape")))
                if not member.isreg() or not _is_read(name):
                    continue
                found = True
                if taking.limit is not None and member.size > taking.limit:
                    yield Document(_inside(place, name), problem=problem_of(TooLarge(taking.limit)))
                else:
                    opened = archive.extractfile(member)
                    yield Document(_inside(place, name), opened.read() if opened else b"")
    except (tarfile.TarError, zlib.error) as error:
        raise ReadError(DAMAGED) from error
    if not found:
        raise ReadError(_NO_BULLETINS)


class _Member(tarfile.TarInfo):
    """A member whose header tells the end of an archive from damage, where tarfile itself would end quietly."""

    @classmethod
    def fromtarfile(cls, tarfile_: tarfile.TarFile) -> Self:
        try:
            return super().fromtarfile(tarfile_)
        except tarfile.HeaderError as error:
            if type(error).__name__ == "EOFHeaderError":
                raise
            raise tarfile.ReadError(str(error)) from error


def _zip_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limit: int | None) -> bytes:
    """The bytes of a member. Raises ReadError for what is locked, damaged or too large, whatever its header says of its size."""
    if info.flag_bits & _ENCRYPTED:
        raise ReadError("it is protected by a password; save it without one first")
    if limit is not None and info.file_size > limit:
        raise TooLarge(limit)
    try:
        return archive.read(info)  # which never unpacks more than file_size says
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise ReadError(DAMAGED) from error


def _zip_name(info: zipfile.ZipInfo) -> str:
    """The name of a member: archives made on Chinese systems have names in GBK, which the standard takes for those of code page 437."""
    if info.flag_bits & _UTF8:
        return _plain(info.filename)
    try:
        return _plain(_decoded(info.filename.encode("cp437")))
    except UnicodeEncodeError:  # newer than the standard: a field of its own had the name as UTF-8
        return _plain(info.filename)


def _decoded(name: bytes) -> str:
    for encoding in ("utf-8", "gb18030"):
        try:
            return name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name.decode("utf-8", "replace")


def _plain(name: str) -> str:
    """A name without a way out of the archive.

    >>> _plain("../../a.txt"), _plain("/x/./a.txt"), _plain("x\\\\a.txt")
    ('a.txt', 'x/a.txt', 'x/a.txt')
    """
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/")


def _is_read(name: str) -> bool:
    *folders, last = name.split("/")
    return is_bulletin(last) and not any(folder.startswith((".", "__MACOSX")) for folder in folders)


def _inside(place: Place, name: str) -> Place:
    return Place(f"{place.path}/{name}", f"{place.name}/{name}")
