"""Every tuned constant of answering, with the measurement that chose it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """Weights of `qa.evidence.Evidence` and `qa.wording.Wording`, in log-odds.

    Fitted on the 680 answerable questions of data/train by listwise logistic regression
    (`python -m eval.fit_search`), confirmed on gov120; docs/search.md has the figures.
    `candidates` are taken from each side, `read` of them are read; with `parts` a question of
    several is searched for each. `report_kind` is no fit: too
    few questions name a kind of report.
    """

    candidates: int = 200
    read: int = 60
    parts: bool = True
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
class FoundSettings:
    """Logistic weights of `qa.found.Signs`, in its order.

    Fitted on data/train: its questions as they are, and at a tenth of the weight each with its
    evidence taken out, with its years moved where no report reaches, and in a library without its
    report. On gov120 the calibration error is 0.083 for the questions as they are; over all four
    the area under the ROC curve is 0.93. docs/search.md has the figures.
    """

    bias: float = -2.71
    weights: tuple[float, ...] = (0.67, 1.58, 1.22, 1.51, -1.04)


FOUND = FoundSettings()


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """How much is read and when an answer is refused.

    `passages` are read for a question, shared by its parts, of which each gets `least` or more;
    `threshold` is the confidence below which a question is refused (docs/reader.md has the curve:
    up to 0.4 what is refused more and what is answered wrong less weigh the same, and a wrong
    answer is the worse of the two); so is one whose best answer
    fits no better than `misfit` (a growth rate where an amount in 亿元 was asked for).
    """

    passages: int = 10
    least: int = 4
    shown: int = 20
    threshold: float = 0.33
    misfit: float = 0.1
    max_quote: int = 200
    max_question: int = 500


SEARCH = SearchSettings()
READ = ReadSettings()


@dataclass(frozen=True, slots=True)
class WeighSettings:
    """Weights of `qa.weigh.Signals`, in its order: margin, search, fit, place, year, aspect.

    Fitted (`python -m eval.fit`) on 516 questions that the reader was not trained on: a quarter of
    the reports of data/train and the invented set. A right candidate came first for 336 of the 381
    that had one.
    """

    weights: tuple[float, ...] = (4.0, 1.83, 5.27, 0.67, 0.53, -0.24)


WEIGH = WeighSettings()


@dataclass(frozen=True, slots=True)
class ConfidenceSettings:
    """Logistic weights of `qa.confidence.Features`, in its order.

    Fitted on the same 516 questions; judged by tenths held out: Brier score 0.114, of the answers
    given at 0.5 or more 86 of 100 are right, at 0.8 or more 94.
    """

    bias: float = -3.42
    weights: tuple[float, ...] = (
        *(1.22, 0.24, 1.89, 0.44, 0.64, 0.16, 3.03),
        *(0.46, 0.42, -0.32, -0.56, 0.12),
    )


CONFIDENCE = ConfidenceSettings()
