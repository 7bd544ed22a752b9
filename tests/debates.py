"""What the tests of both forms of XML share: a document written, and its text read back."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from extractor.writers.akn import akn
from extractor.writers.debate import debate
from extractor.writers.tei import tei
from tests.annotated import Document, bare

Node = ElementTree.Element
FORMS = {"tei": tei, "akn": akn}


def written(form: str, document: Document) -> bytes:
    file = io.BytesIO()
    with debate(FORMS[form], file, lambda _: None) as add:
        add(*document)
    return file.getvalue()


def told(element: Node | None) -> str:
    assert element is not None
    return bare("".join(element.itertext()))


def between(root: Node, first: Node, last: Node) -> str:
    """The text from one empty element to another."""
    texts: list[str] = []
    inside = False

    def walk(element: Node) -> None:
        nonlocal inside
        inside = (inside or element is first) and element is not last
        texts.append((element.text or "") if inside else "")
        for child in element:
            walk(child)
            texts.append((child.tail or "") if inside else "")

    walk(root)
    return bare("".join(texts))


def by_id(root: Node, key: str) -> dict[str, Node]:
    """The elements by their ids, each id once."""
    found = [element for element in root.iter() if element.get(key)]
    assert len({element.get(key) for element in found}) == len(found)
    return {str(element.get(key)): element for element in found}
