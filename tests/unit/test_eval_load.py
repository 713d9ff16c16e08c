"""Waits are summed up by nearest rank, and an error is counted, never averaged away."""

from __future__ import annotations

import pytest

from eval.load import Asked, Load, summary


@pytest.mark.parametrize(
    ("count", "p50", "p95"), [(1, 1.0, 1.0), (2, 1.0, 2.0), (20, 10.0, 19.0), (21, 11.0, 20.0)]
)
def test_percentiles_are_waits_that_were_measured(count: int, p50: float, p95: float) -> None:
    asked = [Asked(float(wait)) for wait in range(count, 0, -1)]
    shape = summary(asked, Load())
    assert (shape["p50"], shape["p95"], shape["max"]) == (p50, p95, float(count))
    assert (shape["questions"], shape["errors"], shape["first_error"]) == (count, 0, None)


def test_an_error_is_told_and_its_wait_is_no_answer() -> None:
    shape = summary([Asked(0.5), Asked(9.0, "429")], Load())
    assert (shape["max"], shape["errors"], shape["first_error"]) == (0.5, 1, "429")


def test_nothing_but_errors_has_no_percentiles() -> None:
    shape = summary([Asked(1.0, "gone")], Load())
    assert (shape["p50"], shape["p95"], shape["errors"]) == (None, None, 1)
