"""Whether a confidence of 0.8 means that four in five are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one interval of confidence: how many, their mean confidence, share right."""

    count: int
    confidence: float
    right: float


def reliability(outcomes: Sequence[tuple[float, bool]]) -> list[Bin]:
    """The non-empty ones of ten bins of equal width over [0, 1], by confidence."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in outcomes:
        bins[min(BINS - 1, max(0, int(confidence * BINS)))].append((confidence, right))
    return [
        Bin(len(b), sum(c for c, _ in b) / len(b), sum(r for _, r in b) / len(b)) for b in bins if b
    ]


def ece(outcomes: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error: Σ |bin| / n · |share right − mean confidence|; None if empty.

    Source: Guo et al., On Calibration of Modern Neural Networks (2017), with 10 bins.
    """
    if not outcomes:
        return None
    found = reliability(outcomes)
    return sum(b.count * abs(b.right - b.confidence) for b in found) / len(outcomes)
