"""What a figure measures: the noun phrase behind it or before it, in the text's own words."""

from __future__ import annotations

from functools import cache

import regex

from extractor import lexicons

_LONGEST = 24
_STOP = frozenset("，。；：、！？…\n）】」』”’")
_SEPARATORS = "，。；：！？\n（("
# Single characters that end a noun phrase to the right, unless it begins with them.
_CUT = frozenset("在与被将均都已把让占是")
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "‘": "’"}
_AND = regex.compile(r"[和及与]|以及")
_JUNK = regex.compile(r"^(?:其中|同时|另外|此外|的|等|和|及|与|并|且|以及|还|又|也|则|其|由|从|对|为|把|将|在|有|共|使|让|至|以)+")
_TAIL_JUNK = regex.compile(r"(?:的|为|由|从|等|在|有|共|“|《|（|，|、|和|及|与|已|也|又|还|再|中|上|内)+$")
_NUMERIC = regex.compile(r"[0-9一二三四五六七八九十百千万两几数]")


@cache
def _verbs_left() -> regex.Pattern[str]:
    return regex.compile(lexicons.trie_pattern(lexicons.group("np_verb", "both") + lexicons.group("np_verb", "left")) + "了?")


@cache
def _verbs_right() -> regex.Pattern[str]:
    chosen = lexicons.group("np_verb", "both") + lexicons.group("np_verb", "right")
    levels = tuple(word for slot in ("level", "change") for word in lexicons.words(slot) if len(word) > 1)
    return regex.compile(rf"{lexicons.trie_pattern(chosen + levels)}|[达为至到占有是约超近增减降升](?=[0-9一二三四五六七八九])|(?<![达得收])到(?![位期账达])")


@cache
def _scopes() -> frozenset[str]:
    return frozenset(lexicons.words("scope"))


def noun_after(text: str, start: int, limit: int) -> str | None:
    """The noun phrase that begins at ``start``: to the next mark, verb or preposition; None where there is none."""
    end = start
    limit = min(limit, start + _LONGEST)
    verbs = _verbs_right()
    while end < limit:
        character = text[end]
        if character in _PAIRS:
            close = text.find(_PAIRS[character], end + 1, end + 30)
            if close < 0 or (character in "（(" and close - end > 12):
                break
            end = close + 1
            limit = max(limit, min(end + 12, len(text)))
            continue
        if character in _STOP or character == " ":
            break
        if character == "和" or character == "及":
            if _NUMERIC.match(text, end + 1) or end == start:
                break
        elif end > start and (character in _CUT or (character == "各" and text[end + 1 : end + 2] not in "级类种地界项")):
            break
        elif (end == start or end - start >= 2) and verbs.match(text, end):
            if end == start or not text.startswith("的", verbs.match(text, end).end()):  # type: ignore[union-attr]
                break
        if _NUMERIC.match(character) and end > start and text[end - 1] not in "第" and text[end + 1 : end + 2] in "个项家名":
            break
        end += 1
    phrase = text[start:end].removeprefix("的")
    phrase = _trim_end(phrase)
    return phrase if len(phrase) >= 2 or phrase in ("人", "户", "村", "县") else None


def _trim_end(phrase: str) -> str:
    return _TAIL_JUNK.sub("", phrase)


def phrase_start(text: str, floor: int, end: int) -> int:
    """Where the clause that ends at ``end`` begins: behind the last mark, not before ``floor``."""
    start = max(text.rfind(mark, floor, end) for mark in _SEPARATORS)
    return max(start + 1, floor)


def noun_before(text: str, start: int, end: int, cut_verbs: bool) -> str | None:
    """The noun phrase that ends at ``end``, its leading verbs dropped (with ``cut_verbs``); None where nothing is left."""
    phrase = text[start:end]
    if cut_verbs:
        last = 0
        for match in _verbs_left().finditer(phrase):
            if len(phrase) - match.end() >= 2 and match.end() > last and not _inside_quotes(phrase, match.start()):
                last = match.end()
        phrase = phrase[last:]
    phrase = _TAIL_JUNK.sub("", _JUNK.sub("", phrase))
    if phrase.count("”") > phrase.count("“"):
        phrase = phrase[phrase.index("”") + 1 :]
    if not phrase or phrase in _scopes() or len(phrase) < 2:
        return None
    return phrase[-40:] if len(phrase) > 40 else phrase


def _inside_quotes(phrase: str, at: int) -> bool:
    return phrase.rfind("“", 0, at) > phrase.rfind("”", 0, at) and phrase.find("”", at) >= 0


def distribute(subject: str, count: int) -> list[str] | None:
    """The ``count`` names that a subject of 分别 lists, each whole; None where it does not list so many.

    >>> distribute("城市和农村居民人均收入", 2)
    ['城市居民人均收入', '农村居民人均收入']
    """
    names = [name for name in subject.split("、") if name]
    for pattern in ("以及", "和", "与", "及"):
        if len(names) >= count:
            break
        head, found, tail = names[-1].rpartition(pattern) if names else ("", "", "")
        if found and head and tail:
            names[-1:] = [head, tail]
    if len(names) != count:
        return None
    return [_completed(name, names[-1]) for name in names[:-1]] + [names[-1]]


def _completed(name: str, last: str) -> str:
    """A short name with the head that only the last one carries."""
    if len(name) > 4 or len(last) - len(name) < 4 or name[-1] == last[-1]:
        return name
    return name + last[len(name) :]
