"""Every tuned constant of answering, with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Fusion of dense, lexical and metadata evidence; all in standard deviations of the scores.

    Chosen on the 680 answerable questions of data/train (with passages of 240 characters evidence
    hit@1 0.790, hit@5 0.953; equal weights 0.763, 0.940), confirmed on the 224 of gov120 (0.69,
    0.89; equal weights 0.63, 0.87). Chosen again with passages of 160: no gain (0.818 to 0.819).
    `candidates` is taken from each side before fusion.
    """

    candidates: int = 200
    dense: float = 1.0
    lexical: float = 0.45
    place: float = 1.8
    other_place: float = -0.2
    year: float = 1.65
    near_year: float = 1.2
    aspect: float = 0.2


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
    """Logistic weights of `qa.confidence.Features`, in its order, for the stopgap reader.

    Fitted on data/train (792 questions, L2 penalty 0.5); on gov120 the answers given at 0.5 or
    more are right in 69 of 100 cases, those at 0.6 or more in 81, those at 0.7 in 82.
    """

    bias: float = -1.93
    weights: tuple[float, ...] = (-0.60, 5.26, 0.38, 1.16, 0.18, 0.10, 0.55)


CONFIDENCE = ConfidenceSettings()
