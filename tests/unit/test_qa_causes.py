"""Which questions ask for a cause, and what a report marks as one."""

from __future__ import annotations

import pytest

from qa.causes import asks_cause, marked, speaks_of, supposed


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("双河2020年粮食为什么减产？", True),
        ("粮食减产的原因是什么", True),
        ("减产是什么造成的？", True),
        ("垃圾桶怎么又少起来了", True),
        ("双河靠什么办法增产？", False),
        # An end is asked for, and no report marks it with 由于.
        ("双河为什么要修水库？", False),
        ("粮食减产了多少？", False),
    ],
)
def test_a_question_for_a_cause_is_no_question_for_a_means(question: str, expected: bool) -> None:
    assert asks_cause(question) is expected


@pytest.mark.parametrize(
    ("text", "clause", "expected"),
    [
        ("粮食减产，主要是连续干旱、水库蓄水少。", "连续干旱、水库蓄水少", True),
        ("由于连续干旱，粮食减产。", "由于连续干旱", True),
        ("粮食减产，原因在于连续干旱。", "连续干旱", True),
        ("受连续干旱影响，粮食减产。", "受连续干旱影响", True),
        ("尤其是连续干旱，致使粮食减产。", "尤其是连续干旱", True),
        ("问题主要是：粮食减产，水库蓄水少。", "粮食减产，水库蓄水少", False),
        ("如果剔除干旱的影响，粮食并未减产。", "如果剔除干旱的影响", False),
        ("粮食减产，水库蓄水少。", "水库蓄水少", False),
        # The mark of the sentence before says nothing of this one.
        ("原因是干旱。今年抓紧修渠。", "今年抓紧修渠", False),
    ],
)
def test_a_cause_is_what_the_report_says_is_one(text: str, clause: str, expected: bool) -> None:
    start = text.index(clause)
    assert marked(text, start, start + len(clause)) is expected


def test_a_sentence_speaks_of_a_topic_by_two_pairs_of_its_characters() -> None:
    text = "粮食减产，主要是连续干旱。客流减少，主要是停航。"
    dry, stopped = text.index("主要是连续"), text.index("主要是停航")
    assert speaks_of(text, dry, dry + 7, "粮食 减产")
    assert not speaks_of(text, stopped, stopped + 5, "粮食 减产")


def test_only_what_begins_with_if_is_supposed() -> None:
    assert supposed("但如果没有干旱", 0)
    assert not supposed("由于干旱", 0)
