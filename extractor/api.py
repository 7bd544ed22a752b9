"""The library: what ``import extractor`` gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from extractor.models import Bulletin, Figure
from extractor.periods import find_periods
from extractor.pipeline import bulletin_of, figures_in
from extractor.readers.formats import read_document
from extractor.readers.plain import read_text

__all__ = ["extract", "find_figures", "find_periods"]


def extract(source: str | bytes | Path, date: date | None = None) -> Bulletin:
    """The document of a bulletin: a str is its text (never a path), bytes are a document of any format that is read, a path
    names one.

    ``date`` is when the meeting was, where the text does not say the year. Raises ReadError for input without any text or of
    a format whose library is not installed, OSError for a path that cannot be read.

    >>> bulletin = extract("一是抓落实。新建平台3家以上。二是抓监督。")
    >>> [item.headline for item in bulletin.commitments]
    ['抓落实', '抓监督']
    """
    if isinstance(source, str):
        return bulletin_of(read_text(source, "-"), date)
    if isinstance(source, bytes):
        return bulletin_of(read_document(source, "-"), date)
    return bulletin_of(read_document(source.read_bytes(), source.name), date)


def find_figures(text: str, date: date | None = None) -> tuple[Figure, ...]:
    """The rows of the figures table for any fragment of text, without a bulletin around it.

    >>> [(f.text, f.kind, str(f.value), f.change) for f in find_figures("增长20%")]
    [('20%', 'percent', '20', 'increase')]
    """
    return figures_in(text, date)
