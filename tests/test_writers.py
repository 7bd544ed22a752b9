"""Every format carries the same rows; cells are safe; messages and the summary are readable."""

from __future__ import annotations

import csv
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.cli.options import Table
from extractor.models import (
    TABLES,
    Bulletin,
    Commitment,
    Diagnostic,
    Figure,
    Period,
    Position,
    Question,
    Questioner,
    Source,
    Speaker,
    Speech,
)
from extractor.writers.excerpts import excerpt
from extractor.writers.flat import DELIMITERS, flat_header, flat_rows
from extractor.writers.messages import message_lines, message_objects
from extractor.writers.objects import document_json, rows_json
from extractor.writers.schemas import schema_json
from extractor.writers.summary import write_summary
from extractor.writers.tables import cell_text, columns_of, header_of

ROOT = Path(__file__).resolve().parent.parent

# Real text, and what breaks flat files.
TEXTS = st.text(st.sampled_from("甲省投资项目，。；“”\n\r\t ,\"'=+-@|\\\x00\u2028\ufeff𠮷3"), max_size=12)
MAYBE = st.none() | TEXTS
PLACES = st.integers(0, 10**9)
NUMBERS = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=Decimal("-1E+25"), max_value=Decimal("1E+25"), places=12
) | st.integers(-(10**30), 10**30).map(Decimal)
PERIODS = st.builds(Period, text=TEXTS, start=PLACES, end=PLACES, first_day=MAYBE, last_day=MAYBE, inherited=st.booleans())
SPEAKERS = st.builds(
    Speaker, name=MAYBE, text=MAYBE, positions=st.lists(st.builds(Position, organization=MAYBE, title=TEXTS), max_size=3).map(tuple)
)
QUESTIONS = st.builds(Question, speaker=st.builds(Questioner, name=MAYBE, outlet=MAYBE), text=TEXTS, start=PLACES, end=PLACES)
ROWS = {
    "speeches": st.builds(Speech, title=MAYBE, speaker=SPEAKERS, question=st.none() | QUESTIONS, text=TEXTS),
    "commitments": st.builds(Commitment, headline=TEXTS, responsible=st.lists(TEXTS, max_size=3).map(tuple), text=TEXTS, marker=TEXTS),
    "figures": st.builds(
        Figure,
        text=TEXTS,
        value=NUMBERS,
        value_max=st.none() | NUMBERS,
        factor=st.none() | NUMBERS,
        metric=MAYBE,
        basis=MAYBE,
        period=st.none() | PERIODS,
        label=st.booleans(),
    ),
    "diagnostics": st.builds(Diagnostic, message=TEXTS, related=st.lists(TEXTS, max_size=3).map(tuple)),
}


def bulletin_with(*, title: str | None = None, **rows: Any) -> Bulletin:
    """A document that holds the given rows."""
    source = Source(name="示例.txt", media_type="text/plain", encoding="utf-8", sha256="0" * 64, characters=0)
    empty: dict[str, Any] = dict.fromkeys(TABLES, ())
    kept = {table: tuple(of) for table, of in rows.items()}
    return Bulletin(schema_version="1.0", source=source, title=title, subtitle=None, event=None, editor_note=None, parts=(), **empty | kept)


LISTS: dict[str, st.SearchStrategy[Any]] = {table: st.lists(row, max_size=3) for table, row in ROWS.items()}
BULLETINS = st.fixed_dictionaries(LISTS).map(lambda rows: bulletin_with(title=None, **rows))


def flattened(row: dict[str, Any], lead: str = "") -> dict[str, Any]:
    """A row of the JSON with its objects' fields drawn up, by its keys alone."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= flattened(value, f"{lead}{key}_") if isinstance(value, dict) else {lead + key: value}
    return flat


def as_cell(value: Any) -> str | Decimal:
    """What a value of the JSON is in a flat table; numbers stay numbers."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "；".join(item if isinstance(item, str) else " ".join(part for part in item.values() if part is not None) for item in value)
    return "" if value is None else value


def exact(text: str) -> Any:
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)


@pytest.mark.parametrize("form", sorted(DELIMITERS))
@given(bulletin=BULLETINS)
def test_flat_rows_equal_the_rows_of_the_json(form: str, bulletin: Bulletin) -> None:
    document = exact(document_json(bulletin))
    for table in ROWS:
        text = flat_header(table, DELIMITERS[form]) + flat_rows(bulletin, table, DELIMITERS[form], raw=True)
        header, *cells = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS[form], strict=True)
        assert len(cells) == len(document[table])
        for found, row in zip(cells, document[table], strict=True):
            wanted = flattened({"document": "示例.txt", **row})
            for name, cell in zip(header, found, strict=True):
                value = as_cell(wanted.pop(name, None))
                assert (Decimal(cell) if isinstance(value, Decimal) else cell) == value
            assert not [name for name, value in wanted.items() if value is not None]


@given(bulletin=BULLETINS)
def test_lines_of_rows_equal_the_rows_of_the_json(bulletin: Bulletin) -> None:
    document = exact(document_json(bulletin))
    for table in ROWS:
        text = rows_json(bulletin, table)
        rows = [exact(line) for line in text.split("\n")[:-1]]
        assert rows == [{"document": "示例.txt", **row} for row in document[table]]
        assert all(next(iter(row)) == "document" for row in rows)


@given(bulletin=BULLETINS)
def test_indented_json_is_the_same_document(bulletin: Bulletin) -> None:
    compact = document_json(bulletin)
    assert compact == bulletin.model_dump_json() + "\n"
    assert compact.count("\n") == 1
    assert exact(document_json(bulletin, indent=True)) == exact(compact)


def test_the_columns_of_figures() -> None:
    header = header_of("figures")
    assert header[:5] == ["document", "id", "speech_id", "commitment_id", "text"]
    assert [name for name in header if name.startswith("period")] == [
        "period_text",
        "period_start",
        "period_end",
        "period_first_day",
        "period_last_day",
        "period_inherited",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_no_two_columns_share_a_name(table: str) -> None:
    names = [column.name for column in columns_of(table)]
    assert sorted(set(names)) == sorted(names)
    assert "document" not in names


def test_the_command_knows_every_table() -> None:
    assert [str(table) for table in Table] == [*TABLES, "documents", "ledger"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (Decimal("1E+12"), "1000000000000"),
        (Decimal("-0.50"), "-0.5"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("100"), "100"),
        (Decimal("123456789012345678901234.5"), "123456789012345678901234.5"),
        (False, "false"),
        ((), ""),
        ((Position(organization="甲省", title="省长"), Position(organization=None, title="作家")), "甲省 省长；作家"),
    ],
)
def test_cells(value: Any, text: str) -> None:
    assert cell_text(value) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
@pytest.mark.parametrize("form", sorted(DELIMITERS))
def test_texts_that_a_spreadsheet_would_run_are_defused(start: str, form: str) -> None:
    row = figure(text=f"{start}1+1", value=Decimal(-3), metric=f"甲{start}乙")
    bulletin = bulletin_with(figures=[row])
    for raw, text in ((False, f"'{start}1+1"), (True, f"{start}1+1")):
        [cells] = csv.DictReader(
            io.StringIO(flat_rows(bulletin, "figures", DELIMITERS[form], raw), newline=""), header_of("figures"), delimiter=DELIMITERS[form]
        )
        assert (cells["text"], cells["value"], cells["metric"]) == (text, "-3", f"甲{start}乙")


def test_lines_end_as_rfc_4180_has_it() -> None:
    text = flat_rows(bulletin_with(figures=[figure(text='3"项,\n')]), "figures", ",")
    assert text.startswith('示例.txt,f1,,,"3""项,\n",0,3,')
    assert text.endswith("\r\n")


@pytest.mark.parametrize("table", [None, *TABLES])
def test_the_schema_is_the_published_one(table: str | None) -> None:
    published = (ROOT / "schemas" / f"{table or 'document'}.schema.json").read_text("utf-8")
    assert schema_json(table) == published


def figure(**known: Any) -> Figure:
    """A figure with nothing said of it but what is given."""
    plain: dict[str, Any] = {
        "id": "f1",
        "text": "3项",
        "start": 0,
        "end": 3,
        "sentence": "",
        "kind": "count",
        "value": Decimal(3),
        "unit": "项",
    }
    plain |= {"comparator": "eq", "status": "actual", "label": False}
    return Figure.model_validate(dict.fromkeys(Figure.model_fields) | plain | known)


def diagnostic(start: int, **known: Any) -> Diagnostic:
    plain: dict[str, Any] = {
        "id": "d1",
        "code": "unread-text",
        "severity": "note",
        "message": "没有读",
        "start": start,
        "end": start + 1,
        "related": (),
    }
    return Diagnostic(**plain | known)


@pytest.mark.parametrize(
    ("text", "start", "place"),
    [
        ("甲乙", 0, "1:1"),
        ("甲乙", 1, "1:2"),
        ("甲\n乙", 2, "2:1"),
        ("甲\r\n乙丙", 4, "2:2"),
        ("甲\r乙", 2, "2:1"),
        ("𠮷\n\n乙", 3, "3:1"),
        ("甲\n", 1, "1:2"),
    ],
)
def test_diagnostics_stand_at_line_and_column(text: str, start: int, place: str) -> None:
    bulletin = bulletin_with(diagnostics=[diagnostic(start)])
    assert list(message_lines(bulletin, text, "x/a.txt")) == [f"x/a.txt:{place}: note[unread-text]: 没有读"]
    [found] = [json.loads(line) for line in message_objects(bulletin, text)]
    assert f"{found.pop('line')}:{found.pop('column')}" == place
    assert found == {"document": "示例.txt", **diagnostic(start).model_dump(mode="json")}


def test_a_diagnostic_is_one_line_that_no_terminal_obeys() -> None:
    bulletin = bulletin_with(diagnostics=[diagnostic(0, message="a\nb\x1b[2J", severity="error")])
    assert list(message_lines(bulletin, "甲", "a\n.txt")) == ["a\\n.txt:1:1: error[unread-text]: a\\nb\\x1b[2J"]
    assert list(message_lines(bulletin, "甲", "-", colour=True)) == ["-:1:1: \x1b[1;31merror[unread-text]\x1b[0m: a\\nb\\x1b[2J"]


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        ("第一行\n　　投入20亿元。\n", 6, 12, ("投入20亿元。", "^" + "~" * 9)),
        ("产值5亿元", 2, 3, ("产值5亿元", "    ^")),
        ("甲" * 40 + "3家" + "乙" * 60, 40, 42, ("…" + "甲" * 12 + "3家" + "乙" * 22 + "…", " " * 25 + "^~~")),
        ("增长\r\n5%", 2, 4, ("增长", "    ^")),
        ("甲\x1b[2J乙", 5, 6, ("甲\\x1b[2J乙", " " * 9 + "^~")),
        ("甲" * 200, 0, 200, ("甲" * 36 + "…", "^" + "~" * 71)),
        ("", 0, 0, ("", "^")),
    ],
)
def test_an_excerpt_has_the_mark_under_the_place(text: str, start: int, end: int, shown: tuple[str, str]) -> None:
    assert excerpt(text, start, end) == shown


def test_on_a_terminal_the_line_of_the_source_follows() -> None:
    bulletin = bulletin_with(diagnostics=[diagnostic(2)])
    assert list(message_lines(bulletin, "甲\n乙丙", "a.txt", excerpts=True)) == [
        "a.txt:2:1: note[unread-text]: 没有读",
        "    乙丙",
        "    ^~",
    ]
    assert list(message_lines(bulletin, "甲\n乙丙", "a.txt", colour=True, excerpts=True))[2] == "    \x1b[1;36m^~\x1b[0m"


def summary_of(bulletin: Bulletin, chinese: bool = False) -> str:
    shown = io.StringIO()
    write_summary(bulletin, shown, chinese)
    return shown.getvalue()


def test_the_summary_shows_who_what_and_how_much() -> None:
    speech = Speech(
        id="s1",
        title=None,
        speaker=Speaker(name="甲某某", positions=(Position(organization="乙市", title="市长"),), text=None),
        question=None,
        text="",
        start=0,
        end=99,
    )
    items = [item(number) for number in range(1, 12)] + [item(1, id="s1.c1.c1", parent_id="s1.c1", headline="里层", start=1, end=2)]
    row = figure(metric="项目", status="target", comparator="ge")
    shown = summary_of(bulletin_with(title="[red]标题\x1b[2J", speeches=[speech], commitments=items, figures=[row, figure()]))
    assert "[red]标题\\x1b[2J" in shown
    assert "1 speech · 12 commitments · 0 actions · 2 figures" in shown
    assert "甲某某  乙市 市长" in shown
    assert "事项1 plan +1" in shown
    assert "… 3 more" in shown
    assert "事项9" not in shown
    assert "里层" not in shown
    assert "≥ 3项" in shown
    assert "1 of 2 figures" in shown


def test_the_summary_speaks_chinese_throughout() -> None:
    items = [item(number, speech_id=None) for number in range(1, 12)]
    rows = [figure(metric="项目", status=status, change=change, basis="比上年") for status, change in PAIRS] + [figure()]
    notes = [diagnostic(0, severity=severity) for severity in ("error", "warning", "note")]
    shown = summary_of(bulletin_with(title="标题", commitments=items, figures=rows, diagnostics=notes), chinese=True)
    assert "0 篇发言 · 11 条事项 · 0 条举措 · 5 个数字 · 1 处错误 · 1 处警告 · 1 处提示\n" in shown
    assert "事项1 计划\n" in shown
    assert "… 另有 3 条\n" in shown
    assert [heading for heading in ("指标", "数字", "增减", "时间", "性质") if heading not in shown] == []
    assert "比上年增" in shown
    assert "比上年减" in shown
    assert "共 5 个数字，这里列出 4 个" in shown
    assert set(re.findall("[a-z]+", shown)) == {"format", "csv", "table", "figures"}


def test_the_summary_of_a_document_without_anything() -> None:
    assert summary_of(bulletin_with()) == "示例.txt\n0 speeches · 0 commitments · 0 actions · 0 figures\n"


PAIRS = [("actual", "increase"), ("target", "decrease"), ("actual", "decrease"), ("target", "increase")]


def item(number: int, **known: Any) -> Commitment:
    plain: dict[str, Any] = {
        "id": f"s1.c{number}",
        "speech_id": "s1",
        "level": 1,
        "ordinal": number,
        "marker": "一是",
        "headline": f"事项{number}",
    }
    plain |= {"kind": "plan", "responsible": (), "text": "", "start": (number - 1) * 5, "end": number * 5}
    return Commitment.model_validate(dict.fromkeys(Commitment.model_fields) | plain | known)
