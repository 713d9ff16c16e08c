"""A question in several parts becomes one question for each; any other stays whole."""

from __future__ import annotations

import pytest

from qa.parts import MAX_PARTS, parts
from qa.places import Gazetteer
from qa.understand import Reading, understand

PLACES = Gazetteer(["砚川市苇港区", "砚川市梓泊区", "朔陵市霁原区"])


def split(question: str) -> tuple[Reading, ...]:
    return parts(understand(question, PLACES, newest=2024), PLACES)


def asked(question: str) -> list[str]:
    return [part.understood.standalone for part in split(question)]


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2018到2021年苇港GDP增速", [2018, 2019, 2020, 2021]),
        ("苇港2019年到2021年财政收入分别是多少？", [2019, 2020, 2021]),
        ("苇港区2011年至2019年地区生产总值是多少", list(range(2011, 2020))),
        ("苇港近三年的GDP", [2021, 2022, 2023]),
    ],
)
def test_a_series_has_a_part_for_every_year(question: str, years: list[int]) -> None:
    assert [part.years for part in split(question)] == [(year,) for year in years]


@pytest.mark.parametrize(
    "question",
    [
        "2018到2021年苇港GDP年均增速",
        "2018到2021年苇港累计完成投资多少",
        "苇港GDP从2018年到2021年增加了多少倍的收入",
        "近三年苇港新建了多少所学校",
    ],
)
def test_one_figure_for_several_years_is_no_series(question: str) -> None:
    assert len(split(question)) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "苇港区2014年和2015年哪一年GDP增长更快？",
            ["苇港区2014年地区生产总值增长多少", "苇港区2015年地区生产总值增长多少"],
        ),
        (
            "霁原的PM2.5浓度，2023年跟2022年比是变好了还是变差了？",
            ["霁原2023年PM2.5浓度是多少", "霁原2022年PM2.5浓度是多少"],
        ),
        (
            "从2011年到2012年，苇港靠旅游挣的钱由多少涨到了多少？",
            ["苇港2011年靠旅游挣的钱是多少", "苇港2012年靠旅游挣的钱是多少"],
        ),
        (
            "苇港的高企从2019年的多少家变成了2021年的多少家？",
            ["苇港2019年高企有多少家", "苇港2021年高企有多少家"],
        ),
        (
            "霁原外出务工的农牧民，2021年和2024年各有多少？",
            ["霁原2021年外出务工的农牧民有多少", "霁原2024年外出务工的农牧民有多少"],
        ),
        (
            "霁原2022年的好天气比2020年多了几天？",
            ["霁原2022年好天气有多少天", "霁原2020年好天气有多少天"],
        ),
        (
            "梓泊规上工业增加值增速，2019年高还是2020年高？",
            ["梓泊2019年规上工业增加值增速是多少", "梓泊2020年规上工业增加值增速是多少"],
        ),
    ],
)
def test_years_set_against_each_other(question: str, expected: list[str]) -> None:
    assert asked(question) == expected
    years = [part.years for part in split(question)]
    assert len(set(years)) == 2
    for part in split(question):
        period = part.understood.period
        assert period is not None
        assert part.years == (period.first,) == (period.last,)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "2020年苇港和霁原谁的经济增长快？",
            ["苇港2020年地区生产总值增长多少", "霁原2020年地区生产总值增长多少"],
        ),
        (
            "2022年苇港和霁原比，谁的经济总量更大？",
            ["苇港2022年地区生产总值是多少", "霁原2022年地区生产总值是多少"],
        ),
        (
            "2023年立案提案数，梓泊政协和霁原政协谁多？",
            ["梓泊政协2023年立案提案数是多少", "霁原政协2023年立案提案数是多少"],
        ),
        (
            "2022年苇港、梓泊和霁原，哪个区的空气优良天数比例高？",
            [f"{place}2022年空气优良天数比例是多少" for place in ("苇港", "梓泊", "霁原")],
        ),
    ],
)
def test_places_side_by_side(question: str, expected: list[str]) -> None:
    assert asked(question) == expected
    for part in split(question):
        assert len(part.understood.places) == 1
        assert part.understood.places[0][3:] in {"苇港区", "梓泊区", "霁原区"}


def test_what_was_planned_beside_what_was_done() -> None:
    for question in (
        "苇港区2021年新增规上工业企业完成目标了吗？目标和实际各是多少？",
        "梓泊2023年GDP增速比目标高还是低？",
        "霁原区2023年农村厕所计划改多少、实际改了多少？",
    ):
        assert [part.understood.aspect for part in split(question)] == ["plan", "review"]
    assert asked("霁原2023年粮食目标和实际产量分别是多少？") == [
        "霁原2023年粮食目标是多少",
        "霁原2023年粮食实际完成多少",
    ]


def test_a_year_planned_beside_a_year_done() -> None:
    first, second = split("梓泊高新技术企业2024年实际多少家，2025年想达到多少家？")
    assert (first.years, first.understood.aspect) == ((2024,), "review")
    assert (second.years, second.understood.aspect) == ((2025,), "plan")
    assert second.understood.standalone == "梓泊2025年高新技术企业有多少家"


def test_every_year_of_a_range() -> None:
    assert [part.years[0] for part in split("苇港2019到2022年每年的GDP是多少？")] == [
        2019,
        2020,
        2021,
        2022,
    ]
    assert len(split(f"苇港2010到{2010 + MAX_PARTS}年每年的GDP是多少？")) == 1


def test_places_and_years_together() -> None:
    found = split("苇港和霁原的GDP，2020年和2021年分别是多少？")
    assert [(part.understood.places[0][-3:], part.years[0]) for part in found] == [
        ("苇港区", 2020),
        ("苇港区", 2021),
        ("霁原区", 2020),
        ("霁原区", 2021),
    ]


def test_two_things_asked_in_two_clauses() -> None:
    assert asked("苇港2020年建了多少间议事室，又开了多少次议事会？") == [
        "苇港2020年建了多少间议事室",
        "苇港2020年建了间议事室又开了多少次议事会",
    ]


def test_two_topics_each_with_a_figure() -> None:
    assert asked("苇港2020年专项经费和改造协调来的资金各是多少？") == [
        "苇港2020年专项经费多少",
        "苇港2020年改造协调来的资金多少",
    ]


@pytest.mark.parametrize(
    "question",
    [
        "2020年苇港区建成多少协商议事室",
        "2017到2021年苇港总共多了多少个停车位？",  # one figure for the whole period
        "2021年苇港GDP比2020年增长多少？",  # a report states the growth itself
        "苇港2022年上任的这届政府想在2026年让铁路总长到多少公里？",
        "苇港“十三五”规划里，2020年的GDP和老百姓收入要比2010年涨到什么程度？",
        "霁原区2024年改厕比计划少100户，为什么？",
        "砚川市苇港区2020年GDP是多少",
        "以后道路开挖怎么管，才不会一年挖好几回？",
        "为什么2021年和2022年苇港的财政收入下降？",
    ],
)
def test_one_question_stays_whole(question: str) -> None:
    reading = understand(question, PLACES, newest=2024)
    assert parts(reading, PLACES) == (reading,)
