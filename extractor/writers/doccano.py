"""JSONL that doccano imports for sequence labelling with relations ("JSONL(Relation)"): one document a line.

Format: https://doccano.github.io/doccano/ (entities by id, label, start_offset, end_offset; relations by from_id, to_id, type). Offsets
count code points, as Python does. What else stands in a line becomes the document's metadata there; ``row`` of an entity is the id of its
row in the JSON.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import BinaryIO

from extractor.models import Bulletin
from extractor.writers.marks import Counted, Notice, compact, layer_of


@contextmanager
def doccano(file: BinaryIO, notice: Notice) -> Iterator[Callable[[Bulletin, str], None]]:
    """What adds a document and its source text to the file; ids are unique in it. What doccano shows otherwise is said by ``notice``."""
    entities, relations = count(), count()
    counted = Counted("doccano")

    def add(bulletin: Bulletin, text: str) -> None:
        counted.see(text, beyond=True)
        file.write(_line(bulletin, text, entities, relations).encode())
        file.flush()

    yield add
    counted.tell(notice)


def _line(bulletin: Bulletin, text: str, entities: Iterator[int], relations: Iterator[int]) -> str:
    marks, links = layer_of(bulletin, text)
    numbers = {mark.id: next(entities) for mark in marks}
    line = {
        "text": text,
        "entities": [
            {"id": numbers[mark.id], "label": mark.label, "start_offset": mark.start, "end_offset": mark.end, "row": mark.id}
            for mark in marks
        ],
        "relations": [
            {"id": next(relations), "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.label} for link in links
        ],
        "document": bulletin.source.name,
        "sha256": bulletin.source.sha256,
    }
    return compact(line) + "\n"
