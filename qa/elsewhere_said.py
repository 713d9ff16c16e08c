"""What other reports say to the same question: the same again, or something else."""

from __future__ import annotations

from qa.amounts import amount
from qa.confidence import plain
from qa.part_reads import PartRead
from qa.weigh import Weighed

#: The reader's margin (divided by 10) from which another report's answer is worth showing.
_SAYS = 0.2
_SAYS_OTHERWISE = 0.4
_SHOWN = 2
_VALUES = ("number", "percent", "money")


def restated(read: PartRead) -> tuple[Weighed, ...]:
    """Other reports of the same place that give the best candidate's answer, trusted less."""
    best = read.weighed[0]
    return _first_of_each(
        read,
        [
            other
            for other in read.weighed[1:]
            if _elsewhere(read, best, other)
            and other.signals.margin >= _SAYS
            and plain(other.draft.text) == plain(best.draft.text)
        ],
    )


def opposed(read: PartRead) -> tuple[Weighed, ...]:
    """Other reports of the same place that give another value for just the same period.

    Only for values of one unit whose bounds do not overlap (超过230家 is not against 236家), and
    only where the reader is sure of both: what differs may as well be another indicator.
    """
    best = read.weighed[0]
    if read.reading.wanted.kind not in _VALUES or best.signals.margin < _SAYS_OTHERWISE:
        return ()
    return _first_of_each(
        read,
        [
            other
            for other in read.weighed[1:]
            if _elsewhere(read, best, other)
            and other.signals.margin >= _SAYS_OTHERWISE
            and other.signals.year == best.signals.year == 1
            and other.signals.aspect == best.signals.aspect
            and other.signals.fit == 1
            and _differ(best.draft.text, other.draft.text)
        ],
    )


def _elsewhere(read: PartRead, best: Weighed, other: Weighed) -> bool:
    hit, second = read.hits[best.draft.hit], read.hits[other.draft.hit]
    return second.id != hit.id and second.place == hit.place


def _differ(first: str, second: str) -> bool:
    one, two = amount(first), amount(second)
    if one is None or two is None or one.unit != two.unit:
        return False
    return one.high < two.low or two.high < one.low


def _first_of_each(read: PartRead, found: list[Weighed]) -> tuple[Weighed, ...]:
    """The best of each report, at most as many as are shown."""
    by_report: dict[str, Weighed] = {}
    for weighed in found:
        by_report.setdefault(read.hits[weighed.draft.hit].id, weighed)
    return tuple(by_report.values())[:_SHOWN]
