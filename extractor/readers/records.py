"""Tables of texts: JSON Lines, an array of JSON, CSV and Parquet, one document a line, object or row, read a piece at a time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any, cast

from extractor.readers.corpora import DAMAGED, Taking, is_array
from extractor.readers.paths import Document, Place, TooLarge, problem_of
from extractor.readers.plain import ReadError, decode

_UTF8 = "utf-8"
_SAMPLE = 1 << 16
_PIECE = 1 << 16
_HEAD = 1024
_WORD = 16  # characters of the longest word of JSON, or of an escaped character, at most
_BLANKS = (" ", "\t", "\r", "\n")
_END = object()
_NO_OBJECT = "this line of JSON is no object; it needs fields with names"
_NO_ARRAY = "from here on this is no array of JSON; mend it, or write one object a line"
_ROWS = 64  # of Parquet, that are held at a time
_LONGEST = (1 << 31) - 1


def jsonl_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """A document a line (JSON Lines), lines of blanks passed over, or an object of the one array that the file is."""
    if is_array(cast(io.BufferedReader, stream).peek(_HEAD)):
        yield from _array_documents(stream, place, taking)
        return
    limit = taking.limit or _LONGEST
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = stream.readline(_PIECE)
            yield Document(_row(place, number), problem=problem_of(TooLarge(limit)))
        elif text := line.removeprefix(codecs.BOM_UTF8).strip():
            try:
                record = _object(text)
            except ReadError as error:
                yield Document(_row(place, number), problem=problem_of(error))
            else:
                yield _document(record, number, place, taking)


def _array_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """A document an object of an array. What is wrong with the array itself hides all that follows."""
    number = 0
    text = io.TextIOWrapper(cast(io.BufferedReader, stream), "utf-8-sig")
    try:
        for number, record in enumerate(_elements(text, taking.limit or _LONGEST), 1):
            if isinstance(record, dict):
                yield _document(record, number, place, taking)
            else:
                yield Document(_row(place, number), problem=problem_of(ReadError(_NO_OBJECT)))
    except TooLarge as error:
        yield Document(_row(place, number + 1), problem=problem_of(error))
    except (ValueError, RecursionError):
        yield Document(_row(place, number + 1), problem=problem_of(ReadError(_NO_ARRAY)))
    finally:
        text.detach()


def _elements(file: io.TextIOWrapper, limit: int) -> Iterator[Any]:
    """The elements of an array of JSON. Raises ValueError where it is none, TooLarge where an element does not end within the limit.

    No more is held than an element and a piece; an element that is cut is tried again when as much again has been read.
    """
    decoder, text, at, before = json.JSONDecoder(), "", 0, "["
    while True:
        try:
            value, at = _element(decoder, text, at, before)
        except json.JSONDecodeError as error:
            # what is wrong in the middle stays wrong; a string that does not end may yet do so
            if error.pos + _WORD < len(text) and not error.msg.startswith("Unterminated"):
                raise
            if len(text) - at > limit:
                raise TooLarge(limit) from error
            piece = file.read(max(_PIECE, len(text) - at))
            if not piece:
                raise
            text, at = text[at:] + piece, 0
        else:
            if value is _END:
                if text[at:].strip() or file.read(_PIECE).strip():
                    raise ValueError("there is more behind the array")
                return
            before = ","
            yield value


def _element(decoder: json.JSONDecoder, text: str, at: int, before: str) -> tuple[Any, int]:
    """The next element of an array, or _END, and where it ends. Raises JSONDecodeError."""
    at = _behind_blanks(text, at)
    if before == "," and text.startswith("]", at):
        return _END, at + 1
    if not text.startswith(before, at):
        raise json.JSONDecodeError(f"Expecting '{before}'", text, at)
    return decoder.raw_decode(text, _behind_blanks(text, at + 1))


def _behind_blanks(text: str, at: int) -> int:
    while text.startswith(_BLANKS, at):
        at += 1
    return at


def csv_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """A document a row of CSV, or of columns between tabs; the first row holds the names of the columns."""
    file = cast(io.BufferedReader, stream)
    sample = file.peek(_SAMPLE)
    encoding = taking.encoding or decode(sample[: sample.rfind(b"\n") + 1] or sample)[1]
    lines = io.TextIOWrapper(file, encoding, errors="surrogateescape", newline="")
    first = sample.partition(b"\n")[0]
    csv.field_size_limit(min(taking.limit or _LONGEST, _LONGEST))
    try:
        rows = csv.reader(lines, delimiter="\t" if first.count(b"\t") > first.count(b",") else ",")
        names = [name.removeprefix("\ufeff") for name in next(rows, [])]
        for field in _wanted(taking):
            _check(field, names)
        for number, row in enumerate((row for row in rows if row), 1):
            record = {name: value for name, value in zip(names, row, strict=False) if name in _wanted(taking)}
            yield _document(record, number, place, taking, encoding=_UTF8 if encoding == "utf-8-sig" else encoding)
    except csv.Error as error:
        raise (TooLarge(taking.limit or _LONGEST) if "field larger" in str(error) else ReadError(DAMAGED)) from error
    finally:
        lines.detach()


def parquet_documents(stream: IO[bytes], place: Place, taking: Taking) -> Iterator[Document]:
    """A document a row of a Parquet file; only the columns that are needed are read."""
    try:
        import pyarrow  # type: ignore[import-untyped] # noqa: PLC0415 -- an extra
        from pyarrow import parquet  # noqa: PLC0415 -- likewise
    except ImportError:
        raise ReadError("parquet needs pyarrow; install it with pip install 'bulletin-extractor[parquet]'") from None
    number = 0
    try:
        with parquet.ParquetFile(stream if stream.seekable() else io.BytesIO(stream.read())) as file:
            for field in _wanted(taking):
                _check(field, file.schema_arrow.names)
            groups = [file.metadata.row_group(index) for index in range(file.num_row_groups)]
            weight = sum(group.total_byte_size for group in groups) // max(file.metadata.num_rows, 1)
            for batch in file.iter_batches(batch_size=_ROWS, columns=_wanted(taking)):
                for record in batch.to_pylist():
                    number += 1
                    yield _document(record, number, place, taking, weight)
    except (pyarrow.ArrowException, OSError) as error:
        raise ReadError(DAMAGED) from error


def _document(record: Mapping[str, Any], number: int, place: Place, taking: Taking, weight: int = 0, encoding: str = _UTF8) -> Document:
    """The document of a line or row, or what is wrong with it."""
    row = _row(place, number)
    try:
        if taking.id_field is not None:
            row = _row(place, _id(record, taking.id_field))
        data, known = _text(record, taking.text_field, encoding)
        if taking.limit is not None and len(data) > taking.limit:
            raise TooLarge(taking.limit)
    except ReadError as error:
        return Document(row, weight=weight, problem=problem_of(error))
    return Document(row, data, known, weight)


def _object(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ReadError("this line is no JSON; mend or remove it") from error
    if not isinstance(value, dict):
        raise ReadError(_NO_OBJECT)
    return value


def _text(record: Mapping[str, Any], field: str, encoding: str) -> tuple[bytes, str | None]:
    """The bytes of the text of a record, and their encoding where it is known."""
    _check(field, list(record))
    value = record[field]
    if isinstance(value, bytes):
        return value, None
    if value is None or value == "":
        raise ReadError(f"its field '{field}' is empty")
    if not isinstance(value, str):
        raise ReadError(f"its field '{field}' holds no text; name another with --text-field")
    try:
        return value.encode(encoding, "surrogateescape"), encoding  # bytes that CSV could not decode are themselves again
    except UnicodeEncodeError:  # half a character of UTF-16, which JSON can hold and no file can
        return value.encode(_UTF8, "surrogatepass"), _UTF8


def _id(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise ReadError(f"its field '{field}' names no document; give every record one, or leave --id-field out")
    return str(value)


def _check(field: str, names: Sequence[str]) -> None:
    """Raise ReadError where there is no field of a name, with those that are there."""
    if field not in names:
        raise ReadError(f"there is no field '{field}'; choose one with --text-field or --id-field: {', '.join(map(str, names)) or 'none'}")


def _wanted(taking: Taking) -> list[str]:
    return [taking.text_field] + ([taking.id_field] if taking.id_field else [])


def _row(place: Place, mark: int | str) -> Place:
    return Place(f"{place.path}#{mark}", f"{place.name}#{mark}")
