"""Keywords instead of a sentence (青岛 2013 地铁 投资): what the missing words would have said."""

from __future__ import annotations

import re

from qa.types import AnswerKind

_HAN = "\u4e00-\u9fff"
#: A year that stands without 年: between words, before a name, after GDP; no count (2000人), no
#: number of another kind (G2020次, 2019-2021年).
_BARE_YEAR = re.compile(
    r"(?<![\dA-Za-z.,/第号-])((?:19|20)\d{2})(?![\d.,%/\-—~～到至])"
    r"(?! ?[年号多余来万亿元个户名家件亩吨次]| ?人(?![民均口大才社力]))"
    rf" ?(?=$|[ ，,。？“\"《{_HAN}])"
)
_SPACED_YEAR = re.compile(r"(?<=\d) (?=年)|(?<=\d年) (?=[底末初]|以来|[之以]?前|[算]?起|开始)")
#: Words that make a sentence of what would be keywords.
_ASKS = re.compile(r"多少|几|什么|谁|哪|何|怎|啥|吗|呢|[?？]")
_GAP = re.compile(rf"(?<=[{_HAN}”]) (?=[{_HAN}“])")
#: What keywords without a question word ask for, by how they end; the first that fits counts.
_ENDINGS: tuple[tuple[AnswerKind, str], ...] = (
    ("definition", r"(?:意思|概念|含义|定义|名词解释|解释|指的?(?:是)?)$|”$"),
    ("comparison", r"(?:更[多高大快慢少低好差]|对比|比较|相比)$"),
    ("reason", r"(?:原因|缘由|理由)$"),
    ("measure", r"(?:办法|措施|举措|做法|对策)$"),
    ("percent", r"(?:[占率]|比例|占比|比重|份额|增速|增幅|降幅|涨幅|增长|下降|成|[涨跌降])$"),
    (
        "money",
        r"(?:[钱额]|收入|支出|投资|资金|经费|产值|总值|GDP|经济(?:总量|盘子)|补贴|补助|造价|工资)"
        r" ?(?:超过?|达到?|突破|做到?)?$",
    ),
    ("date", r"(?:时间|日期|年份)$"),
    ("list", r"(?:名单|清单)$"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _ENDINGS)


def dated(text: str) -> str:
    """A question with 年 after each of its bare years: 青岛 2013 地铁 → 青岛 2013年地铁."""
    return _BARE_YEAR.sub(r"\1年", _SPACED_YEAR.sub("", text))


def closed_up(text: str) -> str:
    """A text without the gaps between its Chinese words."""
    return _GAP.sub("", text)


def is_keywords(text: str) -> bool:
    """Whether a question is keywords with gaps between them and no word that asks."""
    return " " in text.strip() and not _ASKS.search(text)


def kind_of_keywords(text: str) -> AnswerKind | None:
    """The kind of answer that keywords ask for by their last word, or None where it says none."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), None)
