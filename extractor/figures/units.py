"""What a number counts or measures: the unit or the counted noun that follows it."""

from __future__ import annotations

from functools import cache

import regex

from extractor import lexicons


@cache
def _pattern() -> regex.Pattern[str]:
    chosen = {word: None for slot in ("unit", "counted_noun", "not_unit") for word in lexicons.words(slot)}
    return regex.compile(lexicons.trie_pattern(chosen))


@cache
def _kinds() -> dict[str, str | None]:
    """Each word that may follow a number with its kind: of a figure, "noun" for a counted noun, None for what is no unit."""
    kinds: dict[str, str | None] = dict.fromkeys(lexicons.words("not_unit"))
    return kinds | dict.fromkeys(lexicons.words("counted_noun"), "noun") | dict(lexicons.words("unit"))


@cache
def arabic_only() -> frozenset[str]:
    """The units that count only behind Arabic digits: too ambiguous behind a Chinese numeral."""
    return frozenset(lexicons.attributes("unit", "arabic"))


@cache
def _noun_head() -> regex.Pattern[str]:
    return regex.compile(rf"[\u4e00-\u9fff]{{0,8}}?{lexicons.alternation('counted_noun')}")


def unit_at(text: str, at: int) -> tuple[str, str | None, int]:
    """The longest unit at ``at``: as written, its kind (None where there is none), where it ends."""
    if text.startswith("%", at):
        return "%", "percent", at + 1
    match = _pattern().match(text, at)
    if match is None or match.end() == at:
        return "", None, at
    unit = match.group()
    return unit, _kinds()[unit], match.end()


def counted_noun(text: str, at: int, modified: bool) -> int | None:
    """Where the counted noun that begins at ``at`` ends, its modifiers before it where ``modified``; None where there is none."""
    if not modified:
        unit, kind, end = unit_at(text, at)
        return end if kind == "noun" and not (unit == "国" and text[end : end + 1] in "道标产债内际") else None
    head = _noun_head().match(text, at)
    return head.end() if head else None
