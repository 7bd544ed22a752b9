"""Plain text: bytes in, source text out."""

from __future__ import annotations

import codecs
import hashlib
import re
from typing import NamedTuple

from extractor.models import Severity
from extractor.readers.guessing import CONTROLS, SAMPLE, encoding_of, likeliest

MEDIA_TYPE = "text/plain"

# What opens the files that are taken for text most often, and what they are.
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zipped file (DOCX, XLSX, ODT)",
    b"\xd0\xcf\x11\xe0": "an old Office or WPS file (DOC, XLS, WPS)",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"7z\xbc\xaf": "a 7z file",
    b"Rar!": "a RAR file",
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
}
_UNDECODABLE = "\udcff"  # no strict decoder yields a surrogate, so it marks the places until they are known


class ReadError(Exception):
    """The input holds no text that could be read; the message says what is wrong and what to do."""


class Note(NamedTuple):
    """What a reader has to say of the text that it took out of a document, and the span of that text which it is about."""

    code: str
    severity: Severity
    message: str
    start: int
    end: int


class LinePlace(NamedTuple):
    """A stretch of the text that was taken out of a page, and the CSS selector of the element that holds it there."""

    start: int
    end: int
    selector: str


class SourceText(NamedTuple):
    """A decoded text and where it came from.

    ``text`` has its line ends untouched and no byte-order mark; ``undecodable`` are the spans of it that stand for bytes
    which the encoding does not know, each such byte sequence read as U+FFFD. Of plain text, ``data.decode(encoding, "replace")``
    gives the same text; of other documents ``text`` is what was taken out of them, ``notes`` say what was not, and ``places``,
    of a web page, where it stood.
    """

    name: str
    media_type: str
    encoding: str
    sha256: str
    text: str
    undecodable: tuple[tuple[int, int], ...] = ()
    notes: tuple[Note, ...] = ()
    places: tuple[LinePlace, ...] = ()


def read_bytes(data: bytes, name: str, encoding: str | None = None) -> SourceText:
    """The text of a plain text file, decoded by ``encoding`` or, where that is None, by what the bytes look like.

    Raises ReadError for input without any text and for binary input.

    >>> read_bytes("甲省".encode("gbk"), "a.txt").encoding
    'gb18030'
    >>> read_bytes(b"\\xff\\xfe" + "甲省".encode("utf-16-le"), "a.txt").text
    '甲省'
    """
    if not data.strip(b" \t\r\n"):
        raise ReadError("it is empty; give a file with text in it")
    if encoding is None:
        for signature, kind in _SIGNATURES.items():
            if data.startswith(signature):
                raise ReadError(f"this is {kind}, not plain text; save it as text (.txt) first")
    text, chosen, undecodable = decode(data, encoding)
    _refuse_binary(text, undecodable if encoding is None else ())
    if not text or text.isspace():
        raise ReadError("there is nothing but blanks in it; give a file with text in it")
    return SourceText(name, MEDIA_TYPE, chosen, hashlib.sha256(data).hexdigest(), text, undecodable)


def read_text(text: str, name: str) -> SourceText:
    """The source text of a string that is decoded already; lone surrogates, which no file can hold, become U+FFFD."""
    clean, undecodable = _settle(text)
    return SourceText(name, MEDIA_TYPE, "utf-8", hashlib.sha256(clean.encode()).hexdigest(), clean, undecodable)


def known_encoding(name: str) -> bool:
    """Whether Python knows a text encoding of that name."""
    try:
        b"x".decode(name)
    except UnicodeError:
        return True  # known: a single byte is too short for UTF-16
    except (LookupError, ValueError):
        return False
    return True


def decode(data: bytes, encoding: str | None = None, named: str | None = None) -> tuple[str, str, tuple[tuple[int, int], ...]]:
    """The text, the encoding that it was decoded with, as Python names it, and the spans that stand for undecodable bytes.

    Without ``encoding`` the bytes decide, ``named`` being what the document says of itself.
    """
    if encoding is not None:
        chosen = _forced(data, encoding)
    elif data.startswith(codecs.BOM_UTF8):
        chosen = "utf-8-sig"
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        chosen = "utf-16"
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            chosen = encoding_of(data, named)
        else:
            chosen = likeliest(data, "utf-8")
            if chosen == "utf-8":
                return text, chosen, ()
    text, undecodable = _decode(data, chosen)
    return text, chosen, undecodable


def _forced(data: bytes, encoding: str) -> str:
    """The encoding asked for, in the variant of it that leaves the byte-order mark out."""
    name = codecs.lookup(encoding).name
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le"  # else the machine's own byte order would decide
    if (name, data[:2]) in {("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE)}:
        return "utf-16"
    return name


def _decode(data: bytes, encoding: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The decoded text, its byte-order mark dropped, and the spans that stand for undecodable bytes."""
    codecs.register_error("extractor-mark", _mark)
    try:
        text = data.decode(encoding, "extractor-mark")
    except UnicodeError as error:
        raise ReadError(f"the bytes cannot be read as {encoding}; leave --encoding out or name another") from error
    return _settle(text if encoding in {"utf-16", "utf-8-sig"} else text.removeprefix("\ufeff"))


def _mark(error: UnicodeError) -> tuple[str, int]:
    """An error handler: the mark of undecodable bytes in their place."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _UNDECODABLE, error.end


def _settle(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text with U+FFFD for each surrogate, and the spans where they stood."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        spans = tuple(match.span() for match in re.finditer(r"[\ud800-\udfff]+", text))
        return re.sub(r"[\ud800-\udfff]", "\ufffd", text), spans
    return text, ()


def _refuse_binary(text: str, undecodable: tuple[tuple[int, int], ...]) -> None:
    """Raise ReadError where control characters or undecodable bytes are too many for a text, however damaged."""
    sample = text[:SAMPLE]
    encoded = sample.encode()
    controls = len(encoded) - len(encoded.translate(None, CONTROLS))
    unknown = sum(min(end, SAMPLE) - start for start, end in undecodable if start < SAMPLE)
    # random bytes have a control character in eight and an undecodable byte in six
    if controls * 8 + unknown * 3 > len(sample):
        raise ReadError("this is binary data, not text; save it as text (.txt) first, or name its encoding with --encoding")
