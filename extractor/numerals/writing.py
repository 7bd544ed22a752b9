"""Numerals written: a number in each of the styles that Chinese official prose uses (GB/T 15835)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

Style = Literal["arabic", "grouped", "chinese", "formal", "mixed", "digits"]

_CHINESE = "零一二三四五六七八九十百千万亿"
_FORMAL = str.maketrans(_CHINESE, "零壹贰叁肆伍陆柒捌玖拾佰仟萬億")
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_SPOKEN = str.maketrans("0123456789", _CHINESE[:10])
_WAN, _YI = 10**4, 10**8
_SCALES = ((12, "万亿"), (8, "亿"), (4, "万"))


def write(number: int | Decimal, style: Style = "arabic") -> str:
    """The numeral of a number in a style; ValueError for an unknown style and for a number that the style cannot say.

    >>> [write(120, s) for s in ("arabic", "chinese", "formal", "digits")]
    ['120', '一百二十', '壹佰贰拾', '一二〇']
    >>> write(1234500, "grouped"), write(1200000000000, "mixed")
    ('1,234,500', '1.2万亿')
    """
    value = Decimal(number)
    if not value.is_finite():
        raise ValueError(f"no numeral for {number}")
    sign, size = value < 0, value.copy_abs()
    if style == "arabic":
        return f"{value:f}"
    if style == "grouped":
        whole, point, places = f"{size:f}".partition(".")
        return ("-" if sign else "") + f"{int(whole):,}{point}{places}"
    if style == "mixed":
        return ("-" if sign else "") + _mixed(size)
    if style == "digits":
        whole, _, places = f"{size:f}".partition(".")
        if places or sign:
            raise ValueError("the style 'digits' is for whole numbers from 0 on")
        return whole.translate(_DIGITS)
    if style in ("chinese", "formal"):
        words = _spoken(size)
        return ("负" if sign else "") + (words.translate(_FORMAL) if style == "formal" else words)
    raise ValueError(f"unknown style: {style!r}")


def _spoken(size: Decimal) -> str:
    whole, point, places = f"{size:f}".partition(".")
    number = int(whole)
    words = _words(number)
    # 十二 alone, 一百一十二 inside
    words = words[1:] if words.startswith("一十") else words
    return words + ("点" + places.translate(_SPOKEN) if point else "")


def _words(number: int) -> str:
    if number < 10:
        return _CHINESE[number]
    for size, name in ((_YI, "亿"), (_WAN, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            head, rest = divmod(number, size)
            gap = "零" if rest * 10 < size else ""
            return _words(head) + name + (gap + _words(rest) if rest else "")
    raise AssertionError("unreachable: the number has two digits or more")


def _mixed(size: Decimal) -> str:
    text = f"{size:f}"
    for power, name in _SCALES:
        if len(text.partition(".")[0]) > power:
            return _shifted(text, power) + name
    return text


def _shifted(text: str, power: int) -> str:
    """The decimal text with its point moved left, without trailing zeros."""
    whole, _, places = text.partition(".")
    places = (whole[-power:] + places).rstrip("0")
    return whole[:-power] + ("." + places if places else "")
