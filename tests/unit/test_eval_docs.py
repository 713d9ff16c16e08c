"""docs/evaluation.md names every metric and every step, and no metric that is not there."""

from __future__ import annotations

import re
from pathlib import Path

from eval.catalogue import METRICS, RUN_COSTS, Metric
from eval.failures import STEPS
from eval.questions import TYPES

DOCS = Path(__file__).resolve().parents[2] / "docs" / "evaluation.md"
#: Stages whose percentiles the page names together with those of the whole.
STAGES = ("_understand_", "_retrieve_", "_read_")


def test_the_metric_table_is_complete_and_true() -> None:
    text = DOCS.read_text(encoding="utf-8")
    section = text.split("## 指标")[1].split("**盖住。**")[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("| `")]
    documented = set(re.findall(r"`([^`]+)`", "".join(rows)))
    named = {m.name for m in METRICS if not any(stage in m.name for stage in STAGES)}
    assert documented == named | set(RUN_COSTS)


def test_metrics_by_type_types_and_steps_are_named() -> None:
    text = DOCS.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if "还按类型各有一个" in line)
    by_type = {m.name for m in METRICS if isinstance(m, Metric) and m.by_type}
    assert set(re.findall(r"`([^`]+)`", line.split("还按")[0])) == by_type
    assert all(kind in text for kind in TYPES)
    assert all(f"{label} `{step}`" in text for step, label in STEPS.items())
