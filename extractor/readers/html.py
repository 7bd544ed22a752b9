"""Web pages: the text of the article, a paragraph a line, by selectolax; what stands around it is left out and counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from extractor.readers.boilerplate import NAMES, Kind, boilerplate, without_buttons
from extractor.readers.guessing import BIG5
from extractor.readers.html_blocks import Block, Outline, outline_of
from extractor.readers.plain import LinePlace, Note, ReadError, decode, known_encoding

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_CHARSET = re.compile(rb"""(?:charset|<\?xml[^>]{0,80}?\sencoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.I)
# What pages name is often narrower than what they use (as browsers read it: WHATWG Encoding).
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "iso-8859-1": "cp1252"}
_WIDER |= dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cn-big5", "csbig5", "big5-eten"), BIG5)
_PROSE = 20  # characters of a line that is taken for running text
_MAIN = 0.9  # share of the running text that the article's own element holds


class Line(NamedTuple):
    """A line of the page and what it is besides text (None for text)."""

    text: str
    kind: Kind | None
    selector: str | None  # of the element that holds it


def read_html(data: bytes, encoding: str | None = None) -> tuple[str, str, tuple[Note, ...], tuple[LinePlace, ...]]:
    """The text of a page, the encoding of its bytes, what was left out, and where the lines stand in the page.

    Raises ReadError where there is no text.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 -- an extra

    source, chosen, undecodable = decode(data, encoding, _named(data))
    page = LexborHTMLParser(source)
    lines = list(_lines(outline_of(page.body), _titles(page))) if page.body is not None else []
    text, notes, places = _written(lines)
    if not text.strip():
        raise ReadError("there is no text in this page; if a script fetches it, save the page from a browser once it is shown")
    if undecodable:
        marks = re.finditer("\ufffd+", text)
        message = "Bytes that the encoding does not know; U+FFFD stands for them."
        notes += [Note("undecodable-bytes", "warning", message, *mark.span()) for mark in marks]
    return text, chosen, tuple(notes), places


def _named(data: bytes) -> str | None:
    """The encoding that a page names in its first bytes, as wide as it is used; None where it names none that is known."""
    match = _CHARSET.search(data, 0, 4096)
    if match is None:
        return None
    name = match[1].decode("ascii").lower()
    name = _WIDER.get(name, name)
    return name if known_encoding(name) else None


def _titles(page: LexborHTMLParser) -> list[str]:
    """What the page's head calls its article, blanks left out."""
    found = [node.attributes.get("content") or "" for node in page.css("meta[name='ArticleTitle'], meta[property='og:title']")]
    found += [node.text() for node in page.css("head title")]
    return ["".join(title.split()) for title in found if title.strip()]


def _lines(outline: Outline, titles: list[str]) -> Iterator[Line]:
    """The lines of a page, each with what it is besides text."""
    prose = _prose_of(outline)
    region = _region(outline, prose)
    inside, kinds = [False] * len(prose), list(outline.kinds)
    for element, parent in enumerate(outline.parents):  # parents stand before their children
        inside[element] = element == region or (parent >= 0 and inside[parent])
        if kinds[element] is None or prose[element] * 3 >= max(prose[0], 1):  # whatever its name, it holds much of the text
            kinds[element] = kinds[parent] if parent >= 0 else None
    held = [number for number, block in enumerate(outline.blocks) if inside[block.owner]]
    if not held:
        return
    first = _title_at(outline, titles, held[0], held[-1])
    for number, block in enumerate(outline.blocks):
        kind = kinds[block.owner]
        if kind is None and not first <= number <= held[-1]:
            kind = "surroundings"
        yield from _judged(block, kind, outline.selectors[block.owner if block.row is None else block.row])


def _judged(block: Block, kind: Kind | None, selector: str | None) -> Iterator[Line]:
    """The lines of a block; what its place does not say of them, their wording may."""
    for line in block.text.split("\n"):
        bare = without_buttons(line) if kind is None else line
        if bare != line:
            yield Line(line[len(bare) :], "buttons", selector)
        if bare:
            linked = len(bare) if block.linked >= len("".join(block.text.split())) else block.linked
            yield Line(bare, kind or boilerplate(bare, min(linked, len(bare))), selector)


def _prose_of(outline: Outline) -> list[int]:
    """How many characters of running text each element holds."""
    prose = [0] * len(outline.parents)
    for block in outline.blocks:
        if len(block.text) >= _PROSE and block.linked * 2 < len(block.text) and re.search("[，。；：]", block.text):
            prose[block.owner] += len(block.text)
    for element in range(len(prose) - 1, 0, -1):
        prose[outline.parents[element]] += prose[element]
    return prose


def _region(outline: Outline, prose: list[int]) -> int:
    """The smallest element that holds nearly all of the running text."""
    region = 0
    for element in range(1, len(prose)):  # parents stand before their children
        if outline.parents[element] == region and prose[element] >= _MAIN * prose[0] > 0:
            region = element
    if region and not any(parent == region for parent in outline.parents):
        region = outline.parents[region]  # a single paragraph: its neighbours belong to it
    return region


def _title_at(outline: Outline, titles: list[str], first: int, last: int) -> int:
    """The block that the text begins with: its title, where one can be told, else the first of its region."""
    blocks = outline.blocks
    end = next((n for n in range(first, last + 1) if len(blocks[n].text) >= 60 and "。" in blocks[n].text), last + 1)
    named = [n for n in range(end) if _is_named(blocks[n], titles)]
    if named:
        start = named[-1]
        while start - 1 in named:
            start -= 1
        return start
    marked = [n for n in range(end) if blocks[n].owner in outline.titled and len(blocks[n].text) > 3]
    return min(marked[-1], first) if marked else first


def _is_named(block: Block, titles: list[str]) -> bool:
    text = "".join(block.text.split())
    return len(text) > 4 and any(text in title for title in titles)


def _written(lines: list[Line]) -> tuple[str, list[Note], tuple[LinePlace, ...]]:
    """The text, a note for each kind of what is not in it, at the place where it was first left out, and where its lines stand."""
    written: list[str] = []
    stand: list[LinePlace] = []
    places: dict[Kind, int] = {}
    counts: dict[Kind, tuple[int, int]] = {}
    position = 0
    for text, kind, selector in lines:
        if kind is None:
            if selector is not None:
                stand.append(LinePlace(position, position + len(text), selector))
            written.append(text + "\n")
            position += len(text) + 1
        else:
            places.setdefault(kind, position)
            number, characters = counts.get(kind, (0, 0))
            counts[kind] = number + 1, characters + len(text)
    notes = [
        Note("left-out", "note", f"Left out: {NAMES[kind]} (lines: {counts[kind][0]}, characters: {counts[kind][1]}).", at, at)
        for kind, at in places.items()
    ]
    return "".join(written), notes, tuple(stand)
