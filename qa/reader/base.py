"""The one contract of readers; the trained reader takes the place of the stopgap behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from qa.types import Hit, Span, Understood


class Reader(Protocol):
    """Takes the exact words that answer a question out of passages.

    `name` goes into fingerprints, so that runs by different readers are never mixed.
    """

    name: str

    def read(self, question: Understood, passages: Sequence[Hit]) -> tuple[Span, ...]:
        """Spans that may answer the question, best first; none when nothing may.

        Several spans of one list answer share `hit` and `group`. Offsets count in the passages'
        canonical texts; every span lies inside its passage.
        """
        ...
