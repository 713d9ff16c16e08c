"""Hybrid search: candidates by meaning and words, weighed with what metadata and wording say."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.cells import cells
from index.context import context_line
from index.tables import with_headers
from qa.evidence import Evidence, Filters, gather
from qa.found import Signs, found, signs_of
from qa.settings import SEARCH, SearchSettings
from qa.types import Hit
from qa.understand import Reading
from qa.wording import Wording, wording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.snapshot import Snapshot

__all__ = ["Filters", "merge", "rank", "retrieve"]


@dataclass(frozen=True, slots=True)
class Ranked:
    """Candidate rows with their final scores, best first; `signs` tell whether it was found."""

    rows: NDArray[np.int64]
    scores: NDArray[np.float32]
    signs: Signs


def rank(
    snapshot: Snapshot,
    reading: Reading,
    vector: NDArray[np.float32],
    filters: Filters,
    k: int,
    settings: SearchSettings = SEARCH,
) -> tuple[Hit, ...]:
    """The `k` best passages for a question, best first.

    `vector` is the question's unit vector, shape (dimensions,). Scores are log-odds: of two
    passages the one that scores higher by 1 is the better one e times as often. The words of the
    first `settings.read` are read; what comes after keeps the order that the index gives.
    """
    return retrieve(snapshot, reading, vector, filters, k, settings)[0]


def retrieve(
    snapshot: Snapshot,
    reading: Reading,
    vector: NDArray[np.float32],
    filters: Filters,
    k: int,
    settings: SearchSettings = SEARCH,
) -> tuple[tuple[Hit, ...], float]:
    """What `rank` gives, with the probability that the first five hold what is asked for."""
    if not len(snapshot.rows):
        return (), 0.0
    evidence = gather(snapshot, reading, vector, filters, settings)
    if not len(evidence.rows):
        return (), 0.0
    ranked = weigh(
        evidence,
        reading,
        lambda chosen: [texts_of(snapshot, row) for row in chosen],
        lambda token: rarity(snapshot.lexical.document_frequency(token), len(snapshot.rows)),
        settings,
    )
    best = zip(ranked.rows[:k].tolist(), ranked.scores[:k].tolist(), strict=True)
    return tuple(_hit(snapshot, row, score) for row, score in best), found(ranked.signs)


def merge(rankings: Sequence[Sequence[Hit]], k: int) -> tuple[Hit, ...]:
    """One ranking out of those of a question's parts: the best of each, the second of each, …

    What several parts found stands where the first of them has it. A score never exceeds that of
    the passage before, so that the order is that of the scores.
    """
    merged: dict[int, Hit] = {}
    for place in range(max(map(len, rankings), default=0)):
        for ranking in rankings:
            if place < len(ranking):
                merged.setdefault(ranking[place].ordinal, ranking[place])
    found: list[Hit] = []
    for hit in list(merged.values())[:k]:
        found.append(replace(hit, score=min(hit.score, found[-1].score)) if found else hit)
    return tuple(found)


def weigh(
    evidence: Evidence,
    reading: Reading,
    texts: Callable[[Sequence[int]], Sequence[tuple[str, str]]],
    rare: Callable[[str], float],
    settings: SearchSettings = SEARCH,
) -> Ranked:
    """The candidates, of which there is at least one, in their final order.

    `texts` gives (own words, context line) of rows, `rare` a token's inverse document frequency.
    """
    import numpy as np

    scores = fuse(evidence, settings)
    order = np.argsort(-scores, kind="stable")
    first, rest = order[: settings.read], order[settings.read :]
    words = wording(reading, texts(evidence.rows[first].tolist()), rare)
    final = scores[first] + fuse_words(words, settings)
    again = np.argsort(-final, kind="stable")
    # Unread passages lack what their words would add: none may overtake one that was read.
    floor = final.min()
    return Ranked(
        np.concatenate([evidence.rows[first][again], evidence.rows[rest]]),
        np.concatenate([final[again], np.minimum(scores[rest], floor)]),
        signs_of(reading, evidence, first[again], final[again]),
    )


def fuse(evidence: Evidence, settings: SearchSettings = SEARCH) -> NDArray[np.float32]:
    """What the index says of each candidate, as one number.

    Standard scores are added, as docs/notes.md measures it against rank fusion.
    """
    import numpy as np

    return np.asarray(
        settings.dense * evidence.dense
        + settings.lexical * evidence.lexical
        + settings.topic * evidence.topic
        + settings.place * evidence.place
        + settings.year * evidence.year
        + settings.year_end * evidence.year_end
        + settings.year_inside * evidence.year_inside
        + settings.next_report * evidence.next_report
        + settings.aspect * evidence.aspect
        + settings.other_aspect * evidence.other_aspect
        + settings.review * evidence.review
        + settings.report_kind * evidence.report_kind
        + settings.neighbours * evidence.neighbours,
        dtype=np.float32,
    )


def fuse_words(words: Wording, settings: SearchSettings = SEARCH) -> NDArray[np.float32]:
    """What a passage's own words add to its score."""
    import numpy as np

    return np.asarray(
        settings.kind * words.kind
        + settings.unit * words.unit
        + settings.coverage * words.coverage
        + settings.own * words.own
        + settings.run * words.run
        + settings.short * words.short,
        dtype=np.float32,
    )


def rarity(frequency: int, count: int) -> float:
    """Inverse document frequency over passages (Robertson & Zaragoza 2009, eq. 3.3, +1)."""
    return math.log(1 + (count - frequency + 0.5) / (frequency + 0.5))


def texts_of(snapshot: Snapshot, row: int) -> tuple[str, str]:
    """A row's own words, a table's header written into them, and its context line."""
    indexed = snapshot.lexical.text(row)
    if indexed is not None:
        context, _, own = indexed.partition("\n")
        return own, context
    report, passage = snapshot.passage(row)
    own = with_headers(report.text, passage.start, passage.end)
    return own, context_line(report.metadata, passage)


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
        cells=cells(report.text, passage.start, passage.end),
    )
