"""Numbers, percentages, sums of money and dates in running text, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ValueKind = Literal["number", "percent", "money", "date"]

#: Full-width digits and signs to half-width, one character for one, so that offsets stay.
_HALF = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％，")}
#: A number in characters counts only before a word that is counted with it: 五大, 三农 are names.
_COUNTED = "[余多几]?[万亿个家户名人件条篇次场项座所套]"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|"
    rf"(?:(?<![总人户个件])数(?=[十百千]))?[零〇一二两三四五六七八九十百千]+(?={_COUNTED})"
)
#: The lower end of a range: 3至5个, 1000-2000元, 30%—40%.
_FROM = r"\d[\d,.]*[万亿]?[%‰元]?(?:[-—–~～]+|至)(?=\d)"
_ROUND = r"[余多来几]"
_LARGE = r"(?:[十百千]?万亿|[十百千]?[万亿]|[百千](?=[余多]?[万亿元]))"
UNITS = (
    "人次|场次|批次|架次|车次|班次|个百分点|百分点|平方公里|平方千米|平方米|立方米|公里|千米|公顷|千瓦时|千瓦|兆瓦|"
    "微克/立方米|毫克/立方米|标准箱|标箱|标准煤|美元|欧元|日元|港元|元|亩|吨|公斤|斤|克|人|小时|分钟|户|家|名|位|件|条|篇|次|场|项|座|所|套|"
    "辆|台|张|株|处|岁|天|个?工作日|例|宗|起|个月|倍|类|种|支|幅|部|间|栋|艘|批|期|头|只|床|盏|门|度|米|级|回|届|平方|对|双|颗|块|"
    "片|本|册|份|票|艘|列|股|层|段|圈|环|点|镇|村|县|市|国|校|园|馆|站|线|桥|路|亿|万|个"
)
_QUANTITY = re.compile(
    rf"(?:{_FROM})?(?P<number>{_NUMBER})(?P<round1>{_ROUND})?(?P<large>{_LARGE})?(?P<round2>{_ROUND})?"
    rf"(?: ?(?P<unit>{UNITS}|[%‰]))?(?P<after>以上|以内|以下|左右)?"
)
_ROUND_MONEY = re.compile(r"(?:上|近|约|逾|超)[百千]+[万亿]?元")
_PERCENT_WORDS = re.compile(r"百分之[零〇一二两三四五六七八九十百点\d.]+")
_TO = "[-—–~～至到]"
_YEAR = (
    r"(?:(?<!\d)(?:19|20)\d{2}|(?<!\d)\d{2}(?=年[^内间来])|[零〇○一二三四五六七八九]{4})年(?!代)"
)
_MONTH = r"(?:\d{1,2}|十?[一二三四五六七八九十])月"
_DAY = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})日"
_DAYS = rf"(?:{_DAY})?(?:{_TO}+(?:{_MONTH}(?:{_DAY})?|{_DAY}))?"
_PART = "[年月]?[底末初]|份|上旬|中旬|下旬|[上下]半年|[一二三四]季度|[春夏秋冬]季"
#: A year in full, a month, or a part of the year that a report means (年底前, 秋季, “五一”).
_DATE = re.compile(
    rf"(?:(?<!\d)(?:19|20)\d{{2}}年?{_TO}+)?{_YEAR}"
    rf"(?:(?:\d{{1,2}}{_TO}+)?{_MONTH}{_DAYS})?(?:{_PART})?前?|"
    rf"(?<![\d.第])(?:\d{{1,2}}{_TO}+)?\d{{1,2}}月(?!均){_DAYS}(?:{_PART})?前?|"
    r"(?:[今明去当]年|(?<![\d每全多来余二两三四五六七八九十])年)[底末内]前?|"
    r"[上下]半年|(?<![第\d])[一二三四]季度|[春夏秋冬]季(?=[，。；开招入]|学)|明年(?=[，。；建投完]|开)|"
    r"“(?:五一|七一|十一|国庆|春节|元旦)”前?"
)

#: What stands before a number and is copied with it; 达到 and 增长 are not.
_QUALIFIER = re.compile(
    r"(?:不(?:低于|少于|高于|超过|小于|大于|足|到)|超过|超出|超|突破|高于|低于|至少|"
    r"将近|接近|(?<![附最])近|大约|约|逾)$"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it stands in a text, `text[start:end]`, with its kind and unit ("" for none)."""

    start: int
    end: int
    text: str
    kind: ValueKind
    unit: str


def find_values(text: str) -> Iterator[Value]:
    """Every quantity and date of a text: dates, shares in words, round sums, quantities.

    Dates are not read as quantities. `Value.text` is the text's own, full-width digits included.
    """
    own, text = text, text.translate(_HALF)
    taken: list[tuple[int, int]] = []
    for match in _DATE.finditer(text):
        taken.append(match.span())
        yield Value(match.start(), match.end(), own[match.start() : match.end()], "date", "")
    for match in _PERCENT_WORDS.finditer(text):
        taken.append(match.span())
        yield Value(match.start(), match.end(), own[match.start() : match.end()], "percent", "%")
    for match in _ROUND_MONEY.finditer(text):
        taken.append(match.span())
        yield Value(match.start(), match.end(), own[match.start() : match.end()], "money", "元")
    for match in _QUANTITY.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken):
            continue
        unit = match.group("unit") or ""
        if not unit and (match.group("large") is None or not match.group("number")[0].isdigit()):
            continue  # A bare number is a numbering, a model, a code: no answer.
        if text[max(0, start - 1) : start] in ("第", "“", "+") or text[end : end + 1] == "”":
            continue  # 第3批, “4321”, “1+1+9” are names.
        yield Value(start, end, own[start:end], _kind(unit), unit)


def _kind(unit: str) -> ValueKind:
    if unit in ("%", "‰", "个百分点", "百分点"):
        return "percent"
    return "money" if unit.endswith("元") else "number"


def qualified_start(text: str, value: Value) -> int:
    """Where a value begins with what qualifies it: 突破600万人次, 不低于30%; dates have nothing.

    Of 23 gold answers of data/train beside such a word 23 are right with it, 19 without it.
    """
    if value.kind == "date":
        return value.start
    lead = _QUALIFIER.search(text, max(0, value.start - 3), value.start)
    return lead.start() if lead else value.start
