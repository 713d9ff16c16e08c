"""Follow-ups: what a turn leaves out comes from the turns before, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qa.places import Gazetteer
from qa.understand import understand

LIBRARY = Gazetteer(["上饶市广丰区", "深圳市宝安区", "南昌市"])
GF, BA, NC = "上饶市广丰区", "深圳市宝安区", "南昌市"


@dataclass(frozen=True)
class Talk:
    """Earlier questions, the follow-up, and what the standalone question must be about."""

    before: tuple[str, ...]
    asked: str
    places: tuple[str, ...]
    years: tuple[int, int] | None
    words: tuple[str, ...]
    kind: str | None = None
    without: tuple[str, ...] = ()


TALKS = [
    Talk(("广丰2020年建成多少协商议事室",), "那2019年呢？", (GF,), (2019, 2019),
         ("协商议事室", "多少"), "number", ("2020",)),
    Talk(("广丰2020年建成多少协商议事室",), "2019年的呢", (GF,), (2019, 2019),
         ("协商议事室",), "number"),
    Talk(("广丰2020年建成多少协商议事室",), "二〇一九年呢", (GF,), (2019, 2019),
         ("协商议事室",), "number"),
    Talk(("广丰2020年建成多少协商议事室",), "１９年呢？", (GF,), (2019, 2019),
         ("协商议事室",), "number"),
    Talk(("广丰2020年建成多少协商议事室",), "宝安呢？", (BA,), (2020, 2020),
         ("协商议事室",), "number", ("广丰",)),
    Talk(("广丰2020年建成多少协商议事室",), "那宝安区2019年呢？", (BA,), (2019, 2019),
         ("协商议事室",), "number", ("广丰", "2020")),
    Talk(("广丰2020年建成多少协商议事室",), "专家库有多少人？", (GF,), (2020, 2020),
         ("专家库",), "number", ("协商议事室",)),
    Talk(("广丰2020年建成多少协商议事室",), "它们分布在哪些地方？", (GF,), (2020, 2020),
         ("协商议事室", "分布"), "list"),
    Talk(("广丰2020年开展了多少次学习研讨",), "其中常委参加了几次？", (GF,), (2020, 2020),
         ("学习研讨", "常委"), "number"),
    Talk(("广丰2020年开展了多少次学习研讨", "那2019年呢"), "宝安区呢", (BA,), (2019, 2019),
         ("学习研讨",), "number"),
    Talk(("广丰2020年开展了多少次学习研讨", "宝安呢", "南昌呢"), "那2018年呢", (NC,),
         (2018, 2018), ("学习研讨",), "number"),
    Talk(("宝安区2021年GDP是多少",), "增长了多少？", (BA,), (2021, 2021),
         ("GDP", "增长"), "percent"),
    Talk(("宝安区2021年GDP是多少",), "比2020年增长了多少", (BA,), (2020, 2021),
         ("GDP", "增长"), "percent"),
    Talk(("宝安区2021年GDP是多少",), "财政收入呢？", (BA,), (2021, 2021),
         ("财政收入", "多少"), "money", ("GDP",)),
    Talk(("宝安区2021年财政收入下降了多少",), "为什么？", (BA,), (2021, 2021),
         ("财政收入",), "reason"),
    Talk(("宝安区2021年GDP是多少",), "南昌市2019年的财政收入是多少？", (NC,), (2019, 2019),
         ("财政收入",), "money", ("宝安", "GDP", "2021")),
    Talk(("“十三五”期间南昌建了多少学校",), "“十四五”呢？", (NC,), (2021, 2025),
         ("学校",), "number", ("十三五",)),
    Talk(("“十三五”期间南昌建了多少学校",), "十四五打算建多少？", (NC,), (2021, 2025),
         (), "number"),
    Talk(("南昌市去年的经济总量是多少",), "那今年呢", (NC,), (2021, 2021),
         ("经济总量",), "money", ("去年",)),
    Talk(("南昌市去年的经济总量是多少",), "今年的目标是多少？", (NC,), (2021, 2021),
         ("目标", "经济总量")),
    Talk(("2021年宝安区和南昌市GDP各是多少",), "2020年呢？", (BA, NC), (2020, 2020), ("GDP",)),
    Talk(("2021年宝安区和南昌市GDP各是多少",), "财政收入各是多少", (BA, NC), (2021, 2021),
         ("财政收入",)),
    Talk(("2016年到2020年宝安建了多少学校",), "2021年呢？", (BA,), (2021, 2021), ("学校",)),
    Talk(("宝安2020年结对帮扶了多少户",), "还有呢", (BA,), (2020, 2020), ("结对帮扶",), "number"),
    Talk(("宝安2020年对委员的培训有多少人次",), "这项工作由谁负责", (BA,), (2020, 2020),
         ("培训", "负责"), "person"),
]  # fmt: skip


@pytest.mark.parametrize("talk", TALKS, ids=[f"{t.before[-1]}-{t.asked}" for t in TALKS])
def test_a_follow_up_stands_by_itself(talk: Talk) -> None:
    history = tuple((question, "") for question in talk.before)
    found = understand(talk.asked, LIBRARY, history, newest=2021).understood
    assert found.places == talk.places
    assert (found.period and (found.period.first, found.period.last)) == talk.years
    for word in talk.words:
        assert word in found.standalone
    for word in talk.without:
        assert word not in found.standalone
    if talk.kind:
        assert found.answer_kind == talk.kind


def test_there_are_enough_talks() -> None:
    assert len(TALKS) >= 20


def test_an_unknown_place_takes_the_place_of_the_known_one() -> None:
    reading = understand("上海市呢？", LIBRARY, (("宝安区2021年GDP是多少", ""),), newest=2021)
    assert reading.understood.places == ()
    assert reading.unknown == ("上海市",)
    assert reading.understood.standalone == "上海市2021年GDP是多少"


def test_without_history_nothing_is_added() -> None:
    assert understand("那2019年呢？", LIBRARY).understood.standalone == "那2019年呢？"


def test_a_complete_question_is_left_as_it_is() -> None:
    asked = "南昌市2019年“十三五”规划确定的重点工程一共完成了多少个"
    history = (("宝安区2021年GDP是多少", "4000亿元"),)
    assert understand(asked, LIBRARY, history).understood.standalone == asked


def test_an_empty_turn_adds_nothing() -> None:
    assert understand("2020年建成多少", LIBRARY, (("", ""),)).understood.standalone == (
        "2020年建成多少"
    )


@pytest.mark.parametrize("asked", ["那2019年呢？", "其中常委有几次？", "财政收入呢？", "为什么？"])
def test_a_very_long_talk_neither_fails_nor_piles_up(asked: str) -> None:
    history = (("广丰2020年开展了多少次学习研讨", "12次"), *((asked, ""),) * 3000)
    found = understand(asked, LIBRARY, history).understood
    assert found.places == (GF,)
    assert len(found.standalone) < 300
