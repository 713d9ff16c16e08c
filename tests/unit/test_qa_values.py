"""Which runs of characters are values, and of what kind."""

from __future__ import annotations

import pytest

from qa.values import find_values, qualified_start

FOUND = [
    ("现已建成协商议事室256个", "256个", "number", "个"),
    ("参与学习研讨委员500余人次", "500余人次", "number", "人次"),
    ("累计捐款捐物600余万元", "600余万元", "money", "元"),
    ("协调项目资金上千万元用于改造", "上千万元", "money", "元"),
    ("生产总值达到3.1万亿元", "3.1万亿元", "money", "元"),
    ("增长10%以上", "10%以上", "percent", "%"),
    ("议事室２５６个", "２５６个", "number", "个"),
    ("议事室256 个", "256 个", "number", "个"),
    ("提高4.7个百分点", "4.7个百分点", "percent", "个百分点"),
    ("增长６．５％", "６．５％", "percent", "%"),
    ("人口自然增长率8.5‰", "8.5‰", "percent", "‰"),
    ("降低百分之五", "百分之五", "percent", "%"),
    ("提高三个百分点", "三个百分点", "percent", "个百分点"),
    ("建成二百五十六个", "二百五十六个", "number", "个"),
    ("涉及户数三百户", "三百户", "number", "户"),
    ("服务数十家企业", "数十家", "number", "家"),
    ("惠及百余家", "百余家", "number", "家"),
    ("粮食产量1,234.5万吨", "1,234.5万吨", "number", "吨"),
    ("吞吐量3．61亿吨", "3．61亿吨", "number", "吨"),
    ("发电100万千瓦时", "100万千瓦时", "number", "千瓦时"),
    ("每户补助1000-2000元", "1000-2000元", "money", "元"),
    ("每村3至5个", "3至5个", "number", "个"),
    ("占30%—40%", "30%—40%", "percent", "%"),
    ("扶贫基金15余万元", "15余万元", "money", "元"),
    ("20多名委员", "20多名", "number", "名"),
    ("不低于1000元", "1000元", "money", "元"),
    ("2021年2月4日召开", "2021年2月4日", "date", ""),
    ("于2020年12月开工", "2020年12月", "date", ""),
    ("２０２０年投产", "２０２０年", "date", ""),
    ("二〇二〇年十二月三十一日", "二〇二〇年十二月三十一日", "date", ""),
    ("到2020年底", "2020年底", "date", ""),
    ("12月3日开幕", "12月3日", "date", ""),
    ("3月底完成", "3月底", "date", ""),
    ("2016-2020年实施", "2016-2020年", "date", ""),
    ("2020年1至9月", "2020年1至9月", "date", ""),
    ("6月底前通车", "6月底前", "date", ""),
    ("从10月起增发", "10月", "date", ""),
    ("3月14日至20日实施", "3月14日至20日", "date", ""),
    ("力争年底前投用", "年底前", "date", ""),
    ("力争今年底建成", "今年底", "date", ""),
    ("上半年完成", "上半年", "date", ""),
    ("学校秋季开学", "秋季", "date", ""),
    ("吞吐量67万标箱", "67万标箱", "number", "标箱"),
    ("总产量69.1亿斤", "69.1亿斤", "number", "斤"),
    ("压减到86个工作日", "86个工作日", "number", "个工作日"),
    ("208例患者治愈", "208例", "number", "例"),
]


@pytest.mark.parametrize(("text", "words", "kind", "unit"), FOUND, ids=[row[1] for row in FOUND])
def test_a_value_is_found_whole(text: str, words: str, kind: str, unit: str) -> None:
    assert [(v.text, v.kind, v.unit) for v in find_values(text)] == [(words, kind, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "推进“4321”工程",
        "第3批",
        "第十三次会议",
        "“1+1+9”工作部署",
        "拨打12345热线",
        "PM2.5和5G",
        "三农、五大行动、一是",
        "20世纪90年代",
        "“十三五”规划",
        "第一时间",
        "",
    ],
)
def test_names_and_numberings_are_no_values(text: str) -> None:
    assert list(find_values(text)) == []


def test_a_hundred_years_are_no_date() -> None:
    assert all(value.kind != "date" for value in find_values("建党100年、文明5000年"))


def test_a_date_is_not_read_as_a_quantity_as_well() -> None:
    values = list(find_values("2020年12月3日新增256个，投入1.5亿元，增长6%"))
    assert [(v.text, v.kind) for v in sorted(values, key=lambda v: v.start)] == [
        ("2020年12月3日", "date"),
        ("256个", "number"),
        ("1.5亿元", "money"),
        ("6%", "percent"),
    ]


@pytest.mark.parametrize(
    ("text", "copied"),
    [
        ("接待游客突破600万人次", "突破600万人次"),
        ("占比不低于30%", "不低于30%"),
        ("近10万套", "近10万套"),
        ("附近3个村", "3个"),
        ("达到160家", "160家"),
        ("超过2020年", "2020年"),
    ],
)
def test_what_qualifies_a_value_is_copied_with_it(text: str, copied: str) -> None:
    (value,) = find_values(text)
    assert text[qualified_start(text, value) : value.end] == copied


@pytest.mark.parametrize("text", ["全年底线思维", "每年底数清楚", "10年内翻番", "第一季度"])
def test_a_part_of_the_year_inside_another_word_is_no_date(text: str) -> None:
    assert [v.text for v in find_values(text) if v.kind == "date"] == []
