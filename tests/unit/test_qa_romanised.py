"""Places typed in letters: which are written in characters, and what is left alone."""

from __future__ import annotations

import pytest

from qa.places import Gazetteer
from qa.romanised import RomanisedPlaces
from qa.syllables import spellings

PLACES = RomanisedPlaces(
    Gazetteer(
        ["青岛市", "上饶市广丰区", "重庆市", "西安市", "吕梁市", "台州市", "泰州市", "呼和浩特市"]
    )
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("qingdao 2013年 ditie", "青岛 2013年 ditie"),
        ("Qingdao 2013年的地铁", "青岛 2013年的地铁"),
        ("QINGDAO2013年的地铁", "青岛2013年的地铁"),
        ("guangfeng GDP", "广丰 GDP"),
        ("guang feng qu 2020年", "广丰区 2020年"),
        ("chongqing GDP 是多少", "重庆 GDP 是多少"),
        ("Xi'an 2020年", "西安 2020年"),
        ("lvliang 2020年", "吕梁 2020年"),
        ("hu he hao te 2020年", "呼和浩特 2020年"),
        ("taizhou 2020年", "taizhou 2020年"),  # 台州 and 泰州.
        ("青岛的SILAS和GDP、PM2.5、WTO", "青岛的SILAS和GDP、PM2.5、WTO"),
        ("www.qingdao.gov.cn", "www.qingdao.gov.cn"),
        ("青岛2013年的地铁", "青岛2013年的地铁"),
        ("", ""),
    ],
)
def test_places_in_letters(typed: str, written: str) -> None:
    assert PLACES.written(typed) == written


def test_a_name_has_the_spellings_of_its_common_readings() -> None:
    assert "chongqing" in spellings("重庆")
    assert spellings("吕梁") == ("lvliang",)
    assert spellings("GDP") == ()


def test_the_commonest_reading_of_a_name_comes_first() -> None:
    places = RomanisedPlaces(Gazetteer(["莆田市", "福田区"]))
    assert places.written("futian GDP") == "福田 GDP"
    assert places.written("putian GDP") == "莆田 GDP"
