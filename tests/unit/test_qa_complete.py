"""A ragged span becomes what a person would copy: every case is written for this test."""

from __future__ import annotations

import pytest

from qa.complete import complete, fit
from qa.kinds import Wanted, wanted
from qa.values import find_values

#: Question, passage, the reader's span, what a person copies.
VALUES = [
    ("加装了多少部电梯", "全年加装电梯117台，新增车位5016个", "17", "117台"),
    ("加装了多少部电梯", "全年加装电梯117台，新增车位5016个", "电梯117台，新", "117台"),
    ("新增了多少个车位", "全年加装电梯117台，新增车位5016个。", "车位", "5016个"),
    ("接待了多少游客", "接待游客突破600万人次，创新高", "600万", "突破600万人次"),
    ("研发投入占比要到多少", "研发投入占比不低于2.8%，进位", "2.8", "不低于2.8%"),
    ("减负多少", "为企业减负300亿元以上。", "减负300亿", "300亿元以上"),
    ("每村配几名干部", "每村配备3至5名干部", "5名", "3至5名"),
    ("哪天通车", "12月8日，澜湾高铁正式通车", "月8日，澜", "12月8日"),
    ("什么时候完工", "确保澜湾大桥6月底前建成", "6月底", "6月底前"),
    ("什么时候投用", "儿童医院年底前投入运行", "年底", "年底前"),
    ("增速是多少", "总值达到2077亿元，增长20.7%，居前", "元，增长20", "20.7%"),
]
NAMES = [
    ("哪家公司获了质量奖", "今年，澜湾泵业有限公司荣获省长质量奖", "澜湾泵业", "澜湾泵业有限公司"),
    (
        "哪家公司获了质量奖",
        "今年，澜湾泵业有限公司荣获省长质量奖",
        "湾泵业有限公司荣",
        "澜湾泵业有限公司",
    ),
    ("跟哪座城市结为友城", "积极对外交往，与苇港市缔结友好城市", "与苇港市缔", "苇港市"),
    ("哪部剧得了奖", "现代戏《灯火港城》获省艺术节一等奖", "灯火港城》获", "《灯火港城》"),
    ("有什么养老模式在推广", "“虚拟养老院”服务模式在全国推广", "虚拟养老院”", "虚拟养老院"),
    ("哪个品种填补空白", "育成的“霁稻12”填补空白", "霁稻1", "霁稻12"),
    ("哪位院士获了奖", "。林知远院士获最高科学技术奖", "知远院士获", "林知远院士"),
]
TEXTS = [
    (
        "什么是“五同”",
        "3.“五同”：规划同编、交通同网、产业同链。",
        "五同”：规划同编、交通同网、产业同链",
        "规划同编、交通同网、产业同链",
    ),
    (
        "“安静期”指什么",
        "“安静期”是指每月前二十日不入企检查的制度安排。其他照旧。",
        "每月前二十日不入企检查",
        "每月前二十日不入企检查的制度安排",
    ),
    (
        "“三退三进”是什么意思",
        "推进“三退三进”（退出散养、进入大户，退出庭院、进入牧场），新建一批",
        "退出散养、进入大户，退出庭院、进入牧",
        "退出散养、进入大户，退出庭院、进入牧场",
    ),
    (
        "怎么稳住菜价",
        "针对物价走势，采取临时价格干预措施，对主要品种重点监管，有效平抑了涨势",
        "取临时价格干预措施，对主要品种重点监",
        "采取临时价格干预措施，对主要品种重点监管",
    ),
]


def _complete(question: str, text: str, span: str) -> str:
    start = text.index(span)
    found = complete(text, start, start + len(span), wanted(question), None)
    return text[found.start : found.end]


@pytest.mark.parametrize(("question", "text", "span", "copied"), VALUES)
def test_a_value_is_taken_with_its_unit_and_what_qualifies_it(
    question: str, text: str, span: str, copied: str
) -> None:
    assert _complete(question, text, span) == copied


@pytest.mark.parametrize(("question", "text", "span", "copied"), NAMES)
def test_a_name_is_whole_and_nothing_else(question: str, text: str, span: str, copied: str) -> None:
    assert _complete(question, text, span) == copied


@pytest.mark.parametrize(("question", "text", "span", "copied"), TEXTS)
def test_a_meaning_or_a_means_has_the_bounds_of_its_clauses(
    question: str, text: str, span: str, copied: str
) -> None:
    assert _complete(question, text, span) == copied


def test_a_value_far_away_or_in_another_clause_is_not_taken() -> None:
    need = Wanted("number", "个")
    text = "扎实推进协商议事工作，建成议事室256个"
    found = complete(text, 4, 8, need, None)
    assert "256" not in text[found.start : found.end]
    assert found.fit < 0.5


def test_the_wanted_kind_wins_over_another_that_the_span_covers_better() -> None:
    text = "增长11%、达到510亿元"
    found = complete(text, 0, 10, Wanted("money", None), None)
    assert text[found.start : found.end] == "510亿元"


def test_a_plan_prefers_the_qualified_of_two_equal_values() -> None:
    text = "3万吨、5万吨以上"
    need = Wanted("number", "吨")
    found = complete(text, 0, len(text), need, "plan")
    assert text[found.start : found.end] == "5万吨以上"


@pytest.mark.parametrize(
    ("words", "need", "low", "high"),
    [
        ("256个", Wanted("number", "个"), 1.0, 1.0),
        ("674个", Wanted("number", "座"), 0.5, 0.9),
        ("500人次", Wanted("number", "家"), 0.0, 0.2),
        ("8.5%", Wanted("money", "亿元"), 0.0, 0.2),
        ("30.43万", Wanted("number", "人"), 0.5, 0.9),
        ("2021年", Wanted("number", "家"), 0.0, 0.3),
        ("2021年", Wanted("percent", None), 0.0, 0.2),
        ("600万元", Wanted("money", "万元"), 1.0, 1.0),
        ("8.5%", Wanted("percent", None), 1.0, 1.0),
    ],
)
def test_fit_falls_with_the_distance_from_what_is_asked(
    words: str, need: Wanted, low: float, high: float
) -> None:
    (value,) = find_values(words)
    assert low <= fit(value, need) <= high


@pytest.mark.parametrize("span", [(0, 0), (3, 3), (50, 60), (-5, 0), (4, 2)])
def test_an_empty_span_stays_empty(span: tuple[int, int]) -> None:
    found = complete("议事室256个", *span, Wanted("number", None), None)
    assert found.start == found.end
    assert found.fit == 0.0


def test_a_difference_between_shares_is_hardly_the_share_asked_for() -> None:
    text = "比重达到36%，提高2个百分点"
    share, difference = find_values(text)
    assert fit(difference, wanted("比重是百分之几")) < fit(share, wanted("比重是百分之几"))
    assert fit(difference, wanted("比重提高了几个百分点")) == 1
