"""The tables made flat: one column a leaf of the model, one cell of plain text a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from extractor.models import TABLES, Bulletin, Position, Record, Task

EXACT = "_exact"  # ends the name of the column that keeps every digit of a number beside the double

DOCUMENT = "document"
DOCUMENTS = "documents"
LEDGER = "ledger"
JOINER = "；"

# A set of tables opens with the documents themselves, one row each, which every other row names.
SET = (DOCUMENTS, *TABLES)

# What has rows with an id, beside the tables of a set the ledger, which is made of them.
MODELS: dict[str, type[Record]] = {**TABLES, LEDGER: Task}

# The columns that name a row of a table of the same document, and that table.
REFERENCES = {"speech_id": "speeches", "commitment_id": "commitments", "parent_id": "commitments"}

Cell = str | int | Decimal | bool | tuple[Any, ...] | None
Kind = Literal["string", "integer", "number", "boolean", "day", "list"]

# The fields that hold a day, which the models keep as text (ISO 8601).
DAYS = {"date", "date_end", "deadline", "first_day", "last_day"}
_KINDS: dict[Any, Kind] = {str: "string", int: "integer", Decimal: "number", bool: "boolean"}
NOT_FLAT = {"parts", "places", *TABLES}


class Column(NamedTuple):
    """A column of a flat table, the way to its value from a row of the model, and what its values are."""

    name: str
    path: tuple[str, ...]
    kind: Kind = "string"
    nullable: bool = False
    choices: tuple[str, ...] = ()
    description: str | None = None


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table behind ``document``, in the order of the model's fields; an object's are joined by "_".

    >>> [column.name for column in columns_of("speeches")][2:6]
    ['speaker_name', 'speaker_positions', 'speaker_text', 'question_speaker_name']
    """
    if table == DOCUMENTS:  # of which source.name is the column ``document``
        return tuple(column for column in _leaves(Bulletin, ()) if column.path[0] not in NOT_FLAT and column.path != ("source", "name"))
    return tuple(_leaves(MODELS[table], ()))


@cache
def all_columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table, ``document`` first; for that the path says where a document keeps it."""
    return (Column(DOCUMENT, ("source", "name"), description="source.name of the row's document"), *columns_of(table))


def header_of(table: str) -> list[str]:
    """The names of a table's columns, ``document`` first."""
    return [DOCUMENT, *(column.name for column in columns_of(table))]


def rows_of(bulletin: Bulletin, table: str) -> Iterator[list[Cell]]:
    """The rows of a table as values, in the order of ``header_of``."""
    columns = columns_of(table)
    for row in records_of(bulletin, table):
        yield [bulletin.source.name, *(_value(row, column.path) for column in columns)]


def records_of(bulletin: Bulletin, table: str) -> Iterable[Record]:
    """The rows of a table as records."""
    if table == DOCUMENTS:
        return (bulletin,)
    if table == LEDGER:
        from extractor.writers.ledger import tasks_of  # noqa: PLC0415 -- no other table needs it

        return tasks_of(bulletin)
    rows: tuple[Record, ...] = getattr(bulletin, table)
    return rows


def cell_text(value: Cell) -> str:
    """A value as the text of a cell: null is empty, numbers are exact and have no exponent, lists are joined by "；".

    >>> cell_text(Decimal("1.53E+10")), cell_text(Decimal("56.30")), cell_text(True), cell_text(("甲省", "乙市"))
    ('15300000000', '56.3', 'true', '甲省；乙市')
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return _plain(value)
        case tuple():
            return JOINER.join(_element_text(element) for element in value)
        case _:
            return str(value)


def _element_text(element: str | Position) -> str:
    if isinstance(element, Position):
        return element.title if element.organization is None else f"{element.organization} {element.title}"
    return element


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _value(row: Any, path: tuple[str, ...]) -> Cell:
    value = row
    for name in path:
        if value is None:
            return None
        value = getattr(value, name)
    return value  # type: ignore[no-any-return]


def _leaves(model: type[Record], path: tuple[str, ...], nullable: bool = False) -> Iterator[Column]:
    for name, annotation, may_be_null in fields_of(model):
        without = nullable or may_be_null
        if isinstance(annotation, type) and issubclass(annotation, Record):
            yield from _leaves(annotation, (*path, name), without)
        else:
            literals = get_args(annotation) if get_origin(annotation) is Literal else ()
            description = model.model_fields[name].description
            yield Column("_".join((*path, name)), (*path, name), kind_of(name, annotation), without, literals, description)


def fields_of(model: type[Record]) -> Iterator[tuple[str, Any, bool]]:
    """The fields of a model: the name, what it holds, and whether it may be null."""
    for name, field in model.model_fields.items():
        union = get_origin(field.annotation) in {Union, UnionType}
        choices = get_args(field.annotation) if union else (field.annotation,)
        [annotation] = [choice for choice in choices if choice is not type(None)]
        yield name, get_args(annotation)[0] if get_origin(annotation) is Annotated else annotation, len(choices) > 1


def kind_of(name: str, annotation: Any) -> Kind:
    """What a field that is no object holds."""
    if name in DAYS:
        return "day"
    if get_origin(annotation) is tuple:
        return "list"
    return _KINDS.get(annotation, "string")
