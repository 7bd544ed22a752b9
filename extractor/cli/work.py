"""One document of a run: read, understood and made ready to be put out, in this process or in one beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import NamedTuple

from extractor.cli.inputs import document_format
from extractor.cli.messages import in_chinese, with_chinese_messages
from extractor.cli.options import Language, Messages, Options, WrongUse
from extractor.models import Bulletin
from extractor.pipeline import bulletin_of
from extractor.readers.formats import read_document
from extractor.readers.paths import Document, Place, Problem, problem_of, read_place
from extractor.readers.plain import ReadError
from extractor.writers.messages import message_lines, message_objects


class Look(NamedTuple):
    """What standard error is: a terminal, which shows the place too, and whether colours are wanted there."""

    terminal: bool
    colour: bool


Render = Callable[[Bulletin], tuple[bytes, ...]]


class Outcome(NamedTuple):
    """What became of a document: its data, or the problem that there is with it; and what is to be said of it on standard error."""

    document: Document  # without its bytes
    size: int  # of the document as it was before it was read
    rendered: tuple[bytes, ...] | None = None  # for each file of the output, where the form goes on without the document itself
    bulletin: Bulletin | None = None
    text: str = ""
    problem: Problem | None = None
    doubtful: bool = False  # an error or a warning was raised
    said: tuple[str, ...] = ()


def outcome_of(document: Document, options: Options, render: Render | None, look: Look) -> Outcome:
    """What becomes of a document; whatever is wrong with it is a problem and no exception."""
    bare, size = document._replace(data=None), document.size
    try:
        if document.problem is not None:
            return Outcome(bare, size, problem=_spoken(document.problem, options))
        data = read_place(document.place, options.max_size) if document.data is None else document.data
        source = read_document(data, document.place.name, document.encoding or options.encoding, document_format(options))
        bulletin = bulletin_of(source, options.date)
        doubtful = any(found.severity != "note" for found in bulletin.diagnostics)
        if options.lang is Language.CHINESE:
            bulletin = with_chinese_messages(bulletin)
        said = _said(bulletin, source.text, document.place, options, look)
        if render is not None:
            return Outcome(bare, size, rendered=render(bulletin), doubtful=doubtful, said=said)
        return Outcome(bare, size, bulletin=bulletin, text=source.text, doubtful=doubtful, said=said)
    except Exception as error:
        return Outcome(bare, size, problem=_spoken(problem_of(error), options))


def lost(document: Document, options: Options) -> Outcome:
    """What becomes of a document that kills the process that reads it."""
    message = "the process that read it was killed twice, mostly for want of memory; try it alone with --jobs 1, or split it"
    return Outcome(document._replace(data=None), document.size, problem=_spoken(Problem("killed", message), options))


def lexicon(path: str | None) -> AbstractContextManager[None]:
    """What adds the words of a file to the shipped ones for the run. Raises WrongUse."""
    if path is None:
        return nullcontext()
    from extractor.lexicons import extended  # noqa: PLC0415 -- few runs bring words
    from extractor.readers.lexicon import LexiconError, read_lexicon  # noqa: PLC0415 -- likewise

    try:
        return extended(read_lexicon(read_place(Place(path, path))))
    except (LexiconError, ReadError) as error:
        raise WrongUse(str(error), path) from None


def _spoken(problem: Problem, options: Options) -> Problem:
    """A problem in the language of the data."""
    return problem._replace(message=in_chinese(problem.message)) if options.lang is Language.CHINESE else problem


def _said(bulletin: Bulletin, text: str, place: Place, options: Options, look: Look) -> tuple[str, ...]:
    """The diagnostics of a document for standard error: for programs as the data has them, for people in their language."""
    if options.diagnostics is Messages.JSON:
        return tuple(message_objects(bulletin, text))
    if options.diagnostics is Messages.TEXT:
        if options.chinese:
            bulletin = with_chinese_messages(bulletin)
        return tuple(message_lines(bulletin, text, place.path, look.colour, excerpts=look.terminal, chinese=options.chinese))
    return ()
