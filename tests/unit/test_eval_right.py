"""When an answer is right: each kind of gold by its rule."""

from __future__ import annotations

import pytest

from eval.metrics.right import is_right
from eval.questions import Question


def ask(kind: str | None, *answers: str, question: str = "问") -> Question:
    return Question("q", question, kind, True, answers)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ask("number", "256个"), "256个"),
        (ask("number", "256个"), "建成协商议事室２５６个"),
        (ask("number", "86个工作日"), "86个工作日"),
        (ask("percent", "15%以上", "15%"), "15%"),
        (ask("date", "2024年"), "力争2024年开工"),
        (ask("date", "秋季", "秋季开学"), "秋季"),
        (ask("entity", "辽阳"), "辽阳市"),
        (ask("entity", "体外膜肺氧合机（ECMO）", "ECMO"), "体外膜肺氧合机(ECMO)"),
        (ask("policy", "3.6万套", "新开工3.6万套"), "新开工3.6万套"),
        (ask("policy", "支持辽阳建设再生铝加工利用基地"), "支持辽阳建设再生铝加工利用基地。"),
        (ask("followup", "97天"), "97天"),
        (ask("definition", "以农业为基础的产业链"), "指以农业为基础的产业链。"),
        (ask("reason", "协调减免通行费、增加铁路运力"), "通过协调减免通行费、增加铁路运力等措施"),
        (ask("multi", "儋州"), "儋州更高：878.9亿元，金昌510亿元"),
        (ask("multi", "2021年"), "2021年更快（10.2%，2022年3.1%）"),
        (ask("multi", "10天", "从349天到359天，多了10天"), "多10天（359天比349天）"),
        (ask("multi", "从56.2亿元涨到75.2亿元", "56.2亿元"), "2011年56.2亿元，2012年75.2亿元"),
        (ask(None, "256个"), "256个"),
        (ask(None, "松山"), "松山"),
    ],
)
def test_right(question: Question, answer: str) -> None:
    assert is_right(question, answer)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (ask("number", "256个"), "265个"),
        (ask("number", "256个"), ""),
        (ask("entity", "辽阳"), "辽阳、本溪"),
        (ask("entity", "辽阳"), "支持辽阳建设再生铝加工利用基地"),
        (ask("entity", "第2中学"), "第12中学"),
        (ask("entity", "江苏省"), "江西省"),
        (ask("definition", "以农业为基础的产业链"), "产业"),
        (ask("multi", "儋州"), "金昌高于儋州"),
        (ask("multi", "儋州"), "儋州878.9亿元，金昌510亿元"),
        (ask("multi", "2019年"), "2019年2.2%，2020年3.4%"),
        (ask("multi", "从56.2亿元涨到75.2亿元", "56.2亿元"), "56.2亿元"),
    ],
)
def test_wrong(question: Question, answer: str) -> None:
    assert not is_right(question, answer)


def test_a_list_needs_all_items_and_few_others() -> None:
    question = ask("list", "松山", "柏山", "桂山", "梅山")
    items = ["梅山", "松山", "柏山", "桂山"]
    assert is_right(question, "、".join(items), items)
    assert is_right(question, "", [*items, "竹山"])
    assert not is_right(question, "", [*items, "竹山", "兰山"])
    assert not is_right(question, "", items[:3])
    assert not is_right(question, "松山、柏山、桂山、梅山四处", ["松山、柏山、桂山、梅山四处"])


def test_a_list_gold_in_one_string_is_taken_apart() -> None:
    assert is_right(ask("list", "松山、柏山"), "", ["柏山", "松山"])
