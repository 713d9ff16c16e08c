"""A figure that goes from one value to another: which of the two is asked for."""

from __future__ import annotations

import re

from qa.frequency import often
from qa.values import Value, find_values

#: Between a value and the one that it came to.
_GOES_TO = re.compile(
    r"[^，。；、\d]{0,4}(?:提高|增加|增长|上升|扩大|扩展|[提跃攀]?升|增|压减|压缩|缩短|缩减|精简|下降|降低|降|减少|减|"
    r"调整|发展|变|优化|拓展)(?:[至到为成]|至?了)(?:(?:19|20)\d{2}年的?)?"
    r"(?:约|近|超过?|不低于|突破)?"
)
#: Between a round figure that was passed and the figure itself: 突破2亿人次、达到2.09亿人次.
_PASSED = re.compile(r"(?:突破|超过?|首破|迈上|跨越)$")
_EXACTLY = re.compile(r"(?:大关)?[、，]达到?了?")
#: Questions for where it began; 最高 is where a fall began.
_FORMER = re.compile(r"原[来先本有]|以前|之前|此前|当初|最初|本来|最高")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_BEFORE, _AFTER = 12, 36


def reached(text: str, value: Value, asked: str) -> Value | None:
    """The value that `value` of `text` came to; None where it stays or its start is asked for.

    从63%提高到70% says 70%; a question for 原来, or for the year that stands before 63%, means 63%.
    Of the 11 best candidates that this changes (data/train, gov120, the invented set) none was
    right before, and 10 are right after it. A count comes to how often it is made where that is
    asked for (`qa.frequency`).
    """
    if frequency := often(text, value, asked):
        return frequency
    before = text[max(0, value.start - _BEFORE) : value.start]
    if _FORMER.search(asked) or any(year in asked for year in _YEAR.findall(before)):
        return None
    passed = _PASSED.search(before)
    for other in find_values(text[value.end : value.end + _AFTER]):
        start, end = value.end + other.start, value.end + other.end
        exactly = passed and other.unit == value.unit and _EXACTLY.fullmatch(text, value.end, start)
        if other.kind != "date" and (exactly or _GOES_TO.fullmatch(text, value.end, start)):
            return Value(start, end, other.text, other.kind, other.unit)
    return None
