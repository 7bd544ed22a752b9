"""The description of a set of csv or tsv files: a Data Package, whose columns are described by Table Schema.

Standard: https://datapackage.org/standard/data-package/ and /table-schema/, version 2.0.
"""

from __future__ import annotations

import json
from typing import Any

from extractor.models import SCHEMA_VERSION
from extractor.writers.flat import DELIMITERS
from extractor.writers.headings import COLUMNS, TABLES, headings_of
from extractor.writers.tables import DOCUMENT, DOCUMENTS, JOINER, REFERENCES, SET, Column, all_columns_of

_TYPES = {"day": "date", "list": "string"}
_MEDIA_TYPES = {"csv": "text/csv", "tsv": "text/tab-separated-values"}
_DEFUSED = "An apostrophe stands before texts that a spreadsheet would run as a formula (=, +, -, @, tab, carriage return)."


def package_json(form: str, chinese: bool = False, raw: bool = False) -> str:
    """The descriptor of the set of all tables as text, the line end included; ``chinese`` and ``raw`` as the files are written."""
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "bulletins",
        "title": "公报数据",
        "description": f"Speeches, numbered commitments and figures of Chinese government bulletins, schema version {SCHEMA_VERSION}."
        + ("" if raw else f" {_DEFUSED}"),
        "resources": [_resource(table, form, chinese) for table in SET],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, form: str, chinese: bool) -> dict[str, Any]:
    return {
        "name": table,
        "type": "table",
        "title": TABLES[table],
        "path": f"{table}.{form}",
        "format": form,
        "mediatype": _MEDIA_TYPES[form],
        "encoding": "utf-8",
        "dialect": {"delimiter": DELIMITERS[form]},
        "schema": _schema(table, chinese),
    }


def _schema(table: str, chinese: bool) -> dict[str, Any]:
    """The Table Schema of a table.

    A reference that is null in some rows is told by its description alone: as a foreign key it would be the pair of document
    and id, the standard leaves open what half a pair means, and validators look for it.
    """
    columns = all_columns_of(table)
    names = dict(zip((column.name for column in columns), headings_of(table, chinese), strict=True))
    key = [DOCUMENT] if table == DOCUMENTS else [DOCUMENT, "id"]
    foreign = [] if table == DOCUMENTS else [_foreign_key([names[DOCUMENT]], DOCUMENTS, [DOCUMENT], chinese)]
    for column in columns:
        if column.name in REFERENCES and not column.nullable:
            foreign.append(_foreign_key([names[DOCUMENT], names[column.name]], REFERENCES[column.name], [DOCUMENT, "id"], chinese))
    schema: dict[str, Any] = {
        "fields": [_field(column, names[column.name], column.name in key) for column in columns],
        "missingValues": [""],
        "primaryKey": [names[name] for name in key],
    }
    return schema | {"foreignKeys": foreign} if foreign else schema


def _field(column: Column, name: str, key: bool) -> dict[str, Any]:
    """A column; where null and the empty text are one cell, only what is never empty is required."""
    field: dict[str, Any] = {"name": name, "type": _TYPES.get(column.kind, column.kind), "title": COLUMNS[column.name]}
    description = _description(column)
    if description:
        field["description"] = description
    constraints: dict[str, Any] = {}
    if key or column.choices or column.kind not in ("string", "list"):
        constraints["required"] = key or not column.nullable
    if column.choices:
        constraints["enum"] = list(column.choices)
    return field | {"constraints": constraints} if constraints else field


def _description(column: Column) -> str | None:
    if column.name in REFERENCES:
        return f"id of a row of {REFERENCES[column.name]} of the same document"
    if column.kind == "list":
        return f"{column.description}; several are joined by {JOINER}"
    return column.description


def _foreign_key(fields: list[str], table: str, referred: list[str], chinese: bool) -> dict[str, Any]:
    return {"fields": fields, "reference": {"resource": table, "fields": [COLUMNS[name] for name in referred] if chinese else referred}}
