"""Numerals read: the exact value of a text that is a number and nothing else.

The grammar (after GB/T 15835 and older usage): Arabic (``1,234.5``), with scales (``1.2万亿``, ``3亿5000万``), Chinese with
scales (``两千零五``, ``一百二`` for 120), formal (``壹佰``), digit by digit (``二〇二五``), with 点 (``一点五``), 半, signed.
Values are worked out in whole numbers, so nothing is rounded.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from extractor.text.patterns import lazy

# Longer runs are tables or rubbish, not numbers; the limit keeps every reading short.
LONGEST = 64

_HUNDRED, _WAN, _YI = 100, 10**4, 10**8
_PLAIN = str.maketrans(
    {
        **dict(zip("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千", strict=True)),
        **dict(zip("貳參陸兩弍弎弌萬億〇○", "二三六两二三一万亿零零", strict=True)),
        **{"廿": "二十", "卅": "三十", "卌": "四十"},
    }
)
_FOLD = str.maketrans("０１２３４５６７８９．－＋−﹣％：／", "0123456789.-+--%:/")
_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2} | {str(i): i for i in range(10)}
_TO_ARABIC = str.maketrans("零一二三四五六七八九", "0123456789")

_ARABIC = lazy(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]*\.?[0-9]+")
_WHOLE = lazy(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
_DIGITS = frozenset("零一二三四五六七八九")
_DECIMAL = lazy(r"([^.点]+)[.点]([0-9]+|[零一二三四五六七八九]+)((?:[百千]?万?|[百千])亿{0,2})")
_BLANK = lazy(r"(?<![0-9])\s+|\s+(?![0-9])")
_SPACED_GROUPS = lazy(r"[0-9]{1,3}(?:[ \u2009\u202f\xa0][0-9]{3})+(?![0-9])")
_WIDE_GROUPS = lazy(r"[0-9]{1,3}(?:，[0-9]{3})+(?![0-9])")
_KNOWN = frozenset("0123456789.,零一二三四五六七八九两十百千万亿点")


def parse(text: str) -> Decimal:
    """The value of a numeral, exactly; ValueError, saying why, where the text is no number.

    >>> parse("3亿5000万"), parse("两千零五"), parse("-1.50")
    (Decimal('350000000'), Decimal('2005'), Decimal('-1.50'))
    >>> parse("上百")
    Traceback (most recent call last):
    ValueError: not a number: '上百': '上' belongs to no numeral
    """
    body = _BLANK.sub("", text.translate(_FOLD).strip())
    if _WIDE_GROUPS.fullmatch(body):
        body = body.replace("，", ",")
    negative = body[:1] in ("-", "负")
    if negative or body[:1] == "+":
        body = body[1:]
    if groups := _SPACED_GROUPS.match(body):
        body = "".join(groups.group().split()) + body[groups.end() :]
    try:
        value = _read(body)
    except ValueError as error:
        raise ValueError(f"not a number: {text[:LONGEST]!r}: {error}") from None
    return -value if negative and value else value


def value_of(run: str) -> Decimal | None:
    """The value of an unsigned run of numeral characters (folded text), or None where it is no number.

    Quicker than ``parse`` and made for running text, where 三五 and 七八 are not 35 and 78 (``range_of`` reads them).

    >>> value_of("1.2万亿"), value_of("百"), value_of("三五")
    (Decimal('1200000000000'), None, None)
    """
    if run.isascii():
        return Decimal(run.replace(",", "")) if len(run) <= LONGEST and _ARABIC.fullmatch(run) else None
    return _value_of(run) if len(run) <= LONGEST else None


@lru_cache(maxsize=4096)
def _value_of(run: str) -> Decimal | None:
    if len(run) == 2 and range_of(run):
        return None
    try:
        return _read(run)
    except ValueError:
        return None


_SCALE = frozenset("十百千万亿")
_PAIR = lazy(r"([一二两三四五六七八九])([二两三四五六七八九])(?=[十百千万亿]|$)")


@lru_cache(maxsize=4096)
def range_of(run: str) -> tuple[Decimal, Decimal] | None:
    """The two values of a run with neighbouring digits (三五, 十七八, 二三十万), or None.

    >>> range_of("一百二三十")
    (Decimal('120'), Decimal('130'))
    """
    if len(run) > LONGEST:
        return None
    run = run.translate(_PLAIN)
    for pair in _PAIR.finditer(run):
        low, high = pair.groups()
        if _DIGIT[high] - _DIGIT[low] != 1 and low + high != "三五":
            continue
        head, tail = run[: pair.start()], run[pair.end() :]
        # 九五 in 一九九五 and 二三 in 二〇二三 belong to digit strings, 二五 in 一百二五 is nothing
        if head and (head[-1] not in "十百千万亿零" or _SCALE.isdisjoint(head) or (not tail and head[-1] not in "十零")):
            continue
        try:
            return _read(head + low + tail), _read(head + high + tail)
        except ValueError:
            return None
    return None


def _read(text: str) -> Decimal:
    """The value of an unsigned numeral without blanks; ValueError with the reason."""
    if _ARABIC.fullmatch(text) and len(text) <= LONGEST:
        return Decimal(text.replace(",", ""))
    if not text:
        raise ValueError("it is empty")
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    if text == "半":
        return Decimal("0.5")
    text = text.translate(_PLAIN).replace("万万", "亿")  # as written before the sixties: 六万万八千万
    if _DIGITS.issuperset(text):
        return Decimal(text.translate(_TO_ARABIC))
    if not _KNOWN.issuperset(text):
        unknown = next(character for character in text if character not in _KNOWN)
        raise ValueError(f"{unknown!r} belongs to no numeral")
    if "." in text or "点" in text:
        return _decimal(text)
    return Decimal(_whole(text, True))


def _decimal(text: str) -> Decimal:
    """The value of a numeral with a decimal point, and a scale behind it or none."""
    match = _DECIMAL.fullmatch(text)
    if not match:
        raise ValueError("a decimal point stands between digits, and only a scale follows them")
    whole, places, scale = match.groups()
    mantissa = int(str(_whole(whole, False)) + places.translate(_TO_ARABIC))
    power = sum({"百": 2, "千": 3, "万": 4, "亿": 8}[c] for c in scale) - len(places)
    return Decimal(mantissa * 10**power) if power >= 0 else Decimal(f"{mantissa}E{power}")


def _whole(text: str, last: bool) -> int:
    """The value of a whole number; ``last`` where nothing follows, so that 一百二 may stand for 120."""
    at = text.rfind("亿")
    if at >= 0:
        return _hundred_millions(text[:at]) + _rest(text[at + 1 :], _YI, last)
    at = text.rfind("万")
    if at >= 0:
        return _whole(_headed(text[:at], "万"), False) * _WAN + _rest(text[at + 1 :], _WAN, last)
    at = text.find("千")
    if at >= 0:
        return _unit(text[:at], "千") * 1000 + _rest(text[at + 1 :], 1000, last)
    at = text.find("百")
    if at >= 0:
        return _unit(text[:at], "百") * 100 + _rest(text[at + 1 :], 100, last)
    at = text.find("十")
    if at >= 0:
        return (_unit(text[:at], "十") if at else 1) * 10 + _rest(text[at + 1 :], 10, last)
    return _unit(text, "")


def _hundred_millions(head: str) -> int:
    """The value of what stands before the last 亿, in ones."""
    at = head.rfind("亿")
    if at > 0 and head[at + 1 :] and head[at + 1] != "零":
        # 三万亿五千亿 says its 亿 twice; 一亿二千万亿 is 1.2亿 of 亿
        large, small = _whole(head[:at], False), _whole(head[at + 1 :], False)
        if large > small:
            return (large + small) * _YI
    return _whole(_headed(head, "亿"), False) * _YI


def _headed(head: str, scale: str) -> str:
    if not head:
        raise ValueError(f"no number stands before {scale!r}")
    return head


def _unit(text: str, scale: str) -> int:
    """The value of one digit, or of a whole number in Arabic digits."""
    if len(text) == 1 and text in _DIGIT:
        return _DIGIT[text]
    if _WHOLE.fullmatch(text):
        return int(text.replace(",", ""))
    _headed(text, scale)
    raise ValueError(f"{text!r} is no digit" if not scale else f"{text!r} before {scale!r} is no digit")


def _rest(text: str, scale: int, last: bool) -> int:
    """The value of what follows a scale."""
    if not text:
        return 0
    if text[0] == "零":
        if len(text) == 1 or text[1] == "零":
            raise ValueError("零 stands for a gap between two digits")
        value = _whole(text[1:], False)
    elif len(text) == 1 and scale >= _HUNDRED and text in _DIGIT:
        if not last:
            raise ValueError(f"{text!r} has no scale")
        return _DIGIT[text] * scale // 10
    elif text[0] == "十" and scale > _HUNDRED:
        raise ValueError("no digit stands before '十'")
    else:
        value = _whole(text, last)
    if value >= scale:
        raise ValueError(f"{text!r} is too large for its place")
    return value


_NAMED_PARTS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_PART = lazy(r"(.+)分之(.+)")
_TENTHS = lazy(r"([^成]+)成([零一二三四五六七八九0-9])?")
_DISCOUNT = lazy(r"(.+)折")
_QUOTIENT = lazy(r"(.+?)(?:/|:|比)(.+)")


def fraction(text: str) -> Fraction:
    """The value of a written fraction, exactly; ValueError where the text is none.

    >>> fraction("三分之二"), fraction("百分之三点五"), fraction("三成五"), fraction("五折")
    (Fraction(2, 3), Fraction(7, 200), Fraction(7, 20), Fraction(1, 2))
    """
    body = text.translate(_FOLD).strip()
    if body in ("半", "一半", "半数"):
        return Fraction(1, 2)
    if body[-1:] in ("%", "‰"):
        return Fraction(parse(body[:-1])) / (100 if body[-1] == "%" else 1000)
    if match := _PART.fullmatch(body):
        whole, part = match.groups()
        return Fraction(parse(part)) / _divisor(Decimal(_NAMED_PARTS[whole]) if whole in _NAMED_PARTS else parse(whole), text)
    if match := _TENTHS.fullmatch(body):
        tenths, hundredths = match.groups()
        return Fraction(parse(tenths)) / 10 + (Fraction(parse(hundredths)) / 100 if hundredths else 0)
    if match := _DISCOUNT.fullmatch(body):
        paid = parse(match.group(1))
        return Fraction(paid) / (100 if paid >= 10 else 10)
    if match := _QUOTIENT.fullmatch(body):
        return Fraction(parse(match.group(1))) / _divisor(parse(match.group(2)), text)
    raise ValueError(f"not a fraction: {text[:LONGEST]!r}")


def _divisor(value: Decimal, text: str) -> Fraction:
    if not value:
        raise ValueError(f"not a fraction: {text[:LONGEST]!r}: it divides by zero")
    return Fraction(value)
