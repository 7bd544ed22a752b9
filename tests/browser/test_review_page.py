"""The review page as its reader uses it, in a real headless Chromium."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor.models import Bulletin, Figure
from extractor.writers.review import _read
from extractor.writers.tables import cell_text
from tests.browser.conftest import Shown

pytestmark = pytest.mark.real

Show = Callable[..., Shown]

TEXT = (
    "全市科技工作会议发言摘登\n\n"
    "　　建好平台　服务企业\n　　示例市科技局局长　　张某某\n"
    "　　2020年全市研发经费投入20亿元，2023年达到３５.5亿元，占生产总值的比重为2.5%。下一步，要抓好两件大事：一是建平台。到2026年建成15家平台，"
    "投入3亿元；二是引人才。到2027年引进600名人才，其中博士占比不低于20%。\n\n"
    "　　守好耕地　稳住粮食\n　　示例县县长　　李某某\n"
    "　　去年全县粮食产量12亿斤，比上年增长3%。存在的问题：一是水利设施老化，38处泵站待修；二是投入不足。\n"
)
HOSTILE = (
    '<script>alert(1)</script>工作会议发言摘登\n<img src=x onerror="alert(2)"></style></script><!--<script>-->\n'
    "]]>&lt;b&gt; javascript:alert(3) \u202e倒写\u202c \u2066隔\u2069 \x00\x1b\u2028\ufeff https://example.org/x.png\n"
    "会议要求，一是建成3个</script>平台；二是引进15名\u202e人才<svg onload=alert(4)>。\n"
)


def selected(page: Shown) -> list[str]:
    """The id of the row that is marked in its table."""
    found: list[str] = page.run("return [...document.querySelectorAll('tr.selected')].map((e) => e.dataset.row)")
    return found


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
    assert selected(page) == [last.id]
    assert page.one("#panel-figures").is_displayed()
    assert page.seen(f"#row-{last.id}")
    first = page.bulletin.figures[0]
    page.one(f"#row-{first.id} .of-metric").click()
    assert selected(page) == [first.id]
    assert page.texts("#source .selected") == [first.text]
    assert page.seen("#source .selected")


def test_a_click_takes_the_innermost_row_and_the_next_click_the_one_around_it(show: Show) -> None:
    page = show(TEXT)
    item = next(row for row in page.bulletin.commitments if row.headline == "建平台")
    figure = next(row for row in page.bulletin.figures if row.commitment_id == item.id)
    found = []
    for _ in range(4):
        page.one(f"#source .figure[data-row='{figure.id}']").click()
        found += selected(page)
    assert found == [figure.id, item.id, item.speech_id, figure.id]
    page.one(f"#source .headline[data-row='{item.id}']").click()
    assert selected(page) == [item.id]
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
    bars = [page.run("return getComputedStyle(document.querySelector(arguments[0]), '::after').borderLeftStyle", f".{n}") for n in ("even", "odd")]
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


def test_what_stands_in_a_row_that_is_left_out_goes_to_the_row_around_it(show: Show) -> None:
    page = show("工作会议讲话\n\n会议要求：\n（一）建好平台。要做到：一是建成3个平台；二是投入5亿元。\n（二）引好人才。引进15名人才。\n")
    outer, inner = page.bulletin.commitments[:2]
    assert inner.parent_id == outer.id
    page.one("#tab-commitments").click()
    page.one(f"#row-{outer.id} button.wrong").click()
    found = page.exported()
    assert [(row["marker"], row["level"]) for row in found["commitments"]] == [("一是", 1), ("二是", 1), ("（二）", 1)]
    assert [row["commitment"] for row in found["figures"]] == [0, 1, 2]
    page.one(f"#row-{outer.id} button.wrong").click()
    page.one(f"#row-{inner.id} button.wrong").click()
    assert [row["commitment"] for row in page.exported()["figures"]] == [0, 1, 2]


def test_offsets_count_code_points_before_and_behind_wide_characters(show: Show) -> None:
    text = "\U00020bb7\U0001f33e工作会议\r\n\r\n会议指出，\U00020bb7县投入\U0001f33e１.5亿元，\U00020bb7村增长20%。\r\n会议要求，一是建成\U0001f33e3个平台；二是引进15名人才。\r\n"
    page = show(text)
    assert page.texts("#source .figure") == [row.text for row in page.bulletin.figures] == ["１.5亿元", "20%", "3个", "15名"]
    assert page.texts("#panel-figures .of-value") == ["１.5亿元", "20%", "3个", "15名"]
    assert page.exported() == gold_of(page.bulletin, text)
    assert page.texts("#source .line") == text.split("\r\n")[:-1]


def test_a_hostile_text_stays_text(show: Show) -> None:
    page = show(HOSTILE, name="\"><img src=x onerror='alert(5)'>.txt")
    assert page.count("#page script, #page img, #page svg, #page style, #page iframe, #page a") == 0
    shown = "\n".join(page.texts("#source .line"))
    unseen = re.compile("[\x00\x1b\u2028\u202a-\u202e\u2066-\u2069\ufeff]")
    assert shown == unseen.sub("", HOSTILE).removesuffix("\n")
    codes = page.run("return [...document.querySelectorAll('#source .unseen')].map((e) => e.dataset.code)")
    assert codes == [f"U+{ord(character):04X}" for character in unseen.findall(HOSTILE)]
    assert unseen.search(page.run("return document.documentElement.outerHTML.split('<script')[0]")) is None
    page.search("<script>alert(1)")
    for tab in ("speeches", "commitments", "actions", "figures", "diagnostics", "charts"):
        page.one(f"#tab-{tab}").click()
    assert page.exported()["doc"] == page.source.name


def test_five_megabytes_stay_usable(show: Show, samples: list[Path]) -> None:
    some = "\n".join(path.read_text("utf-8") for path in samples)
    page = show(some * (5_000_000 // len(some.encode()) + 1))
    assert len(page.source.text.encode()) > 5_000_000
    assert page.count("*") < 40_000
    took = "const begun = performance.now(); {}; document.body.offsetHeight; return performance.now() - begun"
    last = page.bulletin.figures[-1]
    page.run("document.getElementById('source').scrollTop = 1e9")
    page.until(lambda: page.count(f"#source .figure[data-row='{last.id}']"))
    click = f"document.querySelector(\"#source .figure[data-row='{last.id}']\").click()"
    assert page.run(took.format(click)) < 2000
    assert selected(page) == [last.id]
    first = page.bulletin.figures[0]
    choice = "const s = document.getElementById('filter-kind'); s.value = 'figure:rank'; s.dispatchEvent(new Event('change'))"
    assert page.run(took.format(choice)) < 3000
    page.one("#reset").click()
    page.run("document.querySelector('#panel-figures').scrollTop = 0")
    for _ in range(2):
        page.one("#panel-figures .pager button:first-child").click()
    assert page.run(took.format("document.querySelector('#panel-figures tbody tr').click()")) < 2000
    assert page.seen("#source .selected")
    assert first.id not in selected(page)
    page.search("下一步")
    assert page.count("*") < 60_000


def test_a_line_of_megabytes_stays_usable(show: Show) -> None:
    page = show("会议指出，投入1.5亿元，增长20%；" * 60_000)
    assert page.count("*") < 40_000
    page.one("#row-f1 .of-metric").click()
    assert page.seen("#source .selected")


def test_it_is_used_by_keys_alone(show: Show) -> None:
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415 -- there only where a browser is

    page = show(TEXT)

    def press(*keys: str) -> None:
        for key in keys:
            page.driver.switch_to.active_element.send_keys(key)

    press("4", "j", "j", "y", Keys.ARROW_DOWN, "x", "n", "存疑", Keys.ENTER, "k")
    ids = [row.id for row in page.bulletin.figures]
    assert selected(page) == [ids[1]]
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
    press(Keys.ESCAPE)
    assert selected(page) == []


def test_the_charts_are_drawn_from_the_rows_and_lead_to_them(show: Show) -> None:
    page = show(TEXT)
    page.one("#tab-charts").click()
    assert page.texts("#panel-charts figcaption") == ["各年水平", "目标期限", "占比与比率", "各讲话人的事项"]
    levels, deadlines, shares, speakers = page.all("#panel-charts figure")
    assert [text for text in levels.text.split() if "亿元" in text] == ["20亿元", "３５.5亿元"]
    assert [text for text in deadlines.text.split("\n") if re.match("[0-9]{4}-", text)] == ["2026-12-31", "2027-12-31"]
    assert "2.5%" in shares.text
    assert "≥20%" in shares.text
    assert "张某某" in speakers.text
    assert "李某某" in speakers.text
    mark = levels.find_element("css selector", ".mark")
    page.run("arguments[0].dispatchEvent(new Event('click'))", mark)
    assert selected(page) == [page.bulletin.figures[0].id]


def test_it_has_no_charts_where_nothing_can_be_drawn(show: Show) -> None:
    page = show("会议在示例市召开。\n")
    page.one("#tab-charts").click()
    assert page.texts("#panel-charts p") == ["没有适合画图的数据"]


def test_it_fits_a_phone(show: Show) -> None:
    page = show(TEXT, width=360)
    assert page.run("return document.documentElement.scrollWidth") == 360
    assert not page.one(".data").is_displayed()
    figure = page.bulletin.figures[0].id
    page.one(f"#source .figure[data-row='{figure}']").click()
    assert not page.one(".read").is_displayed()
    assert page.seen(f"#row-{figure}")
    page.one(f"#row-{figure} button.right").click()
    page.one(f"#row-{figure} .of-metric").click()
    assert page.seen("#source .selected")
    assert page.run("return document.documentElement.scrollWidth") == 360


def test_it_prints_source_and_tables_on_a4(show: Show) -> None:
    page = show(TEXT)
    page.one(f"#row-{page.bulletin.figures[0].id} button.right").click()
    printed = base64.b64decode(page.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    sizes = {tuple(round(float(number)) for number in box.split()[2:]) for box in re.findall(rb"/MediaBox ?\[([^]]*)\]", printed)}
    assert sizes == {(595, 842)}
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    shown = page.run("return [...document.querySelectorAll('#source, .panel')].filter((e) => e.offsetHeight).map((e) => e.id)")
    hidden = page.run("return [...document.querySelectorAll('.toolbar, .tabs, button.note')].filter((e) => e.offsetHeight).length")
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    empty = [f"panel-{table}" for table in ("diagnostics",) if not page.bulletin.diagnostics]
    wanted = ["source", *(f"panel-{table}" for table in ("speeches", "commitments", "actions", "figures", "diagnostics", "charts"))]
    assert (shown, hidden) == ([name for name in wanted if name not in empty], 0)


def test_light_and_dark_follow_the_system_and_can_be_read(show: Show) -> None:
    contrast = """
      const light = (value) => value.match(/[0-9.]+/g).slice(0, 3).map((v) => v / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const ground = (e) => (!e ? "rgb(255, 255, 255)" : /, 0\\)$/.test(getComputedStyle(e).backgroundColor) ? ground(e.parentElement)
        : getComputedStyle(e).backgroundColor);
      return arguments[0].map((selector) => {
        const e = document.querySelector(selector), [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
      });"""
    places = [
        *("#source .line", "#source .figure.actual", "#source .figure.target", "#source .marker.plan", "#source .marker.problem"),
        *(".event, .origin", ".badge.target", ".badge.label", ".tabs button", "#export", "th", ".progress"),
    ]
    grounds = {}
    for media in ("light", "dark"):
        page = show(TEXT, media=media)
        grounds[media] = page.run("return getComputedStyle(document.querySelector('#source').parentElement).backgroundColor")
        assert {place: ratio for place, ratio in zip(places, page.run(contrast, places), strict=True) if ratio < 4.5} == {}
    assert grounds["light"] != grounds["dark"]


def test_both_languages_have_the_same_words(show: Show) -> None:
    page = show(TEXT, language="en")
    assert page.texts("#tab-figures")[0].startswith("Figures")
    assert page.run("return document.documentElement.lang") == "en"
    assert not re.search("[\u4e00-\u9fff]", "".join(page.texts(".toolbar button, .tabs button, th, .legend, dialog")))
    keys = "const keys = (o) => Object.entries(o).filter(([k]) => k !== 'codes').flatMap(([k, v]) => v && v.constructor === Object ? [k, ...keys(v)] : [k])"
    chinese, english = page.run(f"{_read('words.js')}; {keys}; return [keys(WORDS.zh), keys(WORDS.en)]")
    assert sorted(chinese) == sorted(english)
