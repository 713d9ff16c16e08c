"""The other places and years that a question may have meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Period
from qa.alternatives import ALTERNATIVES, alternatives, with_alternatives
from qa.places import Gazetteer
from qa.types import Answer, Citation, Hit
from qa.understand import understand
from ui.wording import alternatives_words

WG, ZB, JY = "砚川市苇港区", "砚川市梓泊区", "朔陵市霁原区"
PLACES = Gazetteer([WG, "苇港区", ZB, JY])


def hit(place: str | None, year: int | None, score: float, text: str = "志愿者3万人") -> Hit:
    period = Period(year, year) if year else None
    name = f"{place}{year}"
    return Hit(0, name, f"{name}.md", "报告", place, None, (), period, 0, 9, text, score)


def offered(question: str, *hits: Hit, chosen: Hit | None = None) -> list[tuple[str, int, str]]:
    reading = understand(question, PLACES)
    found = alternatives(reading, (*hits, LAST), chosen or hits[0], PLACES)
    return [(a.place or "", a.year or 0, a.question) for a in found]


BEST = hit(WG, 2022, 5.0)
#: The last passage of a ranking; how far it is behind says what is near.
LAST = hit(None, None, BEST.score - 10)


def test_other_places_are_offered_where_none_is_named() -> None:
    assert offered("2022年志愿者有多少？", BEST, hit(ZB, 2022, 4.5), hit(JY, 2022, 4.2)) == [
        (ZB, 0, f"{ZB}2022年志愿者有多少？"),
        (JY, 0, f"{JY}2022年志愿者有多少？"),
    ]


def test_a_place_that_is_named_is_what_was_meant() -> None:
    assert offered("苇港区2022年志愿者有多少？", BEST, hit(ZB, 2022, 4.9)) == []


def test_only_what_comes_near_is_offered() -> None:
    far = hit(ZB, 2022, BEST.score - 10 * ALTERNATIVES.margin - 0.1)
    near = hit(JY, 2022, BEST.score - 10 * ALTERNATIVES.margin + 0.1)
    assert [place for place, *_ in offered("2022年志愿者有多少？", BEST, near, far)] == [JY]


def test_one_place_in_two_spellings_is_no_other_place() -> None:
    assert offered("2022年志愿者有多少？", BEST, hit("苇港区", 2022, 5.0)) == []
    places = [
        place
        for place, *_ in offered(
            "2022年志愿者有多少？", hit(ZB, 2022, 5.0), BEST, hit("苇港区", 2022, 4.9)
        )
    ]
    assert places == [WG]


def test_a_name_that_two_places_bear_leaves_the_place_open() -> None:
    assert offered("砚川市2022年志愿者有多少？", BEST, hit(ZB, 2022, 4.5)) == [
        (ZB, 0, f"{ZB}2022年志愿者有多少？")
    ]


def test_two_places_that_are_named_are_both_meant() -> None:
    assert offered("苇港区和梓泊区2022年志愿者各有多少？", BEST, hit(ZB, 2022, 4.9)) == []


@pytest.mark.parametrize("ours", ["我区", "全区的", "我们这里"])
def test_our_place_is_written_out(ours: str) -> None:
    found = offered(f"{ours}2022年志愿者有多少？", BEST, hit(ZB, 2022, 4.9))
    assert found == [(ZB, 0, f"{ZB}2022年志愿者有多少？")]


def test_other_years_are_offered_where_none_is_named() -> None:
    found = offered("苇港区志愿者有多少？", BEST, hit(WG, 2021, 4.9), hit(ZB, 2020, 4.9))
    assert found == [(WG, 2021, "苇港区2021年志愿者有多少？")]


def test_a_year_that_is_named_is_what_was_meant() -> None:
    assert offered("苇港区2022年志愿者有多少？", BEST, hit(WG, 2021, 4.9)) == []


def test_where_the_year_is_not_to_be_had_the_nearest_is_offered_for_a_refusal() -> None:
    reading = understand("苇港区2019年志愿者有多少？", PLACES)
    (other,) = alternatives(reading, (BEST,), None, PLACES)
    assert (other.year, other.question) == (2022, "苇港区2022年志愿者有多少？")
    assert alternatives(reading, (BEST, hit(WG, 2019, 4.0)), None, PLACES) == ()
    assert alternatives(reading, (BEST,), BEST, PLACES) == ()


def test_place_and_year_are_both_written_into_what_is_offered() -> None:
    assert offered("志愿者有多少？", BEST, hit(ZB, 2024, 4.9), hit(WG, 2021, 4.5)) == [
        (ZB, 2024, f"{ZB}2024年志愿者有多少？"),
        (WG, 2021, f"{WG}2021年志愿者有多少？"),
    ]


def test_no_more_is_offered_than_fits_in_a_line() -> None:
    years = [hit(WG, year, 4.9) for year in range(2010, 2020)]
    assert len(offered("苇港区志愿者有多少？", BEST, *years)) == ALTERNATIVES.most


def test_an_unknown_place_is_offered_no_other() -> None:
    assert offered("临江区2022年志愿者有多少？", BEST, hit(ZB, 2022, 4.9)) == []


def test_nothing_is_offered_out_of_nothing() -> None:
    assert alternatives(understand("志愿者有多少？", PLACES), (), None, PLACES) == ()


def test_a_report_without_a_place_is_neither_offered_nor_in_the_way() -> None:
    nowhere = hit(None, 2022, 5.1)
    assert offered("2022年志愿者有多少？", nowhere, BEST) == [(WG, 0, f"{WG}2022年志愿者有多少？")]
    assert offered("2022年志愿者有多少？", BEST, nowhere) == []


def test_what_is_offered_is_beside_the_answer_s_own_passage() -> None:
    """The reader may take its answer from another passage than the best one."""
    second = hit(ZB, 2022, 4.5)
    cited = Citation(1, second.id, second.file, "报告", ZB, None, (), 2, 7, "者3万人", ((3, 6),))
    reading = understand("2022年志愿者有多少？", PLACES)
    answer = Answer(
        question="2022年志愿者有多少？",
        understood=reading.understood,
        status="answered",
        answer="3万",
        items=("3万",),
        confidence=0.9,
        citations=(cited,),
        passages=(BEST, second),
    )
    got = with_alternatives(answer, reading, (BEST, second), PLACES)
    assert [other.place for other in got.alternatives] == [WG]
    assert got.to_json()["alternatives"] == [
        {"place": WG, "year": None, "question": f"{WG}2022年志愿者有多少？"}
    ]
    gone = with_alternatives(
        replace(answer, citations=(replace(cited, id="x"),)), reading, (BEST, second), PLACES
    )
    assert gone.alternatives == ()


def test_the_line_that_shows_them() -> None:
    reading = understand("志愿者有多少？", PLACES)
    hits = (BEST, hit(ZB, None, 4.9), hit(WG, 2021, 4.5), LAST)
    found = alternatives(reading, hits, BEST, PLACES)
    assert alternatives_words(found) == f"其他可能：{ZB}、{WG} 2021年"
    assert alternatives_words(()) == ""
