"""Where and when a question is about, as people say it."""

from __future__ import annotations

from dataclasses import dataclass

from qa.places import short_forms
from qa.reader.rules.draw import Draw


@dataclass(frozen=True, slots=True)
class When:
    """The years that a question is about, and whether it asks for what was planned.

    `firm` has the question say so in so many words (实际, 计划).
    """

    first: int
    last: int
    planned: bool
    firm: bool = False


def time_words(when: When, draw: Draw) -> str:
    """A period as people say it: 2020年, 2016到2020年, “十三五”期间."""
    if when.first == when.last:
        return f"{when.first}年"
    number = (when.first - 1951) / 5
    if (
        when.last - when.first == 4
        and number == int(number)
        and 10 <= number <= 15
        and draw.chance(50)
    ):
        plan = f"“十{'零一二三四五'[int(number) - 10] if number > 10 else ''}五”"
        return plan + draw.pick(("期间", "时期", "", "这五年"))
    years = f"{when.first}{draw.pick(('年到', '到', '年至', '-'))}{when.last}"
    if when.last - when.first == 4 and draw.chance(40):
        return years + draw.pick(("这五年", "年这五年", "五年里"))
    if not when.planned and draw.chance(25):
        return f"截至{when.last}年"
    if draw.chance(25):
        return f"到{when.last}年" + draw.pick(("", "底"))
    return f"{years}年"


def place_words(place: str, draw: Draw) -> str:
    """One of a place's names, the short ones first."""
    forms = short_forms(place)
    short = min(forms, key=len)
    if draw.chance(55):
        return short
    return place if draw.chance(50) else draw.pick(forms)


def opening(place: str | None, when: When | None, draw: Draw) -> str:
    """Where and when, in one of the orders that people use; ends where the question goes on."""
    time = time_words(when, draw) if when else ""
    where = place_words(place, draw) if place else ""
    if not time or not where:
        return where or time
    if when and when.first != when.last:
        return draw.pick(
            (f"{where}{time}", f"{time}{where}", f"{time}，{where}", f"{where} {time} ")
        )
    return draw.pick(
        (
            f"{where}{time}",
            f"{where}{time}",
            f"{time}{where}",
            f"{time}{where}",
            f"{time}，{where}",
            f"{where}在{time}",
            f"{time}的{where}",
            f"{where} {time} ",
        )
    )
