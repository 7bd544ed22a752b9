"""The document: every row validated, every place in source offsets."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor import events
from extractor.figures.drafts import FigureDraft
from extractor.join.diagnostics import ReaderNote, diagnostic_rows
from extractor.join.figures import rows_of_figures
from extractor.join.items import action_rows, commitment_rows
from extractor.join.places import Owners, Places, Row, number_items
from extractor.models import SCHEMA_VERSION, Bulletin, Source
from extractor.structure.outline import Outline, Span
from extractor.text.layout import Join
from extractor.text.spans import View


def join(
    source: Source,
    view: View,
    outline: Outline,
    figures: Sequence[FigureDraft],
    joins: Sequence[Join],
    undecodable: Sequence[tuple[int, int]],
    event: events.DatedEvent,
    notes: Sequence[ReaderNote] = (),
    lines: Sequence[tuple[int, int, str]] = (),
) -> Bulletin:
    """The document: every row validated, every place in source offsets.

    ``notes`` are what the reader had to say, ``lines`` where the lines of a web page stand in it (start, end, selector).
    """
    places = Places(view, [gap for gap in joins if gap.furniture])
    speech_ids = [f"s{n}" for n in range(1, len(outline.speeches) + 1)]
    item_ids = number_items(outline.items, speech_ids)
    figure_rows = rows_of_figures(figures, view, event, Owners(outline, speech_ids, item_ids).at)
    ids = {"speeches": speech_ids, "commitments": item_ids, "figures": [row["id"] for row in figure_rows]}
    actions, actors = action_rows(outline, places, item_ids)
    data: Row = {
        "schema_version": SCHEMA_VERSION,
        "source": source,
        "title": outline.title,
        "subtitle": outline.subtitle,
        "event": _event_row(outline, event),
        "editor_note": places.row(outline.editor_note) if outline.editor_note else None,
        "parts": _part_rows(outline, places, joins),
        "places": [{"start": start, "end": end, "selector": selector} for start, end, selector in lines],
        "speeches": [_speech_row(n, outline, places) for n in range(len(outline.speeches))],
        "commitments": commitment_rows(outline, places, view, item_ids, speech_ids, figures, figure_rows, actors, event),
        "actions": actions,
        "figures": figure_rows,
        "diagnostics": diagnostic_rows(outline, places, ids, joins, undecodable, event, notes),
    }
    return Bulletin.model_validate(data)


def _event_row(outline: Outline, event: events.DatedEvent) -> Row | None:
    draft = outline.event
    if event.day is None and (draft is None or (draft.name, draft.date_text, draft.place) == (None, None, None)):
        return None
    return {
        "name": draft.name if draft else None,
        "date": event.day.isoformat() if event.day else None,
        "date_end": event.last_day.isoformat() if event.last_day else None,
        "date_text": draft.date_text if draft else None,
        "date_inferred": event.inferred,
        "place": draft.place if draft else None,
    }


def _part_rows(outline: Outline, places: Places, joins: Sequence[Join]) -> list[Row]:
    """The parts, and as debris what is printed between two of them on every page."""
    rows = [_part_row(part.role, part.span, places) for part in outline.parts]
    ends = [row["end"] for row in rows]
    between = [
        {"role": "trailer", "start": join.start, "end": join.end}
        for join in joins
        if join.furniture and rows[bisect_right(ends, join.start)]["start"] > join.start
    ]
    return sorted([*rows, *between], key=lambda row: int(row["start"])) if between else rows


def _part_row(role: str, span: Span, places: Places) -> Row:
    row = places.row(span)
    return {"role": role, "start": row["start"], "end": row["end"]}


def _speech_row(index: int, outline: Outline, places: Places) -> Row:
    speech = outline.speeches[index]
    question = None
    if speech.question is not None:
        asked = speech.question
        question = {"speaker": {"name": asked.name, "outlet": asked.outlet}, **places.row(asked.span)}
    speaker = speech.speaker
    return {
        "id": f"s{index + 1}",
        "title": speech.title,
        "speaker": {
            "name": speaker.name,
            "positions": [{"organization": organization, "title": title} for organization, title in speaker.positions],
            "text": speaker.text,
        },
        "question": question,
        **places.row(speech.span),
    }
