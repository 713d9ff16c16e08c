"""Whether an answer has the gold's values: number, unit and bound, or date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from eval.dates import Date
from eval.values import Direction, Number, Value, clean, only_values, parse_values, same_value

_UP = re.compile(r"增长|增幅|增加|提高|上升|上涨|涨")
_DOWN = re.compile(r"下降|降幅|减少|降低|压减|下滑|跌")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asks_value(golds: Iterable[str]) -> bool:
    """Whether the gold is a value: one of its accepted forms is nothing but values."""
    return any(only_values(gold) for gold in golds)


def value_match(answer: str, golds: Iterable[str], question: str = "") -> bool:
    """Whether the values of the answer, in order, are those of one accepted form.

    All of them and no other: an answer that brings every number of its passage has too many.
    Years alone (2021年) beside the values are context and don't count, unless the form has a
    date. A date without a year takes the year of the question where that names just one, and a
    gold percentage without a direction that of the question (涨了多少, 下降多少).
    """
    found = _dated(parse_values(answer), question)
    for gold in golds:
        expected = _directed(_dated(parse_values(gold), question), question)
        if not expected:
            continue
        has_date = any(isinstance(value, Date) for value in expected)
        kept = [v for v in found if has_date or not (isinstance(v, Date) and v.only_year)]
        if len(kept) == len(expected) and all(map(same_value, kept, expected)):
            return True
    return False


def _directed(values: list[Value], question: str) -> list[Value]:
    up, down = _UP.search(question), _DOWN.search(question)
    if bool(up) == bool(down):
        return values
    direction: Direction = "up" if up else "down"
    return [
        replace(value, direction=direction)
        if isinstance(value, Number) and value.unit in {"%", "百分点"} and not value.direction
        else value
        for value in values
    ]


def _dated(values: list[Value], question: str) -> list[Value]:
    years = set(_YEAR.findall(clean(question)))
    if len(years) != 1:
        return values
    year = int(years.pop())
    return [
        replace(value, year=year) if isinstance(value, Date) and value.year is None else value
        for value in values
    ]
