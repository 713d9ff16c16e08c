"""Every tuned constant of answering, with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Fusion of dense, lexical and metadata evidence; all in standard deviations of the scores.

    Chosen on the 680 answerable questions of data/train and confirmed on gov120 (docs/notes.md).
    `candidates` is taken from each side before fusion.
    """

    candidates: int = 200
    dense: float = 1.0
    lexical: float = 1.0
    place: float = 2.0
    other_place: float = -1.0
    year: float = 1.0
    near_year: float = 0.4
    aspect: float = 0.5


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How much is read and when an answer is refused.

    `threshold` is the confidence below which a question is refused; `softness` says by how many
    points of the search score a passage may trail before its spans count half.
    """

    passages: int = 10
    shown: int = 20
    threshold: float = 0.5
    softness: float = 2.0
    max_quote: int = 200
    max_question: int = 500


SEARCH = SearchSettings()
READ = ReadSettings()


@dataclass(frozen=True, slots=True)
class ConfidenceSettings:
    """Logistic weights of `qa.confidence.Features`, in its order; fitted on data/train."""

    bias: float = -3.0
    weights: tuple[float, ...] = (4.0, 2.0, 0.5, 0.3, 0.5, 1.0, 0.3)


CONFIDENCE = ConfidenceSettings()
