"""The ledger of tasks (督查台账): what plan items ask for, as supervision offices keep it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extractor.actions import assisting_in
from extractor.models import Bulletin, Commitment, Figure, Task

_BOUNDS = {"eq": "", "ge": "不低于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约"}
_CHANGES = {
    "percent": {"increase": "增长", "decrease": "下降"},
    "percentage_point": {"increase": "提高", "decrease": "下降"},
    "multiple": {"increase": "增长", "decrease": "下降"},
}
_AMOUNTS = {"increase": "增加", "decrease": "减少"}
_MARKS = "，。；：、,;:"


def tasks_of(bulletin: Bulletin) -> Iterator[Task]:
    """The tasks of a document in its order: the plan items, but for headings that only hold other items."""
    sentences: dict[str, list[str]] = defaultdict(list)
    for action in bulletin.actions:
        sentences[action.commitment_id].append(action.text)
    targets: dict[str | None, list[str]] = defaultdict(list)
    for figure in bulletin.figures:
        if figure.status == "target" and not figure.label:
            targets[figure.commitment_id].append(target_text(figure))
    outer = {item.parent_id for item in bulletin.commitments}
    speakers = {speech.id: speech.speaker.name for speech in bulletin.speeches}
    for item in bulletin.commitments:
        if item.kind != "plan" or (item.id in outer and not sentences[item.id]):
            continue
        speaker = speakers.get(item.speech_id or "")
        title = bulletin.title or bulletin.source.name
        yield Task(
            id=item.id,
            source=f"{title}（{speaker}）" if speaker else title,
            content=_content(item, sentences[item.id]),
            responsible=item.responsible,
            assisting=() if item.id in outer else tuple(assisting_in(item.text)),
            targets=tuple(targets[item.id]),
            deadline=item.deadline,
        )


def target_text(figure: Figure) -> str:
    """A target in the words of the text, in the order in which they are read: 到2027年产值不低于3亿元."""
    change = ""
    if figure.change and not figure.text.startswith("翻"):
        change = _CHANGES.get(figure.kind, _AMOUNTS)[figure.change]
    period = figure.period.text if figure.period else ""
    return f"{period}{figure.metric or ''}{figure.basis or ''}{change}{_BOUNDS[figure.comparator]}{figure.text}"


def _content(item: Commitment, sentences: list[str]) -> str:
    """The headline and the item's own sentences, the headline once."""
    body = "".join(sentences)
    if not body or body.startswith(item.headline):
        return body or item.headline
    return item.headline + ("" if item.headline.endswith(tuple(_MARKS)) else "。") + body
