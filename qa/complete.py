"""A reader's ragged span, completed to what a person would copy: a value, a name, a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.types import Aspect
from qa.alignment import asked_of_run
from qa.extents import definition_extent, name_extent
from qa.heads import headed
from qa.indicators import indicators, suits
from qa.kinds import Wanted
from qa.reached import reached
from qa.reasons import reason_extent
from qa.types import AnswerKind
from qa.values import Value, ValueKind, find_values, qualified_start

#: Characters beside a span in which the value that it means may stand.
_REACH = 12
#: Share of a span's characters that must be a value for a span of another kind to be one.
_MOSTLY = 0.5
#: How often a value of a kind answers a question of another kind, read off data/train: of 208
#: number questions 22 have a sum of money for an answer, 3 a percentage and 2 a date; of 54 money
#: questions 2 a number; of 143 for a percentage or a date none another.
_OTHER_KIND: dict[tuple[AnswerKind, ValueKind], float] = {
    ("number", "money"): 0.7,
    ("number", "percent"): 0.3,
    ("number", "date"): 0.2,
    ("money", "number"): 0.4,
}
_WRONG_KIND = 0.1
#: 高于全省2个百分点 is a difference between shares and hardly ever the share asked for.
_DIFFERENCE = 0.4
#: A value of such a kind is taken only where the span is nothing else.
_DOUBTFUL = 0.2
#: A question for a value that a text without one answers (翻一番): 7 of 405.
_NO_VALUE = 0.3
#: Units that stand for each other (多少座 → 674个): 16 of the 18 gold values of data/train that
#: have another unit than the question named; 103 have the one that it named.
_ALIKE = (
    "个 座 部 台 辆 间 件 项 条 处 所 家 户 套 栋 张 株 片 块 支 只 艘 架 宗 例 篇 列",
    "人 名 位 人次",
    "次 场 场次 批 批次 届 回 期",
    "天 个工作日 工作日 小时",
    "公里 千米 米",
    "亩 公顷 平方米 平方公里 平方千米",
    "吨 公斤 斤 克",
)
_UNIT_CLASSES = tuple(frozenset(line.split()) for line in _ALIKE)
_LIKE_UNIT = 0.7
#: Of 9 best candidates with such a unit, on questions held out from the reader, 1 is right.
_OTHER_UNIT = 0.1
_VALUE_KINDS = frozenset({"number", "percent", "money", "date"})
_BREAK = re.compile(r"[，。；：！？,;\n]")


@dataclass(frozen=True, slots=True)
class Completed:
    """The completed span `text[start:end]`; `fit` in [0, 1] says how well it suits the question."""

    start: int
    end: int
    fit: float


def complete(
    text: str, start: int, end: int, need: Wanted, aspect: Aspect | None, asked: str = ""
) -> Completed:
    """What a person would copy where a reader points at `text[start:end]` of a passage.

    Values are snapped to the value that the span touches, or that stands nearest in its clause,
    with unit and qualifier; names are made whole; reasons, measures and definitions get the
    bounds of their clauses. Where two values are as good, a plan prefers the qualified one.
    """
    start, end = _stripped(text, start, end)
    if start >= end:
        return Completed(start, start, 0.0)
    if need.kind in _VALUE_KINDS:
        found = _value(text, start, end, need, aspect, asked)
        return found or Completed(*name_extent(text, start, end), _NO_VALUE)
    if need.kind == "definition":
        return Completed(*definition_extent(text, start, end), 1.0)
    if need.kind in ("reason", "measure"):
        return Completed(*reason_extent(text, start, end, asked), 1.0)
    if need.kind in ("text", "entity", "comparison"):
        for value in _around(text, start, end):
            if _mostly(text, start, end, value):
                return Completed(qualified_start(text, value), value.end, 1.0)
    return Completed(*headed(text, *name_extent(text, start, end), asked, need.kind), 1.0)


def fit(value: Value, need: Wanted) -> float:
    """How well a value's kind and unit suit what is asked for, in [0, 1]."""
    if value.kind == "percent" and need.kind != "percent" and need.unit not in (None, "个"):
        return _WRONG_KIND  # 多少亿元 is not answered by a growth rate.
    if value.unit.endswith("百分点") and need.kind == "percent" and "点" not in (need.unit or ""):
        return _DIFFERENCE
    if value.kind == "money" and need.kind == "number" and need.unit not in (None, "个"):
        return _OTHER_UNIT  # 几家 is not answered by 超百亿元.
    if need.kind in _VALUE_KINDS and value.kind != need.kind:
        return _OTHER_KIND.get((need.kind, value.kind), _WRONG_KIND)
    if not need.unit or value.kind in ("percent", "date"):
        return 1.0
    asked, unit = need.unit.lstrip("百千万亿"), value.unit
    if asked == unit or (value.kind == "money" and asked.endswith("元")):
        return 1.0
    if unit.startswith(asked):
        return _LIKE_UNIT  # 多少个工作日 is read as asking for 个.
    alike = any(asked in units and unit in units for units in _UNIT_CLASSES)
    return _LIKE_UNIT if alike or unit in ("", "万", "亿") else _OTHER_UNIT


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _around(text: str, start: int, end: int) -> Iterator[Value]:
    """The values that touch the span or stand near it; offsets are the text's."""
    left, right = max(0, start - 2 * _REACH), min(len(text), end + 2 * _REACH)
    # A window that begins inside a number would read the rest of it as another one.
    while left and not _BREAK.match(text[left - 1]) and start - left < 6 * _REACH:
        left -= 1
    for value in find_values(text[left:right]):
        yield Value(value.start + left, value.end + left, value.text, value.kind, value.unit)


def _value(
    text: str,
    start: int,
    end: int,
    need: Wanted,
    aspect: Aspect | None,
    asked: str,
) -> Completed | None:
    """The value that a span touches, else the nearest of its clause; None where neither fits.

    Where that is of another statistic than the one asked for, the nearest of the right one.
    """
    values = [v for v in _around(text, start, end) if v.end > start - _REACH]
    touching = [v for v in values if v.start < end and start < v.end]
    best = _best(text, start, end, touching, need, aspect)
    if best is None or (fit(best, need) <= _DOUBTFUL and not _mostly(text, start, end, best)):
        near = [v for v in values if fit(v, need) > _DOUBTFUL and not _cut(text, start, end, v)]
        best = _best(text, start, end, near, need, aspect)
    if best is None:
        return None
    named = frozenset() if need.kind == "date" else indicators(asked)
    suited = suits(named, text, best.start)
    if suited < 1:
        right = [
            v
            for v in find_values(text)
            if fit(v, need) > _DOUBTFUL and suits(named, text, v.start) == 1
        ]
        other = min(right, key=lambda v: abs(v.start - start), default=None)
        best, suited = (other, 1.0) if other else (best, suited)
    after = reached(text, best, asked)
    if after and fit(after, need) >= fit(best, need):
        best = after
    whole = qualified_start(text, best), best.end
    if need.kind != "date":
        whole = asked_of_run(text, *whole, asked) or whole
        best = next(find_values(text[slice(*whole)]), best)
    return Completed(*whole, fit(best, need) * suited)


def _mostly(text: str, start: int, end: int, value: Value) -> bool:
    """Whether a span is little but this value."""
    covered = min(end, value.end) - max(start, qualified_start(text, value))
    return covered > _MOSTLY * (end - start)


def _cut(text: str, start: int, end: int, value: Value) -> bool:
    """Whether a value stands in another clause than the span, or too far away."""
    a, b = (end, value.start) if value.start >= end else (value.end, start)
    return b - a > _REACH or _BREAK.search(text, a, b) is not None


def _best(
    text: str,
    start: int,
    end: int,
    values: Iterable[Value],
    need: Wanted,
    aspect: Aspect | None,
) -> Value | None:
    def together(value: Value) -> tuple[float, bool, float]:
        shared = min(end, value.end) - max(start, value.start)
        share = shared / (value.end - value.start) if shared > 0 else 1 / (2 - shared)
        bound = aspect == "plan" and _bounded(text, value)
        middle = abs((value.start + value.end) - (start + end))
        return share * fit(value, need), bound, -middle

    return max(values, key=together, default=None)


def _bounded(text: str, value: Value) -> bool:
    return qualified_start(text, value) < value.start or value.text.endswith(("上", "右", "内"))
