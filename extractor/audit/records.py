"""What a check yields, and the amounts that the checks reckon with."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from extractor.audit.intervals import Interval, printed
from extractor.models import Figure, Severity
from extractor.text.layout import FOLD, GAP
from extractor.text.patterns import lazy

_ODD = lazy(r"[\s\u200b-\u200f\u2060\ufeff\u00ad０-９％．－／,;:()]")
# 一九八五年: years of old reports are written in numerals.
_NUMERAL_YEAR = lazy(r"一[八九][〇零○一二三四五六七八九]{2}年|二[〇零○][〇零○一二三四五六七八九]{2}年")
_NUMERALS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
# One form of each mark, so that the patterns of the checks need name only one.
_ONE_FORM = FOLD | {ord(a): ord(b) for a, b in zip(",;:()", "，；：（）", strict=True)}
_CUT_NUMBER = lazy(r"\d[，,.．·]$")
_NOT_EXACT = ("以", "左右", "多", "余", "上下")
MOST_PARTS = 20  # of one whole
_CONTEXT = 200
_GOES_ON = ("其中", "它", "这", "那", "比")
_NEAR = 8
_SCALES = (("万亿", 12), ("亿", 8), ("万", 4))
_REACH = 60  # characters of the source between two numbers that are read together
_YEAR = lazy(r"(?:19|20)\d\d")


class Finding(NamedTuple):
    """A doubt, its place in the source, and the rows that it is about."""

    code: str
    severity: Severity
    message: str
    start: int
    end: int
    related: tuple[str, ...] = ()


class Amount:
    """A figure with the words around it and the interval that its printed digits stand for.

    All of it is worked out only when a check asks for it, and the words since the figure before are kept.
    """

    __slots__ = ("_gap", "_source", "after", "before", "figure", "last")

    def __init__(self, figure: Figure, before: Amount | None, source: str) -> None:
        self.figure = figure
        self.before = before  # the figure before it in the same sentence
        self.after: Amount | None = None
        self._source = source
        self._gap: str | None = None
        # the character directly before the figure, for a quick no before a closer look; "" where there is none
        self.last = source[figure.start - 1 : figure.start]
        if self.last.isspace():
            self.last = self.gap[-1:]

    @property
    def gap(self) -> str:
        """The words since the figure before (or sixty characters where there is none), folded, without blanks; "" where they are more."""
        if self._gap is None:
            start = self.figure.start
            floor = max(0, start - _REACH) if self.before is None else self.before.figure.end
            self._gap = flat(self._source[floor:start]) if start - floor <= _REACH else ""
        return self._gap

    @property
    def context(self) -> str:
        """What stands up to two hundred characters before the figure in its paragraph, and a few behind."""
        return self._lead + self.tail

    @property
    def statement(self) -> str:
        """The part of the context that speaks of the figure: its sentence, and the sentences before where it goes on with 其中."""
        own = self._lead.rpartition("。")[2]
        return self._lead if own.startswith(_GOES_ON) else own

    @property
    def _lead(self) -> str:
        return flat(self._source[max(0, self.figure.start - _CONTEXT) : self.figure.start].rpartition("\n\n")[2])

    @property
    def tail(self) -> str:
        """A few characters behind the figure."""
        return flat(self._source[self.figure.end : self.figure.end + _NEAR])

    @property
    def interval(self) -> Interval:
        """The values that are printed as this number."""
        return printed(self.figure.text.translate(FOLD), self.figure.value, self.figure.kind == "count")

    @property
    def exact(self) -> bool:
        """Whether the text says this number and no bound, range or guess, and says it whole: 1，753 may be one number."""
        figure = self.figure
        if figure.comparator != "eq" or figure.value_max is not None:
            return False
        return not self.tail.startswith(_NOT_EXACT) and _CUT_NUMBER.search(self.gap) is None

    @property
    def year(self) -> int | None:
        """The one year that the figure's own period names with four digits; None for several years, parts of one and a carried one."""
        period = self.figure.period
        if period is None or period.inherited or not period.last_day or not period.last_day.endswith("-12-31"):
            return None
        year = period.last_day[:4]
        if period.first_day not in (f"{year}-01-01", period.last_day):
            return None
        return int(year) if _YEAR.findall(flat(period.text)) == [year] else None

    def same_unit(self, other: Amount) -> bool:
        """Whether two figures count in one unit."""
        return self.figure.unit == other.figure.unit and self.figure.kind == other.figure.kind


def queried(code: str, message: str, *amounts: Amount) -> Finding:
    """A warning about some figures, at the last of them; the message gets its full stop."""
    place = amounts[-1].figure
    return Finding(code, "warning", f"{message}.", place.start, place.end, tuple(amount.figure.id for amount in amounts))


def flat(text: str) -> str:
    """A stretch of the source without blanks, digits and the numerals of years folded to ASCII and marks to full width.

    >>> flat("２０２３ 年(全市)"), flat("由一九八〇年的十亿元")
    ('2023年（全市）', '由1980年的十亿元')
    """
    if _ODD.search(text):
        text = GAP.sub("", text).translate(_ONE_FORM)
    if "年" not in text:
        return text
    return _NUMERAL_YEAR.sub(lambda found: found.group().translate(_NUMERALS), text)


def amounts_of(figures: Sequence[Figure], source: str) -> list[Amount]:
    """The figures that are no mere labels, each linked with its neighbours in the sentence."""
    amounts: list[Amount] = []
    previous: Amount | None = None
    for figure in figures:
        if figure.label:
            continue
        linked = previous if previous is not None and previous.figure.sentence == figure.sentence else None
        amount = Amount(figure, linked, source)
        if linked is not None:
            linked.after = amount
        amounts.append(amount)
        previous = amount
    return amounts


def written(value: Decimal, like: Amount) -> str:
    """A value in the scale and the unit of another figure: 12.4亿元."""
    figure = like.figure
    scale, power = next(((word, power) for word, power in _SCALES if word in figure.text), ("", 0))
    return plain(value.scaleb(-power), 2) + scale + figure.unit


def plain(value: Decimal, places: int = 1) -> str:
    """A number for a message, rounded, without trailing zeros.

    >>> plain(Decimal("45.7737")), plain(Decimal("30"))
    ('45.8', '30')
    """
    text = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
