"""What a run will put out and where; what cannot be done is found out before anything is read."""

from __future__ import annotations

import importlib
import os
from collections import Counter
from typing import NamedTuple

from extractor.cli.inputs import Inputs, inputs_of
from extractor.cli.options import Format, Headers, InputFormat, Options, WrongUse
from extractor.readers.paths import PIPE
from extractor.writers.tables import SET

FLAT = (Format.CSV, Format.TSV)
XML = (Format.TEI, Format.AKN)
WHOLE = (Format.JSON, Format.HTML, Format.TEXT, *XML)  # one document, all of it
ANNOTATED = (Format.DOCCANO, Format.LABELSTUDIO, Format.ANNOTATION, *XML)  # the source text with what was found in it
COLUMNAR = (Format.PARQUET, Format.ARROW)
SETS = (*FLAT, *COLUMNAR)  # without --table a folder, one file a table
FOLDERS = (*SETS, Format.BRAT, Format.LABELSTUDIO)
PARTED = (Format.JSONL, Format.PARQUET)
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
_ENCODED = (InputFormat.DOCX, InputFormat.PDF, InputFormat.OFD, InputFormat.JSONL, InputFormat.PARQUET)


class Plan(NamedTuple):
    """The documents, the form (None is the summary) and the target (None is standard output)."""

    inputs: Inputs
    format: Format | None
    tables: tuple[str, ...]  # forms of tables: one file each; none means whole documents
    target: str | None
    folder: bool
    chinese: bool  # the headings
    dataset: bool  # a folder of parts

    @property
    def keyed(self) -> bool:
        """Whether names of documents are keys of the output, and only reading tells which there are."""
        return (self.format is Format.SQLITE or (self.folder and self.format in FLAT)) and self.inputs.corpus() is not None

    @property
    def error_rows(self) -> bool:
        """Whether a document that fails is a line of the output: among many, where each is a line."""
        return self.format is Format.JSONL and not self.tables and (self.inputs.many or self.dataset)


def plan_of(options: Options, terminal: bool) -> Plan:
    """The plan of a run; ``terminal`` says whether standard output is one. Raises WrongUse."""
    form = _form(options, terminal)
    _check_switches(options, form)
    dataset = _is_dataset(options, form)
    folder = (form in FOLDERS and options.table is None) or dataset
    if options.output is None:
        _check_standard_output(form, folder, terminal)
    inputs = inputs_of(options)
    if form in WHOLE:
        _check_single(inputs, form)
    if form is Format.SQLITE or (folder and form in FLAT):
        _check_names(inputs.names(), form)
    if form is Format.BRAT and options.output is not None:
        _check_brat(inputs, options.output)
    tables = (options.table,) if options.table else SET if form in SETS else ()
    if options.output is not None:
        _check_target(options.output, folder, inputs)
    _check_library(form, options.output)
    chinese = options.headers is Headers.ZH or (options.headers is None and (options.excel or form is Format.XLSX))
    return Plan(inputs, form, tables, options.output, folder, chinese, dataset)


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


def _is_dataset(options: Options, form: Format | None) -> bool:
    """Whether the output is a folder of parts: where it is asked for, and where lines are to go into a folder."""
    asked = options.part_size is not None or options.resume
    if asked and form not in PARTED:
        raise WrongUse("--part-size and --resume go with --format jsonl or parquet only")
    if asked and options.output is None:
        raise WrongUse("--part-size and --resume need a folder; name it with --output")
    path = options.output or ""
    return asked or (form is Format.JSONL and (path.endswith(("/", os.sep)) or os.path.isdir(path)))


def _check_switches(options: Options, form: Format | None) -> None:
    """Refuse a switch that would do nothing."""
    if options.table is not None and form not in (*SETS, Format.JSONL):
        raise WrongUse("--table needs --format jsonl, csv, tsv, parquet or arrow; the others hold all tables")
    if options.indent and form is not Format.JSON:
        raise WrongUse("--indent goes with --format json only")
    for name, given in (("--bom", options.bom), ("--excel", options.excel), ("--raw", options.raw)):
        if given and form not in FLAT:
            raise WrongUse(f"{name} goes with --format csv or tsv only")
    if options.encoding is not None and options.input_format in _ENCODED:
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


def _check_single(inputs: Inputs, form: Format | None) -> None:
    """Refuse more than one document where the form holds one."""
    remedy = "use --format jsonl" if form is Format.JSON else f"make {form} of each in turn"
    if corpus := inputs.corpus():
        raise WrongUse(f"{form} is one document and {corpus} may hold many; {remedy}")
    count = sum(1 for _ in inputs.places())
    if count > 1:
        raise WrongUse(f"{form} is one document and there are {count}; {remedy}")


def _check_names(names: Counter[str], form: Format | None) -> None:
    """Refuse documents that share a name where the name tells their rows or files apart."""
    for name, count in names.most_common(1):
        if count > 1:
            raise WrongUse(f"{count} documents are named {name} and {form} needs to tell them apart; name the folder that holds them")


def _check_brat(inputs: Inputs, folder: str) -> None:
    """Refuse documents whose files would be one, or would take the place of what is read."""
    from extractor.writers.brat import base_name  # noqa: PLC0415 -- no other form needs it

    if corpus := inputs.corpus():
        raise WrongUse(f"brat makes files for files and {corpus} holds others; unpack it into a folder, or use --format doccano")
    files = [(place.path, base_name(place.name)) for place in inputs.places()]
    _check_names(Counter(name for _, name in files), Format.BRAT)
    if any(_same(path, os.path.join(folder, f"{name}.txt")) for path, name in files):
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


def _check_target(path: str, folder: bool, inputs: Inputs) -> None:
    if not os.path.isdir(os.path.dirname(os.path.realpath(path))):
        raise WrongUse(f"{path}: its folder does not exist; make it first")
    if folder and os.path.exists(path) and not os.path.isdir(path):
        raise WrongUse(f"{path}: a folder cannot take the place of a file; name another, or for tables choose one with --table")
    if not folder and (os.path.isdir(path) or path.endswith(("/", os.sep))):
        raise WrongUse(f"{path}: this is a folder; name a file for --output")
    if os.path.isfile(path) and any(_same(read, path) for read in inputs.files()):
        raise WrongUse(f"{path}: the output would overwrite the input; name another file for --output")


def _same(one: str, other: str) -> bool:
    return one != PIPE and os.path.isfile(one) and os.path.isfile(other) and os.path.samefile(one, other)
