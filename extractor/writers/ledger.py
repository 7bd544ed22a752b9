"""The ledger of tasks (督查台账): what plan items ask for, as supervision offices keep it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.models import Bulletin, Commitment, Figure
from extractor.text.layout import FOLD
from extractor.writers.tables import JOINER

SHEET = "督查台账"
COLUMNS = ("编号", "任务来源", "任务内容", "责任单位", "协办单位", "目标", "完成时限", "进展情况", "是否办结")

_BOUNDS = {"eq": "", "ge": "不低于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约"}
_CHANGES = {
    "percent": {"increase": "增长", "decrease": "下降"},
    "percentage_point": {"increase": "提高", "decrease": "下降"},
    "multiple": {"increase": "增长", "decrease": "下降"},
}
_AMOUNTS = {"increase": "增加", "decrease": "减少"}
_MARKS = "，。；：、,;:"

# 协办单位：甲局、乙局 and （甲局牵头，乙局配合）, not （加强协同配合）.
_ASSISTING = re.compile(
    r"(?:协办|配合)(?:单位|部门)[:：]\s*([^；;。（）()\n]+)"
    r"|[，,；;]\s*([^，,；;。（）()\n]{1,60}(?:局|委|厅|部|办|会|院|行|司|处|单位|部门|政府|集团|中心))(?:配合|协办)[）)]"
)


@dataclass(frozen=True, slots=True)
class Task:
    """A row of the ledger; what the text does not say is None. How it goes on is for its readers to fill in."""

    commitment_id: str
    source: str
    content: str
    responsible: str | None
    assisting: str | None
    targets: str | None
    deadline: str | None


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
            commitment_id=item.id,
            source=f"{title}（{speaker}）" if speaker else title,
            content=_content(item, sentences[item.id]),
            responsible=JOINER.join(item.responsible) or None,
            assisting=None if item.id in outer else assisting_in(item.text),
            targets=JOINER.join(targets[item.id]) or None,
            deadline=item.deadline,
        )


def assisting_in(text: str) -> str | None:
    """The bodies that a text names as assisting, as written, or None.

    >>> assisting_in("修好水渠。（市水利局牵头，市财政局配合）"), assisting_in("修好水渠，加强协同配合。")
    ('市财政局', None)
    >>> assisting_in("修好水渠。協辦單位：市財政局、市農業局。")
    '市財政局、市農業局'
    """
    found = _ASSISTING.search(text.translate(FOLD))
    return text[slice(*found.span(found.lastindex or 0))].strip() if found else None


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
