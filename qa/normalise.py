"""A question as typed to one plain spelling: simplified, half-width, years in digits."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from index.numerals import arabic_years
from qa.shorthand import dated, in_chinese

if TYPE_CHECKING:
    from opencc import OpenCC

#: 21年 at the head of a question is 2021 and 98年 is 1998; 15年来, 20年间 are spans of time.
_SHORT_YEAR = re.compile(
    r"(?:^|(?<=[那和跟比到至]))(1[3-9]|2\d|[89]\d)年(?![来间前后内以期级限代]|的?(?:时间|历史))"
)
#: 19-21年, 19到21年 at the head of a question.
_SHORT_RANGE = re.compile(r"^([01]\d|2\d)年?([-—~～到至])([01]\d|2\d)年(?![来间前后内以级限代])")
#: 九八年, which is no 九十八年; 八九年 is as often eight or nine years.
_SHORT_YEAR_IN_CHARACTERS = re.compile(r"^九([〇零一二三四五六七八九])年(?![来间前后内以期级限代])")


def normalise(text: str) -> str:
    """Traditional characters to simplified, full width to half, years in characters to digits.

    Spaces are tidied, and a bare 2013 is written 2013年. What is in plain simplified characters
    already comes back as it is.
    """
    # A lone surrogate (an argument that is not UTF-8) is no character that a model can take.
    clean = text.encode("utf-8", "replace").decode("utf-8")
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", clean)).strip()
    plain = _SHORT_YEAR_IN_CHARACTERS.sub(r"一九九\1年", simplified(plain))
    plain = _SHORT_RANGE.sub(r"20\1\g<2>20\3年", arabic_years(plain))
    plain = _SHORT_YEAR.sub(lambda m: f"{19 if m[1] > '79' else 20}{m[1]}年", plain)
    return dated(in_chinese(plain)).replace("?", "？")


def simplified(text: str) -> str:
    """`text` in simplified characters, by OpenCC's table of phrases and characters.

    Only a text with a character outside GB 2312, the standard set of simplified Chinese, is
    converted: 乾县 and 著 are simplified too, and the table (20 ms to load) would make 干县 of
    the first.
    """
    if all(_in_gb2312(char) for char in text if "\u3400" <= char <= "\u9fff"):
        return text
    converted: str = _converter().convert(text)
    return converted.replace("甚么", "什么")  # Spelled differently, not only written differently.


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    """OpenCC with the tables that come in its package; nothing is fetched."""
    from opencc import OpenCC

    return OpenCC("t2s")
