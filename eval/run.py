"""Ask every question of a set, and keep each result as soon as it is there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.journal import note_for, read_note, resume, write_note
from eval.library import Asker
from eval.questions import Question, QuestionSet
from eval.results import Result, parse_result, result_line
from index.errors import WenbaoError

#: Wraps the questions to show progress; gets how many there are in all and are done already.
Progress = Callable[[Iterable[Question], int, int], Iterable[Question]]


@dataclass(frozen=True, slots=True)
class Run:
    """The results of a run in the order of the set, and what the run as a whole cost."""

    results: tuple[Result, ...]
    costs: Mapping[str, float | None]


def run_set(
    question_set: QuestionSet,
    asker: Asker,
    *,
    out: Path | None = None,
    restart: bool = False,
    started: float | None = None,
    progress: Progress | None = None,
) -> Run:
    """Ask every question; with `out` write one result a line, going on where a run was cut off.

    `started` is the `time.perf_counter()` of the moment before the library was opened: the time
    from there to the first answer is the cold start. A question at which the library raises
    WenbaoError is recorded as refused, with the error as its reason. Raises WenbaoError when
    `out` belongs to another run or can't be written.
    """
    note = note_for(question_set, asker.fingerprint)
    done = resume(out, note, restart=restart) if out is not None else {}
    costs: dict[str, float | None] = {"cold_start_ms": None, "peak_memory_mb": None}
    if out is not None and done and (earlier := read_note(out)) is not None:
        costs |= earlier.costs
    todo = [question for question in question_set.questions if question.id not in done]
    asked: Iterable[Question] = todo
    if progress is not None:
        asked = progress(todo, len(question_set.questions), len(done))
    try:
        with out.open("a", encoding="utf-8") if out is not None else nullcontext() as file:
            for question in asked:
                line = _ask(asker, question)
                if costs["cold_start_ms"] is None and started is not None:
                    costs["cold_start_ms"] = (time.perf_counter() - started) * 1000
                done[question.id] = parse_result(json.loads(line))
                if file is not None:
                    file.write(line + "\n")
                    file.flush()
        if todo:
            peaks = [peak for peak in (peak_memory(), costs["peak_memory_mb"]) if peak is not None]
            costs["peak_memory_mb"] = max(peaks, default=None)
        if out is not None and todo:
            write_note(out, replace(note, costs=costs))
    except OSError as error:
        raise WenbaoError(f"写不了结果文件 {out}：{error.strerror}。换一个 --out") from error
    return Run(tuple(done[question.id] for question in question_set.questions), costs)


def _ask(asker: Asker, question: Question) -> str:
    began = time.perf_counter()
    try:
        return result_line(question.id, asker.ask(question.question, history=question.history))
    except WenbaoError as error:
        record: dict[str, Any] = {
            "id": question.id,
            "question": question.question,
            "status": "refused",
            "answer": None,
            "items": [],
            "confidence": None,
            "reason": str(error),
            "candidate": None,
            "citations": [],
            "passages": [],
            "timings_ms": {"total": round((time.perf_counter() - began) * 1000, 1)},
            "error": True,
        }
        return json.dumps(record, ensure_ascii=False)


def peak_memory() -> float | None:
    """The most memory (MB) that this process has held; None where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return None
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # Linux counts in kilobytes, macOS in bytes.
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
