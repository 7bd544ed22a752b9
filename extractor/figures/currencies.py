"""Currencies that stand before an amount: ￥500, US$20, RMB 1,000, 港币500元."""

from __future__ import annotations

from decimal import Decimal

from extractor import lexicons
from extractor.text.patterns import lazy

SIGNS = {
    "￥": "元",
    "¥": "元",
    "$": "美元",
    "€": "欧元",
    "£": "英镑",
    "₩": "韩元",
    "₽": "卢布",
    "₹": "印度卢比",
    "฿": "泰铢",
    "₫": "越南盾",
}
_SIGNED_DOLLARS = (
    ("US$", "美元"), ("HK$", "港元"), ("NT$", "新台币"), ("AU$", "澳元"), ("NZ$", "新西兰元"), ("CA$", "加元"), ("A$", "澳元"),
    ("C$", "加元"), ("S$", "新加坡元"), ("R$", "雷亚尔"),
)  # fmt: skip
# ISO 4217, and RMB
_CODES = {
    "RMB": "元", "CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "GBP": "英镑", "JPY": "日元", "TWD": "新台币", "MOP": "澳门元",
    "KRW": "韩元", "SGD": "新加坡元", "AUD": "澳元", "CAD": "加元", "CHF": "瑞士法郎", "RUB": "卢布", "INR": "印度卢比", "THB": "泰铢",
}  # fmt: skip
# What may stand right before a number that a code stands before.
_CODE_ENDS = frozenset(" ") | {code[-1] for code in _CODES}
_POWERS = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_ENGLISH_SCALE = lazy(r" ?(thousand|million|billion|trillion)(?![a-z])")
_OWN = ("人民币", "元人民币", "RMB", "CNY")


def mark_before(text: str, start: int) -> tuple[int, str] | None:
    """Where the sign or the code before the number at ``start`` begins, and its currency; None where there is none.

    >>> mark_before("US$20", 3), mark_before("RMB 50", 4), mark_before("XUSD5", 4)
    ((0, '美元'), (0, '元'), None)
    """
    if not start:
        return None
    if unit := SIGNS.get(text[start - 1]):
        return next(((start - len(prefix), name) for prefix, name in _SIGNED_DOLLARS if text.endswith(prefix, 0, start)), (start - 1, unit))
    end = start - (text[start - 1] == " ")
    currency = _CODES.get(text[end - 3 : end]) if end >= 3 else None
    named = end > 3 and text[end - 4].isascii() and text[end - 4].isalnum()
    return (end - 3, currency) if currency and not named else None


def mark_of(text: str, start: int, before: str, kind: str | None) -> tuple[int, str] | None:
    """The mark before the number at ``start`` by the character ``before`` it and the kind of what follows: a code marks no count."""
    coded = before in _CODE_ENDS and kind in (None, "noun", "money")
    return mark_before(text, start) if coded or before in SIGNS else None


def english(text: str, end: int, low: Decimal) -> tuple[Decimal, int] | None:
    """An amount with the English scale behind it: $3.5 million; None where there is none."""
    scale = _ENGLISH_SCALE.match(text, end)
    return (low.scaleb(_POWERS[scale.group(1)]) + 0, scale.end()) if scale else None


def name_before(text: str, start: int) -> str | None:
    """The currency that stands before an amount in 元: 港币500元."""
    at = lexicons.look_up("unit.money").start_before(text, start, max(0, start - 4))
    return text[at:start] if at >= 0 and start - at >= 2 and not text.startswith(_OWN, at) else None
