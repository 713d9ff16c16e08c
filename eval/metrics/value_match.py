"""Whether an answer has the gold's values: number, unit and bound, or date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from eval.dates import Date
from eval.values import Value, clean, only_values, parse_values, same_value

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def asks_value(golds: Iterable[str]) -> bool:
    """Whether the gold is a value: one of its accepted forms is nothing but values."""
    return any(only_values(gold) for gold in golds)


def value_match(answer: str, golds: Iterable[str], question: str = "") -> bool:
    """Whether the values of the answer, in order, are those of one accepted form.

    All of them and no other: an answer that brings every number of its passage has too many.
    Years alone (2021年) beside the values are context and don't count, unless the form has a
    date. A date without a year takes the year of the question where that names just one.
    """
    found = _dated(parse_values(answer), question)
    for gold in golds:
        expected = _dated(parse_values(gold), question)
        if not expected:
            continue
        has_date = any(isinstance(value, Date) for value in expected)
        kept = [v for v in found if has_date or not (isinstance(v, Date) and v.only_year)]
        if len(kept) == len(expected) and all(map(same_value, kept, expected)):
            return True
    return False


def _dated(values: list[Value], question: str) -> list[Value]:
    years = set(_YEAR.findall(clean(question)))
    if len(years) != 1:
        return values
    year = int(years.pop())
    return [
        replace(value, year=year) if isinstance(value, Date) and value.year is None else value
        for value in values
    ]
