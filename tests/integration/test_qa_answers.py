"""Answers of a real library: every word of them stands in a report, or they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from qa_helpers import check_answer, turns

from qa.library import Library

pytestmark = pytest.mark.model


def test_every_citation_of_every_answer_is_verbatim(
    sample: Library, cases: list[dict[str, Any]]
) -> None:
    answered = 0
    for case in cases:
        answer = sample.ask(case["question"], history=turns(case))
        check_answer(sample, answer)
        answered += answer.status == "answered"
    # The walk is worth something only where there were citations to walk.
    assert answered >= 20
    assert any(case["history"] for case in cases)


def test_the_walk_notices_a_quote_that_is_one_character_off(sample: Library) -> None:
    from dataclasses import replace

    answer = sample.ask("2020年建成多少协商议事室")
    check_answer(sample, answer)
    citation = answer.citations[0]
    for wrong in (
        replace(citation, start=citation.start - 1, end=citation.end - 1),
        replace(citation, quote=citation.quote + "。"),
        replace(citation, answer_spans=((citation.end, citation.end + 1),)),
        replace(citation, answer_spans=()),
    ):
        with pytest.raises(AssertionError):
            check_answer(sample, replace(answer, citations=(wrong,)))


@pytest.mark.parametrize(
    ("question", "words", "section", "quoted"),
    [
        ("2020年建成多少协商议事室", "256个", "(二)强化平台建设", "协商议事室256个"),
        ("推进基层协商民主建设安排了多少专项经费", "150万元", "(一)区委高位推动", "专项经费"),
        (
            "对政协委员、联络组长、村支书的业务培训有多少人次",
            "500余人次",
            "(三)规范工作运行",
            "业务培训",
        ),
        ("结对帮扶了多少户贫困户", "54户", "(二)聚力决胜脱贫攻坚", "54户贫困户"),
    ],
)  # fmt: skip
def test_the_main_questions_are_answered_from_their_section(
    sample: Library, question: str, words: str, section: str, quoted: str
) -> None:
    answer = sample.ask(question)
    assert answer.status == "answered"
    assert answer.answer == words
    assert answer.citations[0].section[-1] == section
    assert quoted in answer.citations[0].quote
    assert answer.citations[0].file == "guangfeng-2021.md"
    assert answer.citations[0].delivered == "2021-02-04"


def test_what_the_report_does_not_say_is_refused(sample: Library) -> None:
    assert sample.ask("2020年全区GDP是多少").status == "refused"


def test_another_year_is_refused_and_the_held_one_offered(sample: Library) -> None:
    answer = sample.ask("2018年建成多少协商议事室")
    assert answer.status == "refused"
    assert answer.reason is not None
    assert "2018年" in answer.reason
    assert "2020年" in answer.reason
    assert answer.candidate is not None
    assert answer.candidate.answer == "256个"


@pytest.mark.parametrize("name", ["南昌市", "玉山县", "信州区"])
def test_a_place_that_the_library_lacks_is_refused_by_name(sample: Library, name: str) -> None:
    answer = sample.ask(f"{name}2020年建成多少协商议事室")
    assert answer.status == "refused"
    assert name in (answer.reason or "")


@pytest.mark.parametrize("word", ["全区", "城区", "高新区"])
def test_generic_words_do_not_refuse(sample: Library, word: str) -> None:
    answer = sample.ask(f"2020年{word}建成多少协商议事室")
    assert "的报告" not in (answer.reason or "")
    assert answer.understood.places == ("上饶市广丰区",)


def test_a_follow_up_is_answered_as_its_full_question(sample: Library) -> None:
    asked = sample.ask("那2020年呢？", history=[("2018年建成多少协商议事室", "")])
    assert asked.answer == "256个"
    assert asked.question == "那2020年呢？"
    assert asked.understood.standalone == "2020年建成多少协商议事室"
