"""Mentions: every expression of a text that dates, or that says what a change is against, in one pass."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from extractor.periods import patterns
from extractor.periods.expressions import Expression, expression_at
from extractor.text.patterns import lazy

Rule = Literal[
    "point", "range", "up_to", "as_of", "before", "since", "from", "past", "future", "within", "ago", "after", "plan",
    "now", "formerly", "then", "each", "term", "this_year", "clause", "basis",
]  # fmt: skip


class Mention(NamedTuple):
    """An expression that dates, by its place in the text that was scanned.

    ``first`` is the point or the length that its days are worked out from, ``second`` the other end of a range;
    ``basis`` is true where it says what a change or a share is against (较2021年, 同比), which is no period.
    """

    start: int
    end: int
    rule: Rule
    first: str = ""
    second: str = ""
    basis: bool = False


# What a kind of expression is to the one who reads it; a dated one depends on what stands beside it.
_RULES: dict[str, Rule] = {
    **{"past": "past", "future": "future", "within": "within", "plan": "plan", "this_year": "this_year"},
    **{"formerly": "formerly", "then": "then", "each": "each", "term": "term"},
}
_BEFORE_BASE = patterns.VERSUS_ENDS | patterns.BESIDE | patterns.BASE_ENDS
_SINCE = ("以来", "来", "至今")
_LONGEST_CLAUSE = 40
# A clause that is only a pointing word dates nothing by itself: 此后, 在此之前, 从那以后.
_EMPTY_CLAUSE = lazy(
    "此|这|那|那时|这个|这一|那个|从此|从今|不久|很久|在此|长期|一直|历|有史|其|一段时间|在这|在那|同|同一|最近|自古|扣除.*|剔除.*|.*(?:相抵|抵扣)|.*(?:长期|长时期)|.*[、和及或与的]"
)
_SINCE_CUES = ("自从", "自", "从")
_BEGINNING_CUES = ("由", "从", "在")
_CUES = ("值此", "值", "在", "于", "从", "自")
# 存在, 现在 and the like hold no preposition
_NOT_IN = frozenset("存现正所实内旨潜外自不关由对属等至大终处位善勇敢")
_NOT_AFTER_SELF = frozenset("己然身主治动我觉信由愿行力强容此今")
_VERBAL = lazy(r"[了着把对将]|根据|关于|改变|贯彻|执行|延续|坚持")
_LONGEST_NAME = 12
_EXPECTED = ("预计", "可", "将")  # 达产后预计可新增
_LEAD = lazy(r"(?:特别是|尤其是|其中|同时|但是?|而且?|自从|自(?!治)|从|在|于|并)+")
_NOT_BEFORE_HOU = frozenset("先落最背今此随然前事善以之幕午往滞其顾有恐毖")
_NOT_BEFORE_QIAN = frozenset("目当此提面空眼跟靠以之事日生超史午从先往不直向")
_EVENT_VERB = lazy(
    r"(?:成立|建立|开放|回归|实施|设立|创建|启动|运行|提出|建党|建国|建军|建区|建省|建市|执政|开通|挂牌|重建|落户|投产)$|^(?:加入|参加)[^，。；：]{1,10}$"
)


def scan(text: str) -> list[Mention]:
    """Every expression of a view's text that dates, in order of place, none inside another.

    >>> [(m.rule, "到2026年，力争3年内新增5家"[m.start:m.end]) for m in scan("到2026年，力争3年内新增5家")]
    [('up_to', '到2026年'), ('within', '3年内')]
    """
    mentions: list[Mention] = []
    titles: list[tuple[int, int]] = []
    position = 0
    heads, openings = patterns.opening_heads(), patterns.openings()
    for opener in patterns.openers().finditer(text):
        start = opener.start()
        if start < position or (text[start] in heads and text[start : start + 2] not in openings):
            continue
        if text[start] == "《":
            if title := patterns.TITLE.match(text, start):
                titles.append(title.span())
                position = title.end()
        elif expression := expression_at(text, start):
            position = expression.end
            mentions.append(_mention(text, start, expression, mentions[-1].end if mentions else 0))
    return _with_clauses(text, mentions, titles)


def _mention(text: str, start: int, found: Expression, floor: int) -> Mention:
    """The mention that an expression is, with what belongs to it before (from ``floor`` on) and behind it."""
    kind, end = found.kind, found.end
    if kind == "dated":
        return _dated(text, start, found, floor)
    if kind == "range":
        return Mention(start, end, "range", found.first, found.second)
    if kind == "now":
        return Mention(_up_to(text, start, end), end, "now", text[start:end])
    if kind == "measured":
        return Mention(start, end, "basis", basis=True)
    # a length of time or a word; a base where something is compared with it: 比五年前, 比原来
    rule: Rule = _RULES[kind] if kind != "elapsed" else "ago" if text[end - 1] == "前" else "after"
    return _basis(text, start, end, text[start:end], floor) or Mention(start, end, rule, text[start:end])


def ends_of(mention: Mention, text: str) -> tuple[Mention, Mention]:
    """The two points of a range, each a mention of its own, in the text that was scanned.

    >>> text = "2020年到2025年"
    >>> [text[m.start : m.end] for m in ends_of(scan(text)[0], text)]
    ['2020年', '2025年']
    """
    second = text.rfind(mention.second, mention.start, mention.end)
    joined = re.search(patterns.TO + "$", text[mention.start : second])
    first = mention.start + joined.start() if joined else second
    return (
        Mention(mention.start, first, "point", mention.first),
        Mention(second, second + len(mention.second), "point", mention.second),
    )


def _dated(text: str, start: int, found: Expression, floor: int) -> Mention:
    """The mention of a point in time, with what stands before (from ``floor`` on) and behind it."""
    end, first, second, suffix = found.end, found.first, found.second, found.suffix
    if not second and not suffix:
        basis = _basis(text, start, end, first, floor)
        if basis:
            return basis
    if suffix in _SINCE:
        return Mention(start, end, "since", first, second)
    before = suffix.endswith("前")
    if not before and suffix not in ("", "期间", "间", "内", "前后"):
        return Mention(start, end, "from", first, second)
    if not second:
        opened = _up_to(text, start, end)
        if before:
            edge = suffix[: -2 if suffix.endswith(("之前", "以前")) else -1]
            return Mention(opened, end, "before", first + edge)
        if opened < start:
            return Mention(opened, end, "as_of" if text[opened] == "截" else "up_to", first)
    elif before:
        return Mention(start, end, "before", second)
    if not second and text.startswith("同期", end):
        end += 2
    return Mention(start, end, "range" if second else "point", first, second)


def _up_to(text: str, start: int, end: int) -> int:
    """Where a 到, 至 or 截至 that turns the point behind it begins; the point's own start where there is none."""
    if text[start - 1 : start] not in patterns.UP_TO_ENDS:
        return start
    word = next((word for word in patterns.UP_TO if text.endswith(word, 0, start)), "")
    opened = start - len(word)
    if opened in (0, start) or word[0] == "截":
        return opened
    left = text[opened - 1]
    # 由2018年的5亿元到2022年的8亿元: a level, not a goal
    level = text.startswith("的", end) and "\u4e00" <= left <= "\u9fff"
    return start if left in patterns.LEVEL_VERB or level else opened


def _basis(text: str, start: int, end: int, first: str, floor: int) -> Mention | None:
    """The base of a comparison or of a share that a point in time is, or None."""
    left = text[start - 1 : start]
    if text.startswith(("的基础上", "基础上"), end) or (left == "在" and patterns.GROUND.match(text, end)):
        return Mention(start, end, "basis", first, basis=True)
    if left not in _BEFORE_BASE:
        return None
    same = text.startswith("同期", end)
    versus = patterns.VERSUS.search(text, max(0, start - 3), start) if left in patterns.VERSUS_ENDS else None
    if versus:
        # 高于上年 is against 上年, 较上年 says so itself; of 同比2023年 the first half is a mention already
        begin = versus.start() if versus.group()[0] in "较比相" and versus.start() >= floor else start
        compared = patterns.COMPARED.match(text, end)
        if compared:
            end = compared.end()
        elif planned := patterns.PLANNED.match(text, end):
            end = planned.end()
        elif same:
            end += 4 if text.startswith("同期水平", end) else 2
        return Mention(begin, end, "basis", first, basis=True)
    if left in patterns.BESIDE and (compared := patterns.COMPARED.match(text, end)):
        return Mention(start - 1, compared.end(), "basis", first, basis=True)
    if text.endswith(patterns.BASE_OF, 0, start):
        if same:
            return Mention(start, end + 2, "basis", first, basis=True)
        if text.startswith(patterns.SHARE_HALF, end) or patterns.SHARE.match(text, end):
            return Mention(start, end, "basis", first, basis=True)
    return None


def _with_clauses(text: str, mentions: list[Mention], titles: list[tuple[int, int]]) -> list[Mention]:
    """The mentions, and the clauses that date; a clause takes the place of what stands inside it."""
    kept: list[Mention] = []
    at = title = 0
    for match in patterns.CLAUSE_END.finditer(text):
        end = match.end()
        while at < len(mentions) and mentions[at].end < end:
            kept.append(mentions[at])
            at += 1
        while title < len(titles) and titles[title][1] <= match.start():
            title += 1
        if title < len(titles) and titles[title][0] < end:
            continue
        floor = max(kept[-1].end if kept and kept[-1].rule == "clause" else 0, match.start() - _LONGEST_CLAUSE)
        inner = mentions[at] if at < len(mentions) and mentions[at].start < end else None
        if inner:
            # 改革开放40年来: the event before a length of time belongs to it
            if inner.rule == "past" and inner.end == end:
                start = _opening(text, _behind_border(text, floor, inner.start), inner.start)
                if _EVENT_VERB.search(text, start, inner.start):
                    mentions[at] = Mention(start, end, "past", inner.first)
            continue
        begun = _clause_start(text, floor, _behind_border(text, floor, match.start()), match.start(), match.group())
        if begun is None:
            continue
        start = begun
        point = ""
        while kept and kept[-1].start >= start:
            point = kept.pop().first
        if kept and kept[-1].end > start:
            continue
        kept.append(Mention(start, end, "clause", point, match.group()))
    return kept + mentions[at:]


def _behind_border(text: str, floor: int, end: int) -> int:
    """Where the clause begins that holds the place before ``end``: behind the last mark from ``floor`` on, else at it."""
    for at in range(end - 1, floor - 1, -1):
        if text[at] in patterns.CLAUSE_BORDERS:
            return at + 1
    return floor


def _opening(text: str, floor: int, end: int) -> int:
    """Where the clause text[floor:end] begins without its leading connectives."""
    lead = _LEAD.match(text, floor, end)
    return lead.end() if lead else floor


def _clause_start(text: str, floor: int, start: int, end: int, word: str) -> int | None:
    """Where the clause before ``word`` begins, in text[start:end], or None where it is none.

    One that begins at ``floor`` is cut off by it, and needs a preposition.
    """
    if end - start < 2:
        return None
    cued = _cued(text, start, end, _SINCE_CUES if word in ("以来", "年来") else _BEGINNING_CUES if word == "之初" else _CUES)
    if cued is not None:
        start = cued
    else:
        # without a preposition it opens its sentence part: not 这是建国以来规模最大, not 都比以前好
        if 0 < start == floor or not _opens(text, start, end, word):
            return None
        start = _opening(text, start, end)
    body = text[start:end]
    if len(body) < 2 or _EMPTY_CLAUSE.fullmatch(body) or "继" in body or "》" in body.partition("《")[0]:
        return None
    if word == "后" and (body[-1] in _NOT_BEFORE_HOU or body[-1].isdigit()):
        return None
    if word == "前" and body[-1] in _NOT_BEFORE_QIAN:
        return None
    return start


def _cued(text: str, start: int, end: int, cues: tuple[str, ...]) -> int | None:
    """Where the clause begins that the last preposition in text[start:end] opens, or None."""
    for cue in cues:
        at = text.rfind(cue, start, end)
        while at >= 0:
            if (at == 0 or text[at - 1] not in _NOT_IN) and text[at + 1] not in _NOT_AFTER_SELF:
                return at if cue == "值此" else at + len(cue)
            at = text.rfind(cue, start, at)
    return None


def _opens(text: str, start: int, end: int, word: str) -> bool:
    """Whether text[start:end] and ``word`` are the whole of a part of a sentence, or a short name before its subject."""
    if "是" in text[start:end]:
        return False
    follow = text[end + len(word) : end + len(word) + 1]
    if not follow or follow == "、" or follow in patterns.CLAUSE_BORDERS:
        return True
    if word == "后" and (text.startswith(_EXPECTED, end + 1) or text.endswith(patterns.FINISHED, start, end)):
        return end - start <= _LONGEST_NAME
    return word in ("以来", "期间", "任期内") and end - start <= _LONGEST_NAME and not _VERBAL.search(text, start, end)
