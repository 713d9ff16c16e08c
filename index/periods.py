"""Which years a heading or an opening speaks about, and whether it looks back or ahead."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.numerals import arabic_years, chinese_to_int
from index.types import Aspect, Period

#: First year of the first five-year plan; plan n runs from 1953 + 5(n-1), but for the pause of
#: 1963-1965 after the second, so that from the third (1966) on it begins in 1951 + 5n.
_PLAN_CHARS = "一二三四五六七八九十"
_FIVE_YEAR_PLAN = re.compile(
    rf"[“\"『「]?([{_PLAN_CHARS}]{{1,3}})五[”\"』」]?(?=规划|时期|期间|计划|末|以来|发展|$|[^年个大\w])"
)
_QUOTED_PLAN = re.compile(rf"[“\"『「]([{_PLAN_CHARS}]{{1,3}})五[”\"』」]")
_RANGE = re.compile(r"((?:19|20)\d{2})年?\s*(?:[-—–~～至到]|——)\s*((?:19|20)\d{2})年?")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?=年|年度)")
_LAST_FIVE = re.compile(
    r"(?:过去|近|前|这|上一?届|本届)(?:的)?(?:五年|政府|[常政]|任期)|五年(?:来|工作的?回顾|回顾|历程|成就)|[上本]届(?:政府|委员会)?(?:的)?(?:工作|任期)?(?:回顾)?"
)
_LAST_YEARS = re.compile(r"(?:过去|近|前|这)(?:的)?([二两三四六七八九十])年|([二三四六])年来")
_NEXT_FIVE = re.compile(r"(?:今后|未来|下一?个?|新的?|接下来)(?:的)?五年|今后一个时期|新一届")
_REVIEW = re.compile(
    r"回顾|总结|成[就绩效果]|所?取得|完成情况|进展|历程|以来|[的年]?工作(?:情况|报告)$|主要工作情况|过去"
)
_PLAN = re.compile(
    r"目标|任务|安排|部署|打算|计划|重点工作|主要工作|工作(?:建议|意见|要求|思路|重点|要点)|"
    r"今后|未来|展望|要求|奋斗|实事|规划|思路|预期|努力|加快|推进|做好|开局|新征程|建设"
)
#: A year this far ahead is a vision, not what is planned next.
_HORIZON = 10
_THIS_YEAR = re.compile(r"今年|新的一年|本年度?|当前")
_LAST_YEAR = re.compile(r"去年|上年|过去一年|过去的一年|一年来")


def five_year_plan(text: str) -> tuple[int, int] | None:
    """The years of the five-year plan that `text` names first (“十三五” → 2016, 2020), or None."""
    match = _QUOTED_PLAN.search(text) or _FIVE_YEAR_PLAN.search(text)
    return _plan_years(match.group(1)) if match else None


def _plan_years(written: str) -> tuple[int, int] | None:
    number = chinese_to_int(written)
    if number is None or not 3 <= number <= 20:
        return None
    first = 1951 + 5 * number
    return first, first + 4


def aspect_of(heading: str) -> Aspect | None:
    """Whether a heading looks back or ahead, by its own words; None when it does not say."""
    review, plan = _REVIEW.search(heading), _PLAN.search(heading)
    if review and not (plan and plan.start() > review.end() and not heading.endswith("回顾")):
        return "review"
    return "plan" if plan else None


def current_year(delivered: str | None) -> int | None:
    """The year that a report delivered then plans first; that of delivery, or the next.

    Six of gov120's 120 reports were delivered in November or December: they review the year that
    is ending and plan the next, as all others do from January on.
    """
    if delivered is None:
        return None
    return int(delivered[:4]) + (delivered[5:7] in ("11", "12"))


def heading_period(heading: str, current: int | None) -> Period | None:
    """The period that a heading speaks about, or None when it names none.

    `current` is the year that the report plans first (`current_year`); it fixes 今年, 过去五年
    and the like. A heading that names several ("“十三五”及2020年") speaks about all of them.
    """
    plain = arabic_years(heading)
    spans = list(_spans(plain, current))
    if not spans:
        return None
    first = min(start for start, _ in spans)
    last = max(end for _, end in spans)
    if last - first > 30:
        first, last = spans[0]
    return Period(first, last, _aspect(plain, spans, current))


def _spans(plain: str, current: int | None) -> Iterator[tuple[int, int]]:
    """Every stretch of years that a heading names, in no particular order."""
    years = [int(year) for year in _YEAR.findall(plain)]
    ranges = [(int(a), int(b)) for a, b in _RANGE.findall(plain) if int(a) <= int(b)]
    plans = [_plan_years(number) for number in _QUOTED_PLAN.findall(plain)]
    if not plans and (plan := five_year_plan(plain)):
        plans = [plan]
    near = [y for y in years if current is None or y < current + _HORIZON]
    # "2035年远景" beside a nearer plan is a vision; alone it is what the heading is about.
    yield from ranges
    yield from ((year, year) for year in (near if near or plans else years))
    yield from (plan for plan in plans if plan)
    if current is None:
        return
    if _NEXT_FIVE.search(plain):
        yield current, current + 4
    elif match := _LAST_YEARS.search(plain):
        yield current - (chinese_to_int(match.group(1) or match.group(2)) or 1), current - 1
    elif _LAST_FIVE.search(plain):
        yield current - 5, current - 1
    if years or plans or ranges:
        return
    if _LAST_YEAR.search(plain):
        yield current - 1, current - 1
    elif _THIS_YEAR.search(plain) and aspect_of(plain) != "review":
        yield current, current


def _aspect(plain: str, spans: list[tuple[int, int]], current: int | None) -> Aspect | None:
    """Past years are looked back on and coming ones planned; else the words decide.

    A heading that names both ("“十二五”成就和“十三五”目标") does neither as a whole.
    """
    if current is not None:
        if all(last < current for _, last in spans):
            return "review"
        if all(first >= current for first, _ in spans):
            return "plan"
        if any(last < current for _, last in spans):
            return None
    return aspect_of(plain)
