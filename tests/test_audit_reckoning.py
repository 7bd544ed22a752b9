"""The audit's arithmetic: rounding is never reported, what is off by more always is; any text is read in one pass."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from extractor.audit import typos
from extractor.audit.checks import audit, audited
from extractor.audit.intervals import Interval, printed
from extractor.audit.records import Finding
from extractor.pipeline import bulletin_of
from extractor.readers.plain import read_text
from extractor.text.layout import view_of
from tests.work import calls

LEVELS = st.decimals("8", "900", places=4)
PLACES = st.integers(0, 2)


def findings(text: str) -> list[Finding]:
    return audit(bulletin_of(read_text(text, "-")), view_of(text)[0], text)


def rounded(value: Decimal, places: int, how: str = ROUND_HALF_UP) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), how)}"


def grown(base: Decimal, level: Decimal, years: int) -> Decimal:
    return ((level / base) ** (Decimal(1) / years) - 1) * 100


def sentence(base: Decimal, level: Decimal, years: int, claim: Decimal, places: tuple[int, int], how: str = ROUND_HALF_UP) -> str:
    first, second = rounded(base, places[0]), rounded(level, places[0])
    verb = "降低到" if level < base else "增加到"
    word = "下降" if level < base else "增长"
    manner = "年均" if years > 1 else ""
    return f"养护经费由2015年的{first}亿元{verb}{2015 + years}年的{second}亿元，{manner}{word}{rounded(abs(claim), places[1], how)}%。"


@settings(max_examples=200)
@given(LEVELS, LEVELS, st.integers(1, 8), st.tuples(PLACES, PLACES), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_rounding_is_never_reported(base: Decimal, level: Decimal, years: int, places: tuple[int, int], how: str) -> None:
    assert findings(sentence(base, level, years, grown(base, level, years), places, how)) == []


@settings(max_examples=200)
@given(LEVELS, st.decimals("1.2", "4", places=3), st.integers(1, 8), st.sampled_from([-1, 1]))
def test_what_is_off_by_more_than_rounding_is_found(base: Decimal, factor: Decimal, years: int, sign: int) -> None:
    level = base * factor
    # as far off as a twentieth of either level and two steps of the claim would move it
    off = sign * (grown(base, level * Decimal("1.12"), years) - grown(base, level, years) + 2)
    claim = grown(base, level, years) + off
    assume(claim > Decimal("0.1"))
    found = findings(sentence(base, level, years, claim, (2, 1)))
    assert [finding.code for finding in found] == ["figure-arithmetic"]


@settings(max_examples=150)
@given(LEVELS, st.decimals("0.05", "0.95", places=4), st.tuples(PLACES, PLACES, PLACES), st.sampled_from([ROUND_HALF_UP, ROUND_DOWN]))
def test_shares_and_increments_may_be_rounded_each_for_itself(
    whole: Decimal, share: Decimal, places: tuple[int, int, int], how: str
) -> None:
    part = whole * share
    one, other, rate = rounded(whole, places[0]), rounded(part, places[1]), rounded(share * 100, places[2], how)
    risen = rounded(part / (whole - part) * 100, places[2], how)
    assert findings(f"安排资金{one}亿元，其中用于种业{other}亿元，占{rate}%。") == []
    assert findings(f"安排资金{one}亿元，已支出{other}亿元，支出进度为{rate}%。") == []
    assert findings(f"完成投入{other}亿元，占年度计划{one}亿元的{rate}%。") == []
    assert findings(f"养护支出{one}亿元，比上年增加{other}亿元，增长{risen}%。") == []


@settings(max_examples=100)
@given(st.lists(st.integers(1, 400), min_size=2, max_size=6), st.integers(-3, 3))
def test_totals_are_added_up(parts: list[int], off: int) -> None:
    listed = "，".join(f"{name}区设服务点{part}处" for name, part in zip("甲乙丙丁戊己", parts, strict=False))
    found = findings(f"{listed}，共计{sum(parts) + off}处。")
    # a number of tens may have been rounded, so that only what is certain is said
    certain = off != 0 and all(part % 10 for part in (*parts, sum(parts) + off)) and sum(parts) + off > 0
    if off == 0:
        assert found == []
    elif certain:
        assert [finding.code for finding in found] == ["figure-arithmetic"]


@pytest.mark.parametrize(
    ("text", "value", "low", "high"),
    [
        ("35.2亿元", "3520000000", "3515000000", "3525000000"),
        ("1,200元", "1200", "1199.5", "1200.5"),
        ("八十五万六千人", "856000", "855500", "856500"),
        ("20%", "20", "19.5", "20.5"),
    ],
)
def test_a_printed_number_stands_for_what_rounds_to_it(text: str, value: str, low: str, high: str) -> None:
    assert printed(text, Decimal(value)) == Interval(Decimal(low), Decimal(value), Decimal(high))


def test_things_counted_are_exact_where_no_zero_hides_a_rounding() -> None:
    assert printed("37家", Decimal(37), counted=True) == Interval(Decimal(37), Decimal(37), Decimal(37))
    assert printed("40家", Decimal(40), counted=True) == Interval(Decimal("39.5"), Decimal(40), Decimal("40.5"))


def test_findings_become_rows_in_order_with_new_ids() -> None:
    text = "各地要加强统筹，，压实责任。\n　　工作站由10家增加到30家，增长\n3倍。"
    plain = bulletin_of(read_text(text, "-")).model_copy(update={"diagnostics": ()})
    whole = audited(plain, view_of(text)[0], text)
    assert [(row.id, row.code, text[row.start : row.end]) for row in whole.diagnostics] == [
        ("d1", "likely-typo", "，，"),
        ("d2", "figure-arithmetic", "3倍"),
    ]
    figures = {figure.id: figure.text for figure in whole.figures}
    assert [figures[row] for row in whole.diagnostics[1].related] == ["10家", "30家", "3倍"]


def test_a_document_without_findings_is_returned_as_it_is() -> None:
    text = "各地要加强统筹，压实责任。"
    plain = bulletin_of(read_text(text, "-"))
    assert audited(plain, view_of(text)[0], text) is plain


AMOUNTS = ["2021年", "2022年的", "3亿元", "5亿元", "12个", "20%", "１５％", "翻一番", "3倍", "1+2", "5:6:7", "个百分点"]
WORDS = ["由", "从", "增加到", "降到", "其中", "占", "共计", "年均增长", "三次产业结构", "研研", "至", "覆盖率达到", "比上年的", "一是"]
MARKS = ["，", "。", "、", "“", "”", "（", ")", "》", "\n"]


@settings(max_examples=150)
@given(st.lists(st.sampled_from(AMOUNTS + WORDS + MARKS), max_size=30))
def test_any_text_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not text.strip():
        return
    for finding in findings(text):
        assert 0 <= finding.start < finding.end <= len(text)


LONG = ("由1亿元增加到3亿元，增长5%。", "1座，共计1座。", "5月2日至1日", "2021年至", "三次产业", "研研", "，，", "“", "”", "“）", "（\n")


@pytest.mark.parametrize("piece", LONG)
def test_a_long_text_of_one_pattern_is_read_in_one_pass(piece: str) -> None:
    def work(times: int) -> int:
        text = piece * times + "。"
        return calls(partial(audit, bulletin_of(read_text(text, "-")), view_of(text)[0], text))

    assert work(2400) < 10 * work(300)


@given(st.text(st.sampled_from("加强管理—\n\U00020000\ud842"), max_size=40))
def test_what_stands_twice_is_found_where_a_look_at_each_place_finds_it(text: str) -> None:
    assert doubled_words(text) == [found.span() for found in typos._DOUBLED_WORD.finditer(text)]


@given(st.lists(st.tuples(st.sampled_from(["每", "在", '"', "加强", "加强，"]), st.integers(1, 30)), max_size=8))
def test_runs_are_stepped_through_as_a_look_at_each_place_would(runs: list[tuple[str, int]]) -> None:
    text = "".join(piece * times for piece, times in runs)
    assert doubled_words(text) == [found.span() for found in typos._DOUBLED_WORD.finditer(text)]


def doubled_words(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in typos._doubled_words(text)]
