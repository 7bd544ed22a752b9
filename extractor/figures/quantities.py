"""Quantities: a number with its unit, found in one pass over the view, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractor import lexicons, numerals
from extractor.models import Comparator, FigureKind

HAN_PLAIN = "零〇一二两三四五六七八九十百万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟"
HAN = HAN_PLAIN + "千"
_DIGITS = r"\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+"
# A scale, not the beginning of a unit: 亿千瓦 is 亿 and 千瓦.
_SCALES = "(?:[万亿]|百(?!分)|千(?![瓦克米伏赫帕焦卡乏字公]))"
# A number as it is written: digits with scales and 多, 余 between, or a run of Chinese numerals; N分之M is one number.
# Possessive throughout: a megabyte of one numeral costs one pass.
NUMBER = (
    rf"(?:{_DIGITS}(?:[多余来]?+{_SCALES}++(?:\d++(?:\.\d++)?+{_SCALES}++)*+)?+"
    rf"|(?:[{HAN_PLAIN}]|千(?![瓦克米伏赫帕焦卡乏公]))++(?:[多余来][十百千万亿]++)?+(?:点[{HAN}]++)?+)"
)
_SCAN = regex.compile(rf"{NUMBER}(?:分之{NUMBER}多?)?+|翻|过半|半|对折")
_JOINER = regex.compile(rf"(?:--?|——?|–|~|～|至|到|-)(?={NUMBER})")
_NUMBER = regex.compile(NUMBER)
_SCALE = regex.compile(f"{_SCALES}++")
_TRAILING_SCALE = regex.compile("[百千万亿]++$")
_WITHOUT_MORE = {ord(c): None for c in "多余来"}
_SIGNS = {"￥": "元", "¥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_DOUBLING = regex.compile(rf"翻(?:了|了近|近)?(?:番|(?P<n>{NUMBER})番|(?P<times>{NUMBER})倍)")
_RATIO_AFTER = regex.compile(rf"(?:[:：比])({NUMBER})(?![%:：\d])")
_BARE_SCALE = frozenset("十百千万亿")
_NO_NOUN = frozenset(("百", "千", "万", "亿", "千万", "十", "十百", "百千", "百万"))
_LABEL_UNITS = frozenset("字级大者")
# 二十大, 十九大以来 name a congress; 人大三次会议, 六届四次全会 a sitting
_CONGRESS = regex.compile(r"[，。；、”》\n ]|以来|报告|精神|和|召开|作出|提出|代表|胜利|开幕|闭幕|通过|关于|党章|部署|之后|后|前")
_SESSION = regex.compile(r"会议|全会|全体|大会")
_SESSION_OF = frozenset("届大协会委团")
_FRONT_OF_NONE = frozenset("几数")


@dataclass(frozen=True, slots=True)
class Quantity:
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


@cache
def _unit_pattern() -> regex.Pattern[str]:
    chosen = dict(lexicons.words("unit"))
    chosen.update(dict.fromkeys(lexicons.words("counted_noun"), "noun"))
    return regex.compile(lexicons.trie_pattern(chosen))


@cache
def _kinds() -> dict[str, str]:
    return dict.fromkeys(lexicons.words("counted_noun"), "noun") | lexicons.words("unit")


@cache
def _arabic_only() -> frozenset[str]:
    return frozenset(lexicons.attributes("unit", "arabic"))


@cache
def _noun_head() -> regex.Pattern[str]:
    """A counted noun after a scaled number: its modifiers, to the end of its head."""
    heads = lexicons.trie_pattern(dict.fromkeys(lexicons.words("counted_noun")))
    return regex.compile(rf"[\u4e00-\u9fff]{{0,8}}?{heads}")


@cache
def _idioms() -> tuple[regex.Pattern[str], tuple[tuple[int, regex.Pattern[str]], ...]]:
    """What is no figure: the idioms that begin with a numeral, and the others by how far their first numeral stands in."""
    by_offset: dict[int, dict[str, None]] = {}
    numeral = regex.compile(f"[{HAN}0-9半]")
    for idiom in lexicons.words("not_figure"):
        found = numeral.search(idiom)
        by_offset.setdefault(found.start() if found else 0, {})[idiom] = None
    compiled = {offset: regex.compile(lexicons.trie_pattern(chosen)) for offset, chosen in by_offset.items()}
    leading = compiled.pop(0, regex.compile("(?!)"))
    return leading, tuple(compiled.items())


def find_quantities(text: str, claimed: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in a view's text, in order; ``claimed`` are sorted spans (dates) whose numbers are none."""
    found: list[Quantity] = []
    position = 0
    claim = 0
    last_claim = len(claimed)
    for match in _SCAN.finditer(text):
        start, end = match.span()
        if start < position:
            continue
        while claim < last_claim and claimed[claim][1] <= start:
            claim += 1
        if claim < last_claim and claimed[claim][0] <= start:
            continue
        quantity = _read(text, start, end)
        if quantity is not None:
            found.append(quantity)
            position = quantity.end
    return found


def _read(text: str, start: int, end: int) -> Quantity | None:
    first = text[start]
    before = text[start - 1] if start else "\n"
    if first == "翻":
        return _doubling(text, start)
    if first in "半对过":
        return _half(text, start, before)
    arabic = first.isascii()
    if before in _FRONT_OF_NONE or (before.isascii() and (before.isalnum() or before in "+._/")):
        return None
    if before == "·" and text[start - 2 : start - 1].isdigit():
        return None
    if not arabic and _is_idiom(text, start):
        return None
    number = text[start:end]
    if "分之" in number:
        return _fraction(text, start, end, number)
    return _counted(text, start, end, number, before, arabic)


def _is_idiom(text: str, start: int) -> bool:
    leading, inside = _idioms()
    if leading.match(text, start):
        return True
    return any(start >= offset and pattern.match(text, start - offset) for offset, pattern in inside)


def _counted(text: str, start: int, end: int, number: str, before: str, arabic: bool) -> Quantity | None:
    """A number followed by a unit, with what stands between and around: ranges, 多, signs, ranks."""
    inner = _inner(number)
    low, high = _values(number, arabic)
    if low is None:
        return None
    length = len(text)
    comparator: Comparator = inner
    if end < length and text[end] in "多余来几" and not text.startswith("几何", end):
        if text[end] == "几":
            return None
        comparator = "approx" if text[end] == "来" else "gt"
        end += 1
        if end < length and text[end] in "万亿":  # 30多万
            scale = _SCALE.match(text, end)
            if scale:
                low *= _scale_value(scale.group())
                end = scale.end()
    if before == "-" or before == "−" or before == "负":
        signed = start < 2 or not (text[start - 2].isalnum() or text[start - 2] in "%％")
        if signed and before != "负":
            low, start = -low, start - 1
            before = text[start - 1] if start else "\n"
    unit, kind, unit_end = _unit(text, end)
    joiner = None if high is not None else _JOINER.match(text, unit_end if kind else end)
    if joiner is not None and before not in "从由自":
        second = _NUMBER.match(text, joiner.end())
        ranged = second and _range(text, start, low, number, (unit, kind), second)
        if ranged:
            return replace(ranged, comparator=comparator)
    if kind is None or kind == "noun":
        return _with_noun(text, start, end, low, high, number, comparator, arabic) if before != "第" else None
    return _with_unit(text, (start, end, unit_end), low, high, number, unit, kind, comparator, before, arabic)


def _values(number: str, arabic: bool) -> tuple[Decimal | None, Decimal | None]:
    """The value of a written number, and the second one of 三五, 十七八, 二三十."""
    plain = number.translate(_WITHOUT_MORE)
    if arabic:
        return numerals.value_of(plain), None
    if _BARE_SCALE.issuperset(plain) and plain != "十" and plain != "百":
        return None, None
    found = numerals.value_of(plain)
    if found is not None:
        return found, None
    if plain == "百":
        return Decimal(100), None
    pair = numerals.range_of(plain)
    return pair if pair is not None else (None, None)


def _scale_value(scale: str) -> Decimal:
    return numerals.value_of("1" + scale) or Decimal(1)


def _scale_of(number: str) -> Decimal | None:
    """The scale that a number ends in (50—60万: 10000), None where it has none."""
    scale = _TRAILING_SCALE.search(number)
    return _scale_value(scale.group()) if scale and scale.group() != number else None


def _inner(number: str) -> Comparator:
    if "多" in number or "余" in number:
        return "gt"
    return "approx" if "来" in number else "eq"


def _unit(text: str, end: int) -> tuple[str, str | None, int]:
    """The unit at ``end``: as written, its kind (None where there is none), where it ends."""
    if end < len(text) and text[end] == "%":
        return "%", "percent", end + 1
    match = _unit_pattern().match(text, end)
    if match is None or match.end() == end:
        return "", None, end
    unit = match.group()
    return unit, _kinds()[unit], match.end()


def _range(
    text: str, start: int, low: Decimal, number: str, first: tuple[str, str | None], second: regex.Match[str]
) -> Quantity | None:
    """One figure for a range: both ends share the unit, and the scale where only the second one has it."""
    high = numerals.value_of(second.group())
    unit, kind, end = _unit(text, second.end())
    more = text[second.end() : second.end() + 1]
    if kind is None and more in ("多", "余"):
        unit, kind, end = _unit(text, second.end() + 1)
    if high is None or kind is None or kind == "noun" or (first[1] and first[0] != unit):
        return None
    shared = _scale_of(second.group())
    if not first[1] and shared and not _scale_of(number):
        low *= shared
    if low >= high:
        return None
    return Quantity(start, end, kind, low, unit, high, chinese=not text[start].isascii())  # type: ignore[arg-type]


def _with_unit(
    text: str,
    places: tuple[int, int, int],
    low: Decimal,
    high: Decimal | None,
    number: str,
    unit: str,
    kind: str,
    comparator: Comparator,
    before: str,
    arabic: bool,
) -> Quantity | None:
    start, number_end, end = places
    after = text[end : end + 1]
    if not arabic:
        if (unit in _arabic_only() and unit not in _LABEL_UNITS) or (number in ("百", "千", "万", "亿") and unit != "强"):
            return None
        if unit == "大" and (low > 20 or _CONGRESS.match(text, end) or text.endswith(("党的", "中共", "我党"), 0, start)):
            return None
        if unit == "次" and _SESSION.match(text, end) and text[start - 1 : start] in _SESSION_OF:
            return None
        if unit == "强" and low < 10:
            return None
        if number == "零" or (before in "一二两三四五六七八九十百千万亿第每" and before != "每" and before != "第"):
            return None
    if after.isascii() and after.isalnum() and unit[-1:].isascii() and unit[-1:].isalpha():
        return None
    if after and after.isdigit() and kind == "count":
        return None  # 3个100万 is a name
    if before in _SIGNS and kind != "money":
        return None
    if after == "多" and kind in ("measure", "count") and text[end + 1 : end + 2] not in ("种", "样", "元"):
        comparator = "gt"  # 3年多
    if after == "半" and kind == "measure" and unit in ("年", "天", "个月", "倍"):
        low, end = low + Decimal("0.5"), end + 1
    if unit in ("位", "名", "强", "家", "个") and (before in "第前" or unit == "强"):
        return _rank(text, start, end, low, unit, before)
    if before == "第":
        return None
    article = number == "一" and kind in ("count", "measure", "money", "rank")
    if unit == "倍" and comparator == "eq" and after == "多":
        comparator = "gt"
    code = "count" if kind == "rank" else kind
    quantity = Quantity(start, end, code, low, unit, high, comparator=comparator, chinese=not arabic, article=article)  # type: ignore[arg-type]
    if kind == "multiple":
        return replace(quantity, factor=low)
    return quantity


def _rank(text: str, start: int, end: int, low: Decimal, unit: str, before: str) -> Quantity | None:
    if unit in ("家", "个"):
        return None
    if before == "第":
        return Quantity(start - 1, end, "rank", low, unit) if unit in ("位", "名") else None
    if before == "前":
        return Quantity(start - 1, end, "rank", low, unit)
    if unit == "强":
        return Quantity(start, end, "rank", low, unit, chinese=not text[start].isascii())
    return None


def _with_noun(
    text: str, start: int, end: int, low: Decimal, high: Decimal | None, number: str, comparator: Comparator, arabic: bool
) -> Quantity | None:
    """A count of a noun without a measure word, a currency sign, 成, 折, a ratio, or nothing."""
    before = text[start - 1] if start else "\n"
    if before in _SIGNS:
        unit = _SIGNS[before]
        opening = start - 1
        for prefix, name in (("US$", "美元"), ("HK$", "港元")):
            if text.endswith(prefix, 0, start):
                opening, unit = start - len(prefix), name
        return Quantity(opening, end, "money", low, unit, high, comparator=comparator)
    after = text[end : end + 1]
    if after == "成" and text[end + 1 : end + 2] not in ("员", "果", "立", "为", "功", "效", "本", "都", "长", "品"):
        return _tenths(text, start, end, low, high)
    if after == "折" and low < 100:
        return _ratio(start, end + 1, low / (10 if low < 10 else 100), None)
    if arabic or number in ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十"):
        other = _RATIO_AFTER.match(text, end)
        if other is not None and not text.startswith("，", other.end()) and (second := numerals.value_of(other.group(1))):
            between = text[end]
            tail = text[other.end() : other.end() + 1]
            if (between == "比" or not (tail.isdigit() or tail in ":：")) and low < second * 1000 and not _clock(text, end, other, low):
                return _ratio(start, other.end(), low / second, f"{low}/{second}")
    if number in _NO_NOUN:
        return None
    head = _noun_head().match(text, end)
    if head is None or not (arabic or _scale_of(number) or len(number) > 1):
        return None
    scaled = _scale_of(number) is not None or comparator != "eq"
    if not scaled and head.group() not in _kinds():
        return None  # without 万 the noun must follow at once
    return Quantity(start, head.end(), "count", low, head.group(), high, comparator=comparator, chinese=not arabic, noun=True)



def _clock(text: str, end: int, other: regex.Match[str], low: Decimal) -> bool:
    """A time of day: 23:46."""
    digits = other.group(1)
    return text[end] in ":：" and len(digits) == 2 and digits.isdigit() and int(digits) < 60 and low < 25 and digits[0] in "012345"


def _ratio(start: int, end: int, value: Decimal, fraction: str | None, comparator: Comparator = "eq") -> Quantity:
    return Quantity(start, end, "ratio", value, "", fraction=fraction, comparator=comparator)


def _tenths(text: str, start: int, end: int, low: Decimal, high: Decimal | None) -> Quantity:
    """三成, 三成五, 七八成."""
    value, stop = low / 10, end + 1
    digit = _NUMBER.match(text, stop)
    if digit is not None and len(digit.group()) == 1 and (small := numerals.value_of(digit.group())) is not None and small < 10:
        value, stop = value + small / 100, digit.end()
    quantity = _ratio(start, stop, value, None)
    if text[stop : stop + 1] in ("多", "半"):
        if text[stop] == "半":
            return replace(quantity, value=value + Decimal("0.05"), end=stop + 1)
        return replace(quantity, comparator="gt", end=stop + 1)
    return replace(quantity, value_max=high / 10 if high is not None else None)


def _fraction(text: str, start: int, end: int, number: str) -> Quantity | None:
    """百分之五 (percent), 千分之三 and 三分之二 (ratio); a range where a second 百分之 follows."""
    bottom_text, _, top_text = number.partition("分之")
    comparator: Comparator = "eq"
    if top_text.endswith("多"):
        top_text, comparator = top_text[:-1], "gt"
    bottom = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}.get(bottom_text) or numerals.value_of(bottom_text)
    top = Decimal(100) if top_text == "百" else numerals.value_of(top_text)
    if top is None:
        pair = numerals.range_of(top_text)
        if pair is None or bottom_text != "百":
            return None
        return Quantity(start, end, "percent", pair[0], "%", pair[1], chinese=True)
    if not bottom:
        return None
    if bottom_text == "百":
        joiner = regex.compile(rf"[至到—-](?:百分之)?({NUMBER})(?!分之|个|[\d年月])").match(text, end)
        if joiner and (high := numerals.value_of(joiner.group(1))) and high > top:
            return Quantity(start, joiner.end(), "percent", top, "%", high, chinese=True, comparator=comparator)
        return Quantity(start, end, "percent", top, "%", comparator=comparator, chinese=True)
    if bottom_text == "千":
        return Quantity(start, end, "percent", top, "‰", comparator=comparator, chinese=True)
    return _ratio(start, end, top / bottom, f"{top:f}/{bottom:f}", comparator)


def _doubling(text: str, start: int) -> Quantity | None:
    """翻番, 翻一番, 翻了两番 (the value is 2 to the power of the count), 翻三倍."""
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
    return Quantity(start, match.end(), "multiple", value, "倍", factor=value)


def _half(text: str, start: int, before: str) -> Quantity | None:
    """半数, 过半, 一半 (the run before it was no number with a unit)."""
    half = Decimal("0.5")
    if text.startswith("过半", start) or text.startswith("过半数", start):
        end = start + (3 if text.startswith("过半数", start) else 2)
        return _ratio(start + 1, end, half, "1/2", "gt")
    if text[start] == "对":
        return _ratio(start, start + 2, half, None)
    if text.startswith("半数", start):
        return _ratio(start, start + 2, half, "1/2", "gt" if before == "过" or before == "超" else "eq")
    if text[start] == "半" and before == "一" and text[start + 1 : start + 2] not in ("天", "年", "月", "个"):
        return _ratio(start - 1, start + 1, half, "1/2", "gt" if text.startswith("多", start + 1) else "eq")
    return None
