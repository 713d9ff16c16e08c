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
    from qa.wording import Wording

#: How many of the first passages are looked at.
LOOKED_AT = 5


@dataclass(frozen=True, slots=True)
class Signs:
    """What the first five passages say for having the answer, each about in [-1, 1].

    `cosine` is the highest of them; `coverage`, `run`, `kind` and `unit` are those of
    `qa.wording.Wording`, `unit` 0 where the question names none; `place` and `year` are 1 where
    one of them has what is asked, -1 where none has, 0 where nothing is asked; `unknown` is 1
    where the question names a place that the library has no report of; `lead` is by how much the
    first outscores the fifth.
    """

    cosine: float
    coverage: float
    run: float
    kind: float
    unit: float
    place: float
    year: float
    unknown: float
    lead: float


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
    dated = evidence.year[best] + evidence.year_end[best] + evidence.year_inside[best]
    asked = reading.understood

    def among(given: bool, values: NDArray[np.float32]) -> float:
        return 0.0 if not given else 1.0 if bool(values.any()) else -1.0

    return Signs(
        cosine=float(evidence.cosines[best].max()),
        coverage=float(words.coverage[first].max()),
        run=float(words.run[first].max()),
        kind=float(words.kind[first].mean()),
        unit=among(reading.wanted.unit is not None, words.unit[first]),
        place=among(bool(asked.places), evidence.place[best]),
        year=among(asked.period is not None, dated),
        unknown=1.0 if reading.unknown else 0.0,
        lead=float(scores[first[0]] - scores[first[-1]]) / 10,
    )


def found(signs: Signs) -> float:
    """The probability, in [0, 1], that the first five passages hold what is asked for."""
    weights = zip(FOUND.weights, astuple(signs), strict=True)
    return 1 / (1 + math.exp(-FOUND.bias - sum(weight * value for weight, value in weights)))
