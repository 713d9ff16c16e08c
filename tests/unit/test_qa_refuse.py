"""Why a question is refused, and what is offered instead: every text is written for this test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.types import Period
from qa.finish import Draft
from qa.kinds import wanted
from qa.part_reads import PartRead
from qa.places import Gazetteer
from qa.refuse import missing, unsure
from qa.types import Hit, Understood
from qa.understand import Reading, question_aspect, strip_topic, understand
from qa.weigh import weigh


def _reading(question: str, year: int | None = 2021, place: str = "双河市") -> Reading:
    aspect = question_aspect(question)
    period = Period(year, year, aspect) if year else None
    need = wanted(question)
    asked = Understood((place,), period, aspect, need.kind, question, strip_topic(question, []))
    return Reading(asked, need, (), (year,) if year else (), year is not None)


def _hit(text: str, year: int = 2021, place: str = "双河市") -> Hit:
    period = Period(year, year, "review")
    end = len(text)
    return Hit(7, "r", "r.md", "报告", place, f"{year + 1}-01", (), period, 0, end, text, 2.0)


def _unsure(question: str, text: str, said: str, fit: float) -> str:
    reading, hit = _reading(question), _hit(text)
    start = text.index(said)
    draft = Draft(0, ((start, start + len(said)),), said, 0.1, fit)
    return unsure(reading, PartRead(reading, (hit,), weigh(reading, (hit,), [draft])))


@pytest.mark.parametrize(
    ("question", "text", "said", "fit", "lacks", "offers"),
    [
        (
            "工业增加值是多少亿元",
            "财政收入增长4.1%，工业增加值增长4.6%",
            "4.6%",
            0.1,
            "“工业增加值”的总量",
            "增速 4.6%",
        ),
        (
            "外贸进口额是多少亿美元",
            "外贸出口27亿美元",
            "27亿美元",
            0.1,
            "进口额”",
            "出口：27亿美元",
        ),
        (
            "接待游客多少人次",
            "五年接待游客3亿人次",
            "3亿人次",
            0.1,
            "游客",
            "别的时段或目标：3亿人次",
        ),
        ("粮食产量增长百分之几", "粮食产量36万吨", "36万吨", 0.1, "增速或比例", "36万吨"),
    ],
)
def test_a_refusal_says_what_is_lacking_and_what_stands_there(
    question: str, text: str, said: str, fit: float, lacks: str, offers: str
) -> None:
    reason = _unsure(question, text, said, fit)
    assert lacks in reason
    assert offers in reason


def test_a_share_of_something_else_is_not_offered() -> None:
    reason = _unsure("常住人口有多少人", "绿化覆盖率达50.5%，产值81亿元", "81亿元", 0.1)
    assert "50.5%" not in reason


def test_the_value_of_the_nearest_year_is_offered() -> None:
    hit = _hit("生产总值7900亿元", 2018)
    reason = missing(_reading("GDP是多少亿元", 2019), hit, "7900亿元")
    assert reason is not None
    assert "2019年" in reason
    assert "2018年的：7900亿元" in reason


def test_a_report_tells_of_the_year_of_its_delivery_where_it_says_so() -> None:
    asked = _reading("农商行是2022年哪天开业的", 2022)
    assert missing(asked, _hit("农商行于今年1月26日开业", 2021)) is None
    assert missing(asked, _hit("农商行于1月26日开业", 2021)) is not None
    assert missing(_reading("为什么2022年不涨价", 2022), _hit("因为成本下降", 2021)) is None


def test_a_province_tells_of_a_city_that_it_names() -> None:
    asked = _reading("西山市的蓝天有几天", 2021, "西山市")
    assert missing(asked, _hit("西山收获了251个蓝天", place="东江省")) is None
    assert missing(asked, _hit("全省收获了251个蓝天", place="东江省")) is not None


def test_only_a_figure_is_refused_for_being_a_plan() -> None:
    hit = _hit("新建公园30个；开展甲、乙、丙片区试点")
    planned = replace(hit, period=Period(2021, 2021, "plan"))
    figure, names = _reading("2021年建成了多少个公园"), _reading("2021年选了哪几个片区试点")
    assert figure.understood.aspect == names.understood.aspect == "review"
    assert "目标" in (missing(figure, planned) or "")
    assert missing(names, planned) is None


def test_a_district_does_not_answer_for_its_city() -> None:
    reading = replace(_reading("砚川市2021年GDP是多少", place="砚川市苇港区"), greater=("砚川市",))
    hit = _hit("全年实现地区生产总值446.2亿元", place="砚川市苇港区")
    reason = missing(reading, hit, "446.2亿元")
    assert reason == "资料库里没有砚川市本级的报告，最接近的是砚川市苇港区的：446.2亿元"
    told = _hit("砚川全市实现地区生产总值3000亿元", place="砚川市苇港区")
    assert missing(reading, told, "3000亿元") is None
    why = _reading("砚川市2021年怎么招商的", place="砚川市苇港区")
    assert missing(replace(why, greater=("砚川市",)), hit) is None


def test_a_provinces_report_speaks_of_its_cities_by_their_short_names() -> None:
    gazetteer = Gazetteer(["河南省"])
    hit = replace(_hit("到2025年郑州航空口岸货邮吞吐量突破100万吨"), place="河南省")
    assert missing(understand("河南的郑州市口岸货邮吞吐量多少", gazetteer), hit) is None
    assert "开封市" in (missing(understand("河南的开封市口岸货邮吞吐量多少", gazetteer), hit) or "")
    # 玉山 lies in no province that the question names: its short name may be anything.
    other = replace(hit, text="玉山航空口岸", place="河南省")
    assert missing(understand("玉山县口岸货邮吞吐量多少", gazetteer), other)
