"""Whether search found anything: a calibrated probability out of what retrieval alone knows."""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

from qa.settings import FOUND
from qa.understand import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from qa.evidence import Evidence

#: How many of the first passages are looked at.
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Signs:
    """What the first passages say for having the answer, each about in [-1, 1].

    `cosine` is the highest of the first five, `lead` by how much the first outscores the fifth.
    `place` and `year` are 1 where the first passage is of what is asked, -1 where it is not, 0
    where nothing is asked; `unknown` is 1 where the question names a place that the library has no
    report of.
    """

    cosine: float
    lead: float
    place: float
    year: float
    unknown: float


def signs_of(
    reading: Reading,
    evidence: Evidence,
    best: NDArray[np.int64],
    scores: NDArray[np.float32],
) -> Signs:
    """Signs of a ranking; `best` are the positions in the evidence, best first, with `scores`."""
    first, asked = best[:LOOKED_AT], reading.understood
    top = int(first[0])
    dated = evidence.year[top] or evidence.year_end[top] or evidence.year_inside[top]

    def has(asked_for: bool, value: float) -> float:
        return 0.0 if not asked_for else 1.0 if value else -1.0

    return Signs(
        cosine=float(evidence.cosines[first].max()),
        lead=float(scores[0] - scores[len(first) - 1]) / 10,
        place=has(bool(asked.places), float(evidence.place[top])),
        year=has(asked.period is not None, float(dated)),
        unknown=1.0 if reading.unknown else 0.0,
    )


def found(signs: Signs) -> float:
    """The probability, in [0, 1], that the first five passages hold what is asked for."""
    weights = zip(FOUND.weights, astuple(signs), strict=True)
    return 1 / (1 + math.exp(-FOUND.bias - sum(weight * value for weight, value in weights)))
