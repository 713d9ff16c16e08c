"""The judgement on a rewritten follow-up."""

from __future__ import annotations

import pytest

from eval.dialogues import Expected, faults, half
from index.types import Period
from qa.types import Understood

ASKED = "那2021年呢？"


def found(
    standalone: str, places: tuple[str, ...] = ("砚川市苇港区", "苇港区"), year: int | None = 2021
) -> Understood:
    period = Period(year, year) if year else None
    return Understood(places, period, None, "number", standalone, "")


EXPECTED = Expected("year", place="苇港", year=2021, keep=("吞吐量",), drop=("2020",))
RIGHT = "苇港区2021年港口货物吞吐量是多少？"


@pytest.mark.parametrize(
    ("understood", "wrong"),
    [
        (found(RIGHT), ()),
        (found(RIGHT, places=()), ("place",)),
        (found(RIGHT, places=("霁原区",)), ("place",)),
        (found(RIGHT, places=("苇港区", "霁原区")), ("place",)),
        (found(RIGHT, year=2020), ("year",)),
        (found(RIGHT, year=None), ("year",)),
        (found("苇港区2021年是多少？"), ("without 吞吐量",)),
        (found("2020年" + RIGHT), ("with 2020",)),
    ],
)
def test_what_is_wrong_with_a_rewrite(understood: Understood, wrong: tuple[str, ...]) -> None:
    assert faults(EXPECTED, ASKED, understood) == wrong


def test_no_place_may_be_expected() -> None:
    expected = Expected.of({"turn": "place", "place": "", "keep": ["吞吐量"]})
    assert faults(expected, ASKED, found(RIGHT, places=())) == ()
    assert faults(expected, ASKED, found(RIGHT)) == ("place",)


def test_a_new_topic_must_stay_as_it_was_typed() -> None:
    expected = Expected.of({"turn": "topic", "itself": True})
    assert faults(expected, "苇港 ２０２１年 GDP?", found("苇港 2021年 GDP？")) == ()
    assert faults(expected, "苇港2021年GDP？", found("霁原苇港2021年GDP？")) == ("not itself",)


def test_the_halves_are_near_halves_and_stay() -> None:
    ids = [f"dlg-{n:03d}" for n in range(1, 147)]
    assert 0.4 < sum(half(id) == "held" for id in ids) / len(ids) < 0.6
    assert half("dlg-001") == half("dlg-001")
