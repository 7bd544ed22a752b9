"""How far a run over many documents has come, on the last line of a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Generator, Iterator

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from extractor.cli.messages import in_chinese
from extractor.cli.work import Outcome


def shown(outcomes: Iterator[Outcome], weight: int, chinese: bool) -> Generator[Outcome, None, None]:
    """The outcomes, with a bar while they come: how much of the input is done, how many documents, how many a second, the time left.

    ``weight`` is the bytes of the input, 0 where nobody knows. What is said on standard error meanwhile stands above the bar, and the
    bar goes at the end.
    """
    columns = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(file=sys.stderr), transient=True, redirect_stdout=False)
    with bar:
        begun = time.monotonic()
        task = bar.add_task("", total=weight or None)
        for count, outcome in enumerate(outcomes, 1):
            yield outcome
            told = f"{count} documents, {count / max(time.monotonic() - begun, 0.001):.1f} a second"
            bar.update(task, advance=outcome.document.weight, description=in_chinese(told) if chinese else told)
