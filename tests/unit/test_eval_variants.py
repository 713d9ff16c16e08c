"""The variants of a question: the same every time, and the same question still."""

from __future__ import annotations

import pytest

from eval.variants import chinese_year, fullwidth, keywords, traditional, typo, variants
from qa.divisions import divisions
from qa.normalise import normalise
from qa.places import Gazetteer

PLACES = Gazetteer(["青岛市", "鄂尔多斯市", "上饶市广丰区"])
QUESTIONS = (
    "青岛2013年计划在地铁上投资多少亿元？",
    "2020年鄂尔多斯的GDP是多少？",
    "广丰区2020年建成多少协商议事室",
    "2012到2014年青岛引进了几位人才？",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_variant_depends_on_the_question_alone(question: str) -> None:
    for make in variants().values():
        assert make(question, PLACES) == make(question, PLACES) != question


@pytest.mark.parametrize("question", QUESTIONS)
def test_spelling_variants_say_the_same(question: str) -> None:
    for make in (traditional, fullwidth, chinese_year):
        typed = make(question, PLACES)
        assert typed is not None
        assert normalise(typed) == normalise(question)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_typing_error_hits_the_place_alone_and_makes_no_other(question: str) -> None:
    typed = typo(question, PLACES)
    assert typed is not None
    (mention,) = PLACES.find(question)
    assert not PLACES.find(typed)
    assert typed.startswith(question[: mention.start])
    assert typed.endswith(question[mention.end :])
    word = typed[mention.start : len(typed) - len(question) + mention.end]
    assert word not in divisions().names
    assert abs(len(word) - len(mention.text)) <= 1


@pytest.mark.parametrize(
    ("question", "typed"),
    [
        ("青岛2013年计划在地铁上投资多少亿元？", "青岛 2013 计划 地铁上投资 亿元"),
        ("2020年鄂尔多斯的GDP是多少？", "2020 鄂尔多斯 GDP"),
        ("2012到2014年青岛引进了几位人才？", "2012 2014 青岛 引进 人才"),
        ("青岛的主要目标和比重是什么", "青岛 主要目标 比重"),
    ],
)
def test_keywords_keep_what_a_question_is_about(question: str, typed: str) -> None:
    assert keywords(question, PLACES) == typed


def test_what_has_nothing_to_vary_has_no_variant() -> None:
    assert typo("建成多少协商室", PLACES) is None
    assert fullwidth("建成多少协商室", PLACES) is None
    assert chinese_year("建成多少协商室", PLACES) is None
    assert traditional("青山", PLACES) is None
    assert keywords("青岛", PLACES) is None
