"""How fast: always against something measured in the same run, because machines differ.

Each pair is measured in turns (ours, theirs, theirs, ours, …), and of each the shortest time
counts: what else the machine does can only add to a time (Python's timeit says the same).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from index.models.encoder import Encoder

SIZES = (1_000, 10_000, 100_000, 1_000_000)
#: BM25 is built from text, which takes a minute or more beyond this many passages.
LEXICAL_UP_TO = 100_000
SEED = 20210204


@dataclass(frozen=True, slots=True)
class Pair:
    """Our and their shortest seconds for the same work; `ratio` above 1: we are faster."""

    ours: float
    theirs: float
    rounds: int

    @property
    def ratio(self) -> float:
        """Their time over ours."""
        return self.theirs / self.ours

    def to_json(self) -> dict[str, float]:
        """Milliseconds and the ratio."""
        return {
            "ours_ms": round(self.ours * 1000, 3),
            "theirs_ms": round(self.theirs * 1000, 3),
            "ratio": round(self.ratio, 3),
            "rounds": self.rounds,
        }


@dataclass(frozen=True, slots=True)
class SearchTime:
    """Median milliseconds of one search among `size` passages; None for what was left out.

    `skipped` says why the size was left out altogether.
    """

    size: int
    dense_ms: float | None
    lexical_ms: float | None
    skipped: str | None = None

    def to_json(self) -> dict[str, Any]:
        """As it is, rounded."""
        return {
            "passages": self.size,
            "dense_ms": None if self.dense_ms is None else round(self.dense_ms, 3),
            "lexical_ms": None if self.lexical_ms is None else round(self.lexical_ms, 3),
            "skipped": self.skipped,
        }


def in_turns(ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int) -> Pair:
    """Time both in turns, after one unmeasured round that warms caches up."""
    ours()
    theirs()
    times: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        # Who goes first alternates too: what runs second finds a warmer or a hotter machine.
        order = (0, 1) if turn % 2 == 0 else (1, 0)
        for which in order:
            times[which].append(timed((ours, theirs)[which]))
    return Pair(min(times[0]), min(times[1]), rounds)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def encoding(
    encoder: Encoder, plain: Any, passages: Sequence[str], questions: Sequence[str]
) -> dict[str, Pair]:
    """`index`: encoding the passages; `question`: encoding one question.

    `plain` is the float32 SentenceTransformer, used with its own defaults.
    """
    bulk = in_turns(
        lambda: encoder.encode(passages),
        lambda: plain.encode(list(passages), show_progress_bar=False),
        rounds=4,
    )

    def one_by_one(encode: Callable[[str], object]) -> Callable[[], None]:
        def work() -> None:
            for question in questions:
                encode(question)

        return work

    single = in_turns(
        one_by_one(lambda text: encoder.encode([text], query=True)),
        one_by_one(lambda text: plain.encode(text, show_progress_bar=False)),
        rounds=7,
    )
    count = len(questions)
    return {
        "index": bulk,
        "question": Pair(single.ours / count, single.theirs / count, single.rounds),
    }


def search_times(
    encoder: Encoder,
    passages: Sequence[str],
    questions: Sequence[str],
    sizes: Sequence[int] = SIZES,
    *,
    progress: Callable[[str], object] = lambda text: None,
) -> list[SearchTime]:
    """One search, without encoding, among so many passages.

    The vectors are those of `passages` with noise, the texts those of `passages` over and over:
    an exact search takes the same time whatever they are; BM25's depends on how common the
    question's words are, here as common as in `passages`. A size whose vectors would not fit
    into the free memory is left out and says so.
    """
    import numpy as np

    from index.dense import DenseIndex
    from index.lexical import LexicalIndex

    rng = np.random.default_rng(SEED)
    seeds = encoder.encode(passages)
    queries = [encoder.encode([question], query=True)[0] for question in questions]
    found = []
    for size in sizes:
        progress(f"{size:,} 段")
        need = 2 * size * encoder.dimensions * 4
        free = free_memory()
        if free is not None and need > 0.8 * free:
            why = f"内存不够：约需 {need / 1e9:.1f} GB，空闲 {free / 1e9:.1f} GB"
            found.append(SearchTime(size, None, None, why))
            continue
        vectors = np.empty((size, encoder.dimensions), dtype=np.float32)
        for start in range(0, size, 50_000):
            stop = min(size, start + 50_000)
            block = seeds[rng.integers(0, len(seeds), stop - start)]
            block = block + 0.02 * rng.standard_normal(block.shape, dtype=np.float32)
            vectors[start:stop] = block / np.linalg.norm(block, axis=1, keepdims=True)
        dense = DenseIndex.build(vectors)
        del vectors
        dense_ms = _median_ms([partial(dense.search, vector, 200) for vector in queries])
        lexical_ms = None
        if size <= LEXICAL_UP_TO:
            lexical = LexicalIndex.build(passages[i % len(passages)] for i in range(size))
            lexical_ms = _median_ms([partial(lexical.scores, text) for text in questions])
        found.append(SearchTime(size, dense_ms, lexical_ms))
    return found


def cold_start(home: str, question: str, *, rounds: int = 3) -> dict[str, float]:
    """Median milliseconds of a fresh `wenbao ask` and `wenbao --help`, process start included."""
    base = [sys.executable, "-m", "ui.cli"]
    ask = [*base, "--home", home, "ask", question]
    return {
        "ask_ms": _process_ms(ask, rounds),
        "help_ms": _process_ms([*base, "--help"], rounds),
    }


def free_memory() -> int | None:
    """Bytes of memory that can be had, or None where the system does not tell."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            for line in file:
                if line.startswith("MemAvailable:"):
                    return int(line.split()[1]) * 1024
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return None


def _median_ms(work: Sequence[Callable[[], object]]) -> float:
    """The median over different work of the shortest of three times each, in milliseconds."""
    return statistics.median(min(timed(one) for _ in range(3)) for one in work) * 1000


def _process_ms(command: Sequence[str], rounds: int) -> float:
    times = [
        timed(lambda: subprocess.run(command, check=True, capture_output=True))
        for _ in range(rounds)
    ]
    return statistics.median(times) * 1000
