"""The output as a dataset: parts of even size in a folder, and a journal by which a run that was broken off goes on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from itertools import islice
from typing import TYPE_CHECKING

from extractor.cli.options import Format, Options, WrongUse
from extractor.cli.plan import Plan
from extractor.cli.work import Outcome
from extractor.models import SCHEMA_VERSION, Bulletin
from extractor.readers.paths import Document
from extractor.version import __version__
from extractor.writers.files import CannotWrite
from extractor.writers.objects import failure_json
from extractor.writers.parts import ERRORS, Files, Journal, Part, is_begun, read_journal

if TYPE_CHECKING:
    from collections.abc import Callable

PART_SIZE = 64 << 20


class Dataset:
    """What is put out part by part. A block around it ends a part that has begun only when all went well."""

    def __init__(self, plan: Plan, options: Options, folder: str) -> None:
        self._plan = plan
        self._folder = folder
        self._part_size = options.part_size or PART_SIZE
        self._input = hashlib.sha256()
        self.skipped = 0  # bytes of the input that were done before
        self._made: _Making | None = None
        asked = _asked(plan, options, self._part_size)
        if not is_begun(folder):
            self.journal = Journal(folder)
            self.journal.begin(asked)
        elif options.resume:
            try:
                self.journal = read_journal(folder, asked)
            except CannotWrite as error:
                raise WrongUse(str(error), folder) from None
        else:
            raise WrongUse(f"{folder}: there is a dataset in it already; go on with --resume, or name another folder")

    def __enter__(self) -> Dataset:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._end_part()
            if not self.journal.complete:
                self.journal.end()
        elif self._made is not None:
            self._made.drop()

    def left(self, documents: Iterator[Document]) -> Iterator[Document]:
        """The documents that are still to be done. Raises WrongUse where those that are done were others."""
        parts = iter(self.journal.parts)
        for part in parts:
            count = 0
            for document in islice(documents, part.documents):
                count += 1
                self.skipped += document.weight
                self._note(document)
            if count < part.documents or self._input.hexdigest() != part.input:
                raise WrongUse(f"{self._folder}: it was begun with other documents; name another folder")
        return documents

    def put(self, outcome: Outcome) -> None:
        """Add a document to the part, which ends when it has its size."""
        if self._made is None:
            self._made = _Making(self._plan, Files(self._folder, len(self.journal.parts), str(self._plan.format)))
        self._note(outcome.document, outcome.size)
        self._made.put(outcome)
        if self._made.size >= self._part_size:
            self._end_part()

    def _end_part(self) -> None:
        if self._made is not None:
            files = self._made.end()
            made, self._made = self._made, None
            number = len(self.journal.parts)
            self.journal.add(Part(number, made.documents, made.errors, made.doubtful, self._input.hexdigest(), files))

    def _note(self, document: Document, size: int | None = None) -> None:
        """Note which documents have been, in their order."""
        self._input.update(f"{document.place.name}\0{document.size if size is None else size}\n".encode())


class _Making:
    """A part in the making. Its size is that of its lines or, of Parquet, of the texts that have gone into it."""

    def __init__(self, plan: Plan, files: Files) -> None:
        self.documents = self.errors = self.size = 0
        self.doubtful = False
        self._files = files
        self._rows = plan.error_rows
        self._stack = ExitStack()
        self._failed: Callable[[bytes], object] | None = None
        self._add: Callable[[Bulletin], None] | None = None
        if plan.format is Format.PARQUET:
            from extractor.writers.arrow import columnar  # noqa: PLC0415 -- an extra

            kinds = plan.tables if len(plan.tables) > 1 else ("",)
            self._add = self._stack.enter_context(columnar("parquet", plan.tables, [files.open(kind) for kind in kinds]))
        else:
            self._write = files.open().write

    def put(self, outcome: Outcome) -> None:
        self.documents += 1
        self.doubtful |= outcome.doubtful
        if outcome.problem is not None:
            self.errors += 1
            line = failure_json(outcome.document.place.name, *outcome.problem).encode()
            if self._rows:
                self._line(line)
            else:
                self._failed = self._failed or self._files.open(ERRORS, "jsonl").write
                self._failed(line)
        elif self._add is not None and outcome.bulletin is not None:
            self._add(outcome.bulletin)
            self.size += len(outcome.text.encode())
        else:
            for piece in outcome.rendered or ():
                self._line(piece)

    def end(self) -> dict[str, int]:
        """Give the files their names."""
        self._stack.close()
        sizes = self._files.name()
        self._files.drop()
        return sizes

    def drop(self) -> None:
        """Leave nothing of the part."""
        with suppress(Exception):  # it goes anyway
            self._stack.close()
        self._files.drop()

    def _line(self, line: bytes) -> None:
        self._write(line)
        self.size += len(line)


def _asked(plan: Plan, options: Options, part_size: int) -> dict[str, object]:
    """What decides over the bytes of a dataset, by the names that people know it by."""
    words = None
    if options.lexicon is not None:
        with open(options.lexicon, "rb") as file:
            words = hashlib.sha256(file.read()).hexdigest()
    return {
        "version": __version__,
        "schema_version": SCHEMA_VERSION,
        "input": [path for path, _ in plan.inputs.arguments],
        "--files-from": options.files_from,
        "--format": plan.format,
        "--table": options.table,
        "--date": options.date and options.date.isoformat(),
        "--encoding": options.encoding,
        "--input-format": options.input_format,
        "--text-field": options.text_field,
        "--id-field": options.id_field,
        "--max-size": options.max_size,
        "--lang": options.lang,
        "--lexicon": words,
        "--part-size": part_size,
    }
