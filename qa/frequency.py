"""How often something is done: 每季度召开一次 answers 多久开一次, and 一次 does not."""

from __future__ import annotations

import re

from qa.values import Value

_ASKS = re.compile(
    r"多(?:久|长时间)[^，,。？?]{0,8}?[一几]?[次回场期轮批]|几个?(?:年|月|周|天|季度|星期).{0,4}[一]次"
)
_FIGURE = r"(?:[一二两三四五六七八九十半]|\d{1,2})?"
#: 每两周, 每3个月; 一年 of 一年两次, 逐月.
_OFTEN = re.compile(
    rf"每(?:隔)?{_FIGURE}个?(?:季度|季|年度?|月|周|星期|天|日|旬|学期)|[一两]个?(?:季度|年|月|周|星期|天)(?=[\d一两二三四]次)|"
    r"逐[年季月周日]|按[季月周](?:度)?"
)
_BREAK = re.compile(r"[，。；：、\n]")
_BEFORE, _BETWEEN = 20, 10


def often(text: str, value: Value, asked: str) -> Value | None:
    """The frequency of what `value` of `text` counts (一次); None where none is asked or told.

    It stands before the verb, in the same clause.
    """
    if not _ASKS.search(asked):
        return None
    first = max(0, value.start - _BEFORE)
    clause = _BREAK.split(text[first : value.end])[-1]
    start = value.end - len(clause)
    found = [
        match
        for match in _OFTEN.finditer(text, start, value.end)
        if value.start - match.end() <= _BETWEEN
    ]
    if not found:
        return None
    # A frequency has the unit of no count, so that 几年 is not held against it.
    last = found[-1]
    return Value(last.start(), last.end(), last.group(), "number", "")
