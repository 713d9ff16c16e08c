"""From cases to figures: every metric with its interval, and the count of failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.bootstrap import Figure, mean_figure, pooled_figure
from eval.cases import Case
from eval.catalogue import METRICS, RUN_COSTS, Metric
from eval.failures import STEPS, Step, count_failures
from eval.questions import TYPES


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one run; `failures` counts lost questions by question type and step."""

    figures: Mapping[str, Figure]
    failures: Mapping[str, Mapping[Step, int]]

    def failure_totals(self) -> dict[Step, int]:
        """Lost questions by step, all types together."""
        return {step: sum(row[step] for row in self.failures.values()) for step in STEPS}

    def to_json(self, name: str, questions: int) -> dict[str, Any]:
        """The contract's document of `eval run --json`, with the failures by type added."""
        return {
            "set": name,
            "questions": questions,
            "metrics": {name: figure.to_json() for name, figure in self.figures.items()},
            "failures": dict(self.failure_totals()),
            "failures_by_type": {group: dict(row) for group, row in self.failures.items()},
        }


def score(cases: Sequence[Case], costs: Mapping[str, float | None] | None = None) -> Scores:
    """Every metric for which there is something to count; the others are absent."""
    figures: dict[str, Figure] = {}
    for metric in METRICS:
        if isinstance(metric, Metric):
            figure = _mean(metric, cases)
        else:
            rows = [row for case in cases if (row := metric.row(case)) is not None]
            figure = pooled_figure(rows, metric.statistic)
        if figure is not None:
            figures[metric.name] = figure
    for group in (*TYPES, "other"):
        chosen = [case for case in cases if case.question.group == group]
        for metric in METRICS:
            if isinstance(metric, Metric) and metric.by_type:
                figure = _mean(metric, chosen)
                if figure is not None:
                    figures[f"{metric.name}.{group}"] = figure
    for name in RUN_COSTS:
        value = (costs or {}).get(name)
        if value is not None:
            figures[name] = Figure(value, None, None, len(cases))
    return Scores(figures, count_failures(cases))


def known_names() -> list[str]:
    """Every metric name that a run can have, those by type included."""
    by_type = [
        f"{metric.name}.{group}"
        for metric in METRICS
        if isinstance(metric, Metric) and metric.by_type
        for group in (*TYPES, "other")
    ]
    return [*(metric.name for metric in METRICS), *RUN_COSTS, *by_type]


def _mean(metric: Metric, cases: Sequence[Case]) -> Figure | None:
    return mean_figure([value for case in cases if (value := metric.of(case)) is not None])
