"""How many passages are worth reading: `python -m eval.depth SET.jsonl` reads more and more.

Only questions of one part count: those of several share the passages among their parts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.bootstrap import Figure, mean_figure
from eval.metrics.right import is_right
from eval.questions import Question, load_set
from eval.table import table

if TYPE_CHECKING:
    from qa.library import Library

DEPTHS = (1, 3, 5, 8, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class Depth:
    """What reading `passages` gives: the best candidate right, any candidate right, the time.

    Times are milliseconds of a whole question, search included: the median and the 95th
    percentile.
    """

    passages: int
    first: Figure
    anywhere: Figure
    median_ms: float
    p95_ms: float


def measure(library: Library, questions: Sequence[Question], passages: int) -> Depth | None:
    """One row of the table; None where no question counts."""
    first, anywhere, times = list[float](), list[float](), list[float]()
    for question in questions:
        began = time.perf_counter()
        reads = library.read(question.question, history=question.history, passages=passages)
        took = (time.perf_counter() - began) * 1000
        if len(reads) != 1:
            continue
        texts = [w.draft.text for w in reads[0].weighed]
        right = [is_right(question, text, tuple(text.split("、"))) for text in texts]
        first.append(float(bool(right) and right[0]))
        anywhere.append(float(any(right)))
        times.append(took)
    best, some = mean_figure(first), mean_figure(anywhere)
    if best is None or some is None:
        return None
    slow = sorted(times)[int(0.95 * (len(times) - 1))]
    return Depth(passages, best, some, statistics.median(times), slow)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table for a set over the library of `--home`."""
    from index.errors import WenbaoError
    from index.paths import home_dir
    from qa.library import Library

    parser = argparse.ArgumentParser(prog="python -m eval.depth", description="读多少段值得")
    parser.add_argument("set", type=Path, metavar="SET.jsonl")
    parser.add_argument("--home", help="资料库的文件夹")
    parser.add_argument("--passages", metavar="N", type=int, nargs="+", default=list(DEPTHS))
    made = parser.parse_args(arguments)
    try:
        questions = [q for q in load_set(made.set).questions if q.answerable and q.answers]
        library = Library.open(home_dir(made.home))
    except WenbaoError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    rows = [("读几段", "最好的候选正确", "候选里有正确的", "中位（毫秒）", "p95（毫秒）")]
    for passages in made.passages:
        found = measure(library, questions, passages)
        if found is not None:
            cells = [
                f"{f.value:.3f} [{f.low:.3f}–{f.high:.3f}]" for f in (found.first, found.anywhere)
            ]
            rows.append(
                (str(passages), cells[0], cells[1], f"{found.median_ms:.0f}", f"{found.p95_ms:.0f}")
            )
    sys.stdout.write(table(rows, right=(0, 1, 2, 3, 4)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
