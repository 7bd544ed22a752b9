"""Layout repair: what the view of a page must be, and that every view keeps its places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import extract
from extractor.text.layout import view_of

WIDTHLESS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"

# What a page shows, and the view of it.
PAGES = {
    "indents and blank lines are dropped": ("　　全市会议\r\n\r\n\t今天召开。", "全市会议\n今天召开。"),
    "digits, letters and signs are folded": ("增长１５．６％，投资ＰＰＰ项目", "增长15.6%，投资PPP项目"),
    "blanks at a number are dropped": ("投资 5 亿元，增长 8 %", "投资5亿元，增长8%"),
    "a number that a full line broke is one": (
        "\n".join(
            (
                "全年实现地区生产总值三千二百六十八亿元按不变价格计算比上年增长五个点三年平均增长5.",
                "2%，其中农业增加值二百八十六亿元工业增加值一千三百亿元建筑业增加值和上年持平合计2",
                "4亿元，交通运输业增加值九十亿元住宿餐饮业增加值五十亿元金融业增加值七十亿元其他合计3",
                "亿元。",
            )
        ),
        "全年实现地区生产总值三千二百六十八亿元按不变价格计算比上年增长五个点三年平均增长5.2%，其中农业增加值二百八十六亿元工业增加值一千三百亿元建筑业增加值和上年持平合计24亿元，交通运输业增加值九十亿元住宿餐饮业增加值五十亿元金融业增加值七十亿元其他合计3亿元。",
    ),
    "a hyphen between blanks joins two numbers": ("风力3 - 5级，气温 -5℃", "风力3-5级，气温 -5℃"),
    "digits parted one by one are one number": ("１ ９ ９ ４ 年", "1994年"),
    "a blank between words stays one": ("张小样　 示例市市长", "张小样 示例市市长"),
    "marks of half width part clauses as full ones do": (
        "会议认为:全市(含示例县)增长5%,投资1,200万元,好!",
        "会议认为：全市（含示例县）增长5%，投资1,200万元，好！",
    ),
    "a mark between numbers or letters is theirs": ("比例为3:2,见GB/T,1(2)号", "比例为3:2，见GB/T,1(2）号"),
    "straight quotation marks are pairs": ('推行"一件事"改革,"两清单"同步', "推行“一件事”改革，“两清单”同步"),
    "one without a partner is left": ('屏幕5"以上\n推行"一件事"', '屏幕5"以上\n推行“一件事”'),
    "no width, no character": ("抓\u200b好\ufeff落\u00ad实", "抓好落实"),
    "a page break in mid-sentence is read over": (
        "要抓好春耕。各地的办法更有\n\n借鉴意义，要推广。",
        "要抓好春耕。各地的办法更有借鉴意义，要推广。",
    ),
    "a line that ends in a comma goes on": ("抓好春耕、\n夏管，\n秋收。", "抓好春耕、夏管，秋收。"),
    "a line never begins with a closing mark": ("会议审议了\n《示例办法》\n。会议同意。", "会议审议了《示例办法》。会议同意。"),
    "an opening mark never ends a line": ("会议审议了《\n示例办法\n》。", "会议审议了《示例办法》。"),
    "one character of a headline is joined": ("政府工作报\n告\n（2024年1月5日）", "政府工作报告\n（2024年1月5日）"),
    "a marker with one character goes on": ("存在问题：1.进度不快；2．资\n金不足，要解决。", "存在问题：1.进度不快；2.资金不足，要解决。"),
    "paragraphs that a page ran together are parted": ("会议今天召开。　　会议指出，要抓落实。", "会议今天召开。\n会议指出，要抓落实。"),
    "a line without an indent goes on with the indented one": (
        "　　投资增长，比上\n年多5亿元。\n　　全市",
        "投资增长，比上年多5亿元。\n全市",
    ),
    "a pull-quote does not run into the text": (
        "做实事，求实效\n全市播种面积320万亩，增加2万亩。",
        "做实事，求实效\n全市播种面积320万亩，增加2万亩。",
    ),
    "a heading does not run into the text": (
        "抓好春耕生产\n全市播种面积320万亩，比上年增加2万亩。",
        "抓好春耕生产\n全市播种面积320万亩，比上年增加2万亩。",
    ),
    "a heading with a mark in it does not run into an indented paragraph": (
        "第一，抓好春耕生产\n\n\n　　全市播种面积320万亩，比上年增加2万亩。",
        "第一，抓好春耕生产\n全市播种面积320万亩，比上年增加2万亩。",
    ),
    "a sentence goes on over two blank lines without an indent": (
        "全市播种面积320万亩，比上年增加2万亩。各县的办法\n\n\n各有长处，要推广。",
        "全市播种面积320万亩，比上年增加2万亩。各县的办法各有长处，要推广。",
    ),
    "a marker begins a line of its own": ("要抓好春耕。办法是\n一是抓早，二是抓实。", "要抓好春耕。办法是\n一是抓早，二是抓实。"),
    "a row of short sentences is no wrapped page": (
        "一是抓春耕，完成播种面积。\n二是抓夏管，防治病虫害发。\n三是抓秋收，做到颗粒归仓。\n四是抓冬种，扩大油菜面积。\n五是抓加工。",
        "一是抓春耕，完成播种面积。\n二是抓夏管，防治病虫害发。\n三是抓秋收，做到颗粒归仓。\n四是抓冬种，扩大油菜面积。\n五是抓加工。",
    ),
    "the debris of a web page stays in lines": ("字号：默认\n大\n超大", "字号：默认\n大\n超大"),
}

WRAPPED = """\
　　今年以来，全市上下认真落实各项部署，主动作为、攻坚克难，经
济运行总体平稳，主要指标增速高于全省平均水平，各县（区、市）
发展势头良好。
　　一、抓好投资。全年实施重点项目120个，完成投资480亿元，
其中产业投资占比超过六成，新开工项目比上年增加三十多个，建
成投产项目80个。
　　二、抓好消费。举办促消费活动50场，发放消费券2000万
元，带动消费3亿元以上。
　　三、抓好外贸。支持企业参加境外展会。
"""


@pytest.mark.parametrize(("page", "view"), PAGES.values(), ids=PAGES.keys())
def test_view(page: str, view: str) -> None:
    assert view_of(page)[0].text == view


def test_wrapped_lines_are_joined_and_paragraphs_are_not() -> None:
    lines = view_of(WRAPPED)[0].text.split("\n")
    assert [line[:4] for line in lines] == ["今年以来", "一、抓好", "二、抓好", "三、抓好"]
    assert "各县（区、市）发展势头" in lines[0]
    assert "2000万元" in lines[2]


def test_joins_are_the_gaps_in_the_source() -> None:
    page = "抓好春耕、\n　夏管，秋收。\n完。"
    joins = view_of(page)[1]
    assert [page[join.start : join.end] for join in joins] == ["\n　"]


@given(st.text(alphabet='抓好。，、：“”《》（）,:"12１ \u3000\t\n\r\u200b\xa0a', max_size=80) | st.text(max_size=60))
def test_a_view_keeps_its_places(text: str) -> None:
    view, joins = view_of(text)
    assert len(view.text) == len(view.raw)
    left_out = {i for join in joins if join.furniture for i in range(join.start, join.end)}
    assert "".join(view.raw.split()) == "".join(
        c for i, c in enumerate(text) if not c.isspace() and c not in WIDTHLESS and i not in left_out
    )
    assert all(text[view.origin(i)] == c for i, c in enumerate(view.raw) if not c.isspace())
    for join in joins:
        read_over = [c for c in text[join.start : join.end] if not c.isspace() and c not in WIDTHLESS]
        assert bool(read_over) == join.furniture


PAGED = """　　全年建成学校12所，办结群众诉求3万件，群
— 1 —
示例县第九届人民代表大会文件
众满意率达到96%。
— 2 —
示例县第九届人民代表大会文件
　　二、抓好夏管。第3页的表格另附。
—3项任务—
第4页 共4页
"""


def test_page_furniture_is_read_over() -> None:
    view, joins = view_of(PAGED)
    assert view.text.split("\n") == [
        "全年建成学校12所，办结群众诉求3万件，群众满意率达到96%。",
        "二、抓好夏管。第3页的表格另附。",
        "—3项任务—",
        "第4页 共4页",  # the last line of a text stays: it parts nothing
    ]
    assert [PAGED[join.start : join.end].split("\n") for join in joins if join.furniture] == [
        ["— 1 —", "示例县第九届人民代表大会文件"],
        ["— 2 —", "示例县第九届人民代表大会文件"],
    ]


def test_what_is_printed_on_a_page_stays_in_the_text_of_a_row_around_it() -> None:
    source = "一、抓好夏管。各县要造林12万\n— 1 —\n亩，群众满意。\n二、抓好秋收。收粮3万吨。\n"
    found = extract(source)
    rows = [(one.start, one.end, one.text) for one in found.commitments] + [(one.start, one.end, one.text) for one in found.actions]
    assert any("— 1 —" in text for _, _, text in rows[2:])
    for start, end, text in rows:
        assert "".join(source[start:end].split()) == "".join(text.split())
    assert found.commitments[0].text.split("\n") == ["一、抓好夏管。各县要造林12万", "— 1 —", "亩，群众满意。"]


def test_page_furniture_between_two_parts_is_debris_and_inside_one_belongs_to_it() -> None:
    found = extract(
        "示例市林业局\n关于造林的通报\n— 1 —\n今年以来，全市造林12万\n— 2 —\n亩，成活率达到96%。\n第一，管护要严。\n第二，补植要快。\n"
    )
    marks = [part for part in found.parts if part.role == "trailer"]
    assert [(note.code, note.start) for note in found.diagnostics if note.code == "left-out"] != []
    assert all(part.end - part.start == len("— 1 —") for part in marks)
    assert [figure.text for figure in found.figures] == ["12万亩", "96%"]
