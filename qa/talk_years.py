"""The years of a talk: 上一年, 同期 and 去年 count from what the turns before were about."""

from __future__ import annotations

import re

from index.numerals import chinese_to_int

#: A period as a question writes it.
PERIOD = re.compile(
    r"(?:19|20)\d{2}年?(?:(?:到|至|—|-|~)(?:19|20)\d{2}年?)?(?:底|末|初|上半年|下半年)?|"
    r"[“\"]?[一二三四五六七八九十]{1,3}五[”\"]?(?:时期|期间|末)?|去年|今年|上年|明年|前年|过去五年|今后五年"
)
#: Years counted from the one that the talk is about; what is only compared with (比上一年) is not.
_STEPS = {
    "上一年": -1,
    "前一年": -1,
    "头一年": -1,
    "下一年": 1,
    "第二年": 1,
    "次年": 1,
    "后一年": 1,
    "转年": 1,
    "同一年": 0,
    "这一年": 0,
    "那一年": 0,
    "同年": 0,
    "那年": 0,
    "当年": 0,
    "同期": 0,
}
_RELATIVE = re.compile(rf"(?<![比较同与和])(?:再往?)?({'|'.join(_STEPS)})(?:度|份)?")
#: 五年前呢: a turn that begins with it counts from the year of the talk.
_APART = re.compile(
    r"^(?:那|再|在)?([一二两三四五六七八九十]{1,2}|\d{1,2})年(?:之|以)?([前后])(?:的?时候|时)?(?=[呢的是有？?，,]|$)"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
#: 今年 and its neighbours count from the report that the talk names (2024年12月的政府工作报告).
_REPORT = re.compile(r"(20\d{2})年(?:(1[0-2]|[1-9])月)?(?:\d{1,2}日)?的?[^，,。？\d]{0,12}报告")
_NOW = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1}
_NOW_WORD = re.compile(rf"(?<![比较同与和])({'|'.join(_NOW)})")


def settle_years(body: str, before: str, told: str = "") -> str:
    """`body` with the years written out that it counts from the talk.

    `before` is the question that it goes on from, `told` everything said so far. A question that
    names a year of its own, and a word that the talk gives no year for, are left as they are.
    """
    if _YEAR.search(body):
        return body
    if reports := _REPORT.findall(told):
        named, month = reports[-1]
        # What a report of December reviews is 去年 for who asks later, as in qa.when; but the
        # year before it once the talk is about that year.
        late = month in ("11", "12") and not re.search(rf"{named}年(?!\d)", before)
        steps = {**_NOW, **(dict.fromkeys(("去年", "上年"), 0) if late else {})}
        body = _NOW_WORD.sub(lambda word: f"{int(named) + steps[word.group(1)]}年", body)
    years = [int(year) for year in _YEAR.findall(before)]
    if not years:
        return body

    if apart := _APART.match(body):
        count = apart.group(1).replace("两", "二")
        step = int(count) if count.isdecimal() else chinese_to_int(count) or 0
        year = min(years) - step if apart.group(2) == "前" else max(years) + step
        return f"{year}年{body[apart.end() :]}"

    def written_out(word: re.Match[str]) -> str:
        step = _STEPS[word.group(1)]
        return f"{(min(years) if step < 0 else max(years)) + step}年"

    return _RELATIVE.sub(written_out, body)
