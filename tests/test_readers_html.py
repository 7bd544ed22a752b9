"""Web pages: encodings, the article found among what stands around it, lists, tables and blanks."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

import extractor
from extractor.readers.boilerplate import boilerplate, without_buttons
from extractor.readers.formats import read_document

NUMBER = re.compile(r"^[0-9]+[.]")  # of an item, which the browser writes
PROSE = "2024年3月5日，全市科技工作会议在示例市召开。会议指出，全市投入科技资金1.5亿元，比上年增长20%。"
MORE = "会议要求，一是建成3个平台，二是引进15名人才。"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="CHARSET"><title>全市科技工作会议召开_示例市人民政府</title>
<style>p {{ color: red }}</style><script>var a = "统计3项";</script></head><body>
<div class="header"><a href="/">首页</a> <a href="/zw">政务公开</a></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; 要闻</div>
<form id="form1"><div class="main"><h1>全市科技工作会议召开</h1>
<div class="info"><span>发布时间：2024-03-05</span> <span>来源：示例日报</span> 字号：【<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>
<div class="TRS_Editor"><p style="text-indent:2em">{PROSE}</p><!-- 统计5项 --><p>　　{MORE}</p><p>责任编辑：张某某</p></div>
<div class="share">分享到：<a>微信</a></div>
<ul class="related"><li><a href="/1">示例市召开工业会议，部署20项任务</a></li>
<li><a href="/2">示例市召开农业会议，部署30项任务</a></li></ul>
</div></form><div class="foot"><p>主办：示例市人民政府办公室　示例ICP备00000000号</p></div></body></html>"""
WANTED = f"全市科技工作会议召开\n发布时间：2024-03-05 来源：示例日报\n　　{PROSE}\n　　{MORE}\n"


def text_of(body: str, head: str = "") -> str:
    return read_document(f"<html><head>{head}</head><body>{body}</body></html>".encode(), "a.html").text


def test_the_article_is_found_and_the_rest_is_counted() -> None:
    source = read_document(PAGE.encode(), "a.html")
    assert source.text == WANTED
    assert {(note.code, note.severity) for note in source.notes} == {("left-out", "note")}
    said = " ".join(note.message for note in source.notes)
    for words in ("navigation", "buttons", "credits", "foot of the page", "before the title"):
        assert words in said
    assert all(0 <= note.start == note.end <= len(source.text) for note in source.notes)
    bulletin = extractor.extract(PAGE.encode())
    assert [row.message for row in bulletin.diagnostics if row.code == "left-out"] == [note.message for note in source.notes]
    assert [row.text for row in bulletin.figures] == ["1.5亿元", "20%", "3个", "15名"]


@pytest.mark.parametrize(
    ("named", "codec", "encoding"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb2312", "gb18030", "gb18030"),
        ("GBK", "gbk", "gb18030"),
        ("utf-8", "gb18030", "gb18030"),  # the bytes know better
        ("gb2312", "utf-8", "utf-8"),
        ("no-such-charset", "gb18030", "gb18030"),
    ],
)
def test_encodings_by_what_the_page_says_where_the_bytes_bear_it_out(named: str, codec: str, encoding: str) -> None:
    source = read_document(PAGE.replace("CHARSET", named).encode(codec), "a.html")
    assert (source.encoding, source.text) == (encoding, WANTED)


def test_a_page_in_big5_says_so() -> None:
    data = "<html><head><meta charset=big5></head><body><p>會議指出，工業投資比上年增長20%。</p></body></html>".encode("big5")
    source = read_document(data, "a.html")
    assert (source.encoding, source.text) == ("big5hkscs", "會議指出，工業投資比上年增長20%。\n")


def test_undecodable_bytes_are_placed_in_the_text() -> None:
    data = f"<html><body><p>{PROSE}</p>".encode() + "<p>会议强".encode() + b"\xff" + "调。</p>".encode()
    source = read_document(data, "a.html")
    [(start, end)] = source.undecodable
    assert source.text[start - 3 : end + 1] == "会议强\ufffd调"
    assert [row.code for row in extractor.extract(data).diagnostics] == ["undecodable-bytes"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>会议\n  召开，<b>增长</b>20%。</p>", "会议召开，增长20%。\n"),
        ("<p>GDP\n  growth</p>", "GDP growth\n"),
        ("<p>一行。<br>二行。<br/><br/>三行。</p>", "一行。\n二行。\n三行。\n"),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;会议&#12288;召开&hellip;</p>", "\xa0\xa0\xa0\xa0会议　召开…\n"),
        ("<div>会议<p>召开。</p>结束。</div>", "会议\n召开。\n结束。\n"),
        ("<pre>一行。\n二行。</pre>", "一行。\n二行。\n"),
        ("<p>会议<span style='display:none'>隐藏9项</span>召开。</p><p hidden>隐藏。</p>", "会议召开。\n"),
        ("<ol><li>建平台。<li>引人才。</ol>", "1. 建平台。\n2. 引人才。\n"),
        ("<ol start=3><li>建平台。<li value=7>引人才。</ol>", "3. 建平台。\n7. 引人才。\n"),
        ("<ol><li>一是建平台。<li>二是引人才。</ol>", "一是建平台。\n二是引人才。\n"),
        ("<ol style='list-style-type: cjk-ideographic'><li>建平台。<li>引人才。</ol>", "一、建平台。\n二、引人才。\n"),
        ("<ul><li>建平台。<li>引人才。</ul>", "建平台。\n引人才。\n"),
        ("<table><tr><th>指标<th>数值<tr><td><p>平台</p><td>3<br>个</table>", "指标\t数值\n平台\t3个\n"),
        ("<table><tr><td>左栏。</td><td><table><tr><td>甲<td>1</table></table>", "左栏。\n甲\t1\n"),
        ("<table><tr><td><p>会议召开。</p><p>会议结束。</p></table>", "会议召开。\n会议结束。\n"),
    ],
)
def test_elements_become_lines(body: str, text: str) -> None:
    assert text_of(body) == text


def test_a_flat_page_begins_at_its_title() -> None:
    body = f"<p>示例网</p><p>全市科技工作会议召开</p><p>{PROSE}</p><p>{MORE}</p><p>示例市人民政府</p>"
    assert text_of(body, "<title>全市科技工作会议召开-示例网</title>").startswith("全市科技工作会议召开\n")
    assert text_of(body).startswith("示例网\n")


def test_nesting_has_no_end() -> None:
    assert text_of("<div>" * 20_000 + "会议召开。") == "会议召开。\n"


@pytest.mark.parametrize(
    "line",
    [
        "会议要求关闭落后产能12家。",
        "扶持大中小企业",
        "编辑部设在示例市",
        "来源：示例日报",
        "发布时间：2024-03-05",
        "（一）分享经验",
        "打印机产量增长20%",
        "微信支付3.5亿笔",
        "审核通过12项",
        "责任单位：市科技局",
        "一、当前位置和形势",
    ],
)
def test_text_is_no_boilerplate(line: str) -> None:
    assert boilerplate(line, 0) is None
    assert without_buttons(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "字体：大 中 小",
        "【字号：大 中 小】",
        "大 中 小",
        "【打印】【关闭窗口】",
        "分享到：微信 微博",
        "浏览次数：1,024",
        "责任编辑：张某某 校对：李某某",
        "責任編輯：張某某",
        "【列印】【關閉視窗】",
        "当前位置：首页 > 要闻",
        "上一篇：示例市召开会议",
        "相关阅读：",
        "版权所有：示例网",
        "示例ICP备00000000号-1",
        "联系我们",
    ],
)
def test_boilerplate_is_told(line: str) -> None:
    assert boilerplate(line, 0) is not None


TABLED = """<html><head><title>示例市人民政府门户网站</title><meta name="ArticleTitle" content="示例市2024年统计公报"></head><body>
<table><tr><td><a>首页</a></td><td><a>政务</a></td><td><a>服务</a></td></tr></table>
<table><tr><td><table><tr><td><a>领导之窗</a></td></tr><tr><td><a>统计数据</a></td></tr></table></td>
<td><table><tr><td>示例市2024年统计公报</td></tr><tr><td>示例市统计局</td></tr>
<tr><td>日期：2025-03-18　点击数：1024　【字体：大 中 小】</td></tr>
<tr><td><p>　　2024年，全市经济运行总体平稳，社会大局和谐稳定，各项事业取得新进步。</p><p>　　<b>一、综合</b></p>
<p>　　全年地区生产总值2,318.76亿元，比上年增长<a>5.7%</a>。</p>
<table border=1><tr><td>指标</td><td>绝对数</td></tr><tr><td>地区生产总值（亿元）</td><td>2318.76</td></tr></table>
<p>　　注：本公报数据为初步统计数。</p></td></tr><tr><td>【<a>打印</a>】【<a>关闭</a>】</td></tr></table></td></tr></table>
<table><tr><td>版权所有：示例市人民政府 地址：示例市中心路1号</td></tr></table></body></html>"""

QUESTIONS = """<html><head><title>答记者问_部门动态_甲省发展和改革委员会</title></head><body>
<header><nav><ul><li><a>首页</a><li><a>要闻</a></ul></nav></header>
<div class="row"><div class="col-9"><div class="arc-title"><h2>甲省发展改革委负责人答记者问</h2></div>
<div class="meta"><i>2024-03-05</i> <i>来源：甲省发展改革委</i> <i>字号：<em>大</em><em>中</em><em>小</em></i></div>
<div class="arc"><div>问：请介绍一下背景。</div><div>答：近年来，全省累计建成创新平台36个，投入资金12亿元。</div>
<div>问：下一步有何打算？</div><div>答：一是扩大规模，到2025年建成平台50个。二是完善机制，年均增长10%以上。</div></div></div>
<div class="col-3 sidebar"><h3>热点</h3><p><a>甲省召开科技创新大会，部署重点任务二十项，各地认真贯彻落实</a></p></div></div>
<footer><p>甲省发展和改革委员会 版权所有</p></footer></body></html>"""


TABLED_LINES = """示例市2024年统计公报
示例市统计局
日期：2025-03-18
　　2024年，全市经济运行总体平稳，社会大局和谐稳定，各项事业取得新进步。
　　一、综合
　　全年地区生产总值2,318.76亿元，比上年增长5.7%。
指标\t绝对数
地区生产总值（亿元）\t2318.76
　　注：本公报数据为初步统计数。
"""
QUESTIONS_LINES = """甲省发展改革委负责人答记者问
2024-03-05 来源：甲省发展改革委
问：请介绍一下背景。
答：近年来，全省累计建成创新平台36个，投入资金12亿元。
问：下一步有何打算？
答：一是扩大规模，到2025年建成平台50个。二是完善机制，年均增长10%以上。
"""


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (TABLED, TABLED_LINES),
        (QUESTIONS, QUESTIONS_LINES),
    ],
    ids=["tables for layout", "questions and answers"],
)
def test_other_layouts_of_pages(page: str, text: str) -> None:
    assert read_document(page.encode("gb18030"), "a.doc").text == text


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        f"<body><div><!-- 注 --><script>1</script><p>{PROSE}</p>文中<br>断行<span><em>{MORE}</em></span><p></p><p>{MORE}</p></div></body>",
        f"<body><ol><li><p>{PROSE}</p><li>{MORE}</ol><table><tr><th>项目<th>数量<tr><td>道路<td>20公里</table></body>",
    ],
)
def test_each_line_is_found_in_the_page_by_its_selector(page: str) -> None:
    bulletin = extractor.extract(page.encode())
    text = read_document(page.encode(), "a.html").text
    tree = LexborHTMLParser(page)
    assert [text[place.start : place.end] for place in bulletin.places] == text.splitlines()
    for place in bulletin.places:
        [element] = tree.css(place.selector)
        assert NUMBER.sub("", "".join(text[place.start : place.end].split())) in "".join(element.text().split())


def test_an_element_that_lies_too_deep_has_no_place() -> None:
    bulletin = extractor.extract(f"<body>{'<div>' * 60}<p>{PROSE}</p>{'</div>' * 60}</body>".encode())
    assert (bulletin.places, len(bulletin.figures)) == ((), 2)
