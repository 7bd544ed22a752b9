"""A short view of a document for a terminal."""

from __future__ import annotations

from collections import Counter
from typing import IO

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
_KINDS = {"plan": "cyan", "achievement": "green", "problem": "red", "viewpoint": "magenta"}


def write_summary(bulletin: Bulletin, file: IO[str]) -> None:
    """Print what the document is, who commits to what, and its key figures."""
    console = Console(file=file, markup=False, highlight=False, emoji=False)
    console.print(_text(bulletin.title or bulletin.source.name, "bold"))
    if bulletin.subtitle:
        console.print(_text(bulletin.subtitle))
    if bulletin.event and (line := _event_line(bulletin.event)):
        console.print(_text(line, "dim"))
    console.print(_text(_counts_line(bulletin), "dim"))
    for speech in (None, *bulletin.speeches):
        items = [item for item in bulletin.commitments if item.speech_id == (speech.id if speech else None)]
        if speech or items:
            console.print()
            console.print(_speech_view(speech, items))
    figures = _key_figures(bulletin)
    if figures:
        console.print()
        console.print(_figure_table(figures))
        if len(bulletin.figures) > len(figures):
            console.print(_text(f"{len(figures)} of {len(bulletin.figures)} figures; --format csv --table figures has them all", "dim"))


def _text(text: str, style: str = "") -> Text:
    return Text(one_line(text), style)


def _event_line(event: Event) -> str:
    days = f"{event.date} – {event.date_end}" if event.date and event.date_end else event.date or event.date_text
    return " · ".join(part for part in (event.name, days, event.place) if part)


def _counts_line(bulletin: Bulletin) -> str:
    tables = ("speeches", "commitments", "actions", "figures")
    found = [f"{len(getattr(bulletin, table))} {table}" for table in tables]
    severities = Counter(diagnostic.severity for diagnostic in bulletin.diagnostics)
    found += [f"{severities[severity]} {severity}s" for severity in ("error", "warning", "note") if severities[severity]]
    return " · ".join(found)


def _speech_view(speech: Speech | None, items: list[Commitment]) -> Group:
    """The speaker and the headlines of the outermost items."""
    outer = [item for item in items if item.parent_id is None]
    lines: list[Text | Padding] = [_speaker_line(speech)] if speech else []
    for item in outer[:_ITEMS]:
        inner = sum(other.start > item.start and other.end <= item.end for other in items)
        line = Text.assemble(
            f"{item.ordinal:>2} ", _text(item.headline), " ", (item.kind, _KINDS[item.kind]), f" +{inner}" if inner else ""
        )
        lines.append(Padding(line, (0, 0, 0, 2), expand=False))
    if len(outer) > _ITEMS:
        lines.append(Padding(_text(f"… {len(outer) - _ITEMS} more", "dim"), (0, 0, 0, 5), expand=False))
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


def _figure_table(figures: list[Figure]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("metric", "figure", "change", "period", "status"):
        table.add_column(heading, justify="right" if heading == "figure" else "left")
    for figure in figures:
        change = " ".join(part for part in (figure.basis, figure.change) if part)
        cells = (figure.metric or "", _COMPARATORS[figure.comparator] + figure.text, change, figure.period.text if figure.period else "")
        table.add_row(*map(_text, cells), _text(figure.status, "cyan" if figure.status == "target" else ""))
    return table
