"""Whether search found anything: a calibrated probability out of what retrieval alone knows."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.settings import FOUND
from qa.understand import Reading
from qa.wording import SHOWN

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.evidence import Evidence
    from qa.wording import Wording

#: How many of the first passages are looked at.
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Signs:
    """What the first passages say for having the answer, each about in [-1, 1].

    `cosine`, `coverage` and `run` (see `qa.wording.Wording`) are the highest of the first five,
    `lead` is by how much the first outscores the fifth. The others are the first passage's: 1
    where it has what is asked, -1 where it has not, 0 where nothing is asked; `unknown` is 1
    where the question names a place that the library has no report of.
    """

    cosine: float
    coverage: float
    run: float
    lead: float
    kind: float
    unit: float
    place: float
    year: float
    aspect: float
    unknown: float


def signs_of(
    reading: Reading,
    evidence: Evidence,
    candidates: NDArray[np.int64],
    words: Wording,
    read: NDArray[np.int64],
    scores: NDArray[np.float32],
) -> Signs:
    """Signs of a ranking, best first: `candidates` index the evidence, `read` words and scores."""
    best, first = candidates[:LOOKED_AT], read[:LOOKED_AT]
    top, asked = int(best[0]), reading.understood
    year = max(
        float(evidence.year[top]), float(evidence.year_end[top]), float(evidence.year_inside[top])
    )

    def has(asked_for: bool, value: float) -> float:
        return 0.0 if not asked_for else 1.0 if value else -1.0

    return Signs(
        cosine=float(evidence.cosines[best].max()),
        coverage=float(words.coverage[first].max()),
        run=float(words.run[first].max()),
        lead=float(scores[first[0]] - scores[first[-1]]) / 10,
        kind=has(asked.answer_kind in SHOWN, float(words.kind[first[0]])),
        unit=has(reading.wanted.unit is not None, float(words.unit[first[0]])),
        place=has(bool(asked.places), float(evidence.place[top])),
        year=has(asked.period is not None, year),
        aspect=float(evidence.aspect[top] - evidence.other_aspect[top]),
        unknown=1.0 if reading.unknown else 0.0,
    )


def found(signs: Signs) -> float:
    """The probability, in [0, 1], that the first five passages hold what is asked for."""
    weights = zip(FOUND.weights, astuple(signs), strict=True)
    return 1 / (1 + math.exp(-FOUND.bias - sum(weight * value for weight, value in weights)))
