"""Text of a report becomes HTML only escaped, marked where the answer stands, on one line."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from index.parse import parse_report, read_source
from index.types import Report
from qa.types import Citation
from ui.web.sources import Surrounding, marked, marked_source, surrounding, text_html

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def cite(report: Report, quote: str, answer: str) -> Citation:
    start = report.text.index(quote)
    span = start + quote.index(answer)
    return Citation(
        n=1,
        id=report.id,
        file=report.file,
        title=report.metadata.title,
        place=report.metadata.place,
        delivered=report.metadata.delivered,
        section=(),
        start=start,
        end=start + len(quote),
        quote=quote,
        answer_spans=((span, span + len(answer)),),
    )


def test_the_surrounding_of_a_citation_is_its_passage(report: Report) -> None:
    citation = cite(report, "现已建成协商议事室256个", "256个")
    around = surrounding(citation, report)
    assert "建立了基层协商民主建设专家库" in around.text
    assert report.text[around.start : around.start + len(around.text)] == around.text
    assert around.start <= citation.start < citation.end <= around.start + len(around.text)


def test_a_quote_over_two_passages_gets_both(report: Report) -> None:
    first, second = report.passages[3:5]
    citation = dataclasses.replace(
        cite(report, "现已建成协商议事室256个", "256个"), start=first.end - 3, end=second.start + 3
    )
    around = surrounding(citation, report)
    assert (around.start, around.start + len(around.text)) == (first.start, second.end)


def test_a_quote_that_no_passage_holds_stands_alone(report: Report) -> None:
    citation = cite(report, "现已建成协商议事室256个", "256个")
    bare = dataclasses.replace(report, passages=())
    assert surrounding(citation, bare) == Surrounding(citation.start, citation.quote)


def test_a_marked_source_loses_and_adds_no_character(report: Report) -> None:
    citation = cite(report, "现已建成协商议事室256个", "256个")
    around = surrounding(citation, report)
    shown = marked_source(citation, around)
    assert '<span class="wb-quoted">现已建成协商议事室<mark>256个</mark></span>' in shown
    for tag in ('<span class="wb-quoted">', "</span>", "<mark>", "</mark>"):
        shown = shown.replace(tag, "")
    assert shown == around.text


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "甲乙丙丁"),
        ([(11, 12)], "甲<mark>乙</mark>丙丁"),
        ([(12, 14), (10, 11)], "<mark>甲</mark>乙<mark>丙丁</mark>"),
        ([(10, 12), (11, 13)], "<mark>甲乙丙</mark>丁"),
        ([(0, 11), (13, 99)], "<mark>甲</mark>乙丙<mark>丁</mark>"),
        ([(0, 5), (20, 30), (12, 12)], "甲乙丙丁"),
    ],
)
def test_marks_are_sorted_merged_and_cut_to_the_text(
    spans: list[tuple[int, int]], expected: str
) -> None:
    assert marked("甲乙丙丁", 10, spans) == expected


def test_everything_is_escaped_in_and_out_of_marks() -> None:
    assert marked('<b>&"', 0, [(0, 3)]) == "<mark>&lt;b&gt;</mark>&amp;&quot;"


def test_no_line_is_left_blank_for_markdown_to_end_the_html_at() -> None:
    assert text_html("一\n\n二\r\n三") == "一<br>二<br>三"
    assert "\n" not in marked("一\n\n二", 0, [(0, 2)])
