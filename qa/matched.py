"""Parts that are set against each other, answered in one unit: no 亩 of a harvest beside 公斤."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import product

from qa.amounts import Amount, amount
from qa.comparison import comparable, compares
from qa.part_reads import PartRead
from qa.values import find_values, qualified_start
from qa.weigh import Weighed

#: Of each part so many candidates are tried; one whose score is further below the best is another
#: thing (the scores are those of `qa.weigh`).
_TRIED, _BELOW = 4, 5.0
#: Characters before a value that name what it is of.
_NAMED = 12


def matched(question: str, reads: Sequence[PartRead]) -> tuple[PartRead, ...]:
    """The parts with candidates that can be compared, where the question compares them.

    Where the best ones cannot (两年的粮食: 540万亩 and 22.9亿公斤), the likeliest combination that
    can is taken. A value that the reader left out beside one that it pointed at is a candidate
    too, if it is called what the other part's is called. Where there is none, nothing changes.
    """
    if len(reads) < 2 or not compares(question) or not all(read.weighed for read in reads):
        return tuple(reads)
    best = [amount(read.weighed[0].draft.text) for read in reads]
    if None in best or _all_comparable(best):
        return tuple(reads)
    pools = [_pool(read, at, reads) for at, read in enumerate(reads)]
    able = [
        combination
        for combination in product(*pools)
        if _all_comparable([found for _, found in combination])
    ]
    if not able:
        return tuple(reads)
    chosen = max(able, key=lambda combination: sum(one.score for one, _ in combination))
    return tuple(
        replace(read, weighed=_first(one, found, read.weighed))
        for (one, found), read in zip(chosen, reads, strict=True)
    )


def _all_comparable(amounts: Sequence[Amount | None]) -> bool:
    known = [found for found in amounts if found is not None]
    # An empty unit is a table's, which its column may give; it says nothing of two others.
    return all(comparable(one, other) for one in known for other in known)


def _pool(read: PartRead, at: int, reads: Sequence[PartRead]) -> list[tuple[Weighed, Amount]]:
    """The best candidates of a part that are amounts, and those beside them (`_beside`)."""
    others = [other for n, other in enumerate(reads) if n != at]
    least = read.weighed[0].score - _BELOW
    near = [one for one in read.weighed if one.score >= least]
    tried = near[:_TRIED] + [one for other in others for one in _beside(read, near, other)]
    pool = []
    for one in tried:
        found = amount(one.draft.text)
        if found is not None:
            pool.append((one, found))
    return pool


def _beside(read: PartRead, near: Sequence[Weighed], other: PartRead) -> list[Weighed]:
    """Values in the passages of a part that are called what the other part's best is called."""
    theirs = other.weighed[0]
    wanted = amount(theirs.draft.text)
    name = _name(other, theirs)
    found: list[Weighed] = []
    passages: set[int] = set()
    for one in near:
        if one.draft.hit in passages:
            continue
        passages.add(one.draft.hit)
        hit = read.hits[one.draft.hit]
        for value in find_values(hit.text):
            start = qualified_start(hit.text, value)
            text = hit.text[start : value.end]
            said = amount(text)
            if said is None or wanted is None or not said.unit or said.unit != wanted.unit:
                continue
            if len(name) < 2 or not _called(hit.text, start).endswith(name):
                continue
            parts = ((hit.start + start, hit.start + value.end),)
            fit = theirs.draft.fit
            found.append(replace(one, draft=replace(one.draft, parts=parts, text=text, fit=fit)))
    return found


def _name(read: PartRead, one: Weighed) -> str:
    """The last four characters before a value: 粮食总产量22.9亿公斤 is a 食总产量."""
    hit = read.hits[one.draft.hit]
    return _called(hit.text, one.draft.parts[0][0] - hit.start)[-4:]


def _called(text: str, start: int) -> str:
    """What a value is called: the words of its clause before it, without those that state it."""
    before = re.split("[，,。；;：:、\\n]", text[:start])[-1][-_NAMED:]
    return before.rstrip("达到为是了约")


def _first(one: Weighed, found: Amount, weighed: Sequence[Weighed]) -> tuple[Weighed, ...]:
    """A part's candidates with `one` first, without the incomparable ones that it is taken over."""
    rest = []
    for other in weighed:
        said = amount(other.draft.text)
        if other is not one and other.draft != one.draft and said and comparable(said, found):
            rest.append(other)
    return (one, *rest)
