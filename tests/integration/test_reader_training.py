"""Training on a tiny model: it learns, it is resumed to the very same weights, it exports."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from index.errors import WenbaoError
from qa.reader.batches import Target, targets
from qa.reader.examples import Example
from qa.reader.windows import WindowMaker, load_tokenizer
from tests.reader_base import make_base

TEXTS = [f"建成协商议事室{n}个，新建路{m}公里。" for n in range(1, 9) for m in (2, 5)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_base(Path(tmp_path_factory.mktemp("base")))


def _targets(base: Path, seed: int) -> list[Target]:
    maker = WindowMaker(load_tokenizer(base / "tokenizer.json"), max_tokens=128)
    examples = [
        Example("建成协商议事室多少", "广丰", text, (7, text.index("个") + 1), "made")
        for text in TEXTS
    ] + [Example("企业多少", "广丰", text, None, "none") for text in TEXTS]
    return targets(examples, maker, seed)


def test_a_stage_learns_and_a_cut_one_ends_with_the_same_weights(
    base: Path, tmp_path: Path
) -> None:
    from safetensors.torch import load_file

    from qa.reader.model import build
    from qa.reader.training import Stage, train

    stage = Stage(epochs=40, rate=5e-3, last_rate=1e-3, tokens=512, average=0.5)

    def make(epoch: int) -> list[Target]:
        return _targets(base, epoch)

    whole = tmp_path / "whole"
    train(build(base), make, stage, whole, every=1000, say=lambda line: None)
    cut = tmp_path / "cut"

    class CutError(Exception):
        pass

    def stop(line: str) -> None:
        if json.loads(line)["step"] >= 25:
            raise CutError

    with pytest.raises(CutError):
        train(build(base), make, stage, cut, every=10, say=stop)
    assert list((cut / "checkpoint").glob("*.safetensors"))
    train(build(base), make, stage, cut, every=1000, say=lambda line: None)
    first, second = (load_file(folder / "model.safetensors") for folder in (whole, cut))
    assert first.keys() == second.keys()
    for name, value in first.items():
        np.testing.assert_allclose(value.numpy(), second[name].numpy(), atol=1e-5)
    curve = [json.loads(line) for line in (whole / "log.jsonl").read_text().splitlines()]
    assert curve[-1]["loss"] < curve[0]["loss"] * 0.8


def test_the_export_scores_as_the_weights_do_and_damage_is_refused(
    base: Path, tmp_path: Path
) -> None:
    import torch

    from qa.reader.export import export
    from qa.reader.model import build, collate
    from qa.reader.scorer import SpanScorer
    from qa.reader.training import save_weights

    model = build(base)
    save_weights(model.state_dict(), tmp_path / "model.safetensors", half=True)
    folder = tmp_path / "weights"
    export(base, tmp_path / "model.safetensors", folder, "tiny")
    scorer = SpanScorer(folder)
    assert scorer.name == "tiny"
    (found,) = scorer.score("建成协商议事室多少", [("广丰", TEXTS[0])], 40)
    assert found
    import onnxruntime

    session = onnxruntime.InferenceSession(
        str(folder / "reader_float32.onnx"), providers=["CPUExecutionProvider"]
    )
    batch = collate(_targets(base, 1)[:3])
    feed = {name: batch[name].numpy() for name in ("ids", "mask", "types")}
    start, end = session.run(None, feed)
    model.eval()
    with torch.no_grad():
        expected = model(batch["ids"], batch["mask"], batch["types"])
    real = batch["mask"].numpy().astype(bool)
    np.testing.assert_allclose(start[real], expected[0].numpy()[real], atol=2e-3)
    np.testing.assert_allclose(end[real], expected[1].numpy()[real], atol=2e-3)
    weights = folder / "reader_int8.onnx"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\0")
    with pytest.raises(WenbaoError, match="损坏"):
        SpanScorer(folder)
    weights.unlink()
    with pytest.raises(WenbaoError, match="不完整"):
        SpanScorer(folder)
