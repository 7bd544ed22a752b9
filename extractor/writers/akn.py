"""Akoma Ntoso (OASIS LegalDocML 1.0), a ``debate``: who speaks is a TLCPerson, turns are ``speech`` and ``question``.

Standard: https://docs.oasis-open.org/legaldocml/akn-core/v1.0/. Figures are ``quantity``, their periods ``inline``, where they stand;
items, which run over paragraphs, have a ``marker`` at either end. The fields of the rows, for which Akoma Ntoso has no attributes, stand in
a namespace of their own, as the standard allows. It wants a date of every work: where none is known, 0001-01-01 named "unknown".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.models import Figure, Record, Speech
from extractor.version import __version__
from extractor.writers.debate import Debate, Piece, Turn, rendered
from extractor.writers.marks import LABELS, Mark
from extractor.writers.tables import cell_text
from extractor.writers.xml import DECLARATION, broken_lines, element, opening

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
ROWS = "urn:bulletin-extractor:row"  # the namespace of the rows' fields
UNKNOWN_DAY = "0001-01-01"

_PREFACE = ("title", "speaker", "subtitle", "dateline", "editor_note", "trailer", "banner", "unread")
_PLACE = {"text", "start", "end", "sentence", "period", "value", "kind", "id"}  # what the element itself says, or where it stands


def akn(seen: Debate) -> str:
    """The document as an Akoma Ntoso document, the line end included."""
    turns = list(seen.turns)
    preface: list[str] = []
    while turns and turns[0].speech is None and all(piece.role in _PREFACE for piece in turns[0].pieces):
        preface += [_front(seen, piece) for piece in turns.pop(0).pieces]
    if turns and turns[0].speech is None:  # a text without a speaker: what stands before its first paragraph
        pieces = turns[0].pieces
        front = next(index for index, piece in enumerate(pieces) if piece.role not in _PREFACE)
        preface += [_front(seen, piece) for piece in pieces[:front]]
        turns[0] = turns[0]._replace(pieces=pieces[front:])
    lines = [DECLARATION + opening("akomaNtoso", xmlns=NAMESPACE, xmlns_row=ROWS), opening("debate", name="bulletin")]
    lines += ["<meta>", *_identification(seen), *_references(seen), "</meta>"]
    lines += [element("preface", "\n".join(preface))] if preface else []
    lines += ["<debateBody>", *_sections(seen, turns), "</debateBody>", "</debate>", "</akomaNtoso>\n"]
    return "\n".join(lines)


def _identification(seen: Debate) -> Iterator[str]:
    event = seen.bulletin.event
    day = event.date if event and event.date else UNKNOWN_DAY
    work = f"/akn/cn/debate/{day}/{seen.bulletin.source.sha256[:16]}"
    authors = list(dict.fromkeys(seen.speakers.values())) or ["unknown"]
    dated = element("FRBRdate", date=day, name="unknown" if day == UNKNOWN_DAY else "meeting")
    yield opening("identification", source="#extract")
    for level, address, last in (
        ("FRBRWork", work, element("FRBRcountry", value="cn")),
        ("FRBRExpression", f"{work}/zho@", element("FRBRlanguage", language="zho")),
        ("FRBRManifestation", f"{work}/zho@.xml", element("FRBRformat", value="application/akn+xml")),
    ):
        written = ["extract"] if level == "FRBRManifestation" else authors
        properties = [element("FRBRthis", value=f"{address}/!main"), element("FRBRuri", value=address), dated]
        properties += [element("FRBRauthor", href=f"#{author}") for author in written]
        yield element(level, "".join((*properties, last)))
    yield "</identification>"


def _references(seen: Debate) -> Iterator[str]:
    """All that the text refers to: who speaks, in which posts, the meeting, and the kinds of what is marked."""
    yield opening("references", source="#extract")
    yield _reference("TLCObject", "extract", "tool", f"bulletin-extractor {__version__}")
    for person in seen.persons:
        yield _reference("TLCPerson", person.id, "person", person.name or person.outlet or person.text or cell_text(person.positions))
    if len(seen.speakers) < len(seen.bulletin.speeches) or not seen.speakers or _is_asked_by_nobody(seen):
        yield _reference("TLCPerson", "unknown", "person", "unknown")
    for text, name in _roles(seen).items():
        yield _reference("TLCRole", name, "role", text)
    event = seen.bulletin.event
    if event and event.name:
        yield _reference("TLCEvent", "event", "event", event.name)
    if event and event.place:
        yield _reference("TLCLocation", "place", "location", event.place)
    for name, chinese in LABELS.items():
        yield _reference("TLCConcept", name, "concept", chinese)
    yield "</references>"


def _is_asked_by_nobody(seen: Debate) -> bool:
    return any(speech.question is not None and speech.id not in seen.questioners for speech in seen.bulletin.speeches)


def _reference(kind: str, name: str, of: str, shown: str) -> str:
    return element(kind, eId=name, href=f"/akn/ontology/{of}/cn/{name}", showAs=shown)


def _roles(seen: Debate) -> dict[str, str]:
    """The posts in which somebody speaks, each text of a speech's posts with an id."""
    texts = dict.fromkeys(cell_text(speech.speaker.positions) for speech in seen.bulletin.speeches if speech.speaker.positions)
    return {text: f"role{number}" for number, text in enumerate(texts, 1)}


def _front(seen: Debate, piece: Piece) -> str:
    content = rendered(seen, piece, _Tags(seen))
    return element("p", element("docTitle", content) if piece.role == "title" else content, **{"class": piece.role})


def _sections(seen: Debate, turns: list[Turn]) -> Iterator[str]:
    """The sections of the body: a banner opens one where there is something before it."""
    roles = _roles(seen)
    written: list[str] = []
    for turn in turns:
        if turn.speech is not None:
            written.append(_speech(seen, turn, turn.speech, roles))
            continue
        for piece in turn.pieces:
            if piece.role in ("banner", "title"):
                if written:
                    yield _section(written)
                written = [element("heading", rendered(seen, piece, _Tags(seen)))]
            else:
                written.append(_paragraph(seen, piece))
    yield _section(written)


def _section(lines: list[str]) -> str:
    return "\n".join([opening("debateSection", name="section"), *lines, "</debateSection>"])


def _speech(seen: Debate, turn: Turn, speech: Speech, roles: dict[str, str]) -> str:
    """A turn: a heading where one comes first, then the line that names who speaks, then paragraphs, in the order of the source."""
    person = (seen.questioners if turn.asked else seen.speakers).get(speech.id, "unknown")
    pieces = list(turn.pieces)
    lines: list[str] = []
    for role, name in (("heading", "heading"), ("speaker", "from")):
        while pieces and pieces[0].role == role and not (name == "from" and lines and lines[-1].startswith("<from")):
            lines.append(element(name, rendered(seen, pieces.pop(0), _Tags(seen))))
    lines += [_paragraph(seen, piece) for piece in pieces] or [element("p")]
    post = None if turn.asked else roles.get(cell_text(speech.speaker.positions))
    start = opening("question" if turn.asked else "speech", eId=_turn_id(turn), by=f"#{person}", **{"as": post and f"#{post}"})
    return "\n".join([start, *lines, "</question>" if turn.asked else "</speech>"])


def _turn_id(turn: Turn) -> str:
    """A name for a turn: a speech may come in several."""
    return f"turn{turn.pieces[0].start}"


def _paragraph(seen: Debate, piece: Piece) -> str:
    kind = None if piece.role in ("speech", "question", "body") else piece.role
    return element("p", rendered(seen, piece, _Tags(seen)), **{"class": kind})


class _Tags:
    """How Akoma Ntoso marks what stands in a paragraph."""

    def __init__(self, seen: Debate) -> None:
        self._periods = seen.dates
        self._speakers = seen.speakers

    def text(self, text: str) -> str:
        return broken_lines(text, "<eol/>", "<eol/>")

    def around(self, mark: Mark) -> tuple[str, str]:
        if mark.label == "speaker":
            person = self._speakers.get(mark.id.removesuffix(".speaker"))
            return opening("inline", name="speaker", refersTo=person and f"#{person}"), "</inline>"
        if not isinstance(mark.record, Figure):
            return opening("inline", name="period", eId=mark.id, refersTo="#period", **_fields(mark.record)), "</inline>"
        named = {"eId": mark.id, "refersTo": f"#{mark.label}", "normalized": cell_text(mark.record.value)}
        return opening("quantity", **named, row_period=self._periods.get(mark.id), **_fields(mark.record)), "</quantity>"

    def begin(self, mark: Mark) -> str:
        value = cell_text(mark.record.value) if isinstance(mark.record, Figure) else None
        known = {"row_value": value, "row_period": self._periods.get(mark.id)}
        return element("marker", name="begin", eId=mark.id, refersTo=f"#{mark.label}", **known, **_fields(mark.record))

    def end(self, mark: Mark) -> str:
        return element("marker", name="end", eId=f"{mark.id}.end", row_begin=mark.id)


def _fields(record: Record) -> dict[str, str]:
    """The fields of a row as attributes of their own namespace; of a figure's period its place, by which it is found."""
    fields = {name: value for name, value in record if value is not None and value != () and name not in _PLACE}
    told = {f"row_{name}": cell_text(value) for name, value in fields.items() if isinstance(value, str | int | Decimal | tuple)}
    return {name: value for name, value in told.items() if value}
