"""XML as text: what stands between tags and in attributes, escaped in one place.

XML 1.0 holds no control characters but tab, line feed and carriage return; U+FFFD stands for the others, a space for those that are
blanks.
"""

from __future__ import annotations

import re
from functools import cache

from extractor.text.layout import GAP

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
REPLACEMENT = "\ufffd"

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_IN_ATTRIBUTES = _ENTITIES | {ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


def escaped(text: str) -> str:
    """The text as the content of an element.

    >>> escaped("甲<b>&]]>\\x00")
    '甲&lt;b&gt;&amp;]]&gt;\ufffd'
    """
    return _held(text).translate(_ENTITIES)


def element(tag: str, content: str | None = None, /, **attributes: str | None) -> str:
    """An element whose content is XML already; attributes that are None are left out, "_" in their names stands for ":".

    >>> element("p", escaped("甲"), xml_id="p1", n=None), element("lb", rend='"')
    ('<p xml:id="p1">甲</p>', '<lb rend="&quot;"/>')
    """
    start = opening(tag, **attributes)
    return f"{start[:-1]}/>" if content is None else f"{start}{content}</{tag}>"


def opening(tag: str, /, **attributes: str | None) -> str:
    """The start tag of an element."""
    named = (f' {key.replace("_", ":", 1)}="{_quoted(value)}"' for key, value in attributes.items() if value is not None)
    return f"<{tag}{''.join(named)}>"


def _quoted(value: str) -> str:
    return _held(value).translate(_IN_ATTRIBUTES)


def _held(text: str) -> str:
    return _forbidden().sub(lambda found: " " if found[0].isspace() else REPLACEMENT, text)


def forbidden_in(text: str) -> int:
    """How many characters of a text, blanks aside, XML cannot hold."""
    return sum(not found.isspace() for found in _forbidden().findall(text))


def is_word(text: str) -> bool:
    """Whether a text can be a token of an attribute: not empty, without blanks and control characters."""
    return bool(text) and text.isprintable() and not any(character.isspace() for character in text)


def broken_lines(text: str, inside: str, between: str) -> str:
    """A stretch of a paragraph escaped, with elements for the line ends in it: inside a word, as in Chinese, or between words."""
    pieces: list[str] = []
    position = 0
    for gap in GAP.finditer(text):
        if gap[0].splitlines() != [gap[0]]:
            parted = text[max(0, gap.start() - 1) : gap.start()] + text[gap.end() : gap.end() + 1]
            pieces += [escaped(text[position : gap.start()]), between if parted.isascii() and parted.isalnum() else inside]
            position = gap.end()
    return "".join((*pieces, escaped(text[position:])))


@cache
def _forbidden() -> re.Pattern[str]:
    return re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
