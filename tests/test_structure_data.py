"""Every word of the structure's lexicons does in its examples what its group says, and does not in its counterexamples."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import lexicons
from extractor.structure import announcements, headings, kinds, posts
from extractor.structure.document import outline_of
from extractor.structure.front import opens_address, opens_note
from extractor.structure.lines import is_header_field, is_trailer
from extractor.structure.speakers import speaker_of
from extractor.structure.turns import turn_of
from extractor.text.layout import view_of

LEXICONS = Path(__file__).resolve().parent.parent / "data" / "lexicons"
Check = Callable[[str, str, str], bool]  # word, group, example

DIGEST = "示例发言摘登\n第一个标题\n示例市财政局局长 张小样\n我们将抓好落实，把各项工作做实做细。\n{}\n这里说的不是发言。\n"


def _titles(text: str) -> list[str]:
    speaker = speaker_of(text)
    return [title for _, title in speaker.positions] if speaker else []


def _title(word: str, group: str, example: str) -> bool:
    return any(title.endswith(word) for title in _titles(example))


def _rank(word: str, group: str, example: str) -> bool:
    return any(word in title for title in _titles(example))


def _unit(word: str, group: str, example: str) -> bool:
    speaker = speaker_of(example)
    if speaker is None:
        return False
    body, title = speaker.positions[0]
    return title.startswith(word) or (group == "committee" and (body or "").endswith(word))


def _shared(word: str, group: str, example: str) -> bool:
    """Two bodies with one title, and the first ends in the word."""
    speaker = speaker_of(example)
    return speaker is not None and len(speaker.positions) == 2 and (speaker.positions[0][0] or "").endswith(word)


def _surname(word: str, group: str, example: str) -> bool:
    turn = turn_of(example)
    return turn is not None and turn.speaker.name is not None and turn.speaker.name.startswith(word)


def _event(word: str, group: str, example: str) -> bool:
    event = outline_of(view_of(f"示例标题\n{example}\n{example}")[0]).event
    title = outline_of(view_of(f"{example}的讲话\n同志们：\n抓好落实。")[0]).event
    return any(found is not None and (found.name or "").endswith(word) for found in (event, title))


def _genre(word: str, group: str, example: str) -> bool:
    """A speech's title makes the text one speech; a digest's names the meeting."""
    if group == "speech":
        return len(outline_of(view_of(f"{example}\n今天的会议很重要。我们要抓好落实。")[0]).speeches) == 1
    event = outline_of(view_of(f"示例标题\n{example}\n今天的会议很重要。")[0]).event
    return event is not None and event.name == "全省示例工作会议"


def _label(word: str, group: str, example: str) -> bool:
    if group == "note":
        return opens_note(example)
    if group == "aside":
        view, _ = view_of(DIGEST.format(example))
        return view.text[slice(*outline_of(view).speeches[0].span)].endswith("做实做细。")
    return is_header_field(example)


def _found(slot: str) -> Check:
    """The word is what the scan of a sentence finds, not a longer word around it."""

    def check(word: str, group: str, example: str) -> bool:
        return word in kinds.words_in(example, slot)

    return check


def _paper(word: str, group: str, example: str) -> bool:
    """The two lines of the example are one title."""
    return outline_of(view_of(f"{example}\n会议认为，春耕很重要。")[0]).title == example.replace("\n", " ")


CHECKS: dict[str, Check] = {
    "title": _title,
    "title_rank": _rank,
    "party_unit": _unit,
    "organization": _shared,
    "surname": _surname,
    "event_noun": _event,
    "address": lambda word, group, example: opens_address(example),
    "genre": _genre,
    "trailer": lambda word, group, example: is_trailer(example),
    "role_label": lambda word, group, example: (turn := turn_of(example)) is not None and turn.role == group,
    "label": _label,
    "document_type": _paper,
    "closing": lambda word, group, example: announcements.opens_closing(example, 0),
    "turning": lambda word, group, example: announcements.closing_start(f"抓好落实。{example}", 0, len(example) + 5) == 5,
    "subject_heading": lambda word, group, example: headings.is_subject(example),
    "heading_verb": lambda word, group, example: headings.is_subject(example) == (group == "agenda"),
    "announcement": _found("announcement"),
    "tense": _found("tense"),
    "acknowledging": lambda word, group, example: kinds.own_kind(example) == group,
    "verdict": lambda word, group, example: kinds.own_kind(example) == group,
}


def _lines(kind: str) -> list[tuple[str, str, str, str]]:
    """Every example of a kind: slot, group, word, example."""
    found = []
    for slot in CHECKS:
        for group, entries in tomllib.loads((LEXICONS / f"{slot}.toml").read_text("utf-8")).items():
            for word, properties in entries.items():
                found += [(slot, group, word, example) for example in properties.get(kind, [])]
    return found


@pytest.mark.parametrize("slot", CHECKS)
def test_examples(slot: str) -> None:
    failed = [line for line in _lines("examples") if line[0] == slot and not CHECKS[slot](line[2], line[1], line[3])]
    assert failed == []


def test_counterexamples() -> None:
    lines = _lines("counterexamples")
    assert len(lines) > 5
    assert [line for line in lines if CHECKS[line[0]](line[2], line[1], line[3])] == []


def test_a_word_unknown_to_the_slots_is_no_title() -> None:
    assert "示例词" not in lexicons.words("title")
    assert not posts.ends_in_title("甲省财政厅示例词")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("示例日报 2031年5月6日 星期二 第03版", True),
        ("示例日报2031年5月6日 星期二", True),
        ("示例市2031年5月6日", False),
        ("示例市2031年5月6日 星期二召开会议", False),
        ("示例日报2031年5月6日 星期二 第03版：要闻", True),
        ("示例日报2031年5月6日 星期二 第03版：要闻 示例市召开会议", False),
    ],
)
def test_masthead(line: str, expected: bool) -> None:
    """A paper's name with its day is no text; a place and a day alone are a dateline."""
    assert is_trailer(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("来源：甲省政府办公厅 发布日期：2031-05-06 09:12阅读：1386字体：[大] [中] [小] 打印 分享到：微信 微博", True),
        ("（根据录音整理，未经本人审阅）", True),
        ("根据现场速记整理", True),
        ("根据群众来信整理问题清单", False),
        ("相关链接：一图看懂示例市养老办法", True),
        ("相关工作：抓好落实", False),
        ("主办：甲省政府办公厅 网站标识码：0000000000", True),
        ("名词解释（略）", True),
        ("附件：名词解释", False),
        ("09:12会议开始", False),
    ],
)
def test_what_is_left_of_a_page(line: str, expected: bool) -> None:
    """What a site or a paper adds above and below a text is none of it; a clause that only begins so is."""
    assert is_trailer(line) is expected


@pytest.mark.parametrize(
    ("line", "day", "place"),
    [
        ("（2031年5月6日·乙市）", "2031年5月6日", "乙市"),
        ("（2031年5月6日，示例）", "2031年5月6日", "示例"),
        ("（2031年5月6日　乙市会议中心）", "2031年5月6日", "乙市会议中心"),
        ("（乙市　2031年5月6日）", "2031年5月6日", "乙市"),
        ("（乙市，2031年5月6日）", "2031年5月6日", "乙市"),
        ("（2031年5月6日于乙市）", "2031年5月6日", "乙市"),
        ("（2031年5月6日至7日·乙市）", "2031年5月6日至7日", "乙市"),
        ("（2031年5月6日　张小样）", "2031年5月6日", None),
        ("（2031年5月6日，张小样）", "2031年5月6日", None),
        ("（2031年5月6日　星期二）", "2031年5月6日", None),
        ("（2031年5月6日修订）", "2031年5月6日", None),
        ("（2031年5月6日·示例日报）", "2031年5月6日", None),
        ("（2031年5月6日，示例市统计局）", "2031年5月6日", None),
    ],
)
def test_day_and_place(line: str, day: str, place: str | None) -> None:
    event = outline_of(view_of(f"在示例市林业工作会议上的讲话\n{line}\n同志们：\n抓好落实。")[0]).event
    assert event is not None
    assert (event.date_text, event.place) == (day, place)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("分送：市委常委，市政府各部门。", True),
        ("示例市人民政府办公室　　2031年5月6日印发", True),
        ("（市委办公室整理　2031年5月6日印发）", True),
        ("（会务组根据录音整理　2031年5月6日）", True),
        ("（共印60份）", True),
        ("━━━━━━━━", True),
        ("— 3 —", True),
        ("第3页 共8页", True),
        ("（此件公开发布）", True),
        ("发展：示例市的路子", False),
        ("报送：市委、市政府。", True),
        ("发送：各乡镇，县直各部门。", True),
        ("报：甲省林业局", True),
        ("报送材料：三份", False),
        ("报送：材料三份，抓紧办理。", False),
        ("示例市防汛办法　2031年5月6日印发", False),
        ("《示例办法》已于2031年5月6日印发", False),
        ("——3项任务", False),
        ("（此文件很重要。）", False),
    ],
)
def test_imprint(line: str, expected: bool) -> None:
    assert is_trailer(view_of(line)[0].text) is expected
