"""The page holds everything, escapes everything, and loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from planted_results import Planted, planted_cases, planted_lines, planted_scores

from eval.cases import make_cases
from eval.curves import reliability_chart, risk_coverage_chart
from eval.metrics.calibration import Bin
from eval.questions import Evidence, Question
from eval.report_html import report_page, write_report
from eval.report_questions import marked
from eval.results import parse_result
from eval.score import score
from index.errors import WenbaoError

ATTACK = '<img src=x onerror="alert(1)">&\'</script><script>alert(2)</script>'


class Elements(HTMLParser):
    """The elements of a page with their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def page() -> str:
    lines = planted_lines()
    return report_page("planted.jsonl", "f1", planted_cases(lines), planted_scores(lines))


def parse(html: str) -> Elements:
    elements = Elements()
    elements.feed(html)
    return elements


def test_every_question_is_there_with_type_step_and_verdict() -> None:
    articles = {a["id"]: a for tag, a in parse(page()).found if tag == "article"}
    assert {
        id: (a["data-type"], a["data-step"], a["data-verdict"]) for id, a in articles.items()
    } == {
        "q1": ("number", "", "right"),
        "q2": ("percent", "misread", "wrong"),
        "q3": ("list", "misread", "wrong"),
        "q4": ("unanswerable", "", "right"),
        "q5": ("unanswerable", "wrongly_answered", "wrong"),
        "q6": ("date", "not_retrieved", "wrong"),
    }


def test_the_answer_is_marked_in_its_citation_and_in_the_gold() -> None:
    html = page()
    assert "全年新建公园<mark>256个</mark><cite>引 a.md" in html
    assert "全年新建公园<mark>256个</mark><cite>标准依据 a.md，排第 1" in html
    assert "不在检索结果里" in html
    assert "本会答：12月底前" in html


def test_every_figure_is_there() -> None:
    text = parse(page()).text
    for name in planted_scores(planted_lines()).figures:
        if "." not in name:
            assert name in text


def test_a_citation_that_is_not_verbatim_is_denounced() -> None:
    lines = planted_lines()
    lines[0]["citations"][0]["start"] += 1
    html = report_page("s", "f", planted_cases(lines), planted_scores(lines))
    assert html.count("与原文不符") == 1


def test_text_of_others_is_escaped_everywhere() -> None:
    question = Question(
        ATTACK, ATTACK, None, True, (ATTACK,), (Evidence(ATTACK, ATTACK),), ((ATTACK, ATTACK),)
    )
    line = {
        **planted_lines()[0],
        "id": ATTACK,
        "question": ATTACK,
        "answer": ATTACK,
        "items": [ATTACK],
    }
    for part in (line["citations"][0], line["passages"][0]):
        part |= {"file": ATTACK, "section": [ATTACK]}
    line["citations"][0]["quote"] = line["passages"][0]["text"] = ATTACK
    refused = {**line, "id": "r", "status": "refused", "answer": None, "reason": ATTACK}
    refused["candidate"] = {"answer": ATTACK, "confidence": 0.1}
    other = Question("r", ATTACK, None, True, (ATTACK,))
    cases = make_cases([question, other], [parse_result(line), parse_result(refused)], Planted())
    elements = parse(report_page(ATTACK, ATTACK, cases, score(cases)))
    assert [tag for tag, _ in elements.found].count("script") == 1
    assert not [tag for tag, _ in elements.found if tag == "img"]
    assert not [a for _, attributes in elements.found for a in attributes if a.startswith("on")]


def test_the_page_loads_nothing_and_runs_only_its_own_script() -> None:
    html = page()
    assert not re.search(r"https?://|//[a-z]|@import|url\(", html)
    elements = parse(html)
    assert not [a for _, attributes in elements.found for a in attributes if a in {"src", "href"}]
    policy = next(a["content"] for t, a in elements.found if t == "meta" and "http-equiv" in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    for tag in ("script", "style"):
        content = html.split(f"<{tag}>", 1)[1].split(f"</{tag}>", 1)[0]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_marked_clips_merges_and_escapes() -> None:
    assert marked("甲<乙", [(0, 1), (1, 2)]) == "<mark>甲&lt;</mark>乙"
    assert marked("甲乙", [(-3, 1), (5, 9)]) == "<mark>甲</mark>乙"
    assert marked("甲乙", [(0, 0)]) == "甲乙"
    assert marked("", [(0, 3)]) == ""


def test_charts_place_their_points() -> None:
    svg = risk_coverage_chart([(0.5, 0.0), (1.0, 0.5)], 0.5)
    assert 'points="180.0,236.0 316.0,140.0"' in svg
    assert "作答 50%" in svg
    assert '<circle class="dot" cx="316.0" cy="236.0"' in reliability_chart([Bin(3, 1.0, 0.0)])
    assert "polyline" not in risk_coverage_chart([], None)


def test_a_set_without_gold_has_a_page_too() -> None:
    bare = [
        Question(q.id, q.question) for q in [c.question for c in planted_cases(planted_lines())]
    ]
    cases = make_cases(bare, [parse_result(line) for line in planted_lines()], Planted())
    html = report_page("s", "f", cases, score(cases))
    assert "画不出曲线" in html
    assert html.count("没有标准答案。") == 6


def test_a_page_that_can_not_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WenbaoError, match="--report"):
        write_report(tmp_path / "file" / "r.html", "s", "f", [], planted_scores(planted_lines()))
