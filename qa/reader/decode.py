"""From start and end scores to spans: which stretches of a window may be the answer, how likely."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.reader.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Starts and ends that are combined, and spans that a window hands on.
_BEST = 12
_KEPT = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of a text, `text[start:end]`, and by how much it beats "no answer here".

    `margin` is the sum of its start and end scores less that of [CLS] (Devlin et al. 2019, 4.3);
    above 0 the reader would rather answer than not.
    """

    start: int
    end: int
    margin: float


def decode(
    window: Window,
    start: NDArray[np.float32],
    end: NDArray[np.float32],
    longest: int,
) -> list[Candidate]:
    """The best spans of a window, best first; none overlaps a better one.

    `start` and `end` have one score a token; a span has at most `longest` characters.
    """
    import numpy as np

    first, count = window.first, len(window.offsets)
    if not count:
        return []
    starts = start[first : first + count]
    ends = end[first : first + count]
    none = float(start[0] + end[0])
    begin = np.argsort(-starts, kind="stable")[:_BEST]
    stop = np.argsort(-ends, kind="stable")[:_BEST]
    found = []
    for i in begin:
        for j in stop:
            if i > j or window.offsets[j][1] - window.offsets[i][0] > longest:
                continue
            found.append((float(starts[i] + ends[j]) - none, int(i), int(j)))
    found.sort(key=lambda item: (-item[0], item[1], item[2]))
    kept: list[tuple[float, int, int]] = []
    for margin, i, j in found:
        if all(j < a or i > b for _, a, b in kept):
            kept.append((margin, i, j))
        if len(kept) == _KEPT:
            break
    return [Candidate(window.offsets[i][0], window.offsets[j][1], m) for m, i, j in kept]


def trust(margin: float) -> float:
    """A margin as a score in (0, 1); 0.5 where answer and no answer are as likely."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, margin)) / 2))
