"""PDF (ISO 32000-1): the text of its pages in reading order, by pypdfium2."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.readers.archive import DAMAGED
from extractor.readers.pages import MOST_PAGES, TOO_MANY_PAGES, Page, Placed, text_of
from extractor.readers.plain import Note, ReadError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_UNMAPPED = 0.3  # share of characters whose meaning the file does not say: then it is no text
_RUN_GAP = 0.3  # ems: a wider gap begins a new stretch of text
_SCAN = "this PDF holds pictures of pages (a scan) and no text; run character recognition (OCR) on it first, as with ocrmypdf"
_EMPTY = "A page holds a picture and no text (a scan); it was passed over."


def read_pdf(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text of a PDF, a paragraph a line, and what was left out of it. Raises ReadError."""
    import pypdfium2  # noqa: PLC0415 -- an extra

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise ReadError("it is protected by a password; save it without one first" if locked else DAMAGED) from None
    try:
        pages, scanned = _pages(document)
    except pypdfium2.PdfiumError as error:
        raise ReadError(DAMAGED) from error
    finally:
        document.close()
    text, notes = text_of(pages)
    if not text.strip():
        raise ReadError(_SCAN if scanned else "there is no text in this PDF; save it anew from the program that made it")
    if scanned:
        numbers = ", ".join(map(str, scanned))
        notes.append(Note("page-without-text", "warning", f"{_EMPTY} Pages: {numbers}.", len(text), len(text)))
    return text, "utf-8", tuple(notes)


def _pages(document: PdfDocument) -> tuple[list[Page], list[int]]:
    """The pages, and the numbers of those that show a picture but hold no text. Raises ReadError where the text says nothing."""
    if len(document) > MOST_PAGES:
        raise ReadError(TOO_MANY_PAGES)
    pages: list[Page] = []
    scanned: list[int] = []
    unmapped = characters = 0
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        characters_here, unmapped_here = _characters(page, height)
        characters += len(characters_here)
        unmapped += unmapped_here
        placed = tuple(_stretches(characters_here))
        pages.append(Page(placed, width, height))
        if not placed and any(True for _ in page.get_objects(filter=(3,), max_depth=4)):  # FPDF_PAGEOBJ_IMAGE
            scanned.append(number + 1)
        page.close()
    if unmapped > _UNMAPPED * max(characters, 1):
        raise ReadError("its fonts do not say which characters they show; run character recognition (OCR) on it, as with ocrmypdf")
    return pages, scanned


def _characters(page: PdfPage, height: float) -> tuple[list[Placed], int]:
    """The characters of a page with their boxes, and how many have no known meaning; blanks are told from the places."""
    from pypdfium2 import raw  # noqa: PLC0415 -- an extra

    textpage = page.get_textpage()
    box = raw.FS_RECTF()
    found: list[Placed] = []
    unmapped = high = 0
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code <= 0x20 or code in {0xA0, 0x3000}:  # of a blank nothing but what follows it shows where it is
            if found and code >= 0x20 and raw.FPDFText_IsGenerated(textpage, index) != 1:
                found[-1] = found[-1]._replace(text=found[-1].text + chr(code))
            continue
        unmapped += 0xFFFD <= code <= 0xFFFF or raw.FPDFText_HasUnicodeMapError(textpage, index) == 1
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:  # where a character is two units of UTF-16, its second
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
            continue
        size = box.top - box.bottom
        found.append(Placed(chr(code), box.left, height - box.top, box.right, height - box.bottom, max(size, 0.1)))
    textpage.close()
    return found, unmapped


def _stretches(characters: list[Placed]) -> Iterator[Placed]:
    """The characters that follow each other closely on one height, put together."""
    line: list[Placed] = []
    for one in characters:
        last = line[-1] if line else None
        if last is not None and not (
            abs(one.bottom - last.bottom) < 0.3 * last.size and -_RUN_GAP * last.size < one.left - last.right < _RUN_GAP * last.size
        ):
            yield _stretch(line)
            line = []
        line.append(one)
    if line:
        yield _stretch(line)


def _stretch(line: list[Placed]) -> Placed:
    text = "".join(one.text for one in line)
    top, bottom = min(one.top for one in line), max(one.bottom for one in line)
    return Placed(text, line[0].left, top, line[-1].right, bottom, max(one.size for one in line))
