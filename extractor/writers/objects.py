"""JSON: the whole document, or one row of a table a line."""

from __future__ import annotations

import json

from extractor.models import SCHEMA_VERSION, Bulletin, Failure, exact_numbers
from extractor.writers.tables import DOCUMENT, DOCUMENTS, NOT_FLAT, records_of


def document_json(bulletin: Bulletin, indent: bool = False) -> str:
    """The document on one line, or indented over many; the line end included."""
    return bulletin.model_dump_json(indent=2 if indent else None) + "\n"


def rows_json(bulletin: Bulletin, table: str) -> str:
    """The rows of a table, one compact object a line, each with the name of its document; a document is one without its tables."""
    lead = f'{{"{DOCUMENT}":{json.dumps(bulletin.source.name, ensure_ascii=False)},'
    without = NOT_FLAT if table == DOCUMENTS else None
    return "".join(f"{lead}{exact_numbers(row.model_dump_json(exclude=without))[1:]}\n" for row in records_of(bulletin, table))


def failure_json(name: str, code: str, message: str) -> str:
    """The line that stands for a document of which there is none, told from a document by its ``error``."""
    row = Failure.model_validate({"schema_version": SCHEMA_VERSION, "source": {"name": name}, "error": {"code": code, "message": message}})
    return row.model_dump_json() + "\n"
