"""Patterns that are compiled when they are first used: most documents need few of them, and compiling all would double the start-up."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex

Source = str | Callable[[], str]
# So many characters are looked through for the cues of a pattern, which takes less time than compiling it. Then it is compiled.
_PATIENCE = 2000


class AllBut:
    """Every character but some."""

    def __init__(self, characters: str) -> None:
        self._characters = frozenset(characters)

    def __contains__(self, character: object) -> bool:
        return character not in self._characters


class Lazy:
    """Stands for a compiled pattern; at its first use it becomes one, its methods its own."""

    def __init__(self, source: Source, engine: str) -> None:
        self._source = source
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._compiled(), name)

    def _compiled(self) -> re.Pattern[str]:
        source = self._source if isinstance(self._source, str) else self._source()
        compiled: re.Pattern[str] = import_module(self._engine).compile(source)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return compiled


class Cued(Lazy):
    """One of which each match stands in a text with a cue; the first texts without any leave it uncompiled."""

    def __init__(self, source: Source, engine: str, cues: Collection[str]) -> None:
        super().__init__(source, engine)
        self._cues = cues
        self._patience = _PATIENCE

    def _is_in_vain(self, text: str) -> bool:
        self._patience -= len(text)
        return self._patience > 0 and not any(cue in text for cue in self._cues)

    def match(self, text: str, *reach: int) -> re.Match[str] | None:
        """As of a pattern, as all that follow."""
        return None if self._is_in_vain(text) else self._compiled().match(text, *reach)

    def search(self, text: str, *reach: int) -> re.Match[str] | None:
        """The first match."""
        return None if self._is_in_vain(text) else self._compiled().search(text, *reach)

    def fullmatch(self, text: str, *reach: int) -> re.Match[str] | None:
        """A match of the whole."""
        return None if self._is_in_vain(text) else self._compiled().fullmatch(text, *reach)

    def finditer(self, text: str, *reach: int) -> Iterator[re.Match[str]]:
        """The matches."""
        return iter(()) if self._is_in_vain(text) else self._compiled().finditer(text, *reach)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with each match replaced."""
        return text if self._is_in_vain(text) else self._compiled().sub(put, text)

    def split(self, text: str) -> list[str]:
        """The text between the matches."""
        return [text] if self._is_in_vain(text) else self._compiled().split(text)


def lazy(source: Source, cues: Collection[str] = ()) -> re.Pattern[str]:
    """The pattern of a source, or of what a function makes one of, compiled at its first use.

    Where every text with a match holds one of some ``cues``, characters or words, that is at the first use on a text that
    holds one.

    >>> lazy("[0-9]+").search("共12项").group()
    '12'
    >>> lazy("[，；]其中", cues=("其中",)).search("，同时")
    """
    return cast("re.Pattern[str]", Cued(source, "re", cues) if cues else Lazy(source, "re"))


def lazy_regex(source: str) -> regex.Pattern[str]:
    """The same by the module regex, for what re has not: possessive groups, and a search from the right.

    >>> lazy_regex("(?r)[，。]").search("甲，乙。丙").start()
    3
    """
    return cast("regex.Pattern[str]", Lazy(source, "regex"))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a source that is chosen when it is needed; each is compiled once.

    >>> compiled("[0-9]+") is compiled("[0-9]+")
    True
    """
    return re.compile(source)
