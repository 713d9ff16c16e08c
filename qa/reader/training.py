"""One stage of training the reader: deterministic, resumable, on CPU or GPU.

A stage reads weights, passes over its examples some epochs while the learning rate goes in a line
from one value to another, and writes weights. Checkpoints are safetensors and JSON, no pickle.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qa.reader.batches import Target, batches

if TYPE_CHECKING:
    from torch import nn
    from torch.optim import AdamW

#: The first share of a stage's steps, over which the rate rises from nothing.
WARM_UP = 0.06


@dataclass(frozen=True, slots=True)
class Stage:
    """How one stage is trained; `tokens` is the size of a batch, padding counted.

    Rates near 1e-4 are what small models of this kind want; weights are averaged with `average`
    as the decay of a step (0: not at all).
    """

    epochs: float
    rate: float
    last_rate: float
    tokens: int = 4096
    seed: int = 20261123
    decay: float = 0.01
    clip: float = 1.0
    average: float = 0.998


@dataclass(slots=True)
class _Progress:
    step: int = 0
    seconds: float = 0.0


def train(
    model: nn.Module,
    make: Callable[[int], Sequence[Target]],
    stage: Stage,
    out: Path,
    *,
    device: str = "cpu",
    every: int = 200,
    say: Callable[[str], object] = print,
) -> nn.Module:
    """Train `model` and leave the averaged weights as `out/model.safetensors`.

    `make(epoch)` gives the windows of an epoch. A checkpoint is written every `every` steps, and
    a stage that was cut off goes on from its last one; `log.jsonl` keeps the curve.
    """
    import torch

    out.mkdir(parents=True, exist_ok=True)
    model.to(device).train()
    fast = device.startswith("cuda")
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=stage.rate, weight_decay=stage.decay, fused=True
    )
    mean = {name: value.detach().clone() for name, value in model.state_dict().items()}
    progress = _resume(model, optimizer, mean, out)
    plan = _plan(make, stage)
    log = (out / "log.jsonl").open("a", encoding="utf-8")
    began, losses = time.monotonic(), list[float]()
    with log:
        for step in range(progress.step, plan.steps):
            batch = {k: v.to(device) for k, v in plan.batch(step).items()}
            torch.manual_seed(stage.seed + step)
            for group in optimizer.param_groups:
                group["lr"] = _rate(stage, step, plan.steps)
            loss = _step(model, optimizer, batch, stage.clip, "cuda" if fast else "cpu")
            losses.append(loss)
            _follow(mean, model, stage.average, step)
            done = step + 1
            if done % 25 == 0 or done == plan.steps:
                seconds = progress.seconds + time.monotonic() - began
                row = {
                    "step": done,
                    "of": plan.steps,
                    "loss": round(sum(losses) / len(losses), 4),
                    "rate": optimizer.param_groups[0]["lr"],
                    "seconds": round(seconds),
                }
                log.write(json.dumps(row) + "\n")
                log.flush()
                say(json.dumps(row))
                losses.clear()
            if done % every == 0 and done < plan.steps:
                seconds = progress.seconds + time.monotonic() - began
                _checkpoint(model, optimizer, mean, _Progress(done, seconds), stage, out)
    model.load_state_dict(mean)
    save_weights(mean, out / "model.safetensors")
    return model


class _plan:  # noqa: N801
    """Which batch stands at which step; batches of one epoch are made when it begins."""

    def __init__(self, make: Callable[[int], Sequence[Target]], stage: Stage) -> None:
        self._make = make
        self._stage = stage
        self._epoch = 0
        self._batches = self._of(0)
        self._length = len(self._batches)
        self.steps = max(1, round(stage.epochs * self._length))

    def _of(self, epoch: int) -> list[list[Target]]:
        return batches(self._make(epoch), self._stage.tokens, self._stage.seed + epoch)

    def batch(self, step: int) -> dict[str, Any]:
        """The tensors of a step; an epoch whose windows fill fewer batches begins again."""
        from qa.reader.model import collate

        epoch, place = divmod(step, self._length)
        if epoch != self._epoch:
            self._epoch, self._batches = epoch, self._of(epoch)
        return collate(self._batches[place % len(self._batches)])


def _rate(stage: Stage, step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    if step < warm:
        return stage.rate * (step + 1) / warm
    return stage.rate + (stage.last_rate - stage.rate) * (step - warm) / max(1, steps - warm)


def _step(
    model: nn.Module, optimizer: AdamW, batch: Mapping[str, Any], clip: float, device: str
) -> float:
    import torch

    from qa.reader.model import span_loss

    # bfloat16 products are 2.6 times as fast on CPUs that have them (AVX-512 BF16).
    with torch.autocast(device, dtype=torch.bfloat16):
        start, end = model(batch["ids"], batch["mask"], batch["types"])
    loss = span_loss(start, end, dict(batch))
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    return float(loss.detach())


def _follow(mean: Mapping[str, Any], model: nn.Module, decay: float, step: int) -> None:
    """Move the average towards the weights, faster at first (Polyak & Juditsky 1992)."""
    import torch

    share = 1 - min(decay, (1 + step) / (10 + step))
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                mean[name].lerp_(value, share)


def save_weights(tensors: Mapping[str, Any], path: Path, *, half: bool = False) -> None:
    """Write tensors as safetensors, in float16 if `half`; whole or not at all."""
    import torch
    from safetensors.torch import save_file

    kept = {
        name: (t.half() if half and t.dtype.is_floating_point else t).contiguous().cpu()
        for name, t in tensors.items()
        if isinstance(t, torch.Tensor) and "position_ids" not in name
    }
    scratch = path.with_suffix(".part")
    save_file(kept, scratch, metadata={"format": "pt"})
    os.replace(scratch, path)


def _checkpoint(
    model: nn.Module,
    optimizer: AdamW,
    mean: Mapping[str, Any],
    progress: _Progress,
    stage: Stage,
    out: Path,
) -> None:
    tensors: dict[str, Any] = {f"model.{k}": v for k, v in model.state_dict().items()}
    tensors |= {f"mean.{k}": v for k, v in mean.items()}
    for number, state in optimizer.state_dict()["state"].items():
        for key, value in state.items():
            tensors[f"adam.{number}.{key}"] = value
    folder = out / "checkpoint"
    folder.mkdir(exist_ok=True)
    name = f"{progress.step:06d}.safetensors"
    save_weights(tensors, folder / name)
    note = {"file": name, "step": progress.step, "seconds": progress.seconds} | asdict(stage)
    scratch = folder / "progress.part"
    scratch.write_text(json.dumps(note), encoding="utf-8")
    os.replace(scratch, folder / "progress.json")
    for old in folder.glob("*.safetensors"):
        if old.name != name:
            old.unlink()


def _resume(model: nn.Module, optimizer: AdamW, mean: dict[str, Any], out: Path) -> _Progress:
    """Where a stage stands, with everything put back as it was; step 0 where it is new."""
    note = out / "checkpoint" / "progress.json"
    if not note.is_file():
        return _Progress()
    from safetensors.torch import load_file

    said = json.loads(note.read_text(encoding="utf-8"))
    tensors = load_file(note.with_name(said["file"]))
    weights = {k[6:]: v for k, v in tensors.items() if k.startswith("model.")}
    model.load_state_dict(weights, strict=False)
    for name in mean:
        if f"mean.{name}" in tensors:
            mean[name].copy_(tensors[f"mean.{name}"])
    state = optimizer.state_dict()
    for key, value in tensors.items():
        if key.startswith("adam."):
            _, number, field = key.split(".")
            state["state"].setdefault(int(number), {})[field] = value
    optimizer.load_state_dict(state)
    return _Progress(int(said["step"]), float(said["seconds"]))
