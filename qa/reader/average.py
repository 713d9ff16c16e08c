"""The mean of two stages' weights: `python -m qa.reader.average ONE OTHER --out FILE`.

Weights fine-tuned from one another lie in one basin, and their mean is often better than either
(Wortsman et al. 2022, model soups); docs/reader.md has what it was worth here.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

#: The second file's part of the mean.
SHARE = 0.5


def average(one: Path, other: Path, out: Path, share: float = SHARE) -> int:
    """Write the mean of two files of weights in float32; returns how many tensors they share.

    Raises ValueError when the files do not hold the same tensors.
    """
    from safetensors.torch import load_file

    from qa.reader.training import save_weights

    first, second = load_file(one), load_file(other)
    unlike = sorted(
        name
        for name in first.keys() | second.keys()
        if name not in first or name not in second or first[name].shape != second[name].shape
    )
    if unlike:
        raise ValueError(f"{one} and {other} differ in {len(unlike)} tensors: {unlike[:3]}")
    mean = {n: first[n].float().lerp(second[n].float(), share) for n in sorted(first)}
    out.parent.mkdir(parents=True, exist_ok=True)
    save_weights(mean, out)
    return len(mean)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the mean and say of how many tensors it is."""
    made = argparse.ArgumentParser(prog="python -m qa.reader.average", description=main.__doc__)
    made.add_argument("one", type=Path)
    made.add_argument("other", type=Path)
    made.add_argument("--out", type=Path, required=True)
    made.add_argument("--share", type=float, default=SHARE, help="the second file's part")
    given = made.parse_args(arguments)
    try:
        count = average(given.one, given.other, given.out, given.share)
    except (ValueError, OSError) as error:
        raise SystemExit(str(error)) from error
    print(f"{given.out}: {count} tensors, {given.share:g} of {given.other}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
