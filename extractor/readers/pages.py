"""Pages of placed text to paragraphs: columns one after the other, running heads taken out, broken lines joined.

Lengths are in any unit, y grows downwards. What can be told from the places alone is told from them: a line that begins to the
right of the others begins a paragraph, one that ends short of the others ends it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import NamedTuple

from extractor.readers.plain import Note

_INDENT = "\u3000\u3000"
_MARGIN = 0.15  # of a page's height: where running heads and page numbers stand
_SHORT = 1.7  # ems by which a line that ends a paragraph falls short: a mark at the border takes one
_WORD_GAP = 0.35  # ems between words of Latin letters
_CELL_GAP = 2.0  # ems between the cells of a row
_LEADING = 1.5  # times the usual distance of lines: a paragraph's space
_FEWEST = 4  # lines that make a column
_CROSSING = 0.25  # share of lines that may stand across two columns: headlines
_FILLED = 0.6  # of a column's width, which its middle line takes; cells of a table take less
_REPEATED = 0.3  # share of the pages that carry a running head
_ENDS = frozenset("。！？!?；;：:”’」』）)】》…")


class Placed(NamedTuple):
    """A stretch of text and its box; ``size`` is the height of a character."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Page:
    """The stretches of a page in the order of its file, and its height and width."""

    placed: tuple[Placed, ...]
    width: float
    height: float


def text_of(pages: Sequence[Page]) -> tuple[str, list[Note]]:
    """The text of pages, a paragraph a line, and notes on what was left out."""
    lines = [_lines_of(page.placed) for page in pages]
    dropped = _running(pages, lines)
    kept = [[line for line in page if line not in heads] for page, heads in zip(lines, dropped, strict=True)]
    columns = [column for page, size in zip(kept, pages, strict=True) for column in _columns(page, size.width)]
    text = "".join(line + "\n" for line in _paragraphs(columns))
    heads = [line for page in dropped for line in page]
    if not heads:
        return text, []
    characters = sum(len(line.text) for line in heads)
    message = f"Left out: running heads and page numbers (lines: {len(heads)}, characters: {characters})."
    return text, [Note("left-out", "note", message, 0, 0)]


def _lines_of(placed: Sequence[Placed]) -> list[Placed]:
    """The lines of a page from top to bottom; what stands far apart on one height is two lines."""
    rows: list[list[Placed]] = []
    for one in sorted((one for one in placed if one.text.strip()), key=lambda one: (one.top + one.bottom, one.left)):
        # superscripts and smaller signs lie within the height of their line
        middle = (one.top + one.bottom) / 2
        if rows and min(other.top for other in rows[-1][-3:]) <= middle <= max(other.bottom for other in rows[-1][-3:]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return [line for row in rows for line in _joined(sorted(row, key=lambda one: one.left))]


def _joined(row: Sequence[Placed]) -> Iterator[Placed]:
    """The lines that stretches on one height make up."""
    line = row[0]
    for one in row[1:]:
        gap, em = one.left - line.right, max(line.size, one.size)
        if gap > _CELL_GAP * em:
            yield line
            line = one
            continue
        latin = line.text[-1:].isascii() and one.text[:1].isascii() and not line.text[-1:].isspace()
        blank = " " if (latin and gap > _WORD_GAP * em) or gap > em else ""
        line = Placed(
            line.text + blank + one.text, line.left, min(line.top, one.top), max(line.right, one.right), max(line.bottom, one.bottom), em
        )
    yield line


def _running(pages: Sequence[Page], lines: Sequence[list[Placed]]) -> list[set[Placed]]:
    """Of each page, its page number and what stands in the same place of other pages too."""
    edges = [
        {one for one in page if one.bottom < size.height * _MARGIN or one.top > size.height * (1 - _MARGIN)}
        for size, page in zip(pages, lines, strict=True)
    ]
    seen = Counter(key for page in edges for key in {_key(line) for line in page})
    needed = max(2, _REPEATED * len(pages))
    dropped: list[set[Placed]] = []
    for page, size in zip(edges, pages, strict=True):
        heads = {line for line in page if seen[_key(line)] >= needed}
        outermost = {line for line in page if line.top > size.height / 2 and line.bottom == max(one.bottom for one in page)}
        heads |= {line for line in outermost if _folio().fullmatch(line.text.strip())}
        dropped.append(heads)
    return dropped


def _key(line: Placed) -> tuple[str, int]:
    """What running heads have in common: the wording without numbers and blanks, and the height on the page."""
    return re.sub(r"[0-9０-９〇一二三四五六七八九十]+", "#", "".join(line.text.split())), round(line.top / max(line.size, 1e-6) / 2)


@cache
def _folio() -> re.Pattern[str]:
    return re.compile(r"[-—–－·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–－·\s]*")


def _columns(lines: list[Placed], width: float) -> list[list[Placed]]:
    """The lines of a page by columns, in reading order: headlines across the page part it into bands."""
    gutter = _gutter(lines, width)
    if gutter is None:
        return [_rows(lines)] if lines else []
    found: list[list[Placed]] = []
    band: list[Placed] = []
    for line in [*lines, None]:
        if line is not None and (line.right <= gutter or line.left >= gutter):
            band.append(line)
            continue
        left = [one for one in band if one.right <= gutter]
        right = [one for one in band if one.left >= gutter]
        found += [column for side in (left, right) for column in _columns(side, width / 2)]
        found += [[line]] if line is not None else []
        band = []
    return found


def _gutter(lines: Sequence[Placed], width: float) -> float | None:
    """Where the white stripe between two columns is; None where there is one column or a table."""
    if len(lines) < 2 * _FEWEST:
        return None
    best: tuple[int, float] | None = None
    for at in sorted({line.left for line in lines}):
        edge = at - 1e-3
        left = [line for line in lines if line.right <= edge]
        right = [line for line in lines if line.left >= edge]
        if min(len(left), len(right)) < _FEWEST or len(lines) - len(left) - len(right) > _CROSSING * len(lines):
            continue
        if _is_column(left) and _is_column(right) and (best is None or min(len(left), len(right)) > best[0]):
            best = min(len(left), len(right)), edge
    return best[1] if best else None


def _is_column(lines: Sequence[Placed]) -> bool:
    span = max(line.right for line in lines) - min(line.left for line in lines)
    em = median(line.size for line in lines)
    return span >= 6 * em and median(line.right - line.left for line in lines) >= _FILLED * span


def _rows(lines: Sequence[Placed]) -> list[Placed]:
    """Lines of one column, those on one height put together: the cells of a row, parted by tabs."""
    rows: list[Placed] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and last.top <= (line.top + line.bottom) / 2 <= last.bottom:
            rows[-1] = Placed(
                f"{last.text}\t{line.text}", last.left, min(last.top, line.top), line.right, max(last.bottom, line.bottom), last.size
            )
        else:
            rows.append(line)
    return rows


def _paragraphs(columns: Sequence[Sequence[Placed]]) -> Iterator[str]:
    """The paragraphs of columns; one goes on in the next column or on the next page where its last line is full."""
    text = ""
    open_end = False  # the line before is full
    for column in columns:
        frame = _Frame.of(column)
        above: Placed | None = None
        for line in column:
            indent = line.left - frame.left
            begins = indent > 0.8 * line.size or not open_end or (above is not None and frame.parts(above, line))
            if begins:
                if text:
                    yield text
                text = (_INDENT if 0.8 < indent / line.size < 3.2 else "") + line.text
            else:
                latin = text[-1:].isascii() and line.text[:1].isascii() and text[-1:] != "-"
                text = text + (" " if latin else "") + line.text
            open_end = line.right > frame.right - _SHORT * line.size and "\t" not in line.text and frame.several
            above = line
    if text:
        yield text


@dataclass(frozen=True, slots=True)
class _Frame:
    """The borders of a column, the usual distance of its lines, and whether it has enough lines to tell full ones."""

    left: float
    right: float
    distance: float
    several: bool

    @staticmethod
    def of(column: Sequence[Placed]) -> _Frame:
        steps = [b.top - a.top for a, b in zip(column, column[1:], strict=False) if b.top > a.top]
        # the first lines of paragraphs are indented, the others are not; a title's lines are centred
        lefts = sorted(line.left for line in column)
        return _Frame(lefts[len(lefts) // 20], max(line.right for line in column), median(steps) if steps else 0.0, len(column) > 1)

    def parts(self, above: Placed, line: Placed) -> bool:
        """Whether two lines belong to different paragraphs by their distance or size."""
        sizes = sorted((above.size, line.size))
        apart = line.top - above.top > _LEADING * self.distance > 0
        return sizes[1] > 1.15 * sizes[0] or apart or (above.text[-1] in _ENDS and line.left < self.left - 0.5 * line.size)
