"""JSON Schema (2020-12) of what is put out, made from the models."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from extractor.models import SCHEMA_VERSION, Bulletin, Failure, Record
from extractor.writers.tables import DOCUMENT, MODELS

# Rows stand in the document's arrays without it; in every other output it comes first.
_DOCUMENT = {
    "description": "source.name of the row's document; present wherever the row stands outside its document's own JSON",
    "type": "string",
}


class _Schema(GenerateJsonSchema):
    """JSON Schema without the titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


ERROR = "error"
NAMES = (*MODELS, ERROR)  # what has a schema beside the document


def schema_json(table: str | None = None) -> str:
    """The schema of the whole document, of a row of a table, or of the line for a document that failed; the line end included."""
    if table is None:
        schema = _schema_of(Bulletin, "document", "A bulletin as structured data")
    elif table == ERROR:
        schema = _schema_of(Failure, ERROR, "A document that failed")
    else:
        schema = _schema_of(MODELS[table], table, f"A row of the table {table}")
        schema["properties"] = {DOCUMENT: _DOCUMENT} | schema["properties"]
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _schema_of(model: type[Record], name: str, title: str) -> dict[str, Any]:
    """The schema of a model as it is written out, not as it is read in."""
    body = model.model_json_schema(mode="serialization", schema_generator=_Schema)
    head = {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:bulletin-extractor:{SCHEMA_VERSION}:{name}",
        "title": title,
        "description": body["description"],
    }
    return head | {key: value for key, value in body.items() if key not in head}
