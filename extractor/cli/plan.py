"""What a run will put out and where; what cannot be done is found out before anything is read."""

from __future__ import annotations

import importlib
import os
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractor.cli.options import Format, Headers, InputFormat, Options, WrongUse
from extractor.readers.paths import PIPE, NoBulletins, Place, piped, sources_of
from extractor.writers.tables import SET

FLAT = (Format.CSV, Format.TSV)
XML = (Format.TEI, Format.AKN)
WHOLE = (Format.JSON, Format.HTML, Format.TEXT, *XML)  # one document, all of it
ANNOTATED = (Format.DOCCANO, Format.LABELSTUDIO, Format.ANNOTATION, *XML)  # the source text with what was found in it
COLUMNAR = (Format.PARQUET, Format.ARROW)
SETS = (*FLAT, *COLUMNAR)  # without --table a folder, one file a table
FOLDERS = (*SETS, Format.BRAT, Format.LABELSTUDIO)
DATA_PACKAGE = "datapackage.json"
LABEL_STUDIO = ["tasks.json", "labeling.xml"]

_BINARY = (Format.XLSX, *COLUMNAR)
# What a form needs beyond the command itself: the module, the name of the library, the extra that installs it.
_NEEDS = {
    Format.XLSX: ("xlsxwriter", "XlsxWriter", "xlsx"),
    Format.PARQUET: ("pyarrow", "pyarrow", "parquet"),
    Format.ARROW: ("pyarrow", "pyarrow", "parquet"),
}
_SUFFIXES = {
    "htm": Format.HTML,
    "ndjson": Format.JSONL,
    "db": Format.SQLITE,
    "sqlite3": Format.SQLITE,
    "feather": Format.ARROW,
    "txt": Format.TEXT,
    "jsonld": Format.ANNOTATION,
    "tei.xml": Format.TEI,
    "akn.xml": Format.AKN,
}


class Plan(NamedTuple):
    """The documents, the form (None is the summary) and the target (None is standard output)."""

    places: tuple[Place, ...]
    format: Format | None
    tables: tuple[str, ...]  # forms of tables: one file each; none means whole documents
    target: str | None
    folder: bool
    chinese: bool  # the headings


def plan_of(options: Options, terminal: bool) -> Plan:
    """The plan of a run; ``terminal`` says whether standard output is one. Raises WrongUse."""
    form = _form(options, terminal)
    _check_switches(options, form)
    folder = form in FOLDERS and options.table is None
    if options.output is None:
        _check_standard_output(form, folder, terminal)
    files = options.files or ((PIPE,) if piped() else ())
    if not files:
        raise WrongUse("no input; name a file or a folder, or send text through a pipe (see extract --help)")
    try:
        places = sources_of(files)
    except NoBulletins as error:
        raise WrongUse(str(error)) from None
    if form in WHOLE and len(places) > 1:
        remedy = "use --format jsonl" if form is Format.JSON else f"make {form} of each in turn"
        raise WrongUse(f"{form} is one document and there are {len(places)}; {remedy}")
    if form is Format.SQLITE or (folder and form in FLAT):
        _check_names([place.name for place in places], form)
    if form is Format.BRAT and options.output is not None:
        _check_brat(places, options.output)
    tables = SET if folder and form in SETS else (options.table,) if options.table else ()
    if options.output is not None:
        _check_target(options.output, folder, places)
    _check_library(form, options.output)
    chinese = options.headers is Headers.ZH or (options.headers is None and (options.excel or form is Format.XLSX))
    return Plan(places, form, tables, options.output, folder, chinese)


def file_names(plan: Plan) -> list[str]:
    """The names of the files of a folder, tables in their order; what describes them comes last."""
    if plan.format is Format.LABELSTUDIO:
        return LABEL_STUDIO
    names = [f"{table}.{plan.format}" for table in plan.tables]
    return [*names, DATA_PACKAGE] if plan.format in FLAT else names


def _form(options: Options, terminal: bool) -> Format | None:
    if options.format is not None:
        return options.format
    if options.output is None:
        return None if terminal and not options.indent and options.table is None else Format.JSON
    stem, suffix = os.path.splitext(options.output)
    if not suffix:
        return Format.JSON
    name = suffix[1:].lower()
    double = os.path.splitext(stem)[1][1:].lower() + suffix.lower()  # tei.xml
    try:
        return _SUFFIXES.get(double) or _SUFFIXES.get(name) or Format(name)
    except ValueError:
        raise WrongUse(f"no format goes by the suffix '{suffix}'; choose one with --format") from None


def _check_switches(options: Options, form: Format | None) -> None:
    """Refuse a switch that would do nothing."""
    if options.table is not None and form not in (*SETS, Format.JSONL):
        raise WrongUse("--table needs --format jsonl, csv, tsv, parquet or arrow; the others hold all tables")
    if options.indent and form is not Format.JSON:
        raise WrongUse("--indent goes with --format json only")
    for name, given in (("--bom", options.bom), ("--excel", options.excel), ("--raw", options.raw)):
        if given and form not in FLAT:
            raise WrongUse(f"{name} goes with --format csv or tsv only")
    if options.encoding is not None and options.input_format not in (None, InputFormat.TEXT, InputFormat.HTML):
        raise WrongUse(f"--encoding goes with text and html only; {options.input_format} says itself how it is encoded")
    if options.headers is not None and form not in (*FLAT, Format.XLSX):
        raise WrongUse("--headers goes with --format csv, tsv or xlsx only; in the others the fields keep their names")


def _check_standard_output(form: Format | None, folder: bool, terminal: bool) -> None:
    """Refuse what does not go to standard output."""
    if form is Format.BRAT:
        raise WrongUse("brat needs a folder for its files; name it with --output")
    if folder and form in SETS:
        raise WrongUse(f"{form} on standard output is one table; choose it with --table, or a folder for all with --output")
    if form is Format.SQLITE:
        raise WrongUse("sqlite needs a file to add to; name it with --output")
    if form in _BINARY and terminal:
        raise WrongUse(f"{form} is not for a terminal; name a file with --output, or send it on")


def _check_names(names: Sequence[str], form: Format | None) -> None:
    """Refuse documents that share a name where the name tells their rows or files apart."""
    name, count = max(Counter(names).items(), key=lambda pair: pair[1])
    if count > 1:
        raise WrongUse(f"{count} documents are named {name} and {form} needs to tell them apart; name the folder that holds them")


def _check_brat(places: Sequence[Place], folder: str) -> None:
    """Refuse documents whose files would be one, or would take the place of what is read."""
    from extractor.writers.brat import base_name  # noqa: PLC0415 -- no other form needs it

    names = [base_name(place.name) for place in places]
    _check_names(names, Format.BRAT)
    if any(_same(place.path, os.path.join(folder, f"{name}.txt")) for place, name in zip(places, names, strict=True)):
        raise WrongUse(f"{folder}: the output would overwrite the input; name another folder for --output")


def _check_library(form: Format | None, output: str | None) -> None:
    """Refuse a form whose library is not installed, with what installs it."""
    if form not in _NEEDS:
        return
    module, library, extra = _NEEDS[form]
    try:
        importlib.import_module(module)
    except ImportError:
        place = output or "standard output"
        raise WrongUse(f"{place}: needs {library}; install it with pip install 'bulletin-extractor[{extra}]'") from None


def _check_target(path: str, folder: bool, places: Sequence[Place]) -> None:
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise WrongUse(f"{path}: its folder does not exist; make it first")
    if folder and os.path.exists(path) and not os.path.isdir(path):
        raise WrongUse(f"{path}: a folder cannot take the place of a file; name another, or for tables choose one with --table")
    if not folder and os.path.isdir(path):
        raise WrongUse(f"{path}: this is a folder; name a file for --output")
    if any(place.path != PIPE and _same(place.path, path) for place in places):
        raise WrongUse(f"{path}: the output would overwrite the input; name another file for --output")


def _same(one: str, other: str) -> bool:
    return os.path.isfile(one) and os.path.isfile(other) and os.path.samefile(one, other)
