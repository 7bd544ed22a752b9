"""The numbers that a word processor writes before paragraphs and keeps out of their text (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extractor.numerals import write
from extractor.readers.archive import Element
from extractor.text.patterns import lazy

LEVELS = 9
FALSE = frozenset({"0", "false", "off"})  # what a switch says that is off
_MOST = 32767  # the largest number that a list comes to
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"))
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_PLACE = lazy(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it begins to count, how its number is written, after which levels it begins again."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    space: bool = True  # something stands between the number and the text
    legal: bool = False  # all numbers of it in digits
    restart: int | None = None
    style: str | None = None


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # of each num: its levels
    counted: dict[str, str] = field(default_factory=dict)  # of each num: the list that it counts on with
    overrides: dict[tuple[str, int], int] = field(default_factory=dict)
    counts: dict[str, list[int | None]] = field(default_factory=dict)

    def level_of_style(self, num: str, style: str) -> int:
        """The level of a list that a paragraph style is tied to; the first where none is."""
        return next((number for number, level in self.levels.get(num, {}).items() if level.style == style), 0)

    def marker(self, num: str, number: int) -> str:
        """Count one paragraph on; what stands before its text, the blank included. Empty for an unknown list."""
        levels = self.levels.get(num)
        if levels is None or number not in levels:
            return ""
        level = levels[number]
        counts = self.counts.setdefault(self.counted[num], [None] * LEVELS)
        restarted = self.overrides.pop((num, number), None)
        now = counts[number]
        counts[number] = restarted if restarted is not None else level.start if now is None else min(now + 1, _MOST)
        for deeper in range(number + 1, LEVELS):
            limit = levels[deeper].restart if deeper in levels else None
            if limit is None or (limit and number < limit):
                counts[deeper] = None
        if level.form == "bullet":
            return _bullet(level.text)

        def written(match: re.Match[str]) -> str:
            shown = levels.get(int(match[1]) - 1, level)
            count = counts[int(match[1]) - 1]
            return numeral(shown.start if count is None else count, "decimal" if level.legal else shown.form)

        text = _PLACE.sub(written, level.text)
        return f"{text} " if text and level.space and text[-1].isascii() else text


def lists_of(root: Element | None) -> Lists:
    """The lists that numbering.xml describes."""
    lists = Lists()
    if root is None:
        return lists
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, str] = {}
    styles: dict[str, str] = {}
    for element in root.findall("abstractNum"):
        name = element.get("abstractNumId", "")
        abstract[name] = {_level_number(one): _level(one) for one in element.findall("lvl")}
        if (style := value_of(element, "styleLink")) is not None:
            styles[style] = name
        if (style := value_of(element, "numStyleLink")) is not None:
            linked[name] = style
    for element in root.findall("num"):
        num, name = element.get("numId", ""), value_of(element, "abstractNumId") or ""
        name = styles.get(linked.get(name, ""), name)
        levels = dict(abstract.get(name, {}))
        for override in element.findall("lvlOverride"):
            number = _level_number(override)
            if (level := override.find("lvl")) is not None:
                levels[number] = _level(level)
            start = value_of(override, "startOverride")
            if start is not None and start.isdecimal():
                lists.overrides[num, number] = min(int(start), _MOST)
        lists.levels[num] = levels
        lists.counted[num] = name
    return lists


def value_of(element: Element | None, child: str) -> str | None:
    """The ``val`` of a child element; None where there is no such child."""
    found = element.find(child) if element is not None else None
    return found.get("val") if found is not None else None


def numeral(number: int, form: str) -> str:
    """A number as a list writes it, by the name of its form (ST_NumberFormat); in digits where the form is unknown.

    >>> [numeral(12, f) for f in ("chineseCountingThousand", "decimalEnclosedCircle", "upperRoman", "ideographTraditional", "none")]
    ['十二', '⑫', 'XII', '乙', '']
    """
    writer = _WRITERS.get(form)
    return writer(number) if writer and number > 0 else "" if form == "none" else str(number)


def _level_number(element: Element) -> int:
    text = element.get("ilvl", "0")
    return min(int(text), LEVELS - 1) if text.isdecimal() else 0


def is_on(switch: Element | None) -> bool:
    """Whether a switch of Word's stands there and is not set to off."""
    return switch is not None and switch.get("val") not in FALSE


def _level(element: Element) -> Level:
    start, restart = value_of(element, "start"), value_of(element, "lvlRestart")
    return Level(
        start=min(int(start), _MOST) if start is not None and start.isdecimal() else 0 if start is None else 1,
        form=value_of(element, "numFmt") or value_of(element, "AlternateContent/Choice/numFmt") or "decimal",
        text=value_of(element, "lvlText") or "",
        space=value_of(element, "suff") != "nothing",
        legal=is_on(element.find("isLgl")),
        restart=int(restart) if restart is not None and restart.isdecimal() else None,
        style=value_of(element, "pStyle"),
    )


def _bullet(text: str) -> str:
    """A bullet as text; those of symbol fonts stand in the private use area."""
    return "" if not text.strip() else "●" if "\ue000" <= text[0] <= "\uf8ff" else text


def _roman(number: int) -> str:
    text = ""
    for size, letters in _ROMAN:
        text += letters * (number // size)
        number %= size
    return text + _ROMAN_ONES[number]


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, LEVELS)


def _enclosed(first: str, most: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= most else str(number)


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if number <= 20 else chr(0x3251 + number - 21) if number <= 35 else str(number)


def _chinese(number: int) -> str:
    return write(number, "chinese")


_WRITERS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"), _chinese),
    **dict.fromkeys(("japaneseCounting",), _chinese),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), lambda number: write(number, "digits")),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    "chineseLegalSimplified": lambda number: write(number, "formal").replace("萬", "万").replace("億", "亿"),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalZero": lambda number: f"{number:02}",
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
}
