"""Why a question is refused, in one sentence: what was looked for, the nearest that there is."""

from __future__ import annotations

import re

from qa.divisions import provinces
from qa.indicators import governing, indicators, suits
from qa.part_reads import PartRead
from qa.scope import scope
from qa.types import Hit
from qa.understand import Reading
from qa.values import Value, find_values
from qa.weigh import Weighed, speaks_of

_AMOUNTS = ("number", "money")
_FIGURES = (*_AMOUNTS, "percent")
#: What a report says at its delivery holds for that year as well as for the one that it reviews.
_TIMELESS = ("reason", "measure", "definition")
_AROUND = 24
#: Words at the end of what was looked for that only measure it.
_MEASURES = re.compile(
    r"[\s的是有总共达到完成了]*(?:[百千万亿]*(?:元|美元|人次?|吨|斤|亩|户|家|个|公里|平方米|千瓦时?|标箱)|钱)?$"
)
_GROWS = re.compile(r"(?:增长|增加|提高|上升|下降|减少|降低)[^，。；]{0,6}$")


def missing(reading: Reading, hit: Hit, said: str = "") -> str | None:
    """Why even this passage, the best one, cannot hold the answer; None if it may.

    `said` are the words that would have answered; they are offered as the nearest there is.
    """
    where = hit.text + "".join(hit.section) + (hit.place or "")
    for name in reading.unknown:
        # A province's report speaks of its cities, by their short names.
        inside = provinces([name, f"{name}市"]) & set(reading.understood.places)
        if name not in where and not (inside and _bare(name) in where):
            return f"资料库里没有{name}的报告，最接近的内容来自{hit.place or hit.title}"
    for name in reading.greater:
        # A district's figure is not the city's; what else it tells may be of the city.
        if reading.wanted.kind in _FIGURES and _bare(name) not in hit.text:
            nearest = f"：{said}" if said else ""
            return f"资料库里没有{name}本级的报告，最接近的是{hit.place or hit.title}的{nearest}"
    places = reading.understood.places
    # A province's report speaks of its cities, by their short names.
    if places and hit.place not in places and not any(_bare(name) in hit.text for name in places):
        return f"没有找到{'、'.join(places)}的相关内容，最接近的来自{hit.place or hit.title}"
    period = reading.understood.period
    if period is None or not reading.explicit_period:
        return None
    years = reading.years or (period.first, period.last)
    if any(speaks_of(hit, year) or _delivered_in(reading, hit, year) for year in years):
        return _only_planned(reading, hit)
    asked = f"{period.first}年"
    if period.last != period.first:
        asked += f"至{period.last}年"
    held = hit.period
    value = f"：{said}" if said and reading.wanted.kind in _FIGURES else ""
    offered = f"，最接近的是{held.last}年的{value}" if held else ""
    return f"报告里没有{asked}的这项内容{offered}"


def _bare(place: str) -> str:
    """A place's name as reports write it in passing: 西安 for 西安市; never one character."""
    return place[:-1] if len(place) > 2 and place[-1] in "省市县区州" else place


def _delivered_in(reading: Reading, hit: Hit, year: int) -> bool:
    """Whether a passage tells of the year that its report was delivered in.

    It does where it says 今年, where the question asks how things stand then (截至2021年, 年初),
    and for reasons and meanings.
    """
    if not (hit.delivered or "").startswith(str(year)):
        return False
    stands = re.search(rf"截[至止]|{year}年初", reading.understood.standalone)
    return "今年" in hit.text or bool(stands) or reading.wanted.kind in _TIMELESS


def _only_planned(reading: Reading, hit: Hit) -> str | None:
    """That only a target is there where the result was asked for.

    Of the best candidates on the questions held out from the reader, 1 of 7 of this kind is right;
    what is no figure may be told of as a plan.
    """
    held = hit.period
    if reading.understood.aspect != "review" or held is None or held.aspect != "plan":
        return None
    if reading.wanted.kind not in _FIGURES:
        return None
    return f"报告里只有{held.first}年的目标，没有完成情况"


def unsure(reading: Reading, read: PartRead) -> str:
    """That no words answer for sure, and what the nearest figure is of where it is another one."""
    topic = _MEASURES.sub("", reading.understood.topic) or reading.understood.standalone
    if read.weighed and reading.wanted.kind in _FIGURES:
        nearest = _nearest(reading, read, read.weighed[0])
        if nearest:
            return f"没有找到“{topic}”的{nearest}"
    return f"没有找到能确切回答“{topic}”的原文"


def _nearest(reading: Reading, read: PartRead, best: Weighed) -> str | None:
    """What is lacking, and what the passage gives instead (总量，报告此处只给出增速 8.5%)."""
    hit = read.hits[best.draft.hit]
    text, start = hit.text, best.draft.parts[0][0] - hit.start
    asked = indicators(reading.understood.standalone)
    values = list(find_values(text))
    own = next(
        (v for v in values if v.start <= start < v.end or start <= v.start <= start + 3), None
    )
    named = governing(text, start) if asked else frozenset()
    if own is None:
        return None
    if named and not named & asked:
        # Of what 城乡居民收入 stands for its own name is the one to show.
        name = max(named, key=lambda name: (name.startswith("城乡"), name))
        return f"数，报告此处给出的是{name}：{best.draft.text}"
    if scope(reading, text, start, hit.period) < 1:
        return f"数，报告此处给出的是别的时段或目标：{best.draft.text}"
    if reading.wanted.kind == "percent":
        if asked & named and own.kind in ("number", "money"):
            return f"增速或比例，报告此处只给出 {best.draft.text}"
        return None
    if best.draft.fit >= 1:
        return None
    shares = [v for v in values if v.kind == "percent" and suits(asked, text, v.start) == 1]
    near = min(shares, key=lambda v: abs(v.start - start), default=None)
    if near is None or abs(near.start - start) > _AROUND or not _told_of(reading, text, near):
        return None
    return f"总量，报告此处只给出{_growth(text, near)} {near.text}"


def _told_of(reading: Reading, text: str, value: Value) -> bool:
    """Whether what stands before a value has two characters in a row that the question has too."""
    topic = reading.understood.topic
    before = text[max(0, value.start - _AROUND) : value.start]
    return any(before[i : i + 2] in topic for i in range(len(before) - 1) if before[i].isalpha())


def _growth(text: str, value: Value) -> str:
    return "增速" if _GROWS.search(text[max(0, value.start - 12) : value.start]) else ""
