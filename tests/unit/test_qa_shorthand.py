"""Keywords instead of a sentence: their years, the kind of answer, several years and places."""

from __future__ import annotations

import pytest

from index.types import Metadata, Period
from qa.kinds import wanted
from qa.normalise import normalise
from qa.parts import parts
from qa.places import Gazetteer
from qa.present import Calendar
from qa.shorthand import closed_up, dated, is_keywords, with_centuries
from qa.understand import understand
from qa.when import question_when

PLACES = Gazetteer(["砚川市", "砚川市苇港区", "朔陵市霁原区"])


def asked(question: str) -> list[str]:
    reading = understand(question, PLACES, newest=2024)
    return [part.understood.standalone for part in parts(reading, PLACES)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("苇港 2013 地铁 投资", "苇港 2013年地铁 投资"),
        ("苇港2013地铁", "苇港2013年地铁"),
        ("2016 底 苇港", "2016年底 苇港"),
        ("2020 年 GDP", "2020年 GDP"),
        ("GDP 2020", "GDP 2020年"),
        ("2035远景目标", "2035年远景目标"),
        ("2017和2018年", "2017年和2018年"),
        ("2013 人均收入", "2013年人均收入"),
        ("苇港2013公共预算", "苇港2013年公共预算"),
        ("2013项目投资", "2013年项目投资"),
    ],
)
def test_a_bare_year_gets_its_word(typed: str, meant: str) -> None:
    assert dated(typed) == meant
    assert dated(meant) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("2020年年底", "2000人", "2000 人", "投入2000万", "培训2000多人", "G2020次", "“2150”企业"),
        *("第2020号", "2019-2021年", "2019到2021年", "粮食2000 万吨", "2020.5亩", "12020 户"),
        *("世界2000强企业", "“2000工程”", "修了2000公里路", "建成2019套", "2000平方米"),
    ],
)
def test_a_count_is_no_year(text: str) -> None:
    assert dated(text) == text


def test_gaps_between_words_are_closed_and_those_beside_numbers_are_not() -> None:
    assert closed_up("换届前 五年里 苇港 “三退” 家 2021 家") == "换届前五年里苇港“三退”家 2021 家"


def test_keywords_are_told_from_a_sentence() -> None:
    assert is_keywords("苇港 2013年 地铁 投资")
    assert not is_keywords("苇港 2013年 地铁 投资多少")
    assert not is_keywords("苇港2013年地铁投资")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("苇港 2013 “三退三进” 意思", "definition"),
        ("苇港 2013 河长制 概念", "definition"),
        ("苇港 2013 “三退三进”", "definition"),
        ("苇港 2013 民生 占", "percent"),
        ("苇港 2013 外贸 涨", "percent"),
        ("苇港 2013 城镇化率", "percent"),
        ("苇港 2013 地铁 投资", "money"),
        ("苇港 2013 GDP 超过", "money"),
        ("苇港 财政减收 原因", "reason"),
        ("苇港 治堵 办法", "measure"),
        ("苇港 2013 地铁 建多少公里", "number"),
    ],
)
def test_the_kind_that_keywords_end_in(question: str, kind: str) -> None:
    assert wanted(normalise(question)).kind == kind


def test_several_years_counted_from_one() -> None:
    for typed, first, last in (
        ("2016 底算起 五年里 苇港 修 管廊", 2017, 2021),
        ("2021 换届前 五年里 苇港 修路", 2016, 2020),
        ("2022 起 五年 苇港 招商", 2022, 2026),
    ):
        period = question_when(normalise(typed), None, None).period
        assert period == Period(first, last)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "2021 2022 苇港区 GDP 涨 快",
            ["苇港区2021年地区生产总值增长多少", "苇港区2022年地区生产总值增长多少"],
        ),
        (
            "2020 苇港 霁原 经济增长快",
            ["苇港2020年地区生产总值增长多少", "霁原2020年地区生产总值增长多少"],
        ),
        (
            "2020 苇港 vs 霁原 GDP 更大",
            ["苇港2020年地区生产总值是多少", "霁原2020年地区生产总值是多少"],
        ),
        ("苇港2020年和2021年的粮食产量", ["苇港2020年粮食产量是多少", "苇港2021年粮食产量是多少"]),
    ],
)
def test_years_and_places_side_by_side(question: str, expected: list[str]) -> None:
    assert asked(normalise(question)) == expected


def test_a_place_beside_the_greater_one_is_one_place() -> None:
    assert len(asked("砚川市 苇港区 2020年 GDP")) == 1


def test_a_sum_over_two_years_is_one_question() -> None:
    assert len(asked("苇港2020年和2021年两年一共建了多少公里路？")) == 1


def test_a_year_that_no_report_reaches_is_planned() -> None:
    reviewed = Period(2021, 2021, "review")
    calendar = Calendar(
        [Metadata("报告", "砚川市苇港区", "政府工作报告", "2022-01-05", reviewed, None)]
    )
    found = understand(normalise("苇港 2026 经济盘子"), PLACES, calendar=calendar).understood
    assert found.aspect == "plan"
    assert found.period == Period(2026, 2026, "plan")
    assert understand("苇港2021年GDP", PLACES, calendar=calendar).understood.aspect is None


@pytest.mark.parametrize(
    ("question", "kind", "unit"),
    [
        ("苇港2013年GDP同比", "percent", None),
        ("苇港2013年GDP比上年增长", "percent", None),
        ("苇港2013年地铁通车里程", "number", None),
        ("苇港 2013 地铁 公里", "number", "公里"),
        ("苇港5年来新增城镇就业", "number", None),
        ("苇港2013年干了什么", "entity", None),
    ],
)
def test_a_question_without_a_word_that_asks(question: str, kind: str, unit: str | None) -> None:
    found = wanted(normalise(question))
    assert (found.kind, found.unit) == (kind, unit)


def test_two_digits_behind_a_place_are_a_year() -> None:
    text = "苇港08年GDP，霁原 21年GDP，苇港20年来，苇港3年"
    ends = [mention.end for mention in PLACES.find(text)]
    assert with_centuries(text, ends) == "苇港2008年GDP，霁原 2021年GDP，苇港20年来，苇港3年"


def test_a_question_in_english_is_asked_in_chinese() -> None:
    assert normalise("What was the GDP of 苇港区 in 2023?") == "GDP 苇港区 2023年是多少"
    assert normalise("“What”是什么节目") == "“What”是什么节目"
    assert normalise("GDP是多少") == "GDP是多少"


@pytest.mark.parametrize("question", ["苇港近3年的GDP分别是多少", "苇港过去三年每年的GDP"])
def test_each_year_of_a_period_in_words(question: str) -> None:
    assert [text.replace("有多少", "是多少") for text in asked(question)] == [
        f"苇港{year}年地区生产总值是多少" for year in (2021, 2022, 2023)
    ]


def test_the_second_of_two_clauses_takes_the_thing_of_the_first() -> None:
    assert asked("苇港2023年GDP比上年增长多少，总量多少") == [
        "苇港2023年地区生产总值比上年增长多少",
        "苇港2023年地区生产总值多少",
    ]


def test_growth_from_the_year_before_is_one_question_of_one_year() -> None:
    for question in ("苇港2023年比2022年GDP增长", "苇港2023年GDP比2022年增长了多少？"):
        reading = understand(question, PLACES, newest=2024)
        assert reading.years == (2023,)
        assert len(parts(reading, PLACES)) == 1


def test_a_greater_place_right_before_is_one_with_it() -> None:
    reading = understand("砚川苇港2023年的PM2.5", PLACES, newest=2024)
    assert reading.understood.places == ("砚川市苇港区",)
    assert "砚川" not in reading.understood.topic
    both = understand("砚川和霁原2023年的PM2.5", PLACES, newest=2024)
    assert len(both.understood.places) == 2


def test_our_district_is_no_other_place() -> None:
    for question in ("咱们区去年修了多少公里路", "俺们市的GDP", "我们县有几个镇"):
        reading = understand(question, PLACES, newest=2024)
        assert reading.unknown == ()
        assert not {"咱们", "俺们", "我们"} & {reading.understood.topic[:2]}


def test_years_counted_in_figures() -> None:
    for typed, first, last in (
        ("苇港过去这5年棚改多少户", 2019, 2023),
        ("苇港5年来新增就业", 2019, 2023),
        ("苇港近10年修路", 2014, 2023),
        ("苇港未来3年招商", 2024, 2026),
    ):
        found = understand(typed, PLACES, newest=2024).understood.period
        assert found is not None
        assert (found.first, found.last) == (first, last)


def test_what_has_happened_in_a_year_that_is_ahead_is_no_plan() -> None:
    reviewed = Period(2021, 2021, "review")
    calendar = Calendar(
        [Metadata("报告", "砚川市苇港区", "政府工作报告", "2022-01-05", reviewed, None)]
    )
    ahead = understand("到2026年底苇港规上企业达到几家", PLACES, calendar=calendar)
    assert ahead.understood.aspect == "plan"
    done = understand("苇港2026年建成了几所学校", PLACES, calendar=calendar)
    assert done.understood.aspect == "review"


def test_a_range_of_two_years_is_each_of_them() -> None:
    assert asked("苇港2022-2023年GDP增速") == [
        "苇港2022年地区生产总值增速是多少",
        "苇港2023年地区生产总值增速是多少",
    ]
    assert len(asked("苇港2022到2023年一共建了多少公里路")) == 1
    assert len(asked("苇港2017到2021年建了多少公里路")) == 1
    topic = understand("霁原2024-2025年度粮食目标", PLACES).understood.topic
    assert topic == "粮食目标"


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("苇港2022年至2024年间新增多少企业", "间新增 企业"),
        ("本市2022年新增多少企业", "新增 企业"),
        ("苇港2022年日本市场出口多少", "日本市场出口"),
        ("苇港2022年本级支出多少", "本级支出"),
    ],
)
def test_a_topic_has_no_years_and_no_place_of_ones_own(question: str, topic: str) -> None:
    assert understand(question, PLACES).understood.topic == topic


def test_parts_of_a_relative_year_name_it_once() -> None:
    assert asked("苇港和霁原去年GDP谁高") == [
        "苇港2023年地区生产总值是多少",
        "霁原2023年地区生产总值是多少",
    ]


def test_the_greater_place_before_a_place_is_no_topic() -> None:
    gazetteer = Gazetteer(["乌海市"])
    found = understand("内蒙古乌海2013年财政收入", gazetteer).understood
    assert (found.places, found.topic) == (("乌海市",), "财政收入")


def test_the_official_name_of_a_prefecture_that_is_called_shorter() -> None:
    gazetteer = Gazetteer(["文山州"])
    assert [m.text for m in gazetteer.find("文山壮族苗族自治州2019年GDP")] == ["文山壮族苗族自治州"]


@pytest.mark.parametrize(
    ("typed", "kind", "unit"),
    [
        ("佳木斯 2014 新盖 套公租房", "number", "套"),
        ("宿州 2020 名医护人员 支援", "number", "名"),
        ("宿州 2020 家电 下乡", "text", None),
        ("宿州 2020 名牌 产品", "text", None),
        ("宿州 2020 项目 开发", "text", None),
        ("宿州 部采茶戏 大奖", "text", None),
        ("汕尾 农商行 2014 开门营业", "date", None),
        ("龙岗 科技馆 竣工", "date", None),
        ("佳木斯 2013 农机质检机构叫", "entity", None),
    ],
)
def test_what_the_words_that_were_left_out_leave_behind(
    typed: str, kind: str, unit: str | None
) -> None:
    found = wanted(typed)
    assert (found.kind, found.unit) == (kind, unit)
