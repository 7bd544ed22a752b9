"""A user's own words: what they change, that they leave nothing behind, and how a wrong file is refused."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import extractor
from extractor import lexicons
from extractor.readers.lexicon import LexiconError, read_lexicon
from tests import command

TEXT = "示例市今年新建红驿站12红驿，便民岗亭30个。\n"
WORDS = '# 本单位的词\n[unit]\ncount = ["红驿"]\n'


def run(*arguments: str | Path, data: str = TEXT) -> subprocess.CompletedProcess[bytes]:
    return command.run("-", *arguments, data=data.encode())


def found(text: str = TEXT) -> list[str]:
    return [figure.text for figure in extractor.extract(text).figures]


def open_groups() -> Iterator[tuple[str, str]]:
    for slot in lexicons.slots():
        for group in dict.fromkeys(lexicons.words(slot).values()):
            if group not in lexicons.closed_groups(slot):
                yield slot, group


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_word_is_added_whatever_the_file_is_written_in(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "词.toml"
    path.write_bytes(WORDS.replace("\n", "\r\n").encode(encoding))
    without, done = run(), run("--lexicon", path)
    assert "12红驿" not in [row["text"] for row in json.loads(without.stdout)["figures"]]
    row = next(row for row in json.loads(done.stdout)["figures"] if row["text"] == "12红驿")
    assert (row["kind"], row["value"], row["unit"]) == ("count", 12, "红驿")


def test_the_words_leave_nothing_behind() -> None:
    before, slots = found(), {slot: lexicons.words(slot) for slot in lexicons.slots()}
    with lexicons.extended({"unit": {"红驿": "count"}}):
        assert "12红驿" in found()
        with lexicons.extended({"unit": {"红驿站": "count"}}):
            assert found("新建12红驿站。") == ["12红驿站"]
        assert found("新建12红驿站。") == ["12红驿"]
    assert found() == before
    assert all(lexicons.words(slot) is words for slot, words in slots.items())


def test_nor_when_something_fails() -> None:
    before = found()

    def fail() -> None:
        with lexicons.extended({"unit": {"红驿": "count"}}):
            raise RuntimeError("，".join(found()))

    with pytest.raises(RuntimeError, match="12红驿"):
        fail()
    assert found() == before


def test_words_can_be_added_to_every_open_group(samples: list[Path]) -> None:
    """A word of the user's own has none of the further values that shipped words may have."""
    source = samples[0].read_text("utf-8")
    for slot, group in open_groups():
        with lexicons.extended({slot: {"示例词": group}}):
            extractor.extract(source.replace("，", "，示例词", 40) + "共35示例词，示例词：张某某。\n")


def test_a_group_whose_words_have_further_values_is_closed() -> None:
    closed = {(slot, group) for slot in lexicons.slots() for group in lexicons.closed_groups(slot)}
    assert {("audit_doubled", "character"), ("audit_metric_unit", "percent")} <= closed
    assert closed.isdisjoint({("unit", "count"), ("title", "government"), ("organization", "office"), ("not_figure", "name")})
    assert len(list(open_groups())) > 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "there are no words in it"),
        ("[单位]\n", "this is no TOML"),
        ("[unit]\ncount = [“网格”]\n", r"this is no TOML .*line 2.* half-width marks"),
        ('[units]\ncount = ["网格"]\n', r"no slot \[units\]; these are: .*\bunit\b"),
        ('unit = ["网格"]\n', r"\[unit\] has to be a table"),
        ("[unit]\n", r"\[unit\] has to be a table"),
        ('[unit]\ncounts = ["网格"]\n', r"\[unit\] has no group counts; these are: .*count"),
        ('[unit]\ncount = "网格"\n', r"\[unit\] count has to be a list of words"),
        ("[unit]\ncount = []\n", r"\[unit\] count has to be a list of words"),
        ("[unit]\ncount = [3]\n", r"\[unit\] count has to be a list of words"),
        ('[unit]\ncount = [""]\n', "'' is no word"),
        ('[unit]\ncount = ["网 格"]\n', "'网 格' is no word"),
        (f'[unit]\ncount = ["{"网" * 41}"]\n', "is no word; it needs 1 to 40 characters"),
        ('[unit]\ncount = ["美元"]\n', "'美元' is in the group money already"),
        ('[title]\nparty = ["甲长"]\nacademy = ["甲长"]\n', "academy: '甲长' is in the group party already"),
        ('[audit_doubled]\ncharacter = ["人"]\n', r"\[audit_doubled\] character takes no words from outside"),
    ],
)
def test_a_wrong_file_is_refused_by_name(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=f"(?s){message}"):
        read_lexicon(text.encode())
    path = tmp_path / "词.toml"
    path.write_text(text, "utf-8")
    for language in ("en", "zh"):
        done = run("--lexicon", path, "--lang", language)
        assert (done.returncode, done.stdout) == (2, b"")
        assert re.fullmatch(rf"extract: {re.escape(str(path))}: [^\n]+\n", done.stderr.decode())


def test_a_file_that_is_not_there_is_wrong_use() -> None:
    done = run("--lexicon", "none.toml")
    assert (done.returncode, done.stdout, done.stderr.decode()) == (
        2,
        b"",
        "extract: none.toml: there is no such file; check its name\n",
    )


def test_a_word_that_is_shipped_already_does_no_harm() -> None:
    assert read_lexicon('[unit]\ncount = ["项", "红驿"]\n'.encode()) == {"unit": {"项": "count", "红驿": "count"}}
