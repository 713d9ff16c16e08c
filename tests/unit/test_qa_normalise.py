"""A question as typed, to one plain spelling."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qa.normalise import normalise, simplified


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("廣豐區2020年建成多少協商議事室", "广丰区2020年建成多少协商议事室"),
        ("瀋陽有甚麼目標", "沈阳有什么目标"),
        ("鹹陽市為何選址於此", "咸阳市为何选址于此"),
        ("乾縣的隻數", "乾县的只数"),
        ("２０２０年ＧＤＰ", "2020年GDP"),
        ("二〇二〇年", "2020年"),
        ("二零二零年", "2020年"),
        ("二○二○年", "2020年"),
        ("20年建了多少", "2020年建了多少"),
        ("20年来建了多少", "20年来建了多少"),
    ],
)
def test_other_spellings_become_the_plain_one(typed: str, plain: str) -> None:
    assert normalise(typed) == plain


@pytest.mark.parametrize(
    "text",
    ["乾县2020年GDP是多少", "著名景区有几个", "覆盖率", "瞭望塔建了几座", "峣山、堽城有几个村"],
)
def test_what_is_simplified_already_stays(text: str) -> None:
    assert simplified(text) == text


def test_normalising_is_idempotent_and_tidies_width_space_and_years() -> None:
    messy = "  ２０２０年\u3000二〇二〇年 ＧＤＰ是多少? \n"
    once = normalise(messy)
    assert once == "2020年 2020年 GDP是多少？"
    assert normalise(once) == once


def test_a_lone_surrogate_does_not_survive() -> None:
    normalise("协商\ud800议事室").encode("utf-8")


def test_a_simplified_question_loads_no_table() -> None:
    code = (
        "import sys; from qa.normalise import normalise; normalise('二〇二〇年广丰区建了多少？');"
        "print(sorted({'opencc', 'pypinyin'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("98年湖北抗洪花了多少钱", "1998年湖北抗洪花了多少钱"),
        ("九八年湖北抗洪花了多少钱", "1998年湖北抗洪花了多少钱"),
        ("19-21年杭州新增多少企业", "2019-2021年杭州新增多少企业"),
        ("19到21年杭州新增多少企业", "2019到2021年杭州新增多少企业"),
        ("90年代杭州新增多少企业", "90年代杭州新增多少企业"),
        ("20年来杭州新增多少企业", "20年来杭州新增多少企业"),
        ("10-15年内杭州要建多少学校", "10-15年内杭州要建多少学校"),
        ("九十年前杭州有多少人", "九十年前杭州有多少人"),
    ],
)
def test_years_of_two_digits(typed: str, plain: str) -> None:
    assert normalise(typed) == plain
