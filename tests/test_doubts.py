"""Each code that reading and structure raise: texts that deserve it, and texts that look like it and do not."""

from __future__ import annotations

import pytest

from extractor.pipeline import bulletin_of
from extractor.readers.plain import read_bytes, read_text

SENTENCE = "推动示例市高标准农田建设三十万亩，全面改造灌区渠系"
HEAD = "　　示例市工作会议发言摘登\n\n　　抓好春耕\n　　示例县县长　　张小样\n　　播种面积30万亩。\n\n"

RAISED = [
    ("item-count-mismatch", "会议要求抓好以下四方面工作：一是修渠。二是修路。三是植树。\n", "一是"),
    ("item-count-mismatch", "重点抓好三项工作。\n一是修好水渠。\n二是修好道路。\n三是植好树木。\n四是建好学校。\n", "一是"),
    ("item-count-mismatch", "下面，我讲四点意见。\n一、提高认识\n要统一思想。\n二、突出重点\n要抓好落实。\n", "一、"),
    ("item-count-mismatch", "会议提出，要从两方面入手，第一，修渠；第二，修路；第三，植树。\n", "第一"),
    ("item-count-mismatch", "全年办好五件实事：一是修渠；二是修路；三是植树。\n", "一是"),
    ("item-gap", "会议要求，一是修渠。三是植树。四是建校。\n", "三是"),
    ("item-gap", "一要修渠，二要修路，四要建校。\n", "四要"),
    ("repeated-passage", f"一是{SENTENCE}。二是{SENTENCE}。\n", SENTENCE),
    ("broken-paragraph", "　　会议指出，示例市播种面积比上\n年增加2万亩，要再接再厉。\n　　会议要求，抓好夏管。\n", "\n"),
    ("date-inferred", "示例市工作会议发言摘登\n【编者按】3月5日，示例市工作会议在示例市召开。2024年投资3亿元。\n", "3月5日"),
    ("unread-text", "示例市工作会议发言摘登\n\n|\n\n2024年3月5日，示例市工作会议在示例市召开。会议指出，要抓好春耕。\n", "|"),
    ("speaker-unclear", "示例市政府工作报告\n\n各位代表：\n　　现在，我代表市人民政府，向大会报告工作，请予审议。\n", "各"),
]

NOT_RAISED = [
    ("item-count-mismatch", "全年办好三件实事：一是修渠；二是修路；三是植树。\n"),
    ("item-count-mismatch", "围绕两个目标，抓好四项任务，一是修渠，二是修路，三是植树，四是建校。\n"),
    ("item-count-mismatch", "示例市出台10条措施支持企业，一是减税，二是降费，三是贷款。\n"),
    ("item-count-mismatch", "会议从6个县市抽调干部。一是帮助复工，二是帮助稳岗。\n"),
    ("item-count-mismatch", "做好三项试点的经验推广，一是树典型，二是抓培训。\n"),
    ("item-count-mismatch", "要抓好“三农”工作，办好五件实事中的两件，一是修渠，二是修路。\n"),
    ("item-gap", "会议要求，一是修渠。二是植树。三是建校。\n"),
    ("item-gap", "会议要求，一是修渠，二是植树，这样做一举三得。\n"),
    ("repeated-passage", "一是抓好春耕。二是抓好春耕。\n"),
    ("repeated-passage", f"会议指出，{SENTENCE}。\n会议要求，{SENTENCE}。\n"),
    ("broken-paragraph", "　　会议指出，要抓好春耕。\n　　会议要求，抓好夏管。\n"),
    ("broken-paragraph", "第一，抓好春耕生产\n\n\n　　全市播种面积320万亩，比上年增加2万亩。\n"),
    ("date-inferred", "示例市工作会议发言摘登\n【编者按】2024年3月5日，示例市工作会议在示例市召开。\n"),
    ("speaker-unclear", HEAD),
    ("unread-text", HEAD),
]


def raised(text: str) -> list[tuple[str, str]]:
    return [(row.code, text[row.start : row.end]) for row in bulletin_of(read_text(text, "-")).diagnostics]


@pytest.mark.parametrize(("code", "text", "place"), RAISED)
def test_a_doubt_is_raised_at_its_place(code: str, text: str, place: str) -> None:
    assert [at for name, at in raised(text) if name == code and at.startswith(place)]


@pytest.mark.parametrize(("code", "text"), NOT_RAISED)
def test_no_doubt_is_raised_of_what_is_sound(code: str, text: str) -> None:
    assert [at for name, at in raised(text) if name == code] == []


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_bytes_that_the_encoding_does_not_know_are_told_of_once_a_run(encoding: str) -> None:
    sound = "会议指出，示例市投入1.5亿元，要抓好落实。\n" * 8
    source = read_bytes(sound.encode(encoding) + b"\xff\xff" + "会议要求，抓好春耕。\n".encode(encoding), "-", encoding)
    [found] = [row for row in bulletin_of(source).diagnostics if row.code == "undecodable-bytes"]
    assert set(source.text[found.start : found.end]) == {"\ufffd"}
    assert found.start == len(sound)
    whole = read_bytes(sound.encode(encoding), "-", encoding)
    assert [row.code for row in bulletin_of(whole).diagnostics if row.code == "undecodable-bytes"] == []
