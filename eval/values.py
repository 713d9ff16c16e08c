"""Numbers with unit and qualifier, as values that compare equal however they are written.

`２５６个`, `256 个`, `二百五十六个` are one value; `10%以上` and `10%` are two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from eval.dates import Date, find_dates
from eval.numerals import NUMERAL, parse_numeral
from eval.units import UNITS, scale

Bound = Literal["", "about", "over", "under"]
Direction = Literal["", "up", "down"]

#: How the bound of a value is written before and after it.
_BEFORE: Mapping[str, Bound] = {
    **dict.fromkeys(("约", "大约", "大概", "近", "将近", "接近"), "about"),
    **dict.fromkeys(("超", "超过", "超出", "突破", "逾", "高于", "大于", "多于", "不止"), "over"),
    **dict.fromkeys(("不低于", "不少于", "不小于", "至少", "最少", "≥", ">"), "over"),
    **dict.fromkeys(("低于", "小于", "少于", "不足", "不到", "≤", "<"), "under"),
    **dict.fromkeys(("不超过", "不超", "不高于", "不大于", "不多于", "至多", "最多"), "under"),
}
_AFTER: Mapping[str, Bound] = {
    **dict.fromkeys(("左右", "上下"), "about"),
    **dict.fromkeys(("以上", "及以上", "余", "多", "+"), "over"),
    **dict.fromkeys(("以下", "及以下", "以内", "之内"), "under"),
}
_UP = "增长|增加|提高|上升|提升|上涨|增|涨|升"
_DOWN = "减少|下降|降低|压减|回落|下滑|压缩|降|减|跌"

_ALTERNATIVES_BEFORE = "|".join(sorted(_BEFORE, key=len, reverse=True))
_ALTERNATIVES_AFTER = "|".join(map(re.escape, sorted(_AFTER, key=len, reverse=True)))
_UNIT = "|".join(map(re.escape, UNITS))
_VALUE = re.compile(
    rf"(?:(?P<up>{_UP})|(?P<down>{_DOWN}))?了?(?P<before>{_ALTERNATIVES_BEFORE})?"
    rf"(?P<sign>(?<![\da-z)])-|负)?(?:(?P<ratio>{NUMERAL})分之)?"
    rf"(?<![a-z\d.])(?P<low>{NUMERAL})(?:(?P<lowunit>{_UNIT})?[-~—至到](?P<high>{NUMERAL}))?"
    rf"(?P<infix>[余多几](?=[万亿])(?P<scales>[万亿]+)|[余多](?!于))?"
    rf"(?:个(?P<scale>[万亿]+))?"
    rf"(?P<unit>{_UNIT})?(?:\(?含\)?)?(?P<after>{_ALTERNATIVES_AFTER})?"
)
#: 一两个, 三四百人: two neighbouring digits are a range.
_NEIGHBOURS = re.compile(r"([一二两三四五六七八])([二两三四五六七八九])([十百千万亿]*)")
_HAN_ONLY = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number `low`..`high` (equal for a single number) of `unit`, with bound and direction.

    `unit` is the name of eval.units, or "" where the text gives none.
    """

    low: Decimal
    high: Decimal
    unit: str = ""
    bound: Bound = ""
    direction: Direction = ""

    def __str__(self) -> str:
        word = {"": "", "up": "增长", "down": "下降"}[self.direction]
        before = {"": "", "about": "约", "over": "超", "under": "低于"}[self.bound]
        number = _plain(self.low)
        if self.high != self.low:
            number += "-" + _plain(self.high)
        return f"{word}{before}{number}{self.unit}"


Value = Number | Date


def clean(text: str) -> str:
    """NFKC in lower case with one kind of dash, and white space only between two digits."""
    folded = re.sub(r"[‐‑‒–−～〜]", "-", unicodedata.normalize("NFKC", text).lower())
    return re.sub(r"(?<!\d) +| +(?!\d)", "", " ".join(folded.split()))


def find_values(text: str) -> list[tuple[int, int, Value]]:
    """Every value in `clean(text)` as (start, end, value), in order.

    Ordinals (第三), and Chinese numerals without a unit inside a longer word (统一, 三农), are no
    values; a text that is nothing but a Chinese numeral is one.
    """
    text = clean(text)
    found: list[tuple[int, int, Value]] = []
    at = 0
    dates = [*find_dates(text), (len(text), len(text), Date())]
    for start, end, date in dates:
        found += _numbers(text, at, start)
        if start < end:
            found.append((start, end, date))
        at = end
    return found


def parse_values(text: str) -> list[Value]:
    """The values of `text` in order."""
    return [value for _, _, value in find_values(text)]


def only_values(text: str, *, slack: int = 2) -> bool:
    """Whether `text` is a value or several, with at most `slack` characters besides."""
    found = find_values(text)
    covered = sum(end - start for start, end, _ in found)
    rest = len(re.sub(r"[，。、；：,;:.()“”]", "", clean(text))) - covered
    return bool(found) and rest <= slack


def normalise_value(text: str) -> str:
    """The values of `text` in one spelling, joined by 、; idempotent."""
    return "、".join(str(value) for value in parse_values(text))


def same_value(answer: Value, gold: Value) -> bool:
    """Whether `answer` says what `gold` says.

    Dates agree in every part. Numbers agree in size, unit and bound; a unit that the gold leaves
    out may be there; a direction (增长, 下降) must agree where both say one.
    """
    if isinstance(answer, Date) or isinstance(gold, Date):
        return answer == gold
    return (
        (answer.low, answer.high) == (gold.low, gold.high)
        and (answer.unit == gold.unit or not gold.unit)
        and answer.bound == gold.bound
        and (answer.direction == gold.direction or not answer.direction or not gold.direction)
    )


def _numbers(text: str, start: int, end: int) -> list[tuple[int, int, Value]]:
    found: list[tuple[int, int, Value]] = []
    for match in _VALUE.finditer(text, start, end):
        value = _number(match, text)
        if value is not None:
            found.append((match.start(), match.end(), value))
    return found


def _number(match: re.Match[str], text: str) -> Number | None:
    before_low = text[match.start("low") - 1 : match.start("low")]
    low_text, high_text = match["low"], match["high"]
    unit = match["unit"] or match["lowunit"] or ""
    in_word = (
        _HAN_ONLY.fullmatch(low_text) and not match["ratio"] and not _counts(match, text, unit)
    )
    # An ordinal (第三) counts nothing, and 几十, 数百 say no number.
    if (
        in_word
        or before_low == "第"
        or (before_low in {"几", "数", "好"} and low_text[0] in "十百千万亿")
    ):
        return None
    bounds = _range(low_text, high_text, bool(match["lowunit"]))
    if bounds is None:
        return None
    low, high = bounds
    scales = (match["scales"] or "") + (match["scale"] or "")
    factor = parse_numeral("1" + scales) or Decimal(1)
    if match["ratio"]:
        whole = parse_numeral(match["ratio"])
        if not whole:
            return None
        unit = "%"
        low, high = (_rounded(100 * part / whole) for part in (low, high))
    name, per = scale(unit)
    if name == "成":
        name, per = "%", Decimal(10)
    factor *= per
    bound = _BEFORE.get(match["before"] or "") or _AFTER.get(match["after"] or "", "")
    if match["infix"]:
        bound = bound or "over"
    return Number(low * factor, high * factor, name, bound, _direction(match))


def _range(low: str, high: str | None, own_unit: bool) -> tuple[Decimal, Decimal] | None:
    """The two ends of a range, which are equal for a single number; None for no number."""
    if high is None and (pair := _NEIGHBOURS.fullmatch(low)):
        low, high = pair[1] + pair[3], pair[2] + pair[3]
        ends = parse_numeral(low), parse_numeral(high)
        if ends[0] is None or ends[1] is None or ends[1] <= ends[0]:
            return None
        return ends[0], ends[1]
    first = parse_numeral(low)
    last = first if high is None else parse_numeral(high)
    if first is None or last is None:
        return None
    if high is not None and not own_unit and low[-1] not in "十百千万亿" and first < last:
        # 3-5万: the scale at the end is meant for both.
        first = min(last, first * last / _mantissa(high))
    return first, last


def _rounded(number: Decimal) -> Decimal:
    return round(number, 6)


def _counts(match: re.Match[str], text: str, unit: str) -> bool:
    """Whether a numeral in Chinese characters counts something, and is no part of a word."""
    whole = match.start() == 0 and match.end() == len(text)
    return whole or bool(unit or match["scale"] or match["infix"])


def _direction(match: re.Match[str]) -> Direction:
    if match["down"] or match["sign"]:
        return "down"
    return "up" if match["up"] else ""


def _mantissa(text: str) -> Decimal:
    """The number of `text` without the scales that end it."""
    return parse_numeral(text.rstrip("十百千万亿") or text) or Decimal(1)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
