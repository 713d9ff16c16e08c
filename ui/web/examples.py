"""Example questions made from the library's own reports, so that each has its answer in them.

The template is a plain one: a clause that ends in a figure ("开展界别联合活动4次") becomes a
question by putting 多少 where the figure stands ("2020年开展界别联合活动多少次？"). Nothing is
asked that the reports do not say, and a library without such clauses has no examples.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from index.types import Metadata, Period, Report

#: Enough to show what can be asked, few enough for one glance (the contract's chat shows five).
EXAMPLES = 5
_GOVERNMENT = "政府工作报告"
#: Characters of a clause before its figure: below, the subject is elsewhere; above, it is a speech.
_SHORTEST, _LONGEST = 6, 22
_CLAUSES = re.compile(r"[^，。；：！？,;:!?\n]+")
_UNIT = (
    "(?:万|亿)?(?:人次|场次|户次|公里|千米|公顷|平方米|[个家户人名件次场条项篇处座所批期份对辆套间亩吨元])"
    "|[%％]"
)
_FIGURE = re.compile(
    r"(?P<stem>\D+?)(?:达到|达|为|约|共|近|超过|超)?"
    rf"(?P<number>\d[\d.]*)(?:余|多)?(?P<unit>{_UNIT})"
)
#: Words that point outside the clause, or open it with a link or a tense that a question drops.
_POINTERS = re.compile(
    r"[其该此这那]|分别|以上|比上年|同比|左右|预计|年均|每年|前.年|第$|[“”‘’《》()（）〔〕\[\]<>&]"
)
_OPENERS = re.compile(
    r"^(?:[一二三四五六七八九十]是|目前|截至目前|现已|已经|现(?!场)|已|并|共|还|累计|全年|先后|其中)+"
)
_TENSE = re.compile(r"(?<=[\u4e00-\u9fff])已(?=[\u4e00-\u9fff])")


def example_questions(
    reports: Sequence[Report], *, name_place: bool = False, limit: int = EXAMPLES
) -> tuple[str, ...]:
    """At most `limit` questions, taken from the reports in turn and from all over each of them.

    `name_place` puts the report's place first, for a library that holds more than one.
    """
    chosen: dict[str, None] = {}
    pools = deque(_spread(_questions(report, name_place)) for report in reports)
    while pools and len(chosen) < limit:
        pool = pools.popleft()
        question = next(pool, None)
        if question is not None:
            chosen[question] = None
            pools.append(pool)
    return tuple(chosen)


def _questions(report: Report, name_place: bool) -> Iterator[str]:
    place = report.metadata.place if name_place else None
    for passage in report.passages:
        year = _year(passage.period)
        if year is None:
            continue
        for clause in _CLAUSES.findall(report.text[passage.start : passage.end]):
            question = _question(clause.strip())
            if question:
                yield f"{place or ''}{year}年{question}"


def _year(period: Period | None) -> int | None:
    """The one year that a passage looks back on; plans and spans of years make clumsy questions."""
    if period is None or period.aspect == "plan" or period.first != period.last:
        return None
    return period.first


def _question(clause: str) -> str | None:
    figure = _FIGURE.fullmatch(clause)
    if figure is None or _POINTERS.search(figure["stem"]):
        return None
    stem = _TENSE.sub("", _OPENERS.sub("", figure["stem"]))
    if not _SHORTEST <= len(stem) <= _LONGEST or not stem.strip().isprintable():
        return None
    unit = "" if figure["unit"] in "%％" else figure["unit"]
    return f"{stem}多少{unit}？"


def _spread(questions: Iterator[str]) -> Iterator[str]:
    """The questions in an order in which any first few come from all over the report."""
    pool = list(dict.fromkeys(questions))
    step = max(1, len(pool) // EXAMPLES)
    for offset in range(step):
        yield from pool[offset::step]


def comparison_questions(reports: Sequence[Metadata]) -> tuple[str, ...]:
    """Two places compared in a year of which both have a government's report, newest year first."""
    places: dict[int, dict[str, None]] = {}
    for data in reports:
        reviewed = data.reviews
        if data.kind != _GOVERNMENT or data.place is None or reviewed is None:
            continue
        if reviewed.first == reviewed.last and not _POINTERS.search(data.place):
            places.setdefault(reviewed.first, {})[data.place] = None
    pairs = [(year, tuple(named)) for year, named in places.items() if len(named) > 1]
    return tuple(
        f"{first}和{second}{year}年地区生产总值哪个高？"
        for year, (first, second, *_) in sorted(pairs, reverse=True)
    )
