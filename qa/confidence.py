"""How far an answer can be trusted: a logistic model over what is known of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from qa.settings import CONFIDENCE
from qa.types import Hit
from qa.understand import Reading
from qa.weigh import Weighed

_VALUES = ("number", "percent", "money", "date")
_TEXTS = ("reason", "measure", "definition", "text")


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for the chosen answer, each about in [-1, 1].

    The signals of `qa.weigh`, `lead` over the best candidate that says otherwise, `agree` whether
    another passage says the same, `first` whether retrieval put its passage first, and the kind
    of answer: `value`, `text` or `items` (a name otherwise).
    """

    margin: float
    search: float
    fit: float
    place: float
    year: float
    aspect: float
    lead: float
    agree: float
    first: float
    value: float
    text: float
    items: float


def features(reading: Reading, hits: Sequence[Hit], weighed: Sequence[Weighed]) -> Features:
    """Measure the best of the candidates (`weighed[0]`) against question and rivals."""
    best = weighed[0]
    said = plain(best.draft.text)
    kind = reading.wanted.kind
    rivals = [
        w.score
        for w in weighed[1:]
        if plain(w.draft.text) != said and not (kind in _TEXTS and _same_words(best, w))
    ]
    same = [w for w in weighed[1:] if plain(w.draft.text) == said and w.draft.hit != best.draft.hit]
    signals = best.signals
    return Features(
        margin=signals.margin,
        search=signals.search,
        fit=signals.fit,
        place=signals.place,
        year=signals.year,
        aspect=signals.aspect,
        lead=min(1.0, (best.score - max(rivals, default=best.score - 5.0)) / 5),
        agree=1.0 if any(w.signals.margin > 0 for w in same) else 0.0,
        first=1.0 if best.draft.hit == 0 else 0.0,
        value=1.0 if kind in _VALUES else 0.0,
        text=1.0 if kind in _TEXTS else 0.0,
        items=1.0 if kind == "list" else 0.0,
    )


def _same_words(best: Weighed, other: Weighed) -> bool:
    """Whether two texts stand on much the same words: one told longer is no other answer.

    A reader gives the clauses of one reason in several lengths, and each lowered the trust of all.
    """
    if best.draft.hit != other.draft.hit:
        return False
    (start, end), (first, last) = best.draft.parts[0], other.draft.parts[0]
    return 2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)


def plain(text: str) -> str:
    """A text as it is compared with others: without spaces and outer punctuation."""
    return "".join(text.split()).strip("，。、；：“”《》（）()")


def confidence(measured: Features) -> float:
    """The probability, in [0, 1], that the chosen answer is right."""
    total = CONFIDENCE.bias + sum(
        weight * value for weight, value in zip(CONFIDENCE.weights, astuple(measured), strict=True)
    )
    return 1 / (1 + math.exp(-total))
