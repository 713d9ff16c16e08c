"""The newest report of a place, where a question names no year."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Metadata
from qa.places import Gazetteer
from qa.recency import BONUS, newest_reports, prefer_newest
from qa.types import Hit
from qa.understand import understand

PLACES = Gazetteer(["砚川市苇港区", "苇港区", "霁原区"])
HIT = Hit(0, "a", "a.md", "报告", "苇港区", "2021-02-03", (), None, 0, 2, "文字", 5.0)


def report(place: str | None, delivered: str | None) -> Metadata:
    return Metadata("报告", place, "政府工作报告", delivered, None, None)


def test_the_newest_year_of_each_place_with_several() -> None:
    found = newest_reports(
        [
            report("苇港区", "2023-01-06"),
            report("砚川市苇港区", "2021-02-03"),
            report("霁原区", "2024-01-18"),
            report("霁原区", "2024-01-17"),
            report(None, "2025-01-01"),
            report("梓泊区", None),
        ]
    )
    # 霁原区 has two reports of one year: there is nothing to prefer.
    assert found == {"苇港区": "2023", "砚川市苇港区": "2023"}


def test_a_name_that_ends_in_another_is_another_place() -> None:
    found = newest_reports([report("鞍山市", "2023-01-06"), report("马鞍山市", "2024-01-10")])
    assert found == {}


@pytest.mark.parametrize(
    ("question", "behind", "first"),
    [
        ("苇港区货物吞吐量是多少", BONUS / 2, "new"),
        ("苇港区货物吞吐量是多少", BONUS * 2, "old"),
        ("苇港区2020年货物吞吐量是多少", BONUS / 2, "old"),
    ],
)
def test_the_newest_wins_a_near_draw_where_no_year_is_named(
    question: str, behind: float, first: str
) -> None:
    reading = understand(question, PLACES)
    old = replace(HIT, id="old")
    new = replace(HIT, id="new", delivered="2023-01-06", score=HIT.score - behind)
    ranked = prefer_newest((old, new), reading, {"苇港区": "2023"})
    assert ranked[0].id == first
    assert [hit.score for hit in ranked] == sorted((h.score for h in ranked), reverse=True)
