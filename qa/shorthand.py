"""Keywords instead of a sentence (青岛 2013 地铁 投资): what the missing words would have said."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.types import AnswerKind

_HAN = "\u4e00-\u9fff"
#: A year that stands without 年: between words, before a name, after GDP; no count (2000人), no
#: number of another kind (G2020次, 2019-2021年).
_BARE_YEAR = re.compile(
    r"(?<![\dA-Za-z.,/第号-])((?:19|20)\d{2})(?![\d.,%/\-—~～到至])"
    r"(?! ?(?:[年号多余来万亿元个户名家件亩吨次册条套台辆栋]|项(?!目)|座(?!谈)|"
    r"人(?![民均口大才社力])|公[里顷]|[平立]方|强企|工程))"
    rf" ?(?=$|[ ，,。？“\"《{_HAN}])"
)
_SPACED_YEAR = re.compile(r"(?<=\d) (?=年)|(?<=\d年) (?=[底末初]|以来|[之以]?前|[算]?起|开始)")
_YEAR_BEHIND = re.compile(r" ?(0\d|[12]\d)年(?![来间前后内以期级限代多]|的?(?:时间|历史))")
_ASKED_IN_ENGLISH = re.compile(r"\b(?:what|how (?:much|many)|(?:GDP|CPI) (?:of|in))\b", re.I)
_ENGLISH = re.compile(
    r"\b(?:what|how|much|many|was|were|is|are|did|does|the|of|in|for|by|year|please|tell|me)\b",
    re.I,
)
#: Words that make a sentence of what would be keywords.
_ASKS = re.compile(r"多少|几|什么|谁|哪|何|怎|啥|吗|呢|[?？]")
_GAP = re.compile(rf"(?<=[{_HAN}”]) (?=[{_HAN}“])")
#: What keywords without a question word ask for, by how they end; the first that fits counts.
_ENDINGS: tuple[tuple[AnswerKind, str], ...] = (
    ("definition", r"(?:意思|概念|含义|定义|名词解释|解释|指的?(?:是)?)$|”$"),
    ("comparison", r"(?:更[多高大快慢少低好差]|对比|比较|相比)$"),
    ("reason", r"(?:原因|缘由|理由)$"),
    ("measure", r"(?:办法|措施|举措|做法|对策)$"),
    (
        "percent",
        r"(?:[占率]|比例|占比|比重|份额|增速|增幅|降幅|涨幅|增长|下降|成|[涨跌降]|[同环]比|[较比]上年)$",
    ),
    (
        "money",
        r"(?:[钱额]|收入|支出|投资|资金|经费|产值|总值|GDP|经济(?:总量|盘子)|补贴|补助|造价|工资)"
        r" ?(?:超过?|达到?|突破|做到?)?$",
    ),
    (
        "date",
        r"(?:时间|日期|年份|通车|投用|启用|营业|建成|开园|开学|运营|挂牌|成立|启动|召开|开幕|竣工|交付|"
        r"通航|[完开]工|盖完|发布)$",
    ),
    ("entity", r"叫(?:什么)?$"),
    (
        "number",
        r"(?:里程|面积|长度|数量?|[人次户总]数|产量|总量|吞吐量|人口|浓度|PM2\.5|天数|就业|装机|规模)$",
    ),
    ("list", r"(?:名单|清单)$"),
)
_COMPILED = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _ENDINGS)


def dated(text: str) -> str:
    """A question with 年 after each of its bare years: 青岛 2013 地铁 → 青岛 2013年地铁."""
    return _BARE_YEAR.sub(r"\1年", _SPACED_YEAR.sub("", text))


def with_centuries(text: str, ends: Sequence[int]) -> str:
    """A text with 20 before each two-digit year that stands right behind a place: 山东07年.

    `ends` are where the places end; elsewhere 24年 may be a span of time.
    """
    for end in sorted(ends, reverse=True):
        if match := _YEAR_BEHIND.match(text, end):
            text = f"{text[: match.start(1)]}20{text[match.start(1) :]}"
    return text


def in_chinese(text: str) -> str:
    """A question without the English words that only ask: How much was the GDP → GDP 是多少."""
    if not _ASKED_IN_ENGLISH.search(text) or re.search(r"[“”\"《]", text):
        return text
    plain = _ENGLISH.sub(" ", text)
    return f"{re.sub(r' +', ' ', plain).strip(' ?？')} 是多少"


def closed_up(text: str) -> str:
    """A text without the gaps between its Chinese words."""
    return _GAP.sub("", text)


def is_keywords(text: str) -> bool:
    """Whether a question is keywords with gaps between them and no word that asks."""
    return " " in text.strip() and not _ASKS.search(text)


def kind_of_keywords(text: str) -> AnswerKind | None:
    """The kind of answer that keywords ask for by their last word, or None where it says none."""
    return next((kind for kind, pattern in _COMPILED if pattern.search(text)), None)
