"""Patterns that are compiled when they are first used: most documents need few of them, and compiling all would double the start-up."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; at its first use it becomes one, its methods its own."""

    def __init__(self, source: str) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(source: str) -> re.Pattern[str]:
    """The pattern of a source, compiled at its first use.

    >>> lazy("[0-9]+").search("共12项").group()
    '12'
    """
    return cast("re.Pattern[str]", _Lazy(source))


@cache
def compiled(source: str) -> re.Pattern[str]:
    """The pattern of a source that is chosen when it is needed; each is compiled once.

    >>> compiled("[0-9]+") is compiled("[0-9]+")
    True
    """
    return re.compile(source)
