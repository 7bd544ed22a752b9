"""A document as the page carries it: the source text once, and rows that point into it."""

from __future__ import annotations

import json
import re
from typing import Any

from extractor.models import Bulletin, Event, Period, Record
from extractor.writers.tables import cell_text

# What would end the script element, open a comment, or turn the text round for one who reads the page's code.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")

_FIELDS = {
    "speeches": ("id", "title", "name", "positions", "start", "end"),
    "commitments": (
        *("id", "speech_id", "parent_id", "level", "ordinal", "marker", "headline", "kind", "responsible", "deadline", "start", "end"),
    ),
    "actions": ("id", "commitment_id", "actor", "start", "end"),
    "figures": (
        *("id", "speech_id", "commitment_id", "start", "end", "kind", "value", "value_max", "fraction", "unit", "comparator", "metric"),
        *("period", "change", "basis", "status", "label"),
    ),
    "diagnostics": ("id", "code", "severity", "message", "start", "end", "related"),
}


def page_data(bulletin: Bulletin, text: str, language: str) -> str:
    """The document as JSON that can stand inside a script element of any page."""
    data = {
        "lang": language,
        "source": bulletin.source.model_dump(),
        "text": text,
        "title": _cited(bulletin.title, text),
        "subtitle": _cited(bulletin.subtitle, text),
        "event": _event(bulletin.event, text),
        "tables": {
            table: {"fields": fields, "rows": [_row(row, fields, text) for row in getattr(bulletin, table)]}
            for table, fields in _FIELDS.items()
        },
    }
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _row(row: Any, fields: tuple[str, ...], text: str) -> list[Any]:
    return [_value(row, field, text) for field in fields]


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
            return _period(row.period)
        case _:
            return getattr(row, field)


def _period(period: Period | None) -> dict[str, Any] | None:
    return None if period is None else _without(period, "text")


def _event(event: Event | None, text: str) -> dict[str, Any] | None:
    return None if event is None else {key: _cited(value, text) if isinstance(value, str) else value for key, value in event}


def _without(row: Record, field: str) -> dict[str, Any]:
    return {key: value for key, value in row if key != field}


def _cited(value: str | None, text: str, start: int = 0, end: int | None = None) -> str | tuple[int, int] | None:
    """The place of a text in the source, or the text itself where it stands there with other blanks or not at all."""
    if not value:
        return value
    found = text.find(value, start, end)
    return value if found < 0 else (found, found + len(value))
