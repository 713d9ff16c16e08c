"""Which years a heading or an opening speaks about, and whether it looks back or ahead."""

from __future__ import annotations

import re

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
_THIS_YEAR = re.compile(r"今年|新的一年|本年度?|当前")
_LAST_YEAR = re.compile(r"去年|上年|过去一年|过去的一年|一年来")


def five_year_plan(text: str) -> tuple[int, int] | None:
    """The years of the five-year plan that `text` names first (“十三五” → 2016, 2020), or None."""
    match = _QUOTED_PLAN.search(text) or _FIVE_YEAR_PLAN.search(text)
    if not match or (number := chinese_to_int(match.group(1))) is None or not 3 <= number <= 20:
        return None
    first = 1951 + 5 * number
    return first, first + 4


def aspect_of(heading: str) -> Aspect | None:
    """Whether a heading looks back or ahead, by its own words; None when it does not say."""
    review, plan = _REVIEW.search(heading), _PLAN.search(heading)
    if review and not (plan and plan.start() > review.end() and not heading.endswith("回顾")):
        return "review"
    return "plan" if plan else None


def heading_period(heading: str, delivered: int | None) -> Period | None:
    """The period that a heading speaks about, or None when it names none.

    `delivered` is the year of delivery, which fixes 今年, 过去五年 and the like.
    """
    plain = arabic_years(heading)
    aspect = aspect_of(plain)
    if match := _RANGE.search(plain):
        first, last = int(match.group(1)), int(match.group(2))
        if first <= last <= first + 30:
            return Period(first, last, aspect)
    years = [int(year) for year in _YEAR.findall(plain)]
    plan = five_year_plan(plain)
    if years:
        year_aspect = aspect or _aspect_by_date(years[0], years[-1], delivered)
        first = min(years[0], plan[0]) if plan and aspect == "review" else min(years)
        last = max(years)
        if last - first > 30:
            first = last
        return Period(first, last, year_aspect)
    if plan:
        return Period(*plan, aspect or _aspect_by_date(*plan, delivered))
    if delivered is None:
        return None
    if _NEXT_FIVE.search(plain):
        return Period(delivered, delivered + 4, "plan")
    if match := _LAST_YEARS.search(plain):
        count = chinese_to_int(match.group(1) or match.group(2)) or 1
        return Period(delivered - count, delivered - 1, "review")
    if _LAST_FIVE.search(plain):
        return Period(delivered - 5, delivered - 1, "review")
    if _LAST_YEAR.search(plain):
        return Period(delivered - 1, delivered - 1, "review")
    if _THIS_YEAR.search(plain) and aspect != "review":
        return Period(delivered, delivered, "plan")
    return None


def _aspect_by_date(first: int, last: int, delivered: int | None) -> Aspect | None:
    """A year before delivery is looked back on, a later one planned."""
    if delivered is None:
        return None
    if last < delivered:
        return "review"
    return "plan" if first >= delivered else None
