"""The first step that lost a question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from eval.cases import Case
from eval.metrics.evidence import hit

Step = Literal[
    "not_in_library",
    "split_apart",
    "not_retrieved",
    "ranked_too_low",
    "misread",
    "wrongly_refused",
    "wrongly_answered",
]

#: The steps in the order in which a question passes them, with their names for the reader.
STEPS: dict[Step, str] = {
    "not_in_library": "库里没有",
    "split_apart": "切散了",
    "not_retrieved": "没检索到",
    "ranked_too_low": "排得太后",
    "misread": "读错",
    "wrongly_refused": "误拒",
    "wrongly_answered": "误答",
}

#: Evidence below this rank counts as ranked too low.
READ_FROM = 5


def failure(case: Case) -> Step | None:
    """The first step that lost the question, or None if it was not lost (or can't be judged).

    - not_in_library: a gold quote is not in the canonical text of its report (or that report is
      not there): parsing or the library lost it;
    - split_apart: no passage covers the quote together with the answer it holds;
    - not_retrieved: not all quotes are covered by the ranking; ranked_too_low: not by its first 5;
    - misread: all were there, and the answer (or a refusal's candidate) is wrong;
    - wrongly_refused: the candidate was right, or there was none;
    - wrongly_answered: the question should have been refused, or has no evidence to tell more.
    """
    if case.right is None or case.right:
        return None
    if not case.question.answerable:
        return "wrongly_answered"
    if case.ranked_gold:
        lost = _retrieval_step(case)
        if lost is not None:
            return lost
    result = case.result
    if not result.answered:
        return "wrongly_refused" if result.candidate is None or case.outcome[1] else "misread"
    return "misread" if case.ranked_gold else "wrongly_answered"


def count_failures(cases: Iterable[Case]) -> dict[str, dict[Step, int]]:
    """For each question type the number of questions that each step lost (zeros included)."""
    counts: dict[str, Counter[Step]] = {}
    for case in cases:
        counter = counts.setdefault(case.question.group, Counter())
        step = failure(case)
        if step is not None:
            counter[step] += 1
    return {group: {step: counter[step] for step in STEPS} for group, counter in counts.items()}


def _retrieval_step(case: Case) -> Step | None:
    quotes = len(case.question.evidence)
    if case.library is not None:
        if any(place is None for place in case.library.places):
            return "not_in_library"
        if not all(case.library.whole):
            return "split_apart"
    if not hit(case.coverage, quotes, len(case.coverage)):
        return "not_retrieved"
    if not hit(case.coverage, quotes, READ_FROM):
        return "ranked_too_low"
    return None
