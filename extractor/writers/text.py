"""The text that offsets refer to: of a plain text file its own, of other documents what was taken out of them."""

from __future__ import annotations

from typing import BinaryIO


def write_source_text(text: str, file: BinaryIO) -> None:
    """Write the text as UTF-8, nothing added and no line end changed, so that offsets count in the file as in the data."""
    file.write(text.encode())
    file.flush()
