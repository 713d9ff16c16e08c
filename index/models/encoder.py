"""Text to vector, with onnxruntime and tokenizers alone: neither torch nor transformers."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from index.errors import WenbaoError
from index.models.catalog import resolve
from index.models.manifest import (
    ONNX_NAME,
    TOKENIZER_NAME,
    Manifest,
    check_files,
    damaged,
    read_manifest,
)
from index.paths import models_dir as default_models_dir

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Called with the number of texts just encoded, as `tqdm.update` is.
Progress = Callable[[int], object]

#: Texts handed to the workers at once: bounds what waits in memory, and how coarse progress is.
_BLOCK = 256


class Encoder(Protocol):
    """Text to unit vectors; `digest` is the sha256 of what determines them."""

    @property
    def name(self) -> str:
        """The model's name, as the catalogue or the user gave it."""

    @property
    def digest(self) -> str:
        """Equal digests mean comparable vectors; an index keeps the digest of its model."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def encode(
        self, texts: Sequence[str], *, query: bool = False, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), dimensions), of length 1; `query` marks questions."""


class ManifestEncoder:
    """What an encoder says of itself, read off the manifest of its model."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    @property
    def name(self) -> str:
        """The model's name."""
        return self._manifest.name

    @property
    def digest(self) -> str:
        """The sha256 of what determines the vectors."""
        return self._manifest.digest

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._manifest.dimensions

    def _prefix(self, query: bool) -> str:
        """What the model wants before each text: its instruction before questions."""
        return self._manifest.query_instruction if query else ""


def well_formed(text: str) -> str:
    """The text with a `?` for each lone surrogate (from a file name or a broken terminal).

    A lone surrogate has no UTF-8 form, so no tokenizer takes it.
    """
    return text.encode("utf-8", "replace").decode("utf-8")


class OnnxEncoder(ManifestEncoder):
    """The exported int8 model on the processor; safe to call from several threads.

    A vector depends on its text alone. Every text is a run of its own, because int8 activations
    are scaled by the largest value of the whole batch, so that neighbours would change a vector
    (cosine 0.997); with one single-threaded run a core nothing is padded and it is no slower.
    """

    def __init__(self, folder: Path, manifest: Manifest, *, threads: int | None = None) -> None:
        """Load the model in `folder`; `threads` defaults to the cores this process may use.

        Raises DamagedModelError if the files are not those of the manifest.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        super().__init__(manifest)
        check_files(folder, manifest, (ONNX_NAME, TOKENIZER_NAME))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        # 3: errors only; a warning about the machine is no use to a reader of answers.
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(folder / ONNX_NAME), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_NAME))
        except Exception as error:
            # Both libraries raise bare Exception subclasses of their own.
            raise damaged(folder, f"载入失败（{error}）") from error
        self._tokenizer.enable_truncation(manifest.max_tokens)
        self._tokenizer.no_padding()
        self._threads = threads or available_cores()

    def encode(
        self, texts: Sequence[str], *, query: bool = False, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of shape (n, dimensions), L2-normalised, in the order of `texts`.

        Text beyond the model's `max_tokens` is cut off. `query` puts the model's instruction
        before each text; `progress` is called with the number of texts just done.
        """
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        prefix = self._prefix(query)
        if len(texts) == 1:
            vectors[0] = self._encode_one(prefix + texts[0])
            if progress:
                progress(1)
            return vectors
        with ThreadPoolExecutor(self._threads, "wenbao-encode") as pool:
            for start in range(0, len(texts), _BLOCK):
                # Longest first: no worker is left alone with a long text at the end.
                rows = sorted(
                    range(start, min(start + _BLOCK, len(texts))), key=lambda row: -len(texts[row])
                )
                done = pool.map(lambda row: self._encode_one(prefix + texts[row]), rows)
                for row, vector in zip(rows, done, strict=True):
                    vectors[row] = vector
                if progress:
                    progress(len(rows))
        return vectors

    def encode_ids(self, ids: Sequence[int]) -> NDArray[np.float32]:
        """The vector, shape (dimensions,), of one text as token ids, special ones included."""
        import numpy as np

        row = np.asarray([ids], dtype=np.int64)
        feed = {"input_ids": row, "attention_mask": np.ones_like(row)}
        vector: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return vector

    def _encode_one(self, text: str) -> NDArray[np.float32]:
        return self.encode_ids(self._tokenizer.encode(well_formed(text)).ids)


def available_cores() -> int:
    """The processor cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def installed(model: str | None = None, models_dir: Path | None = None) -> tuple[Path, Manifest]:
    """The folder and the manifest of a model that has been set up.

    `model` is as in `catalog.resolve`. Raises WenbaoError if it has not been set up,
    DamagedModelError if its manifest is damaged; no other file is read.
    """
    spec = resolve(model)
    folder = (models_dir or default_models_dir()) / spec.key
    try:
        return folder, read_manifest(folder)
    except OSError as error:
        option = f" --model {model}" if model else ""
        raise WenbaoError(
            f"句向量模型 {spec.name} 尚未安装：应在 {folder}，"
            f"但读不到它的清单（{error.strerror}）；请先运行 wenbao setup{option}"
        ) from None


def load_encoder(model: str | None = None, models_dir: Path | None = None) -> OnnxEncoder:
    """The encoder for questions and, on machines without a GPU, for passages too.

    `model` is a catalogue name, a hub name or a folder (default: `$WENBAO_MODEL`, else m3e-small).
    Raises WenbaoError, with the command that helps, if the model is missing or damaged.
    """
    folder, manifest = installed(model, models_dir)
    return OnnxEncoder(folder, manifest)
