"""Word documents: headings, numbering, tables, notes, and what is not printed."""

from __future__ import annotations

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from formats_helpers import WORD_NS, paragraph, raw_word, saved

from index.formats.ordinals import counting, ordinal
from index.formats.word import read_word

W = f'xmlns:w="{WORD_NS}"'


def numbering(*levels: tuple[str, str], start: str = "") -> str:
    """word/numbering.xml with list 1 of these (style, text) levels; `start` goes into list 2."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text) in enumerate(levels)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{start}</w:num></w:numbering>'
    )


def numbered(text: str, depth: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return paragraph(
        text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def test_automatic_numbers_are_written_out_and_restart_below_a_heading() -> None:
    body = (
        numbered("回顾")
        + numbered("经济", 1)
        + numbered("社会", 1)
        + numbered("计划")
        + numbered("目标", 1)
    )
    levels = numbering(("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
    text = read_word(raw_word(body, numbering=levels))
    assert text.split("\n\n") == ["一、回顾", "（一）经济", "（二）社会", "二、计划", "（一）目标"]


def test_a_number_may_name_the_levels_above_it() -> None:
    body = numbered("总则") + numbered("目的", 1) + numbered("范围", 1)
    text = read_word(raw_word(body, numbering=numbering(("decimal", "%1."), ("decimal", "%1.%2"))))
    assert text.split("\n\n") == ["1.总则", "1.1 目的", "1.2 范围"]


def test_a_list_that_overrides_its_start_begins_anew() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = numbered("甲") + numbered("乙") + numbered("丙", 0, 2)
    text = read_word(raw_word(body, numbering=numbering(("decimal", "%1、"), start=restart)))
    assert text.split("\n\n") == ["1、甲", "2、乙", "1、丙"]


def test_lists_of_one_definition_count_on() -> None:
    body = numbered("甲") + numbered("乙", 0, 2)
    text = read_word(raw_word(body, numbering=numbering(("decimal", "%1、"))))
    assert text.split("\n\n") == ["1、甲", "2、乙"]


def test_bullets_are_no_numbers() -> None:
    text = read_word(raw_word(numbered("甲"), numbering=numbering(("bullet", "●"))))
    assert text == "甲"


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        (1, "chineseCounting", "一"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "chineseCountingThousand", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (1010, "japaneseCounting", "一千零一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (3, "ideographTraditional", "丙"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"),
        (5, "unheardOf", "5"),
        (5, "none", ""),
    ],
)
def test_numbering_styles(number: int, style: str, text: str) -> None:
    assert ordinal(number, style) == text


def test_counting_gives_each_number_a_name_of_its_own() -> None:
    names = [counting(number) for number in range(1, 10_000)]
    assert len(set(names)) == len(names)


def test_headings_by_style_and_by_outline_level() -> None:
    document = docx.Document()
    document.add_heading("政府工作报告", 0)
    document.add_heading("一、回顾", 1)
    document.add_paragraph("正文。")
    assert read_word(saved(document)).split("\n\n") == ["# 政府工作报告", "## 一、回顾", "正文。"]
    body = paragraph("（一）经济", '<w:outlineLvl w:val="1"/>')
    assert read_word(raw_word(body)) == "### （一）经济"


def test_a_paragraph_marked_as_heading_by_mistake_stays_a_paragraph() -> None:
    body = paragraph("全区上下团结一心。" * 12, '<w:outlineLvl w:val="0"/>')
    assert not read_word(raw_word(body)).startswith("#")


def test_headings_by_look() -> None:
    document = docx.Document()
    for line in ("关于2020年工作的", "报告"):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.add_run(line).font.size = Pt(22)
    document.add_paragraph().add_run("2020年工作回顾").bold = True
    black = document.add_paragraph().add_run("主要成绩")
    black.font.name = "黑体"
    black._element.rPr.rFonts.set(qn("w:eastAsia"), "黑体")
    lead = document.add_paragraph()
    lead.add_run("经济平稳。").bold = True
    lead.add_run("全年增长4.7%，好于预期。" * 5)
    blocks = read_word(saved(document)).split("\n\n")
    assert blocks[0] == "# 关于2020年工作的报告"
    assert blocks[1] == "**2020年工作回顾**"
    assert blocks[2] == "**主要成绩**"
    assert blocks[3].startswith("**经济平稳。**全年增长")


def test_a_document_all_in_a_heading_face_has_no_headings() -> None:
    face = '<w:rFonts w:eastAsia="黑体"/>'
    text = read_word(raw_word(paragraph("第一段。", run=face) + paragraph("第二段。", run=face)))
    assert text.split("\n\n") == ["第一段。", "第二段。"]


def test_a_table_keeps_its_cells_in_rows_and_merged_cells_their_columns() -> None:
    document = docx.Document()
    document.add_paragraph("表1")
    table = document.add_table(rows=3, cols=3)
    for row, texts in zip(
        table.rows,
        (
            ("指标", "数值", ""),
            ("", "2019年", "2020年"),
            ("生产总值（亿元）", "957.2", "1002.18"),
        ),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    assert read_word(saved(document)).split("\n\n")[1].split("\n") == [
        "| 指标 | 数值 |  |",
        "|  | 2019年 | 2020年 |",
        "| 生产总值（亿元） | 957.2 | 1002.18 |",
    ]


def test_a_table_around_running_text_is_no_table() -> None:
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "左栏第一段。" * 60
    table.cell(0, 1).text = "右栏。"
    assert read_word(saved(document)).split("\n\n") == ["左栏第一段。" * 60, "右栏。"]


def test_footnotes_stand_behind_their_paragraph_and_endnotes_at_the_end() -> None:
    def notes(kind: str, text: str) -> str:
        return (
            f'<w:{kind}s {W}><w:{kind} w:type="separator" w:id="0">{paragraph("线")}</w:{kind}>'
            f'<w:{kind} w:id="1">{paragraph(text)}</w:{kind}></w:{kind}s>'
        )

    body = (
        "<w:p><w:r><w:t>推进双创</w:t></w:r>"
        '<w:r><w:footnoteReference w:id="1"/></w:r><w:r><w:t>工作</w:t></w:r>'
        '<w:r><w:endnoteReference w:id="1"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    ) + paragraph("下一段。")
    text = read_word(
        raw_word(
            body,
            footnotes=notes("footnote", "双创：创新创业。"),
            endnotes=notes("endnote", "尾注。"),
        )
    )
    assert text.split("\n\n") == ["推进双创工作。", "双创：创新创业。", "下一段。", "尾注。"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ('<w:del w:id="1"><w:r><w:delText>删去</w:delText></w:r></w:del>', ""),
        ('<w:ins w:id="1"><w:r><w:t>加上</w:t></w:r></w:ins>', "加上"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>", ""),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>", ""),
        ('<w:hyperlink w:anchor="a"><w:r><w:t>链接</w:t></w:r></w:hyperlink>', "链接"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:r><w:noBreakHyphen/></w:r>", "-"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>yīn</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "音",
        ),
    ],
)
def test_what_is_printed_is_read_and_nothing_else(inside: str, text: str) -> None:
    assert read_word(raw_word(f"<w:p><w:r><w:t>前</w:t></w:r>{inside}</w:p>")) == f"前{text}"


def test_a_contents_list_is_furniture_and_a_text_box_is_not() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="a"><w:name w:val="toc 1"/>'
        "</w:style></w:styles>"
    )
    box = (
        "<w:p><w:r><w:t>段落。</w:t></w:r><w:r><w:pict><w:txbxContent>"
        f"{paragraph('框里的话。')}</w:txbxContent></w:pict></w:r></w:p>"
    )
    body = paragraph("一、回顾……3", '<w:pStyle w:val="a"/>') + box
    assert read_word(raw_word(body, styles=styles)).split("\n\n") == ["段落。", "框里的话。"]
