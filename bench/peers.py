"""The peers that find numbers and units alone, on the same text, in an environment of their own (.venv-peers)."""

from __future__ import annotations

import json
import subprocess
import time

import dev
import extractor
from bench.texts import ROOT

ENVIRONMENT = ROOT / ".venv-peers"
# Recognizers-Text imports what emoji no longer has.
REQUIREMENTS = ("jionlp", "recognizers-text-suite", "emoji<2")


def side_by_side(text: str) -> list[tuple[str, ...]]:
    """Rows of the table: who, milliseconds, million characters a second, finds. Raises dev.SetUpError where they cannot be installed."""
    python = dev.program(ENVIRONMENT, "python")
    if not ENVIRONMENT.exists():
        dev.make_environment(ENVIRONMENT)
    dev.install(ENVIRONMENT, *REQUIREMENTS)
    done = subprocess.run([python, "bench/peer_program.py"], cwd=ROOT, input=text.encode(), stdout=subprocess.PIPE, check=True)
    rows: list[tuple[str, float, int]] = json.loads(done.stdout.splitlines()[-1])  # one of them greets on standard output
    return [_row(name, seconds, found, len(text)) for name, seconds, found in [_own(text), *rows]]


def _own(text: str) -> tuple[str, float, int]:
    seconds = []
    found = 0
    for _ in range(4):
        begin = time.perf_counter()
        bulletin = extractor.extract(text)
        bulletin.model_dump_json()
        seconds.append(time.perf_counter() - begin)
        found = len(bulletin.figures)
    return "extract, everything", min(seconds), found


def _row(name: str, seconds: float, found: int, characters: int) -> tuple[str, ...]:
    return name, f"{seconds * 1000:.1f}", f"{characters / seconds / 1e6:.3f}", f"{found:,}"
