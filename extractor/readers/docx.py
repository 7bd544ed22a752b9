"""Word documents (ECMA-376, ISO/IEC 29500): the text in its order, numbers of lists written out, by the standard library alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from extractor.readers.archive import Archive, Element, beside
from extractor.readers.docx_numbering import FALSE, LEVELS, Lists, is_on, lists_of, value_of
from extractor.readers.plain import Note, ReadError
from extractor.readers.rows import row_lines

_INDENT = "\u3000\u3000"
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# What was moved or deleted, and what is no text: deleted runs keep theirs in elements of another name anyway.
_PASSED_OVER = frozenset({"del", "moveFrom", "pPr", "instrText", "delText", "Fallback", "rt", "footnoteReference", "endnoteReference"})
_BASES = 20  # styles that a style may be based on, one on the other
_APART = {"header": "headers", "footer": "footers", "comments": "comments"}
_NOTES = (("footnotes", "footnote"), ("endnotes", "endnote"))


@dataclass(slots=True)
class Document:
    """What is needed to write the paragraphs of a document."""

    lists: Lists
    styles: dict[str, Element] = field(default_factory=dict)
    usual: str | None = None  # the style of paragraphs that name none


def read_docx(data: bytes) -> tuple[str, str, tuple[Note, ...]]:
    """The text of a Word document, a paragraph a line and a table row a line, and what stands apart from it.

    Footnotes and endnotes come after the text, in brackets the number that the document gives them; headers, footers and
    comments are left out and counted. Nothing outside the file is opened. Raises ReadError.
    """
    archive = Archive(data)
    main = _main_part(archive)
    parts = _related(archive, main)
    document = _document(archive, parts)
    body = archive.xml(main).find("body")
    lines = list(_blocks(body, document)) if body is not None else []
    for kind, tag in _NOTES:
        for name in parts.get(kind, ()):
            lines += _notes_of(archive.xml(name), tag, document)
    text = "".join(line + "\n" for line in lines)
    if not text.strip():
        raise ReadError(
            "there is no text in this document; if it holds pictures of pages (a scan), run character recognition (OCR) on them"
        )
    return text, "utf-8", tuple(_left_out(archive, parts, document, len(text)))


def _main_part(archive: Archive) -> str:
    """The name of the part that holds the text, as the archive's own relationships give it."""
    if "_rels/.rels" in archive:
        for relation in archive.xml("_rels/.rels"):
            name = beside("", relation.get("Target", ""))
            if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External" and name in archive:
                return name
    return "word/document.xml"


def _related(archive: Archive, part: str) -> dict[str, list[str]]:
    """The names of the parts that a part refers to, by kind; what lies outside the archive is not among them."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    found: dict[str, list[str]] = {}
    if relations in archive:
        for relation in archive.xml(relations):
            target = beside(part, relation.get("Target", ""))
            if relation.get("TargetMode") != "External" and target in archive:
                found.setdefault(relation.get("Type", "").rpartition("/")[2], []).append(target)
    return found


def _document(archive: Archive, parts: dict[str, list[str]]) -> Document:
    numbering = [archive.xml(name) for name in parts.get("numbering", ())[:1]]
    document = Document(lists_of(numbering[0] if numbering else None))
    for name in parts.get("styles", ())[:1]:
        for style in archive.xml(name).findall("style"):
            document.styles[style.get("styleId", "")] = style
            if style.get("type") == "paragraph" and style.get("default") not in {None, *FALSE}:
                document.usual = style.get("styleId")
    return document


def _blocks(parent: Element, document: Document) -> Iterator[str]:
    """The lines of the paragraphs and tables inside an element, in their order."""
    for element in parent:
        if element.tag == "p":
            yield from _paragraph(element, document)
        elif element.tag == "tbl":
            for row in _found(element, "tr"):
                cells = [[] if _continues(cell) else list(_blocks(cell, document)) for cell in _found(row, "tc")]
                yield from row_lines(cells)
        elif element.tag not in _PASSED_OVER:
            yield from _blocks(element, document)  # content controls, insertions, alternatives


def _found(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever wraps them."""
    for element in parent:
        if element.tag == tag:
            yield element
        elif element.tag in {"sdt", "sdtContent", "customXml", "ins"}:
            yield from _found(element, tag)


def _continues(cell: Element) -> bool:
    """Whether a cell belongs to the one above it."""
    merged = cell.find("tcPr/vMerge")
    return merged is not None and merged.get("val") != "restart"


def _paragraph(element: Element, document: Document) -> Iterator[str]:
    """The lines of a paragraph: its number, its text, and after it the text boxes that hang on it."""
    pieces: list[str] = []
    boxes: list[Element] = []
    _gather(element, pieces.append, boxes)
    text = "".join(pieces)
    if text.strip():
        properties = element.find("pPr")
        lead = _marker(properties, document)
        if not text[0].isspace() and _indented(properties, document):
            lead = _INDENT + lead
        for line in (lead + text).split("\n"):
            if line.strip():
                yield line.rstrip()
    for box in boxes:
        yield from _blocks(box, document)


def _gather(parent: Element, add: Callable[[str], None], boxes: list[Element]) -> None:
    """Take in the text of the runs inside an element; text boxes are set aside."""
    for element in parent:
        tag = element.tag
        if tag == "t":
            add(element.text or "")
        elif tag in _CHARACTERS:
            # the end of a page or a column within a paragraph is no end of a line
            if element.get("type") not in {"page", "column"}:
                add(_CHARACTERS[tag])
        elif tag == "txbxContent":
            boxes.append(element)
        elif tag not in _PASSED_OVER and not (tag == "r" and is_on(element.find("rPr/vanish"))):
            _gather(element, add, boxes)


def _styles_of(properties: Element | None, document: Document) -> Iterator[tuple[str, Element]]:
    """The style of a paragraph, then those that it is based on."""
    name = value_of(properties, "pStyle") or document.usual
    for _ in range(_BASES):
        style = document.styles.get(name or "")
        if name is None or style is None:
            return
        yield name, style
        name = value_of(style, "basedOn")


def _marker(properties: Element | None, document: Document) -> str:
    """The number before a paragraph: its own list first, else that of its style."""
    numbered = properties.find("numPr") if properties is not None else None
    num, level = value_of(numbered, "numId"), value_of(numbered, "ilvl")
    number = int(level) if level is not None and level.isdecimal() else None
    if num is None:
        for name, style in _styles_of(properties, document):
            numbered = style.find("pPr/numPr")
            num = value_of(numbered, "numId")
            if num is not None:
                level = value_of(numbered, "ilvl")
                if number is None:
                    number = int(level) if level is not None and level.isdecimal() else document.lists.level_of_style(num, name)
                break
    return document.lists.marker(num, min(number or 0, LEVELS - 1)) if num is not None and num != "0" else ""


def _indented(properties: Element | None, document: Document) -> bool:
    """Whether the first line of a paragraph begins further right than the others."""
    sources = [properties] if properties is not None else []
    sources += [found for _, style in _styles_of(properties, document) if (found := style.find("pPr")) is not None]
    for source in sources:
        indent = source.find("ind")
        for key in ("firstLineChars", "firstLine") if indent is not None else ():
            said = indent.get(key) if indent is not None else None
            if said is not None:
                return said.isdecimal() and int(said) > 0
    return False


def _notes_of(root: Element, tag: str, document: Document) -> Iterator[str]:
    """The notes of a part, each on a line with its number; those of the layout have a type."""
    number = 0
    for note in root.findall(tag):
        if note.get("type") in {None, "normal"}:
            number += 1
            text = "".join(line.strip() for line in _blocks(note, document))
            if text:
                yield f"［{number}］{text}"


def _left_out(archive: Archive, parts: dict[str, list[str]], document: Document, end: int) -> Iterator[Note]:
    """A note for each kind of text that stands apart, at the end of the text."""
    for kind, called in _APART.items():
        lines = [line for name in parts.get(kind, ()) for line in _blocks(archive.xml(name), document)]
        if lines:
            characters = sum(map(len, lines))
            yield Note("left-out", "note", f"Left out: {called} (lines: {len(lines)}, characters: {characters}).", end, end)
