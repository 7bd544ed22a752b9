"""What is emitted, as Pydantic models: the one truth for JSON, the flat tables and the published schemas.

Offsets count Unicode code points of the decoded source, 0-based, end exclusive. Numbers are exact: ``Decimal`` inside,
plain JSON numbers outside.
"""

import re
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, WithJsonSchema

SCHEMA_VERSION = "1.0"

# A number that no float prints exactly is carried through Pydantic's JSON as a marked string and unmarked at the end.
# The mark is looked for only as the value of a number's own key: inside a JSON string the quotes would be escaped.
_MARK = "\ue0f1"
_NUMBER_KEYS = ("value", "value_max", "factor")


def _json_number(value: Decimal | None) -> int | float | str | None:
    if value is None:
        return None
    whole = int(value)
    if value == whole:
        return whole
    nearest = float(value)
    return nearest if Decimal(repr(nearest)) == value else f"{_MARK}{value:f}"


Number = Annotated[
    Decimal,
    PlainSerializer(_json_number, when_used="json-unless-none"),
    WithJsonSchema({"type": "number"}, mode="serialization"),
]

Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
FigureKind = Literal["money", "percent", "percentage_point", "count", "measure", "rank", "multiple", "ratio"]
FaultCode = Literal["unreadable", "too-large", "internal", "killed"]
ItemKind = Literal["plan", "achievement", "problem", "viewpoint"]
Role = Literal["title", "subtitle", "dateline", "editor_note", "banner", "speech", "body", "question", "trailer", "unread"]
Severity = Literal["error", "warning", "note"]


Start = Annotated[int, Field(description="where it begins in the source")]
End = Annotated[int, Field(description="where it ends, exclusive")]
Text = Annotated[str, Field(description="what stands there: broken lines joined, layout blanks dropped, paragraphs parted by a line feed")]


class Record(BaseModel):
    """A frozen model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, defer_build=True)


class Source(Record):
    """Where the text came from and what it is."""

    name: str = Field(description="name of the file; inside a folder the path relative to it; '-' for a pipe")
    media_type: str = Field(description="IANA media type of the input")
    encoding: str = Field(description="encoding that the bytes were decoded with, as Python names it")
    sha256: str = Field(description="SHA-256 of the bytes, hexadecimal")
    characters: int = Field(ge=0, description="code points of the decoded text, byte-order mark not counted")


class Event(Record):
    """The meeting that the bulletin reports."""

    name: str | None = Field(description="the meeting as the text names it")
    date: str | None = Field(description="ISO 8601 day; the first day of a meeting of several")
    date_end: str | None = Field(description="ISO 8601 day, the last day of a meeting of several")
    date_text: str | None = Field(description="the date as written")
    date_inferred: bool = Field(description="true where the year was inferred from the text")
    place: str | None = Field(description="where it was held, as written")


class EditorNote(Record):
    """编者按 or 导语."""

    text: Text
    start: Start
    end: End


class Part(Record):
    """A stretch of the source by its role; every character that is not white space stands in exactly one."""

    role: Role = Field(description="what the stretch is; unread text is also a diagnostic")
    start: Start
    end: End


class PagePlace(Record):
    """Where a stretch of the text stands in the web page that it was taken from."""

    start: Start
    end: End
    selector: str = Field(description="CSS selector of the element that holds it, from body down")


class Position(Record):
    """One post of a speaker."""

    organization: str | None = Field(description="the body in which the post is held")
    title: str = Field(description="the post: 局长")


class Speaker(Record):
    """Who speaks, as the text names them."""

    name: str | None = Field(description="the person, as the text names them")
    positions: tuple[Position, ...] = Field(description="their posts, compound ones split")
    text: str | None = Field(description="the line as written")


class Questioner(Record):
    """Who asks at a press conference."""

    name: str | None = Field(description="the person who asks")
    outlet: str | None = Field(description="the newspaper or station that they ask for")


class Question(Record):
    """The question that a speech answers."""

    speaker: Questioner = Field(description="who asks")
    text: Text
    start: Start
    end: End


class Speech(Record):
    """One person's turn."""

    id: str = Field(description="s1, s2, …, in order of place")
    title: str | None = Field(description="the heading of the speech")
    speaker: Speaker = Field(description="who speaks")
    question: Question | None = Field(description="the question that it answers; its place is outside that of the speech")
    text: Text
    start: Start
    end: End


class Commitment(Record):
    """A numbered item."""

    id: str = Field(description="c1 or s1.c1, …, in order of place")
    speech_id: str | None = Field(description="the speech in which it stands")
    parent_id: str | None = Field(description="the item under which it stands")
    level: int = Field(ge=1, description="1 for the outermost")
    ordinal: int = Field(description="the number that the marker gives it")
    marker: str = Field(description="the marker as written: 一是, （三）, 2.")
    headline: str = Field(description="its beginning, to the first 。！？； or the end of the line")
    kind: ItemKind = Field(description="whether it promises, reports, finds fault or holds a view")
    announced: int | None = Field(description="the count that the lead-in sentence announces")
    responsible: tuple[str, ...] = Field(description="the bodies that answer for it: those that it names, else the speaker's own")
    deadline: str | None = Field(
        description="ISO 8601 day: what it gives as 完成时限, else the latest last_day of its targets' periods and of what it wants done "
        "by a day (6月底前完成), else the latest deadline of its inner items"
    )
    text: Text
    start: Start
    end: End


class Action(Record):
    """One sentence of an item."""

    id: str = Field(description="s1.c1.a1, …, in order of place")
    commitment_id: str = Field(description="the item whose sentence it is")
    actor: str | None = Field(description="the body that the sentence names as its subject")
    text: Text
    start: Start
    end: End


class Period(Record):
    """When a figure holds; both days included, null where open or unknown."""

    text: str = Field(description="as written; what a figure inherits stands in an earlier sentence")
    start: Start
    end: End
    first_day: str | None = Field(description="ISO 8601 day; null where open or unknown")
    last_day: str | None = Field(description="ISO 8601 day, included; null where open or unknown")
    inherited: bool = Field(description="true where carried over from an earlier sentence")


class Figure(Record):
    """A quantity and what is said of it."""

    id: str = Field(description="f1, f2, …, in order of place")
    speech_id: str | None = Field(description="the speech in which it stands")
    commitment_id: str | None = Field(description="the innermost item in which it stands")
    text: str = Field(description="number and unit as written, nothing else")
    start: Start
    end: End
    sentence: str = Field(description="the sentence that it stands in, joined; of one over 600 characters the part around it")
    kind: FigureKind = Field(description="what sort of quantity it is")
    value: Number = Field(description="万, 亿 multiplied out; percent as written; for a ratio the quotient")
    value_max: Number | None = Field(description="upper end of a range")
    fraction: str | None = Field(description="kind ratio, exactly: '2/3'")
    factor: Number | None = Field(description="kind multiple, new over old")
    unit: str = Field(description="the unit without 万 or 亿, a count's measure word as written; empty for a ratio")
    unit_code: str | None = Field(description="ISO 4217 code of a currency, UCUM code of a physical unit")
    comparator: Comparator = Field(description="the bound: equal, at least, more than, at most, less than, about")
    metric: str | None = Field(description="what is measured, in the text's own words; for a count the thing counted")
    period: Period | None = Field(description="when it holds")
    change: Literal["increase", "decrease"] | None = Field(description="where the number is itself a change")
    basis: str | None = Field(description="what the change is against, as written: 同比, 较2021年")
    status: Literal["actual", "target"] = Field(description="whether it is reached or promised")
    label: bool = Field(description="true where the number only names a set: 以下四方面")


class Diagnostic(Record):
    """What a careful reader should know, with its place."""

    id: str = Field(description="d1, d2, …, in order of place")
    code: str = Field(description="what it is about, stable; docs/diagnostics.md lists all")
    severity: Severity = Field(description="how grave it is")
    message: str = Field(description="one sentence: what is wrong and what was assumed")
    start: Start
    end: End
    related: tuple[str, ...] = Field(description="the ids of the rows that it is about")


class Task(Record):
    """A row of the ledger of tasks (督查台账): a plan item that asks for something."""

    id: str = Field(description="the item that asks for it; in a workbook the number of the row instead")
    source: str = Field(description="the headline of its document, and the speaker in brackets")
    content: str = Field(description="its headline and its own sentences")
    responsible: tuple[str, ...] = Field(description="the bodies that answer for it, as of the item")
    assisting: tuple[str, ...] = Field(description="the bodies that it names as assisting: 协办单位")
    targets: tuple[str, ...] = Field(description="its targets in words, in the order in which they are read")
    deadline: str | None = Field(description="ISO 8601 day, as of the item")
    progress: str | None = Field(default=None, description="how it goes on: for those who keep the ledger to fill in")
    done: str | None = Field(default=None, description="whether it is done: likewise")


class Bulletin(Record):
    """One document: its tables as arrays."""

    schema_version: Literal["1.0"] = Field(description="the version of this form")
    source: Source = Field(description="where the text came from")
    title: str | None = Field(description="the main headline")
    subtitle: str | None = Field(description="the line under it, as written")
    event: Event | None = Field(description="the meeting")
    editor_note: EditorNote | None = Field(description="what the editors put before the text")
    parts: tuple[Part, ...] = Field(description="the whole source by roles, in order, not overlapping")
    places: tuple[PagePlace, ...] = Field(
        default=(), description="of a web page: where the lines of the text stand in it, in order; empty for other sources"
    )
    speeches: tuple[Speech, ...] = Field(description="who spoke")
    commitments: tuple[Commitment, ...] = Field(description="the numbered items")
    actions: tuple[Action, ...] = Field(description="what the items say is done, sentence by sentence")
    figures: tuple[Figure, ...] = Field(description="the quantities")
    diagnostics: tuple[Diagnostic, ...] = Field(description="what a careful reader should know")

    def model_dump_json(self, **options: Any) -> str:
        """The document as JSON, numbers exact; options as for any Pydantic model."""
        return exact_numbers(super().model_dump_json(**options))


class FailedSource(Record):
    """What is known of an input of which there is no document."""

    name: str = Field(description="as of a document")


class Fault(Record):
    """Why there is no document."""

    code: FaultCode = Field(
        description="unreadable (no text could be had of it), too-large (over --max-size), internal (a fault of the program), "
        "killed (the process that was at it came to an end, mostly for want of memory)"
    )
    message: str = Field(description="one sentence that says what is wrong and what would do")


class Failure(Record):
    """The line that stands in JSON Lines where a document would."""

    schema_version: Literal["1.0"]
    source: FailedSource
    error: Fault


def exact_numbers(text: str) -> str:
    """JSON text with the numbers that no float could carry written out in full."""
    return _marked().sub(r"\1", text) if _MARK in text else text


@cache
def _marked() -> re.Pattern[str]:
    """A marked number as a string, found by its mark; the key is looked for to the left of it."""
    keys = "|".join(f'(?<="{key}":{blank}"{_MARK})' for key in _NUMBER_KEYS for blank in ("", " "))
    return re.compile(f'"{_MARK}(?:{keys})(-?[0-9]+(?:\\.[0-9]+)?)"')


# The tables, in the order in which they are published.
TABLES: dict[str, type[Record]] = {
    "speeches": Speech,
    "commitments": Commitment,
    "actions": Action,
    "figures": Figure,
    "diagnostics": Diagnostic,
}
