"""The tables made flat: one column a leaf of the model, one cell of plain text a value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from extractor.models import TABLES, Bulletin, Position, Record

DOCUMENT = "document"
JOINER = "；"

Cell = str | int | Decimal | bool | tuple[Any, ...] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a flat table and the way to its value from a row of the model."""

    name: str
    path: tuple[str, ...]


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """The columns of a table behind ``document``, in the order of the model's fields; an object's are joined by "_".

    >>> [column.name for column in columns_of("speeches")][2:6]
    ['speaker_name', 'speaker_positions', 'speaker_text', 'question_speaker_name']
    """
    return tuple(_leaves(TABLES[table], ()))


def header_of(table: str) -> list[str]:
    """The names of a table's columns, ``document`` first."""
    return [DOCUMENT, *(column.name for column in columns_of(table))]


def rows_of(bulletin: Bulletin, table: str) -> Iterator[list[Cell]]:
    """The rows of a table as values, in the order of ``header_of``."""
    columns = columns_of(table)
    for row in getattr(bulletin, table):
        yield [bulletin.source.name, *(_value(row, column.path) for column in columns)]


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


def _leaves(model: type[Record], path: tuple[str, ...]) -> Iterator[Column]:
    for name, field in model.model_fields.items():
        inner = _record_in(field.annotation)
        if inner is not None:
            yield from _leaves(inner, (*path, name))
        else:
            yield Column("_".join((*path, name)), (*path, name))


def _record_in(annotation: Any) -> type[Record] | None:
    """The model that a field holds one of (or null), else None: lists stay one cell."""
    choices = get_args(annotation) if get_origin(annotation) in {Union, UnionType} else (annotation,)
    return next((choice for choice in choices if isinstance(choice, type) and issubclass(choice, Record)), None)
