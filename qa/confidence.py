"""How far an answer can be trusted: a logistic model over what is known of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.settings import CONFIDENCE
from qa.types import Hit, Span
from qa.understand import Reading


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for one candidate answer, each about in [-1, 1].

    `nearness` is the reader's score, `margin` its lead over the best other answer, `retrieval`
    the passage's score (standard deviations, divided by 10), `first` whether the passage is the
    best one, `place` 1 or -1 for the place asked for or another, `year` likewise, `value`
    whether the kind of answer is a value that can be checked.
    """

    nearness: float
    margin: float
    retrieval: float
    first: float
    place: float
    year: float
    value: float


def features(
    reading: Reading, hits: Sequence[Hit], chosen: Span, others: Sequence[Span]
) -> Features:
    """Measure a candidate answer against the question and its rivals."""
    hit = hits[chosen.hit]
    rivals = [span.score for span in others if span.text != chosen.text]
    return Features(
        nearness=chosen.score,
        margin=chosen.score - max(rivals, default=0.0),
        retrieval=hit.score / 10,
        first=1.0 if chosen.hit == 0 else 0.0,
        place=_place(reading, hit),
        year=_year(reading, hit),
        value=1.0
        if reading.understood.answer_kind in ("number", "percent", "money", "date")
        else 0.0,
    )


def _place(reading: Reading, hit: Hit) -> float:
    places = reading.understood.places
    if not places:
        return 0.0
    return 1.0 if hit.place in places else -1.0


def _year(reading: Reading, hit: Hit) -> float:
    period = reading.understood.period
    if period is None:
        return 0.0
    return 1.0 if speaks_of(hit, period.first) or speaks_of(hit, period.last) else -1.0


def speaks_of(hit: Hit, year: int) -> bool:
    """Whether a passage is about a year: by its period, or because it names it."""
    return bool(hit.period and hit.period.covers(year)) or f"{year}年" in hit.text


def confidence(measured: Features) -> float:
    """The probability, in [0, 1], that a candidate answer is right."""
    weights = CONFIDENCE.weights
    total = CONFIDENCE.bias + sum(
        weight * value for weight, value in zip(weights, astuple(measured), strict=True)
    )
    return 1 / (1 + math.exp(-total))
