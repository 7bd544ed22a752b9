"""The outline of a document: every line in one part, who speaks, what is numbered."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from itertools import islice, pairwise

from extractor import lexicons
from extractor.models import ItemKind, Role
from extractor.structure.attached import attached, before_attached, without
from extractor.structure.conversations import draft_speeches, told_cuts, turn_cuts
from extractor.structure.datelines import is_dateline
from extractor.structure.events import find_event
from extractor.structure.front import Front, is_issuer, opens_address, opens_note, read_front, unspaced
from extractor.structure.headings import section_kinds, section_starts
from extractor.structure.items import Region, find_items
from extractor.structure.lines import (
    Line,
    has_words,
    is_aside,
    is_han,
    is_header_field,
    is_licence,
    is_rule,
    is_sent,
    is_short,
    is_trailer,
    split_lines,
)
from extractor.structure.markers import find_markers
from extractor.structure.outline import DiagnosticDraft, EventDraft, ItemDraft, Outline, PartDraft, Span, SpeakerDraft, SpeechDraft
from extractor.structure.repeats import find_repeats
from extractor.structure.shaping import shape_lines
from extractor.structure.speakers import is_name, post_after, speaker_of
from extractor.structure.speeches import Cut, digest_cuts
from extractor.text.patterns import lazy
from extractor.text.spans import View, respelled

_TWO = lazy("[和及与暨]")
_TREATED = lazy("(?:热议|审议|讨论|学习|解读|聚焦|热评|起草|修改|点赞)[^，。：]{0,10}报告$")
FRONT_LINES = 30
EVENT_LINES = 12  # so far into the text the sentence that reports the meeting is looked for
DEBRIS_LENGTH = 40
LICENCE_LINES = 12  # a licence and what hangs on it are the last lines of a page
SENT_LINES = 6
AS_WRITTEN = 20_000  # front matter and the head of a speech lie within so many characters


def outline_of(view: View) -> Outline:
    """Parts, title, event, speeches, items and diagnostics of a view; places are view indices."""
    lines = shape_lines(split_lines(view.text))
    cuts = turn_cuts(lines) or digest_cuts(lines, view) or told_cuts(lines)
    if len(cuts) == 1 and cuts[0].turn is None and not cuts[0].heading:
        cuts = []
    content = cuts[0].first if cuts else _content_start(lines)
    front = read_front(lines[:content], joined_title=bool(cuts) or _is_speech_title(lines[:content]))
    if cuts:
        speeches, read = _several(lines, cuts, front.roles)
    else:
        speeches, read = _single(lines, front, content)
    pairs = zip(lines, read, strict=True)
    roles = [_settled(line.text, role) for line, role in pairs]
    signed = [line for line, role in list(zip(lines, roles, strict=True))[content:] if role == "dateline"]
    items, planned, notes = _items(view.text, speeches, lines, roles)
    notes += find_repeats(view.text, items)
    notes += _doubts(lines, roles, speeches)
    return Outline(
        title=_joined(view, front.title),
        subtitle=_joined(view, front.subtitle),
        event=_as_written(view, find_event(front, lines[: content + EVENT_LINES], signed)),
        editor_note=(front.note[0].start, front.note[-1].end) if front.note else None,
        parts=_parts(lines, roles, speeches),
        speeches=tuple(_speech_as_written(view, one) for one in speeches),
        items=tuple(items),
        planned=tuple(planned),
        diagnostics=tuple(sorted(notes, key=lambda note: note.span)),
    )


def _settled(text: str, role: Role) -> Role:
    """The role of a line: outside speeches, a rule is page debris, and other signs without a word are unread."""
    if role == "speech" or has_words(text):
        return role
    return "trailer" if is_rule(text) else "unread"


def _content_start(lines: list[Line]) -> int:
    """The first line that is neither title nor date nor speaker nor editor's note: an address, a marker, or prose."""
    in_note = False
    for i, line in enumerate(lines[:FRONT_LINES]):
        text = line.text
        if opens_note(text):
            in_note = is_short(text) and any(is_short(later.text) for later in lines[i + 1 : FRONT_LINES])
            continue
        if is_trailer(text) or not has_words(text) or is_header_field(text) or speaker_of(text) is not None:
            continue
        if opens_address(text):
            return i
        if is_short(text):
            if i and unspaced(text) in lexicons.words("subject_heading"):
                return i
            if any(marker.leads for marker in find_markers(text)):
                return i
            in_note = False
        elif not in_note and (not text.startswith(("（", "(", "【", "—")) or any(marker.leads for marker in find_markers(text))):
            return i
    return min(len(lines), FRONT_LINES)


def _is_speech_title(lines: list[Line]) -> bool:
    return any(is_short(line.text) and _is_speech_name(line.text) for line in lines)


def _is_speech_name(title: str) -> bool:
    """Whether a title names a speech or a report, and not what was done with one: 热议政府工作报告."""
    return _speech_pattern().search(title) is not None and _TREATED.search(title) is None


@cache
def _speech_pattern() -> re.Pattern[str]:
    # a headline that reports a speech (发表重要讲话) is news
    reported = "(?<!发表)(?<!重要)(?<!作)(?<!总结)(?<!并)(?<!致)(?<!作了)(?<!听取)(?<!学习)(?<!审议)"
    behind = "(?:全文|实录)?(?:[（(].{0,12}[）)])?$"
    return lazy(lambda: f"{reported}{lexicons.alternation('genre', 'speech')}{behind}", cues=lexicons.group("genre", "speech"))


def _several(lines: list[Line], cuts: list[Cut], front: list[Role]) -> tuple[list[SpeechDraft], list[Role]]:
    """The speeches of a digest or a conversation, and a role for each line."""
    speeches, placed = draft_speeches(lines, cuts)
    roles: list[Role] = list(front)
    for cut, number in placed:
        # between two speeches: page debris and bylines, else banners and asides
        for line in lines[len(roles) : cut.first]:
            roles.append(_between(line))
        part: Role = "speech" if number is not None else "question"
        roles += [part] * (cut.last - cut.first)
    roles += [_between(line) for line in lines[len(roles) :]]
    return speeches, roles


def _between(line: Line) -> Role:
    if is_trailer(line.text):
        return "trailer"
    return "banner" if is_short(line.text) else "body"


def _single(lines: list[Line], front: Front, content: int) -> tuple[list[SpeechDraft], list[Role]]:
    """The one speech of a report or a leader's speech, or none for news, minutes and other texts without a speaker."""
    last, tail = _tail(lines, content)
    speaker = _single_speaker(lines[content:last], front)
    if speaker is None:
        body: list[Role] = ["body"] * (last - content)
        return [], [*front.roles, *body, *tail]
    speech: list[Role] = ["speech"] * (last - content)
    return [SpeechDraft(None, speaker, (lines[content].start, lines[last - 1].end))], [*front.roles, *speech, *tail]


def _tail(lines: list[Line], content: int) -> tuple[int, list[Role]]:
    """Where the text ends, and the roles of the lines behind: side-notes, page debris, and before it the signature with its date."""
    aside = next((i for i in range(content + 1, len(lines)) if is_aside(lines[i].text)), len(lines))
    last = next((i for i in range(max(content + 1, aside - LICENCE_LINES), aside) if is_licence(lines[i].text)), aside)
    while last > content and (is_trailer(lines[last - 1].text) or _is_debris(lines[last - 1].text) or _is_sent_on(lines, last - 1)):
        last -= 1
    last = before_attached(lines, content, last)
    tail: list[Role] = ["trailer"] * (aside - last)
    fields = _before_fields(lines, content, last)
    present: list[Role] = ["dateline"] * (last - fields)
    last, tail = fields, [*present, *tail]
    tail += [_between(line) for line in lines[aside:]]
    if last > content + 1 and is_dateline(lines[last - 1].text):
        signed = last - 1
        while signed > content + 1 and is_issuer(lines[signed - 1].text):
            signed -= 1
        dated: list[Role] = ["dateline"] * (last - signed)
        last = before_attached(lines, content, signed)
        attached: list[Role] = ["trailer"] * (signed - last)
        tail = [*attached, *dated, *tail]
    return last, tail


def _is_sent_on(lines: list[Line], at: int) -> bool:
    """Whether a line goes on with those to whom a paper is sent: 抄送：市委办公室， / 市政协办公室。"""
    first = at
    while first > 0 and at - first < SENT_LINES and lines[first - 1].text[-1] in "，、,":
        first -= 1
    return first < at and is_sent(lines[first].text)


def _before_fields(lines: list[Line], content: int, last: int) -> int:
    """Where the fields begin that end minutes, 出席：…, 记录：…; ``last`` where none do."""
    while last > content + 1 and is_header_field(lines[last - 1].text):
        last -= 1
    return last


def _is_debris(text: str) -> bool:
    """Whether a last line holds no Chinese and no sentence: what a page generator left."""
    return len(text) <= DEBRIS_LENGTH and not any(is_han(character) for character in text)


def _single_speaker(content: list[Line], front: Front) -> SpeakerDraft | None:
    if not content:
        return None
    if front.speaker is not None and front.speaker.positions:
        return front.speaker
    after = next((held for line in reversed(content) if (held := post_after(line.text))), ())
    title = "".join(line.text for line in front.title)
    if not (after or opens_address(content[0].text) or _is_speech_name(title)):
        return None  # a bare name under the title of another text is a byline
    if front.speaker is not None:
        return front.speaker._replace(positions=after)
    return _named_in(title, after)


def _named_in(title: str, after: tuple[tuple[str | None, str], ...]) -> SpeakerDraft:
    """The speaker that a title names, 张小样在…上的讲话, 甲省省长张小样在…上的报告; without a name where it names none."""
    match = re.match(r"([^，。在]{2,30}?)(?:[：:]|同志)?在", title)
    named = speaker_of(match[1]) if match else None
    if named is not None:
        return SpeakerDraft(named.name, named.positions or after, named.text)
    return SpeakerDraft(match[1] if match and is_name(match[1]) else None, after, None)


def _items(
    text: str, speeches: list[SpeechDraft], lines: list[Line], roles: list[Role]
) -> tuple[list[ItemDraft], list[Span], list[DiagnosticDraft]]:
    """The items of every speech, or of the body, what stands outside them in sections of plans, and what is odd in them."""
    markers = find_markers(text)
    said = section_kinds(line.text for line in lines)
    sections = [(lines[at].start, kind) for at, kind in section_starts([line.text for line in lines], said)]
    # the title is the first heading of a text: 2025年重点工作
    titled = next(
        (kind for kind, role, line in zip(said, roles, lines, strict=True) if role == "title" and kind and not _TWO.search(line.text)), None
    )
    places = [marker.start for marker in markers]
    spans: list[tuple[int, int, int | None]] = [(*one.span, n) for n, one in enumerate(speeches)]
    if not spans:
        body = [line for line, role in zip(lines, roles, strict=True) if role == "body"]
        spans = [(body[0].start, body[-1].end, None)] if body else []
    spans = without(spans, attached(lines)) if "附" in text or "注：" in text or "说明：" in text else spans
    items: list[ItemDraft] = []
    planned: list[Span] = []
    notes: list[DiagnosticDraft] = []
    for start, end, speech in spans:
        inside = markers[bisect_left(places, start) : bisect_left(places, end)]
        inner = sections[bisect_left(sections, (start,)) : bisect_left(sections, (end,))]
        if titled is not None and (not inner or inner[0][0] > start):
            inner = [(start, titled), *inner]
        found, odd = find_items(text, Region(start, end, speech, inner), inside)
        planned += _planned(inner, end, found)
        base = len(items)
        items += [item if item.parent is None else item._replace(parent=item.parent + base) for item in found]
        notes += [note._replace(related=tuple((table, row + base) for table, row in note.related)) for note in odd]
    return items, planned, notes


def _planned(sections: list[tuple[int, ItemKind | None]], end: int, items: list[ItemDraft]) -> list[Span]:
    """The stretches outside items of the sections of plans of a speech or body that ends at ``end``."""
    taken = [item.span for item in items if item.parent is None]
    ends = [item_end for _, item_end in taken]
    stretches: list[Span] = []
    for (first, kind), (stop, _) in pairwise([*sections, (end, None)]):
        if kind != "plan":
            continue
        at = first
        for item_start, item_end in islice(taken, bisect_right(ends, first), None):
            if item_start >= stop:
                break
            stretches.append((at, max(at, item_start)))
            at = max(at, item_end)
        stretches.append((at, max(at, stop)))
    return [stretch for stretch in stretches if stretch[0] < stretch[1]]


def _doubts(lines: list[Line], roles: list[Role], speeches: list[SpeechDraft]) -> list[DiagnosticDraft]:
    unread = "This text was not understood; it is in no table."
    unclear = "The text does not say who speaks here; the speech is given without a name."
    return [
        *(
            DiagnosticDraft("unread-text", "note", unread, (line.start, line.end))
            for line, role in zip(lines, roles, strict=True)
            if role == "unread"
        ),
        *(
            DiagnosticDraft("speaker-unclear", "note", unclear, (one.span[0], one.span[0] + 1), (("speeches", n),))
            for n, one in enumerate(speeches)
            if one.speaker.name is None
        ),
    ]


def _speech_as_written(view: View, speech: SpeechDraft) -> SpeechDraft:
    """The speech with heading, speaker and question in the source's own characters."""
    first = speech.span[0]
    name, positions, line = speech.speaker
    text = _raw(view, line, first)

    def written(phrase: str | None) -> str | None:
        found = _raw(view, phrase)
        return respelled(phrase, line or "", text or "") if phrase is not None and found == phrase and line != text else found

    asked = speech.question
    return speech._replace(
        title=_raw(view, speech.title, first),
        speaker=SpeakerDraft(written(name), tuple((written(body), written(title) or title) for body, title in positions), text),
        question=asked and asked._replace(name=_raw(view, asked.name), outlet=_raw(view, asked.outlet)),
    )


def _as_written(view: View, event: EventDraft | None) -> EventDraft | None:
    """The event with the source's own characters."""
    if event is None:
        return None
    return EventDraft(_raw(view, event.name), _raw(view, event.date_text), _raw(view, event.place), event.year_hint)


def _raw(view: View, text: str | None, first: int = 0) -> str | None:
    """Text that was cut from the view at ``first`` or behind, as the source writes it."""
    return text and view.as_written(text, first, first + AS_WRITTEN)


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
