"""From the fetched weights to what is kept: safetensors to train from, int8 ONNX to encode with."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from index.errors import WenbaoError
from index.models.catalog import ModelSpec
from index.models.manifest import (
    ONNX_NAME,
    SCHEMA,
    TOKENIZER_NAME,
    WEIGHTS_NAME,
    Manifest,
    sha256_of,
    write_manifest,
)

#: What is done to the weights; part of the model's digest, so change it with the code below.
RECIPE = "onnx-17, pooled and normalised, int8 weights by channel in 7 bits, 1"
OPSET = 17

#: Below this mean cosine to the float32 vectors the export is refused.
MIN_COSINE = 0.98

#: Of 1 to over 512 tokens, with figures, Latin letters and full-width forms among them.
CHECK_SENTENCES = (
    "好",
    "2020年建成多少协商议事室",
    "全区地区生产总值增长4.7％，一般公共预算收入３．１亿元。",
    "推进“放管服”改革，政务服务事项网上可办率达99%，APP注册用户突破10万人。",
    "过去一年，我们坚持稳中求进工作总基调，扎实做好“六稳”工作，全面落实“六保”任务。" * 3,
    "新建改建农村公路，改造城镇老旧小区，新增学位和养老床位，办好十件民生实事。" * 18,
)

_TRAINED = ("config.json", TOKENIZER_NAME, WEIGHTS_NAME)


@dataclass(frozen=True, slots=True)
class _Shape:
    dimensions: int
    max_tokens: int
    pooling: str
    query_instruction: str


def convert(spec: ModelSpec, folder: Path, source: str) -> Manifest:
    """Turn the fetched files in `folder` into a prepared model, in place, and write its manifest.

    `source` says whence the files came. Kept are the settings, the tokenizer, `model.safetensors`
    and the int8 model; a pickle goes. Raises WenbaoError if the model is of a kind that can't be
    exported, is not what `spec` says, or if the export's vectors are not the model's.
    """
    weights_sha256 = to_safetensors(folder)
    with _quiet():
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        if not (folder / TOKENIZER_NAME).is_file():
            model.tokenizer.save_pretrained(str(folder))
        shape = _shape_of(model, spec)
        whole = folder / "model_float32.onnx"
        _export(model, shape.pooling, whole)
        _quantise(whole, folder / ONNX_NAME)
        whole.unlink()
    missing = [name for name in _TRAINED if not (folder / name).is_file()]
    if missing:
        raise WenbaoError(f"模型 {spec.name} 不完整：缺 {'、'.join(missing)}；请换一个模型")
    manifest = Manifest(
        schema=SCHEMA,
        name=spec.name,
        digest="",
        source=source,
        weights_sha256=weights_sha256,
        recipe=RECIPE,
        dimensions=shape.dimensions,
        max_tokens=shape.max_tokens,
        pooling=shape.pooling,
        query_instruction=shape.query_instruction,
        cosine=0.0,
        terms=spec.terms.name,
        made_with={
            name: version(name)
            for name in ("torch", "sentence-transformers", "transformers", "onnx", "onnxruntime")
        },
        files={
            str(path.relative_to(folder).as_posix()): sha256_of(path)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    )
    return _checked(model, folder, manifest)


def to_safetensors(folder: Path) -> str:
    """Leave the weights in `folder` as `model.safetensors`; returns the fetched file's sha256.

    A `pytorch_model.bin` is read once, with `weights_only=True`, and deleted. Raises WenbaoError
    if there are no weights in one file.
    """
    safe, pickled = folder / WEIGHTS_NAME, folder / "pytorch_model.bin"
    if safe.is_file():
        return sha256_of(safe)
    if not pickled.is_file():
        raise WenbaoError(f"模型没有 {WEIGHTS_NAME}：{folder.name}；请换一个有 safetensors 的模型")
    import torch
    from safetensors.torch import save_file

    sha256 = sha256_of(pickled)
    tensors = torch.load(pickled, map_location="cpu", weights_only=True)
    # A buffer that counts 0, 1, 2 …; transformers makes it itself.
    kept = {name: t.contiguous() for name, t in tensors.items() if "position_ids" not in name}
    save_file(kept, safe, metadata={"format": "pt"})
    # It writes for its owner alone, but a models folder may be shared by the users of a machine.
    safe.chmod(pickled.stat().st_mode)
    pickled.unlink()
    return sha256


def _shape_of(model: Any, spec: ModelSpec) -> _Shape:
    kinds = [type(module).__name__ for module in model]
    pooling = getattr(model[1], "pooling_mode", None) if len(kinds) > 1 else None
    if kinds not in (
        ["Transformer", "Pooling"],
        ["Transformer", "Pooling", "Normalize"],
    ) or pooling not in ("mean", "cls"):
        raise WenbaoError(
            f"模型 {spec.name} 的结构不能导出：应为 Transformer + Pooling（mean 或 cls）"
            f"（+ Normalize），实为 {' + '.join(kinds)}（{pooling}）；请换一个模型"
        )
    instruction = spec.query_instruction
    found = _Shape(
        dimensions=int(model.get_embedding_dimension()),
        max_tokens=int(model.max_seq_length or 512),
        pooling=str(pooling),
        query_instruction=model.prompts.get("query") or "" if instruction is None else instruction,
    )
    for name in ("dimensions", "max_tokens", "pooling"):
        expected = getattr(spec, name)
        if expected is not None and expected != getattr(found, name):
            raise WenbaoError(
                f"模型 {spec.name} 不是预期的那个：{name} 应为 {expected}，"
                f"实为 {getattr(found, name)}；请再运行 wenbao setup"
            )
    return found


def _export(model: Any, pooling: str, target: Path) -> None:
    """Transformer, pooling and L2 norm as one graph: ids and mask (n, l) to vectors (n, d)."""
    import torch

    class Pooled(torch.nn.Module):
        def __init__(self, transformer: torch.nn.Module) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            out = self.transformer(input_ids=input_ids, attention_mask=attention_mask)
            hidden = out.last_hidden_state
            if pooling == "cls":
                pooled = hidden[:, 0]
            else:
                weight = attention_mask.unsqueeze(-1).to(hidden.dtype)
                pooled = (hidden * weight).sum(1) / weight.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2.0, dim=1)

    transformer = model[0].model
    transformer.set_attn_implementation("eager")
    ids = torch.ones((2, 9), dtype=torch.int64)
    axes = {0: "texts", 1: "tokens"}
    # The exporter through TorchScript needs `onnx` alone; the newer one needs onnxscript besides.
    torch.onnx.export(
        Pooled(transformer).eval(),
        (ids, torch.ones_like(ids)),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "texts"}},
        opset_version=OPSET,
        dynamo=False,
    )


def _quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    # Seven bits (reduce_range) keep the 16-bit sums of processors without VNNI from overflowing;
    # scales by channel more than make up for the lost bit (0.990 → 0.997 on m3e-small).
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


def _checked(model: Any, folder: Path, manifest: Manifest) -> Manifest:
    from dataclasses import replace

    from index.models.encoder import OnnxEncoder

    expected = model.encode(
        list(CHECK_SENTENCES), normalize_embeddings=True, show_progress_bar=False
    )
    found = OnnxEncoder(folder, manifest).encode(CHECK_SENTENCES)
    cosine = float((expected * found).sum(axis=1).mean())
    if not cosine >= MIN_COSINE:
        raise WenbaoError(
            f"模型 {manifest.name} 导出后向量变了：与原模型的平均余弦应不低于 {MIN_COSINE}，"
            f"实为 {cosine:.4f}；请换一个模型"
        )
    whole = replace(manifest, cosine=round(cosine, 4), digest=manifest.expected_digest())
    write_manifest(folder, whole)
    return whole


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' advice to developers off the user's screen."""
    from transformers.utils import logging as transformers_logging

    hide_progress: Any = transformers_logging.disable_progress_bar
    hide_progress()
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)
