"""A report in the panel: every character of it, headings with ids, the spot marked."""

from __future__ import annotations

import dataclasses
import html
import re
from pathlib import Path

import pytest

from index.parse import parse_report, read_source
from index.types import Report
from ui.web.panel import Spot, missing_html, parse_spot, report_html

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"
QUOTE = "现已建成协商议事室256个"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def plain(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", page.replace("<br>", "\n")))


def body(page: str) -> str:
    return plain(page[page.index('<div class="wb-doc-text">') :])


def test_a_spot_survives_the_page_and_nothing_else_does() -> None:
    spot = Spot("e639e612b05a", 10, 30, ((12, 15), (20, 22)))
    assert parse_spot(str(spot)) == spot
    assert parse_spot("x|1-2|") == Spot("x", 1, 2)
    for wrong in ("", "x", "x|1-2", "x|a-b|", "x|1-2|3", "|1-2|", "x|1-2|3-4;5-6", "../x|-1-2|"):
        assert parse_spot(wrong) is None


def test_every_word_of_the_report_is_there_once_and_in_order(report: Report) -> None:
    page = report_html(report, Spot(report.id, 0, 0), 7)
    assert 'id="wb-doc-7"' in page
    assert "\n" not in page
    assert body(page) == re.sub(r"\n+", "", report.text)


def test_the_spot_is_marked_and_the_outline_leads_to_headings(report: Report) -> None:
    start = report.text.index(QUOTE)
    span = start + QUOTE.index("256个")
    page = report_html(report, Spot(report.id, start, start + len(QUOTE), ((span, span + 4),)), 1)
    shown = '<span class="wb-quoted">现已建成协商议事室<mark>256个</mark></span>'
    assert page.count("<mark>") == page.count(shown) == 1
    links = re.findall(r'class="wb-to" href="#(wb-h\d+)"', page)
    assert len(links) == sum(not section.entry for section in report.sections)
    assert all(f'id="{link}"' in page for link in links)


def test_a_passage_without_an_answer_is_marked_over_its_paragraphs(report: Report) -> None:
    page = report_html(report, Spot(report.id, 500, 900), 1)
    marks = "".join(re.findall(r"<mark>(.*?)</mark>", page))
    assert plain(marks) == report.text[500:900].replace("\n", "")


def test_offsets_that_lie_outside_do_no_harm(report: Report) -> None:
    page = report_html(report, Spot(report.id, 10**8, 10**8 + 5, ((10**8, 10**8 + 1),)), 1)
    assert "<mark>" not in page
    assert body(page) == re.sub(r"\n+", "", report.text)


def test_a_report_is_text_and_never_markup(report: Report) -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    hostile = dataclasses.replace(
        report,
        text=attack + report.text[len(attack) :],
        file=attack,
        metadata=dataclasses.replace(report.metadata, title=attack, place=attack),
        sections=tuple(dataclasses.replace(s, heading=attack) for s in report.sections),
    )
    for page in (report_html(hostile, Spot("x", 0, 40), 1), missing_html(attack, 1)):
        assert not re.search(r"<(script|img)", page)
        assert "&lt;script&gt;" in page
