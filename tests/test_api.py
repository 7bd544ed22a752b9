"""The library: its public names are there, typed and documented, and the page that lists them is current."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import extractor
from extractor import Commitment, Figure, Period, ReadError, Speech, extract, find_figures, find_periods, numerals
from tools import write_api

TEXT = "示例市召开工作会议\n会议要求：\n一是抓投入。到7月底前投入3.5亿元以上。\n二是抓监督。"


def test_every_public_name_is_there_and_no_other() -> None:
    assert [name for name in extractor.__all__ if getattr(extractor, name) is None] == []
    assert dir(extractor) == sorted(extractor.__all__)
    with pytest.raises(AttributeError, match="no attribute 'find_everything'"):
        extractor.find_everything  # noqa: B018


def test_rows_have_their_types() -> None:
    """Also for mypy, which reads this file."""
    bulletin = extract(TEXT, "2024-07-08")
    items: tuple[Commitment, ...] = bulletin.commitments
    figure: Figure = bulletin.figures[0]
    speeches: tuple[Speech, ...] = bulletin.speeches
    value: Decimal = figure.value
    period: Period | None = figure.period
    assert (items[0].deadline, value, speeches) == ("2024-07-31", Decimal(350_000_000), ())
    assert period is not None
    assert period.last_day == "2024-07-31"
    assert numerals.parse("三千") == 3000


def test_a_day_is_a_date_or_its_text() -> None:
    day = datetime.date(2024, 7, 8)
    assert extract(TEXT, day) == extract(TEXT, "2024-07-08") != extract(TEXT)
    assert find_figures(TEXT, day) == find_figures(TEXT, "2024-07-08")
    assert find_periods(TEXT, day) == find_periods(TEXT, "2024-07-08")
    for function in (extract, find_figures, find_periods):
        with pytest.raises(ValueError, match="8 July"):
            function(TEXT, "8 July")


def test_what_cannot_be_read_is_one_error_by_a_public_name(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="empty"):
        extract(b"")
    with pytest.raises(FileNotFoundError):
        extract(tmp_path / "missing.txt")


@pytest.mark.parametrize("source", ["", " \u3000\r\n", b"", b"\n"])
def test_input_without_any_text_is_an_error_in_every_form(source: str | bytes, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"it is empty|nothing but blanks"):
        extract(source)


@pytest.mark.parametrize("source", [None, bytearray(b"x"), memoryview(b"x"), 5])
def test_a_source_of_another_type_is_named(source: Any) -> None:
    with pytest.raises(TypeError, match=f"^source has to be a str, bytes or a Path, and is of type {type(source).__name__}$"):
        extract(source)


@pytest.mark.parametrize("day", ["2024-7-8", "2024年7月8日", datetime.datetime(2024, 7, 8, 9, 30)])
def test_a_day_may_be_written_otherwise_and_comes_out_as_a_day(day: str | datetime.date) -> None:
    text = "工作会议\n【编者按】7月8日，示例市工作会议召开。\n"
    assert extract(text, day) == extract(text, "2024-07-08")
    assert extract(TEXT, day).event == extract(TEXT, "2024-07-08").event
    with pytest.raises(TypeError, match="is of type int"):
        extract(TEXT, 2024)  # type: ignore[arg-type]


def test_the_page_is_current() -> None:
    assert write_api.main(["--check"]) == 0


def test_a_stale_page_is_noticed_and_written_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(write_api, "PAGE", tmp_path / "api.md")
    assert write_api.main(["--check"]) == 1
    assert "not current" in capsys.readouterr().err
    assert (write_api.main([]), write_api.main(["--check"])) == (0, 0)


def test_a_public_name_cannot_be_left_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(extractor, "__all__", [*extractor.__all__, "undocumented"])
    assert write_api.main(["--check"]) == 1
    assert "undocumented" in capsys.readouterr().err


def test_links_of_the_page_lead_somewhere() -> None:
    page = write_api.api_page()
    headings = {heading.lower().replace(".", "") for heading in re.findall(r"(?m)^#+ (.+)$", page)}
    targets = set(re.findall(r"\]\(#(.+?)\)", page))
    assert len(targets) > 8
    assert targets <= headings


def test_the_pages_first_example_runs(tmp_path: Path) -> None:
    (tmp_path / "bulletins").mkdir()
    (tmp_path / "bulletins" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "bulletins" / "b.txt").write_text("", "utf-8")
    code = re.findall(r"```python\n(.*?)```", write_api.HEAD, re.S)[0]
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, encoding="utf-8")
    assert done.stdout == "c1 抓投入 () None\nc2 抓监督 () None\nbulletins/b.txt: it is empty; give a file with text in it\n"
