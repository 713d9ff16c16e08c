"""The recipe's command: `python -m qa.reader.train --out DIR …` trains one stage of the reader."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from qa.reader.batches import Target, read_examples, targets
from qa.reader.examples import Example
from qa.reader.mrc_sets import CORE, mrc_examples
from qa.reader.training import Stage, train
from qa.reader.windows import WindowMaker, load_tokenizer

#: Tokens of the longest window that is trained on: the model's own limit.
WINDOW = 512


def parser() -> argparse.ArgumentParser:
    """The command's arguments; docs/reader.md gives the values that made the shipped weights."""
    made = argparse.ArgumentParser(prog="python -m qa.reader.train", description=__doc__)
    made.add_argument(
        "--base", type=Path, required=True, help="folder of the encoder to start from"
    )
    made.add_argument("--weights", type=Path, help="weights of the stage before (safetensors)")
    made.add_argument("--out", type=Path, required=True)
    made.add_argument("--mrc", type=Path, help="folder of the reading-comprehension sets")
    made.add_argument("--mrc-share", type=float, default=1.0, help="share of them an epoch takes")
    made.add_argument("--other-share", type=float, help="the same, of sets unlike reports' prose")
    made.add_argument("--examples", type=Path, nargs="*", default=[], help="JSON lines of examples")
    made.add_argument("--repeat", type=float, nargs="*", default=[], help="times each is taken")
    made.add_argument("--epochs", type=float, default=1.0)
    made.add_argument("--rate", type=float, default=1.5e-4)
    made.add_argument("--last-rate", type=float, default=0.0)
    made.add_argument("--seed", type=int, default=20261123)
    made.add_argument("--threads", type=int, default=2)
    made.add_argument("--device", default="cpu")
    return made


def main(arguments: Sequence[str] | None = None) -> None:
    """Train one stage; a stage that was cut off goes on when the same command is given again."""
    asked = parser().parse_args(arguments)
    import torch
    from safetensors.torch import load_file

    from qa.reader.model import build

    torch.set_num_threads(asked.threads)
    model = build(asked.base)
    if asked.weights:
        missing, extra = model.load_state_dict(load_file(asked.weights), strict=False)
        if extra or any("position_ids" not in name for name in missing):
            raise SystemExit(f"{asked.weights} does not fit {asked.base}: {missing} {extra}")
    maker = WindowMaker(load_tokenizer(asked.base / "tokenizer.json"), WINDOW)
    mrc = list(mrc_examples(asked.mrc)) if asked.mrc else []
    other = asked.mrc_share if asked.other_share is None else asked.other_share
    pools = [
        (_ordered(e for e in mrc if e.source in CORE), asked.mrc_share),
        (_ordered(e for e in mrc if e.source not in CORE), other),
    ]
    repeats = [*asked.repeat, *[1.0] * len(asked.examples)]
    for path, times in zip(asked.examples, repeats, strict=False):
        pools.append((_ordered(read_examples(path)), times))

    def make(epoch: int) -> list[Target]:
        chosen = [e for pool, share in pools for e in _turn(pool, share, epoch)]
        return targets(chosen, maker, asked.seed + epoch)

    stage = Stage(asked.epochs, asked.rate, asked.last_rate, seed=asked.seed)
    train(model, make, stage, asked.out, device=asked.device)


def _ordered(examples: Iterable[Example]) -> list[Example]:
    return sorted(examples, key=lambda example: example.key)


def _turn(pool: Sequence[Example], share: float, epoch: int) -> list[Example]:
    """`share` times the pool, each epoch going on where the one before ended."""
    count = round(len(pool) * share)
    first = epoch * count
    return [pool[(first + i) % len(pool)] for i in range(count)]


if __name__ == "__main__":
    main()
