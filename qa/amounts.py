"""What the values of a text come to: exact numbers in base units, with how far they are rounded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from index.numerals import chinese_to_int
from qa.values import find_values, qualified_start

_HALF = {code: code - 0xFEE0 for code in map(ord, "０１２３４５６７８９．％，")}
_SCALES = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
#: One measure in several sizes: name and how many of it one is. 人 and 人次 are two measures.
_BASE: dict[str, tuple[str, str]] = {
    "‰": ("%", "0.1"),
    "百分点": ("个百分点", "1"),
    "公里": ("米", "1000"),
    "千米": ("米", "1000"),
    "平方公里": ("平方米", "1000000"),
    "平方千米": ("平方米", "1000000"),
    "公顷": ("平方米", "10000"),
    "吨": ("公斤", "1000"),
    "斤": ("公斤", "0.5"),
    "克": ("公斤", "0.001"),
    "兆瓦": ("千瓦", "1000"),
    "标准箱": ("标箱", "1"),
    "名": ("人", "1"),
    "位": ("人", "1"),
    "户": ("家", "1"),
    "度": ("千瓦时", "1"),
}
_NUMBER = re.compile(
    r"(?P<low>\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)(?P<lowscale>[十百千]?[万亿]{0,2})[%‰元]?"
    r"(?:(?:[-—–~～]+|至)(?P<high>\d[\d,]*(?:\.\d+)?))?"
    r"(?P<more1>[余多])?个?(?P<scale>[百千]?[万亿]{1,2}|[百千](?=[元余多万亿]))?(?P<more2>[余多])?"
)
_OVER = re.compile(r"^(?:超|突破|逾|高于|不低于|不少于|不小于|至少|上)|[余多]|以上$")
_UNDER = re.compile(r"^(?:近|将近|接近|不足|不到|低于|不超过|不高于|不大于)|(?:以下|以内)$")
_ABOUT = re.compile(r"^(?:约|大约)|左右$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value in base units: it lies in `low`..`high` and is written as `nominal`.

    `scale` is the power of ten that the text writes it in (万 → 4), `unit` the base unit,
    `written` the unit as written. 330余次 lies in 330..340: a round number says its last digit.
    """

    nominal: Decimal
    low: Decimal
    high: Decimal
    unit: str
    scale: int
    written: str

    @property
    def exact(self) -> bool:
        """Whether the text gives the number itself, and no bound or range."""
        return self.low == self.high


def amount(text: str) -> Amount | None:
    """The one amount that `text` states; None for a date, for none and for several."""
    if re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", text):
        bare = Decimal(text.strip())
        return Amount(bare, bare, bare, "", 0, "")
    values = list(find_values(text))
    if len(values) != 1 or values[0].kind == "date":
        return None
    value = values[0]
    words = text[qualified_start(text, value) : value.end].translate(_HALF)
    match = _NUMBER.search(words.replace("百分之", ""))
    if match is None:
        return None
    low = _decimal(match["low"])
    if low is None:
        return None
    scale = _power(match["scale"]) + _power(match["lowscale"])
    name, per = _BASE.get(value.unit, (value.unit, "1"))
    factor = Decimal(10) ** scale * Decimal(per)
    if re.search(r"(?:下降|减少|降低|负|-)$", text[: value.start]):
        factor = -factor
    nominal = low * factor
    step = Decimal(10) ** _last_place(low) * factor
    first, last = nominal, nominal
    if match["high"]:
        last = (_decimal(match["high"]) or low) * factor
    elif _OVER.search(words):
        last = nominal + step
    elif _UNDER.search(words):
        # 近10万 is more than 9万, as 近360 is more than 350.
        first = nominal - (step / 10 if abs(nominal) == abs(step) else step)
    elif _ABOUT.search(words):
        first, last = nominal - step / 2, nominal + step / 2
    return Amount(nominal, min(first, last), max(first, last), name, scale, value.unit)


def base_factor(unit: str) -> Decimal:
    """How many of the base unit one `unit` is."""
    return Decimal(_BASE.get(unit, (unit, "1"))[1])


def _decimal(numeral: str) -> Decimal | None:
    if numeral[0].isdecimal():
        return Decimal(numeral.replace(",", ""))
    number = chinese_to_int(numeral.replace("两", "二"))
    return None if number is None else Decimal(number)


def _power(scale: str | None) -> int:
    return sum(_SCALES[char] for char in scale or "")


def _last_place(number: Decimal) -> int:
    """The power of ten of a number's last digit that is not zero; 0 for zero."""
    exponent = number.normalize().as_tuple().exponent
    return exponent if number and isinstance(exponent, int) else 0
