"""Headings that only name a subject (一、综合 二、农业; 一、上年工作回顾 二、今年主要任务) number no items."""

from __future__ import annotations

import re
from functools import cache

from extractor import lexicons
from extractor.models import ItemKind
from extractor.structure.chains import Chain
from extractor.structure.kinds import KINDS
from extractor.structure.lines import HEADING_LIMIT
from extractor.structure.markers import Marker

# So few characters that open with no verb name something: 综合, 附则.
FIELD_LIMIT = 4
_STOP = re.compile("[。！？；]")
_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][^）)]{1,3}[）)]|第.{1,3}部分|[0-9]{1,2}[.、]) ?")
_NUMBERING = ("section", "bracket", "number")


def names_subjects(text: str, chain: Chain) -> bool:
    """Whether most headings of a list name a subject and say nothing of it."""
    if chain.markers[0].family not in _NUMBERING or not chain.markers[0].leads:
        return False
    votes = sum(is_subject(*_heading(text, marker)) for marker in chain.markers)
    return votes * 2 > len(chain.markers)


def is_subject(heading: str, alone: bool = True) -> bool:
    """Whether a heading only names a subject; ``alone`` where it is the whole line.

    >>> is_subject("工业和建筑业"), is_subject("2023年工作回顾"), is_subject("加快发展现代农业")
    (True, True, False)
    """
    if heading.startswith("关于") or "，" in heading:
        return False
    if alone and _agenda_pattern().match(heading):
        return True
    if len(heading) > FIELD_LIMIT and _verb_pattern().match(heading):
        return False
    if len(heading) <= FIELD_LIMIT and alone and not _verb_pattern().match(heading):
        return True
    return _subject_pattern().search(heading) is not None


def section_kind(line: str) -> ItemKind | None:
    """What the heading of a section says of the lists in it; None for a line that is no such heading.

    >>> section_kind("一、2023年工作回顾"), section_kind("加快发展现代农业")
    ('achievement', None)
    """
    if len(line) > HEADING_LIMIT or "。" in line:
        return None
    match = _subject_pattern().search(line)
    if match is None or "，" in line or _verb_pattern().match(_NUMBER.sub("", line)):
        return None
    meaning = lexicons.words("subject_heading")[match[0]]
    return next((kind for kind in KINDS if kind == meaning), None)


def _heading(text: str, marker: Marker) -> tuple[str, bool]:
    """The heading behind a marker, and whether it is all of its line."""
    end = text.find("\n", marker.body)
    end = len(text) if end < 0 else end
    stop = _STOP.search(text, marker.body, end)
    return text[marker.body : stop.start() if stop else end], stop is None or stop.end() == end


@cache
def _agenda_pattern() -> re.Pattern[str]:
    # 一、听取防汛工作汇报: the agenda of minutes
    return re.compile(lexicons.alternation("heading_verb", "agenda"))


@cache
def _subject_pattern() -> re.Pattern[str]:
    return re.compile(rf"{lexicons.alternation('subject_heading')}$")


@cache
def _verb_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:[“《][^”》]*[”》])?{lexicons.alternation('heading_verb', 'verb')}(?!的)")
