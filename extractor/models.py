"""What is emitted, as Pydantic models: the one truth for JSON, the flat tables and the published schemas.

Offsets count Unicode code points of the decoded source, 0-based, end exclusive. Numbers are exact: ``Decimal`` inside,
plain JSON numbers outside.
"""

from __future__ import annotations

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


class Record(BaseModel):
    """A frozen model that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


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

    text: str
    start: int
    end: int


class Part(Record):
    """A stretch of the source by its role; every character that is not white space stands in exactly one."""

    role: Role
    start: int
    end: int


class Position(Record):
    """One post of a speaker."""

    organization: str | None
    title: str


class Speaker(Record):
    """Who speaks, as the text names them."""

    name: str | None
    positions: tuple[Position, ...]
    text: str | None = Field(description="the line as written")


class Questioner(Record):
    """Who asks at a press conference."""

    name: str | None
    outlet: str | None


class Question(Record):
    """The question that a speech answers."""

    speaker: Questioner
    text: str
    start: int
    end: int


class Speech(Record):
    """One person's turn."""

    id: str
    title: str | None
    speaker: Speaker
    question: Question | None
    text: str
    start: int
    end: int


class Commitment(Record):
    """A numbered item."""

    id: str
    speech_id: str | None
    parent_id: str | None
    level: int = Field(ge=1)
    ordinal: int
    marker: str
    headline: str
    kind: ItemKind
    announced: int | None = Field(description="the count that the lead-in sentence announces")
    responsible: tuple[str, ...]
    deadline: str | None = Field(description="ISO 8601 day: the latest last_day of its targets' periods")
    text: str
    start: int
    end: int


class Action(Record):
    """One sentence of an item."""

    id: str
    commitment_id: str
    actor: str | None
    text: str
    start: int
    end: int


class Period(Record):
    """When a figure holds; both days included, null where open or unknown."""

    text: str
    start: int
    end: int
    first_day: str | None
    last_day: str | None
    inherited: bool = Field(description="true where carried over from an earlier sentence")


class Figure(Record):
    """A quantity and what is said of it."""

    id: str
    speech_id: str | None
    commitment_id: str | None
    text: str
    start: int
    end: int
    sentence: str = Field(description="the sentence that it stands in, joined; of one over 600 characters the part around it")
    kind: FigureKind
    value: Number = Field(description="万, 亿 multiplied out; percent as written; for a ratio the quotient")
    value_max: Number | None = Field(description="upper end of a range")
    fraction: str | None = Field(description="kind ratio, exactly: '2/3'")
    factor: Number | None = Field(description="kind multiple, new over old")
    unit: str
    unit_code: str | None = Field(description="ISO 4217 code of a currency, UCUM code of a physical unit")
    comparator: Comparator
    metric: str | None
    period: Period | None
    change: Literal["increase", "decrease"] | None
    basis: str | None
    status: Literal["actual", "target"]
    label: bool


class Diagnostic(Record):
    """What a careful reader should know, with its place."""

    id: str
    code: str
    severity: Severity
    message: str
    start: int
    end: int
    related: tuple[str, ...]


class Bulletin(Record):
    """One document: its tables as arrays."""

    schema_version: Literal["1.0"]
    source: Source
    title: str | None
    subtitle: str | None
    event: Event | None
    editor_note: EditorNote | None
    parts: tuple[Part, ...]
    speeches: tuple[Speech, ...]
    commitments: tuple[Commitment, ...]
    actions: tuple[Action, ...]
    figures: tuple[Figure, ...]
    diagnostics: tuple[Diagnostic, ...]

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
