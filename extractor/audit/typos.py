"""likely-typo: doubled characters and marks, marks without their partner, units that a metric cannot have."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractor import lexicons
from extractor.audit.records import Amount, Finding, queried
from extractor.text.patterns import lazy
from extractor.text.spans import View

CODE = "likely-typo"
_SHORTEST, _LONGEST = 2, 6  # characters of a word that stands twice
# 加强加强: not 一步一步, 很多很多, and not what two words make between them (产业创业创新).
_DOUBLED_WORD = lazy(rf"([\u4e00-\u9fff]{{{_SHORTEST},{_LONGEST}}})\1")
# so many Chinese characters as the shortest of them has
_DOUBLED_RUN = lazy(rf"[\u4e00-\u9fff]{{{2 * _SHORTEST}}}")
_ASTRAL = lazy("[\U00010000-\U0010ffff]")
_DOUBLED_MARKS = lazy("[，、；：。][，、；：。]+", cues=[first + second for first in "，、；：。" for second in "，、；：。"])
_CLOSES = {"“": "”", "〝": "”", "‘": "’", "（": "）", "(": "）", "《": "》", "【": "】", "「": "」", "『": "』", "〔": "〕"}
_SAME = {")": "）", "〞": "”"}
_MARK = lazy(r"[“”〝〞‘’（）《》【】「」『』〔〕()]", cues="“”〝〞‘’（）《》【】「」『』〔〕()")
# 1）, 一）, a): a number in front of a closing bracket is a list marker.
_LIST_MARKER = lazy(r"(?:^|[\n。；：，、])[0-9a-zA-Z①-⑳一二三四五六七八九十]{1,3}$")
_PART_REACH = 1000  # characters over which a pair may be parted by paragraphs
_DEEPEST = 8  # marks that may stand open inside each other
_MOST_DOUBTS = 20  # so many marks without a partner: the source does not pair them at all
_ANY_METRIC = frozenset(("ratio", "multiple", "rank"))
_LEVEL_ENDS = frozenset("到达为至在了")
_LEVEL = lazy(r"(?:已经?)?(?:达到|达|为|提高到|提升到|上升到|升至|增至|降至|降到|下降到|控制在|保持在|稳定在)了?$")


def check_text(view: View) -> Iterator[Finding]:
    """Doubled characters and marks, and marks without a partner."""
    yield from _doubled(view)
    yield from _unpaired(view)


def _doubled(view: View) -> Iterator[Finding]:
    text = view.text
    for match in _DOUBLED_MARKS.finditer(text):
        # a run of three and more is a dotted line or an ellipsis
        if len(match.group()) == 2:
            yield _finding(view, f"Two marks in a row: {match.group()}.", *match.span())
    follows = lexicons.attributes("audit_doubled", "opens")
    precedes = lexicons.attributes("audit_doubled", "after")
    for match in _doubling().finditer(text):
        at, character = match.start(), match.group()[0]
        behind, before = text[at + 2 : at + 3] or "\n", text[at - 1 : at] or "\n"
        lawful = behind in follows[character] or before in precedes.get(character, "") or character in (behind, before)
        if not lawful and "\u4e00" <= behind <= "\u9fff":
            yield _finding(view, f"{character} stands twice in a row.", at, at + 2)
    words = lexicons.words("audit_doubled_word")
    for found in _doubled_words(text):
        word = found[1]
        if word in words or (len(word) > 2 and word[0] != "一" and len(set(word)) > 1):
            yield _finding(view, f"{word} stands twice in a row.", *found.span())


def _doubled_words(text: str) -> Iterator[re.Match[str]]:
    """Every word of a text that stands twice in a row, the longest of each place, none inside another.

    The text is laid over itself, so many characters further on as a word has, as one number: it is zero where the two agree. That
    takes a third of the time of the pattern, which would try each length at each character. The pattern is asked only where the
    two agree and Chinese characters stand, and behind what it found, so that a run of one character is not looked at place by place.

    >>> [found[1] for found in _doubled_words("要加强加强管理")]
    ['加强']
    """
    written = text.encode("utf-16-le", "surrogatepass")
    if len(written) > 2 * len(text):
        written = _ASTRAL.sub("\ufffd", text).encode("utf-16-le", "surrogatepass")
    whole = int.from_bytes(written, "little")
    lengths = range(_SHORTEST, _LONGEST + 1)
    overlaid = [(whole ^ whole >> 16 * length).to_bytes(len(written), "little") for length in lengths]
    agreeing = [_agreement(overlaid[n], length, 0, len(text)) for n, length in enumerate(lengths)]
    position = 0 if min(agreeing) < len(text) else len(text)
    while position < len(text) and (run := _DOUBLED_RUN.search(text, position)):
        position = run.start()
        for n, length in enumerate(lengths):
            if agreeing[n] < position:
                agreeing[n] = _agreement(overlaid[n], length, position, len(text))
        at = min(agreeing)
        if at == len(text):
            return
        found = _DOUBLED_WORD.match(text, at)
        if found:
            yield found
        position = found.end() if found else at + 1


def _agreement(overlaid: bytes, length: int, position: int, end: int) -> int:
    """The first place from ``position`` on where so many characters agree with those that follow them; ``end`` where there is none."""
    at = overlaid.find(bytes(2 * length), 2 * position)
    while at % 2 and at > 0:
        at = overlaid.find(bytes(2 * length), at + 1)
    return at // 2 if at >= 0 else end


@cache
def _doubling() -> re.Pattern[str]:
    characters = lexicons.words("audit_doubled")
    return lazy(rf"([{''.join(characters)}])\1", cues=[2 * character for character in characters])


def _unpaired(view: View) -> Iterator[Finding]:
    """Marks that have no partner.

    A quotation may go on over paragraphs, opened anew in each and closed once, and a layout may part a pair: a mark that stays
    open is closed in one of the next paragraphs, or passed over where the next one opens with the same mark.
    """
    text = view.text
    doubts: list[int] = []
    opened: list[int] = []
    for match in _MARK.finditer(text):
        at = match.start()
        mark = match[0]
        if opened and at - opened[0] > _PART_REACH:
            lost = bisect_left(opened, at - _PART_REACH)
            if text.find("\n", at - _PART_REACH, at) >= 0:
                doubts += opened[:lost]
                del opened[:lost]
        if mark in _CLOSES:
            if opened and text[at - 1] == "\n" and any(text[place] == mark for place in opened[-_DEEPEST:]):
                opened.clear()
            opened.append(at)
        else:
            partner = _partner(text, opened, _SAME.get(mark, mark))
            if partner is not None:
                doubts += opened[partner + 1 :]
                del opened[partner:]
            elif mark != "’" and not (mark in ")）" and _LIST_MARKER.search(text, max(0, at - 4), at)):
                doubts.append(at)
        if len(doubts) > _MOST_DOUBTS:
            return
    for at in sorted(doubts + opened):
        # beside a paragraph's end the layout may have parted the two
        if text[at + 1 : at + 2] != "\n" and text[at - 1 : at] != "\n":
            yield _finding(view, f"{text[at]} has no partner.", at, at + 1)


def _partner(text: str, opened: list[int], closing: str) -> int | None:
    """Which of the marks that stand open is closed by ``closing``: the innermost that it can close."""
    for n in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1):
        if _CLOSES[text[opened[n]]] == closing:
            return n
    return None


def check(amounts: list[Amount]) -> Iterator[Finding]:
    """Levels whose unit their metric cannot have: 覆盖率达到95亿元."""
    slot = lexicons.words("audit_metric_unit")
    permitted = lexicons.attributes("audit_metric_unit", "units")
    at_most = lexicons.attributes("audit_metric_unit", "at_most")
    metrics = lexicons.look_up("audit_metric_unit")
    for amount in amounts:
        figure = amount.figure
        if amount.last not in _LEVEL_ENDS or figure.kind in _ANY_METRIC:
            continue
        level = _LEVEL.search(amount.gap)
        if level is None:
            continue
        start = metrics.start_before(amount.gap, level.start())
        if start < 0:
            continue
        word = amount.gap[start : level.start()]
        if word in at_most and figure.kind == "percent" and figure.value > Decimal(at_most[word]):
            yield queried(CODE, f"{word} cannot be {figure.text}: there is no more than {at_most[word]}%", amount)
        if figure.kind == slot[word] or figure.unit in permitted.get(word, "").split():
            continue
        message = f"{word} cannot be {figure.text}: its unit is of another kind"
        yield queried(CODE, message, amount)


def _finding(view: View, message: str, start: int, end: int) -> Finding:
    return Finding(CODE, "note", message, *view.source_span(start, end))
