"""The reader alone, on any set in SQuAD form, by the scoring of CMRC 2018."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from eval.bootstrap import Figure, mean_figure, pooled_figure
from eval.metrics.lcs import official_scores
from eval.metrics.risk_coverage import aurc
from eval.squad import SquadQuestion, SquadSet
from qa.reader.base import Reader
from qa.types import Hit, Understood

#: F1 from which a best span counts as right on the risk–coverage curve.
RIGHT_F1 = 0.5


@dataclass(frozen=True, slots=True)
class Reading:
    """The reader's best span for one question (empty: it gave none) and its scores in [0, 1]."""

    question: SquadQuestion
    answer: str
    score: float
    exact: float
    f1: float


def read_all(
    squad: SquadSet,
    reader: Reader,
    understand: Callable[[str], Understood],
    *,
    progress: Callable[[Iterable[SquadQuestion]], Iterable[SquadQuestion]] = iter,
) -> list[Reading]:
    """Let the reader answer every question from its own context; the best span is the answer."""
    passages = [(bare_hit(number, context),) for number, context in enumerate(squad.contexts)]
    found = []
    for question in progress(squad.questions):
        spans = reader.read(understand(question.question), passages[question.context])
        best = max(spans, key=lambda span: span.score, default=None)
        answer = "" if best is None else best.text
        exact, f1 = official_scores(answer, question.answers) if question.answers else (0.0, 0.0)
        found.append(Reading(question, answer, 0.0 if best is None else best.score, exact, f1))
    return found


def mrc_figures(readings: Sequence[Reading]) -> dict[str, Figure]:
    """`exact_match`, `f1` and their mean over questions with an answer.

    With unanswerable questions also `no_span`: the share of them for which the reader gave
    nothing; always `aurc`: how well the span's score tells right (F1 ≥ 0.5) from wrong.
    """
    able = [reading for reading in readings if reading.question.answers]
    unable = [reading for reading in readings if not reading.question.answers]
    figures = {
        "exact_match": mean_figure([r.exact for r in able]),
        "f1": mean_figure([r.f1 for r in able]),
        "average": mean_figure([(r.exact + r.f1) / 2 for r in able]),
        "no_span": mean_figure([float(not r.answer) for r in unable]),
        "aurc": pooled_figure([(r.score, r.f1 >= RIGHT_F1) for r in readings], aurc),
    }
    return {name: figure for name, figure in figures.items() if figure is not None}


def mrc_document(squad: SquadSet, reader: Reader, figures: dict[str, Figure]) -> dict[str, Any]:
    """The document of `eval mrc --json`."""
    return {
        "set": squad.name,
        "reader": reader.name,
        "questions": len(squad.questions),
        "unanswerable": sum(not question.answers for question in squad.questions),
        "not_extractive": squad.not_extractive,
        "metrics": {name: figure.to_json() for name, figure in figures.items()},
        "caveat": squad.caveat,
    }


def bare_hit(number: int, context: str) -> Hit:
    """A context as a whole passage of which nothing is known; a reader cuts its own windows."""
    return Hit(
        ordinal=0,
        id=str(number),
        file=str(number),
        title="",
        place=None,
        delivered=None,
        section=(),
        period=None,
        start=0,
        end=len(context),
        text=context,
        score=0.0,
    )
