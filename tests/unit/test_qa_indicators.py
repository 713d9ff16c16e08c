"""Of which statistic a figure is: every text is written for this test."""

from __future__ import annotations

import pytest

from qa.complete import complete
from qa.indicators import governing, indicators, suits
from qa.kinds import wanted


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("外贸进出口总额", {"进出口"}),
        ("人均GDP", {"人均生产总值"}),
        ("全市生产总值", {"生产总值"}),
        ("城乡居民人均可支配收入", {"城乡居民收入", "城镇居民收入", "农民收入", "居民收入"}),
        ("城镇登记失业率", {"失业率"}),
        ("新建公园", set()),
    ],
)
def test_the_longest_wording_names_the_statistic(text: str, named: set[str]) -> None:
    assert indicators(text) == named


@pytest.mark.parametrize(
    ("text", "value", "named"),
    [
        ("出口12亿元，增长7%", "7%", {"出口"}),
        ("固定资产投资增长9%，财政收入年均增长8%", "8%", {"财政收入"}),
        ("粮食丰收。建成大棚30座", "30座", set()),
        ("贷款、存款余额分别增长5%和6%", "6%", {"贷款", "存款"}),
    ],
)
def test_a_figure_is_of_what_its_clause_names_or_the_one_before(
    text: str, value: str, named: set[str]
) -> None:
    assert governing(text, text.index(value)) == named


def test_a_figure_of_another_statistic_hardly_suits() -> None:
    text = "全年外贸出口12亿元；新建公园30个"
    asked = indicators("外贸进口额")
    assert suits(asked, text, text.index("12亿")) < suits(asked, text, text.index("30个")) < 1
    assert suits(indicators("外贸出口额"), text, text.index("12亿")) == 1
    assert suits(indicators("公园"), text, text.index("12亿")) == 1


def test_the_figure_of_the_statistic_asked_for_is_taken_instead() -> None:
    text = "五年来，固定资产投资年均增长9.3%，一般公共预算收入年均增长7.1%。"
    start = text.index("9.3%")
    found = complete(
        text, start, start + 4, wanted("财政收入平均一年涨百分之几"), None, "财政收入平均一年涨"
    )
    assert (text[found.start : found.end], found.fit) == ("7.1%", 1.0)


def test_a_figure_that_stands_alone_for_another_statistic_does_not_fit() -> None:
    text = "完成外贸出口12亿元。"
    found = complete(text, 6, 10, wanted("外贸进口额是多少亿元"), None, "外贸进口额")
    assert text[found.start : found.end] == "12亿元"
    assert found.fit <= 0.1
