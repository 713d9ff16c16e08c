"""From examples to batches: windows with their targets, mixed by a seed, filled by tokens."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa.reader.examples import Example
from qa.reader.windows import Window, WindowMaker

#: Text tokens of a training window that is cut out of a long text: about a passage at the lower
#: end. Half the windows are not cut (but for the model's 512 tokens): trained on short ones alone,
#: a reader picks the wrong one of a text's windows (CMRC dev, 200 drawn questions, read in windows
#: of 256 tokens 36 EM, of 384 51).
MIN_ROOM, MAX_ROOM = 112, 232
WHOLE = 480
#: One answerable long text in so many also gives a window without its answer.
NONE_EVERY = 2
#: Batches' worth of windows that are sorted by length together, so that little is padded.
_POOL = 24


@dataclass(frozen=True, slots=True)
class Target:
    """A window with the tokens its answer begins and ends with; 0, 0 ([CLS]) for no answer."""

    window: Window
    start: int
    end: int


def read_examples(path: Path) -> Iterator[Example]:
    """Examples of a JSON-lines file, as `python -m qa.reader.cloze` writes them."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            answer = tuple(row["answer"]) if row["answer"] else None
            yield Example(row["question"], row["context"], row["text"], answer, row["source"])


def targets(examples: Iterable[Example], maker: WindowMaker, seed: int) -> list[Target]:
    """The training windows of examples; where a long text is cut depends on seed and example."""
    made: list[Target] = []
    for example in examples:
        rng = random.Random(seed * 1_000_003 + example.key)
        room = rng.choice((WHOLE, rng.randint(MIN_ROOM, MAX_ROOM)))
        asked = (example.question, example.context, example.text)
        if example.answer is None:
            windows = list(maker.windows(*asked, room))
            made.append(Target(rng.choice(windows), 0, 0))
            continue
        window = maker.around(*asked, example.answer, rng.random(), room)
        tokens = window.tokens_of(*example.answer) if window else None
        if window is None or tokens is None:
            continue
        made.append(Target(window, *tokens))
        if example.key % NONE_EVERY == 0 and not example.context:
            without = [
                w for w in maker.windows(*asked, MAX_ROOM) if not _touches(w, example.answer)
            ]
            if without:
                made.append(Target(rng.choice(without), 0, 0))
    return made


def _touches(window: Window, answer: tuple[int, int]) -> bool:
    return any(a < answer[1] and answer[0] < b for a, b in window.offsets)


def batches(items: Sequence[Target], tokens: int, seed: int) -> list[list[Target]]:
    """One pass over `items` in batches of at most `tokens` tokens, padding counted."""
    rng = random.Random(seed)
    order = list(items)
    rng.shuffle(order)
    made: list[list[Target]] = []
    pool = max(1, _POOL * tokens // 256)
    for first in range(0, len(order), pool):
        batch: list[Target] = []
        for item in sorted(order[first : first + pool], key=lambda item: len(item.window.ids)):
            if batch and len(item.window.ids) * (len(batch) + 1) > tokens:
                made.append(batch)
                batch = []
            batch.append(item)
        if batch:
            made.append(batch)
    rng.shuffle(made)
    return made
