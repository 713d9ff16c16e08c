"""The ranking figures agree with ranx, an independent implementation."""

from __future__ import annotations

import random
from typing import Any

import pytest

from eval.metrics.evidence import gains, hit
from eval.metrics.ranking import ndcg, reciprocal_rank


@pytest.fixture(scope="module")
def ranx() -> Any:
    """ranx, run by Python itself (tests/conftest.py switches its compiler off)."""
    return pytest.importorskip("ranx", reason="没有 ranx：pip install 'wenbao[dev]'")


def rankings(count: int, quotes: int) -> list[list[list[bool]]]:
    """Random rankings of 20 passages with their coverage of `quotes` gold quotes."""
    rng = random.Random(7)
    return [[[rng.random() < 0.08 for _ in range(quotes)] for _ in range(20)] for _ in range(count)]


def as_ranx(ranx: Any, runs: list[tuple[list[int], int]]) -> tuple[Any, Any]:
    """Judgements and run: passages with a gain are relevant, and so is one for each miss."""
    qrels, run = {}, {}
    for number, (gained, ideal) in enumerate(runs):
        relevant = {f"p{i}": 1 for i, gain in enumerate(gained) if gain}
        relevant |= {f"missing{i}": 1 for i in range(ideal - sum(gained))}
        qrels[f"q{number}"] = relevant
        run[f"q{number}"] = {f"p{i}": 100.0 - i for i in range(len(gained))}
    return ranx.Qrels(qrels), ranx.Run(run)


@pytest.mark.parametrize("quotes", [1, 2, 3])
def test_mrr_and_ndcg_agree_with_ranx(ranx: Any, quotes: int) -> None:
    runs = [gains(coverage, quotes) for coverage in rankings(200, quotes)]
    theirs = ranx.evaluate(*as_ranx(ranx, runs), ["mrr@10", "ndcg@10"])
    mrr = sum(reciprocal_rank(gained, 10) for gained, _ in runs) / len(runs)
    gain = sum(ndcg(gained, ideal, 10) for gained, ideal in runs) / len(runs)
    assert 0.05 < mrr < 0.95
    assert mrr == pytest.approx(theirs["mrr@10"])
    assert gain == pytest.approx(theirs["ndcg@10"])


def test_hit_agrees_with_ranx(ranx: Any) -> None:
    all_coverage = rankings(200, 1)
    runs = [gains(coverage, 1) for coverage in all_coverage]
    names = [f"hit_rate@{k}" for k in (1, 3, 5, 10, 20)]
    theirs = ranx.evaluate(*as_ranx(ranx, runs), names)
    for k in (1, 3, 5, 10, 20):
        ours = sum(hit(coverage, 1, k) for coverage in all_coverage) / len(all_coverage)
        assert ours == pytest.approx(theirs[f"hit_rate@{k}"])


def test_hit_of_two_quotes_is_both_quotes_hit(ranx: Any) -> None:
    all_coverage = rankings(200, 2)
    each = []
    for quote in range(2):
        alone = [gains([[row[quote]] for row in coverage], 1) for coverage in all_coverage]
        qrels, run = as_ranx(ranx, alone)
        ranx.evaluate(qrels, run, ["hit_rate@10"])
        each.append(dict(run.scores["hit_rate@10"]))
    for number, coverage in enumerate(all_coverage):
        both = all(each[quote][f"q{number}"] for quote in range(2))
        assert hit(coverage, 2, 10) == both
