"""Intervals of exact numbers: a printed number stands for every value that rounds to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor.text.patterns import lazy

_ARABIC = lazy(r"\d[\d,]*(?:\.(?P<decimals>\d+))?(?P<scale>[百千万亿]*)")
_SCALES = {"百": 2, "千": 3, "万": 4, "亿": 8}
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from ``low`` to ``high``, both included; ``at`` is what comes of the numbers as they are printed."""

    low: Decimal
    at: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two have a value in common."""
        return self.low <= other.high and other.low <= self.high

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.at + other.at, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.at - other.at, self.high - other.low)

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; both must be above zero."""
        return Interval(self.low / other.high, self.at / other.at, self.high / other.low)

    def scaled(self, factor: Decimal, shift: Decimal = Decimal(0)) -> Interval:
        """Each value times ``factor``, plus ``shift``."""
        ends = self.low * factor + shift, self.high * factor + shift
        return Interval(min(ends), self.at * factor + shift, max(ends))

    def root(self, degree: int) -> Interval:
        """The ``degree``-th root of each value; both ends must be above zero."""
        exponent = Decimal(1) / degree
        return Interval(self.low**exponent, self.at**exponent, self.high**exponent)

    def widened(self, by: Decimal) -> Interval:
        """The interval, ``by`` wider at both ends."""
        return Interval(self.low - by, self.at, self.high + by)


def step_of(text: str, value: Decimal) -> Decimal:
    """What the last printed digit of a number counts.

    >>> step_of("35.28亿元", Decimal(3528000000)), step_of("20%", Decimal(20)), step_of("一百二十家", Decimal(120))
    (Decimal('1E+6'), Decimal('1'), Decimal('1E+1'))
    """
    found = list(_ARABIC.finditer(text))
    if found:
        last = found[-1]
        power = sum(_SCALES[scale] for scale in last["scale"]) - len(last["decimals"] or "")
        return Decimal(1).scaleb(power)
    # a Chinese numeral names its last place: 八十五万六千 is one to the thousand
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def printed(text: str, value: Decimal, counted: bool = False) -> Interval:
    """The values that round to a number as it is printed: half of its last digit's step to either side.

    Things that are ``counted`` one by one are not rounded where the last digit is no zero: 37家 are thirty-seven.
    """
    step = step_of(text, value)
    if counted and step == 1 and value % 10:
        return Interval(value, value, value)
    half = step * _HALF
    return Interval(value - half, value, value + half)
