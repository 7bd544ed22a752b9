"""What a number counts or measures: the unit or the counted noun that follows it."""

from __future__ import annotations

from functools import cache

from extractor import lexicons

_GOES_ON = frozenset("/每（")
_LONGEST_MODIFIER = 8
_SLASHED = 4
_PER_UNITS = ("平方米", "立方米", "平方公里", "公里", "公斤", "千克", "千瓦时", "公顷", "吨", "斤", "亩", "升", "度", "小时", "秒", "分钟")


@cache
def _kinds() -> tuple[dict[str, str], dict[str, tuple[int, ...]]]:
    """Each word that may follow a number with its kind: of a figure, "noun" for a counted noun, "" for what is no unit; and the
    lengths of words that each first character leads to."""
    kinds = dict.fromkeys(lexicons.words("not_unit"), "") | dict.fromkeys(lexicons.words("counted_noun"), "noun") | lexicons.words("unit")
    return kinds, lexicons.lengths((word[0], len(word)) for word in kinds)


@cache
def arabic_only() -> frozenset[str]:
    """The units that count only behind Arabic digits: too ambiguous behind a Chinese numeral."""
    return frozenset(lexicons.attributes("unit", "arabic"))


def unit_at(text: str, at: int) -> tuple[str, str | None, int]:
    """The longest unit at ``at``: as written, its kind (None where there is none), where it ends."""
    first = text[at : at + 1]
    if first == "%":
        return first, "percent", at + 1
    kinds, lengths = _kinds()
    for length in lengths.get(first, ()):
        unit = text[at : at + length]
        if unit in kinds:
            break
    else:
        return "", None, at
    if len(unit) == 2 and _cuts_noun(text, at):
        unit = first
    kind = kinds[unit]
    end = at + len(unit)
    if text[end : end + 1] in _GOES_ON:
        end = _whole_unit(text, kind, end)
        unit = text[at:end]
    return unit, kind or None, end


def _whole_unit(text: str, kind: str, end: int) -> int:
    """Where a unit ends that goes on behind ``end``: 美元/标箱, 微克每立方米, 套（间）."""
    if text.startswith("/", end) and kind in ("money", "measure", "count"):
        end = _per(text, end + 1) or end
    elif text.startswith("每", end) and kind in ("money", "measure"):
        end = next((end + 1 + len(name) for name in _PER_UNITS if text.startswith(name, end + 1)), end)
    if text.startswith("（", end) and kind == "count":
        other = lexicons.look_up("unit").end_at(text, end + 1)
        if other and text.startswith("）", other):
            end = other + 1
    return end


def _cuts_noun(text: str, at: int) -> bool:
    """Whether a unit of two characters cuts into a noun behind a shorter one: 12项目标任务 is 项 and 目标任务."""
    return text[at] in lexicons.words("unit") and lexicons.look_up("label_noun", "counted_noun").end_at(text, at + 1) > at + 2


def _per(text: str, at: int) -> int:
    """Where the denominator of a compound unit ends; 0 where there is none."""
    end = lexicons.look_up("unit", "counted_noun").end_at(text, at)
    if not end and text[at : at + 1] in ("年", "月", "日"):
        return at + 1
    return end if end - at <= _SLASHED else 0


def counted_noun(text: str, at: int, modified: bool) -> int | None:
    """Where the counted noun that begins at ``at`` ends, its modifiers before it where ``modified``; None where there is none."""
    if not modified:
        unit, kind, end = unit_at(text, at)
        return end if kind == "noun" and not (unit == "国" and text[end : end + 1] in "道标产债内际") else None
    heads = lexicons.look_up("counted_noun")
    for start in range(at, at + _LONGEST_MODIFIER + 1):
        if not "\u4e00" <= text[start : start + 1] <= "\u9fff":
            return None
        end = heads.end_at(text, start)
        if end:
            return _longer(text, end)
    return None


def _longer(text: str, end: int) -> int:
    """A further head that follows at once belongs to the noun: 企业职工."""
    further = lexicons.look_up("counted_noun").end_at(text, end)
    return further if further - end >= 2 else end
