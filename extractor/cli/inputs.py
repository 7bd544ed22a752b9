"""What a run reads: the documents that its arguments stand for, one after the other, without holding more than the next."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from io import BufferedReader
from typing import NamedTuple, cast

from extractor.cli.options import Options, WrongUse
from extractor.readers.corpora import KINDS, RECORDS, Taking, documents_of, kind_of, weight_of
from extractor.readers.paths import PIPE, SUFFIXES, Document, Place, piped, place_of, places_in, printable, unreadable

_PIECE = 1 << 16
_FIRST = 3  # of what was passed over, that are named
_ROOTS = ("/", "./", "../")


class _Argument(NamedTuple):
    """A path of the command line; ``kind`` is None for a document, else what holds many."""

    path: str
    kind: str | None


class PassedOver:
    """What was passed over in folders: how many entries, and the first few of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[str] = []

    def note(self, path: str) -> None:
        """Count a path in."""
        self.count += 1
        if len(self.first) < _FIRST:
            self.first.append(path)


class Inputs:
    """The documents of a run, in order. What they are is looked at once, what is in them as often as they are gone through."""

    def __init__(self, arguments: tuple[_Argument, ...], listing: str | None, taking: Taking) -> None:
        self.arguments = arguments
        self.listing = listing
        self.passed_over = PassedOver()
        self._taking = taking

    def __iter__(self) -> Iterator[Document]:
        self.passed_over = PassedOver()
        for argument in self.arguments:
            if argument.kind == "folder":
                for place in places_in(argument.path, self.passed_over.note):
                    yield Document(place, weight=weight_of(place.path))
            elif argument.kind is None and argument.path != PIPE:
                yield Document(place_of(argument.path), weight=weight_of(argument.path))
            else:
                yield from documents_of(place_of(argument.path), self._taking)
        if self.listing is not None:
            for path in _listed(self.listing):
                yield from self._found(path)

    def _found(self, path: str) -> Iterator[Document]:
        """The documents that a line of a list stands for; it is named as the list has it, without the way to the root."""
        name = printable(path.replace(os.sep, "/"))
        while name.startswith(_ROOTS):
            name = name[name.index("/") + 1 :]
        if os.path.isdir(path):
            for place in places_in(path, self.passed_over.note):
                yield Document(Place(place.path, f"{name.rstrip('/')}/{place.name}"), weight=weight_of(place.path))
        else:
            yield from documents_of(Place(path, name or path), self._taking)

    @cached_property
    def many(self) -> bool:
        """Whether the run is one over a corpus: anything but a single document that is named itself."""
        return self.listing is not None or len(self.arguments) != 1 or self.arguments[0].kind is not None

    def corpus(self) -> str | None:
        """What holds documents of which only reading tells how many there are; None where they are counted."""
        return self.listing or next((path for path, kind in self.arguments if kind not in (None, "folder")), None)

    def places(self) -> Iterator[Place]:
        """The documents that are files, those of lists and corpora left out."""
        for path, kind in self.arguments:
            if kind == "folder":
                yield from places_in(path)
            elif kind is None:
                yield place_of(path)

    def files(self) -> Iterator[str]:
        """The paths of all that is read, as far as they are known before reading."""
        yield from (path for path, _ in self.arguments)
        yield from (place.path for place in self.places())
        yield from (self.listing,) if self.listing else ()

    def names(self) -> Counter[str]:
        """How often each name is there; the files of one folder have different ones and are not gone through."""
        if len(self.arguments) == 1:
            return Counter()
        return Counter(place.name for place in self.places())

    def weight(self) -> int:
        """The bytes of all that is read, as far as they are known."""
        folders = sum(weight_of(place.path) for path, kind in self.arguments if kind == "folder" for place in places_in(path))
        return folders + sum(weight_of(path) for path, kind in self.arguments if kind != "folder")


def inputs_of(options: Options) -> Inputs:
    """What the options ask to read. Raises WrongUse for nothing, for a folder without bulletins and for a switch that would do nothing."""
    files = options.files or ((PIPE,) if options.files_from is None and piped() else ())
    if not files and options.files_from is None:
        raise WrongUse("no input; name a file or a folder, or send text through a pipe (see extract --help)")
    if options.files_from is not None:
        _check_list(options.files_from, files)
    form = options.input_format
    taking = Taking(
        kind=str(form) if form in KINDS else None,
        alone=form is not None and form not in KINDS,
        text_field=options.text_field or Taking().text_field,
        id_field=options.id_field,
        encoding=options.encoding,
        limit=options.max_size,
    )
    arguments = tuple(_argument(path, taking, len(files) == 1) for path in files)
    _check_fields(options, arguments)
    return Inputs(arguments, options.files_from, taking)


def document_format(options: Options) -> str | None:
    """The format that every document is read in, where one is forced."""
    form = options.input_format
    return None if form is None or form in KINDS else str(form)


def _argument(path: str, taking: Taking, sole: bool) -> _Argument:
    """What a path of the command line is. A pipe beside other inputs is looked at when its turn comes: that may be a long while."""
    if path != PIPE and os.path.isdir(path):
        if next(places_in(path), None) is None:
            raise WrongUse(f"{path}: no bulletins in this folder; it needs files that end in {', '.join(SUFFIXES)}")
        return _Argument(path, "folder")
    if path != PIPE:
        return _Argument(path, kind_of(path, taking))
    return _Argument(path, (kind_of(path, taking) if sole else "pipe") if taking.kind is None else taking.kind)


def _check_fields(options: Options, arguments: tuple[_Argument, ...]) -> None:
    """Refuse the name of a field where there are no fields."""
    for name, given in (("--text-field", options.text_field), ("--id-field", options.id_field)):
        if given is not None and options.files_from is None and not any(kind in (*RECORDS, "pipe") for _, kind in arguments):
            raise WrongUse(f"{name} goes with JSON Lines, CSV and Parquet only; no input is one of these (see --input-format)")


def _check_list(listing: str, files: tuple[str, ...]) -> None:
    if listing == PIPE:
        if PIPE in files or sys.stdin is None:
            raise WrongUse("standard input is one thing only: a document or the list of --files-from")
        return
    try:
        with open(listing, "rb"):
            return
    except OSError as error:
        raise WrongUse(unreadable(error), listing) from None


def _listed(listing: str) -> Iterator[str]:
    """The paths of a list: one a line, or each ended by NUL, as ``find -print0`` does; lines without anything are passed over."""
    file = cast(BufferedReader, sys.stdin.buffer if listing == PIPE else open(listing, "rb"))  # noqa: SIM115 -- closed below, but for the pipe
    try:
        rest, end = b"", None
        while piece := file.read1(_PIECE):
            rest += piece
            end = end or next((mark for mark in (b"\0", b"\n") if mark in rest), None)
            if end is not None:
                *whole, rest = rest.split(end)
                yield from map(_path, filter(None, whole))
        if rest:
            yield _path(rest)
    finally:
        if listing != PIPE:
            file.close()


def _path(line: bytes) -> str:
    return os.fsdecode(line.removesuffix(b"\r"))
