"""Tables line up with Chinese in them; thresholds name what is missed."""

from __future__ import annotations

import pytest
from planted_results import planted_lines, planted_scores

from eval.bootstrap import Figure, mean_figure, pooled_figure
from eval.catalogue import METRICS, RUN_COSTS
from eval.score import known_names
from eval.table import failure_table, metric_tables, table, type_table, width
from eval.thresholds import parse_thresholds
from index.errors import UsageError


def test_a_chinese_character_takes_two_columns() -> None:
    assert width("问报ab") == 6
    assert width("e\u0301") == 1


def test_columns_line_up() -> None:
    lines = table([("名称", "值"), ("甲乙丙", "1"), ("ab", "22")], right=[1]).splitlines()
    assert lines == ["名称    值", "──────  ──", "甲乙丙   1", "ab      22"]


def test_metric_table_has_a_row_for_every_figure() -> None:
    figures = planted_scores(planted_lines()).figures
    text = metric_tables({**figures, "cold_start_ms": Figure(1234.5, None, None, 6)})
    for metric in METRICS:
        assert (f" {metric.name} " in text) == (metric.name in figures), metric.name
    assert "1234" in text
    assert len({width(line) for line in text.splitlines()[2:]}) == 1


def test_type_and_failure_tables() -> None:
    scores = planted_scores(planted_lines())
    assert "数量" in type_table(scores.figures)
    text = failure_table(scores)
    assert text.splitlines()[-1].split() == ["合计", "·", "·", "1", "·", "2", "·", "1", "4"]
    assert type_table({}) == ""


def test_no_failures_no_table() -> None:
    lines = planted_lines()[:1]
    assert failure_table(planted_scores(lines)) == ""


def test_thresholds() -> None:
    figures = {"accuracy": Figure(0.8, 0.7, 0.9, 10), "ece": Figure(0.1, 0.0, 0.2, 10)}
    (met,) = parse_thresholds(["accuracy=0.8"])
    assert met.missed(figures) is None
    (missed,) = parse_thresholds(["accuracy=0.81"])
    assert "0.81" in (missed.missed(figures) or "")
    (upper,) = parse_thresholds(["ece=0.05"], upper=True)
    assert "≤ 0.05" in (upper.missed(figures) or "")
    (absent,) = parse_thresholds(["mrr@10=0.1"])
    assert "算不出" in (absent.missed(figures) or "")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("accuracy", "指标=数值"),
        ("acuracy=0.5", "evidence_hit@5"),
        ("accuracy=high", "不是数值"),
        ("accuracy=nan", "不是数值"),
        ("accuracy.numbers=0.5", "不认识"),
    ],
)
def test_bad_thresholds_are_refused(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parse_thresholds([text])


def test_names_are_unique_and_cover_types_and_costs() -> None:
    names = known_names()
    assert len(set(names)) == len(names)
    assert {"accuracy.number", "evidence_hit@5.multi", *RUN_COSTS} <= set(names)


def test_intervals_of_the_bootstrap() -> None:
    assert mean_figure([]) is None
    assert mean_figure([1.0] * 9) == Figure(1.0, 1.0, 1.0, 9)
    half = mean_figure([0.0, 1.0] * 200)
    assert half is not None
    assert half.low is not None
    assert half.high is not None
    # Normal approximation: 0.5 ± 1.96 · 0.5 / √400.
    assert half.low == pytest.approx(0.451, abs=0.01)
    assert half.high == pytest.approx(0.549, abs=0.01)
    assert pooled_figure([], lambda rows: None) is None
    assert pooled_figure([3.0, 1.0], max) == Figure(3.0, 1.0, 3.0, 2)
