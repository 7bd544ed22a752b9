"""python3 dev.py bench [--long]: measure, and print small tables.

--long goes on to a text of 100 million characters and a corpus of 1 GB, which takes half an hour and gigabytes.
"""

from __future__ import annotations

import argparse
import platform
import sys

from bench.child import STATUS, measure
from bench.corpus import MEGABYTE, memory, workers
from bench.peers import side_by_side
from bench.stages import stages
from bench.startup import start_up
from bench.texts import REPORTS, ROOT, grown, sample_documents, samples, work_reports
from bench.throughput import adversarial, growth, library, process, rate, repeated

VERSUS = 7_922  # characters, about one bulletin
LARGEST = 33_333_333  # characters, 100 MB of UTF-8


def table(title: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Print rows under their heads, the first column to the left and numbers to the right."""
    widths = [max(_width(row[i]) for row in [head, *rows] if i < len(row)) for i in range(len(head))]
    print(f"\n{title}")
    for row in [head, *rows]:
        cells = [" " * (widths[i] - _width(cell)) + cell if i else cell + " " * (widths[0] - _width(cell)) for i, cell in enumerate(row)]
        print("  " + "  ".join(cells).rstrip(), flush=True)


def _width(cell: str) -> int:
    return sum(2 if c >= "\u2e80" or c in "“”" else 1 for c in cell)


def main(arguments: list[str]) -> int:
    """Run every part."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("--long", action="store_true", help="go on to a text of 100 MB (some 15 GB of memory), and to a corpus of 1 GB")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured; medians are printed")
    parser.add_argument("--vs", action="store_true", help="the peers on the same text too; installs them in .venv-peers")
    options = parser.parse_args(arguments)
    print(f"Python {platform.python_version()}, {platform.machine()}, one core; M/s is million characters a second")

    corpora = {"samples": repeated(sample_documents(), 1_000_000), "work reports": work_reports()}
    rows: list[tuple[str, ...]] = []
    for name, documents in corpora.items():
        if documents:
            size, seconds = library(documents, options.rounds)
            _, whole = process(documents, options.rounds)
            rows.append((name, f"{size:,}", rate(size, seconds), rate(size, whole), f"{whole / seconds:.2f}"))
        else:
            print(f"no work reports here: ../{REPORTS.relative_to(ROOT.parent)} is absent")
    table("speed, document by document to JSON", ("text", "characters", "library M/s", "process M/s", "process/library"), rows)

    text = grown(samples(), 1_000_000)
    table("where the time goes, one text of 1,000,000 characters", ("stage", "ms", "share", "M/s"), stages(text, options.rounds))

    sizes = [10**power for power in range(3, 8)] + ([LARGEST] if options.long else [])
    rows, exponent = growth(sizes)
    table("growth, the samples repeated as one text", ("characters", "seconds", "M/s", "exponent", "peak MB"), rows)
    print(f"  exponent from 10,000 characters on: {exponent:.2f} (1 is linear)")

    plain = measure("samples", 1_000_000)
    rows = adversarial(1_000_000)
    table("texts that no one would write, 1,000,000 characters", ("made of", "seconds", "M/s", "exponent", "peak MB"), rows)
    if plain is not None:
        print(f"  the samples take {plain.seconds:.2f} seconds at that length, in one round like these")

    heads: tuple[str, ...] = ("workers", "seconds", "MB/s", "times one")
    table("many documents, 20 MB of JSON Lines", heads, workers(20 * MEGABYTE, min(options.rounds, 3)))
    if STATUS.exists():
        heads = ("MB of corpus", "MB a worker", "MB feeding them", "worker/first", "feeding/first")
        table("memory over many documents", heads, memory([10 * MEGABYTE, (1000 if options.long else 100) * MEGABYTE]))

    if options.vs:
        rows = side_by_side(samples()[:VERSUS])
        table(f"beside the peers, {VERSUS:,} characters", ("program", "ms", "M/s", "finds"), rows)

    heads = ("program", "ms", "/python", "/bare", "ms over python")
    table("start-up, medians", heads, start_up(4 * options.rounds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
