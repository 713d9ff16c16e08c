"""From trained weights to what is shipped: an int8 ONNX model, its hash, its model card."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.models.manifest import TOKENIZER_NAME, sha256_of

if TYPE_CHECKING:
    from torch import nn

MODEL_NAME = "reader_int8.onnx"
HASH_NAME = "reader.json"
TERMS = "由 m3e-small 微调而来，随其许可：仅限研究和非商业用途（docs/reader.md）"
#: As for the sentence model (index/models/convert.py).
OPSET = 17


def export_float(model: nn.Module, target: Path) -> None:
    """Write the model as float32 ONNX: ids, mask, types (n, l) to start, end (n, l)."""
    import torch

    model.eval()
    encoder = model.encoder
    encoder.set_attn_implementation("eager")  # type: ignore[operator, union-attr]
    ids = torch.ones((2, 9), dtype=torch.int64)
    axes = {0: "windows", 1: "tokens"}
    torch.onnx.export(
        model,
        (ids, torch.ones_like(ids), torch.zeros_like(ids)),
        str(target),
        input_names=["ids", "mask", "types"],
        output_names=["start", "end"],
        dynamic_axes=dict.fromkeys(("ids", "mask", "types", "start", "end"), axes),
        opset_version=OPSET,
        dynamo=False,
    )


def quantise(source: Path, target: Path) -> None:
    """int8 weights by channel, in seven bits (processors without VNNI would overflow)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


def export(base: Path, weights: Path, out: Path, version: str, terms: str = TERMS) -> Path:
    """Export the span model of `weights` on `base` into `out`, tokenizer and hash beside it."""
    from safetensors.torch import load_file

    from qa.reader.model import build

    model = build(base)
    model.load_state_dict({k: t.float() for k, t in load_file(weights).items()}, strict=False)
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(base / TOKENIZER_NAME, out / TOKENIZER_NAME)
    whole = out / "reader_float32.onnx"
    export_float(model, whole)
    quantise(whole, out / MODEL_NAME)
    note = {
        "name": version,
        "terms": terms,
        "file": MODEL_NAME,
        "sha256": sha256_of(out / MODEL_NAME),
        "tokenizer_sha256": sha256_of(out / TOKENIZER_NAME),
        "weights_sha256": sha256_of(weights),
    }
    (out / HASH_NAME).write_text(
        json.dumps(note, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return out / MODEL_NAME


def main(arguments: Sequence[str] | None = None) -> None:
    """`python -m qa.reader.export --base DIR --weights FILE --out DIR --version NAME`."""
    made = argparse.ArgumentParser(prog="python -m qa.reader.export", description=__doc__)
    for name in ("base", "weights", "out"):
        made.add_argument(f"--{name}", type=Path, required=True)
    made.add_argument("--version", required=True)
    made.add_argument("--terms", default=TERMS, help="the terms of the base model's weights")
    asked = made.parse_args(arguments)
    print(export(asked.base, asked.weights, asked.out, asked.version, asked.terms))


if __name__ == "__main__":
    main()
