"""Why a question is refused, in one sentence: what was looked for, the nearest that there is."""

from __future__ import annotations

from qa.part_reads import PartRead
from qa.types import Hit
from qa.understand import Reading
from qa.values import find_values
from qa.weigh import speaks_of

_AMOUNTS = ("number", "money")
_AROUND = 24


def missing(reading: Reading, hit: Hit) -> str | None:
    """Why even this passage, the best one, cannot hold the answer; None if it may."""
    where = hit.text + "".join(hit.section) + (hit.place or "")
    for name in reading.unknown:
        if name not in where:
            return f"资料库里没有{name}的报告，最接近的内容来自{hit.place or hit.title}"
    places = reading.understood.places
    if places and hit.place not in places:
        return f"没有找到{'、'.join(places)}的相关内容，最接近的来自{hit.place or hit.title}"
    period = reading.understood.period
    if period is None or not reading.explicit_period:
        return None
    years = reading.years or (period.first, period.last)
    if any(speaks_of(hit, year) for year in years):
        return _only_planned(reading, hit)
    asked = f"{period.first}年"
    if period.last != period.first:
        asked += f"至{period.last}年"
    held = hit.period
    offered = f"，最接近的是{held.last}年的" if held else ""
    return f"报告里没有{asked}的这项内容{offered}"


def _only_planned(reading: Reading, hit: Hit) -> str | None:
    """That only a target is there where the result was asked for.

    Of the best candidates on the questions held out from the reader, 1 of 7 of this kind is right.
    """
    held = hit.period
    if reading.understood.aspect != "review" or held is None or held.aspect != "plan":
        return None
    return f"报告里只有{held.first}年的目标，没有完成情况"


def unsure(reading: Reading, read: PartRead) -> str:
    """That no words answer for sure; where only a growth rate stands, that it does."""
    topic = reading.understood.topic or reading.understood.standalone
    if read.weighed and reading.wanted.kind in _AMOUNTS:
        best = read.weighed[0]
        hit = read.hits[best.draft.hit]
        start = best.draft.parts[0][0] - hit.start
        near = [
            value
            for value in find_values(hit.text)
            if value.kind == "percent" and abs(value.start - start) <= _AROUND
        ]
        if near and best.draft.fit < 1:
            return f"没有找到“{topic}”的总量，报告此处只给出 {near[0].text}"
    return f"没有找到能确切回答“{topic}”的原文"
