"""Text for a terminal: one line, and nothing in it that the terminal would obey."""

from __future__ import annotations

_BLANKS = frozenset("\u3000\xa0")


def one_line(text: str) -> str:
    """The text with control characters, line ends and lone surrogates escaped.

    >>> print(one_line("甲省\\n\\x1b[31m乙市"))
    甲省\\n\\x1b[31m乙市
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _BLANKS else c.encode("unicode_escape").decode() for c in text)
