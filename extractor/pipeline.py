"""The order of the stages: a source text in, a document out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache

from pydantic import TypeAdapter

from extractor.audit.checks import audited
from extractor.events import DatedEvent, date_event
from extractor.figures.context import figures_of
from extractor.figures.drafts import FigureDraft
from extractor.join.document import join
from extractor.join.figures import rows_of_figures
from extractor.models import Bulletin, Figure, Source
from extractor.periods import scan
from extractor.readers.plain import SourceText
from extractor.structure.document import outline_of
from extractor.structure.outline import Outline, Span, own_stretches
from extractor.text.layout import view_of


def bulletin_of(source: SourceText, day: date | None = None) -> Bulletin:
    """The document of a decoded text; ``day`` is when the meeting was, where the text does not say the year."""
    with _collector_paused():
        return _bulletin_of(source, day)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Hold the cyclic garbage collector off: the rows hold no cycles, and its passes over them grow with the square."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _bulletin_of(source: SourceText, day: date | None) -> Bulletin:
    view, joins = view_of(source.text)
    outline = outline_of(view)
    event = date_event(outline.event, view.text, day)
    found = _figures_of(view.text, outline)
    debris = [part.span for part in outline.parts if part.role == "trailer"]
    figures = [figure for figure in found if not any(start <= figure.quantity.start < end for start, end in debris)] if debris else found
    described = Source(
        name=source.name,
        media_type=source.media_type,
        encoding=source.encoding,
        sha256=source.sha256,
        characters=len(source.text),
    )
    bulletin = join(described, view, outline, figures, joins, source.undecodable, event, source.notes, source.places)
    return audited(bulletin, view, source.text)


def plan_spans(outline: Outline) -> list[Span]:
    """The stretches whose innermost item is a plan, and those of sections of plans, in order, not overlapping."""
    items = outline.items
    plans = (index for index, item in enumerate(items) if item.kind == "plan")
    own = (span for index in plans for span in own_stretches(items, index, items[index].span[0]) if span[0] < span[1])
    return sorted((*own, *outline.planned))


def _figures_of(text: str, outline: Outline) -> list[FigureDraft]:
    return figures_of(text, scan(text), plan_spans(outline), [item.span[0] for item in outline.items])


def figures_in(text: str, day: date | None) -> tuple[Figure, ...]:
    """The figures of a fragment of text, validated; nothing around it is read."""
    view, _ = view_of(text)
    drafts = _figures_of(view.text, outline_of(view))
    event = DatedEvent(day, None, day.year if day else None, False)
    rows = rows_of_figures(drafts, view, event, lambda _: (None, None))
    return _figures().validate_python(rows)


@cache
def _figures() -> TypeAdapter[tuple[Figure, ...]]:
    return TypeAdapter(tuple[Figure, ...])
