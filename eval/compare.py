"""Two runs side by side: which differences are real, and which questions changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.cases import Case, make_cases
from eval.catalogue import LOWER_IS_BETTER, METRICS, Metric
from eval.normalise import normalise
from eval.questions import Question
from eval.randomisation import Paired, paired_test, pooled_test
from eval.results import Result
from index.errors import UsageError

#: The metrics of all questions together that are compared; the others say the same less plainly.
POOLED = frozenset({"refusal_skill", "aurc", "ece", "latency_total_p95_ms"})


@dataclass(frozen=True, slots=True)
class Changed:
    """A question whose outcome is not the same; `verdict` is 变好, 变坏, or 不同."""

    id: str
    group: str
    question: str
    a: str
    b: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every metric that both runs have, question by question, and the questions that changed.

    `only_a` and `only_b` count the questions that just one of the runs has; they are left out.
    """

    questions: int
    only_a: int
    only_b: int
    metrics: Mapping[str, Paired]
    adjusted: Mapping[str, float]
    changed: tuple[Changed, ...]

    def to_json(self) -> dict[str, Any]:
        """The document of `eval compare --json`."""
        return {
            "questions": self.questions,
            "only_a": self.only_a,
            "only_b": self.only_b,
            "metrics": {
                name: {
                    "a": round(p.a, 6),
                    "b": round(p.b, 6),
                    "difference": round(p.b - p.a, 6),
                    "p": round(p.p, 6),
                    "p_holm": round(self.adjusted[name], 6),
                    "wins": p.wins,
                    "losses": p.losses,
                    "ties": p.ties,
                }
                for name, p in self.metrics.items()
            },
            "changed": [
                {
                    "id": c.id,
                    "type": c.group,
                    "question": c.question,
                    "a": c.a,
                    "b": c.b,
                    "verdict": c.verdict,
                }
                for c in self.changed
            ],
        }


def compare(
    a: Sequence[Result], b: Sequence[Result], questions: Sequence[Question] | None
) -> Comparison:
    """Pair the runs `a` and `b` by question id.

    Without `questions` (the set) only what needs no gold is compared. Raises UsageError when the
    runs share no question, or share an id with different questions behind it.
    """
    first, second = ({r.id: r for r in run} for run in (a, b))
    shared = [id for id in first if id in second]
    if not shared:
        raise UsageError("两份结果没有共同的题：它们不是同一个评测集的运行结果")
    for id in shared:
        if first[id].question != second[id].question:
            raise UsageError(f"id {id!r} 在两份结果里是不同的问题：它们不是同一个评测集的运行结果")
    asked = questions or [Question(id, first[id].question) for id in shared]
    cases_a = make_cases(asked, [first[id] for id in shared], None)
    cases_b = make_cases(asked, [second[id] for id in shared], None)
    metrics = _paired(cases_a, cases_b)
    return Comparison(
        len(shared),
        len(first) - len(shared),
        len(second) - len(shared),
        metrics,
        holm({name: pair.p for name, pair in metrics.items()}),
        tuple(c for x, y in zip(cases_a, cases_b, strict=True) if (c := _changed(x, y))),
    )


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """p values adjusted for how many were looked at (Holm 1979), by name."""
    adjusted = {}
    highest = 0.0
    for rank, (name, p) in enumerate(sorted(p_values.items(), key=lambda item: item[1])):
        highest = max(highest, min(1.0, p * (len(p_values) - rank)))
        adjusted[name] = highest
    return adjusted


def _paired(a: Sequence[Case], b: Sequence[Case]) -> dict[str, Paired]:
    found = {}
    for metric in METRICS:
        if not isinstance(metric, Metric):
            if metric.name in POOLED:
                pair = pooled_test(
                    [metric.row(case) for case in a],
                    [metric.row(case) for case in b],
                    metric.statistic,
                )
                if pair is not None:
                    found[metric.name] = pair
            continue
        pairs = [
            (x, y)
            for case_a, case_b in zip(a, b, strict=True)
            if (x := metric.of(case_a)) is not None and (y := metric.of(case_b)) is not None
        ]
        if pairs:
            found[metric.name] = paired_test(
                [x for x, _ in pairs],
                [y for _, y in pairs],
                lower_is_better=metric.name in LOWER_IS_BETTER,
            )
    return found


def _changed(a: Case, b: Case) -> Changed | None:
    said_a, said_b = _said(a.result), _said(b.result)
    same = a.result.status == b.result.status and normalise(said_a) == normalise(said_b)
    if same and a.right == b.right:
        return None
    verdict = "不同"
    if a.right is not None and b.right is not None and a.right != b.right:
        verdict = "变好" if b.right else "变坏"
    return Changed(a.question.id, a.question.group, a.question.question, said_a, said_b, verdict)


def _said(result: Result) -> str:
    if result.answered:
        return result.answer or ""
    would = f"（本会答：{result.candidate[0]}）" if result.candidate else ""
    return "拒答" + would
