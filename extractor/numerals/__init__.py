"""Numerals: text to number and number to text.

``parse`` reads one numeral, ``find`` yields every bare number of a text, ``write`` puts a number into words.
"""

from __future__ import annotations

from extractor.numerals.finding import Found, find
from extractor.numerals.reading import fraction, parse, range_of, value_of
from extractor.numerals.writing import Style, write

__all__ = ["Found", "Style", "find", "fraction", "parse", "range_of", "value_of", "write"]
