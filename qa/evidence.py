"""What the index alone says for each candidate passage: meaning, words, place, period, aspect."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dense import best_rows
from qa.aliases import official
from qa.settings import SEARCH, SearchSettings
from qa.understand import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.dense import DenseIndex
    from index.lexical import LexicalIndex
    from index.snapshot import Snapshot

REVIEW, PLAN = 1, 2


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard limits on what is searched, all of which must hold; None means no limit.

    `year` is that of the facts, `report` an ordinal; of `reports` (ordinals) and `years` any one
    will do.
    """

    places: frozenset[str] | None = None
    year: int | None = None
    report: int | None = None
    reports: frozenset[int] | None = None
    years: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each candidate row: arrays of one length; the names are the weights' names.

    `cosines` are as they are; `dense` (the same), `lexical` (BM25 of the whole question) and
    `topic` (BM25 of what is left without place and year) are standard scores. `place` is 1 for a
    place that the question names. `year` is 1 where the passage speaks of just one of the years
    asked for, `year_end` where that year ends its longer period, `year_inside` where it lies
    within, `next_report` where the report was delivered the year after. `aspect` is 1 where
    review or plan is as asked, `other_aspect` where it is the other one, `review` for what looks
    back when the question does not say. `report_kind` is 1 for the kind of report that it names,
    `neighbours` the mean standing of the passages before and after.
    """

    rows: NDArray[np.int64]
    cosines: NDArray[np.float32]
    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    topic: NDArray[np.float32]
    place: NDArray[np.float32]
    year: NDArray[np.float32]
    year_end: NDArray[np.float32]
    year_inside: NDArray[np.float32]
    next_report: NDArray[np.float32]
    aspect: NDArray[np.float32]
    other_aspect: NDArray[np.float32]
    review: NDArray[np.float32]
    report_kind: NDArray[np.float32]
    neighbours: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows that may hold the answer, ascending, with their raw scores: arrays of one length."""

    rows: NDArray[np.int64]
    cosines: NDArray[np.float32]
    lexical: NDArray[np.float32]
    topic: NDArray[np.float32]


def candidates(
    dense: DenseIndex,
    lexical: LexicalIndex,
    question: str,
    topic: str,
    vector: NDArray[np.float32],
    *,
    allowed: NDArray[np.bool_] | None = None,
    inside: NDArray[np.bool_] | None = None,
    settings: SearchSettings = SEARCH,
) -> Candidates:
    """The best of each side: by meaning, by words, by the topic's words.

    Rows outside `allowed` are none; of those `inside` (the places asked for) the best are taken
    too, however many other places say the same. `vector` is the question's unit vector.
    """
    import numpy as np

    words, about = lexical.scores_of((question, topic or question))
    masks = [allowed]
    if inside is not None:
        masks.append(inside if allowed is None else inside & allowed)
    pools = []
    for mask in masks:
        pools.append(dense.nearest(vector, settings.candidates, mask))
        for scores in (words, about):
            if mask is None:
                pools.append(best_rows(scores, settings.candidates))
            else:
                within = np.flatnonzero(mask)
                pools.append(within[best_rows(scores[within], settings.candidates)])
    rows = np.unique(np.concatenate(pools)).astype(np.int64)
    return Candidates(rows, dense.cosines(vector, rows), words[rows], about[rows])


def gather(
    snapshot: Snapshot,
    reading: Reading,
    vector: NDArray[np.float32],
    filters: Filters,
    settings: SearchSettings = SEARCH,
) -> Evidence:
    """Candidates that pass the filters, with all that the index says of each."""
    import numpy as np

    understood = reading.understood
    entries = [entry.metadata for entry in snapshot.entries]
    asked = np.array([data.place in understood.places for data in entries])
    found = candidates(
        snapshot.dense,
        snapshot.lexical,
        understood.standalone,
        official(understood.topic),
        vector,
        allowed=_allowed(snapshot, filters),
        inside=asked[snapshot.rows[:, 0]] if asked.any() else None,
        settings=settings,
    )
    facts = snapshot.rows[found.rows]
    kinds = np.array([data.kind == understood.report_kind for data in entries])
    delivered = np.array([int((data.delivered or "0")[:4]) for data in entries])
    return weighed_candidates(
        found,
        facts,
        reading,
        place=asked[facts[:, 0]],
        report_kind=kinds[facts[:, 0]],
        delivered=delivered[facts[:, 0]],
    )


def weighed_candidates(
    found: Candidates,
    facts: NDArray[np.int32],
    reading: Reading,
    *,
    place: NDArray[np.bool_],
    report_kind: NDArray[np.bool_],
    delivered: NDArray[np.int64],
) -> Evidence:
    """All evidence on candidates whose rows of `Snapshot.rows` are `facts`.

    The three arrays, shape (candidates,), say of each whether it is of a place asked for, of the
    kind of report asked for, and in which year its report was delivered (0 where unknown).
    """
    import numpy as np

    dense, lexical = standardised(found.cosines), standardised(found.lexical)
    standing = dense + 0.5 * lexical
    years = _year_evidence(facts, delivered, reading)
    aspect = reading.understood.aspect
    looks_back, looks_ahead = facts[:, 4] == REVIEW, facts[:, 4] == PLAN
    nothing = np.zeros(len(facts), dtype=bool)
    said = {"review": (looks_back, looks_ahead), "plan": (looks_ahead, looks_back)}
    as_asked, against = said[aspect] if aspect else (nothing, nothing)
    return Evidence(
        rows=found.rows,
        cosines=found.cosines,
        dense=dense,
        lexical=lexical,
        topic=standardised(found.topic),
        place=place.astype(np.float32),
        year=years[0].astype(np.float32),
        year_end=years[1].astype(np.float32),
        year_inside=years[2].astype(np.float32),
        next_report=years[3].astype(np.float32),
        aspect=as_asked.astype(np.float32),
        other_aspect=against.astype(np.float32),
        review=(looks_back if aspect is None else nothing).astype(np.float32),
        report_kind=report_kind.astype(np.float32),
        neighbours=_neighbours(found.rows, facts[:, 0], standing),
    )


def standardised(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Standard scores: mean 0, deviation 1; zeros where all are equal."""
    import numpy as np

    spread = float(scores.std()) if len(scores) else 0.0
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def _allowed(snapshot: Snapshot, filters: Filters) -> NDArray[np.bool_] | None:
    """Which rows the filters let through, or None when there are none."""
    import numpy as np

    facts = snapshot.rows
    if filters == Filters():
        return None
    mask = np.ones(len(facts), dtype=bool)
    if filters.report is not None:
        mask &= facts[:, 0] == filters.report
    if filters.places is not None:
        inside = np.array([e.metadata.place in filters.places for e in snapshot.entries])
        mask &= inside[facts[:, 0]]
    if filters.year is not None:
        mask &= (facts[:, 2] <= filters.year) & (filters.year <= facts[:, 3])
    if filters.reports is not None:
        mask &= np.isin(facts[:, 0], sorted(filters.reports))
    if filters.years is not None:
        spoken_of = [(facts[:, 2] <= year) & (year <= facts[:, 3]) for year in filters.years]
        mask &= np.any(spoken_of, axis=0) if spoken_of else False
    return mask


def _year_evidence(
    facts: NDArray[np.int32], delivered: NDArray[np.int64], reading: Reading
) -> tuple[NDArray[np.bool_], ...]:
    """`year`, `year_end`, `year_inside` and `next_report` for the years that a question names."""
    import numpy as np

    first, last = facts[:, 2], facts[:, 3]
    found = tuple(np.zeros(len(facts), dtype=bool) for _ in range(4))
    period = reading.understood.period
    if period is None:
        return found
    for year in reading.years or (period.last,):
        holds = (first <= year) & (year <= last)
        found[0][:] |= holds & (first == last)
        found[1][:] |= holds & (first != last) & (last == year)
        found[2][:] |= holds & (first != last) & (last != year)
        found[3][:] |= delivered == year + 1
    return found


def _neighbours(
    rows: NDArray[np.int64], reports: NDArray[np.int32], standing: NDArray[np.float32]
) -> NDArray[np.float32]:
    """The mean standing of the candidates just before and after, in the same report; else 0."""
    import numpy as np

    total, count = np.zeros(len(rows), dtype=np.float32), np.zeros(len(rows), dtype=np.float32)
    beside = np.flatnonzero((np.diff(rows) == 1) & (np.diff(reports) == 0))
    total[beside] += standing[beside + 1]
    count[beside] += 1
    total[beside + 1] += standing[beside]
    count[beside + 1] += 1
    return np.asarray(total / np.maximum(count, 1), dtype=np.float32)
