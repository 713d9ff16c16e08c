"""Answers that only say the question again (qa.echo)."""

from __future__ import annotations

import pytest

from qa.echo import repeats


@pytest.mark.parametrize(
    ("topic", "answer", "kind"),
    [
        ("一般公共预算收入 比上年少了", "一般公共预算收入60.8亿元、同口径下降13.7%", "reason"),
        ("中欧班列“中豫号” 停运了", "中欧班列“中豫号”开行", "reason"),
        ("什么叫企业上云", "推进“企业上云”", "definition"),
    ],
)
def test_the_questions_own_words_are_no_answer(topic: str, answer: str, kind: str) -> None:
    assert repeats(topic, answer, kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("topic", "answer", "kind"),
    [
        ("一般公共预算收入 比上年少了", "受减税降费和房地产下行影响", "reason"),
        ("“五个十”指", "十大商贸、十大物流、十大宾馆、十大总部基地、十大旅游项目", "definition"),
        # A name or a figure may well be in the question's words.
        ("首家名医诊疗中心", "名医诊疗中心", "entity"),
        ("", "受减税降费影响", "reason"),
    ],
)
def test_what_says_something_new_may_be_one(topic: str, answer: str, kind: str) -> None:
    assert not repeats(topic, answer, kind)  # type: ignore[arg-type]
