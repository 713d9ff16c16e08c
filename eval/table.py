"""Tables for the terminal, in which a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from eval.bootstrap import Figure
from eval.catalogue import METRICS, RUN_COSTS, Metric
from eval.failures import STEPS
from eval.questions import TYPES
from eval.score import Scores

#: The question types as the reader calls them.
TYPE_LABELS: Mapping[str, str] = {
    "number": "数量",
    "percent": "百分比",
    "entity": "名称",
    "date": "日期",
    "list": "列举",
    "definition": "定义",
    "reason": "原因做法",
    "policy": "目标措施",
    "multi": "两处合答",
    "followup": "追问",
    "unanswerable": "不可答",
    "other": "其他",
}

_PLAIN_SUFFIXES = ("_ms", "_mb", "_characters")


def width(text: str) -> int:
    """The columns that `text` takes in a terminal."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def table(rows: Sequence[Sequence[str]], *, right: Iterable[int] = ()) -> str:
    """`rows`, the first of which is the head, in aligned columns; those in `right` to the right."""
    to_right = set(right)
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [
            " " * (w - width(cell)) + cell if i in to_right else cell + " " * (w - width(cell))
            for i, (cell, w) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("─" * w for w in widths))
    return "\n".join(lines)


def shown(name: str, value: float | None) -> str:
    """A figure as it is shown: milliseconds, megabytes and characters whole, shares with three
    decimals; — where there is none."""
    if value is None:
        return "—"
    return f"{value:.0f}" if name.endswith(_PLAIN_SUFFIXES) else f"{value:.3f}"


def interval(name: str, figure: Figure) -> str:
    """The 95% interval of a figure, or — where it has none."""
    if figure.low is None or figure.high is None:
        return "—"
    return f"{shown(name, figure.low)}–{shown(name, figure.high)}"


def metric_tables(figures: Mapping[str, Figure]) -> str:
    """One table with a row for each metric that has a figure, by group."""
    rows = [("组", "指标", "名称（--min 用）", "值", "95% 区间", "题数")]
    labels = [(m.group, m.label, m.name) for m in METRICS]
    labels += [("代价", label, name) for name, label in RUN_COSTS.items()]
    last = ""
    for group, label, name in labels:
        if name not in figures:
            continue
        figure = figures[name]
        head = group if group != last else ""
        last = group
        value = shown(name, figure.value)
        rows.append((head, label, name, value, interval(name, figure), str(figure.count)))
    return table(rows, right=(3, 4, 5))


def type_table(figures: Mapping[str, Figure]) -> str:
    """One row for each question type with the metrics that are taken by type."""
    metrics = [m for m in METRICS if isinstance(m, Metric) and m.by_type]
    rows: list[tuple[str, ...]] = [("类型", *(m.label for m in metrics), "题数")]
    for group in (*TYPES, "other"):
        found = [figures.get(f"{metric.name}.{group}") for metric in metrics]
        counts = [figure.count for figure in found if figure is not None]
        if not counts:
            continue
        cells = [shown(m.name, f.value if f else None) for m, f in zip(metrics, found, strict=True)]
        rows.append((TYPE_LABELS[group], *cells, str(max(counts))))
    return table(rows, right=range(1, len(metrics) + 2)) if len(rows) > 1 else ""


def failure_table(scores: Scores) -> str:
    """How many questions each step lost, by question type; empty when none was lost."""
    totals = scores.failure_totals()
    if not any(totals.values()):
        return ""
    rows: list[tuple[str, ...]] = [("类型", *STEPS.values(), "合计")]
    for group in (*TYPES, "other"):
        row = scores.failures.get(group)
        if row and any(row.values()):
            counts = [str(row[step] or "·") for step in STEPS]
            rows.append((TYPE_LABELS[group], *counts, str(sum(row.values()))))
    counts = [str(totals[step] or "·") for step in STEPS]
    rows.append(("合计", *counts, str(sum(totals.values()))))
    return table(rows, right=range(1, len(STEPS) + 2))
