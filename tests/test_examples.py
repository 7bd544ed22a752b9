"""Every word of the lexicons does in its examples what its group says, and does not in its counterexamples.

Where it can be said, an example is read without its word too: a word that changes nothing there is no example of itself.
The slots of the structure are run in their own file. An example that is not met yet is written { text = "…", todo = true }
and is a strict xfail here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extractor import extract, find_figures, lexicons
from extractor.actions import actor_of
from extractor.audit.checks import audit
from extractor.models import Figure
from extractor.text.layout import view_of
from tests.test_structure_data import CHECKS as STRUCTURE
from tools import compile_data

LEXICONS = Path(__file__).resolve().parent.parent / "data" / "lexicons"
Check = Callable[[str, str, str], bool]  # word, group, example
Line = tuple[str, str, str, str, bool]  # group, word, "examples" or "counterexamples", text, todo

# What a verb still to be done, and a word that reports, stand in.
PLAN = "下一步，重点做好以下工作。一是{}。二是抓好落实。"
PROMISE = "力争早见成效，{}。"


def _behind(word: str, text: str) -> Figure | None:
    """The first figure behind the word."""
    at = text.find(word) + len(word)
    return next((figure for figure in find_figures(text) if figure.start >= at), None)


def _before(word: str, text: str) -> Figure | None:
    """The last figure before the word."""
    at = text.rfind(word)
    return next((figure for figure in reversed(find_figures(text)) if figure.end <= at), None)


def _without(word: str, text: str) -> Figure | None:
    """The first figure from the word's place on, where the word is left out."""
    at = text.find(word)
    return next((figure for figure in find_figures(text[:at] + text[at + len(word) :]) if figure.start >= at), None)


def _comparator_before(word: str, group: str, text: str) -> bool:
    """The word sets the bound, and is no part of what is measured."""
    figure, bare = _behind(word, text), _without(word, text)
    if figure is None or bare is None or figure.metric != bare.metric:
        return False
    return figure.comparator == group != bare.comparator


def _comparator_after(word: str, group: str, text: str) -> bool:
    figure = next((figure for figure in find_figures(text) if text.startswith(word, figure.end)), None)
    if figure is None:
        return False
    bare = next((other for other in find_figures(text.replace(word, "", 1)) if other.start == figure.start), None)
    return bare is not None and figure.comparator == group != bare.comparator


def _change(word: str, group: str, text: str) -> bool:
    figure, bare = _behind(word, text), _without(word, text)
    return figure is not None and bare is not None and figure.change == group != bare.change


def _level(word: str, group: str, text: str) -> bool:
    """The number is a level of what stands before the word: the metric ends before its first character, or is behind."""
    figure = _behind(word, text)
    if figure is None or figure.change is not None or figure.metric is None:
        return False
    at = text.find(figure.metric)
    return at >= figure.end or at + len(figure.metric) <= text.rfind(word, 0, figure.start)


def _adverb(word: str, group: str, text: str) -> bool:
    """The word is no part of what is measured, and nothing else is said where it is left out."""
    figure, bare = _behind(word, text), _without(word, text)
    if figure is None or bare is None or figure.metric is None or word in figure.metric:
        return False
    return (figure.change, figure.comparator) == (bare.change, bare.comparator)


def _lead(word: str, group: str, text: str) -> bool:
    """What is measured begins behind the word."""
    figure = _behind(word, text)
    return figure is not None and figure.metric is not None and text.find(figure.metric) >= text.find(word) + len(word)


def _np_verb(word: str, group: str, text: str) -> bool:
    """The noun phrase ends at the word: left before the number, right behind it, both on the side that the example shows."""
    if group == "person":
        figure = _behind(word, text)
        return figure is not None and figure.metric is None and figure.start == text.find(word) + len(word)
    if group != "right" and (figure := _behind(word, text)) is not None:
        return figure.metric is not None and figure.metric in text[text.find(word) + len(word) :]
    figure = _before(word, text) if group != "left" else None
    return figure is not None and figure.metric is not None and word not in figure.metric


def _attribute(word: str, group: str, text: str) -> bool:
    """The word stands in what is counted."""
    return any(figure.kind == "count" and word in (figure.metric or "") for figure in find_figures(text))


def _status(word: str, text: str, wanted: str) -> bool:
    figure, bare = _behind(word, text), _without(word, text)
    return figure is not None and bare is not None and figure.status == wanted != bare.status


def _target_cue(word: str, group: str, text: str) -> bool:
    """target, hope: a promise by itself; done: a report even behind a promise."""
    return _status(word, text, "target") if group != "done" else _status(word, PROMISE.format(text), "actual")


def _scope(word: str, group: str, text: str) -> bool:
    figure = _behind(word, text)
    return figure is not None and word not in (figure.metric or "")


def _unit(word: str, group: str, text: str) -> bool:
    """A figure with the unit, or with that which it is given as; 第, 前 make a rank of a measure word, and their absence a count."""
    word = lexicons.attributes("unit", "as").get(word, word)
    kinds = ("rank", "count") if group in ("rank", "count") else (group,)
    return any(figure.unit == word and figure.kind in kinds for figure in find_figures(text))


def _not_figure(word: str, group: str, text: str) -> bool:
    return not any(figure.start < text.find(word) + len(word) and text.find(word) < figure.end for figure in find_figures(text))


def _not_unit(word: str, group: str, text: str) -> bool:
    match = re.search(rf"[0-9一二两三四五六七八九十]+{word}", text)
    return match is not None and not any(figure.start < match.end() and match.start() < figure.end for figure in find_figures(text))


def _counted_noun(word: str, group: str, text: str) -> bool:
    """The noun is counted: without a measure word it is the unit, else what is measured."""
    return any(figure.kind == "count" and (figure.unit + (figure.metric or "")).endswith(word) for figure in find_figures(text))


def _label_noun(word: str, group: str, text: str) -> bool:
    """set: the number before the noun only names; thing: it counts."""
    at = text.rfind(word)
    figure = _before(word, text)
    return figure is not None and at - figure.end <= 8 and figure.label == (group == "set")


def _findings(text: str) -> list[tuple[str, str]]:
    """What the audit says of a text: each finding's code and the words that it stands at."""
    return [(finding.code, text[finding.start : finding.end]) for finding in audit(extract(text), view_of(text)[0], text)]


def _metric_unit(word: str, group: str, text: str) -> bool:
    """The example is sound, and with a unit of another kind it is not."""
    figure = find_figures(text)[-1]
    other = text[: figure.start] + ("12亿元" if group == "percent" else "12%") + text[figure.end :]
    codes = [{code for code, _ in _findings(each)} for each in (text, other)]
    return "likely-typo" not in codes[0] and "likely-typo" in codes[1]


def _actor(word: str, group: str, text: str) -> bool:
    actor = actor_of(text, 0, len(text))
    return actor is not None and text.startswith(word, actor[1])


def _due(word: str, group: str, text: str) -> bool:
    """The day is one by which something is done, and is none without the word."""
    days = [extract(PLAN.format(each)).commitments[0].deadline for each in (text, text.replace(word, "", 1))]
    return days[0] is not None and days[1] is None


CHECKS: dict[str, Check] = {
    "comparator_before": _comparator_before,
    "comparator_after": _comparator_after,
    "change": _change,
    "level": _level,
    "adverb": _adverb,
    "compound": lambda word, group, text: all(figure.metric == text[: figure.start] for figure in find_figures(text)),
    "lead": _lead,
    "np_verb": _np_verb,
    "predicate": lambda word, group, text: find_figures(text)[0].metric == "企业",
    "target_cue": _target_cue,
    "served": lambda word, group, text: [figure.metric for figure in find_figures(text)] == [word],
    "to_do": lambda word, group, text: _status(word, PLAN.format(text), "target"),
    "scope": _scope,
    "outlook": lambda word, group, text: _status(word, text, "target"),
    "unit": _unit,
    "not_figure": _not_figure,
    "not_unit": _not_unit,
    "counted_noun": _counted_noun,
    "attribute_verb": _attribute,
    "head_noun": _counted_noun,
    "label_noun": _label_noun,
    "actor_verb": _actor,
    "due_verb": _due,
    "audit_doubled": lambda word, group, text: ("likely-typo", word * 2) in _findings(text),
    "audit_doubled_word": lambda word, group, text: ("likely-typo", word * 2) in _findings(text),
    "audit_metric_unit": _metric_unit,
    "audit_constant_prices": lambda word, group, text: "figure-arithmetic" not in dict(_findings(text)),
}


@cache
def lines(slot: str) -> tuple[Line, ...]:
    """Every example and counterexample of a slot."""
    found: list[Line] = []
    for group, entries in tomllib.loads((LEXICONS / f"{slot}.toml").read_text("utf-8")).items():
        for word, properties in entries.items():
            for role in ("examples", "counterexamples"):
                for example in properties.get(role, []):
                    text, todo = (example["text"], example["todo"]) if isinstance(example, dict) else (example, False)
                    found.append((group, word, role, text, todo))
    return tuple(found)


def said(slot: str, line: Line) -> str:
    """What is wrong with a line, for a reader of the test's output; nothing where it holds."""
    group, word, role, text, _ = line
    holds = CHECKS[slot](word, group, text)
    if holds == (role == "examples"):
        return ""
    found = [(f.text, f.kind, f.comparator, f.change, f.metric, f.status, f.label) for f in find_figures(text)]
    return f'{slot}.toml [{group}] "{word}": {role} "{text}" {"does not hold" if not holds else "holds"}; found {found}'


def groups() -> Iterator[Any]:
    for slot in CHECKS:
        for group in dict.fromkeys(line[0] for line in lines(slot)):
            yield pytest.param(slot, group, id=f"{slot}-{group}")


def known_misses() -> Iterator[Any]:
    for slot in CHECKS:
        for line in lines(slot):
            if line[4]:
                yield pytest.param(
                    slot, line, id=f"{slot}-{line[1]}-{line[3]}", marks=pytest.mark.xfail(strict=True, raises=AssertionError)
                )


@pytest.mark.parametrize(("slot", "group"), list(groups()))
def test_examples(slot: str, group: str) -> None:
    wrong = [message for line in lines(slot) if line[0] == group and not line[4] and (message := said(slot, line))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("slot", "line"), list(known_misses()))
def test_known_miss(slot: str, line: Line) -> None:
    assert not said(slot, line)


@pytest.mark.parametrize("slot", CHECKS)
def test_every_example_names_its_word_and_stands_once(slot: str) -> None:
    listed = [line for line in lines(slot) if line[2] == "examples"]
    assert [line for line in listed if line[1] not in line[3]] == []
    assert [line for line in listed if listed.count(line) > 1] == []


@pytest.mark.parametrize("slot", CHECKS)
def test_what_is_compiled_is_what_is_written(slot: str) -> None:
    written = {word: group for group, word, *_ in lines(slot)}
    assert lexicons.words(slot) == written


def test_every_lexicon_is_run() -> None:
    assert {path.stem for path in LEXICONS.glob("*.toml")} == {*CHECKS, *STRUCTURE}
    assert not CHECKS.keys() & STRUCTURE.keys()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("plain", '[ge]\n"至少" = {}\n', 'plain.toml: [ge] "至少" has no examples'),
        ("empty", '[ge]\n"至少" = { examples = [] }\n', 'empty.toml: [ge] "至少" has no examples'),
        ("loose", '"至少" = "ge"\n', "loose.toml: 至少 is no table of words"),
        (
            "twice",
            '[ge]\n"至少" = { examples = ["至少3家"] }\n[gt]\n"至少" = { examples = ["至少5家"] }\n',
            'twice.toml: "至少" stands in [ge] and in [gt]',
        ),
        ("blank", '[ge]\n"至少 " = { examples = ["至少 3家"] }\n', 'blank.toml: [ge] "至少 " is empty or holds a blank'),
        ("again", '[ge]\n"至少" = { examples = ["至少3家"] }\n"至少" = { examples = ["至少5家"] }\n', "again.toml: "),
        ("broken", '[ge]\n"至少" = { examples = ["至少3家" }\n', "broken.toml: "),
    ],
)
def test_a_wrong_lexicon_is_refused_by_name(name: str, text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / f"{name}.toml").write_text(text, "utf-8")
    with pytest.raises(compile_data.DataError, match=re.escape(message)) as raised:
        compile_data.compile_lexicons(tmp_path)
    assert str(raised.value).count("\n") == 0
    assert ";" in str(raised.value), "the message names the remedy"


def test_examples_stay_out_of_what_is_compiled(tmp_path: Path) -> None:
    text = '[ge]\n"至少" = { examples = ["至少3家", { text = "至少5家", todo = true }], counterexamples = ["少至"], code = "x" }\n'
    (tmp_path / "bound.toml").write_text(text, "utf-8")
    compiled: dict[str, Any] = {}
    exec(compile_data.compile_lexicons(tmp_path), compiled)
    assert compiled["WORDS"] == {"bound": {"ge": "至少"}}
    assert compiled["CARRIED"] == {"bound": {"code": {"x": "至少"}}}
