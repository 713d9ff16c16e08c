"""Hybrid search: dense and lexical candidates, weighed together with what the metadata say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa.places import parents
from qa.settings import SEARCH, SearchSettings
from qa.types import Hit
from qa.understand import Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.snapshot import Snapshot

REVIEW, PLAN = 1, 2


@dataclass(frozen=True, slots=True)
class Filters:
    """Hard limits on what is searched; None means no limit. `year` is that of the facts."""

    places: frozenset[str] | None = None
    year: int | None = None
    report: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each candidate row: arrays of one length.

    `dense` are cosines, `lexical` BM25 scores; `place` is 1 for a place that the question names,
    -1 for another one, 0 when it names none; `year` is 1 where the passage's own period holds the
    year asked for, 0.5 where its report is of that time, 0 elsewhere; `aspect` is 1 or 0.
    """

    rows: NDArray[np.int64]
    dense: NDArray[np.float32]
    lexical: NDArray[np.float32]
    place: NDArray[np.float32]
    year: NDArray[np.float32]
    aspect: NDArray[np.float32]


def gather(
    snapshot: Snapshot,
    reading: Reading,
    vector: NDArray[np.float32],
    filters: Filters,
    settings: SearchSettings = SEARCH,
) -> Evidence:
    """Candidates of both sides that pass the filters, with all evidence on each.

    `vector` is the question's unit vector, shape (dimensions,).
    """
    import numpy as np

    allowed = _mask(snapshot, filters)
    lexical = snapshot.lexical.scores(reading.understood.standalone)
    if allowed is None:
        _, near = snapshot.dense.search(vector, settings.candidates)
        pool = np.argsort(-lexical, kind="stable")[: settings.candidates]
    else:
        inside = np.flatnonzero(allowed)
        cosines = snapshot.dense.cosines(vector, inside)
        near = inside[np.argsort(-cosines, kind="stable")[: settings.candidates]]
        pool = inside[np.argsort(-lexical[inside], kind="stable")[: settings.candidates]]
    rows = np.union1d(near, pool).astype(np.int64)
    facts = snapshot.rows[rows]
    return Evidence(
        rows=rows,
        dense=snapshot.dense.cosines(vector, rows),
        lexical=lexical[rows],
        place=_place_evidence(snapshot, reading.understood.places)[facts[:, 0]],
        year=_year_evidence(snapshot, facts, reading),
        aspect=_aspect_evidence(facts, reading),
    )


def fuse(evidence: Evidence, settings: SearchSettings = SEARCH) -> NDArray[np.float32]:
    """The final score of each candidate: standardised dense and lexical scores plus metadata.

    Standard scores are added, as docs/notes.md measures it against rank fusion.
    """
    import numpy as np

    return np.asarray(
        settings.dense * _standardise(evidence.dense)
        + settings.lexical * _standardise(evidence.lexical)
        + np.where(
            evidence.place > 0,
            settings.place * evidence.place,
            -settings.other_place * evidence.place,
        )
        + np.where(evidence.year >= 1, settings.year, settings.near_year * 2 * evidence.year)
        + settings.aspect * evidence.aspect,
        dtype=np.float32,
    )


def rank(
    snapshot: Snapshot,
    reading: Reading,
    vector: NDArray[np.float32],
    filters: Filters,
    k: int,
    settings: SearchSettings = SEARCH,
) -> tuple[Hit, ...]:
    """The `k` best passages for a question, best first."""
    import numpy as np

    if not len(snapshot.rows):
        return ()
    evidence = gather(snapshot, reading, vector, filters, settings)
    if not len(evidence.rows):
        return ()
    scores = fuse(evidence, settings)
    order = np.argsort(-scores, kind="stable")[:k]
    return tuple(_hit(snapshot, int(evidence.rows[i]), float(scores[i])) for i in order)


def _hit(snapshot: Snapshot, row: int, score: float) -> Hit:
    report, passage = snapshot.passage(row)
    data = report.metadata
    return Hit(
        ordinal=row,
        id=report.id,
        file=report.file,
        title=data.title,
        place=data.place,
        delivered=data.delivered,
        section=passage.path,
        period=passage.period,
        start=passage.start,
        end=passage.end,
        text=report.text[passage.start : passage.end],
        score=score,
        page=report.page_of(passage.start),
    )


def _mask(snapshot: Snapshot, filters: Filters) -> NDArray[np.bool_] | None:
    """Which rows the filters let through, or None when there are none."""
    import numpy as np

    facts = snapshot.rows
    mask = np.ones(len(facts), dtype=bool)
    if filters.report is not None:
        mask &= facts[:, 0] == filters.report
    if filters.places is not None:
        inside = np.array([e.metadata.place in filters.places for e in snapshot.entries])
        mask &= inside[facts[:, 0]]
    if filters.year is not None:
        mask &= (facts[:, 2] <= filters.year) & (filters.year <= facts[:, 3])
    return None if mask.all() else mask


def _standardise(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def _place_evidence(snapshot: Snapshot, places: tuple[str, ...]) -> NDArray[np.float32]:
    """For each report: 1 its place is asked for, 0.3 its parent is, -1 another place is."""
    import numpy as np

    values = np.zeros(len(snapshot.entries), dtype=np.float32)
    if not places:
        return values
    for ordinal, entry in enumerate(snapshot.entries):
        place = entry.metadata.place
        if place is None:
            continue
        if place in places:
            values[ordinal] = 1.0
        else:
            values[ordinal] = 0.3 if set(parents(place)) & set(places) else -1.0
    return values


def _year_evidence(
    snapshot: Snapshot, facts: NDArray[np.int32], reading: Reading
) -> NDArray[np.float32]:
    """1 where the passage's period holds a year asked for, 0.5 where it is only near."""
    import numpy as np

    period = reading.understood.period
    values = np.zeros(len(facts), dtype=np.float32)
    if period is None:
        return values
    first, last = facts[:, 2], facts[:, 3]
    years = reading.years or (period.last,)
    for year in years:
        holds = (first <= year) & (year <= last)
        # The narrower the period, the surer that the passage speaks of just this year.
        exact = holds & ((last - first == 0) | (period.last - period.first >= 2))
        values = np.maximum(values, np.where(exact, 1.0, np.where(holds, 0.5, 0.0)))
    if not reading.years:
        same = (first == period.first) & (last == period.last)
        values = np.maximum(values, np.where(same, 1.0, 0.0))
    return values.astype(np.float32)


def _aspect_evidence(facts: NDArray[np.int32], reading: Reading) -> NDArray[np.float32]:
    import numpy as np

    aspect = reading.understood.aspect
    if aspect is None:
        return np.zeros(len(facts), dtype=np.float32)
    code = REVIEW if aspect == "review" else PLAN
    matches: NDArray[np.float32] = (facts[:, 4] == code).astype(np.float32)
    return matches
