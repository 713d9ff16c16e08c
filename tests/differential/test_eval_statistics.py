"""Intervals and tests agree with SciPy; area and calibration with a second way to compute them."""

from __future__ import annotations

import random

import pytest

from eval.bootstrap import mean_figure
from eval.metrics.calibration import ece
from eval.metrics.cost import percentile
from eval.metrics.risk_coverage import aurc
from eval.randomisation import paired_test

scipy_stats = pytest.importorskip("scipy.stats", reason="没有 SciPy：pip install 'wenbao[dev]'")


def sample(count: int, seed: int) -> list[float]:
    rng = random.Random(seed)
    return [float(rng.random() < 0.6) for _ in range(count)]


@pytest.mark.parametrize("count", [10, 60])
def test_paired_randomisation_agrees_with_scipy(count: int) -> None:
    a, b = sample(count, 1), sample(count, 2)
    theirs = scipy_stats.permutation_test(
        (b, a),
        lambda x, y, axis: (x - y).mean(axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=20_000,
        random_state=5,
    ).pvalue
    assert paired_test(a, b).p == pytest.approx(theirs, abs=0.015)


def test_bootstrap_agrees_with_scipy() -> None:
    values = sample(300, 4)
    theirs = scipy_stats.bootstrap(
        (values,), lambda x, axis: x.mean(axis=axis), method="percentile", random_state=9
    ).confidence_interval
    ours = mean_figure(values)
    assert ours is not None
    assert ours.low == pytest.approx(theirs.low, abs=0.01)
    assert ours.high == pytest.approx(theirs.high, abs=0.01)


def test_percentiles_agree_with_scipy() -> None:
    rng = random.Random(2)
    values = [rng.random() for _ in range(57)]
    for share in (0.5, 0.95, 0.99):
        theirs = scipy_stats.scoreatpercentile(values, share * 100)
        assert percentile(values, share) == pytest.approx(theirs)


def test_aurc_agrees_with_cumulated_errors() -> None:
    import numpy as np

    rng = random.Random(6)
    outcomes = [(rng.random(), rng.random() < 0.5) for _ in range(200)]
    wrong = np.array([not right for _, right in sorted(outcomes, reverse=True)], dtype=float)
    expected = (np.cumsum(wrong) / np.arange(1, 201)).mean()
    assert aurc(outcomes) == pytest.approx(float(expected))


def test_ece_agrees_with_histograms() -> None:
    import numpy as np

    rng = random.Random(8)
    outcomes = [(rng.random(), rng.random() < 0.7) for _ in range(400)]
    confidence = np.array([c for c, _ in outcomes])
    right = np.array([r for _, r in outcomes], dtype=float)
    edges = np.linspace(0, 1, 11)
    gap = np.histogram(confidence, edges, weights=right - confidence)[0]
    assert ece(outcomes) == pytest.approx(float(np.abs(gap).sum() / 400))
