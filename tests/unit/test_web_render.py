"""What an answer, a refusal, a question and an error look like as HTML."""

from __future__ import annotations

import dataclasses
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.parse import parse_report, read_source
from index.types import Period, Report
from qa.types import Candidate
from tests.web_answers import (
    ATTACK,
    QUOTE,
    make_answer,
    make_citation,
    make_refusal,
    make_understood,
)
from ui.web.render import answer_html, error_html, question_html
from ui.web.sources import date_text
from ui.wording import confidence_words, understood_words

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"


class Page(HTMLParser):
    """Tags, attributes and text of some HTML, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def test_an_answer_shows_its_words_its_quote_and_its_source(report: Report) -> None:
    html = answer_html(make_answer(report), 3, lambda _: report)
    assert '<strong>256个</strong><a class="wb-cite" href="#wb-t3-s1">[1]</a>' in html
    assert "“现已建成协商议事室<mark>256个</mark>”" in html
    assert '<details class="wb-source" id="wb-t3-s1"><summary>' in html
    page = Page(html)
    assert page.open == []
    for shown in (
        "按：上饶市广丰区去掉2020年×回顾",
        "很有把握（把握 97%）",
        "打开全文",
        "《政协上饶市广丰区第十二届委员会常务委员会工作报告》",
        "上饶市广丰区 · 2021年2月4日",
        "2020年工作回顾",
        "(二)强化平台建设",
        "guangfeng-2021.md",
        "建立了基层协商民主建设专家库",
    ):
        assert shown in page.text
    assert "理解为" not in page.text
    assert "\n" not in html


def test_a_question_put_in_other_words_is_shown(report: Report) -> None:
    answer = make_answer(report)
    taken = dataclasses.replace(answer.understood, standalone="2020年协商议事会委员参加了多少人次")
    html = answer_html(dataclasses.replace(answer, understood=taken), 1, lambda _: report)
    assert "理解为：2020年协商议事会委员参加了多少人次" in html


def test_a_long_answer_is_not_set_in_huge_type(report: Report) -> None:
    assert 'class="wb-exact"' in answer_html(make_answer(report), 1, lambda _: report)
    long = dataclasses.replace(make_answer(report), answer="长" * 60)
    assert 'class="wb-exact wb-long"' in answer_html(long, 1, lambda _: report)


def test_a_refusal_gives_its_reason_its_candidate_and_folded_passages(report: Report) -> None:
    html = answer_html(make_refusal(report, Candidate("256个", 0.3)), 1, lambda _: report)
    page = Page(html)
    assert page.open == []
    assert "没有找到" in page.text
    assert "库中没有2018年的报告。" in page.text
    assert "最接近的 256个" in page.text
    assert page.tags.count("li") == 5
    assert '<details class="wb-passages"><summary>' in html
    assert "wb-exact" not in html
    assert "<mark>" not in html
    assert html.count('class="wb-act wb-open"') == 5


def test_a_refusal_without_candidate_or_passages_is_two_lines(report: Report) -> None:
    bare = dataclasses.replace(make_refusal(report, None), passages=())
    html = answer_html(bare, 1, lambda _: report)
    assert "最接近的" not in html
    assert "<details" not in html


@pytest.mark.parametrize(
    ("period", "aspect", "places", "expected"),
    [
        (Period(2020, 2020), "review", ("上饶市广丰区",), "上饶市广丰区 · 2020年 · 回顾"),
        (Period(2016, 2020), None, (), "2016—2020年"),
        (None, "plan", ("南京市", "镇江市"), "南京市、镇江市 · 计划"),
        (None, None, (), "全部报告"),
        (None, None, ("苇港区", "砚川市苇港区"), "砚川市苇港区"),
        (None, None, tuple("甲乙丙丁"), "甲、乙、丙等4地"),
    ],
)
def test_how_a_question_was_understood_is_one_small_line(
    period: Period | None, aspect: str | None, places: tuple[str, ...], expected: str
) -> None:
    taken = dataclasses.replace(
        make_understood("x"),
        period=period,
        aspect=aspect,  # type: ignore[arg-type]
        places=places,
    )
    assert understood_words(taken) == expected


@pytest.mark.parametrize(
    ("confidence", "expected"),
    [
        (1.0, "很有把握"),
        (0.85, "很有把握"),
        (0.8499, "有依据"),
        (0.65, "有依据"),
        (0.64, "请核对"),
        (0.0, "请核对"),
    ],
)
def test_confidence_is_said_in_words(confidence: float, expected: str) -> None:
    assert confidence_words(confidence) == expected


def test_the_passages_that_were_not_used_are_folded_below(report: Report) -> None:
    hits = make_refusal(report, None).passages
    answer = dataclasses.replace(make_answer(report), passages=hits)
    html = answer_html(answer, 1, lambda _: report)
    assert Page(html).open == []
    _, found, below = html.partition("找到但没有用到的段落（5）")
    assert found
    assert QUOTE not in below


def test_a_source_is_copied_as_documents_write_it(report: Report) -> None:
    page = Page(answer_html(make_answer(report), 1, lambda _: report))
    copied = [value for name, value in page.attributes if name == "value"]
    title = "《政协上饶市广丰区第十二届委员会常务委员会工作报告》"
    assert f"“{QUOTE}”（{title}，2021年2月4日）" in copied
    bare = dataclasses.replace(make_citation(report), title="政府工作报告", delivered="2021-02")
    page = Page(
        answer_html(
            dataclasses.replace(make_answer(report), citations=(bare,)), 1, lambda _: report
        )
    )
    copied = [value for name, value in page.attributes if name == "value"]
    assert f"“{QUOTE}”（上饶市广丰区《政府工作报告》，2021年2月）" in copied


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [("2021-02-04", "2021年2月4日"), ("2021-12", "2021年12月"), ("2021", "2021年"), (None, "")],
)
def test_dates_are_written_as_documents_write_them(delivered: str | None, expected: str) -> None:
    assert date_text(delivered) == expected


def test_nothing_of_a_document_or_a_question_becomes_a_tag(report: Report) -> None:
    """Every field that comes from outside carries an attack; only our own tags come out."""
    text = f"{ATTACK}前文。{QUOTE}。后文{ATTACK}"
    hostile = dataclasses.replace(
        report,
        id=ATTACK,
        text=text,
        passages=(dataclasses.replace(report.passages[0], start=0, end=len(text)),),
    )
    start = text.index(QUOTE)
    citation = dataclasses.replace(
        make_citation(report),
        id=ATTACK,
        file=ATTACK,
        title=ATTACK,
        place=ATTACK,
        delivered=ATTACK,
        section=(ATTACK, ATTACK),
        quote=ATTACK + QUOTE,
        start=start - len(ATTACK),
        end=start + len(QUOTE),
        answer_spans=((start, start + len(QUOTE)),),
    )
    understood = dataclasses.replace(
        make_understood(ATTACK), places=(ATTACK,), standalone=ATTACK + "?"
    )
    answer = dataclasses.replace(
        make_answer(report, ATTACK), understood=understood, answer=ATTACK, citations=(citation,)
    )
    refusal = make_refusal(report, Candidate(ATTACK, 0.1))
    hit = dataclasses.replace(
        refusal.passages[0],
        text=ATTACK,
        title=ATTACK,
        file=ATTACK,
        place=ATTACK,
        delivered=ATTACK,
        section=(ATTACK,),
    )
    refusal = dataclasses.replace(refusal, reason=ATTACK, passages=(hit,))
    for html in (
        answer_html(answer, 1, lambda _: hostile),
        answer_html(refusal, 1, lambda _: hostile),
        question_html(ATTACK),
        error_html(ATTACK),
    ):
        page = Page(html)
        assert page.open == []
        assert not {"script", "img"} & set(page.tags)
        known = {"class", "href", "id", "role", "title", "type", "value"}
        assert {name for name, _ in page.attributes} <= known
        assert ATTACK in page.text


def test_an_error_is_one_line() -> None:
    assert Page(error_html("第一行\n第二行")).text == "第一行 第二行"
