"""Which candidate answer is best: reading, retrieval, and what question and passage say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace

from qa.finish import Draft
from qa.settings import WEIGH
from qa.types import Hit
from qa.understand import Reading


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for one candidate answer, each about in [-1, 1].

    `margin` is the reader's, `search` the passage's score less that of the best passage (standard
    deviations, divided by 5), `fit` how well kind and unit fit, `place`, `year` and `aspect` 1
    where the passage is of the one asked for, -1 where it is of another, 0 where none is asked.
    """

    margin: float
    search: float
    fit: float
    place: float
    year: float
    aspect: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """A candidate answer with its signals and their weighted sum."""

    draft: Draft
    signals: Signals
    score: float


def weigh(reading: Reading, hits: Sequence[Hit], found: Sequence[Draft]) -> tuple[Weighed, ...]:
    """The candidate answers, best first."""
    weighed = []
    for draft in found:
        signals = signals_of(reading, hits, draft)
        score = sum(w * v for w, v in zip(WEIGH.weights, astuple(signals), strict=True))
        weighed.append(Weighed(draft, signals, score))
    return tuple(sorted(weighed, key=lambda w: (-w.score, w.draft.hit, w.draft.parts)))


def signals_of(reading: Reading, hits: Sequence[Hit], draft: Draft) -> Signals:
    """Measure one candidate answer against the question."""
    hit = hits[draft.hit]
    return Signals(
        margin=draft.margin,
        search=(hit.score - hits[0].score) / 5,
        fit=draft.fit,
        place=_place(reading, hit),
        year=_year(reading, hit),
        aspect=_aspect(reading, hit),
    )


def reranked(hits: Sequence[Hit], weighed: Sequence[Weighed]) -> tuple[Hit, ...]:
    """The hits in the final ranking: those read by their best candidate, then the rest.

    The score of a hit that was read is its candidate's; the others follow in their old order.
    """
    best: dict[int, float] = {}
    for candidate in weighed:
        best.setdefault(candidate.draft.hit, candidate.score)
    rest = [position for position in range(len(hits)) if position not in best]
    floor = min(best.values(), default=0.0)
    scores = best | {p: floor + hits[p].score - hits[rest[0]].score for p in rest}
    return falling([replace(hits[p], score=scores[p]) for p in (*best, *rest)])


def falling(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Hits in the order given, none with a higher score than the one before it."""
    found: list[Hit] = []
    for hit in hits:
        ceiling = found[-1].score if found else hit.score
        found.append(replace(hit, score=min(hit.score, ceiling)))
    return tuple(found)


def speaks_of(hit: Hit, year: int) -> bool:
    """Whether a passage is about a year: by its period, or because it names it.

    A table's columns may be named outside of the passage.
    """
    if (hit.period and hit.period.covers(year)) or f"{year}年" in hit.text:
        return True
    return any(str(year) in cell.column for cell in hit.cells)


def _place(reading: Reading, hit: Hit) -> float:
    places = reading.understood.places
    if not places:
        return 0.0
    return 1.0 if hit.place in places else -1.0


def _year(reading: Reading, hit: Hit) -> float:
    """1 for a passage of just that period, 0.5 for one that covers or names it, -1 for others."""
    period = reading.understood.period
    if period is None:
        return 0.0
    held = hit.period
    if held and (held.first, held.last) == (period.first, period.last):
        return 1.0
    return 0.5 if speaks_of(hit, period.first) or speaks_of(hit, period.last) else -1.0


def _aspect(reading: Reading, hit: Hit) -> float:
    asked = reading.understood.aspect
    held = hit.period.aspect if hit.period else None
    if asked is None or held is None:
        return 0.0
    return 1.0 if asked == held else -1.0
