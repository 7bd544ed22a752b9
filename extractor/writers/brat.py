"""brat standoff: a folder with the text (.txt) and the annotations (.ann) of each document, and the configuration of the collection.

Format: https://brat.nlplab.org/standoff.html and /configuration.html. Offsets count characters of the .txt, which is the source text with
nothing changed. A mark that runs over line ends is one annotation with a fragment for each line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from extractor.models import Bulletin, Figure
from extractor.readers.paths import PIPE
from extractor.writers.files import whole_tree
from extractor.writers.marks import CHANGES, FIGURES, ITEMS, LABELS, LINKS, SPOKEN, STATUSES, Counted, Mark, Notice, details, layer_of

COMPARATORS = ("eq", "ge", "gt", "le", "lt", "approx")

_COLOURS = {**dict.fromkeys(SPOKEN, "#cfd8dc"), **dict.fromkeys(ITEMS, "#bbdefb"), **dict.fromkeys(FIGURES, "#f8bbd0"), "period": "#b2dfdb"}


@contextmanager
def brat(folder: str, notice: Notice) -> Iterator[Callable[[Bulletin, str], None]]:
    """What adds a document and its source text to the folder, which is whole when the block ends well; other files in it stay.

    What brat shows otherwise is said by ``notice``.
    """
    counted = Counted("brat")
    with whole_tree(folder) as put:
        put("annotation.conf", annotation_conf().encode())
        put("visual.conf", visual_conf().encode())

        def add(bulletin: Bulletin, text: str) -> None:
            counted.see(text)
            name = base_name(bulletin.source.name)
            put(f"{name}.txt", text.encode())
            put(f"{name}.ann", annotation_lines(bulletin, text).encode())

        yield add
    counted.tell(notice)


def base_name(document: str) -> str:
    """The name that the two files of a document share.

    >>> base_name("2024/甲县.txt"), base_name("甲县.docx"), base_name("-")
    ('2024/甲县', '甲县.docx', 'stdin')
    """
    return "stdin" if document == PIPE else document.removesuffix(".txt")


def annotation_lines(bulletin: Bulletin, text: str) -> str:
    """The .ann of a document: text-bound marks, relations, attributes of figures, and a note on each mark with the rest of its row."""
    marks, links = layer_of(bulletin, text)
    bound: dict[str, str] = {}
    lines: list[str] = []
    notes: list[str] = []
    attributes = 0
    for mark in marks:
        pieces = fragments(text, mark.start, mark.end)
        if not pieces:
            continue
        bound[mark.id] = name = f"T{len(bound) + 1}"
        places = ";".join(f"{start} {end}" for start, end in pieces)
        lines.append(f"{name}\t{mark.label} {places}\t{' '.join(text[start:end] for start, end in pieces)}")
        for attribute in _attributes(mark):
            attributes += 1
            kind, _, value = attribute.partition(" ")
            lines.append(f"A{attributes}\t{kind} {name}{' ' + value if value else ''}")
        notes.append(f"#{len(notes) + 1}\tAnnotatorNotes {name}\t{details(mark.record)}")
    known = [link for link in links if link.source in bound and link.target in bound]
    lines += [f"R{n}\t{link.label} Arg1:{bound[link.source]} Arg2:{bound[link.target]}" for n, link in enumerate(known, 1)]
    return "".join(f"{line}\n" for line in lines + notes)


def fragments(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a span that stand between line ends and tabs, blanks at their borders left out.

    >>> fragments("甲市\\r\\n　乙县", 0, 7)
    [(0, 2), (5, 7)]
    """
    return [match.span() for match in _piece().finditer(text, start, end)]


@cache
def _piece() -> re.Pattern[str]:
    """A run that begins and ends with no blank and that no reader of lines or columns parts."""
    parted = "\\t\\n\\v\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029"
    return re.compile(rf"[^\s\x1f](?:[^{parted}]*[^\s\x1f])?")


def _attributes(mark: Mark) -> Iterator[str]:
    if isinstance(mark.record, Figure):
        yield f"status {mark.record.status}"
        if mark.record.comparator != "eq":
            yield f"comparator {mark.record.comparator}"
        if mark.record.change is not None:
            yield f"change {mark.record.change}"
        if mark.record.label:
            yield "label"


def annotation_conf() -> str:
    """The types of marks, links and attributes, and which may stand together."""
    figures = "|".join(FIGURES)
    lines = ["[entities]", *LABELS, "", "[relations]"]
    lines += [f"{name}\tArg1:{'|'.join(sources)}, Arg2:{'|'.join(targets)}" for name, (sources, targets, _) in LINKS.items()]
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    values = {"status": STATUSES, "comparator": COMPARATORS[1:], "change": CHANGES}
    lines += [f"{name}\tArg:{figures}, Value:{'|'.join(of)}" for name, of in values.items()]
    lines.append(f"label\tArg:{figures}")
    return "\n".join(lines) + "\n"


def visual_conf() -> str:
    """How marks and links are shown: Chinese names, one colour a group."""
    names = LABELS | {name: chinese for name, (_, _, chinese) in LINKS.items()}
    lines = ["[labels]", *(f"{name} | {chinese}" for name, chinese in names.items()), "", "[drawing]"]
    lines.append("SPAN_DEFAULT\tfgColor:black, bgColor:#eceff1, borderColor:darken")
    lines += [f"{name}\tbgColor:{_COLOURS[name]}" for name in LABELS]
    lines.append("ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5")
    return "\n".join(lines) + "\n"
