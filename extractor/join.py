"""The join: the outline and the figures of a view become one document, with ids, source offsets and what needs both sides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from extractor import events, lexicons, periods
from extractor.actions import deadline_written, find_actions, responsible_for
from extractor.figures.drafts import FigureDraft
from extractor.models import SCHEMA_VERSION, Bulletin, Source
from extractor.structure.outline import DiagnosticDraft, ItemDraft, Outline, Span
from extractor.text.layout import Join
from extractor.text.spans import View

Row = dict[str, Any]
_EARLY = 3
_WHOLE_YEAR = ("全年", "年末", "年底", "下半年", "第四季度", "四季度")


def join(
    source: Source,
    view: View,
    outline: Outline,
    figures: Sequence[FigureDraft],
    joins: Sequence[Join],
    undecodable: Sequence[tuple[int, int]],
    event: events.DatedEvent,
) -> Bulletin:
    """The document: every row validated, every place in source offsets."""
    places = _Places(view)
    speech_ids = [f"s{n}" for n in range(1, len(outline.speeches) + 1)]
    item_ids = _item_ids(outline.items, speech_ids)
    inside = _Innermost(outline.items)

    def owners(index: int) -> tuple[str | None, str | None]:
        item = inside.at(index)
        speech = _speech_at(outline, index) if item is None else outline.items[item].speech
        return (None if speech is None else speech_ids[speech]), (None if item is None else item_ids[item])

    figure_rows = rows_of_figures(figures, view, event, owners)
    ids = {"speeches": speech_ids, "commitments": item_ids, "figures": [row["id"] for row in figure_rows]}
    action_rows, actors = _action_rows(outline, view, places, item_ids)
    data: Row = {
        "schema_version": SCHEMA_VERSION,
        "source": source,
        "title": outline.title,
        "subtitle": outline.subtitle,
        "event": _event_row(outline, event),
        "editor_note": places.row(outline.editor_note) if outline.editor_note else None,
        "parts": [_part_row(part.role, part.span, places) for part in outline.parts],
        "speeches": [_speech_row(n, outline, places) for n in range(len(outline.speeches))],
        "commitments": _commitment_rows(outline, places, view, item_ids, speech_ids, figure_rows, actors, event),
        "actions": action_rows,
        "figures": figure_rows,
        "diagnostics": _diagnostic_rows(outline, places, ids, joins, undecodable, event),
    }
    return Bulletin.model_validate(data)


class _Places:
    """View spans as rows of the document: text, start, end."""

    def __init__(self, view: View) -> None:
        self.view = view

    def row(self, span: Span) -> Row:
        start, end = span
        raw = self.view.raw
        while start < end and raw[start] in " \n":
            start += 1
        while end > start and raw[end - 1] in " \n":
            end -= 1
        first, last = self.view.source_span(start, end)
        return {"text": raw[start:end], "start": first, "end": last}


class _Innermost:
    """Which item a place stands in: the innermost one."""

    def __init__(self, items: Sequence[ItemDraft]) -> None:
        self.items = items
        self.starts = [item.span[0] for item in items]

    def at(self, index: int) -> int | None:
        found = bisect_right(self.starts, index) - 1
        while found >= 0 and self.items[found].span[1] <= index:
            parent = self.items[found].parent
            if parent is None:
                return None
            found = parent
        return found if found >= 0 else None


def _item_ids(items: Sequence[ItemDraft], speech_ids: Sequence[str]) -> list[str]:
    counts: dict[int | None, int] = {}
    ids = []
    for item in items:
        number = counts[item.speech] = counts.get(item.speech, 0) + 1
        ids.append(f"c{number}" if item.speech is None else f"{speech_ids[item.speech]}.c{number}")
    return ids


def _event_row(outline: Outline, event: events.DatedEvent) -> Row | None:
    draft = outline.event
    if draft is None and event.day is None:
        return None
    return {
        "name": draft.name if draft else None,
        "date": event.day.isoformat() if event.day else None,
        "date_end": event.last_day.isoformat() if event.last_day else None,
        "date_text": draft.date_text if draft else None,
        "date_inferred": event.inferred,
        "place": draft.place if draft else None,
    }


def _part_row(role: str, span: Span, places: _Places) -> Row:
    row = places.row(span)
    return {"role": role, "start": row["start"], "end": row["end"]}


def _speech_row(index: int, outline: Outline, places: _Places) -> Row:
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


def _commitment_rows(
    outline: Outline,
    places: _Places,
    view: View,
    item_ids: Sequence[str],
    speech_ids: Sequence[str],
    figure_rows: Sequence[Row],
    actors: Sequence[list[str]],
    event: events.DatedEvent,
) -> list[Row]:
    deadlines = _deadlines(outline.items, item_ids, figure_rows)
    deadlines.update(_written_deadlines(outline.items, view.text, event))
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
                "responsible": _answerable(responsible_for(view.raw, item, actors[index]), own),
                "deadline": deadlines.get(index),
                **places.row(item.span),
            }
        )
    return rows


def _deadlines(items: Sequence[ItemDraft], item_ids: Sequence[str], figure_rows: Sequence[Row]) -> dict[int, str]:
    """The latest last day of each item's targets, its inner items' included."""
    by_id = {item_id: index for index, item_id in enumerate(item_ids)}
    latest: dict[int, str] = {}
    for row in figure_rows:
        period = row["period"]
        if row["status"] != "target" or row["commitment_id"] is None or period is None or period["last_day"] is None:
            continue
        index: int | None = by_id[row["commitment_id"]]
        while index is not None:
            latest[index] = max(latest.get(index, ""), period["last_day"])
            index = items[index].parent
    return latest


def _answerable(named: Sequence[str], own: Sequence[str]) -> list[str]:
    """The bodies that an item names, a short name of the speaker's own body (财政厅) in full; else the speaker's own."""
    full = [next((body for body in own if body.endswith(name)), name) for name in named]
    return list(dict.fromkeys(full or own))


def _written_deadlines(items: Sequence[ItemDraft], text: str, event: events.DatedEvent) -> dict[int, str]:
    """The last days of what the items themselves give as 完成时限."""
    found: dict[int, str] = {}
    for index, item in enumerate(items):
        span = deadline_written(text, item)
        if span is None:
            continue
        days = [periods.days_of(mention, event.day, event.year)[1] for mention in periods.scan(text[slice(*span)])]
        last = max((day for day in days if day is not None), default=None)
        if last is not None:
            found[index] = last
    return found


def _action_rows(outline: Outline, view: View, places: _Places, item_ids: Sequence[str]) -> tuple[list[Row], list[list[str]]]:
    """One row a sentence of an item that says what is done; and the actors that each item names."""
    rows: list[Row] = []
    actors: list[list[str]] = []
    for index in range(len(outline.items)):
        named: list[str] = []
        for number, (span, actor) in enumerate(find_actions(view.text, outline.items, index), 1):
            name = None if actor is None else view.raw[slice(*actor)]
            if name is not None:
                named.append(name)
            rows.append({"id": f"{item_ids[index]}.a{number}", "commitment_id": item_ids[index], "actor": name, **places.row(span)})
        actors.append(named)
    return rows, actors


def rows_of_figures(
    figures: Sequence[FigureDraft], view: View, event: events.DatedEvent, owners: Callable[[int], tuple[str | None, str | None]]
) -> list[Row]:
    """The figures table's rows; ``owners`` gives the ids of the speech and the item that a view index stands in."""
    places = _Places(view)
    rows = []
    years = _Years(view.text, event)
    for number, draft in enumerate(figures, 1):
        year = years.year_for(draft) if draft.period is not None else None
        rows.append(_figure_row(f"f{number}", draft, places, event, owners(draft.quantity.start), year))
    return rows


class _Years:
    """The year of a date that names none: the one named before in its paragraph, else the event's; in the first months of a
    year what is reported of 全年 is the year before."""

    def __init__(self, text: str, event: events.DatedEvent) -> None:
        self.text = text
        self.event = event
        self.named: tuple[int, int] | None = None  # year, and where it was named

    def year_for(self, draft: FigureDraft) -> int | None:
        mention = draft.period
        assert mention is not None
        own = periods.year_of(mention, None)
        if own is not None:
            self.named = (own, mention.start)
            return own
        if self.named is not None and "\n" not in self.text[self.named[1] : mention.start]:
            return self.named[0]
        year, day = self.event.year, self.event.day
        early = day is not None and day.month <= _EARLY and not draft.target and mention.first.startswith(_WHOLE_YEAR)
        return year - 1 if early and year is not None else year


def _figure_row(row_id: str, draft: FigureDraft, places: _Places, event: events.DatedEvent, owners: tuple[str | None, str | None], year: int | None) -> Row:
    quantity = draft.quantity
    period = None
    target = draft.target
    if draft.period is not None:
        mention = draft.period
        first_day, last_day = periods.days_of(mention, event.day, year)
        period = {**places.row((mention.start, mention.end)), "first_day": first_day, "last_day": last_day, "inherited": draft.inherited}
        if event.day is not None:
            target = _by_days(target, first_day, last_day, event.day.isoformat(), mention.rule)
    return {
        "id": row_id,
        "speech_id": owners[0],
        "commitment_id": owners[1],
        **places.row((quantity.start, quantity.end)),
        "sentence": places.view.raw[slice(*draft.sentence)].strip(),
        "kind": quantity.kind,
        "value": quantity.value,
        "value_max": quantity.value_max,
        "fraction": quantity.fraction,
        "factor": _factor(draft),
        "unit": quantity.unit,
        "unit_code": lexicons.attributes("unit", "code").get(quantity.unit),
        "comparator": draft.comparator,
        "metric": _as_written(draft.metric, draft, places.view),
        "period": period,
        "change": draft.change,
        "basis": _as_written(draft.basis, draft, places.view),
        "status": "target" if target else "actual",
        "label": draft.label,
    }


def _as_written(phrase: str | None, draft: FigureDraft, view: View) -> str | None:
    """A phrase of a figure's sentence in the source's own characters (１９５４年), where it was not put together."""
    start, end = draft.sentence
    if phrase is None or view.text[start:end] == view.raw[start:end]:
        return phrase
    at = view.text.find(phrase, start, end)
    return view.raw[at : at + len(phrase)] if at >= 0 else phrase


def _factor(draft: FigureDraft) -> Decimal | None:
    """New over old: 3 for 增长两倍, 2 for 翻一番, 3 for 是…的三倍."""
    factor = draft.quantity.factor
    if factor is None or draft.change is None or draft.quantity.unit != "倍" or draft.doubling:
        return factor
    return factor + 1 if draft.change == "increase" else factor


def _by_days(target: bool, first_day: str | None, last_day: str | None, event_day: str, rule: str) -> bool:
    """Whether a figure is a target, by its period: what is over is reached, what is to come is promised."""
    if last_day is not None and last_day < event_day:
        return False
    if first_day is not None and first_day > event_day:
        return True
    return target or (rule == "up_to" and last_day is not None and last_day > event_day)


def _speech_at(outline: Outline, index: int) -> int | None:
    starts = [speech.span[0] for speech in outline.speeches]
    found = bisect_right(starts, index) - 1
    return found if found >= 0 and index < outline.speeches[found].span[1] else None


def _diagnostic_rows(
    outline: Outline,
    places: _Places,
    ids: dict[str, list[str]],
    joins: Sequence[Join],
    undecodable: Sequence[tuple[int, int]],
    event: events.DatedEvent,
) -> list[Row]:
    rows: list[Row] = []
    for gap in joins:
        rows.append(
            _diagnostic(
                "broken-paragraph", "note", "a sentence breaks off at a line end; it was read on in the next line", gap.start, gap.end
            )
        )
    for start, end in undecodable:
        rows.append(
            _diagnostic("undecodable-bytes", "warning", "bytes that the encoding does not know; U+FFFD stands for them", start, end)
        )
    for draft in outline.diagnostics:
        rows.append(_structure_diagnostic(draft, places, ids))
    if event.inferred and event.span is not None:
        place = places.row(event.span)
        message = f"the date has no year; {event.year} was assumed, the latest that the text speaks of"
        rows.append(_diagnostic("date-inferred", "note", message, place["start"], place["end"]))
    rows.sort(key=lambda row: (row["start"], row["end"]))
    for number, row in enumerate(rows, 1):
        row["id"] = f"d{number}"
    return rows


def _structure_diagnostic(draft: DiagnosticDraft, places: _Places, ids: dict[str, list[str]]) -> Row:
    place = places.row(draft.span)
    row = _diagnostic(draft.code, draft.severity, draft.message, place["start"], place["end"])
    row["related"] = [ids[table][index] for table, index in draft.related]
    return row


def _diagnostic(code: str, severity: str, message: str, start: int, end: int) -> Row:
    return {"code": code, "severity": severity, "message": message, "start": start, "end": end, "related": []}
