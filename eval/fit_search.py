"""Fits the weights of search: `python -m eval.fit_search SET.jsonl --home HOME`.

Prints the fields of `qa.settings.SearchSettings`. The model is a listwise logistic regression: the
passages that hold the evidence should together be likely under a softmax over the candidates.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from eval.metrics.evidence import covers
from eval.questions import Question, load_set

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder
    from qa.library import Library

#: L2 penalty, in units of one question's log-likelihood.
PENALTY = 1.0
#: Candidates of a question, the best by the weights in use, among which the evidence must win.
DEPTH = 80
#: Kept as they are: data/train has hardly a question that names a kind of report.
NOT_FITTED = ("rows", "cosines", "report_kind")


@dataclass(frozen=True, slots=True)
class Sample:
    """One question: what speaks for each candidate, shape (candidates, weights), and which hold
    its evidence."""

    evidence: NDArray[np.float64]
    right: NDArray[np.bool_]


def weight_names() -> list[str]:
    """The fitted weights, in the order of a sample's columns."""
    from qa.evidence import Evidence
    from qa.wording import Wording

    names = [field.name for kind in (Evidence, Wording) for field in fields(kind)]
    return [name for name in names if name not in NOT_FITTED]


def samples(library: Library, encoder: Encoder, questions: Sequence[Question]) -> Iterator[Sample]:
    """Every question with evidence in one place, that is among its candidates."""
    import numpy as np

    from qa.evidence import Filters, gather
    from qa.retrieve import fuse, rarity, texts_of
    from qa.wording import wording

    snapshot = library.snapshot
    for question in questions:
        if not question.answerable or not question.evidence or question.type == "multi":
            continue
        reading = library.understand(question.question, question.history)
        vector = encoder.encode([reading.understood.standalone], query=True)[0]
        evidence = gather(snapshot, reading, vector, Filters())
        first = np.argsort(-fuse(evidence), kind="stable")[:DEPTH]
        texts = [texts_of(snapshot, row) for row in evidence.rows[first].tolist()]
        words = wording(
            reading,
            texts,
            lambda token: rarity(snapshot.lexical.document_frequency(token), len(snapshot.rows)),
        )
        columns = [
            getattr(evidence, name)[first] if hasattr(evidence, name) else getattr(words, name)
            for name in weight_names()
        ]
        golds = {(snapshot.ordinal_of(gold.report), gold.quote) for gold in question.evidence}
        right = np.array(
            [
                any(
                    int(snapshot.rows[row, 0]) == ordinal and covers(own, quote)
                    for ordinal, quote in golds
                )
                for row, (own, _) in zip(evidence.rows[first].tolist(), texts, strict=True)
            ]
        )
        if right.any():
            yield Sample(np.stack(columns, axis=1).astype(np.float64), right)


def fit(found: Sequence[Sample], steps: int = 1500, rate: float = 0.05) -> NDArray[np.float64]:
    """Weights of greatest penalised likelihood, by gradient steps (Kingma & Ba 2015)."""
    import numpy as np

    evidence = np.concatenate([sample.evidence for sample in found])
    right = np.concatenate([sample.right for sample in found])
    lengths = np.array([len(sample.right) for sample in found])
    starts = np.cumsum(lengths) - lengths
    weights = np.zeros(evidence.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        scores = evidence @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), lengths))
        held = powers * right
        all_share = powers / np.repeat(np.add.reduceat(powers, starts), lengths)
        right_share = held / np.repeat(np.add.reduceat(held, starts), lengths)
        slope = evidence.T @ (all_share - right_share) + PENALTY * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        corrected = mean / (1 - 0.9**step), square / (1 - 0.999**step)
        weights -= rate * corrected[0] / (np.sqrt(corrected[1]) + 1e-9)
    return weights


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit on a set over the library of `--home`, and print the weights."""
    from index.models.encoder import load_encoder
    from index.paths import home_dir
    from qa.library import Library

    parser = argparse.ArgumentParser(prog="python -m eval.fit_search", description=__doc__)
    parser.add_argument("set", type=Path, metavar="SET.jsonl")
    parser.add_argument("--home")
    made = parser.parse_args(arguments)
    library = Library.open(home_dir(made.home))
    found = list(samples(library, load_encoder(), load_set(made.set).questions))
    for name, weight in zip(weight_names(), fit(found), strict=True):
        sys.stdout.write(f"    {name}: float = {weight:.2f}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
