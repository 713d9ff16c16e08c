"""Percentile bootstrap intervals over questions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

RESAMPLES = 1000
SEED = 20210204

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95% interval; `low` and `high` are None for a single measurement.

    `count` is the number of questions it was taken over.
    """

    value: float
    low: float | None
    high: float | None
    count: int

    def to_json(self) -> dict[str, float | None]:
        """The contract's shape: `{"value", "low", "high"}`."""
        rounded = [None if x is None else round(x, 6) for x in (self.value, self.low, self.high)]
        return dict(zip(("value", "low", "high"), rounded, strict=True))


def mean_figure(values: Sequence[float]) -> Figure | None:
    """The mean of `values` with its interval; None without values.

    The values are sorted before they are drawn from, so that their order does not matter. Source:
    Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    if not values:
        return None
    import numpy as np

    data = np.sort(np.asarray(values, dtype=float))
    rng = np.random.default_rng(SEED)
    means = np.empty(RESAMPLES)
    step = max(1, 2_000_000 // len(data))
    for start in range(0, RESAMPLES, step):
        stop = min(RESAMPLES, start + step)
        chosen = rng.integers(0, len(data), size=(stop - start, len(data)))
        means[start:stop] = data[chosen].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Figure(float(data.mean()), float(low), float(high), len(values))


def pooled_figure(
    rows: Sequence[Row], statistic: Callable[[Sequence[Row]], float | None]
) -> Figure | None:
    """`statistic` of `rows` with its interval; None where the statistic is.

    For figures that are no mean over questions (percentiles, calibration, areas). Resamples for
    which the statistic does not exist are left out. Rows must be comparable: they are sorted
    first, so that their order does not matter.
    """
    ordered = sorted(rows)  # type: ignore[type-var]
    value = statistic(ordered)
    if value is None:
        return None
    import numpy as np

    rng = np.random.default_rng(SEED)
    found = []
    for _ in range(RESAMPLES):
        chosen = rng.integers(0, len(ordered), size=len(ordered))
        resampled = statistic([ordered[i] for i in chosen])
        if resampled is not None:
            found.append(resampled)
    low, high = np.percentile(found, [2.5, 97.5])
    return Figure(float(value), float(low), float(high), len(rows))
