"""What was read for each part of a question: its passages and its candidate answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qa.confidence import confidence, features
from qa.types import Hit
from qa.understand import Reading
from qa.weigh import Weighed


@dataclass(frozen=True, slots=True)
class PartRead:
    """One part of a question, the passages found for it, and its candidate answers, best first."""

    reading: Reading
    hits: tuple[Hit, ...]
    weighed: tuple[Weighed, ...]

    @property
    def trust(self) -> float:
        """The probability that the best candidate is right; 0 where there is none."""
        if not self.weighed:
            return 0.0
        return confidence(features(self.reading, self.hits, self.weighed))

    @property
    def nearest(self) -> Hit:
        """The passage of the best candidate, or the one that was found first."""
        return self.hits[self.weighed[0].draft.hit if self.weighed else 0]

    def words(self, weighed: Weighed) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Which words a candidate stands on, comparable between parts."""
        return self.hits[weighed.draft.hit].ordinal, weighed.draft.parts


def distinct(reads: Sequence[PartRead]) -> tuple[PartRead, ...]:
    """The parts with no words answering two of them: the part trusted less takes its next best.

    2020年 and 2022年 cannot both be the one 359天; a part that has nothing else keeps it.
    """
    taken: set[tuple[int, tuple[tuple[int, int], ...]]] = set()
    found = list(reads)
    for place in sorted(range(len(reads)), key=lambda i: (-reads[i].trust, i)):
        read = reads[place]
        free = tuple(w for w in read.weighed if read.words(w) not in taken)
        if free:
            found[place] = replace(read, weighed=free)
            taken.add(read.words(free[0]))
    return tuple(found)


def labels(readings: Sequence[Reading]) -> tuple[str, ...]:
    """What sets the parts of a question apart: their years, places, 目标 and 实际, or topics."""
    years = {reading.years for reading in readings}
    places = {reading.understood.places for reading in readings}
    aspects = {reading.understood.aspect for reading in readings}
    found = []
    for reading in readings:
        words = ""
        if len(years) > 1 and reading.years:
            words += f"{reading.years[0]}年"
        if len(places) > 1 and reading.understood.places:
            words += reading.understood.places[0]
        if len(years) == len(places) == 1 and len(aspects) > 1:
            words += {"plan": "目标", "review": "实际"}.get(reading.understood.aspect or "", "")
        found.append(words or reading.understood.topic)
    return tuple(found)
