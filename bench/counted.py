"""Rounds of one kind of work for an instruction counter to run: python -m bench.counted extract|loop ROUNDS.

What starting costs is taken out by the difference of two counts with different rounds.
"""

from __future__ import annotations

import sys

import extractor
from bench.texts import sample_documents


def loop(rounds: int) -> int:
    """Plain work of the interpreter, a measure of it: numbers, a dictionary, slices."""
    total = 0
    words = {str(number): number for number in range(1000)}
    for _ in range(40 * rounds):
        for word, number in words.items():
            total += number if word[:1] != "7" else len(word)
    return total


def main(kind: str, rounds: str) -> None:
    """Do the work; the first extraction, which compiles patterns, is in every count."""
    for text in sample_documents():
        extractor.extract(text).model_dump_json()
    if kind == "loop":
        loop(int(rounds))
        return
    for _ in range(int(rounds)):
        for text in sample_documents():
            extractor.extract(text).model_dump_json()


if __name__ == "__main__":
    main(*sys.argv[1:])
