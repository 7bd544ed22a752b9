"""The blocks of a web page: its running text gathered from the tree of elements, numbers of lists written out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extractor.numerals import write
from extractor.readers.boilerplate import Kind, hinted
from extractor.readers.rows import row_lines
from extractor.text.patterns import lazy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li"  # noqa: SIM905
    " main nav ol p pre section summary details table tbody td tfoot th thead tr ul".split()
)
_SKIPPED = frozenset(
    "script style noscript template head select option textarea input button iframe object svg canvas audio video map math -comment".split()  # noqa: SIM905
)
_APART: dict[str, Kind] = {"nav": "navigation", "aside": "surroundings", "footer": "footer"}
_TITLE_HINTS = frozenset({"title", "tit", "bt", "headline", "biaoti", "articletitle", "arti_title"})
_DEEPEST = 40  # steps of a selector; pages nest as deep as they like
_HTML_BLANKS = " \t\n\r\f"
_BLANKS = lazy(r"[ \t\n\r\f]+")
# A line end of the page's source between two characters of Chinese is no blank between them.
_SOFT = lazy(r"(?<=[\u2e80-\uffef])[ \t]*[\n\r][ \t\n\r\f]*(?=[\u2e80-\uffef])")
_INDENTED = lazy(r"text-indent\s*:\s*(?!0(?![.0-9])|-)")
_HIDDEN = lazy(r"display\s*:\s*none|visibility\s*:\s*hidden")
_NUMBERED = lazy(r"[（(]?(?:[0-9]{1,3}|[一二三四五六七八九十百]{1,4}|[①-⑳])(?:[.．、）)]|是|要)|第[一二三四五六七八九十]")


@dataclass(slots=True)
class Block:
    """Lines of a page that stand together: text, how much of it is links, the element that holds it (an index), the row it is."""

    text: str
    linked: int
    owner: int
    row: int | None = None
    cell: int = 0


@dataclass(slots=True)
class Outline:
    """The blocks of a page in order, and of each element that can hold any: its parent, its selector, what its names say.

    The selector is None where the element lies too deep to be named.
    """

    blocks: list[Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    selectors: list[str | None] = field(default_factory=list)
    kinds: list[Kind | None] = field(default_factory=list)
    titled: set[int] = field(default_factory=set)


def outline_of(body: LexborNode) -> Outline:
    """The blocks of an element in their order; without recursion, since pages nest as deep as they like."""
    outline = Outline()
    writer = _Writer(outline)
    around: list[LexborNode] = []
    node: LexborNode | None = body
    while node is not None:
        opened = writer.opened(node)
        inner = node.child if opened else None
        if inner is not None:
            around.append(node)
            node = inner
            continue
        if opened:
            writer.closed(node.tag or "")
        while node is not None and (node is body or node.next is None):
            node = around.pop() if around else None
            if node is not None:
                writer.closed(node.tag or "")
        node = node.next if node is not None else None
    return outline


class _Writer:
    """Gathers inline text into blocks while the elements of a page open and close."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._parts: list[str] = []
        self._linked = 0
        self._owners: list[int] = []
        self._links = self._pre = 0
        self._lead = ""
        self._rows: list[tuple[int, int]] = []  # of each open row: its first block, the cell it has come to
        self._lists: list[tuple[str | None, int]] = []
        self._trail: list[str] = []  # the steps down to the open element
        self._children = [0]  # of each open element, how many there have been

    def opened(self, node: LexborNode) -> bool:
        """Take an element or text in; whether to go on inside it."""
        tag = node.tag or ""
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag.startswith("-"):
            return False
        self._children[-1] += 1
        attributes = node.attributes
        style = (attributes.get("style") or "").lower()
        if tag in _SKIPPED or "hidden" in attributes or _HIDDEN.search(style):
            return False
        self._trail.append(f"{tag}:nth-child({self._children[-1]})" if self._trail else tag)
        self._children.append(0)
        if tag == "br":
            self._parts.append("\v")
        elif tag == "a":
            self._links += 1
        elif tag in _BLOCKS:
            self.flush()
            self._hold(tag, attributes)
            self._begin(tag, attributes, style)
        return True

    def closed(self, tag: str) -> None:
        """Note the end of an element that was gone into."""
        self._children.pop()
        self._trail.pop()
        if tag == "a":
            self._links -= 1
        elif tag in _BLOCKS:
            self.flush()
            element = self._owners.pop()
            self._pre -= tag == "pre"
            if tag == "tr" and self._rows:
                self._row(self._rows.pop()[0], element)
            elif tag in {"ol", "ul"} and self._lists:
                self._lists.pop()

    def flush(self) -> None:
        """End a block."""
        raw, self._parts = "".join(self._parts), []
        linked, self._linked = self._linked, 0
        lead = self._lead
        text = raw if self._pre else _BLANKS.sub(" ", _SOFT.sub("", raw))
        lines = [line.strip(_HTML_BLANKS) for line in re.split("[\v\n]" if self._pre else "\v", text)]
        text = "\n".join(line for line in lines if line and not line.isspace())
        if not text:
            return
        self._lead = ""
        if lead and not (_NUMBERED.match(text) or text[0] in "\u3000\xa0\u2003"):
            text = lead + text
        owner = self._owners[-1] if self._owners else 0
        self._outline.blocks.append(Block(text, linked, owner, cell=self._rows[-1][1] if self._rows else 0))

    def _text(self, text: str) -> None:
        self._parts.append(text.replace("\v", " "))
        if self._links:
            self._linked += len(_BLANKS.sub("", text))

    def _hold(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Make an element the owner of the blocks that follow."""
        outline = self._outline
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        outline.parents.append(self._owners[-1] if self._owners else -1)
        outline.selectors.append(" > ".join(self._trail) if len(self._trail) <= _DEEPEST else None)
        outline.kinds.append(_APART.get(tag) or hinted(names))
        if tag == "h1" or _TITLE_HINTS & set(names.lower().split()):
            outline.titled.add(len(outline.parents) - 1)
        self._owners.append(len(outline.parents) - 1)

    def _begin(self, tag: str, attributes: dict[str, str | None], style: str) -> None:
        self._lead = "\u3000\u3000" if _INDENTED.search(style) else ""
        self._pre += tag == "pre"
        if tag == "tr":
            self._rows.append((len(self._outline.blocks), 0))
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1] = (self._rows[-1][0], self._rows[-1][1] + 1)
        elif tag in {"ol", "ul"}:
            bare = tag == "ul" or re.search(r"list-style(?:-type)?\s*:\s*none", style)
            first = _number(attributes.get("start"), 1)
            self._lists.append((None if bare else _style_of(attributes.get("type"), style), first))
        elif tag == "li" and self._lists:
            form, number = self._lists[-1]
            number = _number(attributes.get("value"), number)
            self._lists[-1] = (form, number + 1)
            self._lead = _marker(number, form)

    def _row(self, first: int, element: int) -> None:
        """Write the blocks of a row, an element that has ended, as a line, if they are cells of data."""
        blocks = self._outline.blocks[first:]
        if not blocks or any(block.row is not None for block in blocks):
            return
        cells: list[list[str]] = [[] for _ in range(max(block.cell for block in blocks) + 1)]
        for block in blocks:
            cells[block.cell] += block.text.split("\n")
        [line, *more] = row_lines(cells[1:])
        if not more and len({block.cell for block in blocks}) > 1:
            self._outline.blocks[first:] = [Block(line, sum(block.linked for block in blocks), blocks[0].owner, element)]


def _number(text: str | None, usual: int) -> int:
    return int(text) if text and re.fullmatch(r"[0-9]{1,6}", text.strip()) else usual


def _style_of(kind: str | None, style: str) -> str:
    chinese = re.search(r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|simp-chinese|trad-chinese)", style)
    return "chinese" if chinese else kind if kind in {"a", "A"} else "1"


def _marker(number: int, form: str | None) -> str:
    """The number that a browser writes before an item of a list."""
    if form is None:
        return ""
    if form in {"a", "A"}:
        return f"{chr(ord(form) + (number - 1) % 26)}. "
    return f"{write(number, 'chinese')}、" if form == "chinese" else f"{number}. "
