"""Layout repair: from the source to a view with one line a paragraph.

Blanks that only lay out are dropped (indents, blanks at a number, zero-width characters), full-width digits and letters
and traditional characters are folded one to one, sentences that a page or a column broke are joined.
"""

from __future__ import annotations

import re
from itertools import chain, cycle
from typing import NamedTuple

from extractor.text._variants import SIMPLIFIED, VARIANTS
from extractor.text.furniture import Gap, without_furniture
from extractor.text.patterns import lazy
from extractor.text.spans import View

# Full-width digits, letters and the signs that stand in numbers, one to one. Punctuation is left: it is what rules look for.
FOLD = {c: c - 0xFEE0 for c in range(0xFF10, 0xFF5B) if chr(c - 0xFEE0).isalnum()}
FOLD |= dict(zip(map(ord, "％．／－＋＄∶○"), map(ord, "%./-+$:〇"), strict=True))
# The quotation marks of traditional texts, as they stand in GB/T 15834.
FOLD |= dict(zip(map(ord, "「」『』"), map(ord, "“”‘’"), strict=True))
# Traditional and variant characters, one to one: rules are written in the simplified forms.
FOLD |= dict(zip(map(ord, VARIANTS), map(ord, SIMPLIFIED), strict=True))

GAP = lazy(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")
_WIDTHLESS = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
_LINE_ENDS = frozenset("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
_SCALES = frozenset("百千万萬亿億")
_WIDE_GROUPS = lazy(r"，(?:(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))|(?<=[0-9]，)(?=[0-9]{3}[万萬亿億元吨噸人亩畝户戶个個家公]))", cues="，")
# Marks of half width beside a Chinese character part clauses as the full ones do; between digits or letters they are theirs (1,200; 3:2).
_HALF_WIDTH = lazy(r"[,;:()!?](?:(?<=[\u2e80-\u9fff”’）》%‰℃].)|(?=[\u2e80-\u9fff“‘《（【]))", cues=",;:()!?")
_FULL_WIDTH = str.maketrans(",;:()!?", "，；：（）！？")
_GROUPING = frozenset("\u2009\u202f\xa0")
_CLOSED = frozenset("。！？；：…!?;:”’』」）】》〉)]—")
_SENTENCE_END = frozenset("。！？!?”’）…")
# What opens a line of its own: list markers, brackets of an editor's note, dashes.
_OPENS = lazy(
    r"[【〔（(●■◆▲◎·※]|—(?![0-9０-９])|第[一二三四五六七八九十百零〇0-9]+[，、：:是条章节,]|[一二三四五六七八九十]{1,3}(?:、|是|要)"
    r"|[0-9０-９]{1,2}[.．、](?![0-9０-９])|[①-⑳]|首先|其次|再次|最后[，,]|其[一二三四五六]"
)
# A page that breaks where the line is full breaks numbers too: 24 / 8.9万人, 7. / 9%.
_NUMBER_MARKS = frozenset("0123456789.,%")
_INDENTS = ("\u3000", "  ", "\t")
_NEVER_LAST = frozenset("《“‘（【〈")
_NEVER_FIRST = frozenset("。，、；：！？》”’）】")
# 2.资 on a line of its own: no heading is that short.
_CUT_ITEM = lazy(r"(?:^|[；。，：;:])(?:[0-9０-９]{1,2}[.．、]|[一二三四五六七八九十]{1,3}(?:是|要|、))[\u3400-\u9fff]$")
CUT_REACH = 8
WRAPPED_LINES = 3  # so many lines of one width make a wrapped page
WRAPPED_SHARE = 0.7
WRAP_SLACK = 5  # columns that a full line may differ: a mark or a number that may not be parted goes to the next
WRAPPED_CLOSED = 0.4
WRAP_LEAST = 0.6
WRAP_LIKE = 0.8
WRAP_NARROWEST = 36
# Or else: so many of all lines are as long as the longest tenth, and so many of those end in mid-sentence.
WRAPPED_FULL = 0.3
WRAPPED_OPEN = 0.6
WRAPPED_LONGEST = 0.9
LONG_LINE = 120
TRANSLATED = 10_000  # characters
_RUN_IN = lazy(r"(?:[一二三四五六七八九十]{1,3}(?:是|要)|第[一二三四五六七八九十]+，|首先|其次)")
_PROSE = lazy(r"[，。；]")


class Join(NamedTuple):
    """What was read over: the source span of a line break in mid-sentence, or of page furniture with its text."""

    start: int
    end: int
    furniture: bool = False
    text: str = ""


def view_of(text: str) -> tuple[View, list[Join]]:
    """The view of a source text, and the broken lines that were joined in it.

    >>> view, joins = view_of("　　投资１．５亿元，比上\\n年增长 5 %。")
    >>> view.text
    '投资1.5亿元，比上年增长5%。'
    """
    gaps: list[Gap] = []
    breaks: list[int] = []
    end = len(text)
    for match in GAP.finditer(text):
        a, b = match.span()
        if a == 0 or b == end:
            gaps.append((a, b, ""))
            continue
        gap = text[a:b]
        if not _LINE_ENDS.isdisjoint(gap):
            breaks.append(len(gaps))
            gaps.append((a, b, "\n"))
        else:
            gaps.append((a, b, _inline(text, a, b, gap)))
    gaps, breaks, furnished = without_furniture(text, gaps, breaks)
    joins = _mend(text, gaps, breaks, furnished)
    folded = _fold(text)
    folded = _HALF_WIDTH.sub(lambda mark: mark[0].translate(_FULL_WIDTH), folded)
    if '"' in folded:
        folded = "\n".join(map(_quoted, folded.split("\n")))
    for mark in _WIDE_GROUPS.finditer(text):  # １，２００
        folded = f"{folded[: mark.start()]},{folded[mark.end() :]}"
    starts, origins, pieces, raws = [0], [0], [], []
    position = length = 0
    for a, b, kept in gaps:
        if a > position:
            pieces.append(folded[position:a])
            raws.append(text[position:a])
            length += a - position
        if kept:
            # the kept blank stands for the gap's first character
            pieces.append(kept)
            raws.append(kept)
            starts.append(length)
            origins.append(a)
            length += 1
        starts.append(length)
        origins.append(b)
        position = b
    pieces.append(folded[position:])
    raws.append(text[position:])
    return View("".join(pieces), "".join(raws), starts, origins), joins


class _Folder:
    """Folds a text, one character to one.

    Most texts have few characters to fold: a pattern that finds them is quicker than translating every one, but it takes a
    millisecond to compile, which is what translating the first texts costs.
    """

    __slots__ = ("_pattern", "_seen")

    def __init__(self) -> None:
        self._seen = 0
        self._pattern: re.Pattern[str] | None = None

    def __call__(self, text: str) -> str:
        if self._pattern is None:
            self._seen += len(text)
            if self._seen < TRANSLATED:
                return text.translate(FOLD)
            self._pattern = re.compile(f"[{''.join(map(re.escape, map(chr, FOLD)))}]+")
        return self._pattern.sub(lambda match: match.group().translate(FOLD), text)


_fold = _Folder()


def _quoted(line: str) -> str:
    """A line with its straight quotation marks as pairs; as it is where one of them has no partner.

    >>> _quoted('“二”与"一"是"三"')
    '“二”与“一”是“三”'
    """
    parts = line.split('"')
    if len(parts) % 2 == 0:
        return line
    return "".join(mark + part for mark, part in zip(chain(("",), cycle("“”")), parts, strict=False))


def _inline(text: str, a: int, b: int, gap: str) -> str:
    """What stays of a blank inside a line: nothing, a space, or a line end where a paragraph break was lost."""
    if _WIDTHLESS.issuperset(gap):
        return ""
    if "\t" in gap:
        return " "  # cells of a table
    before, after = text[a - 1], text[b]
    wide = gap.count("\u3000") + gap.count("\u2003")
    if before in _SENTENCE_END and (wide >= 2 or len(gap) >= 4):
        return "\n"
    if wide >= 2:
        return " "
    if before.isdigit():
        if not after.isdigit():
            # 3 - 5: the sign is the range's, not a minus
            ranged = after in "-~–" and text[b + 1 : b + 3].lstrip()[:1].isdigit()
            return "" if after > "\u2e7f" or after in "%‰℃." or ranged else " "
        single = not (a > 1 and text[a - 2].isdigit()) and not text[b + 1 : b + 2].isdigit()
        return "" if single or _is_grouping(text, a, b, gap) else " "
    if after.isdigit():
        return "" if before > "\u2e7f" or before in ".-+$€£¥" else " "
    if before in _SCALES and text[max(0, a - 4) : a - 1].rstrip()[-1:].isdigit():
        return ""  # 320万 吨
    return " "


def _is_grouping(text: str, a: int, b: int, gap: str) -> bool:
    """Whether a blank parts the thousands of a number (GB/T 15835: 1 234 567): three digits behind it, one to three before."""
    if len(gap) > 1 or not text[b : b + 3].isdigit() or text[b + 3 : b + 4].isdigit():
        return False
    if gap in _GROUPING:
        return True
    start = a
    while start and a - start < 4 and text[start - 1].isdigit():
        start -= 1
    behind = text[b + 3 : b + 5].lstrip()
    # in a column of figures each stands alone: here a unit must follow, or a decimal or a further group
    alone = a - start >= 4 or text[start - 1 : start] in (".", ",") or not behind
    return not alone and (behind[0] > "\u2e7f" or behind[0] in ".．%" or behind[0].isdigit())


def _mend(text: str, gaps: list[Gap], breaks: list[int], furnished: dict[int, tuple[int, int]]) -> list[Join]:
    """Turn line breaks in mid-sentence into joins, in place; what was read over, in order. ``furnished`` are the spans of page furniture
    by where its gap begins."""
    joins: list[Join] = []
    if not breaks:
        return joins
    page = _page(text, gaps, breaks)
    start = gaps[breaks[0] - 1][1] if breaks[0] and gaps[0][0] == 0 else 0  # of the paragraph
    line_start = 0  # of the line, its indent included
    for n, i in enumerate(breaks):
        a, b, _ = gaps[i]
        furniture = furnished.get(a)
        if furniture:
            joins.append(Join(*furniture, True, text[slice(*furniture)]))
        if page.width == 0 and text[a - 1] in _CLOSED and text[b] not in _NEVER_FIRST:
            start = b  # most breaks: the sentence ends with its line, and no line is full
            continue
        next_end = gaps[breaks[n + 1]][0] if n + 1 < len(breaks) else len(text)
        below = gaps[breaks[n + 1]][1] if n + 1 < len(breaks) else len(text)
        # what may not be parted goes to the next line and leaves a shorter one, in mid-sentence
        indented = page.indents and text[max(start - 1, 0)] in "\u3000\t "  # a title is not, and ends where its line does
        least = page.width * WRAP_LEAST if indented and text[a - 1] not in _SENTENCE_END else page.width - WRAP_SLACK
        full = page.width > 0 and _width(text, line_start, a) >= least  # line_start is kept only where there is a width
        line_ends = 1 if furniture else text.count("\n", a, b)
        at = Break(a, b, next_end, line_ends, furniture is not None, full, text[below : below + 1] in _NEVER_FIRST)
        if _broken(text, start, at, page):
            latin = text[a - 1].isascii() and text[b].isascii()
            gaps[i] = (a, b, " " if latin and not (full and _NUMBER_MARKS.issuperset(text[a - 1] + text[b])) else "")
            if not furniture:
                joins.append(Join(a, b))
        else:
            start = b
        line_start = text.rfind("\n", a, b) + 1
    return joins


class Page(NamedTuple):
    """How a page is set: whether paragraphs are indented, and the width of its full lines (0 where lines are not wrapped)."""

    by_indent: bool
    indents: bool
    width: float


class Break(NamedTuple):
    """A line break: the gap [start, end), the end of the line below, how many line ends it holds (page furniture counts as none),
    whether it holds page furniture, whether the line above is full and the one below cut."""

    start: int
    end: int
    next_end: int
    line_ends: int
    furniture: bool
    full: bool
    cut_below: bool  # the line after the one below begins with a mark, so that the line below is the middle of a sentence


def _page(text: str, gaps: list[Gap], breaks: list[int]) -> Page:
    """The setting of a page, from the lengths of its lines."""
    indented = sum(text[gaps[i][0] : gaps[i][1]].endswith(_INDENTS) for i in breaks)
    lines: list[tuple[float, bool]] = []  # each line's width, and whether it ends its sentence
    within: list[tuple[float, bool]] = []  # of those that go on without an indent or a blank line
    line_start = 0
    for i in breaks:
        a, b, _ = gaps[i]
        gap = text[a:b]
        line = (float(LONG_LINE * 2) if a - line_start >= LONG_LINE else _width(text, line_start, a), text[a - 1] in _SENTENCE_END)
        lines.append(line)
        if a - line_start < LONG_LINE and gap.count("\n") <= 1 and not gap.endswith(_INDENTS):
            within.append(line)
        line_start = text.rfind("\n", a, b) + 1
    return Page(indented * 2 > len(breaks), indented > 1, _usual_width(within) or _longest_width(lines))


def _usual_width(lines: list[tuple[float, bool]]) -> float:
    """The width that most lines have which go on below, where most do not end their sentence; 0 where there is none."""
    if len(lines) < WRAPPED_LINES:
        return 0
    widths = sorted(width for width, _ in lines)
    # a line that is a little too long carries a mark that may not begin a line
    usual = widths[len(widths) * 3 // 4]
    like = sum(usual * WRAP_LIKE <= one <= usual + WRAP_SLACK for one in widths)
    closed = sum(ends for _, ends in lines)
    wrapped = usual >= WRAP_NARROWEST and like >= WRAPPED_SHARE * len(widths) and closed <= WRAPPED_CLOSED * len(widths)
    return usual if wrapped else 0


def _longest_width(lines: list[tuple[float, bool]]) -> float:
    """The width of the longest lines, where many have it and end in mid-sentence, as on a page without indents, whose paragraphs
    end in short lines; 0 where there is none."""
    if len(lines) < WRAPPED_LINES:
        return 0
    longest = sorted(width for width, _ in lines)[int(len(lines) * WRAPPED_LONGEST) - 1]
    if not WRAP_NARROWEST <= longest < LONG_LINE * 2:
        return 0
    full = [ends for width, ends in lines if abs(width - longest) <= WRAP_SLACK]
    wrapped = len(full) >= max(WRAPPED_LINES, WRAPPED_FULL * len(lines)) and full.count(False) >= WRAPPED_OPEN * len(full)
    return longest if wrapped else 0


def _width(text: str, start: int, end: int) -> float:
    """Columns that a line takes: two for a full-width character, one for an ASCII one."""
    line = text[start:end]
    return len(line) if line.isascii() else (len(line.encode("utf-8", "surrogatepass")) + len(line)) / 2


def _broken(text: str, start: int, at: Break, page: Page) -> bool:
    """Whether the paragraph that began at ``start`` goes on below the break."""
    a, b = at.start, at.end
    before = text[a - 1]
    if text[b] in _NEVER_FIRST or before in _NEVER_LAST:
        return at.line_ends <= 1
    if text[a:b].endswith(_INDENTS) and (page.by_indent or page.width > 0):
        return False
    if at.line_ends > 2 and "\u3000" in text[a:b]:
        return False  # two blank lines and an indent: 第一，抓好农业 is a heading, though it has a comma and no end mark
    if at.full and (page.indents or before not in _SENTENCE_END) and at.line_ends <= 1:
        return page.indents or not _OPENS.match(text, b)
    if before in _CLOSED or _OPENS.match(text, b):
        return False
    if at.furniture and text.find("，", start, a) >= 0:
        return True  # the page ended, not the sentence
    if at.next_end - b == 1 and text[b] > "\u2e7f" and text[b] not in "大中小":
        return True  # one character of a headline that the page cut off
    if before in "，、" or at.cut_below or _CUT_ITEM.search(text[max(start, a - CUT_REACH) : a]):
        return True
    if not _PROSE.search(text, b, at.next_end):
        return False
    if text[max(start - 1, 0)] in "\u3000\t " and text.find("，", start, a) >= 0:
        return True  # an indented paragraph goes on in a line without an indent
    return text.find("。", start, a) >= 0 or _RUN_IN.match(text, start, a) is not None
