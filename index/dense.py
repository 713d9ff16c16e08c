"""The FAISS index over passage vectors: exact inner product, cosine on unit vectors.

A large index also keeps its vectors in one byte a dimension: what they put first is then scored
exactly, so that a question touches a quarter of the memory (Johnson et al. 2021, re-ranking).
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


#: From so many vectors on the coarse copy is kept; below, an exact pass takes a few milliseconds.
COARSE_FROM = 50_000
#: So many times the rows wanted are taken from the coarse copy. On 51,517 passages of reports the
#: exact 200 best were among the 800 for every one of 248 questions.
_REACH = 4
#: A part of the index up to this size is scored exactly.
_EXACT_UP_TO = 20_000
#: Beyond so many times what is wanted, every so many-th score says where to cut.
_SAMPLED, _STEP = 100, 40


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Exact search; right up to about a million passages (512 dimensions: 2 KB each)."""

    _faiss: Any
    _coarse: Any = None

    @property
    def size(self) -> int:
        """The number of vectors."""
        return int(self._faiss.ntotal)

    @property
    def shape(self) -> tuple[int, int]:
        """The number of vectors and their dimensions."""
        return self.size, int(self._faiss.d)

    @classmethod
    def build(cls, vectors: NDArray[np.float32]) -> DenseIndex:
        """Index unit vectors, shape (n, dimensions)."""
        import faiss
        import numpy as np

        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        index = faiss.IndexFlatIP(rows.shape[1])
        index.add(rows)
        if len(rows) < COARSE_FROM:
            return cls(index)
        coarse = faiss.IndexScalarQuantizer(
            rows.shape[1],
            faiss.ScalarQuantizer.QT_8bit_uniform,
            faiss.METRIC_INNER_PRODUCT,
        )
        coarse.train(rows[:: len(rows) // 10_000])
        coarse.add(rows)
        return cls(index, coarse)

    def save(self, path: Path) -> None:
        """Write the index in FAISS's own format; raises OSError when it cannot be written."""
        import faiss

        try:
            faiss.write_index(self._faiss, str(path))
            if self._coarse is not None:
                faiss.write_index(self._coarse, str(_coarse_path(path)))
        except RuntimeError as error:
            raise OSError(f"{path.name}: {error}") from error

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what `save` wrote; raises ValueError when the coarse copy is of other vectors."""
        import faiss

        index, coarse = faiss.read_index(str(path)), None
        if _coarse_path(path).exists():
            coarse = faiss.read_index(str(_coarse_path(path)))
            if (coarse.ntotal, coarse.d) != (index.ntotal, index.d):
                raise ValueError(f"{_coarse_path(path).name}: {coarse.ntotal} of {index.ntotal}")
        return cls(index, coarse)

    def search(
        self, query: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Cosines and rows of the `k` passages nearest to a unit vector of shape (dimensions,)."""
        scores, rows = self._faiss.search(query.reshape(1, -1), min(k, self.size))
        return scores[0], rows[0]

    def nearest(
        self,
        query: NDArray[np.float32],
        count: int,
        within: NDArray[np.bool_] | None = None,
    ) -> NDArray[np.int64]:
        """The `count` rows nearest to a unit vector, in no order; only `within` a mask of rows."""
        import numpy as np

        rows = None if within is None else np.flatnonzero(within)
        if rows is not None and len(rows) <= _EXACT_UP_TO:
            return rows[best_rows(self.cosines(query, rows), count)]
        if self._coarse is None:
            cosines = self._all_cosines(query)
            if rows is None:
                return best_rows(cosines, count)
            return rows[best_rows(cosines[rows], count)]
        found = self._coarse_rows(query, min(count * _REACH, self.size), within)
        return found[best_rows(self.cosines(query, found), count)]

    def _coarse_rows(
        self, query: NDArray[np.float32], count: int, within: NDArray[np.bool_] | None
    ) -> NDArray[np.int64]:
        """The rows that the coarse copy puts first, ascending."""
        import numpy as np

        # FAISS's stubs know the selectors by their C++ arguments only.
        faiss: Any = importlib.import_module("faiss")
        parameters = None
        if within is not None:
            bits = np.packbits(within, bitorder="little")
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBitmap(bits))
        _, found = self._coarse.search(query.reshape(1, -1), count, params=parameters)
        return np.sort(found[0][found[0] >= 0])

    def _all_cosines(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """One product over the stored vectors where they lie, shape (size,).

        FAISS gives a single query one core; this takes them all.
        """
        import faiss

        stored: NDArray[np.float32] = faiss.rev_swig_ptr(
            self._faiss.get_xb(), self.size * int(self._faiss.d)
        )
        return stored.reshape(self.size, -1) @ query

    def vectors(self, first: int, count: int) -> NDArray[np.float32]:
        """The stored vectors of rows `first`..`first + count - 1`, shape (count, dimensions)."""
        stored: NDArray[np.float32] = self._faiss.reconstruct_n(first, count)
        return stored

    def cosines(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Cosines of chosen rows to one unit vector, shape (len(rows),)."""
        stored: NDArray[np.float32] = self._faiss.reconstruct_batch(rows)
        return stored @ query


def best_rows(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """The positions of the `count` highest scores, ascending; of equal ones the first."""
    import numpy as np

    rows = _likely(scores, count)
    if len(rows) > count:
        found = scores[rows]
        # The count-th highest value; what equals it is taken in the order of rows.
        edge = np.partition(found, len(found) - count)[len(found) - count]
        level = np.flatnonzero(found == edge)[: count - int((found > edge).sum())]
        rows = np.sort(np.concatenate([rows[found > edge], rows[level]]))
    return rows


def _likely(scores: NDArray[np.float32], count: int) -> NDArray[np.int64]:
    """Rows that hold the `count` best, and mostly not many more: a sample says from where on."""
    import numpy as np

    if len(scores) > _SAMPLED * count:
        sample = scores[::_STEP]
        rank = max(10, 4 * count // _STEP)
        edge = np.partition(sample, len(sample) - rank)[len(sample) - rank]
        rows = np.flatnonzero(scores >= edge)
        if len(rows) >= count:
            return rows
    return np.arange(len(scores))


def _coarse_path(path: Path) -> Path:
    return path.with_name(f"{path.stem}.coarse{path.suffix}")
