"""Tables of layouts: each text with the outline that it must give, rendered one line a row."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor import extract
from extractor.structure.document import outline_of
from extractor.structure.markers import find_markers
from extractor.structure.outline import ItemDraft, Outline, SpeechDraft
from extractor.structure.speakers import speaker_of
from extractor.structure.turns import turn_of
from extractor.text.layout import view_of
from extractor.text.spans import View

TABLES = Path(__file__).parent / "tables" / "structure"
FILES = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(TABLES.glob("*.toml"))}
CASES = [(name, case) for name, table in FILES.items() for case in table.get("case", [])]
LISTS = [one for table in FILES.values() for one in table.get("list", [])]
MARKERS = [one for table in FILES.values() for one in table.get("marker", [])]
TURNS = [one for table in FILES.values() for one in table.get("turn", [])]
LINES = [line for table in FILES.values() for line in table.get("line", [])]


def speech_row(view: View, speech: SpeechDraft) -> str:
    """Heading | name | posts | first characters…last characters, with the question before where there is one."""
    posts = "；".join(f"{body or '-'} {title}" for body, title in speech.speaker.positions)
    row = f"{speech.title or '-'} | {speech.speaker.name or '-'} | {posts or '-'} | {ends(view, speech.span)}"
    if speech.question:
        asked = speech.question
        row += f" | 问 {asked.outlet or '-'} {asked.name or '-'} {ends(view, asked.span)}"
    return row


def item_row(view: View, item: ItemDraft) -> str:
    """Level by dots, ordinal, marker, kind | headline | last characters."""
    marker, headline = view.raw[slice(*item.marker)], view.raw[slice(*item.headline)]
    last = view.raw[slice(*item.span)].replace("\n", "")[-6:]
    count = f" 共{item.announced}" if item.announced else ""
    return f"{'·' * item.level}{item.ordinal} {marker} {item.kind}{count} | {headline} | {last}"


def ends(view: View, span: tuple[int, int]) -> str:
    """The first and the last characters of a span."""
    text = view.raw[slice(*span)].replace("\n", "")
    return f"{text[:6]}…{text[-6:]}"


def rendered(view: View, outline: Outline) -> dict[str, Any]:
    """The outline as the tables write it."""
    event = outline.event
    note = outline.editor_note
    return {
        "title": outline.title or "",
        "subtitle": outline.subtitle or "",
        "event": [event.name or "", event.date_text or "", event.place or ""] if event and any(event[:3]) else [],
        "note": ends(view, note) if note else "",
        "roles": [part.role for part in outline.parts],
        "speeches": [speech_row(view, speech) for speech in outline.speeches],
        "items": [item_row(view, item) for item in outline.items],
        "diagnostics": [note.code for note in outline.diagnostics],
    }


@pytest.mark.parametrize(("table", "case"), CASES, ids=[f"{table}: {case['about']}" for table, case in CASES])
def test_outline(table: str, case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if case.get("todo"):
        request.applymarker(pytest.mark.xfail(strict=True))
    view, _ = view_of(case["text"])
    said = rendered(view, outline_of(view))
    wanted = {key: value for key, value in case.items() if key in said}
    assert wanted, f"{table}: {case['about']} expects nothing"
    assert {key: said[key] for key in wanted} == wanted


@pytest.mark.parametrize("line", LINES, ids=[line["text"] for line in LINES])
def test_speaker_line(line: dict[str, Any]) -> None:
    speaker = speaker_of(view_of(line["text"])[0].text)
    said = (speaker.name, [f"{body or '-'} {title}" for body, title in speaker.positions]) if speaker else ("", [])
    assert said == (line["name"], line.get("posts", []))


@pytest.mark.parametrize("one", TURNS, ids=[one["text"] for one in TURNS])
def test_turn(one: dict[str, Any]) -> None:
    text = view_of(one["text"])[0].text
    turn = turn_of(text)
    said = [turn.role, turn.speaker.name or "", turn.outlet or "", text[turn.length :]] if turn else []
    assert said == one["found"]


def test_what_the_view_folds_is_given_as_the_source_writes_it() -> None:
    found = extract(
        '示例大会发言摘登\n\n张小样 示例集团(控股)有限公司董事长\n今年完成投资3亿元,推行"一件事"改革5项。\n\n李小样 示例市市长\n抓好落实。'
    )
    assert [str(position.organization) for speech in found.speeches for position in speech.speaker.positions] == [
        "示例集团(控股)有限公司",
        "示例市",
    ]
    assert [figure.metric for figure in found.figures] == ["完成投资", '"一件事"改革']


@pytest.mark.parametrize("one", LISTS, ids=[one["lead"] for one in LISTS])
@pytest.mark.parametrize("parted", ["\n", ""], ids=["paragraphs", "run in"])
def test_kind(one: dict[str, Any], parted: str) -> None:
    text = f"示例市工作会议发言摘登\n示例市林业局局长 张小样\n{parted.join([one['lead'], *one['items']])}\n"
    items = outline_of(view_of(text)[0]).items
    assert [item.kind for item in items] == [one["kind"]] * len(one["items"])


@pytest.mark.parametrize("one", MARKERS, ids=[one["text"] for one in MARKERS])
def test_markers(one: dict[str, Any]) -> None:
    text = one["text"]
    assert [f"{text[marker.start : marker.end]} {marker.ordinal}" for marker in find_markers(text)] == one["found"]
