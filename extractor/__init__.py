"""Speeches, numbered commitments and figures from Chinese government bulletins, as structured data.

>>> from extractor import extract
>>> extract("全区科技支出达到34亿元，同比增长20%。").figures[0].text
'34亿元'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from extractor.version import __version__

if TYPE_CHECKING:
    from extractor import numerals
    from extractor.api import extract, find_figures, find_periods
    from extractor.models import Bulletin, Figure, Period

__all__ = ["Bulletin", "Figure", "Period", "__version__", "extract", "find_figures", "find_periods", "numerals"]


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: the command's --version must not pay for Pydantic."""
    from importlib import import_module  # noqa: PLC0415

    if name in ("extract", "find_figures", "find_periods"):
        return getattr(import_module("extractor.api"), name)
    if name in ("Bulletin", "Figure", "Period"):
        return getattr(import_module("extractor.models"), name)
    if name == "numerals":
        return import_module("extractor.numerals")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
