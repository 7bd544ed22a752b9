"""What the formats have to hold: the rows of the JSON made flat, of the samples and of a document that strains every format."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import extractor
from extractor.models import TABLES, Bulletin, Figure, Position, Record, Speaker, Speech
from extractor.writers.objects import document_json
from extractor.writers.tables import header_of
from tests.test_writers import BULLETINS, as_cell, bulletin_with, figure, flattened, item

for model in Record.__subclasses__():
    model.model_rebuild()  # its signature, which Hypothesis reads, is made with it

Rows = dict[str, list[dict[str, Any]]]


def bulletins_of(samples: list[Path]) -> list[Bulletin]:
    return [extractor.extract(path) for path in samples]


def rows_of_json(bulletins: list[Bulletin]) -> Rows:
    """The rows of every table by column, document first: null is None, numbers are exact, lists are joined."""
    rows: Rows = {table: [] for table in ("documents", *TABLES)}
    for bulletin in bulletins:
        document = json.loads(document_json(bulletin), parse_float=Decimal)
        name = document["source"].pop("name")
        whole = {key: value for key, value in document.items() if key not in ("parts", "places", *TABLES)}
        rows["documents"].append(_row("documents", {"document": name, **whole}))
        for table in TABLES:
            rows[table] += [_row(table, {"document": name, **row}) for row in document[table]]
    return rows


def _row(table: str, row: dict[str, Any]) -> dict[str, Any]:
    flat = {name: as_cell(value) if isinstance(value, list) else value for name, value in flattened(row).items()}
    return {name: flat.get(name) for name in header_of(table)}


def strained() -> Bulletin:
    """A document of what breaks formats: formulas, marks, control characters, long texts, long numbers, early days."""
    positions = (Position(organization="示例市", title="市长"), Position(organization=None, title="作家"))
    speaker = Speaker(name="=张某某()", positions=positions, text=None)
    speech = Speech(id="s1", title='+1,\t"甲"', speaker=speaker, question=None, text="长" * 40_000 + "𠮷", start=0, end=40_001)
    items = [item(1, id="s1.c1", speech_id="s1", headline="@甲\r\n乙"), item(2, id="s1.c2", speech_id="s1", parent_id="s1.c1", marker="-")]
    texts = ["=1+1", "-5%", "_x0041_", "a\x00b\x1fc", "<&>'\"", "换\n行", "𠮷𠮷", " 空 ", "http://example.com"]
    texts += ["1e5", "TRUE", "007", "\ufeff"]
    numbers = [
        Decimal(0), Decimal("-0.5"), Decimal("56.3"), Decimal("15324000000"), Decimal(2**53 + 1), Decimal(10**15 - 1), Decimal(10**18 + 1),
        Decimal("0.1234567890123456789"), Decimal("1E-7"), Decimal("12345678901234567890123456789012345678901"), Decimal("1E+33"),
        Decimal("123456.789012345"), Decimal(-(2**63)), Decimal(2**63),
    ]  # fmt: skip
    figures: list[Figure] = [figure(id=f"f{number}", text=text, metric=text, start=number) for number, text in enumerate(texts, 1)]
    figures += [
        figure(id=f"f{number}", value=value, value_max=value, factor=-value, commitment_id="s1.c2", speech_id="s1", status="target")
        for number, value in enumerate(numbers, len(figures) + 1)
    ]
    third = figure(id="f99", kind="ratio", text="三分之一", value=Decimal(1) / Decimal(3), fraction="1/3", unit="", label=True)
    period = {"text": "建国前", "start": 1, "end": 4, "first_day": "0221-01-01", "last_day": "1900-02-28", "inherited": False}
    figures += [third, figure(id="f100", period=period)]
    return bulletin_with(title="=标题", speeches=[speech], commitments=items, figures=figures)


def _keyed(bulletin: Bulletin) -> Bulletin:
    """The document with ids of its own for all rows, references that hold, places in a text, and days that are days."""
    speeches = [row.model_copy(update={"id": f"s{number}"} | PLACE) for number, row in enumerate(bulletin.speeches)]
    speech = speeches[0].id if speeches else None
    items = []
    for number, row in enumerate(bulletin.commitments):
        known = {"id": f"c{number}", "speech_id": speech, "parent_id": f"c{number - 1}" if number else None, "deadline": DAY}
        items.append(row.model_copy(update=known | PLACE | {"level": 1, "ordinal": number, "announced": None}))
    owner = items[-1].id if items else None
    figures = []
    for number, found in enumerate(bulletin.figures):
        period = found.period and found.period.model_copy(update={"first_day": None, "last_day": DAY})
        named = {"id": f"f{number}", "speech_id": speech, "commitment_id": owner, "period": period}
        figures.append(found.model_copy(update=named | PLACE))
    diagnostics = [row.model_copy(update={"id": f"d{number}"} | PLACE) for number, row in enumerate(bulletin.diagnostics)]
    return bulletin_with(speeches=speeches, commitments=items, figures=figures, diagnostics=diagnostics)


PLACE = {"start": 0, "end": 9}
DAY = "2027-12-31"
# Any texts and numbers in rows that could stand in a document.
KEYED = BULLETINS.map(_keyed)
