"""Chinese numerals as numbers: 二百五十六, 三千零五, 二〇二一, 一万二, 3.1万亿, 1亿2000万."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: i for i, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8}

#: A run of characters that can be one number (no sign, no unit).
NUMERAL = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?:[十百千万亿]+(?:\d+(?:\.\d+)?[十百千万亿]+)*)?"
    r"|[零〇一二两三四五六七八九十百千万亿]+(?:点[零〇一二三四五六七八九]+[万亿]*)?"
)

_PIECE = re.compile(r"(\d+(?:\.\d+)?)([十百千万亿]*)")


def parse_numeral(text: str) -> Decimal | None:
    """The number that `text` (matching NUMERAL) stands for, or None if it stands for none."""
    if text[:1].isdecimal():
        total = Decimal(0)
        for digits, scales in _PIECE.findall(text.replace(",", "")):
            total += Decimal(digits) * _product(scales)
        return total
    whole, point, rest = text.partition("点")
    if not point:
        return _chinese(whole)
    digits = rest.rstrip("万亿")
    integer = _chinese(whole)
    if integer is None or not digits:
        return None
    fraction = "".join(str(_DIGITS[char]) for char in digits)
    return Decimal(f"{integer}.{fraction}") * _product(rest[len(digits) :])


def _product(scales: str) -> Decimal:
    product = Decimal(1)
    for char in scales:
        product *= _SCALES.get(char) or _GROUPS[char]
    return product


def _chinese(text: str) -> Decimal | None:
    """Digits alone are read one by one (二〇二一); else by scale, 万 and 亿 closing a group."""
    if not text:
        return None
    if all(char in _DIGITS for char in text):
        return Decimal("".join(str(_DIGITS[char]) for char in text))
    total = group = 0
    digit: int | None = None
    last = 1
    for i, char in enumerate(text):
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
            if i + 1 == len(text) and text[i - 1] not in "零〇十" and last >= 100:
                # 一万二 is 12,000 and 二百五 is 250: the last digit counts the next lower scale.
                digit *= last // 10
        elif char in _SCALES:
            group += (1 if digit is None else digit) * _SCALES[char]
            last, digit = _SCALES[char], None
        else:
            closed = group + (digit or 0)
            if not closed and not total:
                return None
            if char == "亿" or not closed:
                total = (total + closed) * _GROUPS[char]
            else:
                total += closed * _GROUPS[char]
            group, digit, last = 0, None, _GROUPS[char]
    return Decimal(total + group + (digit or 0))
