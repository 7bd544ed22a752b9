"""The arguments of the command, read by Typer: one command, so that ``extract FILE`` needs no name for it."""

import datetime
import os
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand

from extractor.cli.messages import is_chinese
from extractor.cli.streams import Manner, complain, manner_of, speak_utf8

WRONG_USE = 2
USUAL_SIZE = "64M"  # of the largest document
_STANDARD_OUTPUT = ("-", "/dev/stdout", "/dev/fd/1")
TYPE = " <list[str]>"  # which newer versions of Typer put behind the name of an argument


class WrongUse(Exception):
    """The command was asked for what it cannot do; the message says what would do, a path behind it where that is wrong."""


class Format(StrEnum):
    """The forms in which data is put out."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    XLSX = "xlsx"
    SQLITE = "sqlite"
    PARQUET = "parquet"
    ARROW = "arrow"
    HTML = "html"
    TEXT = "text"
    DOCCANO = "doccano"
    BRAT = "brat"
    LABELSTUDIO = "labelstudio"
    ANNOTATION = "annotation"
    TEI = "tei"
    AKN = "akn"


class InputFormat(StrEnum):
    """The formats that are read, as the readers name them."""

    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    OFD = "ofd"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    ZIP = "zip"
    TAR = "tar"


class Headers(StrEnum):
    """The languages of column headings."""

    EN = "en"
    ZH = "zh"


class Language(StrEnum):
    """The languages of what is written for people."""

    CHINESE = "zh"
    ENGLISH = "en"


class Messages(StrEnum):
    """The forms in which diagnostics go to standard error."""

    TEXT = "text"
    JSON = "json"
    NONE = "none"


class Table(StrEnum):
    """The tables, as the models name them, and those that are made of them."""

    SPEECHES = "speeches"
    COMMITMENTS = "commitments"
    ACTIONS = "actions"
    FIGURES = "figures"
    DIAGNOSTICS = "diagnostics"
    DOCUMENTS = "documents"
    LEDGER = "ledger"


class Options(NamedTuple):
    """What the user asked for."""

    files: tuple[str, ...]
    format: Format | None
    table: Table | None
    lang: Language | None
    output: str | None
    date: datetime.date | None
    encoding: str | None
    input_format: InputFormat | None
    files_from: str | None
    text_field: str | None
    id_field: str | None
    max_size: int
    jobs: int | None
    part_size: int | None
    resume: bool
    lexicon: str | None
    indent: bool
    headers: Headers | None
    bom: bool
    excel: bool
    raw: bool
    strict: bool
    diagnostics: Messages
    schema: bool
    version: bool
    chinese: bool  # what is said to people

    @property
    def manner(self) -> Manner:
        """How to speak on standard error: to programs in the language of the data, which is no matter of the locale."""
        objects = self.diagnostics is Messages.JSON
        return Manner(self.lang is Language.CHINESE if objects else self.chinese, objects)


def options_of(arguments: Sequence[str]) -> Options | int:
    """The options that the arguments stand for; an exit status where all is said already (help, a mistake)."""
    manner = manner_of(arguments, os.environ)
    try:
        found: Options | int = app_of(is_chinese(arguments, os.environ))(arguments, prog_name="extract", standalone_mode=False)
    except WrongUse as error:
        complain(str(error), manner=manner)
        return WRONG_USE
    except SystemExit as error:
        if not isinstance(error.__context__, BrokenPipeError):
            raise
        raise error.__context__ from None  # Typer would leave with a status of its own where nobody reads the help
    except Exception as error:
        # Typer's own errors have had different bases over its versions; all can word themselves
        if not hasattr(error, "format_message"):
            raise
        message = error.format_message().rstrip(".").replace("Value error, ", "")
        if named := next((word for word in arguments if word.startswith("-") and os.path.exists(word)), None):
            complain(f"{message}; if the file {named} is meant, write ./{named}", manner=manner)
        else:
            complain(f"{message}; see extract --help", manner=manner)
        return WRONG_USE
    return found


class _Command(TyperCommand):
    """The command, its argument without the type that newer versions of Typer put behind it."""

    def get_help(self, ctx: Any) -> str:
        """The page of help."""
        return super().get_help(ctx).replace(TYPE, " " * len(TYPE))


def app_of(chinese: bool) -> typer.Typer:
    """The application with its one command, whose help is English or Chinese."""
    kind: type[TyperCommand] = _Command
    if chinese:
        from extractor.cli.messages.help import ChineseCommand  # noqa: PLC0415 -- not for English

        kind = ChineseCommand
        speak_utf8()
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(cls=kind, context_settings={"help_option_names": ["-h", "--help"]})(_options)
    return app


def _options(
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PATH",
            help="Text, HTML, DOCX, PDF or OFD; a folder or archive (zip, tar): all such in it; JSON Lines, CSV, Parquet; - is the pipe.",
        ),
    ] = None,
    *,
    format: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Else the suffix of --output decides; else a summary on a terminal, json elsewhere."),
    ] = None,
    table: Annotated[
        Table | None,
        typer.Option(
            "--table",
            "-t",
            help="Put out one table (jsonl, csv, tsv, parquet, arrow); documents has a row for each, ledger one for each task to do.",
        ),
    ] = None,
    lang: Annotated[
        Language | None,
        typer.Option(
            "--lang",
            help="The language of messages and help, else by locale; of diagnostics in the data, else en; of the html page, else zh.",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="PATH",
            help="A file, whole or not at all; a folder for csv, tsv, parquet, arrow without --table, brat, labelstudio; "
            "- is standard output.",
        ),
    ] = None,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="When the meeting was, where the text does not say the year.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help="Decode the input so; without it the encoding is found out.")] = None,
    input_format: Annotated[
        InputFormat | None, typer.Option("--input-format", help="Read the input so; without it the content decides, then the suffix.")
    ] = None,
    files_from: Annotated[
        str | None,
        typer.Option(
            "--files-from", metavar="PATH", help="Read the paths in this list too, one a line or ended by NUL; - is standard input."
        ),
    ] = None,
    text_field: Annotated[
        str | None,
        typer.Option("--text-field", metavar="NAME", help="The field of JSON Lines, CSV or Parquet that holds the text, else text."),
    ] = None,
    id_field: Annotated[
        str | None,
        typer.Option("--id-field", metavar="NAME", help="The field that names each document, else the number of its line or row."),
    ] = None,
    max_size: Annotated[
        str, typer.Option("--max-size", metavar="SIZE", help="The most bytes of a document, as 500K, 64M or 1G; a larger one fails.")
    ] = USUAL_SIZE,
    jobs: Annotated[
        str | None,
        typer.Option(
            "--jobs", "-j", metavar="N", help="Read so many documents at once, in processes of their own; else as many as there are cores."
        ),
    ] = None,
    part_size: Annotated[
        str | None,
        typer.Option(
            "--part-size", metavar="SIZE", help="Put jsonl or parquet out as a folder of files of that size, as 64M, with a journal."
        ),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with such a folder where a run was broken off.")] = False,
    lexicon: Annotated[
        str | None, typer.Option("--lexicon", metavar="PATH", help="Add words of your own: [slot] tables of group = [words], in TOML.")
    ] = None,
    indent: Annotated[bool, typer.Option("--indent", help="Indent json, as on a terminal.")] = False,
    headers: Annotated[
        Headers | None, typer.Option(help="Headings of columns: as the fields are named, or Chinese; en for csv and tsv, zh for xlsx.")
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="Open csv and tsv with a byte-order mark, for Excel and WPS.")] = False,
    excel: Annotated[bool, typer.Option("--excel", help="Short for --bom --headers zh.")] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Leave csv and tsv cells that a spreadsheet would run as a formula as they are.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when an error or a warning is raised.")] = False,
    diagnostics: Annotated[Messages, typer.Option(help="How diagnostics go to standard error.")] = Messages.TEXT,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the document, or of the table that is named instead of a file.")
    ] = False,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> Options:
    """Read Chinese government bulletins; put out their speeches, numbered commitments and figures as data."""
    if encoding is not None and not _is_known(encoding):
        raise WrongUse(f"there is no text encoding '{encoding}'; give one that Python knows, such as gb18030")
    return Options(
        files=tuple(files or ()),
        format=format,
        table=table,
        lang=lang,
        output=None if output in _STANDARD_OUTPUT else output,
        date=_day(date),
        encoding=encoding,
        input_format=input_format,
        files_from=files_from,
        text_field=text_field,
        id_field=id_field,
        max_size=size_of(max_size),
        jobs=None if jobs is None else _count(jobs),
        part_size=None if part_size is None else size_of(part_size),
        resume=resume,
        lexicon=lexicon,
        indent=indent,
        headers=headers,
        bom=bom,
        excel=excel,
        raw=raw,
        strict=strict,
        diagnostics=diagnostics,
        schema=schema,
        version=version,
        chinese=lang is Language.CHINESE if lang else is_chinese((), os.environ),
    )


def _is_known(encoding: str) -> bool:
    from extractor.readers.plain import known_encoding  # noqa: PLC0415 -- readers are not for --help

    return known_encoding(encoding)


def _day(text: str | None) -> datetime.date | None:
    if text is None:
        return None
    from extractor.periods import day_of  # noqa: PLC0415 -- not for --help

    try:
        return day_of(text)
    except ValueError:
        raise WrongUse(f"'{text}' is no date; give --date as YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not int(text):
        raise WrongUse(f"--jobs takes a number of processes and '{text}' is none; give 1 or more")
    return int(text)


def size_of(text: str) -> int:
    """The bytes that a size stands for."""
    found = re.fullmatch(r"([0-9]{1,15})([KMG]?)", text.upper())
    if found is None or not int(found[1]):
        raise WrongUse(f"'{text}' is no size; give bytes, or as 500K, 64M or 1G")
    return int(found[1]) << 10 * " KMG".index(found[2] or " ")
