"""The years that a question is about, and whether it asks for what was planned or was done."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.numerals import chinese_to_int
from index.periods import five_year_plan
from index.types import Aspect, Period
from qa.present import Present
from qa.shorthand import closed_up

_Y = r"((?:19|20)\d{2})"
_N = r"(?<!\d)([二两三四五六七八九十]|\d{1,2})"
_RANGE = re.compile(rf"{_Y}年?(?:到|至|—|-|~|～)+{_Y}年?")
#: A number of four digits before a measure word is a count, not a year.
YEAR = re.compile(rf"(?<!\d){_Y}(?![\d.,%号多余万亿元个户人名家件亩吨])")
#: Several years that are counted from one: (pattern, first year and last year from Y and n).
_FROM = re.compile(
    rf"{_Y}年(底|末)?(?:算?起|开始|以后|之后|[^，,。？\d]{{0,4}}[定提](?:出|下)?)的?"
    rf"(?:今后|未来|接下来)?的?{_N}年"
)
_UP_TO = re.compile(rf"(?:截[至止]|到){_Y}年(?:底|末)?(?:为止)?(?:的|这|那)*{_N}年")
#: Growth from one year to the next: 2021年比2020年增长多少.
_AGAINST = re.compile(
    rf"{_Y}年[^，,。？\d]{{0,12}}[比较]{_Y}年[^，,。？]{{0,14}}(?:增|涨|升|降|减|提高)"
)
_BEFORE = re.compile(rf"{_Y}年(?:换届)?[之以]?前的?{_N}年")
#: The year of a report, which is not that of its facts: 2016年政府工作报告.
_REPORT = re.compile(rf"{_Y}年(?:(1[0-2]|[1-9])月)?(?:\d{{1,2}}日)?的?[^，,。？?\d年]{{0,12}}报告")
#: Years of a five-year plan: “十四五”前三年, 的后两年, 末, 最后一年, 开局之年.
_YEARS_OF_PLAN = re.compile(
    r"五[”\"』」’]?(?:规划|时期|期间)?的?(?:"
    rf"(?:前|头|最初)(?P<head>{_N})年|(?:最?后)(?P<tail>{_N})年|"
    r"(?P<first>开局之?年|[第头]一年|初(?![期步中高]))|(?:收官之?年|最后一年|[年期]?末))"
)
#: A five-year plan written without quotation marks (十三五建了多少).
_BARE_PLAN = re.compile(r"(?<![“一二三四五六七八九十])(十[一二三四五六]五)(?![”年个天月])")
_PAST = re.compile(
    rf"(?:过去|近|前|最近|这)[的这]*{_N}年|{_N}年来|"
    r"上一?届(?:政府|政协|人大|任期)|[本这]一?届[^，,。？]{0,6}(?:任内|任期|五年|以来|期间)"
)
_NEXT = re.compile(rf"(?:今后|未来|接下来|起的?|往后|下一?个?)[的这]*{_N}年")
_STEPS = (
    (re.compile(r"(?<!\d)前年"), -2),
    (re.compile(r"去年|上一?年|过去的?一年"), -1),
    (re.compile(r"明年|下一?年(?!度)|来年"), 1),
    (re.compile(r"今年|本年"), 0),
)
#: Part of a year that a question names without the year.
_PART_OF_YEAR = re.compile(r"[上下]半年|[一二三四]季度")

#: How people begin to ask: 我想查 plans nothing.
_BEGINNING = re.compile(r"我?想(?:查|问|知道|了解|看看)")
#: 没达到目标 looks back on what was planned.
_MISSED = re.compile(
    r"[没未](?:有|能)?(?:按期|如期)?(?:达到|完成|实现|达成|做到)[^，,。？]{0,8}(?:目标|预期|计划)"
)
_PLAN_WORDS = re.compile(
    r"打算|计划|准备|目标|想[要让把在建]|想(?=[^象了])|希望|争取|力争|将[要会]?|安排(?!了)|"
    r"(?<![需主重紧次])要(?![求素点么是闻道]|到了)|最晚|今后|未来|下一步|预计要|预期|答应|承诺|"
    r"盼(?!了)|拟|部署(?!了)|规划|明年|新的一年"
)
_REVIEW_WORDS = re.compile(
    r"完成了?|实现了|建成了?|了(?!解)|过(?=[多几]|$|百)|已经?|达到了|取得|去年|上一?年|(?<!\d)前年|过去|实际|"
    r"截[至止]|年[底末]|有多少"
)


@dataclass(frozen=True, slots=True)
class When:
    """The years that a question is about.

    `years` are single years that it names, each for itself. `explicit` is false where the question
    only hints at a time (上半年).
    """

    period: Period | None
    years: tuple[int, ...] = ()
    explicit: bool = True


def question_when(text: str, aspect: Aspect | None, present: Present | None) -> When:
    """Read the years off a question; `present` is what words such as 去年 count from."""
    text = closed_up(text)
    named = tuple(int(year) for year in YEAR.findall(text))
    if (against := _AGAINST.search(text)) and len(set(named)) == 2:
        year = int(against.group(1))  # The report of that year states the growth itself.
        if year - int(against.group(2)) == 1:
            return When(Period(year, year), (year,))
    if several := _counted_from_a_year(text):
        return When(several)
    if (match := _RANGE.search(text)) and int(match.group(1)) <= int(match.group(2)):
        return When(Period(int(match.group(1)), int(match.group(2))), named)
    if (match := _REPORT.search(text)) and set(named) == {int(match.group(1))}:
        return _of_report(text, int(match.group(1)), match.group(2) in ("11", "12"), aspect)
    if named:
        return When(Period(min(named), max(named)), named)
    if plans := _five_year_plans(text):
        whole = Period(min(first for first, _ in plans), max(last for _, last in plans))
        return _years_of_plan(text, whole) if len(set(plans)) == 1 else When(whole)
    return _relative(text, aspect, present) if present else When(None)


def question_aspect(text: str) -> Aspect | None:
    """Whether a question asks for what was planned or for what was done; None when unsaid."""
    text = closed_up(text)
    if _MISSED.search(text):
        return "review"
    plain = _BEGINNING.sub("", text)
    if _PLAN_WORDS.search(plain):
        return "plan"
    return "review" if _REVIEW_WORDS.search(plain) else None


def _counted_from_a_year(text: str) -> Period | None:
    """从2022年起的五年, 截至2021年的五年, 2016年前的五年, 2021年底定的今后五年."""
    if match := _FROM.search(text):
        first = int(match.group(1)) + (1 if match.group(2) else 0)
        return Period(first, first + _count(match.group(3)) - 1)
    if match := _UP_TO.search(text):
        last = int(match.group(1))
        return Period(last - _count(match.group(2)) + 1, last)
    if match := _BEFORE.search(text):
        last = int(match.group(1)) - 1
        return Period(last - _count(match.group(2)) + 1, last)
    return None


def _of_report(text: str, delivered: int, late: bool, aspect: Aspect | None) -> When:
    """The facts of the report of a year: it reviews the year before and plans its own.

    One that comes `late` in the year reviews that year and plans the next.
    """
    year = delivered + late
    if (step := _step(text, aspect, late)) is not None:
        return When(Period(year + step, year + step), (year + step,))
    years = {"plan": (year,), "review": (year - 1,)}.get(aspect or "", (year - 1, year))
    return When(Period(years[0], years[-1]), years)


def _years_of_plan(text: str, plan: Period) -> When:
    """The years of a five-year plan that a question asks of: “十四五”前三年, “十三五”末."""
    match = _YEARS_OF_PLAN.search(text)
    if match is None:
        return When(plan)
    first, last = plan.first, plan.last
    if match["head"]:
        last = min(last, first + _count(match["head"]) - 1)
    elif match["tail"]:
        first = max(first, last - _count(match["tail"]) + 1)
    elif match["first"]:
        last = first
    else:
        first = last
    return When(Period(first, last), (first,) if first == last else ())


def _five_year_plans(text: str) -> list[tuple[int, int]]:
    marked = _BARE_PLAN.sub(r"“\1”", text)
    parts = [*re.findall(r"[^”]*”", marked), marked]
    return [plan for part in parts if (plan := five_year_plan(part))]


def _relative(text: str, aspect: Aspect | None, present: Present) -> When:
    """What is counted from the present: the years of the report that would say it so."""
    now = present.year
    if match := _NEXT.search(text):
        count = _count(match.group(1))
        return When(_as_long(present.coming, count) or Period(now, now + count - 1))
    if match := _PAST.search(text):
        count = _count(match.group(1) or match.group(2) or "五")
        return When(_as_long(present.past, count) or Period(now - count, now - 1))
    if (step := _step(text, aspect, present.delivered < now)) is not None:
        return When(Period(now + step, now + step), (now + step,))
    if _PART_OF_YEAR.search(text):
        year = now if aspect == "plan" else now - 1
        return When(Period(year, year), (year,), explicit=False)
    return When(None)


def _step(text: str, aspect: Aspect | None, late: bool) -> int | None:
    """How far 去年, 今年, 明年 are from the year that the newest report plans; None without any.

    A report of December (134 of 3,052, the newest one of 29 places of 360) calls the year that it
    reviews 今年 and the one that it plans 明年. Who asks it for 去年 counts from when he asks: it
    says next to nothing of the year before, so that too is the year that it reviews.
    """
    for pattern, step in _STEPS:
        if pattern.search(text):
            return step - (late and (step == 1 or (step == 0 and aspect != "plan")))
    return None


def _as_long(period: Period | None, count: int) -> Period | None:
    """`period`, without its aspect, if it has just so many years."""
    fits = period is not None and period.last - period.first + 1 == count
    return replace(period, aspect=None) if period and fits else None


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else chinese_to_int(written) or 5
