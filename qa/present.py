"""What 今年, 过去五年 and 今后五年 mean in a library: the years its newest reports speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.periods import current_year
from index.types import Metadata, Period

#: A plan or a review of at least so many years is one of a term of office or a five-year plan.
_LONG = 3


@dataclass(frozen=True, slots=True)
class Present:
    """The time from which a question looks back and ahead.

    `year` is the year that the newest report plans first: what 今年 means, while 去年 is the one
    that it reviews. `delivered` is when that report was given; in December it is a year before
    `year`. `past` and `coming` are the several years that the newest reports of that kind look
    back on and plan (换届, a five-year plan), where there are such reports.
    """

    year: int
    delivered: int
    past: Period | None = None
    coming: Period | None = None


class Calendar:
    """The years that a library's reports speak of, place by place; read-only once built."""

    def __init__(self, reports: Iterable[Metadata]) -> None:
        """Take note of every report that says when it was delivered."""
        dated = [(year, data) for data in reports if (year := planned_first(data)) is not None]
        self._newest_first = sorted(
            dated, key=lambda item: (item[0], item[1].delivered or ""), reverse=True
        )

    def at(self, places: tuple[str, ...]) -> Present | None:
        """The present of `places`, or of the whole library where none of them has a report."""
        own = [item for item in self._newest_first if item[1].place in places]
        known = own or self._newest_first
        if not known:
            return None
        year = known[0][0]
        return Present(
            year=year,
            # Among reports for the same year one of December has both this year and the next.
            delivered=min(int((d.delivered or "")[:4]) for y, d in known if y == year),
            past=next((p for _, data in known if (p := _long(data.reviews))), None),
            coming=next((p for _, data in known if (p := _long(data.plans))), None),
        )


def planned_first(data: Metadata) -> int | None:
    """The first year that a report plans: the one after those that it reviews.

    Reports of December plan the next year, and so do some of October (Nanchang's of 2021): what a
    report reviews says it better than the date. A review that does not fit the date says nothing.
    """
    by_date = current_year(data.delivered)
    if by_date is None or data.reviews is None:
        return by_date
    after = data.reviews.last + 1
    return after if data.delivered and after - int(data.delivered[:4]) in (0, 1) else by_date


def _long(period: Period | None) -> Period | None:
    return period if period and period.last - period.first + 1 >= _LONG else None
