"""Documents for the forms that tie rows to the source text: the samples, and what breaks such forms."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from extractor.models import Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.formats import read_document
from extractor.readers.plain import read_text
from extractor.text.layout import GAP
from extractor.writers.objects import document_json

Document = tuple[Bulletin, str]

# Quotes, tags, the end of a CDATA section, control characters, characters of two UTF-16 units, marks that turn the direction, and
# every kind of line end; the document has a speech with a line for its speaker, items, figures and periods.
HOSTILE = (
    "示例市“两会”发言摘登<script>alert('1')</script>]]>\r\n\r\n"
    '让𠮷祥"果园"多结果\r\n示例市农业局局长　张小样\r\n'
    "各位委员：😀果园是增收的\x01大事。到2027年，果园达到3.5万亩以上，产值增长12%至15%\u202e，&lt;收入\u202c翻一番。\r\n"
    "一是扩面积。\u2028今年新建果园\t28个，投入１．５亿元；\x0b二是提\x1b品质。优果率由2024年的31.5%提\r高到40%。]]>\r\n\r\n"
    "把“小作坊”办成<大产业>\r\n样例县县长 李示例\r\n"
    "2024年，作坊产值9007199254740993元，三分之一\x85在外销。第一，建园区。第二，育品牌，力争到2026年达到50个。\r\n"
)
# Texts that hold no speech, no item, or no figure.
PLAIN = ("甲", "甲省召开会议。", "😀", "一是抓落实。二是抓监督。", "增长20%。", "]]>", "\u200b甲\ufeff")

# Pieces that make speeches, items, figures and periods, and the characters that break forms, in any order.
_PIECES = [
    "一是",
    "二是",
    "第一，",
    "（一）",
    "1.",
    "市长 张小样：",
    "记者：",
    "示例市发言摘登",
    "2024年",
    "到2027年，",
    "增长12%",
    "3.5万亩",
    "三分之一",
]
_PIECES += [
    "10至20个",
    "翻一番",
    "上年",
    "抓落实。",
    "投资",
    "；",
    "，",
    "\n",
    "\r\n",
    "\n\n",
    "　　",
    "<b>&",
    "]]>",
    "\"'",
    "\x01",
    "\x0b",
    "\x85",
]
_PIECES += ["\u2028", "\u200b", "\u202e", "😀", "𠮷", "\t", " ", "0", "元", "甲省", "局局长 李示例\n"]
TEXTS = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=30).map("".join)


def read(path: Path) -> Document:
    """A document and the text that its offsets count in."""
    source = read_document(path.read_bytes(), path.name)
    return bulletin_of(source), source.text


def made(text: str) -> Document:
    """The same of a text."""
    return bulletin_of(read_text(text, "示例.txt")), text


def documents(samples: list[Path]) -> list[Document]:
    """All of them."""
    return [*map(read, samples), made(HOSTILE), *map(made, PLAIN)]


def rows(bulletin: Bulletin) -> dict[str, Any]:
    """The JSON of a document, numbers exact."""
    found: dict[str, Any] = exact(document_json(bulletin))
    return found


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def bare(text: str) -> str:
    """A text without its blanks, by which a row and its slice of the source are equal."""
    return GAP.sub("", text)


def printable(text: str) -> str:
    """A text as XML holds it, blanks aside."""
    return re.sub("[\x00-\x08\x0e-\x1b\ufffe\uffff]", "\ufffd", text)


def links_of(document: dict[str, Any]) -> set[tuple[str, str, tuple[int, int]]]:
    """The links that the JSON has: the row, what joins it, and the place that it is joined to."""
    places = {row["id"]: (row["start"], row["end"]) for row in document["commitments"]}
    found = {(row["id"], "part_of", places[row["parent_id"]]) for row in document["commitments"] if row["parent_id"]}
    found |= {(row["id"], "dated", (row["period"]["start"], row["period"]["end"])) for row in document["figures"] if row["period"]}
    asked = [row for row in document["speeches"] if row["question"]]
    return found | {(row["id"], "answers", (row["question"]["start"], row["question"]["end"])) for row in asked}


def labels_of(document: dict[str, Any]) -> dict[str, tuple[str, int, int]]:
    """The label and place that each row of the JSON has as a mark."""
    kinds = {row["id"]: row for table in ("speeches", "commitments", "figures") for row in document[table]}
    return {name: (row.get("kind", "speech"), row["start"], row["end"]) for name, row in kinds.items()}
