"""Examples on disk, as JSON lines with the fields of `Example`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from qa.reader.examples import Example


def write_examples(path: Path, examples: Iterable[Example]) -> dict[str, int]:
    """Write examples as JSON lines, whole or not at all; returns how many there are a source."""
    counts: dict[str, int] = {}
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    with draft.open("w", encoding="utf-8") as file:
        for example in examples:
            file.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
            counts[example.source] = counts.get(example.source, 0) + 1
    os.replace(draft, path)
    return dict(sorted(counts.items()))
