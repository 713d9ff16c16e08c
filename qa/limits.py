"""Hard limits of a whole talk: the reports that may answer and the years that they speak of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Ids of reports, and years of the facts of which a passage must speak of one.

    None is no limit. They hold beside whatever else a question is filtered by.
    """

    reports: frozenset[str] | None = None
    years: frozenset[int] | None = None


NO_LIMITS = Limits()
