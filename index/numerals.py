"""Chinese numerals and written dates, as far as reports and questions use them."""

from __future__ import annotations

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_DIGITS |= {"〇": 0, "○": 0, "Ｏ": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}

#: One digit of a year written in characters; typists write the zero as any round thing.
YEAR_CHARS = "零〇○Ｏ一二三四五六七八九0０OoΟО"
_YEAR = re.compile(rf"(?<![\d{YEAR_CHARS}])([一二][{YEAR_CHARS}]{{3}})(?=年)")
_YEAR_DIGITS = {ord(char): str(_DIGITS.get(char, 0)) for char in YEAR_CHARS}
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}


def chinese_to_int(text: str) -> int | None:
    """The value of a whole number in characters (`二百五十六` → 256), or None if it is none."""
    if not text:
        return None
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or 1) * _UNITS[char]
            digit = 0
        elif char in _LARGE:
            total = (total + section + digit) * _LARGE[char]
            section = digit = 0
        else:
            return None
    return total + section + digit


def arabic_years(text: str) -> str:
    """`text` with years in characters (二〇二〇年) and full-width digits written as ASCII digits.

    The length stays the same.
    """
    return _YEAR.sub(lambda m: m.group(1).translate(_YEAR_DIGITS), text.translate(_FULL_WIDTH))


_DATE = re.compile(r"((?:19|20)\d{2})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_CN_DAY = re.compile(r"(?<=年)([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")


def find_date(text: str) -> str | None:
    """The first date of `text` as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; characters or digits."""
    plain = _CN_DAY.sub(
        lambda m: f"{chinese_to_int(m.group(1))}月{chinese_to_int(m.group(2))}日",
        arabic_years(text),
    )
    if not (match := _DATE.search(plain)):
        return None
    year, month, day = match.groups()
    if month is None or not 1 <= int(month) <= 12:
        return year
    if day is None or not 1 <= int(day) <= 31:
        return f"{year}-{int(month):02d}"
    return f"{year}-{int(month):02d}-{int(day):02d}"
