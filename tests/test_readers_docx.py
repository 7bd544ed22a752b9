"""Word documents: numbers of lists rebuilt, tables, text boxes, notes, what is deleted or hidden, what stands apart."""

from __future__ import annotations

import io

import docx as python_docx
import pytest

import extractor
from extractor.readers.archive import Element
from extractor.readers.docx_numbering import is_on, numeral
from extractor.readers.formats import read_document
from tests.documents.office import W, docx, level, paragraph

THREE = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%4", more="<w:isLgl/>")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "chineseCounting", "%1是", more='<w:suff w:val="nothing"/>')
    + level(1, "bullet", "\uf06c")
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
)


def text_of(body: str, numbering: str = "", parts: dict[str, str] | None = None) -> str:
    return read_document(docx(body, numbering, parts), "a.docx").text


def test_numbers_are_written_out_and_begin_again_below_a_new_heading() -> None:
    body = [
        ("总体要求", 0),
        ("目标", 1),
        ("原则", 1),
        ("建平台", 2),
        ("引人才", 2),
        ("重点任务", 0),
        ("工业", 1),
        ("扩规模", 2),
        ("细则", 3),
    ]
    assert text_of("".join(paragraph(text, "1", number) for text, number in body), THREE).splitlines() == [
        "一、总体要求",
        "（一）目标",
        "（二）原则",
        "1. 建平台",
        "2. 引人才",
        "二、重点任务",
        "（一）工业",
        "1. 扩规模",
        "2.1 细则",
    ]


def test_lists_that_are_numbered_like_speech_become_items() -> None:
    body = paragraph("会议要求，抓好以下两方面工作。") + paragraph("建成3个平台；", "2") + paragraph("引进15名人才。", "2")
    assert text_of(body, THREE) == "会议要求，抓好以下两方面工作。\n一是建成3个平台；\n二是引进15名人才。\n"
    rows = extractor.extract(docx(body, THREE)).commitments
    assert [(row.marker, row.ordinal, row.headline, row.announced) for row in rows] == [
        ("一是", 1, "建成3个平台", 2),
        ("二是", 2, "引进15名人才", 2),
    ]


def test_a_list_counts_on_over_other_text_and_starts_again_where_told() -> None:
    body = (
        paragraph("甲", "1")
        + paragraph("间隔")
        + paragraph("乙", "1")
        + paragraph("丙", "3")
        + paragraph("丁", "3")
        + paragraph("圆点", "2", 1)
    )
    assert text_of(body, THREE).splitlines() == ["一、甲", "间隔", "二、乙", "一、丙", "二、丁", "●圆点"]


def test_styles_carry_lists_and_indents() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h"><w:basedOn w:val="a"/><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr>'
        '<w:ind w:firstLineChars="0"/></w:pPr></w:style></w:styles>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="2">'
        + level(0, "decimal", "%1.")
        + level(1, "chineseCounting", "第%2条", more='<w:pStyle w:val="h"/>')
    )
    numbering += '</w:abstractNum><w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>'
    styled = '<w:pStyle w:val="h"/>'
    body = paragraph("总则", more=styled) + paragraph("会议召开。") + paragraph("附则", more=styled) + paragraph("无号", "0", more=styled)
    assert text_of(body, numbering, {"styles": styles}).splitlines() == ["第一条总则", "　　会议召开。", "第二条附则", "无号"]


@pytest.mark.parametrize(
    ("form", "written"),
    [
        ("decimal", "1 10 21"),
        ("chineseCounting", "一 十 二十一"),
        ("japaneseCounting", "一 十 二十一"),
        ("chineseLegalSimplified", "壹 拾 贰拾壹"),
        ("ideographDigital", "一 一〇 二一"),
        ("ideographTraditional", "甲 癸 甲"),
        ("ideographZodiac", "子 酉 申"),
        ("decimalEnclosedCircle", "① ⑩ ㉑"),
        ("decimalEnclosedParen", "⑴ ⑽ 21"),
        ("decimalFullWidth", "１ １０ ２１"),
        ("decimalZero", "01 10 21"),
        ("upperRoman", "I X XXI"),
        ("lowerRoman", "i x xxi"),
        ("upperLetter", "A J U"),
        ("lowerLetter", "a j u"),
        ("unknownForm", "1 10 21"),
    ],
)
def test_numerals_of_lists(form: str, written: str) -> None:
    assert " ".join(numeral(number, form) for number in (1, 10, 21)) == written


def cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{paragraph(text)}</w:tc>"


def test_tables_are_rows_of_text_and_merged_cells_are_said_once() -> None:
    rows = [
        [cell("指标"), cell("2023年"), cell("2024年")],
        [cell("平台", '<w:vMerge w:val="restart"/>'), cell("3个"), cell("5个")],
        [cell("看不见", "<w:vMerge/>"), cell("4个"), cell("6个")],
    ]
    table = "<w:tbl>" + "".join("<w:tr>" + "".join(row) + "</w:tr>" for row in rows) + "</w:tbl>"
    assert text_of(paragraph("表1") + table + paragraph("完")) == "表1\n指标\t2023年\t2024年\n平台\t3个\t5个\n\t4个\t6个\n完\n"
    layout = f"<w:tbl><w:tr><w:tc>{paragraph('会议召开。') + paragraph('会议结束。')}</w:tc></w:tr></w:tbl>"
    assert text_of(layout) == "会议召开。\n会议结束。\n"


def test_what_is_deleted_hidden_or_code_is_not_read_and_what_is_inserted_is() -> None:
    runs = (
        "<w:r><w:t>会议</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins><w:r><w:t>指出</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>，增长</w:t></w:r></w:hyperlink>"
        '<w:r><w:br w:type="page"/><w:t>20%。</w:t><w:br/><w:t>下一行。</w:t></w:r>'
    )
    assert text_of(f"<w:p>{runs}</w:p>") == "会议指出，增长20%。\n下一行。\n"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    drawn = f'<mc:AlternateContent xmlns:mc="x"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>'
    assert text_of(f"<w:p><w:r><w:t>正文。</w:t></w:r><w:r>{drawn}</w:r></w:p>" + paragraph("下文。")) == "正文。\n框内文字\n下文。\n"


def test_headers_and_footers_are_counted_and_notes_come_last() -> None:
    parts = {
        "header": f"<w:hdr {W}>{paragraph('示例市公报')}</w:hdr>",
        "footer": f"<w:ftr {W}>{paragraph('第3页')}</w:ftr>",
        "footnotes": f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0">{paragraph("线")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("不含乡镇数。")}</w:footnote></w:footnotes>',
    }
    body = "<w:p><w:r><w:t>建成平台3个</w:t><w:footnoteReference/><w:t>。</w:t></w:r></w:p>"
    source = read_document(docx(body, parts=parts), "a.docx")
    assert source.text == "建成平台3个。\n［1］不含乡镇数。\n"
    assert [note.message for note in source.notes] == [
        "Left out: headers (lines: 1, characters: 5).",
        "Left out: footers (lines: 1, characters: 3).",
    ]
    assert [row.code for row in extractor.extract(docx(body, parts=parts)).diagnostics] == ["left-out", "left-out"]


def test_what_python_docx_writes_is_read() -> None:
    document = python_docx.Document()
    document.add_heading("全市科技工作会议召开", 0)
    document.add_paragraph("会议要求：")
    for text in ("建成3个平台。", "引进15名人才。"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "平台", "3个"
    document.sections[0].header.paragraphs[0].text = "示例市公报"
    data = io.BytesIO()
    document.save(data)
    source = read_document(data.getvalue(), "a.docx")
    assert source.text == "全市科技工作会议召开\n会议要求：\n1. 建成3个平台。\n2. 引进15名人才。\n平台\t3个\n"
    assert [note.code for note in source.notes] == ["left-out"]


@pytest.mark.parametrize(("value", "expected"), [(None, True), ("1", True), ("true", True), ("0", False), ("false", False), ("off", False)])
def test_a_switch_is_on_unless_it_says_off(value: str | None, expected: bool) -> None:
    assert is_on(Element("isLgl", {} if value is None else {"val": value})) is expected
    assert not is_on(None)
