"""The rows of the commitments and actions tables: who answers, until when, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import events
from extractor.actions import find_actions, responsible_for
from extractor.figures.drafts import FigureDraft
from extractor.join.deadlines import deadlines_of
from extractor.join.places import Places, Row
from extractor.structure.outline import ItemDraft, Outline
from extractor.text.spans import View


def commitment_rows(
    outline: Outline,
    places: Places,
    view: View,
    item_ids: Sequence[str],
    speech_ids: Sequence[str],
    figures: Sequence[FigureDraft],
    figure_rows: Sequence[Row],
    actors: Sequence[list[str]],
    event: events.DatedEvent,
) -> list[Row]:
    """The rows of the commitments table."""
    deadlines = deadlines_of(outline.items, item_ids, view.text, figures, figure_rows, event)
    rows = []
    for index, item in enumerate(outline.items):
        speech = None if item.speech is None else outline.speeches[item.speech]
        own = [organization for organization, _ in speech.speaker.positions if organization] if speech else []
        rows.append(
            {
                "id": item_ids[index],
                "speech_id": None if item.speech is None else speech_ids[item.speech],
                "parent_id": None if item.parent is None else item_ids[item.parent],
                "level": item.level,
                "ordinal": item.ordinal,
                "marker": view.raw[slice(*item.marker)],
                "headline": view.raw[slice(*item.headline)],
                "kind": item.kind,
                "announced": item.announced,
                "responsible": _answerable(_responsible(view, item, actors[index]), own),
                "deadline": deadlines[index],
                **places.row(item.span),
            }
        )
    return rows


def _responsible(view: View, item: ItemDraft, actors: list[str]) -> list[str]:
    """Whom an item names as answering for it, as the source writes them."""
    return [view.as_written(name, *item.span) for name in responsible_for(view.text, item, actors)]


def _answerable(named: Sequence[str], own: Sequence[str]) -> list[str]:
    """The bodies that an item names, a short name of the speaker's own body (财政厅) in full; else the speaker's own."""
    full = [next((body for body in own if body.endswith(name)), name) for name in named]
    return list(dict.fromkeys(full or own))


def action_rows(outline: Outline, places: Places, item_ids: Sequence[str]) -> tuple[list[Row], list[list[str]]]:
    """One row a sentence of an item that says what is done; and the actors that each item names."""
    rows: list[Row] = []
    actors: list[list[str]] = []
    view = places.view
    for index, item_id in enumerate(item_ids):
        named: list[str] = []
        for number, ((start, end), actor) in enumerate(find_actions(view.text, outline.items, index), 1):
            if actor is not None:
                named.append(view.text[slice(*actor)])
            said = None if actor is None else view.raw[slice(*actor)]
            rows.append({"id": f"{item_id}.a{number}", "commitment_id": item_id, "actor": said, **places.row((start, end))})
        actors.append(named)
    return rows, actors
