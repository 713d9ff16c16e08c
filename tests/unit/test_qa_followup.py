"""Follow-ups: what a turn leaves out comes from the turns before, and nothing more."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from qa.followup import standalone_question
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


@dataclass(frozen=True)
class Answered:
    """Turns with their answers, the follow-up, and the standalone question expected."""

    history: tuple[tuple[str, str], ...]
    asked: str
    expected: str


ANSWERED = [
    # A name that was the answer stands for the pronoun; a figure or a refusal does not.
    Answered((("宝安2021年最大的项目是哪个", "海湾基地"),), "它总投资多少？",
             "宝安2021年最大的项目，海湾基地总投资多少？"),
    Answered((("广丰区委书记是谁", "胡心田"),), "他在哪个会上作了重要讲话？",
             "广丰区胡心田在哪个会上作了重要讲话？"),
    Answered((("广丰区委书记是谁", ""),), "他在哪个会上作了重要讲话？",
             "广丰区委书记，他在哪个会上作了重要讲话？"),
    Answered((("广丰到外省哪个县调研过", "睢宁县"),), "那里有多少个协商议事室？",
             "睢宁县有多少个协商议事室？"),
    # An item of a list by its place in it.
    Answered((("南昌的三大节是哪三个", "花节、灯会和庙会"),), "第二个来了多少游客？",
             "南昌三大节，灯会来了多少游客？"),
    # Years counted from the talk; what is only compared with is not.
    Answered((("宝安2020年建了多少学校", "5所"),), "下一年呢？", "宝安2021年建了多少学校"),
    Answered((("宝安2020年建了多少学校", "5所"),), "南昌同期呢？", "南昌2020年建了多少学校"),
    Answered((("宝安2020年建了多少学校", "5所"),), "比上一年多了几所？",
             "宝安2020年建了学校，比上一年多了几所？"),
    Answered((("南昌2024年12月的政府工作报告讲了什么", "回顾了2024年"),),
             "去年新增了多少口袋公园？", "南昌2024年新增了多少口袋公园？"),
    Answered((("南昌2024年12月的政府工作报告讲了什么", "回顾了2024年"),
              ("今年新增了多少口袋公园？", "14个")),
             "去年新增了多少口袋公园？", "南昌2023年新增了多少口袋公园？"),
    Answered((("南昌2024年1月的政府工作报告讲了什么", "回顾了2023年"),),
             "去年新增了多少口袋公园？", "南昌2023年新增了多少口袋公园？"),
    # No subject of its own, and its own word for plan or result.
    Answered((("宝安2020年建学校的目标是多少", "6所"),), "实际建了多少？",
             "宝安2020年建学校，实际建了多少？"),
    # A verb without its subject; with a place of its own it has one.
    Answered((("广丰建了多少协商议事室", "256个"),), "开了多少次会？",
             "广丰建了协商议事室，开了多少次会？"),
    Answered((("广丰建了多少协商议事室", "256个"),), "宝安开了多少次会？", "宝安开了多少次会？"),
    Answered((("广丰2020年收到多少件提案", "301件"),), "立案的有多少？",
             "广丰2020年收到提案，立案的有多少？"),
    # A turn about the answer itself is no topic.
    Answered((("宝安2020年建了多少学校", "5所"), ("这是哪篇报告说的？", "2021年的报告")),
             "2019年呢？", "宝安2019年建了多少学校"),
    # Back to an earlier turn.
    Answered((("宝安2020年建了多少学校", "5所"), ("南昌2021年GDP是多少", "6651亿元")),
             "回到刚才的学校，2021年建了多少？", "宝安学校，2021年建了多少？"),
    Answered((("宝安2020年建了多少学校", "5所"), ("南昌2021年GDP是多少", "6651亿元")),
             "回到第一个问题，2019年呢？", "宝安2019年建了多少学校"),
    # A new topic at another place takes nothing along; the same thing there takes the year.
    Answered((("宝安2020年建了多少学校", "5所"),), "广丰结对帮扶了多少户？",
             "广丰结对帮扶了多少户？"),
    Answered((("宝安2020年建了多少学校", "5所"),), "南昌政协呢？", "南昌政协2020年建了多少学校"),
]  # fmt: skip


@pytest.mark.parametrize("talk", ANSWERED, ids=[t.asked for t in ANSWERED])
def test_a_follow_up_takes_what_was_answered_too(talk: Answered) -> None:
    found = understand(talk.asked, LIBRARY, talk.history).understood.standalone
    assert found.replace(",", "，") == talk.expected


def test_a_name_of_elsewhere_does_not_get_the_place_of_the_talk() -> None:
    history = (("宝安2020年建了多少学校", "5所"),)
    asked: list[tuple[str, tuple[str, ...]]] = []

    def elsewhere(topic: str, places: tuple[str, ...]) -> bool:
        asked.append((topic, places))
        return topic.startswith("白鹤畈")

    assert standalone_question("白鹤畈小区改造花了多少资金", history, LIBRARY, elsewhere) == (
        "白鹤畈小区改造花了多少资金"
    )
    assert standalone_question("专家库有多少人", history, LIBRARY, elsewhere) == (
        "宝安2020年专家库有多少人"
    )
    # What points back is never taken for a new topic.
    assert "学校" in standalone_question("其中小学多少所", history, LIBRARY, elsewhere)
    assert asked == [("白鹤畈小区改造花了多少资金", (BA,)), ("专家库有多少人", (BA,))]


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
