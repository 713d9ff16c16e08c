"""What 今年, 去年, 过去五年 mean in a library: read off what its newest reports speak of."""

from __future__ import annotations

import pytest

from index.types import Metadata, Period
from qa.places import Gazetteer
from qa.present import Calendar, Present, planned_first
from qa.understand import understand


def report(
    place: str | None,
    delivered: str | None,
    reviews: tuple[int, int] | None = None,
    plans: tuple[int, int] | None = None,
) -> Metadata:
    """What a report of `place` says of itself."""
    return Metadata(
        title="政府工作报告",
        place=place,
        kind="政府工作报告",
        delivered=delivered,
        reviews=Period(*reviews, "review") if reviews else None,
        plans=Period(*plans, "plan") if plans else None,
    )


JANUARY = report("砚川市", "2023-01-05", (2022, 2022), (2023, 2023))
DECEMBER = report("朔陵市", "2022-12-26", (2022, 2022), (2023, 2023))
OCTOBER = report("南昌市", "2021-10-26", (2017, 2021), (2022, 2026))
TERM = report("砚川市", "2022-01-05", (2017, 2021), (2022, 2026))


@pytest.mark.parametrize(
    ("data", "year"),
    [
        (JANUARY, 2023),
        (DECEMBER, 2023),
        (OCTOBER, 2022),
        (report("乙市", "2021"), 2021),
        (report("乙市", "2022-12-26"), 2023),
        (report("乙市", "2021-02-01", (2011, 2012)), 2021),  # A review misread says nothing.
        (report("乙市", None, (2020, 2020)), None),
    ],
)
def test_a_report_plans_the_year_after_those_it_reviews(data: Metadata, year: int | None) -> None:
    assert planned_first(data) == year


def test_each_place_has_its_own_present() -> None:
    calendar = Calendar([TERM, JANUARY, OCTOBER])
    assert calendar.at(("砚川市",)) == Present(
        2023, 2023, Period(2017, 2021, "review"), Period(2022, 2026, "plan")
    )
    there = calendar.at(("南昌市",))
    assert there is not None
    assert there.year == 2022
    everywhere = calendar.at(())
    assert everywhere is not None
    assert everywhere.year == 2023


def test_a_library_without_dates_has_no_present() -> None:
    assert Calendar([report("乙市", None)]).at(()) is None
    assert Calendar([]).at(("乙市",)) is None


@pytest.mark.parametrize(
    ("place", "question", "years"),
    [
        ("砚川市", "去年建成了多少", (2022, 2022)),
        ("朔陵市", "去年建成了多少", (2022, 2022)),
        ("砚川市", "今年要建多少", (2023, 2023)),
        ("朔陵市", "今年要建多少", (2023, 2023)),
        ("朔陵市", "今年建成了多少", (2022, 2022)),
        ("朔陵市", "今年粮食产量多少", (2022, 2022)),
        ("朔陵市", "前年建成了多少", (2021, 2021)),
        ("砚川市", "今年粮食产量多少", (2023, 2023)),
        ("朔陵市", "明年要建多少", (2023, 2023)),
        ("砚川市", "明年要建多少", (2024, 2024)),
        ("砚川市", "今后五年要建多少", (2022, 2026)),
        ("砚川市", "过去五年建了多少", (2017, 2021)),
        ("砚川市", "近三年建了多少", (2020, 2022)),
        ("朔陵市", "今后五年要建多少", (2023, 2027)),
        ("砚川市", "上半年建了多少", (2022, 2022)),
        ("砚川市", "上半年要建多少", (2023, 2023)),
    ],
)
def test_words_of_time_mean_the_report_that_would_say_so(
    place: str, question: str, years: tuple[int, int]
) -> None:
    gazetteer = Gazetteer(["砚川市", "朔陵市"])
    calendar = Calendar([TERM, JANUARY, DECEMBER])
    period = understand(place + question, gazetteer, calendar=calendar).understood.period
    assert period is not None
    assert (period.first, period.last) == years
