"""Quantities: a number with its unit, found in one pass over the view, before anything is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from extractor import lexicons
from extractor.figures import counting, currencies, forms
from extractor.figures.numbers import NUMERALS, ONE_NUMBER, SCAN, Quantity
from extractor.text.patterns import lazy

_SCALED = frozenset("百千万亿")
_PLAIN_NUMERALS = frozenset("一二三四五六七八九十两")
_HALF_OF = lazy(r"半(天|年|小时|亩|斤|公里|吨|里|尺|公斤|个月|个小时|米|升|分钟|秒|个钟头)")
_WORDS = frozenset("翻半过对")  # that stand for a number, or open one
_NO_HALF_AFTER = frozenset("上下前后多大小一每过隔")
_ORDINAL_BEFORE = lazy(rf"第[\d{NUMERALS}]++[—–～~至到、-]{{1,2}}$")
# “1、3、5分钟”响应机制 is a name
_QUOTED_ROW = lazy("[“‘](?:[0-9]{1,2}、)+$")

# 10:29:16, 14.4:41.2:44.4: a time of day, or shares of more than two parts
_MINUTES = lazy("[0-5][0-9]")
_OF_SEVERAL = lazy(r"\d[:：]\d+(?:\.\d+)?[:：]$")
_WHOLE_BEFORE = lazy(rf"(?<![\d.{NUMERALS}])([\d{NUMERALS}]{{1,6}})又$")
_SHORT = 500  # characters: so long a text is sooner asked for each idiom than the idioms are sorted out

# Words that a numeral stands in: how far it stands in them, and the words by their first two characters, the longest first.
Idioms = tuple[tuple[int, dict[str, tuple[str, ...]]], ...]


@cache
def _idioms() -> dict[str, Idioms]:
    """What is no figure, by its first numeral."""
    sorted_out: dict[str, dict[int, dict[str, list[str]]]] = {}
    numerals_too = frozenset(NUMERALS + "0123456789半")
    for idiom in lexicons.words("not_figure"):
        offset = next((i for i, character in enumerate(idiom) if character in numerals_too), None)
        if offset and idiom[offset - 1 : offset + 1] == "过半":
            offset -= 1
        if offset is not None:
            sorted_out.setdefault(idiom[offset], {}).setdefault(offset, {}).setdefault(idiom[:2], []).append(idiom)
    return {
        numeral: tuple(
            (offset, {opening: tuple(sorted(chosen, key=len, reverse=True)) for opening, chosen in by_opening.items()})
            for offset, by_opening in sorted(by_offset.items())
        )
        for numeral, by_offset in sorted_out.items()
    }


@cache
def _followers() -> frozenset[str]:
    """The characters that may follow a Chinese numeral in a quantity or in an idiom; a quick no for all others."""
    heads = {word[0] for slot in ("unit", "counted_noun") for word in lexicons.words(slot)}
    heads |= {after for idiom in lexicons.words("not_figure") for after in idiom[1:]}
    return frozenset(heads | set("多余来几成折比:：/%‰半个—–-~～至到、") | set(NUMERALS))


def find_quantities(text: str, claimed: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in a view's text, in order; ``claimed`` are sorted spans (dates) whose numbers are none."""
    found: list[Quantity] = []
    position = claim = 0
    past = len(text) + 1
    claim_start, claim_end = claimed[0] if claimed else (past, past)
    idioms = _idioms() if len(text) > _SHORT or any(idiom in text for idiom in lexicons.words("not_figure")) else {}
    for start, end in _numbers(text):
        if start < position:
            continue
        while claim_end <= start:
            claim += 1
            claim_start, claim_end = claimed[claim] if claim < len(claimed) else (past, past)
        if claim_start <= start:
            continue
        first = text[start]
        if first in _PLAIN_NUMERALS and end - start < 3 and text[end : end + 1] not in _followers() and text[end - 1] not in _SCALED:
            continue
        if first in idioms and (idiom := _idiom_end(text, start, idioms[first])):
            position = idiom
            continue
        quantity = _read(text, start, end, first)
        if quantity is not None:
            if quantity.kind == "money" and (unit := lexicons.attributes("unit", "as").get(quantity.unit)):
                quantity = quantity._replace(unit=unit)  # 20块钱, 500万RMB
            found.append(quantity)
            position = quantity.end
    return found


def _numbers(text: str) -> Iterator[tuple[int, int]]:
    """The numbers and the words for one, a fraction as one of them (三分之二多), in order."""
    past = 0
    for match in SCAN.finditer(text):
        start, end = match.span()
        if start < past:
            continue
        if text.startswith("分之", end) and text[start] not in _WORDS:
            upper = ONE_NUMBER.match(text, end + 2 + text.startswith("负", end + 2))
            if upper is not None:
                past = end = upper.end() + text.startswith("多", upper.end())
        yield start, end


def _read(text: str, start: int, end: int, first: str) -> Quantity | None:
    if first == "翻":
        return forms.doubling(text, start)
    if first in _WORDS:
        return forms.half(text, start) or _half_of(text, start)
    before = text[start - 1] if start else "\n"
    if _belongs_before(text, start, before):
        return None
    written = text[start:end]
    if "分之" in written:
        found = forms.fraction(start, end, written, text)
        if found and before == "又" and (whole := _WHOLE_BEFORE.search(text, max(0, start - 8), start)):
            found = forms.mixed(whole.start(), whole.group(1), found) or found  # 三又二分之一
        if found and found.kind == "ratio" and (measured := counting.of_unit(text, found)) is not None:
            return measured
        return (
            found._replace(start=start - 1, value=-found.value)
            if found and before == "负" and counting.is_sign(text, start, before)
            else found
        )
    numeral = counting.read_numeral(text, start, end, before)
    return counting.count(text, numeral) if numeral else None


def _belongs_before(text: str, start: int, before: str) -> bool:
    """Whether what stands before a number makes it a part of something else: a name (PM2.5, 4+1, CR-400), 几十, 第8—11条."""
    if before.isascii():
        earlier = text[start - 2 : start - 1]
        joined = (before == "-" and earlier.isascii() and earlier.isalnum()) or (before == "," and earlier.isdigit())
        named = before.isalnum() and not (before.isalpha() and currencies.mark_before(text, start))
        return (
            joined
            or named
            or before in "._/^×"
            or (before == ":" and earlier.isdigit() and _MINUTES.fullmatch(text, start, start + 2) is not None)  # 15:30发车
            or (before == ":" and _OF_SEVERAL.search(text, max(0, start - 16), start) is not None)
            or (before == "+" and not counting.is_plus(text, start))
        )
    if before == "、" and _QUOTED_ROW.search(text, max(0, start - 8), start):
        return True  # “1、3、5分钟”响应机制
    if before in "—–～至到、":
        return _ORDINAL_BEFORE.search(text, max(0, start - 8), start) is not None
    if before in "几数":
        return text[start] in "十百千万亿"  # 数十, not 总数80座
    return before == "·" and text[start - 2 : start - 1].isdigit()


def _idiom_end(text: str, start: int, idioms: Idioms) -> int:
    """Where the idiom ends that the numeral at ``start`` stands in (三番五次, 863项目); 0 where it stands in none."""
    for offset, by_opening in idioms:
        at = start - offset
        opening = text[at : at + 2] if at >= 0 else ""
        if opening in by_opening:
            for idiom in by_opening[opening]:
                if text.startswith(idiom, at):
                    return at + len(idiom)
    return 0


def _half_of(text: str, start: int) -> Quantity | None:
    """半天, 半亩: half a unit, not 一半, 多半, 半数."""
    match = _HALF_OF.match(text, start)
    if match is None or (start and text[start - 1] in _NO_HALF_AFTER):
        return None
    kind = lexicons.words("unit").get(match.group(1))
    return Quantity(start, match.end(), "measure", Decimal("0.5"), match.group(1), chinese=True) if kind == "measure" else None
