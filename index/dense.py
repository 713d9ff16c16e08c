"""The FAISS index over passage vectors: exact inner product, cosine on unit vectors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class DenseIndex:
    """Exact search; right up to about a million passages (512 dimensions: 2 KB each)."""

    _faiss: Any

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

        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index in FAISS's own format; raises OSError when it cannot be written."""
        import faiss

        try:
            faiss.write_index(self._faiss, str(path))
        except RuntimeError as error:
            raise OSError(f"{path.name}: {error}") from error

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Read what `save` wrote."""
        import faiss

        return cls(faiss.read_index(str(path)))

    def search(
        self, query: NDArray[np.float32], k: int
    ) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """Cosines and rows of the `k` passages nearest to a unit vector of shape (dimensions,)."""
        scores, rows = self._faiss.search(query.reshape(1, -1), min(k, self.size))
        return scores[0], rows[0]

    def all_cosines(self, query: NDArray[np.float32]) -> NDArray[np.float32]:
        """Cosines of every row to one unit vector, shape (size,).

        One product over the stored vectors where they lie: FAISS gives a single query one core.
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
