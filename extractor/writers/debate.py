"""A document as the XML of debates sees it: who takes part, the turns, the paragraphs of each, and what is marked in a paragraph."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import BinaryIO, NamedTuple, Protocol

from extractor.models import Bulletin, Commitment, Position, Speaker, Speech
from extractor.text.layout import GAP, view_of
from extractor.writers.marks import Layer, Mark, Notice, layer_of
from extractor.writers.xml import forbidden_in


class Person(NamedTuple):
    """One who speaks or asks, with all the posts that the document gives; ``text`` is the line as written where there is no name."""

    id: str
    name: str | None
    positions: tuple[Position, ...]
    outlet: str | None
    text: str | None


class Piece(NamedTuple):
    """A paragraph, or so much of it as lies in one part of the document; the role is that of the part, "heading" or "speaker"."""

    role: str
    start: int
    end: int


class Turn(NamedTuple):
    """What one person says in a row, or asks; without a speech, what stands around."""

    speech: Speech | None
    asked: bool
    pieces: tuple[Piece, ...]


class Content(NamedTuple):
    """What is marked in a piece: elements in it, and the beginnings and ends of marks that are more or other than one."""

    inside: list[Mark]
    begins: list[Mark]
    ends: list[Mark]
    opened: list[Mark]  # those inside that a mark further on may still lie in


class Debate(NamedTuple):
    """All that the writers of XML need of a document."""

    bulletin: Bulletin
    text: str
    layer: Layer
    turns: tuple[Turn, ...]
    contents: dict[int, Content]  # by the start of the piece
    loose: tuple[Mark, ...]  # what has a beginning and an end apart
    dates: dict[str, str]  # the id of the period by that of the figure
    persons: tuple[Person, ...]
    speakers: dict[str, str]  # the id of the person by that of the speech
    questioners: dict[str, str]


class Tags(Protocol):
    """How a form marks what stands in a paragraph."""

    def text(self, text: str) -> str:
        """Text, escaped."""

    def around(self, mark: Mark) -> tuple[str, str]:
        """The tags around a mark that lies in one paragraph."""

    def begin(self, mark: Mark) -> str:
        """The element at the beginning of a mark that does not."""

    def end(self, mark: Mark) -> str:
        """The element at its end."""


@contextmanager
def debate(form: Callable[[Debate], str], file: BinaryIO, notice: Notice) -> Iterator[Callable[[Bulletin, str], None]]:
    """What writes a document with its source text in a form of XML; what that cannot hold is said by ``notice``."""

    def add(bulletin: Bulletin, text: str) -> None:
        file.write(form(debate_of(bulletin, text)).encode())
        file.flush()
        replaced = forbidden_in(text)
        if replaced:
            notice(f"control characters of the text ({replaced}) cannot stand in XML; U+FFFD stands for them")

    yield add


def debate_of(bulletin: Bulletin, text: str) -> Debate:
    """The document as turns and persons."""
    layer = layer_of(bulletin, text)
    pieces = list(_pieces(bulletin, text))
    contents, loose = _contents(pieces, layer)
    dates = {link.source: link.target for link in layer.links if link.label == "dated"}
    turns = tuple(_turns(bulletin, text, layer, pieces))
    return Debate(bulletin, text, layer, turns, contents, tuple(loose), dates, *_persons(bulletin))


def _persons(bulletin: Bulletin) -> tuple[tuple[Person, ...], dict[str, str], dict[str, str]]:
    """Those who take part, one for each name; one without a name for each line that stands for one."""
    found: dict[object, Person] = {}
    speakers: dict[str, str] = {}
    questioners: dict[str, str] = {}

    def known(key: object, name: str | None, positions: tuple[Position, ...], outlet: str | None, text: str | None) -> str:
        person = found.get(key) or Person(f"person{len(found) + 1}", name, (), outlet, text)
        more = tuple(position for position in positions if position not in person.positions)
        found[key] = person._replace(positions=person.positions + more)
        return person.id

    for speech in bulletin.speeches:
        one: Speaker = speech.speaker
        if one.name or one.text or one.positions:
            speakers[speech.id] = known(one.name or (one.text, one.positions), one.name, one.positions, None, one.text)
        if speech.question is not None:
            asker = speech.question.speaker
            if asker.name or asker.outlet:
                questioners[speech.id] = known((asker.name, asker.outlet), asker.name, (), asker.outlet, None)
    return tuple(found.values()), speakers, questioners


def _turns(bulletin: Bulletin, text: str, layer: Layer, pieces: Sequence[Piece]) -> Iterator[Turn]:
    owners: dict[str, tuple[Speech, bool]] = {speech.id: (speech, False) for speech in bulletin.speeches}
    speeches = {speech.id: speech for speech in bulletin.speeches}
    answered = [link for link in layer.links if link.label == "answers"]
    owners |= {link.target: (speeches[link.source], True) for link in reversed(answered)}  # the first to answer stands for all
    spans = sorted((mark.start, mark.end, mark.id) for mark in layer.marks if mark.label in ("speech", "question"))
    starts = [start for start, _, _ in spans]

    def owner(piece: Piece) -> str:
        last = bisect_right(starts, piece.start) - 1
        return spans[last][2] if last >= 0 and piece.start < spans[last][1] else ""

    places = {mark.id: (mark.start, mark.end) for mark in layer.marks if mark.label == "speaker"}
    apart = [place for place in places.values() if owner(Piece("", *place)) == ""]  # lines of front matter
    for name, said in groupby(pieces, owner):
        speech, asked = owners.get(name, (None, False))
        if speech is None:
            front = [piece._replace(role="speaker") if any(_names(piece, place, text) for place in apart) else piece for piece in said]
            yield Turn(None, False, tuple(front))
        elif asked:
            yield Turn(speech, True, tuple(said))
        else:
            yield Turn(speech, asked, tuple(_told_apart(said, speech, places.get(f"{speech.id}.speaker", (0, 0)), text)))


def _pieces(bulletin: Bulletin, text: str) -> Iterator[Piece]:
    """The paragraphs of the parts, in order; what stands between them are blanks."""
    view, _ = view_of(text)
    paragraphs: list[tuple[int, int]] = []
    at = 0
    for line in view.text.split("\n"):
        if line.strip():
            paragraphs.append(view.source_span(at, at + len(line)))
        at += len(line) + 1
    first = 0
    for part in bulletin.parts:
        while first < len(paragraphs) and paragraphs[first][1] <= part.start:
            first += 1
        at = first
        while at < len(paragraphs) and paragraphs[at][0] < part.end:
            start, end = paragraphs[at]
            at += 1
            if GAP.sub("", text[max(start, part.start) : min(end, part.end)]):
                yield Piece(part.role, max(start, part.start), min(end, part.end))


def _told_apart(pieces: Iterator[Piece], speech: Speech, place: tuple[int, int], text: str) -> Iterator[Piece]:
    """The pieces of a speech, with the lines at its head that are its heading or name its speaker told from what is said."""
    heading = GAP.sub("", speech.title or "")
    at_head = True
    for piece in pieces:
        line = GAP.sub("", text[piece.start : piece.end])
        if piece.role != "speech" or not at_head:
            yield piece
        elif _names(piece, place, text):
            yield piece._replace(role="speaker")
        elif line in heading:
            yield piece._replace(role="heading")
        else:
            at_head = False
            yield piece


def _names(piece: Piece, place: tuple[int, int], text: str) -> bool:
    """Whether a paragraph is the line that names the speaker, at a place, or a part of it: nothing but marks stands beside."""
    before = text[piece.start : max(piece.start, min(place[0], piece.end))]
    behind = text[min(piece.end, max(place[1], piece.start)) : piece.end]
    return not any(character.isalnum() for character in before + behind)


def _contents(pieces: Sequence[Piece], layer: Layer) -> tuple[dict[int, Content], list[Mark]]:
    """What is marked in each piece, and the marks that begin and end apart: items always, others where they fit into no piece."""
    contents = {piece.start: Content([], [], [], []) for piece in pieces}
    starts = [piece.start for piece in pieces]
    loose: list[Mark] = []

    def at(place: int) -> Piece | None:
        index = bisect_right(starts, place) - 1
        return pieces[index] if index >= 0 and place < pieces[index].end else None

    for mark in layer.marks:
        first, last = at(mark.start), at(mark.end - 1)
        if first is None or last is None or mark.label in ("speech", "question") or (mark.label == "speaker" and first is not last):
            continue
        content = contents[first.start]
        if first is last and not isinstance(mark.record, Commitment) and _fits(mark, content.opened):
            content.inside.append(mark)
            continue
        content.begins.append(mark)
        contents[last.start].ends.append(mark)
        loose.append(mark)
    return contents, loose


def _fits(mark: Mark, opened: list[Mark]) -> bool:
    """Whether a mark lies wholly inside or wholly behind those before it; those that end before it are given up."""
    while opened and opened[-1].end <= mark.start:
        opened.pop()
    if opened and mark.end > opened[-1].end:
        return False
    opened.append(mark)
    return True


def rendered(seen: Debate, piece: Piece, tags: Tags) -> str:
    """A paragraph with everything that is marked in it."""
    content = seen.contents[piece.start]
    events: list[tuple[int, int, int, str]] = []
    for index, mark in enumerate(content.inside):
        if mark.label == "speaker" and piece.role != "speech":  # which says itself that it is the line of the speaker
            continue
        start, end = tags.around(mark)
        events += [(mark.start, 2, index, start), (mark.end, 0, -index, end)]
    events += [(mark.start, 1, len(content.ends) + index, tags.begin(mark)) for index, mark in enumerate(content.begins)]
    events += [(mark.end, 1, -index, tags.end(mark)) for index, mark in enumerate(content.ends)]
    written: list[str] = []
    position = piece.start
    for place, _, _, tag in sorted(events, key=lambda event: event[:3]):
        written += [tags.text(seen.text[position:place]), tag]
        position = place
    return "".join((*written, tags.text(seen.text[position : piece.end])))
