"""Which format a document has, by its content first and its name second, and its text by the reader of that format."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable
from typing import NamedTuple

from extractor.readers.plain import LinePlace, Note, ReadError, SourceText, decode, read_bytes
from extractor.text.patterns import lazy

_SAMPLE = 4096
_PDF_HEADER = 1024  # bytes in which the header of a PDF may stand (ISO 32000-1, implementation note 13)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = lazy(r"(?is)\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,1000}?-->\s*)*<(?:!doctype\s+html|html|head|body|meta)[\s>]", cues="<")
_TAG = lazy(r"(?i)</?(?:p|div|span|table|br|h[1-6]|body|td|li)[\s/>]")


# A text, the encoding of its bytes, what is to be said of it; of a web page also where its lines stand.
_Read = tuple[str, str, tuple[Note, ...]] | tuple[str, str, tuple[Note, ...], tuple[LinePlace, ...]]


class _Reader(NamedTuple):
    """Where a format is read: the library that it needs and the extra that installs it, its media type, the reading function."""

    module: str
    function: str
    media_type: str
    library: str | None = None
    distribution: str | None = None


_READERS: dict[str, _Reader] = {
    "html": _Reader("html", "read_html", "text/html", "selectolax", "selectolax"),
    "docx": _Reader("docx", "read_docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": _Reader("pdf", "read_pdf", "application/pdf", "pypdfium2", "pypdfium2"),
    "ofd": _Reader("ofd", "read_ofd", "application/ofd"),
}

_OWN_ENCODING = {"docx": "a DOCX file", "pdf": "a PDF file", "ofd": "an OFD file"}


def read_document(data: bytes, name: str, encoding: str | None = None, form: str | None = None) -> SourceText:
    """The text of a document of any format that is read; ``form`` forces one.

    Of a document other than text, ``text`` is what was taken out of it and ``encoding`` that of its bytes (a web page) or of
    the text as it is printed. Raises ReadError for what cannot be read, for a format whose library is not installed too.

    >>> read_document("<html><body><p>会议召开。</p></body></html>".encode(), "a.txt").text
    '会议召开。\\n'
    """
    chosen = form or format_of(data, name, encoding)
    if encoding is not None and chosen in _OWN_ENCODING:
        raise ReadError(f"this is {_OWN_ENCODING[chosen]}, which says itself how it is encoded; leave --encoding out for it")
    if form is not None and data.strip(b" \t\r\n") and not _may_be(form, data):
        raise ReadError(f"this is not {_OWN_ENCODING[form]}; leave --input-format out, or name the one that it is in")
    if chosen == "text":
        return read_bytes(data, name, encoding)
    if not data.strip(b" \t\r\n"):
        raise ReadError("it is empty; give a file with text in it")
    reader = _READERS[chosen]
    read = _function(reader, chosen)
    text, used, notes, *places = read(data, encoding) if chosen == "html" else read(data)
    undecodable = tuple((note.start, note.end) for note in notes if note.code == "undecodable-bytes")
    rest = tuple(note for note in notes if note.code != "undecodable-bytes")
    return SourceText(name, reader.media_type, used, hashlib.sha256(data).hexdigest(), text, undecodable, rest, *places)


def format_of(data: bytes, name: str, encoding: str | None = None) -> str:
    """The format of a document. Raises ReadError for an old Word or WPS document, with how to convert it.

    >>> format_of(b"%PDF-1.7", "a.txt"), format_of("<p>会议</p>".encode(), "a.htm"), format_of("会议".encode(), "a.htm")
    ('pdf', 'html', 'text')
    """
    if b"%PDF-" in data[:_PDF_HEADER] and not data[: data.find(b"%PDF-")].strip(b"\0 \t\r\n\xef\xbb\xbf"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(_OLE):
        raise ReadError(_old(data, name))
    sample = data[:_SAMPLE]
    text = sample.decode("latin-1").removeprefix("\xef\xbb\xbf") if b"\0" not in sample else decode(sample, encoding)[0]
    if _PAGE.match(text) or (_suffix(name) in {".html", ".htm", ".shtml"} and _TAG.search(text)):
        return "html"
    return "text"


def _may_be(form: str, data: bytes) -> bool:
    """Whether data may be of a format that is forced, however damaged."""
    if form == "pdf":
        return b"%PDF-" in data[:_PDF_HEADER]
    return form not in _OWN_ENCODING or (data.startswith(b"PK") and _zipped(data) == form)


def _suffix(name: str) -> str:
    return name[name.rfind(".") :].lower() if "." in name else ""


def _zipped(data: bytes) -> str:
    """The format of a zip archive, by what is in it; text for any other, which the reader of texts refuses by name."""
    from extractor.readers.archive import Archive  # noqa: PLC0415 -- for archives only

    archive = Archive(data)
    if "OFD.xml" in archive:
        return "ofd"
    if "word/document.xml" in archive or ("_rels/.rels" in archive and b"wordprocessingml" in archive.read("[Content_Types].xml")):
        return "docx"
    return "text"


def _old(data: bytes, name: str) -> str:
    """What is said of a compound file: the old binary formats, or a new one behind a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "it is protected by a password; open it in Word or WPS and save it without one"
    kind = (
        "a WPS document (.wps)"
        if _suffix(name) == ".wps"
        else "an old Word document (.doc)"
        if _suffix(name) == ".doc"
        else "an old DOC or WPS file"
    )
    return f"this is {kind}; open it in WPS, Word or LibreOffice and save it as .docx (soffice --headless --convert-to docx FILE)"


def _function(reader: _Reader, form: str) -> Callable[..., _Read]:
    """The reading function of a format. Raises ReadError where its library is not installed."""
    if reader.library is not None:
        try:
            importlib.import_module(reader.library)
        except ImportError:
            raise ReadError(f"{form} needs {reader.distribution}; install it with pip install 'bulletin-extractor[{form}]'") from None
    function: Callable[..., _Read] = getattr(importlib.import_module(f"extractor.readers.{reader.module}"), reader.function)
    return function
