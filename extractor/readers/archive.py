"""Documents that are zip archives of XML: DOCX (ECMA-376) and OFD (GB/T 33190), read without trusting them.

Nothing outside the archive is ever opened. Neither standard has a use for a document type declaration, and entities cannot
be made without one, so that XML with one is refused: that leaves no entity bombs and no external entities.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import NoReturn
from xml.etree import ElementTree
from xml.parsers import expat

from extractor.readers.plain import ReadError

Element = ElementTree.Element

_MOST_BYTES = 64 << 20  # of the parts that are read, unpacked: a thousand times a long report
_FREE_BYTES = 1 << 20  # a part of this size is harmless however well it is packed
_MOST_PACKED = 250  # times smaller; the most repetitive tables come to 60
_DEEPEST = 200  # elements inside one another; real documents keep below 60
_ENCRYPTED = 1

DAMAGED = "the file is damaged or cut short; fetch it again, or open it in its own program and save it anew"


class Archive:
    """The parts of a zip archive, by name. Raises ReadError for what is damaged, locked or a bomb."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise ReadError(DAMAGED) from error
        self._left = _MOST_BYTES
        self._names = {name.lstrip("/").lower(): name for name in self._zip.namelist()}

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").lower() in self._names

    def read(self, name: str) -> bytes:
        """The bytes of a part, found by its name whatever its case. Raises ReadError where there is none."""
        stored = self._names.get(name.lstrip("/").lower())
        if stored is None:
            raise ReadError(DAMAGED)
        info = self._zip.getinfo(stored)
        if info.flag_bits & _ENCRYPTED:
            raise ReadError("it is protected by a password; save it without one first")
        bomb = info.file_size > _FREE_BYTES and info.file_size > _MOST_PACKED * info.compress_size
        if bomb or info.file_size > self._left:
            raise ReadError("it unpacks to far more than a document holds (a zip bomb?); open it in its own program and save it anew")
        self._left -= info.file_size
        try:
            return self._zip.read(info)  # which never unpacks more than file_size says
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise ReadError(DAMAGED) from error

    def xml(self, name: str) -> Element:
        """The root element of a part, names without their namespaces."""
        return parse_xml(self.read(name))


def beside(name: str, target: str) -> str:
    """The name of the part that ``target`` means when it is written in the part ``name``.

    >>> beside("word/document.xml", "../media/a.xml"), beside("Doc_0/Document.xml", "/OFD.xml")
    ('media/a.xml', 'OFD.xml')
    """
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target.replace("\\", "/")))
    return joined.lstrip("/")


def parse_xml(data: bytes) -> Element:
    """The root element of an XML document, names without their namespaces. Raises ReadError for what is not plain XML.

    >>> parse_xml(b'<a xmlns="x"><b c="1"/></a>')[0].tag
    'b'
    """
    try:
        _guard(data)
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
        raise ReadError(DAMAGED) from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        if any("}" in key for key in element.keys()):  # noqa: SIM118 -- an Element is no dictionary
            named = {key.rpartition("}")[2]: value for key, value in element.items()}
            element.attrib.clear()
            element.attrib.update(named)
    return root


def _guard(data: bytes) -> None:
    """Raise ReadError for a document type declaration and for nesting that no document has."""
    depth = 0

    def opened(_: str, __: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ReadError(f"its elements are nested more than {_DEEPEST} deep; open it in its own program and save it anew")

    def closed(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.Parse(data, True)


def _refuse(*_: object) -> NoReturn:
    raise ReadError("its XML declares entities of its own, which no document needs; open it in its own program and save it anew")
