"""Web Annotations: one AnnotationCollection a document, as JSON-LD on one line.

Standard: W3C Web Annotation Data Model, https://www.w3.org/TR/annotation-model/ (selectors count code points). The target is named by the
digest of the text (RFC 6920) that its offsets count in: the text that ``--format text`` prints, as UTF-8. The body of an annotation holds
its label and, as JSON, the whole row; a diagnostic is a comment; a link joins two annotations. Names are made from the text and the
document's name: the same input has the same.
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from extractor.models import Bulletin, Diagnostic, Record, exact_numbers
from extractor.version import __version__
from extractor.writers.marks import Mark, compact, layer_of, one_line

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of the text that are cited before and behind a quotation


@contextmanager
def web_annotations(file: BinaryIO, language: str) -> Iterator[Callable[[Bulletin, str], None]]:
    """What adds a document and its source text to the file; ``language`` is that of the diagnostics."""

    def add(bulletin: Bulletin, text: str) -> None:
        file.write((compact(collection(bulletin, text, language)) + "\n").encode())
        file.flush()

    yield add


def collection(bulletin: Bulletin, text: str, language: str) -> dict[str, Any]:
    """The annotations of a document as the data model has them, in the order of their place, the links last."""
    data = text.encode()
    source = f"ni:///sha-256;{base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip('=')}?ct=text/plain"
    base = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{source}#{bulletin.source.name}')}"
    marks, links = layer_of(bulletin, text)
    more = [Mark(row.id, "action", row.start, row.end, row) for row in bulletin.actions]
    more += [Mark(row.id, row.code, row.start, row.end, row) for row in bulletin.diagnostics]
    placed = sorted((*marks, *more), key=lambda mark: (mark.start, -mark.end))
    items = [_annotation(mark, text, base, source, language) for mark in placed]
    items += [_link(f"{base}#{link.source}", link.label, f"{base}#{link.target}", f"{base}#link{n}") for n, link in enumerate(links, 1)]
    return {
        "@context": CONTEXT,
        "id": base,
        "type": "AnnotationCollection",
        "label": bulletin.title or bulletin.source.name,
        "generator": {"type": "Software", "name": f"bulletin-extractor {__version__}"},
        "total": len(items),
        "first": {"id": f"{base}#page1", "type": "AnnotationPage", "partOf": base, "startIndex": 0, "items": items},
    }


def _annotation(mark: Mark, text: str, base: str, source: str, language: str) -> dict[str, Any]:
    said: list[dict[str, Any]] = [{"type": "TextualBody", "value": mark.label, "purpose": "tagging"}]
    if isinstance(mark.record, Diagnostic):
        said.append({"type": "TextualBody", "value": mark.record.message, "language": language, "purpose": "commenting"})
    said.append({"type": "TextualBody", "value": _row(mark.record), "format": "application/json", "purpose": "describing"})
    return {
        "id": f"{base}#{mark.id}",
        "type": "Annotation",
        "motivation": "commenting" if isinstance(mark.record, Diagnostic) else "tagging",
        "body": said,
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[mark.start : mark.end],
                    "prefix": text[max(0, mark.start - AROUND) : mark.start],
                    "suffix": text[mark.end : mark.end + AROUND],
                },
            ],
        },
    }


def _row(record: Record) -> str:
    return one_line(exact_numbers(record.model_dump_json()))


def _link(source: str, label: str, target: str, name: str) -> dict[str, Any]:
    tag = {"type": "TextualBody", "value": label, "purpose": "tagging"}
    joined = {"type": "SpecificResource", "source": target, "purpose": "linking"}
    return {"id": name, "type": "Annotation", "motivation": "linking", "body": [tag, joined], "target": source}
