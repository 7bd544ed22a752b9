"""OFD (GB/T 33190): the text of its pages in reading order, by the standard library alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractor.readers.archive import Archive, Element, beside
from extractor.readers.pages import MOST_PAGES, TOO_MANY_PAGES, Page, Placed, text_of
from extractor.readers.plain import Note, ReadError

_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres, the unit of all lengths
_ASCENT = 0.88  # share of a character's height above its base line
_APART = 1.6  # character heights from one character to the next: what is further on is a stretch of its own


def read_ofd(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text of an OFD document, a paragraph a line, and what was left out of it. Raises ReadError."""
    archive = Archive(data)
    pages: list[Page] = []
    pictures = templates = 0
    for root in archive.xml("OFD.xml").iter("DocRoot"):
        name = beside("OFD.xml", (root.text or "").strip())
        document = archive.xml(name)
        usual = _box(document.find("CommonData/PageArea"))
        entries = document.findall("Pages/Page")
        if len(pages) + len(entries) > MOST_PAGES:
            raise ReadError(TOO_MANY_PAGES)
        for entry in entries:
            content = archive.xml(beside(name, entry.get("BaseLoc", "")))
            _, _, width, height = _box(content.find("Area")) or usual or _A4
            pages.append(Page(tuple(_placed(content)), width, height))
            pictures += next(content.iter("ImageObject"), None) is not None
            templates += content.find("Template") is not None
    text, notes = text_of(pages)
    if not text.strip():
        scan = "this OFD holds pictures of pages (a scan) and no text; run character recognition (OCR) on it first"
        raise ReadError(scan if pictures else "there is no text in this OFD; save it anew from the program that made it")
    if templates:
        notes.append(Note("left-out", "note", f"Left out: the templates that lie under pages (pages: {templates}).", 0, 0))
    return text, "utf-8", tuple(notes)


def _box(area: Element | None) -> tuple[float, float, float, float] | None:
    """The physical box of a page: left, top, width, height."""
    found = area.find("PhysicalBox") if area is not None else None
    numbers = _numbers(found.text or "") if found is not None else []
    return (numbers[0], numbers[1], numbers[2], numbers[3]) if len(numbers) == 4 and min(numbers[2:]) > 0 else None


def _numbers(text: str) -> list[float]:
    """The numbers of a list parted by blanks; none where one of them is no number."""
    try:
        return [float(word) for word in text.split()]
    except ValueError:
        return []


def _placed(content: Element) -> Iterator[Placed]:
    """The stretches of text of a page, in the order of its file."""
    for item in content.iter("TextObject"):
        box = _numbers(item.get("Boundary", ""))
        size = (_numbers(item.get("Size", "")) or [0.0])[0]
        scale = _numbers(item.get("CTM", ""))
        if len(box) != 4 or size <= 0:
            continue
        across, down, right, below = (scale[0], scale[3], scale[4], scale[5]) if len(scale) == 6 else (1.0, 1.0, 0.0, 0.0)
        x = y = 0.0
        for code in item.iter("TextCode"):
            x = (_numbers(code.get("X", "")) or [x])[0]
            y = (_numbers(code.get("Y", "")) or [y])[0]
            text = (code.text or "").strip("\n\r")
            base = box[1] + below + y * down
            high = size * abs(down)
            for first, last, start, end in _stretches(text, _deltas(code.get("DeltaX", ""), len(text) - 1, size), size):
                left = box[0] + right + (x + start) * across
                yield Placed(
                    text[first:last], left, base - _ASCENT * high, left + (end - start) * abs(across), base + (1 - _ASCENT) * high, high
                )


def _deltas(text: str, count: int, size: float) -> list[float]:
    """The steps from each character to the next; "g 3 5" stands for three of five. What is not said is a character's height."""
    steps: list[float] = []
    words = text.split()
    place = 0
    while place < len(words) and len(steps) < count:
        if words[place] == "g" and place + 2 < len(words) and words[place + 1].isdecimal():
            times = min(int(words[place + 1]), count - len(steps))
            steps += (_numbers(words[place + 2]) or [size]) * times
            place += 3
        else:
            steps += _numbers(words[place]) or [size]
            place += 1
    return steps + [size] * (count - len(steps))


def _stretches(text: str, steps: list[float], size: float) -> Iterator[tuple[int, int, float, float]]:
    """The characters of a text that stand close together: first, last (excluded), and where they begin and end."""
    if not text:
        return
    places = [0.0]
    for step in steps:
        places.append(places[-1] + step)
    cuts = [0, *(n for n, (a, b) in enumerate(pairwise(places), 1) if not 0 <= b - a <= _APART * size), len(text)]
    for first, last in pairwise(cuts):
        wide = size if not text[last - 1].isascii() else size / 2
        yield first, last, places[first], places[last - 1] + wide
