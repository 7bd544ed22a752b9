"""What holds for the outline of any text, however odd."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.structure.document import outline_of
from extractor.structure.outline import Outline
from extractor.text.layout import view_of
from extractor.text.spans import View
from tests.work import calls

# Bulletins are built from these: headings, speakers, markers, labels, page debris, blanks, and what looks like them.
MARKERS = [
    "一是抓春耕",
    "二是抓夏管",
    "三是",
    "一要",
    "二要",
    "第一，",
    "第二，",
    "第三，",
    "首先，",
    "其次，",
    "最后，",
    "其一，",
    "其二，",
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "3、",
    "（1）",
    "（2）",
    "①",
    "②",
    "十一、",
    "第一时间",
    "统一是",
    "一是一，二是二",
]
LINES = [
    "张小样 示例市财政局局长",
    "示例市委书记 李 样",
    "王小样代表（丙县县长）",
    "示例市市长赵小样：",
    "全市示例工作会议8月2日在示例市召开",
    "——全市示例会议发言摘登",
    "（2024年3月5日）",
    "2024-03-05 10:20",
    "（作者为示例大学教授）",
    "（本报记者张小样整理）",
]
LABELS = [
    "主持人：",
    "示例日报记者：",
    "问：",
    "答：",
    "【编者按】",
    "编者按：",
    "——编者",
    "来源：",
    "责任编辑：张小样",
    "【打印】",
    "同志们：",
    "各位代表！",
    "下一步，",
    "会议指出，",
]
SIGNS = ["抓好示例工作", "36项", "0", "|", *"。；，：！”） \n\n\t", "　　", "\r\n\r\n", "\u200b", "\ufeff"]
PIECES = st.sampled_from([*MARKERS, *LINES, *LABELS, *SIGNS, *SIGNS])
DOCUMENTS = st.lists(PIECES, max_size=40).map("".join)
ANY_TEXT = st.text(max_size=120) | DOCUMENTS | st.text(alphabet="一二三四是要、（）()1.①第其首先，。；：\n 　", max_size=120)


def outline(text: str) -> tuple[View, Outline]:
    """The view of a text and its outline."""
    view, _ = view_of(text)
    return view, outline_of(view)


def uncovered(view: View, found: Outline) -> Iterator[str]:
    """The characters that no part holds, blanks left out."""
    position = 0
    for part in found.parts:
        yield from (c for c in view.text[position : part.span[0]] if not c.isspace())
        position = part.span[1]
    yield from (c for c in view.text[position:] if not c.isspace())


@given(ANY_TEXT)
@settings(max_examples=150)
def test_each_character_stands_in_one_part(text: str) -> None:
    view, found = outline(text)
    ends = [0]
    for part in found.parts:
        assert ends[-1] <= part.span[0] < part.span[1] <= len(view.text)
        ends.append(part.span[1])
    assert list(uncovered(view, found)) == []


@given(ANY_TEXT)
@settings(max_examples=150)
def test_items_nest_and_keep_inside(text: str) -> None:
    view, found = outline(text)
    starts = [item.span[0] for item in found.items]
    assert starts == sorted(starts)
    for item in found.items:
        inside = (item.span[0], *item.marker, *item.headline, item.span[1], len(view.text))
        assert list(inside) == sorted(inside)
        assert item.marker[0] < item.marker[1]
        if item.speech is not None:
            first, last = found.speeches[item.speech].span
            assert first <= item.span[0] < item.span[1] <= last
        if item.parent is None:
            assert item.level == 1
        else:
            outer = found.items[item.parent]
            assert outer.span[0] < item.span[0] <= item.span[1] <= outer.span[1]
            assert (item.level, item.speech) == (outer.level + 1, outer.speech)


@given(ANY_TEXT)
@settings(max_examples=150)
def test_speeches_are_parts_and_rows_resolve(text: str) -> None:
    view, found = outline(text)
    assert [part.span for part in found.parts if part.role == "speech"] == [speech.span for speech in found.speeches]
    questions = {part.span for part in found.parts if part.role == "question"}
    for speech in found.speeches:
        if speech.question is not None:
            asked = speech.question.span
            assert any(first <= asked[0] < asked[1] <= last for first, last in questions)
    rows = {"commitments": len(found.items), "speeches": len(found.speeches)}
    for note in found.diagnostics:
        assert 0 <= note.span[0] < note.span[1] <= len(view.text)
        assert all(0 <= row < rows[table] for table, row in note.related)


@given(ANY_TEXT)
@settings(max_examples=100)
def test_a_view_keeps_every_character(text: str) -> None:
    view, _ = view_of(text)
    assert len(view.text) == len(view.raw)
    kept = "".join(c for c in text if not c.isspace() and c not in "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
    assert "".join(view.raw.split()) == kept
    for index, character in enumerate(view.raw):
        if not character.isspace():
            assert text[view.origin(index)] == character


ADVERSE = [
    "一是",
    "\n",
    "（一）",
    "一、\n",
    "张小样 局长\n",
    "第一，",
    "记者：",
    "主持人：好\n问：好\n",
    "1.",
    "首先，",
    *"。“①市、 【一（",
]


@pytest.mark.parametrize("piece", ADVERSE)
def test_work_grows_with_length_only(piece: str) -> None:
    small, large = (calls(partial(outline, piece * (length // len(piece)))) for length in (5_000, 40_000))
    # eight times the text is eight times the work, never sixty-four
    assert large < 10 * small
