"""Fits how candidates are weighed and how far answers are trusted: `python -m eval.fit`.

Run on questions that the reader was not trained on; prints the two blocks of `qa/settings.py`.
"""

from __future__ import annotations

import argparse
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.metrics.right import is_right
from eval.questions import Question, load_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.library import Library
    from qa.part_reads import PartRead

#: L2 penalty of both fits, in units of one question's log-likelihood.
PENALTY = 0.5


@dataclass(frozen=True, slots=True)
class Sample:
    """One question read: the signals of each candidate, and which candidates are right."""

    question: Question
    read: PartRead
    right: tuple[bool, ...]


def samples(library: Library, questions: Sequence[Question]) -> Iterator[Sample]:
    """Every question of one part, read and judged; a question without gold is passed over."""
    for question in questions:
        if question.answerable and not question.answers:
            continue
        reads = library.read(question.question, history=question.history)
        if len(reads) != 1 or not reads[0].weighed:
            continue
        read = reads[0]
        right = tuple(
            question.answerable
            and is_right(question, w.draft.text, tuple(w.draft.text.split("、")))
            for w in read.weighed
        )
        yield Sample(question, read, right)


def fit_weights(found: Sequence[Sample], steps: int = 2000, rate: float = 0.05) -> NDArray[Any]:
    """Weights under which a right candidate comes first: the log-likelihood of a softmax."""
    import numpy as np

    data = [
        (np.array([astuple(w.signals) for w in s.read.weighed]), np.array(s.right))
        for s in found
        if any(s.right) and not all(s.right)
    ]
    weights = np.zeros(data[0][0].shape[1])
    speed = np.zeros_like(weights)
    for _ in range(steps):
        gradient = -PENALTY * weights / 10
        for signals, right in data:
            scores = signals @ weights
            chance = np.exp(scores - scores.max())
            every = chance / chance.sum()
            good = np.where(right, chance, 0) / chance[right].sum()
            gradient += (good - every) @ signals
        speed = 0.9 * speed + gradient / len(data)
        weights += rate * speed
    return weights


def fit_logistic(
    features: NDArray[np.float64], labels: NDArray[np.float64], penalty: float = PENALTY
) -> NDArray[Any]:
    """Bias and weights of a logistic regression by Newton's method; the bias is not penalised."""
    import numpy as np

    x = np.hstack([np.ones((len(features), 1)), features])
    ridge = penalty * np.eye(x.shape[1])
    ridge[0, 0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (labels - chance) - ridge @ weights
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x + ridge
        weights += np.linalg.solve(hessian, gradient)
    return weights


def reweighed(sample: Sample, weights: Sequence[float]) -> Sample:
    """A sample with its candidates ordered by other weights."""
    scored = [
        (replace(w, score=sum(a * b for a, b in zip(weights, astuple(w.signals), strict=True))), ok)
        for w, ok in zip(sample.read.weighed, sample.right, strict=True)
    ]
    scored.sort(key=lambda pair: -pair[0].score)
    read = replace(sample.read, weighed=tuple(w for w, _ in scored))
    return replace(sample, read=read, right=tuple(ok for _, ok in scored))


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the sets, fit both, print both."""
    import numpy as np

    from qa.confidence import features
    from qa.library import Library

    made = argparse.ArgumentParser(prog="python -m eval.fit", description=__doc__)
    made.add_argument("pairs", nargs="+", help="HOME=SET.jsonl, any number of them")
    asked = made.parse_args(arguments)
    found: list[Sample] = []
    for pair in asked.pairs:
        home, path = pair.split("=", 1)
        found += samples(Library.open(Path(home)), load_set(Path(path)).questions)
    weights = tuple(round(float(w), 2) for w in fit_weights(found))
    before = sum(s.right[0] for s in found)
    found = [reweighed(s, weights) for s in found]
    after = sum(s.right[0] for s in found)
    able = sum(any(s.right) for s in found)
    print(f"{len(found)} questions; right: anywhere {able}, first {before}, fitted {after}")
    print("WEIGH weights", weights)
    x = np.array([astuple(features(s.read.reading, s.read.hits, s.read.weighed)) for s in found])
    y = np.array([float(s.right[0]) for s in found])
    bias, *trust = fit_logistic(x, y)
    print("CONFIDENCE bias", round(float(bias), 2), tuple(round(float(w), 2) for w in trust))
    # Each tenth judged by the rest: what the confidence is worth on questions it has not seen.
    folds = np.array([zlib.crc32(s.question.id.encode()) % 10 for s in found])
    chance = np.zeros(len(y))
    for fold in range(10):
        inside = folds == fold
        parts = fit_logistic(x[~inside], y[~inside])
        chance[inside] = 1 / (1 + np.exp(-(parts[0] + x[inside] @ parts[1:])))
    print("Brier, held out by tenths", round(float(((chance - y) ** 2).mean()), 4))
    for bound in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        given = chance >= bound
        print(f"  at {bound}: answers {given.mean():.3f}, right {y[given].mean():.3f}")


if __name__ == "__main__":
    main()
