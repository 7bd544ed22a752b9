"""Tables as text: a row a line, its cells parted by tabs; what is no table of data, only layout, is read cell by cell."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 200  # characters of a cell in a table of data
_MOST_LINES = 3  # lines of such a cell


def row_lines(cells: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table row, given the lines of each of its cells.

    >>> row_lines([["指标"], ["2023年", "（亿元）"]])
    ['指标\\t2023年（亿元）']
    >>> row_lines([["一、总体要求", "会议指出。"]])
    ['一、总体要求', '会议指出。']
    """
    full = [[line for line in cell if line.strip()] for cell in cells]
    filled = [cell for cell in full if cell]
    if len(filled) < 2 or any(len(cell) > _MOST_LINES or sum(map(len, cell)) > _LONGEST for cell in filled):
        return [line for cell in filled for line in cell]
    return ["\t".join("".join(line.strip() for line in cell) for cell in full)]
