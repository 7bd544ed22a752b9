"""Expressions that date, read at one place of a text: what kind it is, and where its parts lie."""

from __future__ import annotations

from typing import NamedTuple

from extractor.periods import patterns

_YEAR_HEADS = frozenset("12一二")
_MONTH_HEADS = frozenset("0123456789一二三四五六七八九十")
_QUARTER_HEADS = frozenset("第前头首")
_LENGTH_HEADS = frozenset("0123456789一二两三四五六七八九十百半")
_NEAR_YEARS_HEADS = frozenset("最近过这")
_SOME_HEADS = frozenset("多十几数若")
_TERM_HEADS = frozenset("本上新任政")
_CENTURY_HEADS = frozenset("本上123456789二三四五六七八九十")
_FESTIVE = frozenset(day[:2] for day in patterns.FESTIVALS)
_MARKS = frozenset(("", *"，。；：、）！？\n"))
_QUOTES = frozenset('“‘「"')
_POINTS = frozenset(("year", "point", "month", "edge"))
# what begins more than a word of the table
_HEADS = (
    _MONTH_HEADS | _QUARTER_HEADS | _LENGTH_HEADS | _NEAR_YEARS_HEADS | _SOME_HEADS | _TERM_HEADS | _CENTURY_HEADS | _QUOTES
    | frozenset("下") | patterns.NEAR.keys() | patterns.AHEAD.keys()
)  # fmt: skip
_TENDAYS = ("上旬", "中旬", "下旬")
_LONGEST_CENTURY = 6  # 二十一个世纪
_LONGEST_NEAR = 5  # 最近若干年
_LONGEST_SOME = 3  # 几十年
_LONGEST_TERM = 10  # 新一届本届委员会任期
_LONGEST_NUMBERED = 7  # 第十四个五年


class Expression(NamedTuple):
    """An expression by what it is and where it ends.

    The ``kind`` is "dated" for a point with what follows it, be it another one that a range runs to; ``first`` and
    ``second`` are their texts.
    """

    kind: str
    end: int
    first: str = ""
    second: str = ""
    suffix: str = ""


def expression_at(text: str, at: int) -> Expression | None:
    """The expression that begins at ``at``, or None."""
    kind, end = _word_at(text, at)
    if kind in _POINTS:
        return _dated(text, at, _word_point_end(text, kind, end))
    if kind:
        return None if kind == "measured" and patterns.MEAN.match(text, end) else Expression(kind, end)
    character = text[at]
    if character not in _HEADS:
        return None
    if character in _YEAR_HEADS and (short := _short_range(text, at)):
        return short
    end = _other_point_end(text, at) or plan_end(text, at) or century_end(text, at)
    return _dated(text, at, end) if end else _length_at(text, at) or _uncounted_at(text, at)


def _dated(text: str, at: int, end: int) -> Expression:
    """The point text[at:end] with the point that a range runs to and what follows."""
    first, second = text[at:end], ""
    to = patterns.JOINED.match(text, end) if text[end : end + 1] in patterns.JOINTS else None
    if to:
        start = to.end()
        far = _point_end(text, start) or plan_end(text, start) or century_end(text, start)
        if not far and text[start : start + 1] in _MONTH_HEADS and (day := patterns.DAY.match(text, start)):
            far = day.end()
        if far:
            second, end = text[start:far], far
    behind = patterns.SUFFIX.match(text, end) if text[end : end + 1] in patterns.SUFFIX_HEADS else None
    if behind:
        return Expression("dated", behind.end(), first, second, behind.group())
    return Expression("dated", end, first, second)


def _word_at(text: str, at: int) -> tuple[str, int]:
    """What the word at a place is and where it ends, "" and 0 where there is none."""
    for kind, word, before, behind in patterns.words().get(text[at : at + 1], ()):
        end = at + len(word)
        if text.startswith(word, at) and text[end : end + 1] not in behind and (not at or text[at - 1] not in before):
            if word in patterns.WEEKDAYS and not patterns.WEEKDAY_ENDS.match(text, end):
                continue
            if kind != "edge":
                return kind, end
            if far := _edge_end(text, end):
                return kind, far
    return "", 0


def _point_end(text: str, at: int) -> int:
    """Where the point in time ends that begins at ``at`` (a year, a part of one, a word for one); 0 where none does."""
    kind, end = _word_at(text, at)
    return _word_point_end(text, kind, end) if kind in _POINTS else _other_point_end(text, at)


def _word_point_end(text: str, kind: str, end: int) -> int:
    """Where the point ends that begins with a word of a ``kind``, which ends at ``end``."""
    if kind == "year":
        return _part_end(text, end)
    if kind != "month":
        return end
    return end + 2 if text.startswith(_TENDAYS, end) else end + (text[end : end + 1] in patterns.EDGES)


def _other_point_end(text: str, at: int) -> int:
    """Where the point ends that begins with a numeral, 第, 前 and the like; 0 where none does."""
    if text[at : at + 1] in _YEAR_HEADS:
        if text[at + 4 : at + 5] in "-./" and (iso := patterns.ISO_DAY.match(text, at)):
            return iso.end()
        if year := patterns.YEAR_NUMBER.match(text, at):
            end = year.end()
            sign = patterns.YEAR_SIGN.match(text, end)
            if sign or patterns.MORE_YEARS.match(text, end):
                return _part_end(text, sign.end() if sign else end)
    return _calendar_end(text, at)


def _part_end(text: str, year_end: int) -> int:
    """Where the part of a year ends that follows it (的上半年, 7月8日, 年底); the year's own end where none does."""
    at = year_end + text.startswith("的", year_end)
    end = _calendar_end(text, at)
    if end:
        return end
    if text[at : at + 1] == "Q" and text[at + 1 : at + 2] in ("1", "2", "3", "4") and not text[at + 2 : at + 3].isdigit():
        return at + 2
    if text.startswith("全年", at):
        return at + 2
    if text[at : at + 1] in patterns.SEASON_HEADS and (season := patterns.SEASON.match(text, at)):
        return season.end()
    if text[at : at + 2] in _FESTIVE and (day := next((day for day in patterns.FESTIVALS if text.startswith(day, at)), None)):
        return at + len(day)  # 今年清明假期
    return _edge_end(text, at + text.startswith("年", at)) or year_end


def _calendar_end(text: str, at: int) -> int:
    """Where the day, month, quarter or half of a year ends that begins at ``at``; 0 where none does."""
    character = text[at : at + 1]
    if character in _MONTH_HEADS:
        found = patterns.MONTH.match(text, at)
    elif character in _QUARTER_HEADS and (text.find("季", at, at + 4) > 0 or text.find("个月", at, at + 5) > 0):
        found = patterns.QUARTER.match(text, at)
    else:
        return at + 3 if text.startswith(("上半年", "下半年"), at) else 0
    if not found:
        return 0
    return found.end() + (2 if text.startswith("当月", found.end()) else 0)  # 6月份当月


def _edge_end(text: str, at: int) -> int:
    """Where a 底, 末 or 初 ends that begins no other word; 0 where there is none."""
    not_behind = patterns.EDGES.get(text[at : at + 1])
    return at + 1 if not_behind is not None and text[at + 1 : at + 2] not in not_behind else 0


def plan_end(text: str, at: int) -> int:
    """Where the time of a five-year plan ends that begins at ``at``; 0 where none does."""
    character = text[at : at + 1]
    if character == "第":
        found = patterns.NUMBERED_PLAN.match(text, at) if _numbers_plan(text, at) else None
        return found.end() if found and found["years"] is not None else 0
    if "五" not in text[at + 1 : at + 4]:
        return 0
    if character in _QUOTES:
        found = patterns.QUOTED_PLAN.match(text, at)
    else:
        found = patterns.BARE_PLAN.match(text, at) if character in _MONTH_HEADS else None
    return found.end() if found else 0


def _numbers_plan(text: str, at: int) -> bool:
    """Whether the 第 at a place may number a plan: 第十四个五年规划."""
    return text.find("个五年", at, at + _LONGEST_NUMBERED) > 0


def century_end(text: str, at: int) -> int:
    """Where the decade or the part of a century ends that begins at ``at``; 0 where none does."""
    if text[at : at + 1] not in _CENTURY_HEADS:
        return 0
    end = at + _LONGEST_CENTURY
    if text.find("世纪", at, end) < 0 and text.find("年代", at, end) < 0:
        return 0
    found = patterns.CENTURY.match(text, at)
    return found.end() if found else 0


def _short_range(text: str, at: int) -> Expression | None:
    """A range of years with one 年 for both: 2021—2025年."""
    first = patterns.YEAR_NUMBER.match(text, at)
    to = patterns.JOINED.match(text, first.end()) if first else None
    second = patterns.YEAR_NUMBER.match(text, to.end()) if to else None
    if not first or not second or not text.startswith("年", second.end()):
        return None
    end = second.end() + (2 if text.startswith("年度", second.end()) else 1)
    return Expression("range", end, first.group() + "年", text[second.start() : end])


def _length_at(text: str, at: int) -> Expression | None:
    """A length of time that is over, runs or is to come, counted: 5年来, 近三年, 未来五年, 三年内, 十年前."""
    character = text[at]
    if character in _LENGTH_HEADS:
        if at and text[at - 1] in patterns.NOT_IN_NUMBER:
            return None
        counted = patterns.LENGTH.match(text, at)
        behind = patterns.PASSED.match(text, counted.end()) if counted else None
        kind = behind.lastgroup if behind else None
        if not behind or not kind or (kind == "elapsed" and text[at - 1 : at] == "提"):
            return None
        return Expression(kind, behind.end())
    if head := patterns.NEAR.get(character):
        return None if head == "这" and text[at - 1 : at] == "年" else _counted(text, at, head, "past")
    if head := patterns.AHEAD.get(character):
        return _counted(text, at, head, "future")
    return None


def _counted(text: str, at: int, head: str, kind: str) -> Expression | None:
    """A length behind the word ``head``, of the ``kind``."""
    if not text.startswith(head, at):
        return None
    start = at + len(head)
    formerly = text.startswith("，", start) or (text.startswith("的", start) and text[at - 1 : at] in ("由", "从"))
    if head == "过去" and formerly:
        return Expression("formerly", start)  # 过去，只有180张; 由过去的500多天缩短到
    if text[start : start + 1] not in _LENGTH_HEADS and not text.startswith("的", start):
        return None
    counted = patterns.LENGTH.match(text, start + text.startswith("的", start))
    behind = (patterns.BEHIND_NEAR if kind == "past" else patterns.BEHIND_AHEAD).match(text, counted.end()) if counted else None
    if (
        head == "近"
        and text[at - 1 : at] in patterns.MEASURED_ENDS
        and behind
        and not behind.group()
        and text.endswith(patterns.MEASURED, 0, at)
        and (
            not text.endswith(patterns.MAY_DATE, 0, at)
            or text[behind.end() - 1] in "天周期"
            or text[behind.end() : behind.end() + 1] in _MARKS
        )  # 走访了近三年退役的军人
    ):
        return None
    return Expression(kind, behind.end()) if behind else None


def _uncounted_at(text: str, at: int) -> Expression | None:
    """Lengths that are not counted (近年来, 今后一段时间, 几十年来), the name of a plan, a term of office."""
    character = text[at]
    if character in _NEAR_YEARS_HEADS and text.find("年", at, at + _LONGEST_NEAR) > 0:
        found, kind = patterns.NEAR_YEARS.match(text, at), "past"
    elif head := patterns.AHEAD.get(character):
        found = patterns.AHEAD_YEARS.match(text, at + len(head)) if text.startswith(head, at) else None
        kind = "future"
    elif character in _SOME_HEADS and text.find("年", at, at + _LONGEST_SOME) > 0:
        found = patterns.SOME_YEARS.match(text, at)
        kind = (found.lastgroup or "") if found else ""
    elif character == "第":
        found, kind = patterns.NUMBERED_PLAN.match(text, at) if _numbers_plan(text, at) else None, "plan"
    elif character in _TERM_HEADS and text.find("任期", at, at + _LONGEST_TERM) >= 0:
        found, kind = patterns.TERM.match(text, at), "term"
    else:
        return None
    return Expression(kind, found.end()) if found else None
