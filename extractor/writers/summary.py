"""A short view of a document for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import IO, NamedTuple

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.models import Bulletin, Commitment, Event, Figure, Speech
from extractor.text.lines import one_line
from extractor.writers.tables import cell_text

_ITEMS = 8  # of a speech
_FIGURES = 12
_COMPARATORS = {"eq": "", "ge": "≥ ", "gt": "> ", "le": "≤ ", "lt": "< ", "approx": "≈ "}
_COLOURS = {"plan": "cyan", "achievement": "green", "problem": "red", "viewpoint": "magenta", "target": "cyan"}


class _Words(NamedTuple):
    """The words of a language; a count is filled into the one form or the other."""

    counts: dict[str, tuple[str, str]]  # of one, of several
    columns: tuple[str, ...]
    values: dict[str, str]  # of kinds, changes, statuses
    joint: str  # between what a change is against and its direction
    more: str
    cut: str


_ENGLISH = _Words(
    counts={
        "speeches": ("{} speech", "{} speeches"),
        "commitments": ("{} commitment", "{} commitments"),
        "actions": ("{} action", "{} actions"),
        "figures": ("{} figure", "{} figures"),
        "error": ("{} error", "{} errors"),
        "warning": ("{} warning", "{} warnings"),
        "note": ("{} note", "{} notes"),
    },
    columns=("metric", "figure", "change", "period", "status"),
    values={},
    joint=" ",
    more="… {} more",
    cut="{} of {} figures; --format csv --table figures has them all",
)
_CHINESE = _Words(
    counts={
        "speeches": ("{} 篇发言",) * 2,
        "commitments": ("{} 条事项",) * 2,
        "actions": ("{} 条举措",) * 2,
        "figures": ("{} 个数字",) * 2,
        "error": ("{} 处错误",) * 2,
        "warning": ("{} 处警告",) * 2,
        "note": ("{} 处提示",) * 2,
    },
    columns=("指标", "数字", "增减", "时间", "性质"),
    values={
        "plan": "计划",
        "achievement": "成绩",
        "problem": "问题",
        "viewpoint": "认识",
        "increase": "增",
        "decrease": "减",
        "actual": "实际",
        "target": "目标",
    },
    joint="",
    more="… 另有 {} 条",
    cut="共 {1} 个数字，这里列出 {0} 个；全部数字用 --format csv --table figures 输出",
)


def write_summary(bulletin: Bulletin, file: IO[str], chinese: bool = False) -> None:
    """Print what the document is, who commits to what, and its key figures; ``chinese`` says so in Chinese."""
    words = _CHINESE if chinese else _ENGLISH
    console = Console(file=file, markup=False, highlight=False, emoji=False)
    console.print(_text(bulletin.title or bulletin.source.name, "bold"))
    if bulletin.subtitle:
        console.print(_text(bulletin.subtitle))
    if bulletin.event and (line := _event_line(bulletin.event)):
        console.print(_text(line, "dim"))
    console.print(_text(_counts_line(bulletin, words), "dim"))
    for speech in (None, *bulletin.speeches):
        items = [item for item in bulletin.commitments if item.speech_id == (speech.id if speech else None)]
        if speech or items:
            console.print()
            console.print(_speech_view(speech, items, words))
    figures = _key_figures(bulletin)
    if figures:
        console.print()
        console.print(_figure_table(figures, words))
        if len(bulletin.figures) > len(figures):
            console.print(_text(words.cut.format(len(figures), len(bulletin.figures)), "dim"))


def _text(text: str, style: str = "") -> Text:
    return Text(one_line(text), style)


def _event_line(event: Event) -> str:
    days = f"{event.date} – {event.date_end}" if event.date and event.date_end else event.date or event.date_text
    return " · ".join(part for part in (event.name, days, event.place) if part)


def _counts_line(bulletin: Bulletin, words: _Words) -> str:
    found = {table: len(getattr(bulletin, table)) for table in ("speeches", "commitments", "actions", "figures")}
    severities = Counter(diagnostic.severity for diagnostic in bulletin.diagnostics)
    found |= {severity: severities[severity] for severity in ("error", "warning", "note") if severities[severity]}
    return " · ".join(words.counts[name][number != 1].format(number) for name, number in found.items())


def _speech_view(speech: Speech | None, items: list[Commitment], words: _Words) -> Group:
    """The speaker and the headlines of the outermost items."""
    outer = [item for item in items if item.parent_id is None]
    lines: list[Text | Padding] = [_speaker_line(speech)] if speech else []
    for item in outer[:_ITEMS]:
        inner = sum(other.start > item.start and other.end <= item.end for other in items)
        kind = (words.values.get(item.kind, item.kind), _COLOURS[item.kind])
        line = Text.assemble(f"{item.ordinal:>2} ", _text(item.headline), " ", kind, f" +{inner}" if inner else "")
        lines.append(Padding(line, (0, 0, 0, 2), expand=False))
    if len(outer) > _ITEMS:
        lines.append(Padding(_text(words.more.format(len(outer) - _ITEMS), "dim"), (0, 0, 0, 5), expand=False))
    return Group(*lines)


def _speaker_line(speech: Speech) -> Text:
    speaker = speech.speaker
    line = Text.assemble((f"{speech.id} ", "dim"), _text(speaker.name or speech.title or "—", "bold"))
    if speaker.positions:
        line.append(f"  {one_line(cell_text(speaker.positions))}")
    if speaker.name and speech.title:
        line.append(f"  {one_line(speech.title)}", "italic")
    return line


def _key_figures(bulletin: Bulletin) -> list[Figure]:
    """Figures that say something by themselves: what is measured is known, targets and money before counts; in order of place."""
    telling = [figure for figure in bulletin.figures if figure.metric and not figure.label]
    ranked = sorted(telling, key=lambda figure: (figure.status != "target", figure.kind == "count"))
    return sorted(ranked[:_FIGURES], key=lambda figure: figure.start)


def _figure_table(figures: list[Figure], words: _Words) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for index, heading in enumerate(words.columns):
        table.add_column(heading, justify="right" if index == 1 else "left")
    for figure in figures:
        change = words.joint.join(words.values.get(part, part) for part in (figure.basis, figure.change) if part)
        cells = (figure.metric or "", _COMPARATORS[figure.comparator] + figure.text, change, figure.period.text if figure.period else "")
        table.add_row(*map(_text, cells), _text(words.values.get(figure.status, figure.status), _COLOURS.get(figure.status, "")))
    return table
