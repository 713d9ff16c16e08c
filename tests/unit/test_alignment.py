"""Of a run of values the one that is asked for: A和B分别增长3%和5%."""

from __future__ import annotations

import pytest

from qa.alignment import aligned, all_aligned
from qa.complete import complete
from qa.kinds import Wanted
from qa.runs import names_of, runs

# Sentences of the shapes in which real reports say 分别, with other figures and places.
DEATHS = "全市生产安全事故起数、死亡人数分别下降25.3%、20.4%，平安建设走在前列。"
INCOME = "城镇和农村居民人均可支配收入分别达到36531元、21704元，分别增长4.2%和6.9%。"
BOTH = "城乡居民收入达到26420元和8689元，增长8.4%和9.5%。"
TOURISM = "全市接待游客320万人次、旅游收入23亿元，分别增长12%和18%。"
CLAUSES = "改造泥草房22万户，竣工面积1878万平方米，分别增长10%和9.5%。"
INDUSTRY = "一、二、三产分别增长4%、10.7%和11%。"
VILLAGES = "淘宝村、淘宝镇分别由去年的61个、6个发展到168个、24个，占全国的1/12。"
HIGHER = "城镇登记失业率2.15％，分别低于全国、全省1.47个和0.1个百分点。"
POINTS = "空气优良率、森林覆盖率、湿地保护率分别提升9.7、5.11、8.14个百分点。"
SECTORS = "电子、食品饮料、清洁能源等优势产业分别实现年产值41.1亿元、325.9亿元、141.3亿元。"
CHAIN = "中心城区和县城污水处理率分别达到98.5%和95.6%，垃圾处理率分别达到100%和99%。"
ENERGY = "单位地区生产总值能耗、水耗分别下降8.2%和25.9%。"
MONTHLY = "最低工资标准、最低生活保障标准分别提升至2360元/月、1300元/月。"
BANKS = "金融机构存贷款余额分别达到2.6万亿元和2万亿元。"
TOTAL = "全年进口和出口总额2680亿元、增长5.5%。"


@pytest.mark.parametrize(
    ("text", "span", "asked", "meant"),
    [
        (DEATHS, "25.3%", "死亡人数下降了百分之几", "20.4%"),
        (DEATHS, "20.4%", "安全事故起数下降了百分之几", "25.3%"),
        (DEATHS, "25.3%、20.4%", "死亡人数下降了百分之几", "20.4%"),
        (INCOME, "36531元", "农村居民人均可支配收入是多少", "21704元"),
        (INCOME, "21704元", "城镇居民人均可支配收入是多少", "36531元"),
        (INCOME, "4.2%", "农村居民收入增长多少", "6.9%"),
        (BOTH, "8.4%", "农村居民收入增长多少", "9.5%"),
        (TOURISM, "12%", "旅游收入增长百分之几", "18%"),
        (TOURISM, "18%", "接待的游客增长了百分之几", "12%"),
        (CLAUSES, "10%", "竣工面积增长多少", "9.5%"),
        (INDUSTRY, "4%", "第三产业增长多少", "11%"),
        (VILLAGES, "61个", "淘宝镇发展到多少个", "24个"),
        (VILLAGES, "61个", "淘宝镇原来有多少个", "6个"),
        (VILLAGES, "24个", "发展到多少个淘宝村", "168个"),
        (HIGHER, "1.47个", "失业率比全省低多少个百分点", "0.1个百分点"),
        (POINTS, "8.14个百分点", "森林覆盖率提升多少", "5.11"),
        (CHAIN, "99%", "中心城区垃圾处理率达到多少", "100%"),
        (ENERGY, "8.2%", "单位地区生产总值水耗下降多少", "25.9%"),
        (MONTHLY, "2360元", "最低生活保障标准是每月多少元", "1300元"),
        (BANKS, "2.6万亿元", "贷款余额要达到多少", "2万亿元"),
        (SECTORS, "41.1亿元", "清洁能源产业年产值多少", "141.3亿元"),
    ],
)
def test_the_value_of_the_name_that_is_asked_for(
    text: str, span: str, asked: str, meant: str
) -> None:
    at = text.index(span)
    found = aligned(text, at, at + len(span), asked)
    assert found is not None
    assert text[found[0] : found[1]] == meant


@pytest.mark.parametrize(
    ("text", "span", "asked"),
    [
        (DEATHS, "25.3%", "群众安全感提高了多少"),  # Neither name is asked for.
        (DEATHS, "25.3%", "事故起数和死亡人数下降多少"),  # Both are.
        (TOURISM, "18%", "旅游人气增长多少"),  # Half a name's words are not the name.
        (TOTAL, "2680亿元", "出口总额多少"),  # A total and its growth are no run.
        (INCOME, "36531元", "居民收入是多少"),  # What both names bear tells none apart.
        ("去年完成投资12亿元，增长6%。", "12亿元", "投资多少"),
        ("甲、乙、丙分别增长3%和5%。", "3%", "乙增长多少"),  # Three names, two values.
    ],
)
def test_left_alone_where_one_name_is_not_meant(text: str, span: str, asked: str) -> None:
    at = text.index(span)
    assert aligned(text, at, at + len(span), asked) is None


def test_all_values_where_the_question_asks_for_each() -> None:
    at = DEATHS.index("20.4%")
    found = all_aligned(DEATHS, at, at + 5, "事故起数和死亡人数分别下降多少")
    assert found is not None
    assert [DEATHS[a:b] for a, b in found] == ["25.3%", "20.4%"]
    assert all_aligned(DEATHS, at, at + 5, "死亡人数下降多少") is None
    # 各 in 各地 asks for nothing.
    assert all_aligned(DEATHS, at, at + 5, "各地事故起数和死亡人数下降多少") is None


def test_a_completed_span_is_the_asked_value_or_the_whole_run() -> None:
    need = Wanted("percent", None)
    at = DEATHS.index("25.3%")
    one = complete(DEATHS, at, at + 5, need, None, "死亡人数下降百分之几")
    assert (DEATHS[one.start : one.end], one.fit) == ("20.4%", 1.0)
    every = complete(DEATHS, at, at + 5, need, None, "两项各下降百分之几")
    assert DEATHS[every.start : every.end] == "25.3%、20.4%"


def test_the_fit_is_that_of_the_value_given() -> None:
    text = "空港客、货运吞吐量分别达到4800万人次、30万吨。"
    at = text.index("4800")
    found = complete(text, at, at + 7, Wanted("number", "万吨"), None, "货运吞吐量达到多少万吨")
    assert (text[found.start : found.end], found.fit) == ("30万吨", 1.0)


def test_runs_and_their_names() -> None:
    (first, second) = runs(INCOME, 0, len(INCOME))
    assert [INCOME[a:b] for a, b in first.values] == ["36531元", "21704元"]
    assert names_of(INCOME, second) == names_of(INCOME, first) == ("城镇", "农村居民人均可支配收入")
    (three,) = runs(INDUSTRY, 0, len(INDUSTRY))
    assert names_of(INDUSTRY, three) == ("第一产业", "第二产业", "第三产业")
    (after,) = runs(HIGHER, 0, len(HIGHER))
    assert names_of(HIGHER, after) == ("全国", "全省")
