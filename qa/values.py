"""Numbers, percentages, sums of money and dates in running text, each with its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

ValueKind = Literal["number", "percent", "money", "date"]

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?|[零〇一二两三四五六七八九十百千]+(?=[余多几]?[万亿个家户名人件条篇次场项座所套])"
_ROUND = r"[余多来几]"
_LARGE = r"(?:[十百千]?[万亿]|[百千](?=[余多]?[万亿元]))"
_UNITS = (
    "人次|场次|批次|架次|车次|班次|个百分点|百分点|平方公里|平方千米|平方米|立方米|公里|千米|公顷|千瓦时|千瓦|兆瓦|"
    "标准箱|标准煤|美元|欧元|日元|港元|元|亩|吨|公斤|克|微克/立方米|人|小时|分钟|户|家|名|位|件|条|篇|次|场|项|座|所|套|"
    "辆|台|张|株|处|岁|天|个月|倍|类|种|支|幅|部|间|栋|艘|批|期|头|只|床|盏|门|度|米|级|回|届|平方|对|双|颗|块|"
    "片|本|册|份|票|艘|列|股|层|段|圈|环|点|镇|村|县|市|国|校|园|馆|站|线|桥|路|亿|万|个"
)
_QUANTITY = re.compile(
    rf"(?P<number>{_NUMBER})(?P<round1>{_ROUND})?(?P<large>{_LARGE})?(?P<round2>{_ROUND})?"
    rf"(?P<unit>{_UNITS}|[%％‰])?(?P<after>以上|以内|以下|左右)?"
)
_ROUND_MONEY = re.compile(r"(?:上|近|约|逾|超)[百千]+[万亿]?元")
_DATE = re.compile(
    r"(?:(?:19|20)\d{2}|\d{2}|[零〇○一二三四五六七八九]{4})年(?:\d{1,2}月(?:\d{1,2}日)?(?:[至到—-]\d{1,2}[月日](?:\d{1,2}日)?)?)?(?:底|末|初|前|上半年|下半年)?|"
    r"\d{1,2}月\d{1,2}日(?:前|起)?|\d{1,2}月(?:份|底|初|末|中旬|上旬|下旬)"
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
    """Every quantity and date of a text, in order; dates are not read as quantities."""
    taken: list[tuple[int, int]] = []
    for match in _DATE.finditer(text):
        taken.append(match.span())
        yield Value(match.start(), match.end(), match.group(), "date", "")
    for match in _ROUND_MONEY.finditer(text):
        taken.append(match.span())
        yield Value(match.start(), match.end(), match.group(), "money", "元")
    for match in _QUANTITY.finditer(text):
        start, end = match.span()
        if any(a < end and start < b for a, b in taken):
            continue
        unit = match.group("unit") or ""
        if not unit and (match.group("large") is None or not match.group("number")[0].isdigit()):
            continue  # A bare number is a numbering, a model, a code: no answer.
        if text[max(0, start - 1) : start] in ("第", "“", "+") or text[end : end + 1] == "”":
            continue  # 第3批, “4321”, “1+1+9” are names.
        yield Value(start, end, match.group(), _kind(unit), unit)


def _kind(unit: str) -> ValueKind:
    if unit in ("%", "％", "‰", "个百分点", "百分点"):
        return "percent"
    return "money" if unit.endswith("元") else "number"
