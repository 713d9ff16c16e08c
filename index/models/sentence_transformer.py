"""The sentence model as a `SentenceTransformer`: to train from, to evaluate, to encode on a GPU."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import WenbaoError
from index.models.encoder import (
    Encoder,
    ManifestEncoder,
    OnnxEncoder,
    Progress,
    installed,
    load_encoder,
    well_formed,
)
from index.models.manifest import (
    ONNX_NAME,
    TOKENIZER_NAME,
    Manifest,
    check_files,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What `SentenceTransformer` reads besides the weights; anything else in the folder is not it.
_NOT_TRAINED = (ONNX_NAME, "README.md")

_BATCH = 64


def load_float32(
    model: str | None = None, models_dir: Path | None = None, *, device: str = "cpu"
) -> Any:
    """The float32 `SentenceTransformer`, as its authors published it: to train from, to compare.

    Raises WenbaoError if the model is missing, DamagedModelError if a file of it is damaged.
    """
    folder, manifest = installed(model, models_dir)
    check_files(folder, manifest, [n for n in manifest.files if n not in _NOT_TRAINED])
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(folder), device=device, local_files_only=True)


def load_int8(model: str | None = None, models_dir: Path | None = None) -> Any:
    """The int8 model as a `SentenceTransformer`, for whatever takes one (losses, evaluators).

    Its vectors are those of `OnnxEncoder`, to the last bit. Raises as `load_encoder` does.
    """
    folder, manifest = installed(model, models_dir)
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(modules=[_int8_module(folder, manifest)], device="cpu")


def _int8_module(folder: Path, manifest: Manifest) -> Any:
    """A `sentence_transformers` input module: texts to ids, ids to `sentence_embedding`."""
    import torch
    from sentence_transformers.base.modules.input_module import InputModule
    from tokenizers import Tokenizer

    class Int8Module(InputModule):
        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]  # the library's own is untyped
            self.encoder = OnnxEncoder(folder, manifest)
            self.max_seq_length = manifest.max_tokens
            self.tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_NAME))
            self.tokenizer.enable_truncation(manifest.max_tokens)
            self.tokenizer.enable_padding()

        def preprocess(
            self, inputs: Sequence[Any], prompt: str | None = None, **_: object
        ) -> dict[str, torch.Tensor]:
            encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
            return {
                "input_ids": torch.tensor([e.ids for e in encodings]),
                "attention_mask": torch.tensor([e.attention_mask for e in encodings]),
            }

        def forward(self, features: dict[str, Any], **_: object) -> dict[str, Any]:
            rows = zip(features["input_ids"], features["attention_mask"], strict=True)
            vectors = [self.encoder.encode_ids(ids[mask.bool()].tolist()) for ids, mask in rows]
            features["sentence_embedding"] = torch.stack([torch.from_numpy(v) for v in vectors])
            return features

        def get_embedding_dimension(self) -> int:
            return manifest.dimensions

        def save(self, output_path: str, *_: object, **__: object) -> None:
            raise WenbaoError(
                f"int8 模型不能另存到 {output_path}：它只用来算向量；训练和保存请用 load_float32()"
            )

    return Int8Module()


class TorchEncoder(ManifestEncoder):
    """The float32 model through sentence-transformers: for a GPU, which it keeps busy.

    Its `digest` is the int8 model's, since their vectors may be compared (mean cosine 0.997).
    """

    def __init__(self, model: str | None, models_dir: Path | None, device: str) -> None:
        """Load the model onto `device`; raises WenbaoError if there is no such device here."""
        import torch

        try:
            torch.zeros(1, device=device)
        except (RuntimeError, AssertionError) as error:
            lines = str(error).splitlines() or ["没有说明原因"]
            raise WenbaoError(
                f"用不了设备 {device}（{lines[0]}）：应为 cpu、cuda 或 cuda:序号；"
                "请改正 --device 或环境变量 WENBAO_DEVICE，例如 WENBAO_DEVICE=cpu"
            ) from error
        super().__init__(installed(model, models_dir)[1])
        self._model = load_float32(model, models_dir, device=device)

    def encode(
        self, texts: Sequence[str], *, query: bool = False, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """Vectors of shape (n, dimensions), L2-normalised; as `OnnxEncoder.encode`."""
        import numpy as np

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        prefix = self._prefix(query)
        # By length over all texts, so that little of a batch is padding.
        rows = sorted(range(len(texts)), key=lambda row: -len(texts[row]))
        for start in range(0, len(rows), _BATCH):
            batch = rows[start : start + _BATCH]
            vectors[batch] = self._model.encode(
                [prefix + well_formed(texts[row]) for row in batch],
                batch_size=_BATCH,
                normalize_embeddings=True,
                show_progress_bar=False,
            )
            if progress:
                progress(len(batch))
        return vectors


def bulk_encoder(
    device: str | None = None, model: str | None = None, models_dir: Path | None = None
) -> Encoder:
    """The encoder for many passages: int8 on the processor, or float32 on a GPU if one is named.

    `device` is `cpu`, `cuda` or `cuda:N` (default: `$WENBAO_DEVICE`, else `cpu`). Raises
    WenbaoError if the device is not there or the model is missing or damaged.
    """
    chosen = device or os.environ.get("WENBAO_DEVICE") or "cpu"
    if chosen == "cpu":
        return load_encoder(model, models_dir)
    return TorchEncoder(model, models_dir, chosen)
