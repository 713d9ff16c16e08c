"""The report page in a real browser: it filters, and asks the network for nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.cases import make_cases
from eval.questions import Question
from eval.report_html import write_report
from eval.results import Result
from eval.score import score

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ATTACK = "<img src=x onerror='document.title=\"attacked\"'>"


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    """A page of three questions: one right, one misjudged, one with an attack in it."""
    questions = [
        Question("q1", "修了多少座桥", "number", True, ("3座",)),
        Question("q2", "有多少地铁", "unanswerable", False),
        Question("q3", ATTACK, "entity", True, ("松山",)),
    ]
    results = [
        Result(q.id, q.question, "answered", answer, (answer,), 0.8, (), ())
        for q, answer in zip(questions, ("3座", "2条", ATTACK), strict=True)
    ]
    cases = make_cases(questions, results, None)
    path = tmp_path / "r.html"
    write_report(path, "planted", "f", cases, score(cases))
    return path


def test_filters_show_what_was_chosen(browser: Browser, page_file: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    shown = page.locator("article:visible")
    assert shown.count() == 3
    assert page.locator("#count").inner_text() == "3 / 3"
    page.select_option("select[name=type]", "number")
    assert shown.count() == 1
    assert "修了多少座桥" in shown.inner_text()
    page.select_option("select[name=type]", "")
    page.select_option("select[name=step]", "wrongly_answered")
    assert shown.count() == 2
    page.select_option("select[name=verdict]", "right")
    assert shown.count() == 0
    page.select_option("select[name=step]", "")
    page.select_option("select[name=verdict]", "")
    page.fill("input[name=words]", "地铁")
    assert shown.count() == 1
    assert page.title() == "评测报告：planted"
    assert asked == [page_file.as_uri()]
    page.close()
