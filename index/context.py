"""The line that says where a passage stands; indexed and read with it, never quoted."""

from __future__ import annotations

from index.tables import with_headers
from index.types import Metadata, Passage, Period

_ASPECTS = {"review": "回顾", "plan": "计划"}


def period_words(period: Period | None) -> str:
    """A period as a report would name it: `2020年回顾`, `2021年至2025年计划`; empty for None."""
    if period is None:
        return ""
    years = f"{period.first}年"
    if period.last != period.first:
        years += f"至{period.last}年"
    return years + _ASPECTS.get(period.aspect or "", "")


def context_line(metadata: Metadata, passage: Passage) -> str:
    """Place, year of delivery, period and section path of a passage, in one line."""
    where = metadata.place or metadata.title
    return standing(where, metadata.delivered, passage.period, passage.path)


def standing(
    where: str, delivered: str | None, period: Period | None, path: tuple[str, ...]
) -> str:
    """The context line of its parts; `where` is the report's place, or its title without one."""
    said = f"{delivered[:4]}年报告" if delivered else ""
    return " ".join(part for part in (where, said, period_words(period), *path) if part)


def contextualised(metadata: Metadata, passage: Passage, text: str) -> str:
    """What is indexed for a passage: its context line, then its own words.

    A row of a table is indexed with its header written into it.
    """
    return f"{context_line(metadata, passage)}\n{with_headers(text, passage.start, passage.end)}"
