"""The whole way: golden documents of the samples, and what holds of any text."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import extract, find_figures
from tests.conftest import ROOT

SAMPLES = sorted((ROOT / "data" / "samples").glob("*.txt"))
BLANK = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad]+")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Read anew and rewritten by python3 dev.py golden where a change is meant."""
    golden = json.loads((ROOT / "tests" / "golden" / f"{path.stem}.json").read_text("utf-8"), parse_float=Decimal)
    got = json.loads(extract(path).model_dump_json(), parse_float=Decimal)
    for table in golden:
        assert got[table] == golden[table], table
    assert got.keys() == golden.keys()


# Pieces of the genre, and of what breaks readers: blanks of all sorts, quotes that do not close, numerals without end.
WORDS = """
一是 二是 三要 第一， 第三， （一） 一、 1. ① 首先， 其次， 最后， 2025年 “十四五”以来 到2030年 同比 增长 下降到 力争 不低于 5%
１５％ 3.5亿元 三十多项 翻两番 三分之二 1:3 前10名 10—15万吨 、 ， 。 ； ： “ ” （ ） 《 【编者按】 省委书记 林知远 各位代表：
示例市财政局局长 会议指出， 责任单位：市财政局 完成时限：2026年6月底 ( 😀 é - 0 百 千万亿 半 多 个 每年 其中， 分别 讲话 问： 答：
"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\r\n", "\n\n", "\u3000\u3000", " ", "\xa0", "\u200b", "\ufeff", "\ud7ff"])
TEXTS = st.one_of(st.lists(PIECES, max_size=60).map("".join), st.text(max_size=120))


@settings(max_examples=150)
@given(TEXTS)
def test_what_holds_of_any_text(text: str) -> None:
    if not BLANK.sub("", text):
        return
    bulletin = extract(text)
    data = json.loads(bulletin.model_dump_json(), parse_float=Decimal)
    settled = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    check_places(settled, data)
    check_parts(settled, data["parts"])
    check_ids(data)


def check_places(text: str, data: dict[str, Any]) -> None:
    """Every row cuts its own text out of the source."""
    rows = [*data["speeches"], *data["commitments"], *data["actions"], *data["figures"]]
    rows += [f["period"] for f in data["figures"] if f["period"]] + [s["question"] for s in data["speeches"] if s["question"]]
    rows += [data["editor_note"]] if data["editor_note"] else []
    for row in rows:
        assert 0 <= row["start"] < row["end"] <= len(text)
        assert BLANK.sub("", text[row["start"] : row["end"]]) == BLANK.sub("", row["text"])
    for row in data["diagnostics"]:
        assert 0 <= row["start"] <= row["end"] <= len(text)


def check_parts(text: str, parts: list[dict[str, Any]]) -> None:
    """Every character that is not white space stands in exactly one part; the parts stand in order."""
    position = 0
    for part in parts:
        assert position <= part["start"] < part["end"]
        assert not BLANK.sub("", text[position : part["start"]])
        position = part["end"]
    assert not BLANK.sub("", text[position:])


def check_ids(data: dict[str, Any]) -> None:
    """Ids are unique, and every reference names a row."""
    tables = ("speeches", "commitments", "actions", "figures", "diagnostics")
    ids = {table: [row["id"] for row in data[table]] for table in tables}
    for table in tables:
        assert len(set(ids[table])) == len(ids[table])
    known = {row_id for found in ids.values() for row_id in found} | {None}
    for row in [*data["commitments"], *data["figures"]]:
        assert row["speech_id"] in known
    assert all(row["parent_id"] in known for row in data["commitments"])
    assert all(row["commitment_id"] in known for row in [*data["actions"], *data["figures"]])
    assert all(set(row["related"]) <= known for row in data["diagnostics"])


@pytest.mark.parametrize("unit", ["1", "一", "、", "“", "一是", "\n", "　", "第", "亿", "年", "百分之", "1,", "（", "张三 ", "；", "1. "])
def test_a_long_run_of_one_sign_is_read(unit: str) -> None:
    """No pattern explodes: 100,000 characters of one thing end, and nothing of them is lost."""
    text = "甲。" + unit * (100_000 // len(unit))
    bulletin = extract(text)
    check_parts(text, json.loads(bulletin.model_dump_json())["parts"])


def test_line_ends_do_not_change_what_is_found() -> None:
    for path in SAMPLES:
        text = path.read_bytes().decode().replace("\r\n", "\n")
        plain, windows = extract(text), extract(text.replace("\n", "\r\n"))
        assert [f.text for f in plain.figures] == [f.text for f in windows.figures], path.stem
        assert [c.headline for c in plain.commitments] == [c.headline for c in windows.commitments], path.stem


def test_traditional_characters_are_read_and_kept() -> None:
    figures = find_figures("糧食產量達到三百二十萬噸，比上年增長百分之五點二。")
    assert [(f.text, f.value, f.metric) for f in figures] == [
        ("三百二十萬噸", Decimal(3_200_000), "糧食產量"),
        ("百分之五點二", Decimal("5.2"), "糧食產量"),
    ]


def test_two_runs_give_the_same_bytes() -> None:
    for path in SAMPLES:
        assert extract(path).model_dump_json() == extract(path).model_dump_json()


def test_real_documents(gold: Path) -> None:
    """Rows cut out their text and nothing is lost in the real documents too."""
    for path in sorted(gold.glob("*.txt")):
        data = json.loads(extract(path).model_dump_json())
        text = path.read_bytes().decode()
        check_places(text, data)
        check_parts(text, data["parts"])
        check_ids(data)


@pytest.mark.parametrize("heading", ["2031年工作打算", "下一步工作计划", "明年主要目标", "几点建议"])
def test_what_stands_under_a_heading_of_plans_is_promised(heading: str) -> None:
    text = (
        "示例市2030年工作总结\n\n一、2030年工作情况\n全年新建泵站30座，产值增长3%。\n"
        f"二、{heading}\n新建泵站40座，产值增长5%。目前已改造水闸6座。\n"
    )
    figures = extract(text).figures
    assert [(figure.text, figure.status) for figure in figures] == [
        ("30座", "actual"), ("3%", "actual"), ("40座", "target"), ("5%", "target"), ("6座", "actual"),
    ]  # fmt: skip
