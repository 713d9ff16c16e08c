"""A comparison of two runs for the terminal."""

from __future__ import annotations

from eval.catalogue import METRICS
from eval.compare import Comparison
from eval.table import TYPE_LABELS, shown, table


def comparison_text(comparison: Comparison) -> str:
    """The comparison for the terminal."""
    rows: list[tuple[str, ...]] = [("指标", "A", "B", "差", "p", "p(Holm)", "胜", "负", "平")]
    labels = {metric.name: metric.label for metric in METRICS}
    for name, pair in comparison.metrics.items():
        mark = "*" if comparison.adjusted[name] < 0.05 else ""
        rows.append(
            (
                f"{labels[name]} {name}",
                shown(name, pair.a),
                shown(name, pair.b),
                ("+" if pair.b > pair.a else "") + shown(name, pair.b - pair.a),
                f"{pair.p:.4f}",
                f"{comparison.adjusted[name]:.4f}{mark}",
                *("—" if n is None else str(n) for n in (pair.wins, pair.losses, pair.ties)),
            )
        )
    head = f"共同的题 {comparison.questions} 个"
    if comparison.only_a or comparison.only_b:
        head += f"；只在 A 的 {comparison.only_a} 个、只在 B 的 {comparison.only_b} 个没有算"
    parts = [
        head,
        table(rows, right=range(1, 9)),
        "胜负从 B 看；p 出自配对随机化检验，* 表示按 Holm 校正后 p < 0.05。",
    ]
    order = {"变坏": 0, "变好": 1, "不同": 2}
    parts.append(f"有变化的题 {len(comparison.changed)} 个")
    for change in sorted(comparison.changed, key=lambda c: order[c.verdict]):
        group = TYPE_LABELS[change.group]
        parts.append(
            f"[{change.verdict}] {change.id}（{group}）{change.question}\n"
            f"    A：{change.a}\n    B：{change.b}"
        )
    return "\n".join(parts)
