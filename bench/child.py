"""One measurement in a process of its own, so that its memory is its own: python -m bench.child NAME SIZE ROUNDS.

Prints a JSON object: the seconds of extract(text) plus JSON (best of the rounds) and the peak memory in bytes.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

import extractor
from bench.texts import ADVERSARIAL, ROOT, grown, samples

STATUS = Path("/proc/self/status")


class Measured(NamedTuple):
    """Seconds of one call, and the peak memory of its process in bytes."""

    seconds: float
    peak: int


def measure(name: str, size: int, rounds: int = 1, limit: float = 600) -> Measured | None:
    """What a child process measures on a named text of a size; None where it took longer than the limit in seconds."""
    command = [sys.executable, "-m", "bench.child", name, str(size), str(rounds)]
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return Measured(**json.loads(done.stdout))


def peak_memory() -> int:
    """The peak resident memory of this process in bytes."""
    # getrusage counts what the parent held when it forked; the kernel's own figure does not
    if STATUS.exists():
        [line] = [line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def main(name: str, size: str, rounds: str) -> None:
    """Measure and print."""
    seed = ADVERSARIAL.get(name) or samples()
    extractor.extract(samples()[:1000]).model_dump_json()  # compile and load what is needed at first use
    text = grown(seed, int(size))
    seconds = []
    for _ in range(int(rounds)):
        begin = time.perf_counter()
        extractor.extract(text).model_dump_json()
        seconds.append(time.perf_counter() - begin)
    print(json.dumps({"seconds": min(seconds), "peak": peak_memory()}))


if __name__ == "__main__":
    main(*sys.argv[1:])
