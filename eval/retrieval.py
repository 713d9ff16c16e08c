"""Search alone, on any set in SQuAD form: its contexts the library, its questions the queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from eval.bootstrap import Figure, mean_figure
from eval.metrics.ranking import reciprocal_rank
from eval.mrc import bare_hit
from eval.squad import SquadQuestion, SquadSet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.dense import DenseIndex
    from index.lexical import LexicalIndex
    from index.models.encoder import Encoder
    from qa.reader.base import Reader
    from qa.retrieve import Ranked
    from qa.understand import Reading

#: The ways to rank that are compared, with their names for the reader.
WAYS: Mapping[str, str] = {
    "dense": "向量",
    "lexical": "BM25",
    "hybrid": "混合",
    "read": "混合、阅读后重排",
}
#: Contexts that are read for a question where a reader is given.
READ = 5
CUTOFFS = (1, 5, 10, 20)


@dataclass(frozen=True, slots=True)
class Ranks:
    """For each question the rank (from 1) of its own context in each way of ranking; None: not
    among the candidates."""

    ranks: Mapping[str, tuple[int | None, ...]]


def rank_contexts(
    squad: SquadSet,
    encoder: Encoder,
    *,
    progress: Callable[[int], object] | None = None,
    asking: Callable[[Iterable[SquadQuestion]], Iterable[SquadQuestion]] = iter,
    reader: Reader | None = None,
) -> Ranks:
    """Index the contexts with the program's own indexes and rank them for every question.

    `progress` is called with the number of contexts just encoded. The hybrid is the program's
    own fusion with no metadata to weigh; with a `reader` its best are read and ranked again, as
    the program does before it answers.
    """
    from index.dense import DenseIndex
    from index.lexical import LexicalIndex

    dense = DenseIndex.build(encoder.encode(squad.contexts, progress=progress))
    lexical = LexicalIndex.build(squad.contexts)
    ways = [way for way in WAYS if reader is not None or way != "read"]
    found: dict[str, list[int | None]] = {way: [] for way in ways}
    for question in asking(squad.questions):
        vector = encoder.encode([question.question], query=True)[0]
        ranked = _ranks(dense, lexical, squad.contexts, question.question, vector, reader)
        for way, rows in ranked.items():
            found[way].append(_position(rows, question.context))
    return Ranks({way: tuple(ranks) for way, ranks in found.items()})


def _ranks(
    dense: DenseIndex,
    lexical: LexicalIndex,
    contexts: Sequence[str],
    question: str,
    vector: NDArray[np.float32],
    reader: Reader | None,
) -> dict[str, NDArray[np.int64]]:
    """The rows that each way of ranking finds, best first."""
    import numpy as np

    from qa.evidence import candidates, weighed_candidates
    from qa.places import Gazetteer
    from qa.retrieve import rarity, weigh
    from qa.settings import SEARCH
    from qa.understand import understand

    reading = understand(question, Gazetteer(()))
    understood = reading.understood
    count = len(contexts)
    found = candidates(dense, lexical, understood.standalone, understood.topic, vector)
    # Every context is a report of its own of which nothing is known.
    facts = np.zeros((len(found.rows), 5), dtype=np.int32)
    facts[:, 0] = found.rows
    no = np.zeros(len(found.rows), dtype=bool)
    evidence = weighed_candidates(
        found, facts, reading, place=no, report_kind=no, delivered=np.zeros(len(no), dtype=np.int64)
    )
    ranked = weigh(
        evidence,
        reading,
        lambda rows: [(contexts[row], "") for row in rows],
        lambda token: rarity(lexical.document_frequency(token), count),
    )
    _, near = dense.search(vector, SEARCH.candidates)
    words = lexical.scores(understood.standalone)
    strongest = np.argsort(-words, kind="stable")[: SEARCH.candidates]
    ways = {
        "dense": near,
        "lexical": strongest[words[strongest] > 0],
        "hybrid": ranked.rows,
    }
    if reader is not None:
        ways["read"] = _reread(reader, reading, contexts, ranked)
    return ways


def _reread(
    reader: Reader, reading: Reading, contexts: Sequence[str], ranked: Ranked
) -> NDArray[np.int64]:
    """The rows of a ranking with its first READ ordered by reading and search together."""
    import numpy as np

    from qa.finish import drafts
    from qa.weigh import reranked, weigh

    first = ranked.rows[:READ].tolist()
    hits = tuple(
        replace(bare_hit(row, contexts[row]), score=float(score))
        for row, score in zip(first, ranked.scores[:READ], strict=True)
    )
    spans = reader.read(reading.understood, hits)
    order = reranked(hits, weigh(reading, hits, drafts(reading, hits, spans)))
    again = np.array([int(hit.id) for hit in order], dtype=np.int64)
    return np.concatenate([again, ranked.rows[READ:]])


def _position(rows: NDArray[np.int64], gold: int) -> int | None:
    found = (rows == gold).nonzero()[0]
    return int(found[0]) + 1 if len(found) else None


def retrieval_figures(ranks: Ranks) -> dict[str, Figure]:
    """`WAY.hit@k` and `WAY.mrr@10` for every way of ranking, with intervals."""
    figures: dict[str, Figure] = {}
    for way, positions in ranks.ranks.items():
        for k in CUTOFFS:
            hits = [float(p is not None and p <= k) for p in positions]
            _put(figures, f"{way}.hit@{k}", mean_figure(hits))
        _put(figures, f"{way}.mrr@10", mean_figure([_reciprocal(p) for p in positions]))
    return figures


def retrieval_document(
    squad: SquadSet, encoder: Encoder, figures: Mapping[str, Figure]
) -> dict[str, Any]:
    """The document of `eval retrieval --json`."""
    return {
        "set": squad.name,
        "model": encoder.name,
        "contexts": len(squad.contexts),
        "questions": len(squad.questions),
        "metrics": {name: figure.to_json() for name, figure in figures.items()},
        "caveat": squad.caveat,
    }


def retrieval_rows(figures: Mapping[str, Figure]) -> Sequence[Sequence[str]]:
    """The figures as table rows: one for each way of ranking."""
    columns = [*(f"hit@{k}" for k in CUTOFFS), "mrr@10"]
    rows = [("排法", *columns)]
    for way, label in WAYS.items():
        if f"{way}.hit@1" not in figures:
            continue
        cells = []
        for column in columns:
            f = figures[f"{way}.{column}"]
            cells.append(f"{f.value:.3f} [{f.low:.3f}–{f.high:.3f}]")
        rows.append((label, *cells))
    return rows


def _reciprocal(position: int | None) -> float:
    if position is None:
        return 0.0
    return reciprocal_rank([0] * (position - 1) + [1], 10)


def _put(figures: dict[str, Figure], name: str, figure: Figure | None) -> None:
    if figure is not None:
        figures[name] = figure
