"""A run: documents in their order, each read, extracted and put out before the next."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import chain

from extractor.cli.forms import output_of, standard_output
from extractor.cli.messages import with_chinese_messages
from extractor.cli.options import WRONG_USE, Format, Language, Messages, Options, WrongUse
from extractor.cli.plan import Plan, plan_of
from extractor.cli.streams import FAILED, OUTPUT, complain, say, silence, speak_utf8
from extractor.models import TABLES, Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.formats import read_document
from extractor.readers.paths import Place, read_place
from extractor.readers.plain import ReadError, SourceText
from extractor.version import __version__
from extractor.writers.files import CannotWrite
from extractor.writers.messages import message_lines, message_objects

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
        if options.diagnostics is Messages.TEXT:
            _tell_same_names(plan.places, options.chinese)
            _tell_folder(plan, options.chinese)
        with _lexicon(options.lexicon):
            documents = _documents(plan.places, options, tally)
            first = next(documents, None)
            if first is not None:  # else nothing appears, not even a header
                _write(chain([first], documents), plan, options, terminal)
    except WrongUse as error:
        complain(error.args[0], *error.args[1:], chinese=options.chinese)
        return WRONG_USE
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        message = f"it cannot be written ({error.strerror}); make room or choose another place"
        complain(message, target or OUTPUT, chinese=options.chinese)
        return FAILED
    except CannotWrite as error:
        complain(str(error), target or OUTPUT, chinese=options.chinese)
        return FAILED
    return FAILED if tally.failed or (options.strict and tally.doubtful) else 0


def _lexicon(path: str | None) -> AbstractContextManager[None]:
    """What adds the words of a file to the shipped ones for the run. Raises WrongUse."""
    if path is None:
        return nullcontext()
    from extractor.lexicons import extended  # noqa: PLC0415 -- few runs bring words
    from extractor.readers.lexicon import LexiconError, read_lexicon  # noqa: PLC0415 -- likewise

    try:
        return extended(read_lexicon(read_place(Place(path, path))))
    except (LexiconError, ReadError) as error:
        raise WrongUse(str(error), path) from None


def _documents(places: tuple[Place, ...], options: Options, tally: Tally) -> Iterator[tuple[Bulletin, SourceText]]:
    """The documents that can be read; what is to be said of each follows when it has been put out."""
    form = options.input_format.value if options.input_format else None
    for place in places:
        try:
            source = read_document(read_place(place), place.name, options.encoding, form)
            bulletin = bulletin_of(source, options.date)
        except ReadError as error:
            tally.failed = True
            complain(str(error), place.path, chinese=options.chinese)
        except Exception as error:
            tally.failed = True
            complain(f"internal error ({type(error).__name__}: {error}); please report it", place.path, chinese=options.chinese)
        else:
            tally.doubtful |= any(found.severity != "note" for found in bulletin.diagnostics)
            if options.lang is Language.CHINESE:
                bulletin = with_chinese_messages(bulletin)
            yield bulletin, source
            _tell(bulletin, source, place, options)


def _tell_same_names(places: tuple[Place, ...], chinese: bool) -> None:
    """Say which documents will share a name: the paths of files that are named one by one stay out of the data."""
    for name, count in Counter(place.name for place in places).items():
        if count > 1:
            complain(f"{count} documents are named {name}; to tell their rows apart, name the folder that holds them", chinese=chinese)


def _tell_folder(plan: Plan, chinese: bool) -> None:
    """Say that a folder is made where the name is that of a file."""
    if plan.folder and plan.target is not None and plan.target.endswith(f".{plan.format}"):
        complain("this is a folder, one file a table; with --table it is one file", plan.target, chinese=chinese)


def _tell(bulletin: Bulletin, source: SourceText, place: Place, options: Options) -> None:
    """Put the diagnostics of a document out on standard error: for programs as the data has them, for people in their language."""
    if options.diagnostics is Messages.JSON:
        say(message_objects(bulletin, source.text))
    elif options.diagnostics is Messages.TEXT:
        if options.chinese:
            bulletin = with_chinese_messages(bulletin)
        terminal = sys.stderr is not None and sys.stderr.isatty()
        colour = terminal and not os.environ.get("NO_COLOR")
        say(message_lines(bulletin, source.text, place.path, colour, excerpts=terminal, chinese=options.chinese))


def _write(documents: Iterator[tuple[Bulletin, SourceText]], plan: Plan, options: Options, terminal: bool) -> None:
    if plan.format is None:
        _summarize((bulletin for bulletin, _ in documents), options.chinese)
        return
    indent = options.indent or (terminal and plan.target is None and plan.format is Format.JSON)
    with output_of(plan, options, indent) as add:
        for bulletin, source in documents:
            add(bulletin, source.text)


def _summarize(bulletins: Iterator[Bulletin], chinese: bool) -> None:
    from extractor.writers.summary import write_summary  # noqa: PLC0415 -- rich is for the terminal only

    speak_utf8()
    for number, bulletin in enumerate(bulletins):
        if number:
            print()
        write_summary(bulletin, sys.stdout, chinese)
        sys.stdout.flush()


def _schema(options: Options) -> str:
    """The schema of the document, or of the table named in the place of a file or by --table."""
    from extractor.writers.schemas import schema_json  # noqa: PLC0415 -- no other run needs it

    for name in Options._fields:
        if name not in _WITH_SCHEMA and getattr(options, name) not in (None, False, Messages.TEXT):
            raise WrongUse(f"--schema goes with --table and --lang only; leave --{name.replace('_', '-')} out")
    names = [*options.files, *((options.table,) if options.table else ())]
    if len(names) > 1 or not TABLES.keys() >= set(names):
        raise WrongUse(f"--schema takes the name of one table or none: {', '.join(TABLES)}")
    return schema_json(names[0] if names else None)


def _print(text: str) -> None:
    output = standard_output()
    output.write(text.encode())
    output.flush()
