"""The records of the structure stage; places are view indices, end exclusive, unless said otherwise."""

from collections.abc import Sequence
from typing import NamedTuple

from extractor.models import ItemKind, Role, Severity

Span = tuple[int, int]


class EventDraft(NamedTuple):
    """The meeting as the text tells of it; ``date_text`` as written, resolved to days by the join."""

    name: str | None
    date_text: str | None
    place: str | None
    year_hint: int | None = None  # a year that a dateline or publication line gives to a date without one


class SpeakerDraft(NamedTuple):
    """A speaker line read: name, posts as (organization, title), the line as written."""

    name: str | None
    positions: tuple[tuple[str | None, str], ...]
    text: str | None


class QuestionDraft(NamedTuple):
    """The question that a speech answers."""

    name: str | None
    outlet: str | None
    span: Span


class SpeechDraft(NamedTuple):
    """One person's turn: heading, speaker, span."""

    title: str | None
    speaker: SpeakerDraft
    span: Span
    question: QuestionDraft | None = None


class ItemDraft(NamedTuple):
    """A numbered item. ``parent`` and ``speech`` are indices into the outline's tuples; items stand in order of start."""

    span: Span
    marker: Span
    headline: Span
    ordinal: int
    level: int
    kind: ItemKind
    parent: int | None
    speech: int | None
    announced: int | None


class PartDraft(NamedTuple):
    """A stretch of the view by its role."""

    role: Role
    span: Span


class DiagnosticDraft(NamedTuple):
    """A doubt with its place; ``related`` names rows as (table, index), resolved to ids by the join."""

    code: str
    severity: Severity
    message: str
    span: Span
    related: tuple[tuple[str, int], ...] = ()


class Outline(NamedTuple):
    """What the structure stage finds in a view."""

    title: str | None
    subtitle: str | None
    event: EventDraft | None
    editor_note: Span | None
    parts: tuple[PartDraft, ...]
    speeches: tuple[SpeechDraft, ...]
    items: tuple[ItemDraft, ...]
    planned: tuple[Span, ...]  # what stands outside items under headings that announce plans, 二、明年工作安排
    diagnostics: tuple[DiagnosticDraft, ...]


def own_stretches(items: Sequence[ItemDraft], index: int, start: int) -> list[Span]:
    """The stretches of an item from ``start`` on that lie outside its inner items, in order; some may be empty."""
    stretches: list[Span] = []
    inner = index + 1
    while inner < len(items) and items[inner].span[0] < items[index].span[1]:
        if items[inner].parent == index:
            stretches.append((start, items[inner].span[0]))
            start = items[inner].span[1]
        inner += 1
    return [*stretches, (start, items[index].span[1])]
