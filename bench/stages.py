"""Where the time goes: the pipeline's own stages, timed while it runs, so that the bench cannot call them otherwise than it does."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median
from typing import Any
from unittest.mock import patch

import extractor
from extractor import pipeline

# The names under which the pipeline calls its stages, in their order.
STAGES = {
    "view_of": "layout",
    "outline_of": "structure",
    "date_event": "event",
    "scan": "periods",
    "figures_of": "figures",
    "join": "join, validation",
}


def stages(text: str, rounds: int) -> list[tuple[str, ...]]:
    """Rows of the table: the stage, its median milliseconds, its share of the whole, million characters a second."""
    runs = [_run(text) for _ in range(rounds)]
    middle = {stage: median(run[stage] for run in runs) for stage in runs[0]}
    whole = sum(middle.values())
    rows = [*middle.items(), ("all", whole)]
    return [(stage, f"{seconds * 1000:.0f}", f"{seconds / whole:.0%}", f"{len(text) / seconds / 1e6:.1f}") for stage, seconds in rows]


def _run(text: str) -> dict[str, float]:
    """The seconds of each stage in one run."""
    seconds = dict.fromkeys(STAGES.values(), 0.0)
    with ExitStack() as patches:
        for name, stage in STAGES.items():
            patches.enter_context(patch.object(pipeline, name, _timed(getattr(pipeline, name), stage, seconds)))
        begin = time.perf_counter()
        bulletin = extractor.extract(text)
        seconds["the rest"] = time.perf_counter() - begin - sum(seconds.values())
    begin = time.perf_counter()
    bulletin.model_dump_json()
    return seconds | {"json": time.perf_counter() - begin}


def _timed(call: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        begin = time.perf_counter()
        result = call(*arguments, **named)
        seconds[stage] += time.perf_counter() - begin
        return result

    return timed
