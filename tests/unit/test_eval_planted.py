"""Six planted results whose every metric is known by hand, and the values that they must have."""

from __future__ import annotations

import math

import pytest
from planted_results import QUESTIONS, Planted, planted_cases, planted_lines, planted_scores

from eval.cases import make_cases
from eval.failures import failure
from eval.questions import Question
from eval.results import parse_result
from eval.score import score

#: By hand. The evidence of q1, q2, q3, q6 stands at rank 1, 3, 2 and nowhere.
EXPECTED = {
    "evidence_hit@1": 1 / 4,
    "evidence_hit@3": 3 / 4,
    "evidence_hit@5": 3 / 4,
    "evidence_hit@10": 3 / 4,
    "evidence_hit@20": 3 / 4,
    "evidence_hit@1500c": 3 / 4,
    "mrr@10": (1 + 1 / 3 + 1 / 2 + 0) / 4,
    "ndcg@10": (1 + 1 / 2 + 1 / math.log2(3) + 0) / 4,
    "report_hit@1": 2 / 4,
    "report_hit@5": 3 / 4,
    "report_hit@10": 3 / 4,
    "section_hit@1": 2 / 4,
    "section_hit@5": 3 / 4,
    # q1 and q4 are right: one answered, one refused as it should be.
    "accuracy": 2 / 6,
    "answer_accuracy": 1 / 4,
    "answered_accuracy": 1 / 4,
    "exact_match": 1 / 4,
    # q2 shares no token with the gold; q3 shares 松山柏山, 4 tokens of 6 and of 6.
    "lcs_f1": (1 + 0 + 4 / 6 + 0) / 4,
    "value_match": 1 / 3,
    "list_precision": 2 / 3,
    "list_recall": 2 / 3,
    "citation_verbatim": 1.0,
    "passage_verbatim": 1.0,
    "answer_in_citation": 1.0,
    "citation_precision": (1 + 0 + 1 / 2) / 3,
    "citation_recall": (1 + 0 + 1) / 3,
    "right_report": (1 + 0 + 1) / 3,
    "answered_rate": 4 / 6,
    "unanswerable_refused": 1 / 2,
    "answerable_refused": 1 / 4,
    # By confidence: q1 right, q2, q5 wrong, q6's candidate right, q4's wrong, q3 wrong.
    "aurc": (0 / 1 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5 + 4 / 6) / 6,
    "ece": (0.1 + 0.6 + 0.5 + 0.2) / 4,
    "latency_total_ms": 35.0,
    "latency_total_p50_ms": 35.0,
    "latency_total_p95_ms": 57.5,
    "latency_total_p99_ms": 59.5,
    "accuracy.number": 1.0,
    "accuracy.percent": 0.0,
    "accuracy.list": 0.0,
    "accuracy.date": 0.0,
    "accuracy.unanswerable": 1 / 2,
    "exact_match.number": 1.0,
    "value_match.percent": 0.0,
    "lcs_f1.list": 4 / 6,
    "evidence_hit@5.date": 0.0,
    "evidence_hit@5.list": 1.0,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_metric_has_the_value_worked_out_by_hand(name: str) -> None:
    figure = planted_scores(planted_lines()).figures[name]
    assert figure.value == pytest.approx(EXPECTED[name])
    assert figure.low is not None
    assert figure.high is not None
    assert figure.low - 1e-9 <= figure.value <= figure.high + 1e-9


def test_no_metric_of_the_planted_run_is_left_unchecked() -> None:
    figures = planted_scores(planted_lines()).figures
    plain = {name for name in figures if "." not in name}
    # The length of passages and the guesser's floor have tests of their own.
    assert plain - set(EXPECTED) == {"passage_characters", "refusal_floor", "refusal_skill"}


def test_each_lost_question_names_its_step() -> None:
    steps = {case.question.id: failure(case) for case in planted_cases(planted_lines())}
    assert steps == {
        "q1": None,
        "q2": "misread",
        "q3": "misread",
        "q4": None,
        "q5": "wrongly_answered",
        "q6": "not_retrieved",
    }


def test_document_has_the_shape_of_the_contract() -> None:
    document = planted_scores(planted_lines()).to_json("planted.jsonl", 6)
    assert document["set"] == "planted.jsonl"
    assert document["questions"] == 6
    assert document["metrics"]["accuracy"].keys() == {"value", "low", "high"}
    assert document["failures"] == {
        "not_in_library": 0,
        "split_apart": 0,
        "not_retrieved": 1,
        "ranked_too_low": 0,
        "misread": 2,
        "wrongly_refused": 0,
        "wrongly_answered": 1,
    }
    assert document["failures_by_type"]["date"]["not_retrieved"] == 1


def test_a_set_without_gold_gives_only_what_can_be_known_without_it() -> None:
    bare = [Question(q.id, q.question) for q in QUESTIONS]
    cases = make_cases(bare, [parse_result(line) for line in planted_lines()], Planted())
    names = {name for name in score(cases).figures if not name.startswith("latency")}
    assert names == {
        "passage_characters",
        "citation_verbatim",
        "passage_verbatim",
        "answer_in_citation",
        "answered_rate",
    }


def test_records_without_gold_change_no_metric_that_needs_it() -> None:
    extra = Question("q7", "还有什么")
    line = {**planted_lines()[0], "id": "q7", "question": "还有什么"}
    results = [parse_result(entry) for entry in [*planted_lines(), line]]
    figures = score(make_cases([*QUESTIONS, extra], results, Planted())).figures
    touched = {n for n, value in EXPECTED.items() if figures[n].value != pytest.approx(value)}
    assert touched == {
        "answered_rate",
        "latency_total_ms",
        "latency_total_p50_ms",
        "latency_total_p95_ms",
        "latency_total_p99_ms",
    }
