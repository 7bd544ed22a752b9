"""The review page as its reader uses it, in a real headless Chromium."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractor.models import Bulletin, Figure
from extractor.writers.tables import cell_text
from tests.browser.shown import TEXT, Show

pytestmark = pytest.mark.real


def gold_of(bulletin: Bulletin, text: str) -> dict[str, Any]:
    """The document as a gold annotation, by the models."""
    number = {row.id: n for n, row in enumerate(bulletin.speeches, 1)}
    index = {row.id: n for n, row in enumerate(bulletin.commitments)}

    def figure(row: Figure) -> dict[str, Any]:
        return {
            **{"start": row.start, "end": row.end, "text": text[row.start : row.end], "kind": row.kind},
            **{"value": row.fraction or cell_text(row.value), "value_max": None if row.value_max is None else cell_text(row.value_max)},
            **{"unit": row.unit, "comparator": row.comparator, "metric": row.metric},
            "period": row.period.text if row.period and not row.period.inherited else None,
            **{"change": row.change, "basis": row.basis, "status": row.status, "label": row.label},
            "speech": number.get(row.speech_id or ""),
            "commitment": index.get(row.commitment_id or ""),
        }

    event = bulletin.event
    return {
        **{"doc": bulletin.source.name, "sha256": bulletin.source.sha256, "title": bulletin.title, "subtitle": bulletin.subtitle},
        "event": {name: event and getattr(event, name) for name in ("name", "date_text", "place")},
        "speeches": [
            {
                **{"n": number[row.id], "title": row.title, "name": row.speaker.name},
                "positions": [[post.organization, post.title] for post in row.speaker.positions],
                **{"start": row.start, "end": row.end},
            }
            for row in bulletin.speeches
        ],
        "commitments": [
            {
                **{"speech": number.get(row.speech_id or ""), "ordinal": row.ordinal, "marker": row.marker, "headline": row.headline},
                **{"start": row.start, "end": row.end, "kind": row.kind, "level": row.level},
            }
            for row in bulletin.commitments
        ],
        "figures": [figure(row) for row in bulletin.figures],
        "review": [],
    }


def test_a_click_on_a_figure_shows_its_row_and_a_click_on_the_row_its_place(show: Show) -> None:
    page = show(TEXT)
    last = page.bulletin.figures[-1]
    page.one(f"#source .figure[data-row='{last.id}']").click()
    assert page.selected() == [last.id]
    assert page.one("#panel-figures").is_displayed()
    assert page.seen(f"[id='row-{last.id}']")
    first = page.bulletin.figures[0]
    page.one(f"[id='row-{first.id}'] .of-metric").click()
    assert page.selected() == [first.id]
    assert page.texts("#source .selected") == [first.text]
    assert page.seen("#source .selected")


def test_a_click_takes_the_innermost_row_and_the_next_click_the_one_around_it(show: Show) -> None:
    page = show(TEXT)
    item = next(row for row in page.bulletin.commitments if row.headline == "建平台")
    figure = next(row for row in page.bulletin.figures if row.commitment_id == item.id)
    found = []
    for _ in range(4):
        page.one(f"#source .figure[data-row='{figure.id}']").click()
        found += page.selected()
    assert found == [figure.id, item.id, item.speech_id, figure.id]
    page.one(f"#source .headline[data-row='{item.id}']").click()
    assert page.selected() == [item.id]
    assert page.one("#panel-commitments").is_displayed()


def test_speeches_items_and_figures_are_marked_in_place_and_not_by_colour_alone(show: Show) -> None:
    page = show(TEXT)
    assert "".join(page.texts("#source .figure")) == "".join(row.text for row in page.bulletin.figures)
    assert page.texts("#source .marker") == [row.marker for row in page.bulletin.commitments]
    assert page.count(".line.spoken.first") == len(page.bulletin.speeches) == 2
    styles = "const s = getComputedStyle(document.querySelector(arguments[0]))"
    figures = {kind: page.run(f"{styles}; return s.borderBottomStyle", f"#source .figure.{kind}") for kind in ("actual", "target", "label")}
    assert figures == {"actual": "solid", "target": "dashed", "label": "dotted"}
    items = {page.run(f"{styles}; return s.textDecorationStyle", f"#source .headline.{kind}") for kind in ("plan", "problem")}
    assert items == {"solid", "wavy"}
    bars = [
        page.run("return getComputedStyle(document.querySelector(arguments[0]), '::after').borderLeftStyle", f".{n}")
        for n in ("even", "odd")
    ]
    assert bars == ["solid", "double"]


@pytest.mark.parametrize(
    ("name", "value", "table", "holds"),
    [
        ("speaker", "s2", "figures", lambda row: row.speech_id == "s2"),
        ("speaker", "s1", "commitments", lambda row: row.speech_id == "s1"),
        ("kind", "item:problem", "commitments", lambda row: row.kind == "problem"),
        ("kind", "figure:money", "figures", lambda row: row.kind == "money"),
        ("status", "target", "figures", lambda row: row.status == "target" and not row.label),
        ("status", "label", "figures", lambda row: row.label),
    ],
)
def test_the_filters_choose_rows(show: Show, name: str, value: str, table: str, holds: Callable[[Any], bool]) -> None:
    page = show(TEXT)
    rows = getattr(page.bulletin, table)
    page.choose(name, value)
    wanted = [row.id for row in rows if holds(row)]
    assert page.rows(table) == wanted
    assert 0 < len(wanted) < len(rows)
    if table == "figures":
        assert page.count("#source .figure:not(.off)") == len(wanted)
    page.one("#reset").click()
    assert page.rows(table) == [row.id for row in rows]
    assert page.count("#source .off") == 0


def test_the_filter_by_diagnostics_leaves_what_they_speak_of(show: Show) -> None:
    page = show(TEXT.replace("二是投入不足", "二是投入不足；四是人手不够"))
    gap = next(row for row in page.bulletin.diagnostics if row.code == "item-gap")
    page.choose("diagnostics", "item-gap")
    assert page.rows("diagnostics") == [gap.id]
    rows = page.rows("commitments")
    assert 0 < len(rows) < len(page.bulletin.commitments)
    overlapping = [row.id for row in page.bulletin.commitments if row.start < gap.end and gap.start < row.end]
    assert set(rows) == set(overlapping) | (set(gap.related) & {row.id for row in page.bulletin.commitments})


@pytest.mark.parametrize(("query", "places"), [("平台", 3), ("35.5亿元", 1), ("张 某某", 1), ("不在其中", 0)])
def test_the_search_finds_places_and_rows(show: Show, query: str, places: int) -> None:
    page = show(TEXT)
    page.search(query)
    assert page.texts(".search output") == [f"{places} 处"]
    assert len("".join(page.texts("#source .hit"))) == places * len(query.replace(" ", ""))
    if query == "35.5亿元":
        sentence = page.bulletin.figures[1].sentence
        assert page.rows("figures") == [row.id for row in page.bulletin.figures if row.sentence == sentence]
    if not places:
        assert not any(page.rows(table) for table in ("speeches", "commitments", "figures"))


def test_what_is_judged_is_kept_and_exported_as_gold(show: Show) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 -- there only where a browser is

    page = show(TEXT)
    whole = gold_of(page.bulletin, page.source.text)
    assert page.exported() == whole
    right, wrong = page.bulletin.figures[0].id, page.bulletin.figures[3].id
    page.one(f"#row-{right} button.right").click()
    page.one(f"#row-{wrong} button.wrong").click()
    page.one(f"#row-{wrong} button.note").click()
    page.one(f"#row-{wrong} textarea").send_keys("不是<b>数据</b>", Keys.ENTER)
    assert page.texts(".progress") == [f"已核 2 / {sum(len(whole[table]) for table in ('speeches', 'commitments', 'figures'))}"]
    page.driver.refresh()
    assert page.one(f"#row-{right} button.right").get_attribute("aria-pressed") == "true"
    assert page.texts(f"#row-{wrong} .written") == ["不是<b>数据</b>"]
    found = page.exported()
    assert found["figures"] == whole["figures"][:3] + whole["figures"][4:]
    assert [(row["table"], row["id"], row["verdict"], row["note"]) for row in found["review"]] == [
        ("figures", right, "right", None),
        ("figures", wrong, "wrong", "不是<b>数据</b>"),
    ]
    page.choose("review", "wrong")
    assert page.rows("figures") == [wrong]
    page.one(f"#row-{wrong} button.wrong").click()
    assert page.exported()["figures"] == whole["figures"]


def test_a_browser_that_keeps_nothing_is_told_of_and_the_export_still_holds_all(show: Show) -> None:
    page = show(TEXT)
    assert not page.one(".unkept").is_displayed()
    page.run("Storage.prototype.setItem = () => { throw new Error('full'); }")
    row = page.bulletin.figures[0].id
    page.one(f"#row-{row} button.wrong").click()
    assert page.one(".unkept").is_displayed()
    assert [found["id"] for found in page.exported()["review"]] == [row]


def test_a_long_table_is_shown_in_pages(show: Show) -> None:
    page = show("工作会议\n\n" + "会议指出，投入1.5亿元，增长20%。\n" * 150)
    ids = [row.id for row in page.bulletin.figures]
    assert (len(ids), page.rows("figures")) == (300, ids[:200])
    page.one("#panel-figures .pager button:last-child").click()
    assert page.rows("figures") == ids[200:]
    page.run(f"document.querySelector(\"#source .figure[data-row='{ids[10]}']\").click()")
    assert page.rows("figures") == ids[:200]
    assert page.seen(f"#row-{ids[10]}")


def test_what_stands_in_a_row_that_is_left_out_goes_to_the_row_around_it(show: Show) -> None:
    page = show("工作会议讲话\n\n会议要求：\n（一）建好平台。要做到：一是建成3个平台；二是投入5亿元。\n（二）引好人才。引进15名人才。\n")
    outer, inner = page.bulletin.commitments[:2]
    assert inner.parent_id == outer.id
    page.one("#tab-commitments").click()
    page.one(f"[id='row-{outer.id}'] button.wrong").click()
    found = page.exported()
    assert [(row["marker"], row["level"]) for row in found["commitments"]] == [("一是", 1), ("二是", 1), ("（二）", 1)]
    assert [row["commitment"] for row in found["figures"]] == [0, 1, 2]
    page.one(f"[id='row-{outer.id}'] button.wrong").click()
    page.one(f"[id='row-{inner.id}'] button.wrong").click()
    assert [row["commitment"] for row in page.exported()["figures"]] == [0, 1, 2]


def test_offsets_count_code_points_before_and_behind_wide_characters(show: Show) -> None:
    text = "\U00020bb7\U0001f33e工作会议\r\n\r\n会议指出，\U00020bb7县投入\U0001f33e１.5亿元，\U00020bb7村增长20%。\r\n"
    text += "会议要求，一是建成\U0001f33e3个平台；二是引进15名人才。\r\n"
    page = show(text)
    assert page.texts("#source .figure") == [row.text for row in page.bulletin.figures] == ["１.5亿元", "20%", "3个", "15名"]
    assert page.texts("#panel-figures td.of-value") == ["１.5亿元", "20%", "3个", "15名"]
    assert page.exported() == gold_of(page.bulletin, text)
    assert page.texts("#source .line") == text.split("\r\n")[:-1]


def test_it_is_used_by_keys_alone(show: Show) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 -- there only where a browser is

    page = show(TEXT)

    def press(*keys: str) -> None:
        for key in keys:
            page.driver.switch_to.active_element.send_keys(key)

    press("4", "j", "j", "y", Keys.ARROW_DOWN, "x", "n", "存疑", Keys.ENTER, "k")
    ids = [row.id for row in page.bulletin.figures]
    assert page.selected() == [ids[1]]
    assert page.run("return document.activeElement.dataset.row") == ids[1]
    assert [(row["id"], row["verdict"], row["note"]) for row in page.exported()["review"]] == [
        (ids[1], "right", None),
        (ids[2], "wrong", "存疑"),
    ]
    page.run("document.activeElement.blur()")
    press("/", "平台")
    page.until(lambda: page.texts(".search output") == ["3 处"])
    press(Keys.ENTER, Keys.ENTER)
    assert page.texts("#source .hit.on") == ["平台"]
    assert page.texts(".search output") == ["2 / 3"]
    press(Keys.ESCAPE, "2")
    assert page.one("#panel-commitments").is_displayed()
    press("?")
    assert page.one("dialog").is_displayed()
    press(Keys.ESCAPE)
    assert not page.one("dialog").is_displayed()
    page.one("#keys").click()
    page.one("dialog button").click()
    assert not page.one("dialog").is_displayed()
    page.run("document.activeElement.blur()")
    press(Keys.ESCAPE)
    assert page.selected() == []
