"""Patterns that are compiled when they are needed: the cues that tell when."""

from __future__ import annotations

import importlib
import re
import sys
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.audit import typos
from extractor.figures import status
from extractor.structure import document, events
from extractor.text.patterns import Cued, lazy

# made of words, which may be added to: they are no constants of their modules
MADE = (status._outlook, events._occasion_pattern, events._digest_pattern, document._speech_pattern, typos._doubling)


def cued_patterns() -> dict[str, dict[str, Any]]:
    """The attributes of every pattern with cues, by its name."""
    for name in ("extractor.api", "extractor.cli.run"):
        importlib.import_module(name)
    modules = [(name, vars(module)) for name, module in sys.modules.items() if name.startswith("extractor.")]
    found: dict[str, Any] = {f"{name}.{key}": value for name, held in modules for key, value in held.items() if isinstance(value, Cued)}
    found |= {f"{make.__module__}.{make.__name__}": make() for make in MADE}
    return {name: vars(pattern) for name, pattern in found.items()}


CUED = cued_patterns()


def source_of(pattern: dict[str, Any]) -> str:
    source = pattern["_source"]
    return source if isinstance(source, str) else source()


def test_patterns_with_cues_are_found() -> None:
    assert len(CUED) >= 25


@pytest.mark.parametrize("name", CUED)
def test_every_text_with_a_match_holds_a_cue(name: str) -> None:
    pattern = CUED[name]

    @settings(max_examples=50, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(st.from_regex(source_of(pattern)))
    def holds(text: str) -> None:
        assert any(cue in text for cue in pattern["_cues"])

    holds()


def test_a_pattern_finds_the_same_before_and_after_it_is_compiled() -> None:
    source, texts = "(?:举行|召开)(.)", ("全年投资", "会议召开。", "全年投资")
    whole, pattern = re.compile(source), lazy(source, cues=("举行", "召开"))
    for text in texts:
        for name in ("match", "search", "fullmatch"):
            assert str(getattr(pattern, name)(text)) == str(getattr(whole, name)(text))
        assert [match.span() for match in pattern.finditer(text, 1)] == [match.span() for match in whole.finditer(text, 1)]
        assert (pattern.sub("-", text), pattern.split(text)) == (whole.sub("-", text), whole.split(text))


def test_a_pattern_that_is_asked_often_is_compiled_without_a_cue() -> None:
    pattern = lazy("召开", cues=("召开",))
    assert pattern.search("全年投资") is None
    assert "search" not in vars(pattern)
    assert pattern.search("全年投资" * 1000) is None
    assert "search" in vars(pattern)
