"""How fast: the library call, the whole process and each stage; how cost and memory grow with length."""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import linear_regression, median

import extractor
from bench.child import measure
from bench.texts import ADVERSARIAL

LIMIT = 20.0  # seconds after which an adversarial text is given up


def timed(call: Callable[[], object]) -> float:
    """The seconds that a call takes."""
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def rate(characters: int, seconds: float) -> str:
    """Million characters a second."""
    return f"{characters / seconds / 1e6:.2f}"


def library(documents: list[str], rounds: int) -> tuple[int, float]:
    """The characters of all documents, and the median seconds of extracting them one by one to JSON."""

    def all_of_them() -> None:
        for text in documents:
            extractor.extract(text).model_dump_json()

    all_of_them()
    return sum(map(len, documents)), median(timed(all_of_them) for _ in range(rounds))


def process(documents: list[str], rounds: int) -> tuple[int, float]:
    """The characters of all documents, and the median seconds of one process that reads them as files and prints JSON Lines."""
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(documents):
            Path(folder, f"{number:05}.txt").write_text(text, "utf-8", newline="")
        command = [str(Path(sys.executable).parent / "extract"), folder, "--format", "jsonl"]
        run = partial(subprocess.run, command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
        seconds = [timed(run) for _ in range(rounds)]
    return sum(map(len, documents)), median(seconds)


def growth(sizes: list[int]) -> tuple[list[tuple[str, ...]], float]:
    """Rows of the table (characters, seconds, rate, exponent since the row before, memory), and the exponent over all from 10 KB on."""
    rows: list[tuple[str, ...]] = []
    points: list[tuple[float, float]] = []
    for size in sizes:
        found = measure("samples", size, rounds=max(1, min(50, 2_000_000 // size)))
        if found is None:
            rows.append((f"{size:,}", "given up"))
            break
        points.append((math.log(size), math.log(found.seconds)))
        local = f"{(points[-1][1] - points[-2][1]) / (points[-1][0] - points[-2][0]):.2f}" if len(points) > 1 else ""
        rows.append((f"{size:,}", f"{found.seconds:.4f}", rate(size, found.seconds), local, f"{found.peak / 2**20:,.0f}"))
    return rows, linear_regression(*zip(*[point for point in points if point[0] >= math.log(10_000)], strict=True)).slope


def adversarial(size: int) -> list[tuple[str, ...]]:
    """Rows of the table: what a text consists of, seconds, rate, exponent from a tenth of the size, memory."""
    rows: list[tuple[str, ...]] = []
    for name in ADVERSARIAL:
        small, large = measure(name, size // 10, limit=LIMIT), measure(name, size, limit=LIMIT)
        if small is None or large is None:
            rows.append((name, f"> {LIMIT:.0f}"))
        else:
            exponent = math.log10(large.seconds / small.seconds)
            rows.append((name, f"{large.seconds:.2f}", rate(size, large.seconds), f"{exponent:.2f}", f"{large.peak / 2**20:,.0f}"))
    return rows


def repeated(documents: list[str], size: int) -> list[str]:
    """The documents over and over, to at least that many characters in all."""
    return documents * max(1, size // max(1, sum(map(len, documents))))
