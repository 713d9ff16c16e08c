"""Example questions come from the library's own reports, or there are none."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from index.parse import parse_report, read_source
from index.types import Metadata, Passage, Period, Report
from ui.web.examples import comparison_questions, example_questions

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"


@pytest.fixture(scope="module")
def sample() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


def with_text(sample: Report, text: str, place: str, period: Period | None) -> Report:
    return dataclasses.replace(
        sample,
        text=text,
        metadata=dataclasses.replace(sample.metadata, place=place),
        passages=(Passage(0, len(text), (), period),),
    )


def test_the_sample_report_offers_five_questions_of_its_own(sample: Report) -> None:
    questions = example_questions([sample])
    assert len(set(questions)) == 5
    assert "2020年建成协商议事室多少个？" in questions
    for question in questions:
        assert question.startswith("2020年")
        stem = question.removeprefix("2020年").split("多少")[0]
        assert stem in sample.text


def test_a_library_of_other_reports_never_shows_the_samples(sample: Report) -> None:
    text = "过去一年，完成老旧小区改造项目35个，城镇登记失业率控制为2.9%。新建中小学和幼儿园12所。"
    other = with_text(sample, text, "甲县", Period(2022, 2022, "review"))
    assert example_questions([other]) == (
        "2022年完成老旧小区改造项目多少个？",
        "2022年城镇登记失业率控制多少？",
        "2022年新建中小学和幼儿园多少所？",
    )


def test_questions_of_several_places_take_turns_and_name_the_place(sample: Report) -> None:
    text = "新建中小学和幼儿园12所。完成老旧小区改造项目35个。全年城镇新增就业3.2万人。"
    review = Period(2022, 2022, "review")
    reports = [with_text(sample, text, place, review) for place in ("甲县", "乙县")]
    questions = example_questions(reports, name_place=True)
    assert len(questions) == 5
    assert questions[0] == "甲县2022年新建中小学和幼儿园多少所？"
    assert questions[1] == "乙县2022年新建中小学和幼儿园多少所？"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有一个数字的一段话。",
        "增长6.5%。",
        "其中该项工程惠及困难群众12户。",
        "围绕“双创”工作开展活动12次。",
        "<b>开展联合执法活动12次。",
        "地区生产总值一百亿元。",
    ],
)
def test_clauses_that_make_no_honest_question_are_left_alone(sample: Report, text: str) -> None:
    assert example_questions([with_text(sample, text, "甲县", Period(2022, 2022, "review"))]) == ()


@pytest.mark.parametrize("period", [None, Period(2021, 2025, "review"), Period(2022, 2022, "plan")])
def test_only_one_years_review_is_asked_about(sample: Report, period: Period | None) -> None:
    text = "新建中小学和幼儿园12所。"
    assert example_questions([with_text(sample, text, "甲县", period)]) == ()


def test_an_empty_library_has_no_examples() -> None:
    assert example_questions([]) == ()


def test_two_places_are_compared_in_the_newest_year_that_both_reviewed(sample: Report) -> None:
    def of(place: str | None, year: int, kind: str = "政府工作报告") -> Metadata:
        data = sample.metadata
        return dataclasses.replace(data, place=place, kind=kind, reviews=Period(year, year))

    reports = [
        of("甲县", 2020),
        of("乙县", 2020),
        of("甲县", 2021),
        of("乙县", 2021),
        of("丙县", 2022),
        of("丁县", 2022, "统计公报"),
        of(None, 2022),
        of("<b>县", 2022),
    ]
    assert comparison_questions(reports) == (
        "甲县和乙县2021年地区生产总值哪个高？",
        "甲县和乙县2020年地区生产总值哪个高？",
    )
    assert comparison_questions(reports[:1]) == ()
