"""Values compare by what they say, however they are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from eval.dates import Date
from eval.metrics.value_match import value_match
from eval.normalise import normalise, squeeze
from eval.numerals import parse_numeral
from eval.values import Number, normalise_value, only_values, parse_values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("二百五十六", 256),
        ("十二", 12),
        ("二十", 20),
        ("一百零五", 105),
        ("三千零五", 3005),
        ("二百五", 250),
        ("一万二", 12000),
        ("二〇二一", 2021),
        ("两千", 2000),
        ("三亿五千万", 350_000_000),
        ("一万亿", 10**12),
        ("三点五", Decimal("3.5")),
        ("3.1万亿", 3_100_000_000_000),
        ("1亿2000万", 120_000_000),
        ("1,234.5", Decimal("1234.5")),
        ("百万", 1_000_000),
    ],
)
def test_numerals(text: str, number: int | Decimal) -> None:
    assert parse_numeral(text) == number


SAME = [
    ("２５６个", "256 个"),
    ("二百五十六个", "256个"),
    ("3.1万亿元", "31000亿元"),
    ("3. 61亿吨", "3.61亿吨"),
    ("5个亿", "5亿"),
    ("百分之三十", "30％"),
    ("三成", "30%"),
    ("3‰", "0.3%"),
    ("1.5公里", "1500米"),
    ("不低于1000元", "1000元以上"),
    ("约50亿元", "50亿元左右"),
    ("500余人次", "超过500人次"),
    ("20多万人", "20万余人"),
    ("2万多户", "超2万户"),
    ("30%—40%", "30%～40%"),
    ("3-5万元", "3万元至5万元"),
    ("2021年2月4日", "2021-02-04"),
    ("二〇二一年二月四日", "2021年2月4号"),
    ("3月底前", "3月末之前"),
    ("第三季度", "三季度"),
    ("下降1.2%", "-1.2%"),
    ("4.7%", "增长4.7%"),
    ("建成256个", "256个"),
    ("负3.5%", "下降3.5%"),
    ("10%（含）以上", "10%以上"),
    ("3.5万-5万人", "35000至50000人"),
    ("三四百人", "300—400人"),
    ("近千万", "约1000万"),
    ("86个工作日", "八十六个工作日"),
]


@pytest.mark.parametrize(("answer", "gold"), SAME)
def test_same_value(answer: str, gold: str) -> None:
    assert value_match(answer, [gold])


DIFFERENT = [
    ("256个", "265个"),
    ("256万个", "256个"),
    ("256", "256个"),
    ("500人次", "500人"),
    ("500人", "500人次"),
    ("10%", "10%以上"),
    ("10%以下", "10%以上"),
    ("1000元", "不低于1000元"),
    ("10个百分点", "10%"),
    ("增长1.2%", "下降1.2%"),
    ("150万美元", "150万元"),
    ("3-5万元", "5万元"),
    ("6月6日", "6月16日"),
    ("2020年", "2021年"),
    ("5月底", "5月底前"),
    ("3年", "2003年"),
    ("第三产业", "3"),
    ("", "256个"),
    ("没有数字", "256个"),
    ("三分之一", "30%"),
    ("一两个", "12个"),
    ("数百人", "100人"),
    ("几十个", "10个"),
]


@pytest.mark.parametrize(("answer", "gold"), DIFFERENT)
def test_different_value(answer: str, gold: str) -> None:
    assert not value_match(answer, [gold])


def test_any_accepted_form_will_do() -> None:
    assert value_match("10%", ["10%以上", "10%"])


def test_a_gold_without_unit_leaves_the_unit_open() -> None:
    assert value_match("33.95万人", ["33.95万"])


def test_a_year_beside_the_value_is_context() -> None:
    assert value_match("2020年建成256个", ["256个"])
    assert not value_match("2020年", ["256个"])


def test_the_year_of_the_question_completes_a_date() -> None:
    question = "2013年的论坛是哪天开的"
    assert value_match("6月6日", ["2013年6月6日"], question)
    assert value_match("2013年6月6日", ["6月6日"], question)
    assert not value_match("2012年6月6日", ["6月6日"], question)


def test_the_direction_of_the_question_is_the_gold_s() -> None:
    assert value_match("增长4.7%", ["4.7%"], "增长了多少")
    assert value_match("4.7%", ["4.7%"], "下降了多少")
    assert not value_match("增长4.7%", ["4.7%"], "下降了多少")
    assert not value_match("下降4.7%", ["4.7%"], "游客涨了多少")
    assert value_match("下降4.7%", ["4.7%"], "增长还是下降，多少")


@pytest.mark.parametrize(
    "text", ["统一思想", "三农", "第三产业", "PM", "一般", "“十四五”", "GDP", "", "PM2.5"]
)
def test_numerals_inside_words_are_no_values(text: str) -> None:
    assert parse_values(text) == []


def test_values_are_found_in_order() -> None:
    assert [str(v) for v in parse_values("从349天增加到359天，2021年多了10天")] == [
        "349天",
        "359天",
        "2021年",
        "10天",
    ]


def test_value_is_number_with_unit_bound_and_direction() -> None:
    assert parse_values("增长约4.7%") == [
        Number(Decimal("4.7"), Decimal("4.7"), "%", "about", "up")
    ]
    assert parse_values("2025年底前") == [Date(2025, part="底", side="前")]


@pytest.mark.parametrize("pair", SAME)
def test_normalised_value_is_its_own_normal_form(pair: tuple[str, str]) -> None:
    for text in pair:
        once = normalise_value(text)
        assert once
        assert normalise_value(once) == once


def test_only_values() -> None:
    assert only_values("256个")
    assert only_values("10.1万人；16万人次")
    assert not only_values("黑龙江2.2亿人次，多于新疆的2.09亿人次")
    assert not only_values("松山")


def test_normalise_keeps_what_carries_value() -> None:
    assert normalise("增长 ４.７％。") == "增长4.7%"
    assert normalise("《江西》·ＡＢＣ（一）") == "江西abc一"
    assert normalise("3．61") == "3.61"
    assert normalise("3—5个") == "3-5个"
    assert normalise("1,234") == "1234"
    assert normalise("-3.5℃") == "-3.5c"


def test_squeeze_keeps_punctuation() -> None:
    assert squeeze("建成 **256** 个，\n其中") == "建成256个,其中"
