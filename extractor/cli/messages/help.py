"""The help in Chinese: each sentence beside its English, and the page that they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand

from extractor.cli.options import TYPE

HELP = {
    "Read Chinese government bulletins; put out their speeches, numbered commitments and figures as data.": (
        "读取中文公文，把其中的发言、分条的部署和数字整理成数据。"
    ),
    "Text, HTML, DOCX, PDF or OFD; a folder or archive (zip, tar): all such in it; JSON Lines, CSV, Parquet; - is the pipe.": (
        "文本、HTML、DOCX、PDF 或 OFD 文件；写文件夹或压缩包（zip、tar）则读取其中所有这类文件；JSON Lines、CSV、Parquet；- 表示标准输入。"
    ),
    "Read the paths in this list too, one a line or ended by NUL; - is standard input.": (
        "另从清单读取路径，一行一个，或以 NUL 结尾；- 表示标准输入。"
    ),
    "The field of JSON Lines, CSV or Parquet that holds the text, else text.": "JSON Lines、CSV、Parquet 里存放正文的字段，不写时为 text。",
    "The field that names each document, else the number of its line or row.": "用作文档名称的字段，不写时用行号。",
    "The most bytes of a document, as 500K, 64M or 1G; a larger one fails.": "一篇文档的最大字节数，如 500K、64M、1G；超过的按出错处理。",
    "Else the suffix of --output decides; else a summary on a terminal, json elsewhere.": (
        "输出格式。不写时按 --output 的后缀；都没有时，在终端里显示摘要，否则输出 json。"
    ),
    "Put out one table (jsonl, csv, tsv, parquet, arrow); documents has a row for each, ledger one for each task to do.": (
        "只输出一张表（jsonl、csv、tsv、parquet、arrow）；documents 一篇一行，ledger 为督查台账，一项任务一行。"
    ),
    "The language of messages and help, else by locale; of diagnostics in the data, else en; of the html page, else zh.": (
        "提示和帮助的语言，不写时随系统；数据里 diagnostics 的语言，不写时为 en；html 网页的语言，不写时为 zh。"
    ),
    "A file, whole or not at all; a folder for csv, tsv, parquet, arrow without --table, brat, labelstudio; - is standard output.": (
        "输出到文件，要么完整要么没有；csv、tsv、parquet、arrow 不带 --table 时，以及 brat、labelstudio，为文件夹；- 表示标准输出。"
    ),
    "When the meeting was, where the text does not say the year.": "开会日期，用于原文没写年份时。",
    "Decode the input so; without it the encoding is found out.": "输入的文字编码；不写时自动识别。",
    "Read the input so; without it the content decides, then the suffix.": "输入的格式；不写时先看内容，再看后缀。",
    "Read so many documents at once, in processes of their own; else as many as there are cores.": (
        "同时处理的文档数，每篇用单独的进程；不写时等于处理器核数。"
    ),
    "Put jsonl or parquet out as a folder of files of that size, as 64M, with a journal.": (
        "jsonl 或 parquet 输出为一个文件夹，其中各文件大小相近（如 64M），并记日志。"
    ),
    "Go on with such a folder where a run was broken off.": "从上次中断的地方继续处理这样的文件夹。",
    "Add words of your own: [slot] tables of group = [words], in TOML.": ("添加自己的词：TOML 文件，[词类] 下面是一行行 组 = [词]。"),
    "Indent json, as on a terminal.": "json 分行缩进，与终端里一样。",
    "Headings of columns: as the fields are named, or Chinese; en for csv and tsv, zh for xlsx.": (
        "列标题：字段名（en）或中文（zh）；csv、tsv 默认 en，xlsx 默认 zh。"
    ),
    "Open csv and tsv with a byte-order mark, for Excel and WPS.": "csv、tsv 开头加字节顺序标记，供 Excel、WPS 识别编码。",
    "Short for --bom --headers zh.": "等于 --bom --headers zh。",
    "Leave csv and tsv cells that a spreadsheet would run as a formula as they are.": (
        "csv、tsv 里会被当作公式的单元格不加撇号，保持原样。"
    ),
    "Exit with 1 when an error or a warning is raised.": "有错误或警告时，退出状态为 1。",
    "How diagnostics go to standard error.": "诊断提示以什么形式写到标准错误。",
    "Print the JSON Schema of the document, or of the table that is named instead of a file.": (
        "输出整篇文档的 JSON Schema；在文件的位置写表名，则输出该表的。"
    ),
    "Print the version.": "显示版本。",
    "Install completion for the current shell.": "为当前的 shell 安装命令补全。",
    "Show completion for the current shell, to copy it or customize the installation.": "显示当前 shell 的补全脚本，可自行复制或调整。",
    "Show this message and exit.": "显示本帮助。",
}

_MARGIN = 8
# No line begins with these.
_CLOSING = frozenset("，。；：、）”》")


class ChineseCommand(TyperCommand):
    """The command whose help is Chinese."""

    def get_help(self, ctx: Any) -> str:
        """The page of help, as wide as the terminal, at most 100 columns."""
        width = min(ctx.terminal_width or 100, 100)
        arguments: list[tuple[str, str]] = []
        options: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                (options if record[0].startswith("-") else arguments).append(record)
        lines = [f"用法：{ctx.command_path} [选项] [PATH]...", "", *wrapped(HELP.get(self.help or "", ""), width)]
        for heading, records in (("参数：", arguments), ("选项：", options)):
            lines += ["", heading]
            for names, explanation in records:
                lines += [
                    *(f"  {line}" for line in _names(names.removesuffix(TYPE), width - 2)),
                    *(" " * _MARGIN + line for line in wrapped(_explained(explanation), width - _MARGIN)),
                ]
        return "\n".join(lines)


def _names(names: str, width: int) -> Iterator[str]:
    """The names of an option and its choices in lines, parted behind a bar.

    >>> list(_names("--format [json|csv]", 16))
    ['--format [json|', '      csv]']
    """
    line = ""
    for piece in re.findall(r"[^|]+\|?", names):
        if len(line + piece) > width:
            yield line
            line = " " * (_MARGIN - 2)
        line += piece
    yield line


def _explained(explanation: str) -> str:
    sentence, bracket, default = explanation.partition("  [default: ")
    return HELP.get(sentence, sentence) + (f"（默认 {default.rstrip(']')}）" if bracket else "")


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most ``width`` columns, of which a Chinese character takes two.

    >>> list(wrapped("输出 json 或摘要。", 12))
    ['输出 json 或', '摘要。']
    """
    line = ""
    for word in re.findall(r"[!-~]+ ?|.", text):
        if columns(line + word.rstrip()) > width and word not in _CLOSING and line.strip():
            yield line.rstrip()
            line = ""
        line += word if line else word.lstrip()
    if line:
        yield line.rstrip()


def columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
