"""What annotators see of a document: marks on the source text, and links between them, the same in every annotation format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

from extractor.models import Bulletin, Figure, Record, Speech, exact_numbers
from extractor.text.layout import GAP

# The labels in the order in which tools list them, each with what a Chinese reader calls it.
SPOKEN = {"speech": "发言", "speaker": "发言人", "question": "提问"}
ITEMS: dict[str, str] = {"plan": "部署", "achievement": "成绩", "problem": "问题", "viewpoint": "观点"}
FIGURES: dict[str, str] = {
    "money": "金额",
    "percent": "百分比",
    "percentage_point": "百分点",
    "count": "数量",
    "measure": "计量",
    "rank": "位次",
    "multiple": "倍数",
    "ratio": "比例",
}
LABELS: dict[str, str] = {**SPOKEN, **ITEMS, **FIGURES, "period": "时间"}
# A link from its first to its second end: the name, what may stand at either end, the Chinese.
LINKS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "spoken_by": (("speech",), ("speaker",), "发言人"),
    "answers": (("speech",), ("question",), "回答"),
    "part_of": (tuple(ITEMS), tuple(ITEMS), "上级条目"),
    "dated": (tuple(FIGURES), ("period",), "时间"),
}
CHANGES = ("increase", "decrease")
STATUSES = ("actual", "target")

_REACH = 2_000  # so far into a speech the line that names its speaker is looked for
_FRONT = ("title", "subtitle", "dateline", "editor_note")


class Mark(NamedTuple):
    """A stretch of the source with a label, and the record that says more of it."""

    id: str
    label: str
    start: int
    end: int
    record: Record


class Link(NamedTuple):
    """One mark's relation to another, both by their ids."""

    source: str
    label: str
    target: str


class Layer(NamedTuple):
    """All that is marked in a document: marks in the order of their place, the outer before the inner."""

    marks: tuple[Mark, ...]
    links: tuple[Link, ...]


def layer_of(bulletin: Bulletin, text: str) -> Layer:
    """The marks and links of a document and its source text; every mark covers at least one character."""
    marks, links = [], []
    for mark, link in _marked(bulletin, text):
        if mark is not None and 0 <= mark.start < mark.end <= len(text):
            marks.append(mark)
        if link is not None:
            links.append(link)
    known = {mark.id for mark in marks}
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    return Layer(tuple(marks), tuple(link for link in links if link.source in known and link.target in known))


def _marked(bulletin: Bulletin, text: str) -> Iterator[tuple[Mark | None, Link | None]]:
    front = [(part.start, part.end) for part in bulletin.parts if part.role in _FRONT]
    questions: dict[tuple[int, int], str] = {}
    for speech in bulletin.speeches:
        yield Mark(speech.id, "speech", speech.start, speech.end, speech), None
        place = _speaker_place(speech, front, text)
        if place is not None:
            yield Mark(f"{speech.id}.speaker", "speaker", *place, speech.speaker), Link(speech.id, "spoken_by", f"{speech.id}.speaker")
        if speech.question is not None:
            place = (speech.question.start, speech.question.end)
            if place not in questions:  # which several may answer
                questions[place] = f"q{len(questions) + 1}"
                yield Mark(questions[place], "question", *place, speech.question), None
            yield None, Link(speech.id, "answers", questions[place])
    for item in bulletin.commitments:
        link = None if item.parent_id is None else Link(item.id, "part_of", item.parent_id)
        yield Mark(item.id, item.kind, item.start, item.end, item), link
    periods: dict[tuple[int, int], str] = {}
    for figure in bulletin.figures:
        dated = None
        if figure.period is not None:
            place = (figure.period.start, figure.period.end)
            if place not in periods:  # several figures may share one
                periods[place] = f"t{len(periods) + 1}"
                yield Mark(periods[place], "period", *place, figure.period), None
            dated = Link(figure.id, "dated", periods[place])
        yield Mark(figure.id, figure.kind, figure.start, figure.end, figure), dated


def _speaker_place(speech: Speech, front: Sequence[tuple[int, int]], text: str) -> tuple[int, int] | None:
    """Where the line stands that names the speaker: at the head of the speech, else in the front matter; None where it is not found."""
    characters = GAP.sub("", speech.speaker.text or "")
    if not characters:
        return None
    pattern = re.compile(f"(?:{GAP.pattern})?".join(map(re.escape, characters)))
    regions = [(speech.start, min(speech.end, speech.start + _REACH)), *(place for place in front if place[1] <= speech.start)]
    found = next((match for region in regions if (match := pattern.search(text, *region))), None)
    return found.span() if found else None


def details(record: Record) -> str:
    """What a record says beyond its place, as a JSON object on one line; what is null is left out."""
    hidden: dict[str, Any] = dict.fromkeys(("text", "start", "end", "sentence"), True)
    if isinstance(record, Figure):
        hidden["period"] = {"start", "end"}
    elif isinstance(record, Speech):
        hidden |= {"speaker": True, "question": True}
    return one_line(exact_numbers(record.model_dump_json(exclude_none=True, exclude=hidden)))


def compact(value: Any) -> str:
    """A value as JSON on one line, without blanks."""
    return one_line(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def one_line(text: str) -> str:
    """JSON text with those characters escaped that some readers take for line ends."""
    return _line_ends().sub(lambda found: f"\\u{ord(found[0]):04x}", text)


@cache
def _line_ends() -> re.Pattern[str]:
    return re.compile("[\x7f-\x9f\u2028\u2029]")


Notice = Callable[[str], None]


class Counted:
    """How many documents hold what a tool counts otherwise than this program; said once, when all are written."""

    def __init__(self, tool: str) -> None:
        self._tool = tool
        self._returns = 0
        self._beyond = 0

    def see(self, text: str, beyond: bool = False) -> None:
        """Look at a text; ``beyond`` where the tool counts UTF-16 units."""
        self._returns += "\r" in text
        self._beyond += beyond and any(character > "\uffff" for character in text)

    def tell(self, notice: Notice) -> None:
        """Say what was seen, if anything was."""
        if self._returns:
            notice(
                f"there are carriage returns in {self._returns} of the documents, and {self._tool} may not count them;"
                " save them with line feeds alone first"
            )
        if self._beyond:
            notice(
                f"there are characters beyond U+FFFF in {self._beyond} of the documents, and {self._tool} counts each twice;"
                " its page shows the marks behind them shifted, in the file they are right"
            )
