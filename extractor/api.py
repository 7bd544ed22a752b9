"""The library: what ``import extractor`` gives."""

from __future__ import annotations

from datetime import date as Date
from pathlib import Path

from extractor.models import Bulletin, Figure
from extractor.periods import day_of, find_periods
from extractor.pipeline import bulletin_of, figures_in
from extractor.readers.formats import read_document
from extractor.readers.plain import ReadError, read_text

__all__ = ["extract", "find_figures", "find_periods"]


def extract(source: str | bytes | Path, date: str | Date | None = None) -> Bulletin:
    """The document of a bulletin: a str is its text (never a path), bytes are a document of any format that is read, a path
    names one.

    ``date`` is when the meeting was, where the text does not say the year (a str as 2024-07-08, 2024-7-8 or 2024年7月8日).
    Raises ReadError for input without any text or of a format whose library is not installed, OSError for a path that cannot
    be read, ValueError where ``date`` is no day, TypeError for a source of another type.

    >>> bulletin = extract("一是抓落实。新建平台3家以上。二是抓监督。")
    >>> [item.headline for item in bulletin.commitments]
    ['抓落实', '抓监督']
    """
    day = day_of(date)
    if isinstance(source, str):
        if not source or source.isspace():
            raise ReadError("there is nothing but blanks in it; give a text")
        return bulletin_of(read_text(source, "-"), day)
    if isinstance(source, bytes):
        return bulletin_of(read_document(source, "-"), day)
    if isinstance(source, Path):
        return bulletin_of(read_document(source.read_bytes(), source.name), day)
    raise TypeError(f"source has to be a str, bytes or a Path, and is of type {type(source).__name__}")


def find_figures(text: str, date: str | Date | None = None) -> tuple[Figure, ...]:
    """The rows of the figures table for any fragment of text, without a bulletin around it; ``date`` as for ``extract``.

    >>> [(f.text, f.kind, str(f.value), f.change) for f in find_figures("增长20%")]
    [('20%', 'percent', '20', 'increase')]
    """
    return figures_in(text, day_of(date))
