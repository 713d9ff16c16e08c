"""Splits a question set by report: `python -m eval.split SET --fit FILE --held FILE`.

The reader learns from one part; confidence is fitted on the other, which it has not seen.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: One report in so many is held out.
HELD_EVERY = 4


def report_of(record: Mapping[str, Any]) -> str:
    """The report that a question is about: its first evidence's, or the one it pretends to ask."""
    evidence = record.get("evidence") or [{"report": record.get("report", "")}]
    return str(evidence[0]["report"])


def is_held(report: str) -> bool:
    """Whether the questions of a report are held out; depends on nothing but its name."""
    return int(hashlib.sha256(report.encode()).hexdigest(), 16) % HELD_EVERY == 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the two parts and say how large they are."""
    made = argparse.ArgumentParser(prog="python -m eval.split", description=__doc__)
    made.add_argument("set", type=Path)
    made.add_argument("--fit", type=Path, required=True)
    made.add_argument("--held", type=Path, required=True)
    asked = made.parse_args(arguments)
    lines = [line for line in asked.set.read_text(encoding="utf-8").splitlines() if line.strip()]
    held = [line for line in lines if is_held(report_of(json.loads(line)))]
    fit = [line for line in lines if not is_held(report_of(json.loads(line)))]
    for path, part in ((asked.fit, fit), (asked.held, held)):
        path.write_text("".join(f"{line}\n" for line in part), encoding="utf-8")
    print(f"{len(fit)} to fit, {len(held)} held")


if __name__ == "__main__":
    main()
