"""What a run will put out and where; what cannot be done is found out before anything is read."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.cli.options import Format, Options, Table, WrongUse
from extractor.readers.paths import PIPE, NoBulletins, Place, piped, sources_of

FLAT = (Format.CSV, Format.TSV)


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents, the form (None is the summary) and the target (None is standard output)."""

    places: tuple[Place, ...]
    format: Format | None
    tables: tuple[Table, ...]  # flat forms: one file each; none means whole documents
    target: str | None
    folder: bool


def plan_of(options: Options, terminal: bool) -> Plan:
    """The plan of a run; ``terminal`` says whether standard output is one. Raises WrongUse."""
    form = _form(options, terminal)
    _check_switches(options, form)
    folder = form in FLAT and options.table is None
    if folder and options.output is None:
        raise WrongUse(f"{form} on standard output is one table; choose it with --table, or a folder for all with --output")
    files = options.files or ((PIPE,) if piped() else ())
    if not files:
        raise WrongUse("no input; name a file or a folder, or send text through a pipe (see extract --help)")
    try:
        places = sources_of(files)
    except NoBulletins as error:
        raise WrongUse(str(error)) from None
    if form is Format.JSON and len(places) > 1:
        raise WrongUse(f"json is one document and there are {len(places)}; use --format jsonl")
    tables = tuple(Table) if folder else (options.table,) if options.table else ()
    if options.output is not None:
        _check_target(options.output, folder, places)
    return Plan(places, form, tables, options.output, folder)


def file_names(plan: Plan) -> list[str]:
    """The names of the files of a folder of tables, in the order of the tables."""
    return [f"{table}.{plan.format}" for table in plan.tables]


def _form(options: Options, terminal: bool) -> Format | None:
    if options.format is not None:
        return options.format
    if options.output is None:
        return None if terminal and not options.indent and options.table is None else Format.JSON
    suffix = os.path.splitext(options.output)[1]
    if not suffix:
        return Format.JSON
    try:
        return Format(suffix[1:].lower())
    except ValueError:
        raise WrongUse(f"no format goes by the suffix '{suffix}'; choose one with --format") from None


def _check_switches(options: Options, form: Format | None) -> None:
    """Refuse a switch that would do nothing."""
    if options.table is not None and form not in (*FLAT, Format.JSONL):
        raise WrongUse("--table needs --format jsonl, csv or tsv; json is the whole document")
    if options.indent and form is not Format.JSON:
        raise WrongUse("--indent goes with --format json only")
    for name, given in (("--bom", options.bom), ("--raw", options.raw)):
        if given and form not in FLAT:
            raise WrongUse(f"{name} goes with --format csv or tsv only")


def _check_target(path: str, folder: bool, places: Sequence[Place]) -> None:
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise WrongUse(f"{path}: its folder does not exist; make it first")
    if folder and os.path.exists(path) and not os.path.isdir(path):
        raise WrongUse(f"{path}: a folder of tables cannot take the place of a file; name another, or choose one table with --table")
    if not folder and os.path.isdir(path):
        raise WrongUse(f"{path}: this is a folder; name a file for --output")
    if any(place.path != PIPE and _same(place.path, path) for place in places):
        raise WrongUse(f"{path}: the output would overwrite the input; name another file for --output")


def _same(one: str, other: str) -> bool:
    return os.path.isfile(one) and os.path.isfile(other) and os.path.samefile(one, other)
