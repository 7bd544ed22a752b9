"""The outline of a document: every line in one part, who speaks, what is numbered."""

from __future__ import annotations

import re
from functools import cache

from extractor import lexicons
from extractor.models import Role
from extractor.structure import repeats
from extractor.structure.chains import gap_notes
from extractor.structure.events import find_event
from extractor.structure.front import Front, opens_address, read_front, split_run_together
from extractor.structure.headings import section_kind
from extractor.structure.items import Region, find_items
from extractor.structure.lines import Line, has_words, is_short, is_trailer, split_lines
from extractor.structure.markers import Marker, find_markers
from extractor.structure.outline import DiagnosticDraft, EventDraft, ItemDraft, Outline, PartDraft, SpeakerDraft, SpeechDraft
from extractor.structure.speakers import is_name, post_after, speaker_of
from extractor.structure.speeches import Cut, digest_cuts, draft_speeches, turn_cuts
from extractor.text.spans import View

FRONT_LINES = 30
EVENT_LINES = 12  # so far into the text the sentence that reports the meeting is looked for


def outline_of(view: View) -> Outline:
    """Parts, title, event, speeches, items and diagnostics of a view; places are view indices."""
    lines = split_run_together(split_lines(view.text))
    cuts = turn_cuts(lines) or digest_cuts(lines)
    if len(cuts) == 1 and cuts[0].turn is None and not cuts[0].heading:
        cuts = []
    content = cuts[0].first if cuts else _content_start(lines)
    front = read_front(lines[:content], joined_title=bool(cuts) or _is_speech_title(lines[:content]))
    roles: list[Role] = [*front.roles, *["body"] * (len(lines) - content)]
    if cuts:
        speeches, placed = draft_speeches(lines, cuts)
        for cut, number in placed:
            roles[cut.first : cut.last] = ["speech" if number is not None else "question"] * (cut.last - cut.first)
            _mark_trailers(lines, roles, cut.last, placed)
    else:
        speeches = _single(lines, front, content)
        _mark_tail(lines, roles, content)
        if speeches:
            last = max((i for i in range(content, len(lines)) if roles[i] != "trailer"), default=content)
            roles[content : last + 1] = ["speech"] * (last + 1 - content)
            speeches = [SpeechDraft(one.title, one.speaker, (lines[content].start, lines[last].end)) for one in speeches]
    for i, line in enumerate(lines):
        if roles[i] not in ("speech", "question") and not has_words(line.text):
            roles[i] = "unread"
    items, notes = _items(view.text, speeches, lines, roles)
    notes += repeats.find_repeats(view.text, items)
    notes += [
        DiagnosticDraft("unread-text", "note", "This text was not understood and is in no table.", (line.start, line.end))
        for line, role in zip(lines, roles, strict=True)
        if role == "unread"
    ]
    event = _as_written(view, find_event(front, lines[: content + EVENT_LINES]))
    return Outline(
        title=_joined(view, front.title),
        subtitle=_joined(view, front.subtitle),
        event=event,
        editor_note=(front.note[0].start, front.note[-1].end) if front.note else None,
        parts=_parts(lines, roles, speeches),
        speeches=tuple(speeches),
        items=tuple(items),
        diagnostics=tuple(sorted(notes, key=lambda note: note.span)),
    )


def _content_start(lines: list[Line]) -> int:
    """The first line that is neither title nor date nor speaker: an address, a marker, or prose."""
    for i, line in enumerate(lines[:FRONT_LINES]):
        text = line.text
        if is_trailer(text) or not has_words(text) or speaker_of(text) is not None:
            continue
        if opens_address(text) or (not is_short(text) and not text.startswith(("（", "(", "【", "—"))):
            return i
        if any(marker.leads for marker in find_markers(text)):
            return i
    return min(len(lines), FRONT_LINES)


def _is_speech_title(lines: list[Line]) -> bool:
    return any(is_short(line.text) and _speech_pattern().search(line.text) for line in lines)


@cache
def _speech_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!发表)(?<!发表重要)(?<!作重要)(?<!作总结){lexicons.alternation('genre', 'speech')}(?:[（(].{{0,12}}[）)])?$")


def _single(lines: list[Line], front: Front, content: int) -> list[SpeechDraft]:
    """The one speech of a report or a leader's speech; empty for news, minutes and other texts without a speaker."""
    if content >= len(lines):
        return []
    named = speaker_of(front.speaker.text) if front.speaker else None
    after = next((held for line in reversed(lines[content:]) if (held := post_after(line.text))), ())
    title = "".join(line.text for line in front.title)
    speaks = opens_address(lines[content].text) or _speech_pattern().search(title) is not None
    if named is None and not speaks and not after:
        return []
    if named is None:
        match = re.match(r"([\u3400-\u9fff·]{2,8}?)(?:[：:]|同志)?在", title)
        name = match[1] if match and is_name(match[1]) else None
        named = SpeakerDraft(name, after, None)
    return [SpeechDraft(None, named, (lines[content].start, lines[-1].end))]


def _mark_trailers(lines: list[Line], roles: list[Role], first: int, placed: list[tuple[Cut, int | None]]) -> None:
    """Between two speeches: page debris and bylines are trailer, what else is short is a banner."""
    starts = {cut.first for cut, _ in placed}
    i = first
    while i < len(lines) and i not in starts:
        roles[i] = "trailer" if is_trailer(lines[i].text) else "banner"
        i += 1


def _mark_tail(lines: list[Line], roles: list[Role], content: int) -> None:
    i = len(lines)
    while i > content and is_trailer(lines[i - 1].text):
        roles[i - 1] = "trailer"
        i -= 1


def _items(text: str, speeches: list[SpeechDraft], lines: list[Line], roles: list[Role]) -> tuple[list[ItemDraft], list[DiagnosticDraft]]:
    """The items of every speech, or of the body."""
    markers = find_markers(text)
    sections = [(line.start, kind) for line in lines if (kind := section_kind(line.text)) is not None]
    regions = [
        Region(one.span[0], one.span[1], n, tuple(section for section in sections if one.span[0] <= section[0] < one.span[1]))
        for n, one in enumerate(speeches)
    ]
    if not regions:
        body = [line for line, role in zip(lines, roles, strict=True) if role == "body"]
        regions = [Region(body[0].start, body[-1].end, None, tuple(sections))] if body else []
    items: list[ItemDraft] = []
    notes: list[DiagnosticDraft] = []
    at = 0
    for region in regions:
        while at < len(markers) and markers[at].start < region.start:
            at += 1
        inside: list[Marker] = []
        while at < len(markers) and markers[at].end <= region.end:
            inside.append(markers[at])
            at += 1
        found, _ = find_items(text, region, inside)
        base = len(items)
        items += [item if item.parent is None else _moved(item, base) for item in found]
    return items, notes


def _moved(item: ItemDraft, base: int) -> ItemDraft:
    parent = None if item.parent is None else item.parent + base
    return ItemDraft(
        item.span, item.marker, item.headline, item.ordinal, item.level, item.kind, parent, item.speech, item.announced
    )


def _as_written(view: View, event: EventDraft | None) -> EventDraft | None:
    """The event with the source's own characters."""
    if event is None:
        return None

    def raw(text: str | None) -> str | None:
        at = view.text.find(text) if text else -1
        return text if text is None or at < 0 else view.raw[at : at + len(text)]

    return EventDraft(raw(event.name), raw(event.date_text), raw(event.place), event.year_hint)


def _joined(view: View, lines: list[Line]) -> str | None:
    return " ".join(view.raw[line.start : line.end] for line in lines) or None


def _parts(lines: list[Line], roles: list[Role], speeches: list[SpeechDraft]) -> tuple[PartDraft, ...]:
    """Lines of one role that follow each other are one part; each speech is its own."""
    starts = {one.span[0] for one in speeches}
    parts: list[PartDraft] = []
    for line, role in zip(lines, roles, strict=True):
        if parts and parts[-1].role == role and line.start not in starts:
            parts[-1] = PartDraft(role, (parts[-1].span[0], line.end))
        else:
            parts.append(PartDraft(role, (line.start, line.end)))
    return tuple(parts)
