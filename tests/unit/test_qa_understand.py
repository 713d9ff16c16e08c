"""A question to place, period, review or plan, and topic."""

from __future__ import annotations

import pytest

from index.types import KINDS, Aspect
from qa.places import Gazetteer
from qa.understand import question_aspect, question_report_kind, strip_topic, understand

MANY = Gazetteer(["上饶市广丰区", "深圳市宝安区", "南昌市"])
ONE = Gazetteer(["上饶市广丰区"])
NEWEST = 2021


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2020年建成多少", (2020, 2020)),
        ("2020建成多少", (2020, 2020)),
        ("二〇二〇年建成多少", (2020, 2020)),
        ("二零二零年建成多少", (2020, 2020)),
        ("２０２０年建成多少", (2020, 2020)),
        ("截至2020年底有多少", (2020, 2020)),
        ("20年建成多少", (2020, 2020)),
        ("那19年呢", (2019, 2019)),
        ("“十三五”时期建成多少", (2016, 2020)),
        ("“十三五”建成多少", (2016, 2020)),
        ("十三五建了多少", (2016, 2020)),
        ("十四五期间要建多少", (2021, 2025)),
        ("“八五”期间建了多少", (1991, 1995)),
        ("十二五和十三五共建了多少", (2011, 2020)),
        ("2016—2020年建了多少", (2016, 2020)),
        ("2016-2020年建了多少", (2016, 2020)),
        ("2016～2020年建了多少", (2016, 2020)),
        ("2016至2020年建了多少", (2016, 2020)),
        ("2016年到2020年建了多少", (2016, 2020)),
        ("2019和2020年哪年多", (2019, 2020)),
        ("去年建了多少", (2020, 2020)),
        ("上一年建了多少", (2020, 2020)),
        ("过去的一年建了多少", (2020, 2020)),
        ("前年建了多少", (2019, 2019)),
        ("今年要建多少", (2021, 2021)),
        ("过去五年建了多少", (2016, 2020)),
        ("近三年建了多少", (2018, 2020)),
        ("五年来建了多少", (2016, 2020)),
        ("今后五年要建多少", (2021, 2025)),
        ("未来三年要建多少", (2021, 2023)),
        ("2022年起的五年里要建多少", (2022, 2026)),
        ("从2016年底算起的五年里要建多少", (2017, 2021)),
        ("按2022年定的今后五年目标要建多少", (2022, 2026)),
        ("2011年底提的今后五年“七个翻番”", (2012, 2016)),
        ("截至2021年的五年里建了多少", (2017, 2021)),
        ("2016年前的五年里建了多少", (2011, 2015)),
        ("2021年换届前的五年建了多少", (2016, 2020)),
        ("2008—2012这五年建了多少", (2008, 2012)),
        ("到2025年要建多少", (2025, 2025)),
        ("2021年上半年建了多少", (2021, 2021)),
        ("2021年的目标是多少", (2021, 2021)),
        ("2016年政府工作报告里的“三去”", (2015, 2016)),
        ("2016年报告里说去年建了多少", (2015, 2015)),
        ("2024年12月的政府工作报告里今年要建多少", (2025, 2025)),
        ("“十四五”前三年建了多少", (2021, 2023)),
        ("十四五的头三年建了多少", (2021, 2023)),
        ("“十三五”后两年建了多少", (2019, 2020)),
        ("“十三五”的最后一年建了多少", (2020, 2020)),
        ("“十三五”末有多少", (2020, 2020)),
        ("“十四五”开局之年建了多少", (2021, 2021)),
        ("“十三五”初期建了多少", (2016, 2020)),
        ("“十三五”期间每年建多少", (2016, 2020)),
        ("2024年12月的政府工作报告里今年建了多少", (2024, 2024)),
        ("2024年12月的政府工作报告里去年建了多少", (2024, 2024)),
        ("2024年12月的政府工作报告里明年要建多少", (2025, 2025)),
        ("2024年1月的政府工作报告里今年建了多少", (2024, 2024)),
        ("上届政府任内建了多少", (2016, 2020)),
    ],
)
def test_the_period_asked_for(question: str, years: tuple[int, int]) -> None:
    reading = understand(question, ONE, newest=NEWEST)
    period = reading.understood.period
    assert period is not None
    assert (period.first, period.last) == years
    assert reading.explicit_period


@pytest.mark.parametrize(
    "question",
    [
        "建成多少协商议事室",
        "花了2020多个小时吗",
        "补助2020元的有谁",
        "编号12020的文件",
        "第2020号提案",
        "15年来变化有多大",
        "20年前有多少人",
        "近年来建了多少",
        "1899年有多少人",
        "五大行动是哪些",
    ],
)
def test_what_is_no_year_gives_no_period(question: str) -> None:
    assert understand(question, ONE, newest=None).understood.period is None


def test_words_of_time_need_a_library_that_has_a_time() -> None:
    assert understand("去年建了多少", ONE, newest=None).understood.period is None


def test_every_single_year_is_kept() -> None:
    assert understand("2018年比2020年少多少", ONE).years == (2018, 2020)
    assert understand("“十三五”建成多少", ONE).years == ()


@pytest.mark.parametrize(
    ("question", "aspect"),
    [
        ("2021年计划建多少", "plan"),
        ("今年的目标是多少", "plan"),
        ("打算新增几个", "plan"),
        ("今后五年要建多少", "plan"),
        ("力争达到多少", "plan"),
        ("下一步怎么推进", "plan"),
        ("2020年完成了多少", "review"),
        ("已经建成多少", "review"),
        ("去年收入多少", "review"),
        ("开展了几次", "review"),
        ("财政收入是多少", None),
        ("为什么没完成年初的目标", "review"),
        ("为啥没达到年初定的目标", "review"),
        ("要再添几家老人食堂", "plan"),
        ("最晚什么时候通车", "plan"),
        ("希望发展到几家", "plan"),
        ("要到了多少钱", "review"),
        ("我想查覆盖率", None),
        ("主要指标是哪些", None),
        ("需要多少人", None),
        ("截至年底有几家", "review"),
        ("区委书记是谁", None),
    ],
)
def test_review_or_plan(question: str, aspect: Aspect | None) -> None:
    assert question_aspect(question) == aspect
    period = understand("2020年" + question, ONE).understood.period
    assert period is not None
    assert period.aspect == aspect


def test_a_library_of_one_place_is_meant_where_none_is_named() -> None:
    assert understand("2020年全区GDP是多少", ONE).understood.places == ("上饶市广丰区",)
    assert understand("2020年GDP是多少", MANY).understood.places == ()


def test_an_unknown_place_is_not_taken_for_the_only_one() -> None:
    reading = understand("南昌市2020年GDP是多少", ONE)
    assert reading.understood.places == ()
    assert reading.unknown == ("南昌市",)


def test_several_places_are_all_meant() -> None:
    reading = understand("宝安和南昌2020年GDP谁高", MANY)
    assert reading.understood.places == ("深圳市宝安区", "南昌市")
    assert reading.understood.answer_kind == "comparison"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("2020年建成多少协商议事室", "建成 协商议事室"),
        ("请问广丰区2020年底一共有多少协商议事室？", "协商议事室"),
        ("什么是“门前三包”？", "“门前三包”"),
        ("广丰区2020年GDP是多少？", "GDP"),
    ],
)
def test_the_topic_is_what_is_left(question: str, topic: str) -> None:
    assert understand(question, ONE).understood.topic == topic


def test_the_topic_keeps_counts() -> None:
    assert "2020元" in strip_topic("补助2020元的有谁", [])


def test_the_shape_is_the_contracts() -> None:
    shape = understand("2020年建成多少协商议事室", ONE).understood.to_json()
    assert shape["places"] == ["上饶市广丰区"]
    assert shape["period"] == {"from": 2020, "to": 2020}
    assert shape["aspect"] == "review"
    assert shape["answer_kind"] == "number"
    assert shape["standalone"] == "2020年建成多少协商议事室"
    assert shape["kind"] == "政协常委会工作报告"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("政协2020年搞了几回学习研讨", "政协常委会工作报告"),
        ("2022年立案的提案有多少件", "政协常委会工作报告"),
        ("日照2016年政府报告里讲，这座城市为啥老是缺水", "政府工作报告"),
        ("政府工作报告是哪天作的", "政府工作报告"),
        ("人大常委会工作报告是谁作的", "人大常委会工作报告"),
        ("2012年全国统计公报里的中位数", "统计公报"),
        ("规划纲要里2035年的目标", "规划纲要"),
        ("2016年办的人大议案", None),
        ("区政府投了多少钱", None),
    ],
)
def test_the_kind_of_report_named(question: str, kind: str | None) -> None:
    assert question_report_kind(question) == kind
    assert kind is None or kind in KINDS


def test_a_hint_at_a_time_is_no_named_period() -> None:
    reading = understand("上半年建了多少", ONE, newest=NEWEST)
    assert reading.years == (2020,)
    assert not reading.explicit_period
