"""Whether a ceiling was kept, how often, years counted from the talk: texts of this test."""

from __future__ import annotations

import pytest

from qa.aliases import official
from qa.comparison import PartAnswer, conclude
from qa.followup import standalone_question
from qa.frequency import often
from qa.parts import parts
from qa.places import Gazetteer
from qa.reached import reached
from qa.talk_years import settle_years
from qa.understand import understand
from qa.values import find_values

_GAZETTEER = Gazetteer(["双河市", "苇港市"])


@pytest.mark.parametrize(
    ("question", "plan", "done", "conclusion"),
    [
        ("物价涨幅有没有守住上限", "4.2%以内", "5%", "没有守住"),
        ("物价涨幅有没有守住上限", "4.2%", "5%", "没有守住"),
        ("物价涨幅守住目标了吗", "4.2%以内", "4%", "守住了"),
        ("耕地守住红线了吗", "180万亩", "181万亩", "守住了"),
        ("耕地守住红线了吗", "180万亩", "179万亩", "没有守住"),
        ("物价涨幅有没有突破上限", "4.2%以内", "5%", "突破了"),
        ("物价涨幅有没有超过控制目标", "4.2%以内", "4%", "没有超过"),
        ("财政收入有没有超过目标", "40亿元", "41亿元", "超过了"),
    ],
)
def test_what_was_kept_to_begins_the_conclusion(
    question: str, plan: str, done: str, conclusion: str
) -> None:
    said = conclude(question, [PartAnswer("目标", plan), PartAnswer("实际", done)])
    assert said == f"{conclusion}，目标{plan}，实际{done}"


@pytest.mark.parametrize(
    "question",
    [
        "双河2008年的物价涨幅，有没有守住年初定的上限？",
        "双河2008年的物价涨幅是否突破了控制目标？",
        "双河2008年的物价涨幅超没超过年初的预期目标，超过目标没有？",
    ],
)
def test_a_ceiling_has_two_parts(question: str) -> None:
    found = parts(understand(question, _GAZETTEER), _GAZETTEER)
    assert [part.understood.aspect for part in found] == ["plan", "review"]
    assert all("居民消费价格" in part.understood.standalone for part in found)
    assert all("守住" not in part.understood.standalone for part in found)
    assert "目标" in found[0].understood.standalone
    assert "完成" not in found[1].understood.standalone


@pytest.mark.parametrize(
    "question", ["双河2008年的财政收入超过了多少亿元", "双河2008年GDP突破多少亿元的目标"]
)
def test_what_was_passed_is_no_ceiling(question: str) -> None:
    assert len(parts(understand(question, _GAZETTEER), _GAZETTEER)) == 1


def test_parts_are_searched_for_in_the_words_of_reports() -> None:
    reading = understand("2007年，双河和苇港谁的经济增长更快？", _GAZETTEER)
    found = [part.understood.standalone for part in parts(reading, _GAZETTEER)]
    assert found == ["双河2007年地区生产总值增长多少", "苇港2007年地区生产总值增长多少"]
    assert official("经济增长点有几个") == "经济增长点有几个"


def test_years_ago_are_counted_from_the_talk() -> None:
    assert settle_years("五年前呢？", "2007年双河的生产总值是多少") == "2002年呢？"
    assert settle_years("那10年后呢？", "2007年双河的生产总值是多少") == "2017年呢？"
    assert settle_years("五年前期工作呢？", "2007年双河的投资") == "五年前期工作呢？"
    talk = (("2007年双河的生产总值是多少？", "6018.8亿元"),)
    assert standalone_question("五年前呢？", talk, _GAZETTEER) == "2002年双河的生产总值是多少？"


def test_a_follow_up_asks_how_long_where_the_turn_before_did() -> None:
    talk = (("双河到2021年底高铁通车里程有多长？", "2240公里"),)
    asked = standalone_question("高速公路呢？", talk, _GAZETTEER)
    assert asked.endswith("高速公路有多长？")
    text = "高速公路总里程突破7000公里、达7083公里"
    round_figure = next(find_values(text))
    after = reached(text, round_figure, asked)
    assert after is not None
    assert after.text == "7083公里"


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("双河多久开一次恳谈会", "今年政府每季度召开一次政企恳谈会", "每季度"),
        ("双河几年办一次运动会", "运动会每两年举办一次", "每两年"),
        ("双河多久开一次恳谈会", "每月走访，恳谈会一年两次", "一年"),
        ("双河开了几次恳谈会", "每季度召开一次政企恳谈会", None),
        ("双河多久开一次恳谈会", "每季度走访，召开一次恳谈会", None),
    ],
)
def test_the_frequency_before_the_verb_answers_how_often(
    question: str, text: str, answer: str | None
) -> None:
    count = next(value for value in find_values(text) if value.unit == "次")
    found = often(text, count, question)
    assert (found and found.text) == answer
    if found:
        assert text[found.start : found.end] == answer
