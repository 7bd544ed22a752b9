"""Many documents: what a second worker brings, and that memory stays the same however long the corpus is."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.texts import sample_documents
from bench.throughput import timed

MEGABYTE = 1_000_000
_PAUSE = 0.2  # seconds between two looks at the memory of the workers


def workers(size: int, rounds: int) -> list[tuple[str, ...]]:
    """Rows of the table: how many workers, the best seconds of a run over that many bytes, megabytes a second, times one worker's speed."""
    with tempfile.TemporaryDirectory() as folder:
        corpus = _written(Path(folder), size)
        seconds = {jobs: min(timed(_run(corpus, jobs)) for _ in range(rounds)) for jobs in (1, 2)}
    return [(str(jobs), f"{best:.1f}", f"{size / best / MEGABYTE:.2f}", f"{seconds[1] / best:.2f}") for jobs, best in seconds.items()]


def memory(sizes: list[int]) -> list[tuple[str, ...]]:
    """Rows of the table: megabytes of corpus, the peak of a worker and of the process that feeds it, each over that of the first row."""
    rows: list[tuple[str, ...]] = []
    first: tuple[int, int] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            peaks = _peaks(_written(Path(folder), size))
        first = first or peaks
        cells = [f"{peak / 2**20:.0f}" for peak in peaks] + [f"{peak / base:.2f}" for peak, base in zip(peaks, first, strict=True)]
        rows.append((f"{size // MEGABYTE:,}", *cells))
    return rows


def _written(folder: Path, size: int) -> Path:
    """The samples again and again as JSON Lines, each with a number so that no two are the same."""
    path, written, number = folder / "corpus.jsonl", 0, 0
    texts = sample_documents()
    with path.open("wb") as file:
        while written < size:
            line = json.dumps({"text": f"{texts[number % len(texts)]}\n附注{number}\n"}, ensure_ascii=False) + "\n"
            written += file.write(line.encode())
            number += 1
    return path


def _run(corpus: Path, jobs: int) -> Callable[[], object]:
    command = _command(corpus, jobs)
    return lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True)


def _command(corpus: Path, jobs: int) -> list[str]:
    extract = str(Path(sys.executable).parent / "extract")
    return [extract, str(corpus), "--format", "jsonl", "--diagnostics", "none", "--jobs", str(jobs)]


def _peaks(corpus: Path) -> tuple[int, int]:
    """The peak memory in bytes of a worker, the larger of two, and of the process that feeds them."""
    worker = parent = 0
    with subprocess.Popen(_command(corpus, 2), stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            time.sleep(_PAUSE)
            parent = max(parent, _peak(running.pid))
            worker = max([worker, *map(_peak, _children(running.pid))])
    return worker, parent


def _children(process: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
        return [int(child) for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return []


def _peak(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return max((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), default=0)
