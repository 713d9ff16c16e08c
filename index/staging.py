"""Vectors of a run that has not finished, kept on disk so that it can go on after a cut."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.generation import write_atomically

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder


class Staging:
    """A folder of one .npy a report, named by the report's object and the model's digest."""

    def __init__(self, home: Path, digest: str) -> None:
        """Use `home/staging`; nothing is created before there is something to keep."""
        self._folder = home / "staging"
        self._digest = digest[:16]

    def vectors(self, name: str, texts: Sequence[str], encoder: Encoder) -> NDArray[np.float32]:
        """The vectors of a report's passages: staged ones if they are whole, else newly made."""
        import numpy as np

        path = self._folder / f"{name}-{self._digest}.npy"
        if path.exists():
            try:
                staged: NDArray[np.float32] = np.load(path, allow_pickle=False)
                if staged.shape == (len(texts), encoder.dimensions):
                    return staged
            except (OSError, ValueError, EOFError):
                # Not what was written: made again below.
                path.unlink(missing_ok=True)
        if not texts:
            return np.zeros((0, encoder.dimensions), dtype=np.float32)
        made = encoder.encode(texts)
        self._folder.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        np.save(buffer, made)
        # Whole or not at all: after a power cut a file may have its length but not its content.
        write_atomically(path, buffer.getvalue())
        return made

    def clear(self) -> None:
        """Forget everything; called when the generation is live."""
        shutil.rmtree(self._folder, ignore_errors=True)
