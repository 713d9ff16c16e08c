"""The officials' words for what people call otherwise; what is read for gets both the same."""

from __future__ import annotations

import re

#: Of the 27 answerable questions of data/train that say GDP, 经济总量 or 经济增速, 22 have their
#: evidence in a sentence with 生产总值, 7 in one with GDP.
_ALIASES = (
    (re.compile(r"GDP(?:总量|总值)?|(?:地区)?经济(?:总量|盘子|总盘子)", re.I), "地区生产总值"),
    (
        re.compile(r"经济(?=(?:的)?(?:增速|增幅|增长|涨|还涨|增)(?!点|极))"),
        "地区生产总值",
    ),
)


def official(question: str) -> str:
    """A question in the words of reports: GDP and 经济总量 are 地区生产总值."""
    for pattern, words in _ALIASES:
        question = pattern.sub(words, question)
    return question
