"""Tasks for Label Studio, pre-annotated, and the labeling configuration that shows them.

Format: https://labelstud.io/guide/predictions. Offsets count code points. A figure's value, metric and status are answers of its own
region, to be checked and put right there; what else is known of a mark is the region's meta text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from extractor.models import Bulletin, Figure
from extractor.version import __version__
from extractor.writers.marks import FIGURES, LABELS, LINKS, STATUSES, Counted, Mark, Notice, compact, details, layer_of
from extractor.writers.tables import cell_text

_COLOURS = {"speech": "#9e9e9e", "speaker": "#6d4c41", "question": "#78909c", "period": "#00897b"}
_ITEM, _FIGURE = "#1565c0", "#d81b60"


@contextmanager
def labelstudio(files: list[BinaryIO], notice: Notice) -> Iterator[Callable[[Bulletin, str], None]]:
    """What adds a document and its source text to the tasks, the first file; a second file gets the configuration.

    What Label Studio shows otherwise is said by ``notice``.
    """
    tasks, *others = files
    for file in others:
        file.write(configuration().encode())
    counted = Counted("Label Studio")
    lead = "[\n"

    def add(bulletin: Bulletin, text: str) -> None:
        nonlocal lead
        counted.see(text)
        tasks.write((lead + _task(bulletin, text)).encode())
        tasks.flush()
        lead = ",\n"

    yield add
    tasks.write(b"\n]\n")
    counted.tell(notice)


def configuration() -> str:
    """The labeling configuration that fits the tasks: labels, links, and the questions asked of a figure."""
    lines = ["<View>", "  <Style>.htx-text{ white-space: pre-wrap; }</Style>", "  <Relations>"]
    lines += [f"    <Relation value={quoteattr(name)}/>" for name in LINKS]
    lines += ["  </Relations>", '  <Labels name="label" toName="text">']
    for name, chinese in LABELS.items():
        colour = _COLOURS.get(name, _FIGURE if name in FIGURES else _ITEM)
        lines.append(f'    <Label value={quoteattr(name)} hint={quoteattr(chinese)} background="{colour}"/>')
    asked = f'toName="text" perRegion="true" whenTagName="label" whenLabelValue="{",".join(FIGURES)}"'
    lines += [
        "  </Labels>",
        '  <Text name="text" value="$text"/>',
        f'  <Choices name="status" {asked} choice="single">',
        *(f"    <Choice value={quoteattr(status)}/>" for status in STATUSES),
        "  </Choices>",
        f'  <Number name="value" {asked}/>',
        f'  <TextArea name="metric" {asked} maxSubmissions="1" editable="true"/>',
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _task(bulletin: Bulletin, text: str) -> str:
    marks, links = layer_of(bulletin, text)
    result = [region for mark in marks for region in _regions(mark, text)]
    result += [compact({"type": "relation", "from_id": a, "to_id": b, "direction": "right", "labels": [name]}) for a, name, b in links]
    data = compact({"text": text, "document": bulletin.source.name, "sha256": bulletin.source.sha256})
    version = compact(f"bulletin-extractor {__version__}")
    return f'{{"data":{data},"predictions":[{{"model_version":{version},"result":[{",".join(result)}]}}]}}'


def _regions(mark: Mark, text: str) -> Iterator[str]:
    """The region of a mark, and the answers that are known for a figure."""
    cited = compact(text[mark.start : mark.end])
    meta = f',"meta":{{"text":[{compact(details(mark.record))}]}}'
    yield _region(mark, "labels", "label", f'"text":{cited},"labels":[{compact(mark.label)}]', meta)
    if isinstance(mark.record, Figure):
        yield _region(mark, "choices", "status", f'"text":{cited},"choices":[{compact(mark.record.status)}]')
        yield _region(mark, "number", "value", f'"text":{cited},"number":{cell_text(mark.record.value)}')
        if mark.record.metric:
            yield _region(mark, "textarea", "metric", f'"text":[{compact(mark.record.metric)}]')


def _region(mark: Mark, kind: str, asked: str, answer: str, more: str = "") -> str:
    """A result as JSON, put together as text because its numbers have more digits than a float carries."""
    named = f'"id":{compact(mark.id)},"from_name":"{asked}","to_name":"text","type":"{kind}"'
    return f'{{{named},"value":{{"start":{mark.start},"end":{mark.end},{answer}}}{more}}}'
