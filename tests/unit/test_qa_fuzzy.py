"""Misspelt places: put right where one alone can be meant, never one real place for another."""

from __future__ import annotations

import pytest

from qa.fuzzy import PlaceCorrector
from qa.places import Gazetteer
from qa.syllables import sounds

PLACES = Gazetteer(
    [
        "上饶市广丰区",
        "青岛市",
        "温州市",
        "鄂尔多斯市",
        "牡丹江市",
        "砚川市梓泊区",
        "上海市",
        "苏州市",
    ]
)
#: How often two characters stand side by side in the made-up reports; 0 for all others.
FREQUENCY = {
    **dict.fromkeys(
        [
            "上饶",
            "广丰",
            "青岛",
            "温州",
            "鄂尔",
            "尔多",
            "多斯",
            "牡丹",
            "丹江",
            "梓泊",
            "上海",
            "苏州",
        ],
        500,
    ),
    "海上": 200,
    "都市": 90,
}


def corrector(frequency: dict[str, int] = FREQUENCY) -> PlaceCorrector:
    """The corrector over the places above."""
    return PlaceCorrector(PLACES, lambda characters: frequency.get(characters, 0))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("清岛2020年建了多少公里地铁", "青岛2020年建了多少公里地铁"),
        ("2020年清岛市GDP是多少", "2020年青岛市GDP是多少"),
        ("州温2023年要添几家食堂", "温州2023年要添几家食堂"),
        ("鄂而多斯的绿地", "鄂尔多斯的绿地"),
        ("鄂多斯2018年的绿地", "鄂尔多斯2018年的绿地"),
        ("鄂尔多期市2018年的绿地", "鄂尔多斯市2018年的绿地"),
        ("2020年牡江丹派了多少医护", "2020年牡丹江派了多少医护"),
        ("梓伯区2025年的研发强度", "梓泊区2025年的研发强度"),
        ("按光丰区的安排", "按广丰区的安排"),
    ],
)
def test_one_slip_in_a_place_is_put_right(typed: str, meant: str) -> None:
    assert corrector().corrected(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "青海2020年GDP是多少",  # A real place, one character from 青岛.
        "2020年青海省GDP是多少",
        "台州2023年要添几家食堂",
        "泉州市2020年GDP是多少",
        "宿州2020年的失业率",  # Sounds like 苏州, and is a city of its own.
        "海上风电装机多少",  # A word of the reports, though 上海 turned round.
        "建了多少协商议事室",
        "青鸟市2020年GDP是多少",  # Another sound: nobody can tell.
        "连云港2020年的吞吐量",
        "城区供水如何",
        "",
        "？",
        "a" * 500,
    ],
)
def test_what_is_no_slip_stays(text: str) -> None:
    assert corrector().corrected(text) == text


def test_a_right_place_first_leaves_the_rest_alone() -> None:
    assert corrector().find("青岛2020年和州温比谁高") is None


def test_a_real_place_first_leaves_the_rest_alone() -> None:
    assert corrector().find("北京2020年向清岛买了多少") is None


def test_a_slip_before_a_right_place_is_put_right() -> None:
    text = corrector().corrected("州温和青岛哪个GDP高")
    assert text == "温州和青岛哪个GDP高"


def test_two_places_that_can_be_meant_leave_the_word_as_it_is() -> None:
    twins = Gazetteer(["福州市", "抚州市"])
    known = {"福州": 500, "抚州": 500}
    assert PlaceCorrector(twins, lambda c: known.get(c, 0)).find("甫州呢") is None
    one = Gazetteer(["福州市"])
    assert PlaceCorrector(one, lambda c: known.get(c, 0)).find("甫州呢") is not None


def test_what_the_reports_say_is_a_word() -> None:
    assert corrector({**FREQUENCY, "清岛": 400}).find("清岛2020年建了什么") is None


def test_a_library_without_places_corrects_nothing() -> None:
    assert PlaceCorrector(Gazetteer([]), lambda _: 0).find("清岛2020年") is None


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("清", "青", True),
        ("州", "洲", True),
        ("都", "度", True),
        ("商", "伤", True),
        ("山", "桑", True),
        ("宁", "林", True),
        ("饶", "山", False),
        ("广", "安", False),
    ],
)
def test_characters_that_people_confuse_sound_alike(a: str, b: str, same: bool) -> None:
    assert bool(sounds(a) & sounds(b)) is same


def test_what_is_no_character_has_no_sound() -> None:
    assert sounds("x") == sounds("1") == sounds("，") == frozenset()
