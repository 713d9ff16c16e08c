"""Which clauses of a sentence answer why or how."""

from __future__ import annotations

import pytest

from qa.reasons import reason_extent


@pytest.mark.parametrize(
    ("text", "span", "asked", "expected"),
    [
        # What the question repeats is no answer: the means stand before it.
        (
            "推行联合采购，放开三家定点药店，药品价格平均下降18%。",
            "18%",
            "药 便宜",
            "推行联合采购，放开三家定点药店",
        ),
        (
            "开通夜间公交专线，缓解夜班工人出行难。",
            "缓解夜班工人出行难",
            "夜班工人 出行难",
            "开通夜间公交专线",
        ),
        # A clause that only leads to the means stands before them.
        (
            "对无房可住的青年职工，采取发放租房券的办法，满足住房需求。",
            "对无房可住的青年职工",
            "没房住的青年职工 安排",
            "采取发放租房券的办法",
        ),
        # Means beside the one that was marked belong to it.
        (
            "提高补贴标准，新设助餐点，鼓励企业供餐，解决老人吃饭难问题。",
            "新设助餐点",
            "老人吃饭难",
            "提高补贴标准，新设助餐点，鼓励企业供餐",
        ),
        # A cause ends where its clause says so.
        (
            "受连日暴雨和原料涨价影响，全年工业产值没有达到目标，增速低于全省。",
            "受连日暴雨和原料涨价影响，全年工业产值没有达到目标",
            "工业产值没有达到目标",
            "受连日暴雨和原料涨价影响",
        ),
        # Of two sentences the one that speaks of what was asked.
        (
            "通过减免通行费，降低企业物流成本；通过续贷，降低企业融资成本",
            "降低企业物流成本；通过续贷",
            "企业 物流成本",
            "通过减免通行费",
        ),
        # A comma inside quotation marks ends no clause.
        (
            "推行“户分类，村收集”模式，改善村容。",
            "户分类",
            "村容",
            "推行“户分类，村收集”模式",
        ),
    ],
)
def test_the_answer_is_the_run_of_clauses_that_the_question_does_not_say(
    text: str, span: str, asked: str, expected: str
) -> None:
    start = text.index(span)
    a, b = reason_extent(text, start, start + len(span), asked)
    assert text[a:b] == expected


def test_far_clauses_are_left_out() -> None:
    text = "办好事" + "，做实事" * 30 + "，修桥补路。"
    start = text.index("修桥补路")
    a, b = reason_extent(text, start, start + 4, "")
    assert text[a:b].endswith("修桥补路")
    assert b - a <= 36


def test_a_sentence_that_only_repeats_the_question_is_given_as_it_is() -> None:
    text = "企业用工难。"
    assert reason_extent(text, 0, 5, "企业用工难") == (0, 5)


def test_a_cause_that_goes_over_commas_is_taken_from_its_beginning_to_its_end() -> None:
    text = "由于受暴雨、地震冲击，以及原料涨价的影响，虽然产值高于全省，但是没有达到目标。"
    start = text.index("以及")
    a, b = reason_extent(text, start, text.index("，但是"), "产值没有达到目标")
    assert text[a:b] == "由于受暴雨、地震冲击，以及原料涨价的影响"


def test_what_only_announces_a_cause_is_no_part_of_it() -> None:
    text = "我们面临不小的挑战：粮食基础不稳，尤其是水库蓄水不足。"
    start = text.index("尤其是")
    a, b = reason_extent(text, start, len(text) - 1, "减产")
    assert text[a:b] == "粮食基础不稳，尤其是水库蓄水不足"


def test_a_question_mark_between_digits_ends_no_sentence() -> None:
    text = "由于受旱情、“4？20”地震的影响，粮食减产。"
    start = text.index("地震")
    a, b = reason_extent(text, start, text.index("，"), "粮食减产")
    assert text[a:b] == "由于受旱情、“4？20”地震的影响"


def test_a_reason_ends_before_what_is_set_against_it() -> None:
    text = "受旱情影响大，虽然农机有所增加，仍然减产。"
    a, b = reason_extent(text, 0, 6, "减产")
    assert text[a:b] == "受旱情影响大"
