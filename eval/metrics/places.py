"""Whether the ranking reaches the right report and the right section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.metrics.evidence import MAX_PASSAGE
from eval.results import Ranked


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """Where a gold quote stands in its report: offsets of the canonical text, section path."""

    start: int
    end: int
    section: tuple[str, ...]


def report_hit(passages: Sequence[Ranked], reports: Iterable[str], k: int) -> bool:
    """Report hit@k: every gold report (`file` or `id`) has a passage among the first `k`."""
    named = {passage.file for passage in passages[:k]} | {passage.id for passage in passages[:k]}
    return all(report in named for report in reports)


def section_hit(
    passages: Sequence[Ranked], gold: Sequence[tuple[str, GoldPlace | None]], k: int
) -> bool:
    """Section hit@k: every gold quote's section (same report, same path) is among the first `k`.

    A quote that is not in the library is in no section; a passage over 500 characters is none.
    """
    found = {
        (name, passage.section)
        for passage in passages[:k]
        if len(passage.text) <= MAX_PASSAGE
        for name in (passage.file, passage.id)
    }
    return all(place is not None and (report, place.section) in found for report, place in gold)
