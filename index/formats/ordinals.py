"""Numbers as automatic numbering writes them: 一, 壹, 甲, ①, IV, c."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def ordinal(number: int, style: str) -> str:
    """`number` in a numbering style, named as Word names it (ECMA-376 part 1, 17.18.59).

    A style that is not known here is written in digits; what a style cannot count (the eleventh
    heavenly stem) too. `bullet` and `none` count nothing: "".
    """
    if style in ("bullet", "none"):
        return ""
    if number < 1:
        return str(number)
    if style in ("decimalZero",):
        return f"{number:02d}"
    if style in _COUNTING:
        return counting(number)
    if style in ("chineseLegalSimplified", "ideographLegalTraditional"):
        return counting(number, _LEGAL, "拾佰仟")
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate(_WIDE)
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return chr(0x2460 + number - 1)
    if style == "decimalEnclosedParen" and number <= 20:
        return chr(0x2474 + number - 1)
    if style == "decimalEnclosedFullstop" and number <= 20:
        return chr(0x2488 + number - 1)
    if style == "ideographEnclosedCircle" and number <= 10:
        return chr(0x3280 + number - 1)
    if style == "ideographTraditional" and number <= 10:
        return _STEMS[number - 1]
    if style == "ideographZodiac" and number <= 12:
        return _BRANCHES[number - 1]
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("upperRoman", "lowerRoman") and number < 4000:
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    return str(number)


_COUNTING = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanCounting",
    }
)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def counting(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """A Chinese cardinal below 10,000 (一, 十, 十一, 二十, 一百零一); digits beyond that."""
    if not 0 < number < 10_000:
        return str(number)
    text = ""
    zero = False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            zero = bool(text)
            continue
        if zero:
            text += "零"
            zero = False
        # Ten to nineteen are 十, 十一: the 一 before 十 is written inside larger numbers only.
        if not (digit == 1 and place == 1 and not text and digits is _DIGITS):
            text += digits[digit]
        text += units[place - 1] if place else ""
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text
