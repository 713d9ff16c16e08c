"""Every wrong answer names the first step that lost it."""

from __future__ import annotations

from typing import Any

import pytest
from planted_results import (
    DAMS,
    PARKS,
    PEAKS,
    REPORTS,
    ROADS,
    Planted,
    passage,
    planted_lines,
)

from eval.cases import make_cases
from eval.failures import Step, count_failures, failure
from eval.library import GoldReport
from eval.questions import Evidence, Question
from eval.results import parse_result

GOLD = Evidence("a.md", "全年新建公园256个")


def step(question: Question, **changes: Any) -> Step | None:
    line = {**planted_lines()[0], "id": question.id, "question": question.question, **changes}
    (case,) = make_cases([question], [parse_result(line)], Planted())
    return failure(case)


def ask(evidence: Evidence | None = GOLD, answer: str = "256个") -> Question:
    return Question("q", "问", "number", True, (answer,), (evidence,) if evidence else ())


WRONG = {"answer": "3座", "items": ["3座"]}
REFUSED = {"status": "refused", "answer": None, "items": [], "citations": []}
FAR = {"passages": [passage("b.md", DAMS)] * 5 + [passage("a.md", PARKS)]}
NOWHERE = {"passages": [passage("b.md", ROADS)]}


def test_a_right_answer_is_not_lost_whatever_the_ranking() -> None:
    assert step(ask(), **NOWHERE) is None


def test_not_in_library() -> None:
    assert step(ask(Evidence("a.md", "这句话报告里根本没有说过")), **WRONG) == "not_in_library"
    assert step(ask(Evidence("c.md", "全年新建公园256个")), **WRONG) == "not_in_library"


def test_split_apart() -> None:
    # The quote runs over two passages, neither of which holds half of it with the answer.
    across = Evidence("a.md", PARKS[-8:] + PEAKS)
    assert step(ask(across, "41.5%"), **WRONG) == "split_apart"
    assert step(ask(across, "松山"), passages=[passage("a.md", PEAKS)], **WRONG) == "misread"


def test_not_retrieved_and_ranked_too_low() -> None:
    assert step(ask(), **WRONG, **NOWHERE) == "not_retrieved"
    assert step(ask(), **WRONG, **FAR) == "ranked_too_low"


def test_misread_and_wrongly_refused() -> None:
    assert step(ask(), **WRONG) == "misread"
    assert step(ask(), **REFUSED) == "wrongly_refused"
    right = {"answer": "256个", "confidence": 0.1}
    assert step(ask(), **REFUSED, candidate=right) == "wrongly_refused"
    wrong = {"answer": "3座", "confidence": 0.1}
    assert step(ask(), **REFUSED, candidate=wrong) == "misread"


def test_wrongly_answered() -> None:
    assert step(Question("q", "问", "unanswerable", False)) == "wrongly_answered"
    assert step(ask(None), **WRONG) == "wrongly_answered"


def test_what_can_not_be_judged_is_not_lost() -> None:
    assert step(Question("q", "问", None, True, (), (GOLD,)), **WRONG) is None
    assert step(Question("q", "问")) is None


def test_counts_by_type_have_every_step() -> None:
    question = ask()
    line = {**planted_lines()[0], "id": "q", "question": "问", **WRONG}
    counts = count_failures(make_cases([question], [parse_result(line)], Planted()))
    assert counts["number"]["misread"] == 1
    assert sum(counts["number"].values()) == 1
    assert len(counts["number"]) == 7


def test_gold_is_found_in_the_canonical_text_with_its_section() -> None:
    report = GoldReport.of(REPORTS["a.md"])
    place = report.locate("全 年 **新建** 公园256个")
    assert place is not None
    assert REPORTS["a.md"].text[place.start : place.end] == "全年新建公园256个"
    assert place.section == ("去年工作",)
    assert report.locate("绝对没有的一句话") is None


def test_half_a_quote_is_enough_to_find_its_section() -> None:
    place = GoldReport.of(REPORTS["a.md"]).locate("今年计划新建学校30所，年底前都交付使用")
    assert place is not None
    assert place.section == ("今年安排",)


@pytest.mark.parametrize("name", ["a.md", "ra"])
def test_a_report_is_named_by_file_or_id(name: str) -> None:
    assert step(ask(Evidence(name, "全年新建公园256个")), **WRONG) == "misread"
