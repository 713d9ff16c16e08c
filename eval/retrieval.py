"""Search alone, on any set in SQuAD form: its contexts the library, its questions the queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.bootstrap import Figure, mean_figure
from eval.metrics.ranking import reciprocal_rank
from eval.squad import SquadQuestion, SquadSet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder

#: The ways to rank that are compared, with their names for the reader.
WAYS: Mapping[str, str] = {"dense": "向量", "lexical": "BM25", "hybrid": "混合"}
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
) -> Ranks:
    """Index the contexts with the program's own indexes and rank them for every question.

    `progress` is called with the number of contexts just encoded. The hybrid is the program's
    own fusion with no metadata to weigh.
    """
    from index.dense import DenseIndex
    from index.lexical import LexicalIndex

    dense = DenseIndex.build(encoder.encode(squad.contexts, progress=progress))
    lexical = LexicalIndex.build(squad.contexts)
    found: dict[str, list[int | None]] = {way: [] for way in WAYS}
    for question in asking(squad.questions):
        vector = encoder.encode([question.question], query=True)[0]
        scores = lexical.scores(question.question)
        for way, rank in _ranks(dense, scores, vector, question.context).items():
            found[way].append(rank)
    return Ranks({way: tuple(ranks) for way, ranks in found.items()})


def _ranks(
    dense: Any, lexical: NDArray[np.float32], vector: NDArray[np.float32], gold: int
) -> dict[str, int | None]:
    import numpy as np

    from qa.retrieve import Evidence, fuse
    from qa.settings import SEARCH

    _, near = dense.search(vector, SEARCH.candidates)
    strongest = np.argsort(-lexical, kind="stable")[: SEARCH.candidates]
    rows = np.union1d(near, strongest).astype(np.int64)
    nothing = np.zeros(len(rows), dtype=np.float32)
    evidence = Evidence(
        rows=rows,
        dense=dense.cosines(vector, rows),
        lexical=lexical[rows],
        place=nothing,
        year=nothing,
        aspect=nothing,
    )
    fused = rows[np.argsort(-fuse(evidence), kind="stable")]
    return {
        "dense": _position(near, gold),
        "lexical": _position(strongest, gold) if lexical[gold] > 0 else None,
        "hybrid": _position(fused, gold),
    }


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
