"""The curves of a report as inline SVG, without scripts or files of others."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from eval.metrics.calibration import Bin

#: Size of a chart and of its margins, in SVG units.
WIDTH, HEIGHT, MARGIN = 360, 280, 44

Point = tuple[float, float]


def risk_coverage_chart(curve: Sequence[Point], at: float | None) -> str:
    """The risk over the coverage; `at` is the share that was answered, marked by a line."""
    line = [_place(x, y) for x, y in curve]
    parts = [_frame("覆盖率", "错误率", "风险–覆盖曲线")]
    if line:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in line)
        parts.append(f'<polyline class="curve" points="{points}"/>')
    if at is not None:
        x, top = _place(at, 1.0)
        bottom = _place(at, 0.0)[1]
        parts.append(
            f'<line class="at" x1="{x:.1f}" y1="{top:.1f}" x2="{x:.1f}" y2="{bottom:.1f}"/>'
        )
        parts.append(f'<text class="tick" x="{x + 4:.1f}" y="{top + 12:.1f}">作答 {at:.0%}</text>')
    return _svg("".join(parts), "风险–覆盖曲线")


def reliability_chart(bins: Sequence[Bin]) -> str:
    """The share right over the mean confidence of each bin; the size of a dot is its count."""
    parts = [_frame("置信度", "正确率", "校准")]
    (x1, y1), (x2, y2) = _place(0, 0), _place(1, 1)
    parts.append(f'<line class="ideal" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>')
    most = max((b.count for b in bins), default=1)
    for b in bins:
        x, y = _place(b.confidence, b.right)
        radius = 3 + 7 * (b.count / most) ** 0.5
        title = f"置信度 {b.confidence:.2f}，正确 {b.right:.2f}，{b.count} 题"
        parts.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
            f"<title>{escape(title)}</title></circle>"
        )
    return _svg("".join(parts), "置信度校准")


def _place(x: float, y: float) -> Point:
    inner_width, inner_height = WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN
    return MARGIN + x * inner_width, HEIGHT - MARGIN - y * inner_height


def _frame(x_label: str, y_label: str, title: str) -> str:
    left, bottom = _place(0, 0)
    right, top = _place(1, 1)
    parts = [f'<path class="axis" d="M{left} {top}V{bottom}H{right}"/>']
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = _place(tick, tick)
        parts.append(
            f'<text class="tick" x="{x}" y="{bottom + 15}" text-anchor="middle">{tick:g}</text>'
        )
        parts.append(
            f'<text class="tick" x="{left - 6}" y="{y + 4}" text-anchor="end">{tick:g}</text>'
        )
    middle = (left + right) / 2
    parts.append(_text("label", middle, bottom + 34, x_label))
    parts.append(f'<text class="label" x="6" y="{top - 12}">{escape(y_label)}</text>')
    parts.append(_text("name", middle, 18, title))
    return "".join(parts)


def _text(kind: str, x: float, y: float, text: str) -> str:
    return f'<text class="{kind}" x="{x}" y="{y}" text-anchor="middle">{escape(text)}</text>'


def _svg(content: str, label: str) -> str:
    box = f"0 0 {WIDTH} {HEIGHT}"
    return f'<svg viewBox="{box}" role="img" aria-label="{escape(label)}">{content}</svg>'
