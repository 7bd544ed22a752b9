"""The records of the figures stage; places are view indices, end exclusive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.figures.numbers import Quantity
from extractor.models import Comparator
from extractor.periods import Mention

Change = Literal["increase", "decrease"]


@dataclass(slots=True)
class FigureDraft:
    """A quantity with what the text says of it. Filled in by the context rules, one sentence at a time."""

    quantity: Quantity
    sentence: tuple[int, int]
    comparator: Comparator
    clause: int  # where its clause begins, be it before the figures that stand before it there
    metric: str | None = None
    period: Mention | None = None
    inherited: bool = False
    change: Change | None = None
    basis: str | None = None
    target: bool = False
    label: bool = False
    selects: bool = False  # 产值5亿元以上的企业: it says which ones are meant
    origin: bool = False  # 由5亿元: where a change begins
    doubling: bool = False  # 翻一番: the factor is in the words


class Scope(NamedTuple):
    """One sentence, text[floor:ceiling], with its dates; ``dated`` gives each date's start by its end."""

    text: str
    floor: int
    ceiling: int
    mentions: Sequence[Mention]
    dated: Mapping[int, int]


class Left(NamedTuple):
    """What stands directly before a number, read from right to left.

    ``head`` is where the words end that are neither comparator, verb nor adverb: the noun phrase ends there.
    """

    head: int
    comparator: Comparator | None
    change: Change | None
    level: bool  # 达到, 增至: the number is a level
    shared: bool  # 分别, 各, 均
    origin: bool  # 从, 由: the number is where a change begins
    rise: bool  # 提高到, 保持在: the level is one to be brought about
