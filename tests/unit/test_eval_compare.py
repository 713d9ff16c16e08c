"""Two runs are paired question by question, and what changed is listed with both answers."""

from __future__ import annotations

from typing import Any

import pytest
from planted_results import QUESTIONS, planted_lines

from eval.compare import Comparison, compare, holm
from eval.compare_table import comparison_text
from eval.randomisation import paired_test, pooled_test
from eval.results import Result, parse_result
from index.errors import UsageError


def results(lines: list[dict[str, Any]]) -> list[Result]:
    return [parse_result(line) for line in lines]


def better() -> list[dict[str, Any]]:
    """The planted run with q2 right, q1 wrong, and q5 refused."""
    lines = planted_lines()
    lines[1] |= {"answer": "41.5%", "items": ["41.5%"]}
    lines[0] |= {"answer": "30所", "items": ["30所"]}
    lines[4] |= {"status": "refused", "answer": None, "items": [], "citations": []}
    lines[4]["candidate"] = {"answer": "80公里", "confidence": 0.5}
    return lines


def comparison(*, gold: bool = True) -> Comparison:
    return compare(results(planted_lines()), results(better()), QUESTIONS if gold else None)


def test_wins_losses_and_ties_are_seen_from_b() -> None:
    accuracy = comparison().metrics["accuracy"]
    assert (accuracy.a, accuracy.b) == (pytest.approx(2 / 6), pytest.approx(3 / 6))
    assert (accuracy.wins, accuracy.losses, accuracy.ties) == (2, 1, 3)


def test_changed_questions_come_with_both_answers() -> None:
    changed = {c.id: (c.a, c.b, c.verdict) for c in comparison().changed}
    assert changed == {
        "q1": ("256个", "30所", "变坏"),
        "q2": ("80公里", "41.5%", "变好"),
        "q5": ("80公里", "拒答（本会答：80公里）", "变好"),
    }


def test_the_same_run_twice_has_no_difference() -> None:
    same = compare(results(planted_lines()), results(planted_lines()), QUESTIONS)
    assert same.changed == ()
    assert all(
        pair.p == 1.0 and not pair.wins and not pair.losses for pair in same.metrics.values()
    )


def test_without_a_set_only_what_needs_no_gold_is_compared() -> None:
    bare = comparison(gold=False)
    assert "accuracy" not in bare.metrics
    assert bare.metrics["answered_rate"].losses == 1
    assert {c.id: c.verdict for c in bare.changed} == {"q1": "不同", "q2": "不同", "q5": "不同"}


def test_less_is_better_where_it_is() -> None:
    slower = planted_lines()
    for line in slower:
        line["timings_ms"]["total"] += 5
    pair = compare(results(planted_lines()), results(slower), QUESTIONS).metrics["latency_total_ms"]
    assert (pair.wins, pair.losses) == (0, 6)
    assert pair.p == pytest.approx(2 / 2**6)


def test_questions_of_one_run_only_are_left_out_and_counted() -> None:
    part = compare(results(planted_lines()), results(planted_lines()[:4]), QUESTIONS)
    assert (part.questions, part.only_a, part.only_b) == (4, 2, 0)
    assert "只在 A 的 2 个" in comparison_text(part)


def test_runs_of_different_sets_are_refused() -> None:
    other = planted_lines()
    for line in other:
        line["id"] += "x"
    with pytest.raises(UsageError, match="没有共同的题"):
        compare(results(planted_lines()), results(other), None)
    reworded = planted_lines()
    reworded[0]["question"] = "别的问题"
    with pytest.raises(UsageError, match="不同的问题"):
        compare(results(planted_lines()), results(reworded), None)
    with pytest.raises(UsageError, match="--set"):
        compare(results(reworded), results(reworded), QUESTIONS)


def test_text_and_document_say_the_same() -> None:
    found = comparison()
    document, text = found.to_json(), comparison_text(found)
    assert document["metrics"]["accuracy"]["difference"] == pytest.approx(1 / 6, abs=1e-6)
    assert document["metrics"]["accuracy"]["p"] == 1.0
    assert [c["id"] for c in document["changed"]] == ["q1", "q2", "q5"]
    assert "A：256个\n    B：30所" in text
    assert text.index("[变坏]") < text.index("[变好]")


def test_paired_test_tries_every_exchange_of_few_questions() -> None:
    # Of the 8 assignments of signs to three equal differences, 2 are as extreme.
    assert paired_test([0, 0, 0], [1, 1, 1]).p == pytest.approx(2 / 8)
    assert paired_test([0.0], [0.0]).p == 1.0


def test_paired_test_of_many_questions_is_seeded_and_never_zero() -> None:
    a, b = [0.0] * 100, [1.0] * 100
    assert paired_test(a, b).p == paired_test(a, b).p == pytest.approx(1 / 10_001)


@pytest.mark.parametrize(("a", "b"), [([], []), ([1.0], [1.0, 2.0])])
def test_paired_test_needs_pairs(a: list[float], b: list[float]) -> None:
    with pytest.raises(ValueError, match="equally long"):
        paired_test(a, b)


def test_holm_by_hand() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx(
        {"a": 0.03, "b": 0.06, "c": 0.06}
    )


def test_figures_of_all_questions_together_are_compared_too() -> None:
    metrics = comparison().metrics
    # By confidence q1 wrong, q2 right, then q5's candidate wrong, q6's right, q4's and q3 wrong.
    expected = (1 + 1 / 2 + 2 / 3 + 2 / 4 + 3 / 5 + 4 / 6) / 6
    assert metrics["aurc"].b == pytest.approx(expected)
    assert metrics["aurc"].wins is None
    assert 0 < metrics["aurc"].p <= 1
    assert {"ece", "refusal_skill", "latency_total_p95_ms"} <= metrics.keys()


def test_pooled_test_exchanges_whole_questions() -> None:
    # The largest row of each run: exchanging the first pair or not is all there is.
    pair = pooled_test([5.0, None, 1.0], [9.0, None, 1.0], max)
    assert pair is not None
    assert (pair.a, pair.b, pair.p) == (5.0, 9.0, 1.0)
    far = pooled_test([0.0] * 40, [1.0] * 40, lambda rows: sum(rows) / len(rows))
    assert far is not None
    assert far.p == pytest.approx(1 / 1001)
    assert pooled_test([None], [None], lambda rows: None) is None
