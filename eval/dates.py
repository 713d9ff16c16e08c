"""Dates as reports write them: 2013年6月6日, 6月6号, 二〇二一年, 3月底前, 上半年, 2021-02-04."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eval.numerals import parse_numeral

_DIGIT = "零〇一二三四五六七八九"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|二?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_PART = (
    r"(?P<part>上半年|下半年|第?[一二三四1234]季度|年底|年末|年初|年中|月底|月末|月初"
    r"|上旬|中旬|下旬|底|末|初)"
)
_SIDE = r"(?P<side>之前|以前|前|之后|以后|后|以来|起)"
_DATE = re.compile(
    rf"(?P<iso>(?P<iy>(?:19|20)\d\d)(?P<s>[-/.])(?P<im>1[0-2]|0?[1-9])(?P=s)(?P<id>[12]\d|3[01]|0?[1-9])(?!\d))"
    rf"|(?:(?<!\d)(?P<y>(?:19|20)\d\d|[一二][{_DIGIT}]{{3}})(?:(?P<t>[-—~至到](?:19|20)\d\d)?年))?"
    rf"(?:(?<![\d.])(?P<m>{_MONTH})月(?!份?[均度])份?(?:(?P<d>{_DAY})[日号])?)?"
)
_TAIL = re.compile(rf"(?:{_PART})?(?:{_SIDE})?")
_LONE = re.compile(_PART)

_SIDES = {"之前": "前", "以前": "前", "之后": "后", "以后": "后", "起": "后", "以来": "后"}
_PARTS = {"末": "底", "年底": "底", "年末": "底", "月底": "底", "月末": "底", "年初": "初"} | {
    "月初": "初",
    "年中": "中",
}


@dataclass(frozen=True, slots=True)
class Date:
    """A point or stretch of time; what the text leaves open is None.

    `last_year` ends a range of years; `part` is 初, 底, 上半年, 3季度 …; `side` is 前, 后 or "".
    """

    year: int | None = None
    last_year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""
    side: str = ""

    @property
    def only_year(self) -> bool:
        """Whether nothing but a year is said."""
        return self.year is not None and self == Date(year=self.year, last_year=self.last_year)

    def __str__(self) -> str:
        years = "" if self.year is None else f"{self.year}年"
        if self.last_year is not None:
            years = f"{self.year}-{self.last_year}年"
        month = "" if self.month is None else f"{self.month}月"
        day = "" if self.day is None else f"{self.day}日"
        part = self.part
        if part in {"初", "底", "中"} and not years and not month:
            part = "年" + part
        return f"{years}{month}{day}{part}{self.side}"


def find_dates(text: str) -> list[tuple[int, int, Date]]:
    """Every date in `text` (NFKC, no spaces) as (start, end, date), in order."""
    found = []
    at = 0
    while at < len(text):
        match = _DATE.match(text, at)
        if match is None or match.end() == at:
            lone = (
                _LONE.match(text, at) if text[at] in "上下第年" or _is_quarter(text, at) else None
            )
            if lone is None or lone["part"] in {"上旬", "中旬", "下旬"}:
                at += 1
                continue
            end, date = _with_tail(text, at, Date())
        else:
            end, date = _with_tail(text, match.end(), _read(match))
        found.append((at, end, date))
        at = end
    return found


def _is_quarter(text: str, at: int) -> bool:
    return text[at + 1 : at + 3] == "季度"


def _with_tail(text: str, at: int, date: Date) -> tuple[int, Date]:
    tail = _TAIL.match(text, at)
    if tail is None:  # pragma: no cover - the pattern matches the empty string
        return at, date
    part = tail["part"] or ""
    if part.endswith("季度"):
        part = f"{parse_numeral(part.removesuffix('季度').lstrip('第'))}季度"
    side = tail["side"] or ""
    return tail.end(), Date(
        date.year,
        date.last_year,
        date.month,
        date.day,
        _PARTS.get(part, part),
        _SIDES.get(side, side),
    )


def _read(match: re.Match[str]) -> Date:
    if match["iso"]:
        return Date(int(match["iy"]), None, int(match["im"]), int(match["id"]))
    last = match["t"]
    return Date(
        _number(match["y"]),
        int(last[1:]) if last else None,
        _number(match["m"]),
        _number(match["d"]),
    )


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    value = parse_numeral(text)
    return None if value is None else int(value)
