"""Numbers with no unit word behind them: 百分之五, 三分之二, 三成, 五折, 1:3, 过半, 翻一番."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from extractor import numerals
from extractor.figures.numbers import NUMBER, ONE_NUMBER, Quantity, values_of
from extractor.models import Comparator
from extractor.text.patterns import lazy, lazy_regex

_DOUBLING = lazy_regex(rf"翻(?:了|了近|近)?(?:番|(?P<n>{NUMBER})番|(?P<times>{NUMBER})倍)")
_RATIO = lazy_regex(rf"([:：比])({NUMBER})(?![%:：\d.年月日])")
_SLASH = lazy(r"/(\d{1,3})(?![\d/%.])")
_PERCENT_RANGE = lazy_regex(rf"[至到—-](?:百分之)?({NUMBER})(?!分之|个|[\d年月])")
_TENTH_RANGE = lazy_regex(rf"(?:至|到|—|-)({NUMBER})成")
# 3比1取胜: the score of a match.
_SCORE = lazy(r"(?:的?(?:大?比分|成绩))?(?:[大险小惜完逆]?(?:转|轻)?(?:取|战|获|力)?[胜负平克]|击败|不敌|领先|落后|告负|逆转|输给)")
_FURTHER = lazy(r"\d[:：]$")  # of 1:2:3 no part stands for itself
_NOT_TENTHS = "员果立为功效本都长品因分百千名见绩"
_DENOMINATORS = {name: Decimal(10) ** power for name, power in {"百": 2, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8}.items()}


def ratio(start: int, end: int, value: Fraction, comparator: Comparator = "eq") -> Quantity:
    """A ratio by its exact value: a third is the quotient to 28 digits and the fraction 1/3."""
    quotient = Decimal(value.numerator) / Decimal(value.denominator)
    return Quantity(start, end, "ratio", quotient, "", fraction=f"{value.numerator}/{value.denominator}", comparator=comparator)


def fraction(start: int, end: int, number: str, text: str) -> Quantity | None:
    """百分之五 (percent), 千分之三 (per mille), 三分之二 (ratio); a range where a second number follows 百分之五至."""
    bottom_text, _, top_text = number.partition("分之")
    comparator: Comparator = "eq"
    if top_text[0] == "负":  # 百分之负三
        found = fraction(start, end, f"{bottom_text}分之{top_text[1:]}", text)
        return found._replace(value=-found.value) if found and found.value_max is None else None
    if top_text.endswith("多"):
        top_text, comparator = top_text[:-1], "gt"
    top, second = values_of(top_text)
    if top is None:
        return None
    if bottom_text in ("百", "千"):
        unit = "%" if bottom_text == "百" else "‰"
        joiner = _PERCENT_RANGE.match(text, end) if second is None and bottom_text == "百" else None
        if joiner and (high := numerals.value_of(joiner.group(1))) and high > top:
            second, end = high, joiner.end()
        return Quantity(start, end, "percent", top, unit, second, chinese=True, comparator=comparator)
    bottom = _DENOMINATORS.get(bottom_text) or numerals.value_of(bottom_text)
    return ratio(start, end, Fraction(top) / Fraction(bottom), comparator) if bottom else None


def mixed(start: int, whole: str, part: Quantity) -> Quantity | None:
    """A whole number and a fraction: 三又二分之一 is 7/2."""
    count = numerals.value_of(whole)
    if count is None or part.kind != "ratio" or part.fraction is None:
        return None
    return ratio(start, part.end, Fraction(count) + Fraction(part.fraction), part.comparator)


def doubling(text: str, start: int) -> Quantity | None:
    """翻番, 翻一番多, 翻了两番 (2 to the power of the count), 翻三倍."""
    match = _DOUBLING.match(text, start)
    if match is None:
        return None
    if match["times"]:
        times = numerals.value_of(match["times"])
        return None if times is None else Quantity(start, match.end(), "multiple", times, "倍", factor=times)
    count = numerals.value_of(match["n"]) if match["n"] else Decimal(1)
    if count is None or count != count.to_integral_value() or count > 20:
        return None
    value = Decimal(2) ** int(count)
    more = text.startswith("多", match.end()) and not text.startswith("亏", match.end() + 1)  # 翻了一番多
    return Quantity(start, match.end() + more, "multiple", value, "倍", factor=value, comparator="gt" if more else "eq")


def half(text: str, start: int) -> Quantity | None:
    """过半, 半数, 一半, 对折; and what 半 is where a unit follows is the caller's matter."""
    value = Fraction(1, 2)
    first = text[start]
    if first == "过" and text[start - 1 : start] == "超":
        return ratio(start + 1, start + 3, value) if text.startswith("数", start + 2) else None
    if first == "过":
        if start and text[start - 1] in "不难通经":
            return None
        return ratio(start, start + (3 if text.startswith("数", start + 2) else 2), value, "gt")
    if first == "对":
        return ratio(start, start + 2, value)
    if text.startswith("半数", start):
        return ratio(start, start + 2, value, "gt" if text.startswith("以上", start + 2) else "eq")
    if start and text[start - 1] == "一" and text[start + 1 : start + 2] not in ("天", "年", "月", "个", "路", "途", "截"):
        more = text.startswith("多", start + 1)
        return ratio(start - 1, start + 1 + more, value, "gt" if more else "eq")
    return None


def tenths(text: str, start: int, end: int, low: Decimal, high: Decimal | None) -> Quantity | None:
    """三成, 三成五, 三成到四成, 七八成; ``end`` is where the numeral ends and 成 stands."""
    if text[end + 1 : end + 2] in _NOT_TENTHS and not text.startswith("员工", end + 1) and end + 1 < len(text):
        return None
    if low > 10:
        return None
    value, stop = Fraction(low) / 10, end + 1
    joiner = _TENTH_RANGE.match(text, stop)
    if joiner and high is None:
        high, stop = numerals.value_of(joiner.group(1)), joiner.end()
    digit = ONE_NUMBER.match(text, stop)
    if digit is not None and len(digit.group()) == 1 and not joiner:
        small = numerals.value_of(digit.group())
        if small is not None and small < 10:
            value, stop = value + Fraction(small) / 100, digit.end()
    if text.startswith("半", stop):
        value, stop = value + Fraction(1, 20), stop + 1
    quantity = ratio(start, stop, value, "gt" if text.startswith("多", stop) else "eq")
    if quantity.comparator == "gt":
        quantity = quantity._replace(end=stop + 1)
    if high is None:
        return quantity
    return quantity._replace(value_max=high / 10, fraction=None)


def discount(start: int, end: int, low: Decimal) -> Quantity | None:
    """五折 is 0.5, 八五折 0.85."""
    if low >= 100:
        return None
    return ratio(start, end + 1, Fraction(low) / (10 if low < 10 else 100))


_PROPORTIONED = lazy("(?<![对评])比(?![赛武拼上较去])[^，。；0-9]{0,4}(?:[由从]|[0-9]+[:：][0-9]+[^，。；0-9]{0,4}[至到])$")
_PROPORTION_REACH = 20


def proportion(text: str, start: int, end: int, low: Decimal) -> Quantity | None:
    """1:3, 3比1, 2/3; None for a time of day, a score of a date or a path."""
    slash = _SLASH.match(text, end)
    if slash is not None and low == low.to_integral_value() and 0 < low < int(slash.group(1)) <= 100:
        return ratio(start, slash.end(), Fraction(int(low), int(slash.group(1))))
    other = _RATIO.match(text, end)
    if other is None or _FURTHER.search(text, max(0, start - 8), start):
        return None
    second = numerals.value_of(other.group(2))
    if text[end] in ":：比" and _SCORE.match(text, other.end()):
        return None
    if not second or not low or (text[end] != "比" and _is_clock(text, start, low, other.group(2))):
        return None
    return ratio(start, other.end(), Fraction(low) / Fraction(second))


def _is_clock(text: str, start: int, hour: Decimal, minute: str) -> bool:
    """A time of day (23:46), unless the words before it make it a proportion (师生比为1:12)."""
    if text[max(0, start - 1) : start] in ("为", "比", "约", "按", "到", "达"):
        return False
    if _PROPORTIONED.search(text, max(0, start - _PROPORTION_REACH), start):
        return False  # 师生比由1:16提高至1:14
    return len(minute) == 2 and minute.isdigit() and int(minute) < 60 and hour < 25
