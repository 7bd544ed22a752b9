"""Where the documents of a run go: the files of its plan, and what adds a document to them."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import FrameType
from typing import BinaryIO, NoReturn

from extractor.cli.messages import with_chinese_messages
from extractor.cli.options import Format, Language, Options
from extractor.cli.plan import ANNOTATED, FLAT, Plan, file_names
from extractor.cli.streams import OUTPUT, complain
from extractor.cli.work import Outcome, Render
from extractor.models import Bulletin
from extractor.writers.files import whole_file, whole_folder
from extractor.writers.flat import BOM, DELIMITERS, flat_header, flat_rows
from extractor.writers.objects import document_json, failure_json, rows_json
from extractor.writers.text import write_source_text

Add = Callable[[Bulletin], None]
AddText = Callable[[Bulletin, str], None]
Put = Callable[[Outcome], None]


def render_of(plan: Plan, options: Options, indent: bool) -> Render | None:
    """What makes a document ready for the files of a form that takes one after the other; None for forms that need the document itself."""
    if plan.format in FLAT:
        delimiter = DELIMITERS[str(plan.format)]
        return lambda bulletin: tuple(flat_rows(bulletin, table, delimiter, options.raw).encode() for table in plan.tables)
    if plan.format in (Format.JSON, Format.JSONL):
        return lambda bulletin: (
            "".join([rows_json(bulletin, table) for table in plan.tables] or [document_json(bulletin, indent)]).encode(),
        )
    return None


@contextmanager
def output_of(plan: Plan, options: Options) -> Iterator[Put]:
    """What adds a document to the output, which is whole when the block ends well."""
    if plan.target is not None:
        stop_in_order()
    if plan.format is Format.SQLITE and plan.target is not None:
        from extractor.writers.sqlite import database  # noqa: PLC0415 -- no other form needs it

        with database(plan.target) as add:  # which is added to, where the other forms replace
            yield _each(lambda bulletin, _: add(bulletin))
        return
    notice = partial(complain, place=plan.target or OUTPUT, manner=options.manner, code="output", severity="note")
    if plan.format is Format.BRAT and plan.target is not None:
        from extractor.writers.brat import brat  # noqa: PLC0415 -- no other form needs it

        with brat(plan.target, notice) as add_text:
            yield _each(add_text)
        return
    with _files(plan) as files:
        if plan.format in ANNOTATED:
            with _annotated(plan, options, files, notice) as add_text:
                yield _each(add_text)
        elif plan.format is Format.HTML:
            yield _each(_page(options, files[0]))
        elif plan.format is Format.TEXT:
            yield _each(lambda _, text: write_source_text(text, files[0]))
        elif plan.format in (*FLAT, Format.JSON, Format.JSONL):
            yield _rendered(plan, options, files)
        else:
            with _form(plan, files, notice) as add:
                yield _each(lambda bulletin, _: add(bulletin))


def _each(add: AddText) -> Put:
    """What puts out the document and the source text of an outcome."""

    def put(outcome: Outcome) -> None:
        if outcome.bulletin is not None:
            add(outcome.bulletin, outcome.text)

    return put


def _annotated(plan: Plan, options: Options, files: list[BinaryIO], notice: Callable[[str], None]) -> AbstractContextManager[AddText]:
    """The forms that tie what was found to the source text itself, each written by a module of its own."""
    if plan.format is Format.DOCCANO:
        from extractor.writers.doccano import doccano  # noqa: PLC0415 -- no other form needs it

        return doccano(files[0], notice)
    if plan.format is Format.LABELSTUDIO:
        from extractor.writers.labelstudio import labelstudio  # noqa: PLC0415 -- likewise

        return labelstudio(files, notice)
    if plan.format is Format.ANNOTATION:
        from extractor.writers.annotation import web_annotations  # noqa: PLC0415 -- likewise

        return web_annotations(files[0], str(options.lang or Language.ENGLISH))
    from extractor.writers.debate import debate  # noqa: PLC0415 -- likewise

    if plan.format is Format.TEI:
        from extractor.writers.tei import tei  # noqa: PLC0415 -- likewise

        return debate(tei, files[0], notice)
    from extractor.writers.akn import akn  # noqa: PLC0415 -- likewise

    return debate(akn, files[0], notice)


def _form(plan: Plan, files: list[BinaryIO], notice: Callable[[str], None]) -> AbstractContextManager[Add]:
    if plan.format is Format.XLSX:
        from extractor.writers.xlsx import workbook  # noqa: PLC0415 -- an extra

        return workbook(files[0], plan.chinese, notice)
    from extractor.writers.arrow import columnar  # noqa: PLC0415 -- an extra

    return columnar(str(plan.format), plan.tables, files)


def _page(options: Options, file: BinaryIO) -> AddText:
    """The form that shows the source text beside what was found in it."""
    from extractor.writers.review import review_page  # noqa: PLC0415 -- no other form needs it

    language = options.lang or Language.CHINESE

    def add(bulletin: Bulletin, text: str) -> None:
        spoken = with_chinese_messages(bulletin) if language is Language.CHINESE else bulletin
        file.write(review_page(spoken, text, language).encode())
        file.flush()

    return add


def _rendered(plan: Plan, options: Options, files: list[BinaryIO]) -> Put:
    """What goes on with each document behind the one before it: JSON, or one file a flat table; a folder has the description of the set."""
    if plan.format in FLAT:
        lead = BOM if options.bom or options.excel else ""
        for table, file in zip(plan.tables, files, strict=False):
            file.write((lead + flat_header(table, DELIMITERS[str(plan.format)], plan.chinese)).encode())
        if plan.folder:
            from extractor.writers.datapackage import package_json  # noqa: PLC0415 -- for folders only

            files[-1].write(package_json(str(plan.format), plan.chinese, options.raw).encode())

    def put(outcome: Outcome) -> None:
        pieces = outcome.rendered or ()
        if outcome.problem is not None:
            pieces = (failure_json(outcome.document.place.name, *outcome.problem).encode(),)
        for piece, file in zip(pieces, files, strict=False):
            file.write(piece)
            file.flush()

    return put


@contextmanager
def _files(plan: Plan) -> Iterator[list[BinaryIO]]:
    """The files of a plan, one a table, opened for the length of a block."""
    if plan.target is None:
        yield [standard_output()]
    elif plan.folder:
        with whole_folder(plan.target, file_names(plan)) as files:
            yield files
    else:
        with whole_file(plan.target) as file:
            yield [file]


def standard_output() -> BinaryIO:
    """Standard output as bytes. Raises OSError where there is none."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdout.buffer


def stop_in_order() -> None:
    """Have SIGTERM take unfinished files along."""
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, _: FrameType | None) -> NoReturn:
    """Leave on a signal in the orderly way, which takes unfinished files along."""
    raise SystemExit(128 + number)
