"""How a number is written in running text: the patterns of its forms, its values and its scale."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor import numerals
from extractor.models import Comparator, FigureKind
from extractor.text.patterns import lazy

# Verbs between 每 and a number that is a denominator: 每投入1元带动消费7元.
PER_CHANGE = ("投入", "增加", "提高", "消费", "减少", "节约", "降低", "下降", "压减", "新增", "上升")
_HAN = "零〇一二两三四五六七八九十百万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
# 千 and 百 are scales only where they do not begin a unit: 亿千瓦, 百分点.
_UNIT_OF_THOUSAND = "[瓦克米伏赫帕焦卡乏升安牛]|字节|公顷"
_THOUSAND = f"千(?!{_UNIT_OF_THOUSAND})"
_SCALES = f"(?:[万亿]|百(?![分帕姓])|{_THOUSAND})"
# A number as it is written: digits with scales and 多, 余 between, or a run of Chinese numerals. What follows its first
# character may all be missing, so nothing is ever tried a second time: a megabyte of one numeral costs one pass.
_BEHIND_DIGIT = rf"\d*+(?:,\d{{3}}(?!\d))*(?:\.\d++)?(?:[多余来]?{_SCALES}+(?:零?\d++(?:\.\d++)?{_SCALES}*)*)?"
_BEHIND_NUMERAL = rf"(?:[{_HAN}]++|{_THOUSAND})*(?:[多余来][十百千万亿]++)?(?:点(?:[{_HAN}]++|{_THOUSAND})+)?"
_NUMBER = rf"(?:\d{_BEHIND_DIGIT}|(?:[{_HAN}]|{_THOUSAND}){_BEHIND_NUMERAL})"
# For patterns in which something follows: the number is never cut short for its sake.
NUMBER = f"(?>{_NUMBER})"
# Where a number or a word for one begins, by one class of first characters: re looks for them without trying the rest. The upper
# number of a fraction is looked for where 分之 follows: a pattern with two numbers in it takes twice as long to compile.
SCAN = lazy(
    rf"[\d{_HAN}千翻过半对](?:(?:(?<=\d){_BEHIND_DIGIT}|(?<=[^\d翻过半对])(?!(?<=千)(?:{_UNIT_OF_THOUSAND})){_BEHIND_NUMERAL})"
    rf"|(?<=[翻半])|(?<=过)半|(?<=对)折)"
)
NUMERALS = _HAN + "千"
ONE_NUMBER = lazy(_NUMBER)
SCALE = lazy(f"{_SCALES}+")
_TRAILING_SCALE = lazy("[百千万亿]++$")
_WITHOUT_MORE = {ord(c): None for c in "多余来"}
_BARE_SCALE = frozenset("百千万亿")
_LONGEST = 130  # characters; no number that has a value is longer


class Quantity(NamedTuple):
    """A number with its unit; ``start`` and ``end`` are view indices, ``comparator`` only what stands inside the number."""

    start: int
    end: int
    kind: FigureKind
    value: Decimal
    unit: str
    value_max: Decimal | None = None
    fraction: str | None = None
    factor: Decimal | None = None
    comparator: Comparator = "eq"
    chinese: bool = False  # written in Chinese numerals
    article: bool = False  # 一 with a measure word
    noun: bool = False  # the unit is the counted noun itself


class Numeral(NamedTuple):
    """A numeral of the text, read: ``low`` to ``high`` (三五家), the bound that 多 or 余 in it sets, the character before it,
    whether it is written in Arabic digits."""

    start: int
    end: int
    written: str
    low: Decimal
    high: Decimal | None
    comparator: Comparator
    before: str
    arabic: bool


def values_of(number: str) -> tuple[Decimal | None, Decimal | None]:
    """The value of a number as written, and the second one of 三五, 十七八, 二三十; (None, None) where it has none (上百: 百)."""
    return _values_of(number) if len(number) <= _LONGEST else (None, None)


@lru_cache(maxsize=4096)
def _values_of(number: str) -> tuple[Decimal | None, Decimal | None]:
    plain = number.translate(_WITHOUT_MORE)
    if plain == "百":
        return Decimal(100), None
    if plain[0] in _BARE_SCALE and _BARE_SCALE.issuperset(plain):
        return None, None
    if "零" in plain and plain[0].isascii():
        high, _, low = plain.partition("零")  # 1万亿零500亿
        parts = numerals.value_of(high), numerals.value_of(low)
        return (parts[0] + parts[1] if parts[0] is not None and parts[1] is not None else None), None
    found = numerals.value_of(plain)
    if found is not None:
        return found, None
    return numerals.range_of(plain) or (None, None)


def inner_comparator(number: str) -> Comparator:
    """What 多, 余 or 来 inside a number make of it."""
    if "多" in number or "余" in number:
        return "gt"
    return "approx" if "来" in number else "eq"


def scale_value(scale: str) -> Decimal:
    """What a scale multiplies by: 万亿 is 10 to the 12th."""
    return numerals.value_of("1" + scale) or Decimal(1)


def scale_of(number: str) -> Decimal | None:
    """The scale that a number ends in (50—60万: 10000), None where it has none."""
    scale = _TRAILING_SCALE.search(number)
    return scale_value(scale.group()) if scale and scale.group() != number else None
