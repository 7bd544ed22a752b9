"""The flat tables out of the nested documents, in Spark's SQL: the columns and cells of the other formats, nothing extracted twice."""

from __future__ import annotations

from typing import Any

from pyarrow import types  # type: ignore[import-untyped]

from extractor.arrow import OUTPUT_SCHEMA
from extractor.writers.tables import DOCUMENT, EXACT, JOINER, columns_of

_ROW = "row"


def flat_table(documents: Any, table: str, keep: str) -> Any:
    """The rows of a table, from a Spark data frame of documents: ``keep`` as it is, doc_id, document, and the columns of the table."""
    exploded = documents.selectExpr(keep, "doc_id", DOCUMENT, f"explode(`{table}`) AS {_ROW}")
    return exploded.selectExpr(keep, "doc_id", DOCUMENT, *expressions(table))


def expressions(table: str) -> list[str]:
    """The columns of a table in SQL, of a row by the name of ``row``.

    >>> expressions("actions")[:2]
    ['row.`id` AS `id`', 'row.`commitment_id` AS `commitment_id`']
    """
    found = []
    for column in columns_of(table):
        place = ".".join([_ROW, *(f"`{name}`" for name in column.path)])
        if column.kind == "list":
            place = _joined(place, _type_of(table, column.path))
        found.append(f"{place} AS `{column.name}`")
        if column.kind == "number":
            found.append(f"{place[:-1]}{EXACT}` AS `{column.name}{EXACT}`")
    return found


def _joined(place: str, kind: Any) -> str:
    """A list as the text of one cell; of a post the organization, where there is one, and the title."""
    if types.is_struct(kind.value_type):
        place = f"transform({place}, post -> concat_ws(' ', post.`organization`, post.`title`))"
    return f"array_join({place}, '{JOINER}')"


def _type_of(table: str, path: tuple[str, ...]) -> Any:
    kind = OUTPUT_SCHEMA.field(table).type.value_type
    for name in path:
        kind = kind.field(name).type
    return kind
