"""The officials' words for what people call otherwise; what is read for gets both the same."""

from __future__ import annotations

import re

#: Of the 27 answerable questions of data/train that say GDP, 经济总量 or 经济增速, 22 have their
#: evidence in a sentence with 生产总值, 7 in one with GDP. The 3 of all sets that ask how far
#: 物价 rose or fell have theirs in one with 居民消费价格.
_ALIASES = (
    (re.compile(r"GDP(?:总量|总值)?|(?:地区)?经济(?:总量|盘子|总盘子)", re.I), "地区生产总值"),
    (
        re.compile(r"经济(?=(?:的)?(?:增速|增幅|增长(?!点|极|方式)|还?涨|增(?!长)))"),
        "地区生产总值",
    ),
    (
        re.compile(
            r"(?:物价|CPI)(?:总?水平|指数)?(?=(?:的)?(?:总?[涨跌]|上涨|同比|实际|目标|控制))", re.I
        ),
        "居民消费价格",
    ),
)


def official(question: str) -> str:
    """A question in the words of reports: GDP and 经济总量 are 地区生产总值."""
    for pattern, words in _ALIASES:
        question = pattern.sub(words, question)
    return question
