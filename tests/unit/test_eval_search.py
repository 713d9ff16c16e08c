"""The recipe of the search weights, the ablation's variants, and the made-up library's names."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from eval.ablation import Row, rows_of, variants
from eval.bootstrap import Figure
from eval.fit_search import Sample, fit, weight_names
from eval.scale import made_up_places
from qa.settings import SEARCH


def test_every_fitted_weight_is_a_setting() -> None:
    names = weight_names()
    assert set(names) <= set(asdict(SEARCH))
    left = set(asdict(SEARCH)) - set(names)
    assert left == {"candidates", "read", "parts", "report_kind"}


def test_the_fit_finds_what_tells_right_from_wrong() -> None:
    rng = np.random.default_rng(3)
    samples = []
    for _ in range(60):
        evidence = rng.standard_normal((8, 3))
        # The first column decides, the second misleads a little, the third is noise.
        right = np.zeros(8, dtype=bool)
        right[np.argmax(2 * evidence[:, 0] - 0.5 * evidence[:, 1])] = True
        samples.append(Sample(evidence, right))
    weights = fit(samples, steps=300)
    assert weights[0] > 1
    assert weights[1] < -0.1
    assert abs(weights[2]) < abs(weights[0]) / 3
    first = [s.right[np.argmax(s.evidence @ weights)] for s in samples]
    assert np.mean(first) > 0.9


def test_every_variant_differs_from_the_whole_and_from_the_others() -> None:
    found = variants()
    assert found["全部"] == SEARCH
    assert len(set(found.values())) == len(found)


def test_the_table_shows_intervals() -> None:
    figure = Figure(0.5, 0.4, 0.6, 10)
    assert rows_of([Row("全部", {1: figure, 5: figure})]) == [
        ("做法", "hit@1", "hit@5"),
        ("全部", "0.500 [0.400–0.600]", "0.500 [0.400–0.600]"),
    ]


def test_made_up_places_differ() -> None:
    for count in (3, 100, 3000):
        names = made_up_places(count)
        assert len(set(names)) == count == len(names)
