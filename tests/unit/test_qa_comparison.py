"""Conclusions over several parts; questions and values are written for this test."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from qa.amounts import amount
from qa.comparison import PartAnswer, conclude, signed_start

#: Question, first part, second part, conclusion.
CONCLUSIONS = [
    ("苇港2019年和2021年吞吐量哪年更多？", ("2019年", "67万标箱"), ("2021年", "60.1万标箱"),
     "2019年（67万标箱，多于2021年的60.1万标箱）"),
    ("苇港和霁原谁的增速慢", ("苇港", "5.2%"), ("霁原", "3.5%"), "霁原（3.5%，慢于苇港的5.2%）"),
    ("苇港和霁原哪个区修的路长", ("苇港", "3.5公里"), ("霁原", "3600米"),
     "霁原（3600米，长于苇港的3.5公里）"),
    ("2021年和2022年哪年降得快", ("2021年", "下降2.1%"), ("2022年", "下降3%"),
     "2022年（下降3%，快于2021年的下降2.1%）"),
    ("苇港和霁原谁的空气更好，看PM2.5", ("苇港", "41微克/立方米"), ("霁原", "39微克/立方米"),
     "霁原（39微克/立方米，低于苇港的41微克/立方米）"),
    ("苇港和霁原谁的企业多", ("苇港", "5家"), ("霁原", "5家"), "一样（都是5家）"),
    ("旅游收入从2011年到2012年由多少涨到了多少", ("2011年", "56.2亿元"), ("2012年", "75.2亿元"),
     "从56.2亿元涨到75.2亿元"),
    ("企业从2019年到2022年，从多少家变成多少家？", ("2022年", "1377家"), ("2019年", "550家"),
     "从550家增加到1377家"),
    ("2022年的好天气比2020年多了几天？", ("2022年", "359天"), ("2020年", "349天"),
     "10天（从349天增加到359天）"),
    ("2021年的产值比2020年多了多少", ("2021年", "1.2万亿元"), ("2020年", "9800亿元"),
     "2200亿元（从9800亿元增加到1.2万亿元）"),
    ("占比2021年比2020年高了多少", ("2021年", "2.8%"), ("2020年", "2.35%"),
     "0.45个百分点（从2.35%升到2.8%）"),
    ("PM2.5浓度2023年跟2022年比是变好了还是变差了？", ("2023年", "32.4微克/立方米"),
     ("2022年", "31微克/立方米"), "变差了（从31微克/立方米升到32.4微克/立方米）"),
    ("优良天数2023年跟2022年比变好了还是变差了", ("2022年", "310天"), ("2023年", "320天"),
     "变好了（从310天增加到320天）"),
    ("就业2022年和2023年各多少人", ("2022年", "9800人"), ("2023年", "1.06万人"),
     "2022年9800人，2023年1.06万人"),
    ("建了多少间，又开了多少次会", ("", "256间"), ("", "330余次"), "256间，330余次"),
    ("2021年新增企业完成目标了吗", ("目标", "20家"), ("实际", "23家"),
     "完成了，目标20家，实际23家"),
    ("2023年增速比目标高还是低", ("目标", "6.5%"), ("实际", "6.1%"),
     "低于目标（目标6.5%，实际6.1%）"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "one", "other", "conclusion"), CONCLUSIONS)
def test_a_conclusion_begins_with_what_was_asked(
    question: str, one: tuple[str, str], other: tuple[str, str], conclusion: str
) -> None:
    assert conclude(question, [PartAnswer(*one), PartAnswer(*other)]) == conclusion


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3家", "5公里"),
        ("10.1万人", "16万人次"),
        ("超过230家", "236家"),
        ("主体封顶", "5家"),
        ("2021年6月", "5家"),
    ],
)
def test_what_cannot_be_compared_has_no_conclusion(one: str, other: str) -> None:
    parts = [PartAnswer("苇港", one), PartAnswer("霁原", other)]
    assert conclude("苇港和霁原谁更多", parts) is None


def test_one_part_has_no_conclusion() -> None:
    assert conclude("哪年更多", [PartAnswer("2019年", "5家")]) is None


def test_the_first_of_three_is_set_against_both_others() -> None:
    parts = [PartAnswer(f"{year}年", f"{n}家") for year, n in ((2019, 5), (2020, 9), (2021, 7))]
    assert conclude("2019年、2020年、2021年哪年最多", parts) == (
        "2020年（9家，多于2021年的7家、2019年的5家）"
    )


@pytest.mark.parametrize(
    ("text", "nominal", "low", "high", "unit"),
    [
        ("256个", "256", "256", "256", "个"),
        ("1.06万人", "10600", "10600", "10600", "人"),
        ("330余次", "330", "330", "340", "次"),
        ("上千万元", "10000000", "10000000", "20000000", "元"),
        ("近10万套", "100000", "90000", "100000", "套"),
        ("约550家", "550", "545", "555", "家"),
        ("3至5个", "3", "3", "5", "个"),
        ("1,234.5万吨", "12345000000", "12345000000", "12345000000", "公斤"),
        ("百分之五", "5", "5", "5", "%"),
        ("下降2.1%", "-2.1", "-2.1", "-2.1", "%"),
        ("5.9", "5.9", "5.9", "5.9", ""),
    ],
)
def test_an_amount_is_exact_and_says_how_far_it_is_rounded(
    text: str, nominal: str, low: str, high: str, unit: str
) -> None:
    found = amount(text)
    assert found is not None
    assert (found.nominal, found.low, found.high) == (Decimal(nominal), Decimal(low), Decimal(high))
    assert found.unit == unit


@pytest.mark.parametrize("text", ["", "主体封顶", "2021年", "3家和5家"])
def test_no_single_amount(text: str) -> None:
    assert amount(text) is None


def test_a_fall_belongs_to_its_percentage() -> None:
    text = "进出口下降2.1%"
    start = text.index("2.1%")
    assert text[signed_start(text, start) :] == "下降2.1%"
    assert signed_start("增长2.1%", 2) == 2


def test_no_conclusion_has_a_number_that_the_parts_do_not_have_except_a_difference() -> None:
    for question, one, other, conclusion in CONCLUSIONS:
        if "了几" in question or "了多少" in question:
            continue
        given = set(re.findall(r"[\d.]+", "".join((*one, *other))))
        assert set(re.findall(r"[\d.]+", conclusion)) <= given
