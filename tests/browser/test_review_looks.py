"""What the review page makes of widths, paper, darkness, hostile and huge texts, in a real headless Chromium."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from extractor.writers.review import _read
from tests.browser.shown import TEXT, Show

pytestmark = pytest.mark.real

HOSTILE = (
    '<script>alert(1)</script>工作会议发言摘登\n<img src=x onerror="alert(2)"></style></script><!--<script>-->\n'
    "]]>&lt;b&gt; javascript:alert(3) \u202e倒写\u202c \u2066隔\u2069 \x00\x1b\u2028\ufeff https://example.org/x.png\n"
    "会议要求，一是建成3个</script>平台；二是引进15名\u202e人才<svg onload=alert(4)>。\n"
)


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
    assert page.selected() == [last.id]
    first = page.bulletin.figures[0]
    choice = "const s = document.getElementById('filter-kind'); s.value = 'figure:rank'; s.dispatchEvent(new Event('change'))"
    assert page.run(took.format(choice)) < 3000
    page.one("#reset").click()
    page.run("document.querySelector('#panel-figures').scrollTop = 0")
    for _ in range(2):
        page.one("#panel-figures .pager button:first-child").click()
    assert page.run(took.format("document.querySelector('#panel-figures tbody tr').click()")) < 2000
    assert page.seen("#source .selected")
    assert first.id not in page.selected()
    page.search("下一步")
    assert page.count("*") < 60_000


def test_a_line_of_a_million_bytes_stays_usable(show: Show) -> None:
    page = show("会议指出，投入1.5亿元，增长20%；" * 20_000)
    assert page.count("*") < 40_000
    page.one("#row-f1 .of-metric").click()
    assert page.seen("#source .selected")


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
    assert page.selected() == [page.bulletin.figures[0].id]


def test_what_came_together_over_several_years_is_no_level(show: Show) -> None:
    text = (
        "2024年7月8日，全市科技工作会议在示例市召开。\n“十四五”以来，全市科技支出累计达到150亿元，从2021年的35亿元增加到2023年的75亿元。\n"
    )
    page = show(text)
    total, *levels = page.bulletin.figures
    assert total.period is not None
    assert (total.metric, total.period.first_day, total.period.last_day) == (levels[0].metric, "2021-01-01", "2024-07-08")
    page.one("#tab-charts").click()
    assert page.texts("#panel-charts .value") == ["35亿元", "75亿元"]


def test_nothing_is_cut_or_left_alone_in_a_window_of_usual_width(show: Show) -> None:
    page = show(TEXT.replace("二是投入不足", "四是投入不足") + "　　各地要加强统筹，，压实责任。\n")
    tops = page.run("return [...document.querySelectorAll('.toolbar > *')].filter((e) => e.offsetHeight).map((e) => e.offsetTop)")
    assert max(tops) - min(tops) < 12  # one row
    page.one("#tab-diagnostics").click()
    codes = page.run("return [...document.querySelectorAll('td.of-code code')].map((e) => e.getClientRects().length)")
    assert codes == [1] * len(page.bulletin.diagnostics) != []
    assert page.run("const e = document.querySelector('.panel.open'); return e.scrollWidth - e.clientWidth") == 0


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
    page.run("dispatchEvent(new Event('beforeprint'))")
    assert min(page.run("return [...document.querySelectorAll('svg')].map((e) => Number(e.getAttribute('width')))")) == 600
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
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
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
    keys = (
        "const keys = (o) => Object.entries(o).filter(([k]) => k !== 'codes')"
        ".flatMap(([k, v]) => v && v.constructor === Object ? [k, ...keys(v)] : [k])"
    )
    chinese, english = page.run(f"{_read('words.js')}; {keys}; return [keys(WORDS.zh), keys(WORDS.en)]")
    assert sorted(chinese) == sorted(english)
