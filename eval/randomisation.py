"""Whether two runs differ by more than chance, question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

ROUNDS = 10_000
#: Exchanges tried for a statistic that has to be worked out anew each time.
POOLED_ROUNDS = 1_000
#: Up to this many questions that differ, every assignment of signs is tried.
EXACT_UP_TO = 13
SEED = 20210204


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paired:
    """A metric in two runs over the same questions: values, p value, questions better and worse.

    `wins`, `losses` and `ties` are None for a metric that single questions don't have.
    """

    a: float
    b: float
    p: float
    wins: int | None = None
    losses: int | None = None
    ties: int | None = None


def paired_test(a: Sequence[float], b: Sequence[float], *, lower_is_better: bool = False) -> Paired:
    """The paired randomisation test of the difference of the means, two-sided.

    If the runs were alike, each question's two scores could as well be exchanged: p is the share
    of exchanges under which the means differ at least as much. All exchanges are tried where few
    questions differ, else 10,000 seeded ones (and p counts the observed one among them). A win is
    a question on which B is better. Raises ValueError for sequences of different or zero length.
    Source: Smucker, Allan and Carterette, A Comparison of Statistical Significance Tests for
    Information Retrieval Evaluation (CIKM 2007).
    """
    if len(a) != len(b) or not a:
        raise ValueError(f"need two equally long, non-empty sequences, got {len(a)} and {len(b)}")
    differences = [y - x for x, y in zip(a, b, strict=True)]
    up = sum(d > 0 for d in differences)
    down = sum(d < 0 for d in differences)
    wins, losses = (down, up) if lower_is_better else (up, down)
    return Paired(
        sum(a) / len(a),
        sum(b) / len(b),
        _p_value(differences),
        wins,
        losses,
        len(differences) - up - down,
    )


def pooled_test(
    a: Sequence[Row | None],
    b: Sequence[Row | None],
    statistic: Callable[[Sequence[Row]], float | None],
) -> Paired | None:
    """The same test for a statistic of all rows together; None where a run has none.

    `a[i]` and `b[i]` are the rows of one question (None: it does not count) and are exchanged as
    a whole. Exchanges after which the statistic does not exist are left out.
    """

    def of(rows: Sequence[Row | None]) -> float | None:
        return statistic(sorted(row for row in rows if row is not None))  # type: ignore[type-var]

    value_a, value_b = of(a), of(b)
    if value_a is None or value_b is None:
        return None
    differ = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    if not differ:
        return Paired(value_a, value_b, 1.0)
    import numpy as np

    rng = np.random.default_rng(SEED)
    observed = abs(value_b - value_a) - 1e-9
    at_least = tried = 0
    for _ in range(POOLED_ROUNDS):
        first, second = list(a), list(b)
        for i, swap in zip(differ, rng.integers(0, 2, size=len(differ)), strict=True):
            if swap:
                first[i], second[i] = b[i], a[i]
        x, y = of(first), of(second)
        if x is not None and y is not None:
            tried += 1
            at_least += abs(y - x) >= observed
    return Paired(value_a, value_b, (at_least + 1) / (tried + 1))


def _p_value(differences: Sequence[float]) -> float:
    changed = sorted(d for d in differences if d)
    if not changed:
        return 1.0
    import numpy as np

    observed = abs(sum(changed)) - 1e-9
    values = np.asarray(changed)
    if len(changed) <= EXACT_UP_TO:
        bits = np.arange(2 ** len(changed))[:, None] >> np.arange(len(changed))
        sums = np.abs((1 - 2 * (bits & 1)) @ values)
        return float((sums >= observed).mean())
    rng = np.random.default_rng(SEED)
    at_least = 0
    for _ in range(ROUNDS // 1000):
        signs = rng.integers(0, 2, size=(1000, len(changed))) * 2 - 1
        at_least += int((np.abs(signs @ values) >= observed).sum())
    return (at_least + 1) / (ROUNDS + 1)
