"""Each metric by itself, on inputs small enough to work out by hand."""

from __future__ import annotations

import math

import pytest

from eval.metrics.calibration import ece, reliability
from eval.metrics.cost import percentile
from eval.metrics.evidence import covers, gains, hit, hit_within, needed_run
from eval.metrics.lcs import lcs_f1, longest_run, official_scores, segment
from eval.metrics.lists import list_scores
from eval.metrics.ranking import ndcg, reciprocal_rank
from eval.metrics.refusals import guess_unanswerable, refusal_floor, refusal_skill, refused_share
from eval.metrics.risk_coverage import aurc, risk_coverage

QUOTE = "现已建成协商议事室256个，实现全覆盖"


def test_half_a_quote_in_a_row_covers_it() -> None:
    assert (len(QUOTE), needed_run(len(QUOTE))) == (19, 10)
    assert covers(QUOTE, QUOTE)
    assert covers("前文" + QUOTE[:10], QUOTE)
    assert covers(QUOTE[9:] + "后文", QUOTE)
    assert not covers(QUOTE[:9], QUOTE)
    assert not covers(QUOTE[:9] + "别的" + QUOTE[9:18], QUOTE)


def test_spaces_marks_and_width_do_not_matter_for_cover() -> None:
    assert covers("现已建成**协商议事室**２５６ 个,\n实现全覆盖", QUOTE)


def test_a_short_quote_must_be_there_whole() -> None:
    assert covers("全年增长4.7%。", "增长4.7%")
    assert not covers("全年增长5.7%。", "增长4.7%")


def test_hit_needs_every_quote() -> None:
    coverage = [[True, False], [False, False], [False, True]]
    assert not hit(coverage, 2, 1)
    assert not hit(coverage, 2, 2)
    assert hit(coverage, 2, 3)
    assert hit_within(coverage, 2, [100, 100, 100], 300)
    assert not hit_within(coverage, 2, [100, 100, 101], 300)


def test_gains_pay_each_quote_once() -> None:
    assert gains([[True, False], [True, False], [True, True]], 2) == ([1, 0, 1], 2)
    assert gains([[True, True]], 2) == ([1], 1)
    assert gains([[False], [False]], 1) == ([0, 0], 1)
    assert gains([], 3) == ([], 3)


def test_reciprocal_rank_and_ndcg() -> None:
    assert reciprocal_rank([0, 0, 1, 1], 10) == pytest.approx(1 / 3)
    assert reciprocal_rank([0] * 10 + [1], 10) == 0.0
    ideal = 1 + 1 / math.log2(3)
    assert ndcg([1, 1], 2, 10) == pytest.approx(1.0)
    assert ndcg([0, 1, 1], 2, 10) == pytest.approx((1 / math.log2(3) + 1 / 2) / ideal)
    assert ndcg([], 1, 10) == 0.0


def test_segment_takes_characters_numbers_and_words() -> None:
    assert segment("建成256个GDP3.5%") == ["建", "成", "256", "个", "GDP", "3.5", "%"]


def test_longest_run_is_contiguous() -> None:
    assert longest_run("甲乙丙丁", "甲乙戊丙丁甲乙丙") == 3
    assert longest_run("", "甲") == 0


def test_lcs_f1_takes_the_best_gold() -> None:
    assert lcs_f1("甲乙丙", ["甲乙丙丁", "甲乙丙"]) == 1.0
    assert lcs_f1("甲乙", ["甲乙丙丁"]) == pytest.approx(2 * 2 / 6)
    assert lcs_f1("戊", ["甲乙"]) == 0.0
    assert lcs_f1("256个", ["56个"]) == pytest.approx(2 / 4)


def test_official_scores_leave_punctuation_out() -> None:
    assert official_scores("《甲乙》。", ["甲乙"]) == (1.0, 1.0)
    assert official_scores("甲，乙丙", ["甲乙"]) == (0.0, pytest.approx(0.8))


def test_list_scores_pair_items_once() -> None:
    assert list_scores(["甲山", "甲山"], ["甲山", "乙山"]) == (0.5, 0.5)
    assert list_scores([], ["甲山"]) == (0.0, 0.0)
    assert list_scores(["江苏", "江西省"], ["江苏省", "江西省", "华能集团"]) == (1.0, 2 / 3)


def test_equal_items_are_paired_before_similar_ones() -> None:
    assert list_scores(["江苏", "江苏省"], ["江苏省", "江苏"]) == (1.0, 1.0)


def test_risk_coverage_by_hand() -> None:
    outcomes = [(0.9, True), (0.7, False), (0.8, True)]
    assert risk_coverage(outcomes) == [
        (pytest.approx(1 / 3), 0.0),
        (pytest.approx(2 / 3), 0.0),
        (1.0, pytest.approx(1 / 3)),
    ]
    assert aurc(outcomes) == pytest.approx(1 / 9)
    assert aurc([]) is None


def test_errors_are_spread_evenly_over_a_tie() -> None:
    expected = [(0.5, 0.5), (1.0, 0.5)]
    assert risk_coverage([(0.5, True), (0.5, False)]) == expected
    assert risk_coverage([(0.5, False), (0.5, True)]) == expected


def test_ece_by_hand() -> None:
    outcomes = [(0.95, True), (0.95, False), (0.15, False)]
    assert ece(outcomes) == pytest.approx(2 / 3 * 0.45 + 1 / 3 * 0.15)
    assert ece([(1.0, True)]) == 0.0
    assert ece([]) is None
    assert [b.count for b in reliability(outcomes)] == [1, 2]


def test_percentile_interpolates() -> None:
    assert percentile([10, 20, 30, 40], 0.5) == 25.0
    assert percentile([7], 0.99) == 7.0
    assert percentile([], 0.5) is None


def test_refusal_floor_follows_the_guesser_s_curve() -> None:
    # Unanswerable scores 4, 2; answerable 3, 1. One of two answerable was refused by the system.
    refusals = [(False, True, 4.0), (True, True, 3.0), (False, True, 2.0), (True, False, 1.0)]
    assert refused_share(refusals, answerable=True) == 0.5
    assert refusal_floor(refusals) == 1.0
    assert refusal_skill(refusals) == 0.0
    without_error = [(a, r and not a, s) for a, r, s in refusals]
    assert refusal_floor(without_error) == 0.5
    assert refusal_skill(without_error) == 0.5


def test_ties_of_the_guesser_are_joined_by_a_line() -> None:
    refusals = [(False, True, 1.0), (True, True, 1.0), (True, False, 1.0), (False, False, 1.0)]
    assert refusal_floor(refusals) == pytest.approx(0.5)


def test_refusal_floor_needs_both_kinds() -> None:
    assert refusal_floor([(True, False, 0.0)]) is None
    assert refusal_skill([(False, True, 0.0)]) is None


def test_the_guesser_cannot_know_its_own_label() -> None:
    # Two questions with no character in common with any other: nothing to guess from.
    scores = guess_unanswerable([("甲", True), ("乙", False)])
    assert scores[0] == pytest.approx(-scores[1])
    assert guess_unanswerable([]) == []
