"""`--min metric=value` and `--max metric=value`: what a run must reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.bootstrap import Figure
from eval.score import known_names
from eval.table import shown
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class Threshold:
    """A figure that must be at least `value` (or, with `upper`, at most)."""

    name: str
    value: float
    upper: bool = False

    def missed(self, figures: Mapping[str, Figure]) -> str | None:
        """What is said when the threshold is missed; None when it is met.

        A metric for which the set has nothing to count is missed: it shows nothing.
        """
        option, sign = ("--max", "≤") if self.upper else ("--min", "≥")
        figure = figures.get(self.name)
        if figure is None:
            return f"{option} {self.name}：这个评测集算不出这项指标，没有达到要求"
        met = figure.value <= self.value if self.upper else figure.value >= self.value
        if met:
            return None
        return (
            f"{option} {self.name}：要求 {sign} {self.value:g}，"
            f"实为 {shown(self.name, figure.value)}（精确值 {figure.value:.6g}），没有达到要求"
        )


def parse_thresholds(texts: Sequence[str], *, upper: bool = False) -> list[Threshold]:
    """Read `metric=value` texts; raises UsageError for another shape or an unknown metric."""
    option = "--max" if upper else "--min"
    known = known_names()
    found = []
    for text in texts:
        name, sign, number = (part.strip() for part in text.partition("="))
        if not sign:
            raise UsageError(f"{option} {text!r} 应写成 指标=数值，如 {option} accuracy=0.8")
        if name not in known:
            plain = "、".join(n for n in known if "." not in n)
            raise UsageError(
                f"{option} 不认识指标 {name!r}；可用的有：{plain}；"
                "分类型的在后面加类型，如 accuracy.number"
            )
        try:
            value = float(number)
        except ValueError as error:
            raise UsageError(f"{option} {text!r} 里的 {number!r} 不是数值") from error
        if value != value:
            raise UsageError(f"{option} {text!r} 里的 {number!r} 不是数值")
        found.append(Threshold(name, value, upper))
    return found
