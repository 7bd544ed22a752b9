"""Where the documents of a run go: the files of its plan, and what adds a document to them."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import BinaryIO, NoReturn

from extractor.cli.messages import with_chinese_messages
from extractor.cli.options import Format, Language, Options
from extractor.cli.plan import FLAT, Plan, file_names
from extractor.cli.streams import OUTPUT, complain
from extractor.cli.work import Outcome, Render
from extractor.models import Bulletin
from extractor.writers.files import whole_file, whole_folder
from extractor.writers.flat import BOM, DELIMITERS, flat_header, flat_rows
from extractor.writers.objects import document_json, failure_json, rows_json
from extractor.writers.text import write_source_text

Add = Callable[[Bulletin], None]
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
    with _files(plan) as files:
        if plan.format is Format.HTML:
            yield _each(_page(options, files[0]))
        elif plan.format is Format.TEXT:
            yield _each(lambda _, text: write_source_text(text, files[0]))
        elif plan.format in (*FLAT, Format.JSON, Format.JSONL):
            yield _rendered(plan, options, files)
        else:
            with _form(plan, options, files) as add:
                yield _each(lambda bulletin, _: add(bulletin))


def _each(add: Callable[[Bulletin, str], None]) -> Put:
    """What puts out the document and the source text of an outcome."""

    def put(outcome: Outcome) -> None:
        if outcome.bulletin is not None:
            add(outcome.bulletin, outcome.text)

    return put


def _form(plan: Plan, options: Options, files: list[BinaryIO]) -> AbstractContextManager[Add]:
    if plan.format is Format.XLSX:
        from extractor.writers.xlsx import workbook  # noqa: PLC0415 -- an extra

        return workbook(files[0], plan.chinese, lambda message: complain(message, plan.target or OUTPUT, chinese=options.chinese))
    from extractor.writers.arrow import columnar  # noqa: PLC0415 -- an extra

    return columnar(str(plan.format), plan.tables, files)


def _page(options: Options, file: BinaryIO) -> Callable[[Bulletin, str], None]:
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
