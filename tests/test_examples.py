"""Every word of the lexicons of figures does in its examples what its group says, and does not in its counterexamples.

Where it can be said, the example is also read without the word: a word that changes nothing there is no example of itself.
The slots of the structure have a file of their own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import find_figures, lexicons
from extractor.models import Figure
from tests.test_structure_data import CHECKS as STRUCTURE
from tools import compile_data

LEXICONS = Path(__file__).resolve().parent.parent / "data" / "lexicons"
Check = Callable[[str, str, str], bool]  # word, group, example

PLAN = "下一步，重点做好以下工作。一是{}。二是抓好落实。"
PROMISE = "力争早见成效，{}。"


def _without(word: str, text: str) -> str:
    return text.replace(word, "", 1)


def _behind(word: str, text: str) -> Figure | None:
    """The first figure behind the word."""
    at = text.find(word) + len(word)
    return next((figure for figure in find_figures(text) if figure.start >= at), None)


def _before(word: str, text: str) -> Figure | None:
    """The last figure before the word."""
    at = text.rfind(word)
    return next((figure for figure in reversed(find_figures(text)) if figure.end <= at), None)


def _comparator_before(word: str, group: str, text: str) -> bool:
    figure, bare = _behind(word, text), _last(_without(word, text))
    if figure is None or bare is None or figure.metric != bare.metric:
        return False
    return figure.comparator == group and bare.comparator != group


def _comparator_after(word: str, group: str, text: str) -> bool:
    figure = next((f for f in find_figures(text) if text.startswith(word, f.end)), None)
    bare = _last(_without(word, text))
    return figure is not None and figure.comparator == group and bare is not None and bare.comparator != group


def _last(text: str) -> Figure | None:
    return (find_figures(text) or (None,))[-1]


def _change(word: str, group: str, text: str) -> bool:
    figure, bare = _behind(word, text), _last(_without(word, text))
    return figure is not None and figure.change == group and bare is not None and bare.change != group


def _level(word: str, group: str, text: str) -> bool:
    """The number is a level of what stands before the word."""
    figure = _behind(word, text)
    return figure is not None and figure.change is None and figure.metric is not None and word not in figure.metric


def _adverb(word: str, group: str, text: str) -> bool:
    """What is said of the number is the same where the word is left out."""
    figure, bare = _behind(word, text), _last(_without(word, text))
    if figure is None or bare is None or figure.metric is None or word in figure.metric:
        return False
    return (figure.change, figure.comparator) == (bare.change, bare.comparator)


def _np_verb(word: str, group: str, text: str) -> bool:
    """The noun phrase ends at the word: both on either side, left only before the number, right only behind it."""
    figure = _behind(word, text)
    if group == "person":
        return figure is not None and figure.metric is None and text.startswith(word, figure.start - len(word))
    if figure is not None and group != "right":
        return figure.metric is not None and figure.metric in text[text.find(word) + len(word) :]
    figure = _before(word, text)
    return figure is not None and figure.metric is not None and word not in figure.metric


def _status(word: str, text: str, wanted: str) -> bool:
    figure, bare = _behind(word, text), _last(_without(word, text))
    return figure is not None and figure.status == wanted and bare is not None and bare.status != wanted


def _target_cue(word: str, group: str, text: str) -> bool:
    """target: a promise by itself; done: a report even behind a promise."""
    return _status(word, text, "target") if group == "target" else _status(word, PROMISE.format(text), "actual")


def _scope(word: str, group: str, text: str) -> bool:
    figure = _behind(word, text)
    return figure is not None and word not in (figure.metric or "")


def _unit(word: str, group: str, text: str) -> bool:
    kinds = ("rank", "count") if group == "rank" else (group,)
    return any(figure.unit == word and figure.kind in kinds for figure in find_figures(text))


def _not_figure(word: str, group: str, text: str) -> bool:
    at = text.find(word)
    return at >= 0 and not any(figure.start < at + len(word) and at < figure.end for figure in find_figures(text))


def _not_unit(word: str, group: str, text: str) -> bool:
    match = re.search(rf"[0-9一二三四五六七八九十]+{word}", text)
    return match is not None and not any(f.start < match.end() and match.start() < f.end for f in find_figures(text))


def _counted_noun(word: str, group: str, text: str) -> bool:
    return any(figure.kind == "count" and figure.unit.endswith(word) for figure in find_figures(text))


def _label_noun(word: str, group: str, text: str) -> bool:
    """set: the number only names; thing: it counts."""
    at = text.rfind(word)
    near = [f for f in find_figures(text) if f.start < at + len(word) and at - f.end <= 8]
    return bool(near) and near[-1].label == (group == "set")


CHECKS: dict[str, Check] = {
    "comparator_before": _comparator_before,
    "comparator_after": _comparator_after,
    "change": _change,
    "level": _level,
    "adverb": _adverb,
    "np_verb": _np_verb,
    "target_cue": _target_cue,
    "to_do": lambda word, group, text: _status(word, PLAN.format(text), "target"),
    "scope": _scope,
    "outlook": lambda word, group, text: _status(word, text, "target"),
    "unit": _unit,
    "not_figure": _not_figure,
    "not_unit": _not_unit,
    "counted_noun": _counted_noun,
    "label_noun": _label_noun,
}
