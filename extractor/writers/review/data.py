"""A document as the page carries it: the source text once, and rows that point into it."""

from __future__ import annotations

import json
import re
from typing import Any

from extractor.models import Bulletin
from extractor.writers.tables import cell_text

# What would end the script element, open a comment, or turn the text round for one who reads the page's code.
_UNSAFE = re.compile("[<\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

_TRIES = 50  # places where a text could begin

# What is kept of a row; its texts are left out, since its place gives them.
_FIELDS = {
    "speeches": "id title name positions start end",
    "commitments": "id speech_id parent_id level ordinal marker headline kind responsible deadline start end",
    "actions": "id commitment_id actor start end",
    "figures": (
        "id speech_id commitment_id start end kind value value_max fraction unit comparator metric period change basis status label"
    ),
    "diagnostics": "id code severity message start end related",
}


def page_data(bulletin: Bulletin, text: str, language: str) -> str:
    """The document as JSON that can stand inside a script element of any page."""
    event = bulletin.event
    data = {
        "lang": language,
        "source": bulletin.source.model_dump(),
        "text": text,
        "title": _cited(bulletin.title, text),
        "subtitle": _cited(bulletin.subtitle, text),
        "event": event and {key: _cited(value, text) if isinstance(value, str) else value for key, value in event},
        "tables": {table: _rows(getattr(bulletin, table), names.split(), text) for table, names in _FIELDS.items()},
    }
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _rows(rows: tuple[Any, ...], fields: list[str], text: str) -> dict[str, Any]:
    return {"fields": fields, "rows": [[_value(row, field, text) for field in fields] for row in rows]}


def _value(row: Any, field: str, text: str) -> Any:
    match field:
        case "name":
            return row.speaker.name
        case "positions":
            return [(position.organization, position.title) for position in row.speaker.positions]
        case "title" | "headline":
            return _cited(getattr(row, field), text, row.start, row.end)
        case "value" | "value_max":  # as text: a double would not carry every number
            number = getattr(row, field)
            return None if number is None else cell_text(number)
        case "period":
            return row.period and {key: value for key, value in row.period if key != "text"}
        case _:
            return getattr(row, field)


def _cited(value: str | None, text: str, start: int = 0, end: int | None = None) -> str | list[int | str] | None:
    """The place of a text in the source: start and end, or several of them where it was joined over line ends.

    What stands between two places (a blank that joins two lines) is given as it is; a text that does not stand there is given whole.
    """
    if not value:
        return value
    found = text.find(value, start, end)
    if found >= 0:
        return [found, found + len(value)]
    end = len(text) if end is None else end
    tries = 0
    at = text.find(value[0], start, end)
    while at >= 0 and tries < _TRIES:
        pieces = _pieces(value, text, at, end)
        if pieces:
            return pieces
        at, tries = text.find(value[0], at + 1, end), tries + 1
    return value


def _pieces(value: str, text: str, at: int, end: int) -> list[int | str]:
    """The places of the pieces of a text that stands at a place with other blanks; none where it does not stand there."""
    pieces: list[int | str] = []
    begun = at
    for character in value:
        if at < end and text[at] == character:
            at += 1
            continue
        pieces += [begun, at]
        if character.isspace():
            pieces.append(character)
        while at < end and text[at].isspace():
            at += 1
        begun = at
        if not character.isspace():
            if at == end or text[at] != character:
                return []
            at += 1
    return [*pieces, begun, at]
