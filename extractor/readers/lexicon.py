"""A user's own words, to be added to the shipped ones.

One table a slot, one line a group, the words in a list; slots and groups are those of data/lexicons:

    [unit]
    count = ["网格", "驿站"]

    [organization]
    office = ["大数据中心"]
"""

from __future__ import annotations

import tomllib

from extractor import lexicons
from extractor.readers.plain import decode

_LONGEST = 40  # characters of a word


class LexiconError(Exception):
    """The words cannot be added; the message names the line, slot, group or word and says what would do."""


def read_lexicon(data: bytes) -> dict[str, dict[str, str]]:
    """The words of a file by slot, each with its group; the encoding is found out. Raises LexiconError.

    >>> read_lexicon('[unit]\\ncount = ["网格", "驿站"]'.encode("gb18030"))
    {'unit': {'网格': 'count', '驿站': 'count'}}
    """
    try:
        tables = tomllib.loads(decode(data, None)[0])
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f'this is no TOML ({error}); write [slot], then group = ["word", "word"] with half-width marks') from None
    if not tables:
        raise LexiconError('there are no words in it; write [slot], then group = ["word", "word"]')
    added: dict[str, dict[str, str]] = {}
    for slot, groups in tables.items():
        if slot not in lexicons.slots():
            raise LexiconError(f"there is no slot [{slot}]; these are: {', '.join(lexicons.slots())}")
        shipped = dict.fromkeys(lexicons.words(slot).values())
        if not isinstance(groups, dict) or not groups:
            raise LexiconError(f'[{slot}] has to be a table with lines of the form group = ["word"]')
        for name, listed in groups.items():
            if name not in shipped:
                raise LexiconError(f"[{slot}] has no group {name}; these are: {', '.join(shipped)}")
            if name in lexicons.closed_groups(slot):
                raise LexiconError(f"[{slot}] {name} takes no words from outside: each of its words has further values")
            if not isinstance(listed, list) or not listed or not all(isinstance(word, str) for word in listed):
                raise LexiconError(f'[{slot}] {name} has to be a list of words, as in {name} = ["word", "word"]')
            _add(added.setdefault(slot, {}), slot, name, listed)
    return added


def _add(words: dict[str, str], slot: str, group: str, listed: list[str]) -> None:
    """Put the words of a line among those of its slot."""
    for word in listed:
        if not word or len(word) > _LONGEST or any(character.isspace() for character in word):
            raise LexiconError(f"[{slot}] {group}: '{word}' is no word; it needs 1 to {_LONGEST} characters and no blanks")
        meaning = lexicons.words(slot).get(word) or words.get(word)
        if meaning is not None and meaning != group:
            raise LexiconError(f"[{slot}] {group}: '{word}' is in the group {meaning} already; a word has one meaning in a slot")
        words[word] = group
