"""Speeches, numbered commitments and figures from Chinese government bulletins, as structured data.

>>> from extractor import extract
>>> extract("全区科技支出达到34亿元，同比增长20%。").figures[0].text
'34亿元'
"""

from __future__ import annotations

from extractor.version import __version__

TYPE_CHECKING = False  # as in typing, which would be half of what --version costs
if TYPE_CHECKING:
    from typing import Any

    from extractor import numerals
    from extractor.api import extract, find_figures, find_periods
    from extractor.models import (
        Action,
        Bulletin,
        Commitment,
        Diagnostic,
        EditorNote,
        Event,
        Figure,
        PagePlace,
        Part,
        Period,
        Position,
        Question,
        Questioner,
        Source,
        Speaker,
        Speech,
    )
    from extractor.readers.plain import ReadError

__all__ = [
    "Action",
    "Bulletin",
    "Commitment",
    "Diagnostic",
    "EditorNote",
    "Event",
    "Figure",
    "PagePlace",
    "Part",
    "Period",
    "Position",
    "Question",
    "Questioner",
    "ReadError",
    "Source",
    "Speaker",
    "Speech",
    "__version__",
    "extract",
    "find_figures",
    "find_periods",
    "numerals",
]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: the command's --version must not pay for Pydantic."""
    from importlib import import_module  # noqa: PLC0415

    if name == "numerals":
        return import_module("extractor.numerals")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = {"extract": "api", "find_figures": "api", "find_periods": "api", "ReadError": "readers.plain"}.get(name, "models")
    return getattr(import_module(f"extractor.{home}"), name)


def __dir__() -> list[str]:
    """The public names, also those that are not imported yet."""
    return __all__
