"""A run: documents in their order, each read, understood and put out before the next."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain

from extractor.cli import FAILED
from extractor.cli.forms import output_of, render_of, standard_output, stop_in_order
from extractor.cli.inputs import Inputs
from extractor.cli.options import USUAL_SIZE, WRONG_USE, Format, Messages, Options, WrongUse, size_of
from extractor.cli.plan import Plan, plan_of
from extractor.cli.streams import OUTPUT, Manner, complain, say, silence, speak_utf8, unwritable
from extractor.cli.work import Look, Outcome, lexicon, outcome_of
from extractor.readers.paths import Document, Problem
from extractor.version import __version__
from extractor.writers.files import CannotWrite

_WITH_SCHEMA = ("files", "table", "lang", "schema", "chinese")


@dataclass(slots=True)
class Tally:
    """What the exit status depends on."""

    failed: bool = False
    doubtful: bool = False  # an error or a warning was raised


def run(options: Options) -> int:
    """Do what the options ask for; the exit status comes back."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    tally = Tally()
    target = None
    try:
        if options.version or options.schema:
            _print(f"extract {__version__}\n" if options.version else _schema(options))
            return 0
        plan = plan_of(options, terminal)
        target = plan.target
        if options.diagnostics is not Messages.NONE:
            _tell_same_names(plan.inputs, options.manner)
            _tell_folder(plan, options.manner)
        with lexicon(options.lexicon):
            if plan.dataset and plan.target is not None:
                _add_to_dataset(plan, options, plan.target, tally)
            else:
                _put_out(plan, options, terminal, tally)
        if options.diagnostics is not Messages.NONE:
            _tell_passed_over(plan.inputs, options.manner)
    except WrongUse as error:
        complain(error.args[0], *error.args[1:], manner=options.manner)
        return WRONG_USE
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        complain(unwritable(error), target or OUTPUT, manner=options.manner, code="unwritable")
        return FAILED
    except CannotWrite as error:
        complain(str(error), target or OUTPUT, manner=options.manner, code="unwritable")
        return FAILED
    return FAILED if tally.failed or (options.strict and tally.doubtful) else 0


def _put_out(plan: Plan, options: Options, terminal: bool, tally: Tally) -> None:
    """Put the documents out one after the other. Raises WrongUse for a list without any."""
    outcomes = _reported(_outcomes(iter(plan.inputs), plan, options, terminal), plan, options, tally)
    outcomes = _with_progress(outcomes, plan, options)
    with closing(outcomes):
        first = next(outcomes, None)
        if first is not None:  # else nothing appears, not even a header
            _write(chain([first], outcomes), plan, options)
    if first is None and plan.inputs.listing is not None and not tally.failed:
        raise WrongUse(f"{plan.inputs.listing}: there are no paths in this list; write one a line")


def _add_to_dataset(plan: Plan, options: Options, folder: str, tally: Tally) -> None:
    """Put out what is not yet done of a dataset."""
    from extractor.cli.dataset import Dataset  # noqa: PLC0415 -- no other form needs it

    stop_in_order()
    with Dataset(plan, options, folder) as dataset:
        done = dataset.journal.parts
        tally.failed, tally.doubtful = any(part.errors for part in done), any(part.doubtful for part in done)
        documents = dataset.left(iter(plan.inputs))
        outcomes = _reported(_outcomes(documents, plan, options, terminal=False), plan, options, tally)
        with closing(_with_progress(outcomes, plan, options, dataset.skipped)) as shown:
            for outcome in shown:
                dataset.put(outcome)


def _outcomes(documents: Iterator[Document], plan: Plan, options: Options, terminal: bool) -> Generator[Outcome, None, None]:
    """What becomes of each document, in the order of the documents."""
    indent = options.indent or (terminal and plan.target is None and plan.format is Format.JSON)
    shown = sys.stderr is not None and sys.stderr.isatty()
    look = Look(shown, shown and not os.environ.get("NO_COLOR"))
    render = render_of(plan, options, indent)
    if not plan.inputs.many or options.jobs == 1:
        return (outcome_of(document, options, render, look) for document in documents)
    from extractor.cli.corpus import outcomes_of  # noqa: PLC0415 -- not for a single document

    return outcomes_of(documents, plan, options, look)


def _reported(outcomes: Iterator[Outcome], plan: Plan, options: Options, tally: Tally) -> Generator[Outcome, None, None]:
    """The outcomes that are to be put out; what is to be said of each follows when it has been."""
    seen: set[str] = set()
    for outcome in outcomes:
        if plan.keyed and outcome.problem is None:
            outcome = _with_new_name(outcome, seen)  # noqa: PLW2901 -- there is no other use for the one before
        tally.doubtful |= outcome.doubtful
        if outcome.problem is None or plan.error_rows or plan.dataset:
            yield outcome
        if outcome.problem is not None:
            tally.failed = True
            code, message = outcome.problem
            path, name = outcome.document.place
            complain(message, path, manner=options.manner, code=code, document=name)
        say(outcome.said)


def _with_new_name(outcome: Outcome, seen: set[str]) -> Outcome:
    """The outcome, a problem where a document before had its name and its rows would take the place of those."""
    name = outcome.document.place.name
    if name not in seen:
        seen.add(name)
        return outcome
    message = "another document of this run has its name; choose an --id-field that tells them apart, or a form without keys"
    return outcome._replace(problem=Problem("unreadable", message), rendered=None, bulletin=None, said=())


def _with_progress(
    outcomes: Generator[Outcome, None, None], plan: Plan, options: Options, skipped: int = 0
) -> Generator[Outcome, None, None]:
    """The outcomes, with a bar on standard error where that is a terminal which does not show the data too."""
    data_is_shown = plan.target is None and sys.stdout is not None and sys.stdout.isatty()
    if not plan.inputs.many or data_is_shown or sys.stderr is None or not sys.stderr.isatty():
        return outcomes
    from extractor.cli.progress import shown  # noqa: PLC0415 -- rich is for the terminal only

    return shown(outcomes, max(plan.inputs.weight() - skipped, 0), options.chinese)


def _tell_same_names(inputs: Inputs, manner: Manner) -> None:
    """Say which documents will share a name: the paths of files that are named one by one stay out of the data."""
    for name, count in inputs.names().items():
        if count > 1:
            message = f"{count} documents are named {name}; to tell their rows apart, name the folder that holds them"
            complain(message, manner=manner, code="same-name", severity="note")


def _tell_folder(plan: Plan, manner: Manner) -> None:
    """Say that a folder is made where the name is that of a file."""
    if plan.folder and not plan.dataset and plan.target is not None and plan.target.endswith(f".{plan.format}"):
        message = "this is a folder, one file a table; with --table it is one file"
        complain(message, plan.target, manner=manner, code="output", severity="note")


def _tell_passed_over(inputs: Inputs, manner: Manner) -> None:
    """Say what in the folders was no document."""
    count, first = inputs.passed_over.count, inputs.passed_over.first
    if count:
        names = ", ".join(first) + ", …" * (count > len(first))
        message = f"passed over in folders, by their suffix or as links to folders: {count} ({names}); name one itself to have it read"
        complain(message, manner=manner, code="passed-over", severity="note")


def _write(outcomes: Iterator[Outcome], plan: Plan, options: Options) -> None:
    if plan.format is None:
        _summarize(outcomes, options.chinese)
        return
    with output_of(plan, options) as put:
        for outcome in outcomes:
            put(outcome)


def _summarize(outcomes: Iterator[Outcome], chinese: bool) -> None:
    from extractor.writers.summary import write_summary  # noqa: PLC0415 -- rich is for the terminal only

    speak_utf8()
    for number, outcome in enumerate(outcomes):
        if number:
            print()
        if outcome.bulletin is not None:
            write_summary(outcome.bulletin, sys.stdout, chinese)
        sys.stdout.flush()


def _schema(options: Options) -> str:
    """The schema of the document, or of the table named in the place of a file or by --table."""
    from extractor.writers.schemas import NAMES, schema_json  # noqa: PLC0415 -- no other run needs it

    usual = (None, False, Messages.TEXT, size_of(USUAL_SIZE))
    for name in Options._fields:
        if name not in _WITH_SCHEMA and getattr(options, name) not in usual:
            raise WrongUse(f"--schema goes with --table and --lang only; leave --{name.replace('_', '-')} out")
    names = [*options.files, *((options.table,) if options.table else ())]
    if len(names) > 1 or not set(NAMES) >= set(names):
        raise WrongUse(f"--schema takes the name of one table, error, or none: {', '.join(NAMES)}")
    return schema_json(names[0] if names else None)


def _print(text: str) -> None:
    output = standard_output()
    output.write(text.encode())
    output.flush()
