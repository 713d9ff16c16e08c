"""What was read for each part of a question: its passages and its candidate answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.confidence import confidence, features
from qa.places import parents, short_forms
from qa.types import Hit, Understood
from qa.understand import Reading
from qa.weigh import Weighed

#: Behind the gap that 多少 leaves in a topic: 建了 间协商议事室.
_COUNTED = re.compile(r" [个间家所座次场件项条名位处户台辆篇](?=[^ ]{2})([^ ]+)$")
#: How many, left at the end of a topic: 委员摸底的民企几家.
_COUNTS = re.compile(r"(?:有|是|为)?(?:几|多少)[个间家所座次场件项条名位处户台辆篇]?$")


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
            words += _typed(reading.understood) or _short(reading.understood.places[0], places)
        if len(years) == len(places) == 1 and len(aspects) > 1:
            words += {"plan": "目标", "review": "实际"}.get(reading.understood.aspect or "", "")
        found.append(words or _thing(reading.understood.topic))
    return tuple(found)


def _typed(asked: Understood) -> str:
    """A part's place as its question shortens it: 黔南州 for 黔南布依族苗族自治州; "" otherwise.

    One character alone is no name to conclude with.
    """
    forms = sorted(short_forms(asked.places[0]), key=len, reverse=True)
    said = next((form for form in forms if len(form) > 1 and form in asked.standalone), "")
    return "" if said == asked.places[0] else said


def _short(place: str, all_places: Collection[tuple[str, ...]]) -> str:
    """A place without the greater one before it, where no other of the places is called so too."""
    named = place.removeprefix(parents(place)[-1]) if parents(place) else place
    alike = [other for others in all_places for other in others[:1] if other.endswith(named)]
    return named if len(alike) == 1 else place


def _thing(topic: str) -> str:
    """What a part asks about: the words behind its 多少间 where something stands there."""
    counted = _COUNTED.search(topic)
    return counted.group(1) if counted else _COUNTS.sub("", topic)
