"""Every tuned constant of answering, with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of `qa.evidence.Evidence` and `qa.wording.Wording`, in log-odds.

    Fitted on the 680 answerable questions of data/train by listwise logistic regression
    (`python -m eval.fit_search`), confirmed on gov120; docs/search.md has the figures.
    `candidates` are taken from each side, `read` of them are read. `report_kind` is no fit: too
    few questions name a kind of report.
    """

    candidates: int = 200
    read: int = 60
    dense: float = 2.78
    lexical: float = 0.66
    topic: float = 0.3
    place: float = 2.58
    year: float = 2.94
    year_end: float = 3.03
    year_inside: float = -0.2
    next_report: float = 1.34
    aspect: float = 0.11
    other_aspect: float = -2.17
    review: float = 0.95
    report_kind: float = 1.0
    neighbours: float = 0.61
    kind: float = 3.41
    unit: float = 2.65
    coverage: float = 1.11
    own: float = 1.64
    run: float = 2.6
    short: float = -1.39


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
