"""Pages of placed text to paragraphs: columns one after the other, running heads taken out, broken lines joined.

Lengths are in any unit, y grows downwards. What can be told from the places alone is told from them: a line that begins to the
right of the others begins a paragraph, one that ends short of the others ends it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.readers.plain import Note
from extractor.text.patterns import lazy

MOST_PAGES = 5000
TOO_MANY_PAGES = f"it has more than {MOST_PAGES} pages; split it first"

_INDENT = "\u3000\u3000"
_MARGIN = 0.15  # of a page's height: where running heads and page numbers stand
_SLACK = 0.6  # ems that a full line may fall short by, beyond what did not fit
_HALF = 0.6  # ems of a Latin letter or a digit
_LONGEST_UNIT = 8.0  # ems: what is longer than this is parted
_INDENTED, _CENTRED = 0.8, 3.2  # ems to the right of the other lines: a paragraph begins; a line stands by itself
_WORD_GAP = 0.35  # ems between words of Latin letters
_BLANK = 0.6  # ems that are a blank between other characters
_FEW_INDENTS = 50  # where fewer than one line in so many is indented, paragraphs are not
_SPACE = 2.0  # ems between lines of one paragraph, at most
_LARGER = 1.15  # times the size: text of another kind
_COLUMN_GAP = 0.9  # ems between columns, at least
_CELL_GAP = 2.0  # ems between the cells of a row
_LEADING = 1.5  # times the usual distance of lines: a paragraph's space
_BORDERS = 20  # left borders that are tried for a column
_FEWEST = 4  # lines that make a column
_CROSSING = 0.25  # share of lines that may stand across two columns: headlines
_FILLED = 0.6  # of a column's width, which its middle line takes; cells of a table take less
_REPEATED = 0.3  # share of the pages that carry a running head


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
    gutters = [at for page in kept if (at := _gutter(page)) is not None]
    usual = median(gutters) if len(gutters) * 3 > len(kept) else None
    columns = [column for page in kept for column in _columns(page, usual)]
    text = "".join(line.rstrip() + "\n" for line in _paragraphs(columns))
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
        printed = len(line.text) - len(line.text.rstrip(_INDENT[0]))  # blanks that fill the gap: their own ends are not known
        if gap > (_COLUMN_GAP + printed) * em:
            yield line
            line = one
            continue
        latin = line.text[-1:].isascii() and one.text[:1].isascii()
        wide = gap > _BLANK * em or (latin and gap > _WORD_GAP * em)
        blank = " " if wide and not line.text[-1:].isspace() else ""
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
        lowest = max((line.bottom for line in page), default=0.0)
        outermost = {line for line in page if line.top > size.height / 2 and line.bottom == lowest}
        heads |= {line for line in outermost if _FOLIO.fullmatch(line.text.strip())}
        dropped.append(heads)
    return dropped


def _key(line: Placed) -> tuple[str, int]:
    """What running heads have in common: the wording without numbers and blanks, and the height on the page."""
    return re.sub(r"[0-9０-９〇一二三四五六七八九十]+", "#", "".join(line.text.split())), round(line.top / max(line.size, 1e-6) / 2)


_FOLIO = lazy(r"[-—–－·\s]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*[0-9０-９]{1,4}\s*页?)?[-—–－·\s]*")


def _columns(lines: list[Placed], usual: float | None = None) -> list[list[Placed]]:
    """The lines of a page by columns, in reading order: headlines across the page part it into bands.

    ``usual`` is where other pages have their gutter: a last page may have too few lines to show it.
    """
    gutter = _gutter(lines)
    if gutter is None and usual is not None and sum(line.left < usual < line.right for line in lines) <= _CROSSING * len(lines):
        gutter = usual
    if gutter is None:
        return [_rows(lines)] if lines else []
    found: list[list[Placed]] = []
    band: list[Placed] = []
    for line in (*lines, None):
        if line is not None and (line.right <= gutter or line.left >= gutter):
            band.append(line)
            continue
        left = [one for one in band if one.right <= gutter]
        right = [one for one in band if one.left >= gutter]
        found += [column for side in (left, right) for column in _columns(side) if side]
        found += [[line]] if line is not None else []
        band = []
    return found


def _gutter(lines: Sequence[Placed]) -> float | None:
    """Where the white stripe between two columns is; None where there is one column or a table."""
    if len(lines) < 2 * _FEWEST:
        return None
    best: tuple[int, float] | None = None
    borders = Counter(round(line.left) for line in lines)  # those that many lines share
    for at, _ in borders.most_common(_BORDERS):
        edge = min(line.left for line in lines if round(line.left) == at) - 1e-3
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
    """Lines of one column, those on one height put together; the cells of a row are parted by tabs."""
    rows: list[Placed] = []
    for line in lines:
        last = rows[-1] if rows else None
        if last is not None and last.top <= (line.top + line.bottom) / 2 <= last.bottom:
            cells = line.left - last.right > _CELL_GAP * last.size and not last.text[-1].isspace()
            between = "\t" if cells else "" if last.text[-1].isspace() else " "
            rows[-1] = Placed(
                f"{last.text}{between}{line.text}", last.left, min(last.top, line.top), line.right, max(last.bottom, line.bottom), last.size
            )
        else:
            rows.append(line)
    return rows


def _paragraphs(columns: Sequence[Sequence[Placed]]) -> Iterator[str]:
    """The paragraphs of columns; one goes on in the next column or on the next page where its last line is full."""
    frames = [_Frame.of(column) for column in columns]
    indented = sum(frame.indents(line) for frame, column in zip(frames, columns, strict=True) for line in column)
    bare = indented * _FEW_INDENTS < sum(map(len, columns))
    text = ""
    above: Placed | None = None
    around = frames[0] if frames else None  # the frame of the line above
    for frame, column in zip(frames, columns, strict=True):
        for line in column:
            goes_on = above is not None and around is not None and around.fills(above, line)
            if goes_on and above is not None:
                goes_on = not (around is frame and frame.parts(above, line)) and not (bare and _numbered(above, line))
            if not goes_on or (line.left - frame.left) / line.size > _INDENTED:
                if text:
                    yield text
                text = (_INDENT if frame.indents(line) else "") + line.text
            else:
                text = text.rstrip() + (" " if _are_words(text, line.text) else "") + line.text
            above, around = line, frame
    if text:
        yield text


def _are_words(before: str, after: str) -> bool:
    """Whether a blank belongs between two lines that are read as one: between Latin words, not inside a number."""
    ends = before[-1:] + after[:1]
    return ends.isascii() and ends.isalnum() and not ends.isdigit()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The borders of a column and the usual distance of its lines."""

    left: float
    right: float
    distance: float
    single: bool  # one line, of which nothing shows whether it is full

    @staticmethod
    def of(column: Sequence[Placed]) -> _Frame:
        steps = [below.top - above.top for above, below in pairwise(column) if below.top > above.top]
        # the first lines of paragraphs are indented, the others are not; a twentieth may stick out
        lefts = sorted(line.left for line in column)
        right = max(line.right for line in column)
        return _Frame(lefts[len(lefts) // 20], right, median(steps) if steps else 0.0, len(column) == 1)

    def indents(self, line: Placed) -> bool:
        """Whether a line begins as far to the right of the others as the first of a paragraph does."""
        return _INDENTED < (line.left - self.left) / line.size < _CENTRED

    def fills(self, line: Placed, below: Placed) -> bool:
        """Whether a line was full: what the line below begins with, which may not be parted, did not fit in it."""
        small, large = sorted((line.size, below.size))
        if self.single or "\t" in line.text or "\t" in below.text or large > _LARGER * small:
            return False
        unit = _UNBREAKABLE.match(below.text)
        wide = sum(_HALF if c.isascii() else 1.0 for c in unit[0]) if unit else 1.0
        return self.right - line.right < (min(wide, _LONGEST_UNIT) + _SLACK) * line.size

    def parts(self, above: Placed, line: Placed) -> bool:
        """Whether two lines of it stand too far apart for one paragraph."""
        return line.top - above.top > _LEADING * self.distance > 0 or line.top - above.bottom > _SPACE * line.size


def _numbered(above: Placed, line: Placed) -> bool:
    """Whether a line that opens with a number or a dash follows a whole sentence: in a text without indents, a paragraph."""
    return above.text.rstrip()[-1] in "。！？；：" and _OPENER.match(line.text) is not None


_OPENER = lazy(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|[（(]?[0-9]{1,2}(?:[）)、．]|\.(?![0-9]))|——|[一二三四五六七八九]是|第[一二三四五六七八九十]{1,3}[章节条]"
)


# What goes to the next line together: opening marks, a number or a word, and the marks that may not begin a line.
_UNBREAKABLE = lazy(r"[《“‘（【〈]{0,3}(?:[A-Za-z0-9.,:/%+-]{1,40}|.)[，。、；：！？》”’）】〉%]{0,3}")
