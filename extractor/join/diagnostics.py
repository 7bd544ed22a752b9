"""The rows of the diagnostics table, from every stage, in order of place."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import events
from extractor.join.places import Places, Row
from extractor.models import Severity
from extractor.structure.outline import DiagnosticDraft, Outline
from extractor.text.layout import Join

# Code, severity, message, start and end: the fields of a reader's note, which is not imported from beside.
ReaderNote = tuple[str, Severity, str, int, int]

_BROKEN = "A sentence breaks off at a line end; it was read on in the next line."
_FURNITURE = "The number of a page, or what is printed on every page, stands here; it was passed over."
_UNDECODABLE = "Bytes that the encoding does not know; U+FFFD stands for them."


def diagnostic_rows(
    outline: Outline,
    places: Places,
    ids: dict[str, list[str]],
    joins: Sequence[Join],
    undecodable: Sequence[tuple[int, int]],
    event: events.DatedEvent,
    notes: Sequence[ReaderNote] = (),
) -> list[Row]:
    """The rows of the diagnostics table, in order of place."""
    rows: list[Row] = []
    for gap in joins:
        if gap.furniture:
            rows.append(_diagnostic("left-out", "note", _FURNITURE, gap.start, gap.end))
        else:
            rows.append(_diagnostic("broken-paragraph", "note", _BROKEN, gap.start, gap.end))
    for start, end in undecodable:
        rows.append(_diagnostic("undecodable-bytes", "warning", _UNDECODABLE, start, end))
    for note in notes:
        rows.append(_diagnostic(*note))
    for draft in outline.diagnostics:
        rows.append(_structure_diagnostic(draft, places, ids))
    if event.inferred and event.span is not None:
        place = places.row(event.span)
        year, later = event.year, (event.year or 0) + 1
        message = (
            f"The date has no year; {year} was assumed, the latest that the text speaks of; it looks back, so that {later} may be meant."
            if event.may_be_next
            else f"The date has no year; {year} was assumed, the latest that the text speaks of."
        )
        rows.append(_diagnostic("date-inferred", "note", message, place["start"], place["end"]))
    rows.sort(key=lambda row: (row["start"], row["end"]))
    for number, row in enumerate(rows, 1):
        row["id"] = f"d{number}"
    return rows


def _structure_diagnostic(draft: DiagnosticDraft, places: Places, ids: dict[str, list[str]]) -> Row:
    place = places.row(draft.span)
    row = _diagnostic(draft.code, draft.severity, draft.message, place["start"], place["end"])
    row["related"] = [ids[table][index] for table, index in draft.related]
    return row


def _diagnostic(code: str, severity: str, message: str, start: int, end: int) -> Row:
    return {"code": code, "severity": severity, "message": message, "start": start, "end": end, "related": []}
