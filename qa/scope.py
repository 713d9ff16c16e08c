"""Whether a figure is of the time and sort that a question asks for: one year's, a result, a total.

Only what the figure's own clause or sentence says counts, and only where the question says
nothing of the kind itself.
"""

from __future__ import annotations

import re

from index.types import Period
from qa.extents import back_to
from qa.understand import Reading

_SENTENCES = "。；！？;!?\n"
_COMMAS = "，,"
_SEVERAL_YEARS = re.compile(
    r"[三四五六十3-6]年(?:来|间|内|累计|共)|^[三五]年|“?十[一二三四五]五”?(?!规划)"
)
_ADDED_UP = re.compile(r"累计")
_ASKS_SEVERAL = re.compile(r"累计|以来|年来|[五三]年|十.五|[到至底末]")
_MEAN = re.compile(r"年(?:平?均)(?:增|递|提|下|上|减|降|实现|保持)")
_ASKS_MEAN = re.compile(r"均|每年|一年")
_TARGET = re.compile(r"力争|目标|确保|争取(?!到)")
_ASKS_TARGET = re.compile(r"目标|计划|打算|准备|[要想将]|力争|预期")
_PART = re.compile(r"前三季度|上半年|[一三]季度|1[-—~至到]\d{1,2}月")
_ASKS_PART = re.compile(r"季度|半年|月")
_DIFFERENCE = re.compile(
    r"[比较](?:上年|去年|20\d\d年|同期)[^，。；]{0,6}?(?:增加|提高|提升|减少|下降|降低|上升|多|少)了?(?:约|近)?$"
)
_ASKS_DIFFERENCE = re.compile(r"[增涨多提降减升少快跌压砍省扩缩添]|变化")
#: Of the best candidates on data/train, gov120 and the own sets none of the 14 of these sorts is
#: right (figures of several years 4, targets 5, of a part of the year 1, of the difference to the
#: year before 1, added up over a section of several years 3).
_OTHER = 0.1


def scope(reading: Reading, text: str, start: int, held: Period | None) -> float:
    """How well the figure at `start` of a passage suits what is asked, in [0, 1].

    `held` is the period that the passage is of.
    """
    asked = reading.understood.standalone
    period = reading.understood.period
    clause = text[back_to(text, start, _SENTENCES + _COMMAS) : start]
    sentence = text[back_to(text, start, _SENTENCES) : start]
    one_year = period if period and period.first == period.last else None
    if one_year and reading.explicit_period and not _ASKS_SEVERAL.search(asked):
        long = held is not None and held.first != held.last and f"{one_year.first}年" not in clause
        if _SEVERAL_YEARS.search(clause) or (long and _ADDED_UP.search(clause)):
            return _OTHER
        if _MEAN.search(clause) and not _ASKS_MEAN.search(asked):
            return _OTHER
    planned = reading.understood.aspect == "plan" or _ASKS_TARGET.search(asked)
    if period is not None and not planned and _TARGET.search(clause):
        return _OTHER
    if _PART.search(sentence) and not _ASKS_PART.search(asked):
        return _OTHER
    if reading.wanted.kind != "percent" and _DIFFERENCE.search(clause):
        return 1.0 if _ASKS_DIFFERENCE.search(asked) else _OTHER
    return 1.0
