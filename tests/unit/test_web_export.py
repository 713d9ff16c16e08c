"""A talk as a document: what the messages show, each answer with its sources as notes."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from index.parse import parse_report, read_source
from index.types import Report
from qa.types import Candidate
from tests.web_answers import ATTACK, make_answer, make_citation, make_refusal
from ui.web.export import ExportTurn, export_turn, to_docx, to_markdown
from ui.web.render import answer_html, error_html

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"
SOURCE = (
    "“现已建成协商议事室256个”（《政协上饶市广丰区第十二届委员会常务委员会工作报告》，"
    "2021年2月4日）"
)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def turn_of(report: Report) -> ExportTurn:
    html = answer_html(make_answer(report), 1, lambda _: report)
    return export_turn("2020年建成多少协商议事室", html)


def test_a_message_says_its_answer_and_its_sources(report: Report) -> None:
    assert turn_of(report) == ExportTurn(
        "2020年建成多少协商议事室", "256个", trust="很有把握", sources=((1, SOURCE),)
    )


def test_a_refusal_and_an_error_say_why(report: Report) -> None:
    refusal = make_refusal(report, Candidate("256个", 0.3))
    turn = export_turn("问", answer_html(refusal, 1, lambda _: report))
    assert turn.answer is None
    assert turn.note.startswith("库中没有2018年的报告；最接近的 256个")
    assert turn.sources == ()
    assert export_turn("问", error_html("问题太长")).note == "问题太长"


def test_markdown_numbers_notes_through_the_document(report: Report) -> None:
    turn = turn_of(report)
    text = to_markdown([turn, ExportTurn("甲", None, note="没有2018年的报告"), turn])
    assert "**256个**[^1]（很有把握）" in text
    assert "**256个**[^2]（很有把握）" in text
    assert f"[^1]: {SOURCE}\n[^2]: {SOURCE}\n" in text
    assert "没有找到。没有2018年的报告" in text


def test_markdown_takes_nothing_for_markup() -> None:
    text = to_markdown([ExportTurn("# 甲\n- 乙", "1. *丙* [x](y) <b>", sources=((1, "|_丁_|"),))])
    assert "## \\# 甲 - 乙" in text
    assert "**1. \\*丙\\* \\[x\\](y) \\<b\\>**[^1]" in text
    assert "[^1]: \\|\\_丁\\_\\|" in text


def compared(report: Report) -> ExportTurn:
    first, second = make_citation(report), make_citation(report)
    answer = dataclasses.replace(
        make_answer(report, "2019年和2020年协商议事室哪年多"),
        answer="2020年",
        citations=(first, dataclasses.replace(second, n=2)),
    )
    return export_turn("哪年多", answer_html(answer, 1, lambda _: report))


def test_a_comparison_is_a_table_with_a_note_in_each_cell(report: Report) -> None:
    turn = compared(report)
    assert turn.rows == (("2019年", "256个", "1"), ("2020年", "256个", "2"))
    assert "| 2019年 | 256个[^1] |\n| 2020年 | 256个[^2] |" in to_markdown([turn])


def test_word_opens_it_and_finds_every_word(report: Report) -> None:
    docx = pytest.importorskip("docx", reason="需要 python-docx：pip install python-docx")
    document = docx.Document(io.BytesIO(to_docx([turn_of(report), compared(report)])))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == ["问报对话", "2020年建成多少协商议事室", "256个（很有把握）"]
    assert document.paragraphs[0].style.name == "Title"
    assert document.paragraphs[1].style.name == "Heading 1"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells == [["2019年", "256个"], ["2020年", "256个"]]


def test_notes_are_real_footnotes_each_referred_to_once(report: Report) -> None:
    archive = zipfile.ZipFile(io.BytesIO(to_docx([turn_of(report), compared(report)])))
    assert archive.testzip() is None
    body = etree.fromstring(archive.read("word/document.xml"))
    notes = etree.fromstring(archive.read("word/footnotes.xml"))
    asked = [one.get(f"{WORD}id") for one in body.iter(f"{WORD}footnoteReference")]
    given = {
        note.get(f"{WORD}id"): "".join(t.text or "" for t in note.iter(f"{WORD}t"))
        for note in notes.iter(f"{WORD}footnote")
    }
    assert asked == ["2", "3", "4", "5", "6"]
    assert given["2"] == f" {SOURCE}"


def test_word_gets_well_formed_xml_from_anything() -> None:
    turn = ExportTurn(
        ATTACK, f"{ATTACK}\x00\x0b&", rows=((ATTACK, "]]>", "1"),), sources=((1, "<"),)
    )
    archive = zipfile.ZipFile(io.BytesIO(to_docx([turn])))
    for name in archive.namelist():
        etree.fromstring(archive.read(name))
    assert to_docx([turn]) == to_docx([turn])


def test_an_attack_in_a_report_stays_text_on_its_way(report: Report) -> None:
    citation = dataclasses.replace(make_citation(report), title=ATTACK)
    answer = dataclasses.replace(make_answer(report), answer=ATTACK, citations=(citation,))
    turn = export_turn("问", answer_html(answer, 1, lambda _: report))
    assert turn.answer == ATTACK
    assert ATTACK in turn.sources[0][1]
