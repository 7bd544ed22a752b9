"""Words by slot and meaning. They live in data/lexicons/*.toml; what is read at run time is compiled from there."""

from __future__ import annotations

from functools import cache

from extractor._lexicon_data import ATTRIBUTES, LEXICONS


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
def alternation(slot: str, name: str | None = None) -> str:
    """A slot, or one group of it, as the alternatives of a pattern, longest first.

    The words share their first characters in a trie, so that a failing match costs one step a character.
    """
    chosen = LEXICONS[slot] if name is None else dict.fromkeys(group(slot, name))
    return trie_pattern(chosen)


def trie_pattern(chosen: dict[str, str] | dict[str, None] | tuple[str, ...]) -> str:
    """The words as one pattern that takes the longest of them.

    >>> trie_pattern(("人", "人次", "个"))
    '(?:个|人(?:次)?)'
    """
    tree: dict[str, dict] = {}  # type: ignore[type-arg]
    for word in sorted(chosen):
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(tree)


def _branch(node: dict) -> str:  # type: ignore[type-arg]
    import re  # noqa: PLC0415  (only where a pattern is made)

    parts = [re.escape(c) + (_branch(below) if set(below) != {""} else "") for c, below in sorted(node.items()) if c]
    if not parts:
        return ""
    body = f"(?:{'|'.join(parts)})"
    return body + "?" if "" in node else body
