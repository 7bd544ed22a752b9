"""Patterns that are compiled when they are first used: most documents need few of them, and compiling all would double the start-up."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex


class Lazy:
    """Stands for a compiled pattern; at its first use it becomes one, its methods its own."""

    def __init__(self, source: str, engine: str) -> None:
        self._source = source
        self._engine = engine

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = import_module(self._engine).compile(self._source)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str) -> re.Pattern[str]:
    """The pattern of a source, compiled at its first use.

    >>> lazy("[0-9]+").search("共12项").group()
    '12'
    """
    return cast("re.Pattern[str]", Lazy(source, "re"))


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
