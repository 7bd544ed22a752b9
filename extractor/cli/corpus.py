"""A run over many documents, with workers where there is enough to do for them."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from functools import partial
from operator import attrgetter

from extractor.cli.forms import render_of
from extractor.cli.options import Options
from extractor.cli.plan import Plan
from extractor.cli.work import Look, Outcome, lexicon, lost, outcome_of
from extractor.cli.workers import Pool
from extractor.readers.paths import Document

_WORTH = 1 << 18  # bytes of documents that take about as long as starting workers does


def outcomes_of(documents: Iterator[Document], plan: Plan, options: Options, look: Look) -> Generator[Outcome, None, None]:
    """What becomes of each document, in the order of the documents.

    Without a number of jobs, workers start when the run has turned out to be worth it.
    """
    if options.jobs is None:
        render, size = render_of(plan, options, indent=False), 0
        for document in documents:
            yield outcome_of(document, options, render, look)
            size += document.size
            if size >= _WORTH:
                break
        else:
            return
    jobs = options.jobs or cores()
    with Pool(jobs, partial(_worker, plan, options, look), attrgetter("size"), partial(lost, options=options)) as pool:
        yield from pool.map(documents)


def cores() -> int:
    """How many cores there are for this process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _worker(plan: Plan, options: Options, look: Look) -> Callable[[Document], Outcome]:
    """What a worker does, for as long as it lives."""
    words = ExitStack()
    words.enter_context(lexicon(options.lexicon))
    render = render_of(plan, options, indent=False)

    def work(document: Document, _held: ExitStack = words) -> Outcome:
        return outcome_of(document, options, render, look)

    return work
