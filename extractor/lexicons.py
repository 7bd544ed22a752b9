"""Words by slot and meaning. They live in data/lexicons/*.toml; what is read at run time is compiled from there.

A slot is looked up in running text by ``Words``: a dictionary and the lengths that a first (or last) character leads to.
That is as quick as a pattern with all the words in it, and costs nothing to make.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

from extractor._lexicon_data import CARRIED, WORDS

# From so many characters on a pattern finds the places where words may begin sooner than a look at each character.
_STRETCH = 40
# After so many look-ups a pattern of all words has paid for its milliseconds of compiling; one short text never gets there.
_OFTEN = 200


def _by_word(listed: Mapping[str, str]) -> dict[str, str]:
    """Each word of some lists with the name of its list."""
    return {word: name for name, words_of in listed.items() for word in words_of.split(" ")}


class _Slots(dict[str, dict[str, str]]):
    """Each slot's words with their groups, taken apart when first asked for: one short text asks for few of them."""

    def __missing__(self, slot: str) -> dict[str, str]:
        found = self[slot] = _by_word(WORDS[slot])
        return found


# A few long strings load ten times as fast as thousands of words with their groups.
LEXICONS = _Slots()
ATTRIBUTES = {slot: {name: _by_word(values) for name, values in named.items()} for slot, named in CARRIED.items()}


class Words:
    """Words to be looked up at a place of a text, the longest first.

    >>> words = Words(("人", "人次", "个"))
    >>> words.end_at("40人次", 2), words.end_at("40项", 2), words.start_before("共40人次", 5)
    (4, 0, 3)
    """

    __slots__ = ("_asked", "_first", "_heads", "_longest", "_pattern", "_tails", "_words")

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        self._longest = max(map(len, self._words), default=0)
        self._asked = 0
        self._first: re.Pattern[str] | None = None
        self._pattern: re.Pattern[str] | None = None
        # by first and by last characters, at their first use: most words are only ever looked up from one side
        self._heads: dict[str, tuple[int, ...]] | None = None
        self._tails: dict[str, tuple[int, ...]] | None = None

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def first_characters(self) -> frozenset[str]:
        """The characters that words begin with."""
        return frozenset(self._by_heads())

    def end_at(self, text: str, at: int) -> int:
        """Where the longest word that begins at ``at`` ends; 0 where none does."""
        heads = self._heads
        if heads is None:
            heads = self._by_heads()
        lengths_of = heads.get(text[at : at + 1])
        if lengths_of is None:
            return 0
        words = self._words
        for length in lengths_of:
            word = text[at : at + length]
            if word in words:
                return at + len(word)  # at the text's end the slice may be shorter than asked for
        return 0

    def start_before(self, text: str, at: int, floor: int = 0) -> int:
        """Where the longest word that ends at ``at`` begins, not before ``floor``; -1 where none does."""
        if at <= floor:
            return -1
        if self._tails is None:
            self._tails = lengths((word[-1], len(word)) for word in self._words)
        lengths_of = self._tails.get(text[at - 1])
        if lengths_of is None:
            return -1
        words = self._words
        for length in lengths_of:
            if at - length >= floor and text[at - length : at] in words:
                return at - length
        return -1

    def spans(self, text: str, start: int, end: int) -> list[tuple[int, int]]:
        """The words of text[start:end], from the left, the longest first, not overlapping."""
        if self._pattern is not None:
            # the pattern does not see that a word goes on behind the end
            found = [match.span() for match in self._pattern.finditer(text, start, end)]
            if not found or found[-1][0] + self._longest <= end or self.end_at(text, found[-1][0]) == found[-1][1]:
                return found
        elif self._words:
            self._asked += 1
            if self._asked == _OFTEN:
                self._pattern = re.compile(trie_pattern(self._words))
        found = []
        heads, words = self._by_heads(), self._words
        if end - start < _STRETCH:
            places = [at for at in range(start, end) if text[at] in heads]
        else:
            places = [match.start() for match in self._first_character().finditer(text, start, end)]
        position = start
        for at in places:
            if at < position:
                continue
            for length in heads[text[at]]:
                word = text[at : at + length]
                if word in words:
                    if at + len(word) <= end:
                        position = at + len(word)
                        found.append((at, position))
                    break
        return found

    def _first_character(self) -> re.Pattern[str]:
        if self._first is None:
            self._first = re.compile(f"[{re.escape(''.join(self._by_heads()))}]")
        return self._first

    def _by_heads(self) -> dict[str, tuple[int, ...]]:
        if self._heads is None:
            self._heads = lengths((word[0], len(word)) for word in self._words)
        return self._heads


def lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """The lengths that each character leads to, the longest first."""
    found: dict[str, set[int]] = {}
    for character, length in pairs:
        found.setdefault(character, set()).add(length)
    return {character: tuple(sorted(lengths_of, reverse=True)) for character, lengths_of in found.items()}


def slots() -> tuple[str, ...]:
    """The names of all slots."""
    return tuple(WORDS)


def closed_groups(slot: str) -> frozenset[str]:
    """The groups of a slot whose words all carry one attribute: what reads them counts on it.

    >>> closed_groups("audit_doubled"), closed_groups("title")
    (frozenset({'character'}), frozenset())
    """
    found = LEXICONS[slot]
    groups = frozenset(found.values())
    return frozenset().union(
        *(groups - {group for word, group in found.items() if word not in carried} for carried in ATTRIBUTES.get(slot, {}).values())
    )


@contextmanager
def extended(added: Mapping[str, Mapping[str, str]]) -> Iterator[None]:
    """Have further words in the slots, each with its group, for the length of a block.

    They hold for the whole process, so this is for a command and not for threads. Before and after nothing of them is left:
    whatever the package keeps of what it worked out before is forgotten.
    """
    shipped = {slot: LEXICONS[slot] for slot in added}
    LEXICONS.update({slot: shipped[slot] | dict(words) for slot, words in added.items()})
    _forget()
    try:
        yield
    finally:
        LEXICONS.update(shipped)
        _forget()


def _forget() -> None:
    """Empty every cache of the package: patterns and tables may have been made of the words."""
    package = __name__.partition(".")[0]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == package:
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def words(slot: str) -> dict[str, str]:
    """Each word of a slot with its group, the meaning that is emitted; KeyError for an unknown slot.

    >>> words("unit")["项"]
    'count'
    """
    return LEXICONS[slot]


def attributes(slot: str, name: str) -> dict[str, str]:
    """The words of a slot that carry the attribute ``name``, each with its value.

    >>> attributes("unit", "code")["美元"]
    'USD'
    """
    return ATTRIBUTES.get(slot, {}).get(name, {})


@cache
def group(slot: str, name: str) -> tuple[str, ...]:
    """The words of one group of a slot, longest first, else in the order of the file."""
    return tuple(sorted((word for word, meaning in LEXICONS[slot].items() if meaning == name), key=len, reverse=True))


@cache
def look_up(*slots: str) -> Words:
    """The words of some slots ("unit") or groups of slots ("label_noun.thing"), to be looked up in a text."""
    chosen: dict[str, None] = {}
    for slot in slots:
        name, _, only = slot.partition(".")
        chosen.update(dict.fromkeys(group(name, only) if only else LEXICONS[name]))
    return Words(chosen)


@cache
def alternation(slot: str, *names: str) -> str:
    """A slot, or some groups of it, as the alternatives of a pattern, longest first, sharing their first characters."""
    return trie_pattern([word for name in names for word in group(slot, name)] if names else LEXICONS[slot])


def trie_pattern(chosen: Iterable[str]) -> str:
    """The words as one pattern that takes the longest of them.

    >>> trie_pattern(("人", "人次", "个"))
    '(?:个|人(?:次)?)'
    """
    tree: dict[str, Any] = {}
    for word in sorted(chosen):
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict[str, Any]) -> str:
    parts = [re.escape(c) + (_branch(below) if set(below) != {""} else "") for c, below in sorted(node.items()) if c]
    if not parts:
        return ""
    body = f"(?:{'|'.join(parts)})"
    return body + "?" if "" in node else body
