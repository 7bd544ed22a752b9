"""Whether extracting has become dearer than the committed baseline, in instructions: python -m bench.regression [--write].

The samples are extracted under valgrind's callgrind, which counts instructions and not seconds, so that the machine's mood does
not matter; the count is divided by that of a plain loop in the same interpreter, so that how the interpreter was built matters
little. The baseline is kept for each version of Python. Exit status 1 where the ratio is more than a tenth above it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.texts import ROOT

BASELINE = Path(__file__).with_name("baseline.json")
TOLERANCE = 0.10
_ROUNDS = (1, 5)
_COUNT = re.compile(r"Collected : ([0-9]+)")


def instructions(kind: str, rounds: int) -> int:
    """The instructions of a process that does some rounds of a kind of work."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", sys.executable, "-m", "bench.counted", kind, str(rounds)]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}  # dictionaries alike in every run
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found = _COUNT.search(done.stderr)
    if found is None:
        raise ValueError(f"callgrind has counted nothing: {done.stderr[-300:]}")
    return int(found[1])


def ratio() -> float:
    """Instructions of extracting the samples once, over those of a round of the loop."""
    runs = [(kind, rounds) for kind in ("extract", "loop") for rounds in _ROUNDS]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        few, many, loop_few, loop_many = pool.map(lambda run: instructions(*run), runs)
    return (many - few) / (loop_many - loop_few)


def verdict(measured: float, baseline: float | None) -> tuple[str, int]:
    """What is to be said of a ratio, and the exit status.

    >>> verdict(10.8, 10.0)
    ('10.80 loops a round of the samples; the baseline is 10.00 (+8.0%)', 0)
    >>> verdict(11.2, 10.0)[1], verdict(9.0, None)[1]
    (1, 0)
    """
    said = f"{measured:.2f} loops a round of the samples"
    if baseline is None:
        return f"{said}; there is no baseline for this Python: write one with --write", 0
    change = measured / baseline - 1
    return f"{said}; the baseline is {baseline:.2f} ({change:+.1%})", int(change > TOLERANCE)


def main(arguments: Sequence[str]) -> int:
    """Compare, or with --write keep what was measured as the baseline of this Python."""
    if shutil.which("valgrind") is None:
        print("regression: not checked, there is no valgrind here; apt-get install valgrind brings it")
        return 0
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    kept: dict[str, float] = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    measured = ratio()
    if "--write" in arguments:
        kept[version] = round(measured, 2)
        BASELINE.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", "utf-8")
        print(f"regression: the baseline of Python {version} is now {measured:.2f} loops a round of the samples")
        return 0
    said, status = verdict(measured, kept.get(version))
    print(f"regression: {said}")
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
