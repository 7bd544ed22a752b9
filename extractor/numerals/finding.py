"""Numerals found: every bare number of a running text, with ranges and 多, 余, 来."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from extractor.numerals.reading import LONGEST, range_of, value_of

_HAN = "零〇○一二两三四五六七八九十廿卅卌百千万亿壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億"
_FOLD = str.maketrans("０１２３４５６７８９．－＋−﹣", "0123456789.-+--")
_SCALED = "十百千万亿拾佰仟萬億廿卅卌0"
_SCALES = frozenset("百千万亿佰仟萬億")
_HEADS_OF_WORDS = "陆伍"  # 大陆三百公里, 队伍五十人

# Words in which a numeral counts nothing; a numeral behind 第 is an ordinal, 一是 and 一、 are markers.
_WORDS = (
    "统一|唯一|万一|单一|同一|专一|不一|一些|一般|一致|一定|一样|一起|一直|一切|一律|一旦|一方面|一系列|一体|一批|一流|一线|一贯|一同|一并|一边"
    "|一揽子|一席之地|进一步|下一步|逐一|之一|一半|十分(?!之)|零下|零距离|零容忍|零增长|零售|零星|零碎|零件|零工|清零|归零|凋零|千方百计|万众一心|百年大计|百花齐放|千家万户|千千万万|成千上万|五湖四海|三令五申|四面八方|万事|万物|百姓"
)

Comparator = Literal["eq", "gt", "approx"]


class Found(NamedTuple):
    """A bare number; ``value_max`` is the upper end of a range."""

    value: Decimal
    value_max: Decimal | None
    comparator: Comparator
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    # Nothing behind a group can fail, so none needs to be possessive; before Python 3.11.5 such groups matched wrongly.
    grouped = r"[0-9]{1,3}+(?:,[0-9]{3}(?![0-9]))+(?:\.[0-9]++)?"
    part = rf"(?:{grouped}|[0-9]++(?:\.[0-9]++)?|[{_HAN}]++(?:点[零〇○一二三四五六七八九]++)?)"
    number = rf"{part}(?:[{_HAN}]|(?<=[{_HAN}])[0-9]++(?:\.[0-9]++)?)*"
    more = r"(?:(?:[多余]|来(?![自源看说到华访]))[百千万亿]*+)?"
    return re.compile(
        rf"(?P<word>{_WORDS}|第[{_HAN}0-9]++(?:[—–~～至到-]{{1,2}}+[{_HAN}0-9]++)?|[{_HAN}0-9.]++分之[{_HAN}0-9.点]++|(?<![^。；，：:\n])[{_HAN}]{{1,3}}(?:是|要|、)|[A-Za-z][A-Za-z0-9.+-]*+"
        rf"|[几数][{_HAN}]++|[{_HAN}0-9]++几[{_HAN}]*+|[0-9]++(?:(?:\.[0-9]++){{2,}}|(?:-[0-9]++){{2,}}))"
        rf"|(?P<sign>(?<![0-9A-Za-z%{_HAN}])[-+]|(?:(?<=[为是达至到于])|(?<![\u4e00-\u9fff0-9]))负)?"
        rf"(?P<low>{number})(?P<more>{more})(?:(?P<to>——|[—–~～-]|至|到)(?P<high>{number})(?P<more_high>{more}))?"
    )


def find(text: str) -> list[Found]:
    """Every bare number of a text, in order of place.

    No numbers: ordinals (第三), scales with none before them (上百, 数十, 十几), names with letters (5G is found by its 5,
    PM2.5 is not), words such as 统一 and 千方百计.

    >>> [(f.value, f.value_max, f.comparator) for f in find("新增三十多项，50—60万吨，十七八岁")]
    [(Decimal('30'), None, 'gt'), (Decimal('500000'), Decimal('600000'), 'eq'), (Decimal('17'), Decimal('18'), 'eq')]
    """
    folded = text.translate(_FOLD)
    found: list[Found] = []
    pattern, position = _pattern(), 0
    while match := pattern.search(folded, position):
        position = match.end()
        if match["word"]:
            continue
        numbers = _numbers(match)
        found += numbers
        # 到 and 至 that join nothing leave the second number to be looked at by itself
        if match["to"] and not (numbers and numbers[-1].end == position):
            position = match.start("high")
    return found


def _numbers(match: re.Match[str]) -> list[Found]:
    start = match.start()
    low, more, high = match["low"], match["more"], match["high"]
    while low[:1] and low[0] in _HEADS_OF_WORDS and value_of(low) in (None, 5, 6):
        low, start = low[1:], match.end("low") - len(low) + 1
    end = match.end("low")
    if high and not more:
        span = _range(low, high, match["more_high"])
        if span:
            comparator = _comparator(high, match["more_high"])
            return [Found(*_signed(span, match["sign"]), comparator, start, match.end())]
    # 二〇二五 keeps its own length; 三十多万 takes the scale behind 多
    scale = more[1:] if more and _takes(low, more) else ""
    comparator = _comparator(low, more)
    if comparator != "eq":
        end = match.end("more")
    pair = range_of(low + scale)
    if pair:
        return [Found(*_signed(pair, match["sign"]), comparator, start, end)]
    value = value_of(low + scale)
    if value is None:
        return []
    return [Found(-value if match["sign"] in ("-", "负") and value else value, None, comparator, start, end)]


def _signed(pair: tuple[Decimal, Decimal], sign: str | None) -> tuple[Decimal, Decimal]:
    return (-pair[0], pair[1]) if sign in ("-", "负") else pair


def _takes(number: str, more: str) -> bool:
    """Whether 多, 余, 来 belongs to the number before it: 三十多, 1000余, 十来, but not 三多."""
    return number[-1:] in _SCALED and (more[0] != "来" or number[-1] in "十百千万0")


def _comparator(number: str, more: str) -> Comparator:
    if not more or not _takes(number, more):
        return "eq"
    return "approx" if more[0] == "来" else "gt"


def _range(low: str, high: str, more: str) -> tuple[Decimal, Decimal] | None:
    """The two ends of a range; a scale said once holds for both (50—60万)."""
    if len(low) > LONGEST or len(high) > LONGEST:
        return None
    if more and _takes(high, more):
        high += more[1:]
    first, last = value_of(low), value_of(high)
    if first is None or last is None:
        return None
    cut = len(high)
    while cut and high[cut - 1] in _SCALES:
        cut -= 1
    if cut < len(high) and _SCALES.isdisjoint(low):
        mantissa = value_of(high[:cut])
        shared = value_of(low + high[cut:])
        if mantissa is not None and shared is not None and first < mantissa:
            first = shared
    return (first, last) if first < last else None
