"""What a report says of itself, in heads of many styles; every place here is invented."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest

from index.canonical import canonicalise
from index.decode import decode_text
from index.metadata import read_metadata
from index.outline import find_headings
from index.types import Metadata, Period


def metadata(source: str, file: str = "x.md") -> Metadata:
    canonical = canonicalise(source)
    return read_metadata(canonical, find_headings(canonical), file)


def years(period: Period | None) -> tuple[int, int] | None:
    return (period.first, period.last) if period else None


#: file, source, then place, kind, delivered, years reviewed, years planned.
HEADS: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "government, dash before the delivery line": (
        "x.md",
        "# 政府工作报告\n\n——2019年1月15日在甲山市第七届人民代表大会第四次会议上\n\n市长 王某某\n\n"
        "各位代表：\n\n现在，我代表甲山市人民政府，向大会报告工作，请予审议。\n\n"
        "一、2018年工作回顾\n\n正文。\n\n二、2019年工作安排\n\n正文。",
        ("甲山市", "政府工作报告", "2019-01-15", (2018, 2018), (2019, 2019)),
    ),
    "county, date in characters, five-year plans": (
        "x.md",
        "政府工作报告\n（二〇二一年一月二十日在乙水县第十六届人民代表大会第五次会议上）\n"
        "县长 李某\n各位代表：\n我代表县人民政府向大会作政府工作报告。\n"
        "一、“十三五”时期工作回顾\n正文。\n二、“十四五”时期目标任务\n正文。\n三、2021年重点工作\n"
        "正文。",
        ("乙水县", "政府工作报告", "2021-01-20", (2016, 2020), (2021, 2025)),
    ),
    "CPPCC, first session": (
        "x.md",
        "政协丙江市第十四届委员会常务委员会工作报告\n\n"
        "（2022年1月4日在政协丙江市第十四届委员会第一次会议上）\n\n赵某\n\n各位委员：\n\n"
        "我受政协丙江市第十三届委员会常务委员会委托，向大会报告工作。\n\n一、过去五年工作回顾\n\n"
        "正文。"
        "\n\n二、今后五年工作建议\n\n正文。",
        ("丙江市", "政协常委会工作报告", "2022-01-04", (2017, 2021), (2022, 2026)),
    ),
    "CPPCC, its full name": (
        "x.md",
        "中国人民政治协商会议辰山县第九届委员会常务委员会工作报告\n"
        "（2020年1月6日在县政协九届四次会议上）\n各位委员：\n"
        "我受政协辰山县第九届委员会常务委员会的委托，向大会报告工作。\n一、2019年工作回顾\n正文。\n"
        "二、2020年工作建议\n正文。",
        ("辰山县", "政协常委会工作报告", "2020-01-06", (2019, 2019), (2020, 2020)),
    ),
    "people's congress, a past year's main work is no plan": (
        "x.md",
        "丁海省人民代表大会常务委员会工作报告\n"
        "——2020年1月14日在丁海省第十三届人民代表大会第三次会议上\n丁海省人大常委会副主任 钱某\n"
        "各位代表：\n我受省人大常委会委托，向大会报告工作。\n一、2019年的主要工作\n正文。\n"
        "二、2020年的主要任务\n正文。",
        ("丁海省", "人大常委会工作报告", "2020-01-14", (2019, 2019), (2020, 2020)),
    ),
    "management committee, year between its name and the title": (
        "戊湖新区管委会2016年工作报告.txt",
        "同志们：\n现在我代表戊湖新区管委会，向大家报告工作。\n一、2015年工作总结\n正文。\n"
        "二、2016年工作部署\n正文。",
        ("戊湖新区", "政府工作报告", "2016", (2015, 2015), (2016, 2016)),
    ),
    "nothing but the file's name": (
        "己县2018年政府工作报告.md",
        "各位代表：\n现在，我代表县政府向大会报告工作。\n一、2017年工作回顾\n正文。\n"
        "二、2018年工作安排\n正文。",
        ("己县", "政府工作报告", "2018", (2017, 2017), (2018, 2018)),
    ),
    "nothing but the file's name, with underscores and a folder": (
        "reports/2023/丑河市_2023.md",
        "各位代表：\n现在我代表市政府作工作报告。\n一、过去一年工作回顾\n正文。\n二、今年工作安排"
        "\n正文。",
        ("丑河市", "政府工作报告", "2023", (2022, 2022), (2023, 2023)),
    ),
    "communiqué": (
        "x.md",
        "庚市2021年国民经济和社会发展统计公报\n庚市统计局\n2022年3月25日\n"
        "2021年，全市实现生产总值100亿元。\n一、综合\n正文。",
        ("庚市", "统计公报", "2022-03-25", (2021, 2021), None),
    ),
    "delivered in December": (
        "x.md",
        "# 辛州市政府工作报告\n\n2022年12月28日在辛州市第五届人民代表大会第二次会议上\n\n"
        "代市长 孙某\n\n各位代表：\n\n现在，我代表市人民政府向大会报告工作。\n\n"
        "## 一、2022年工作回顾\n\n正文。\n\n## 二、2023年工作安排\n\n正文。",
        ("辛州市", "政府工作报告", "2022-12-28", (2022, 2022), (2023, 2023)),
    ),
    "first session in December, all in bold": (
        "x.md",
        "**政府工作报告**\n\n**——在卯西市第三届人民代表大会第一次会议上**\n\n（2016年12月20日）\n\n"
        "**市长 郑某**\n\n各位代表：\n\n我代表市人民政府向大会报告工作。\n\n"
        "**一、过去五年工作回顾**\n\n正文。\n\n**二、今后五年的奋斗目标**\n\n正文。\n\n**三、2017"
        "年工作任务**\n\n正文。",
        ("卯西市", "政府工作报告", "2016-12-20", (2012, 2016), (2017, 2021)),
    ),
    "front matter gives the place": (
        "x.md",
        "---\ntitle: 壬南自治州2014年政府工作报告\nsource: http://a.b\n---\n\n政府工作报告\n\n各"
        "位代表：\n\n"
        "现在，我代表自治州人民政府向大会报告工作。\n\n一、2013年工作回顾\n\n正文。",
        ("壬南自治州", "政府工作报告", "2014", (2013, 2013), None),
    ),
    "full-width digits and a title in spaced letters": (
        "x.txt",
        "政 府 工 作 报 告\n——２０２０年５月１２日在癸阳区第四届人民代表大会第六次会议上\n"
        "癸阳区区长 周某\n各位代表：\n我代表癸阳区人民政府，向大会作政府工作报告。\n"
        "一、２０１９年工作回顾\n正文。\n二、２０２０年主要任务\n正文。",
        ("癸阳区", "政府工作报告", "2020-05-12", (2019, 2019), (2020, 2020)),
    ),
    "a Latin O for the zero": (
        "x.txt",
        "子城自治县人民政府工作报告\n（二O一七年十二月二十六日在子城自治县第九届人民代表大会第二"
        "次会议上）\n"
        "各位代表：\n我代表自治县人民政府向大会报告工作。\n一、2017年工作回顾\n正文。\n"
        "二、2018年工作打算\n正文。",
        ("子城自治县", "政府工作报告", "2017-12-26", (2017, 2017), (2018, 2018)),
    ),
    "the day is no part of the name": (
        "x.md",
        "政府工作报告\n2019年1月9日巳岭市第七届人民代表大会第四次会议\n市长 吴某\n各位代表：\n"
        "我代表市人民政府向大会报告工作。\n一、2018年工作回顾\n正文。",
        ("巳岭市", "政府工作报告", "2019-01-09", (2018, 2018), None),
    ),
    "the day in characters is no part of the name": (
        "x.md",
        "政府工作报告\n二〇一九年一月九日巳岭市第七届人民代表大会第四次会议\n各位代表：\n"
        "我代表市人民政府向大会报告工作。\n一、2018年工作回顾\n正文。",
        ("巳岭市", "政府工作报告", "2019-01-09", (2018, 2018), None),
    ),
    "a name that begins with the word for day": (
        "x.md",
        "政府工作报告\n——2019年1月9日在日午市第七届人民代表大会第四次会议上\n各位代表：\n"
        "我代表日午市人民政府向大会报告工作。\n一、2018年工作回顾\n正文。",
        ("日午市", "政府工作报告", "2019-01-09", (2018, 2018), None),
    ),
    "the State Council": (
        "x.md",
        "政府工作报告\n2018年3月5日在第十三届全国人民代表大会第一次会议上\n国务院总理 李某某\n"
        "各位代表：\n现在，我代表国务院，向大会报告过去五年政府工作。\n一、过去五年工作回顾\n正文"
        "。",
        ("全国", "政府工作报告", "2018-03-05", (2013, 2017), None),
    ),
    "a sentence that ends in the unit of a place names none": (
        "x.md",
        "---\ntitle: 未溪州政府工作报告（2020年1月14日 冯某）\n---\n\n政府工作报告\n\n各位代表："
        "\n\n"
        "现在，我代表州人民政府，向大会作工作报告。\n\n## 一、2019年工作回顾\n\n一年来，我们攻坚"
        "克难，"
        "较好地完成了州第十三届人民代表大会第三次会议确定的目标任务。\n\n## 二、2020年工作安排\n"
        "\n正文。",
        ("未溪州", "政府工作报告", "2020-01-14", (2019, 2019), (2020, 2020)),
    ),
    "reports to the congress of a province without its name": (
        "申原省_1985.md",
        "各位代表：\n我代表省人民政府，向省第六届人民代表大会第三次会议作政府工作报告。\n"
        "一、一九八四年工作回顾\n正文。",
        ("申原省", "政府工作报告", "1985", (1984, 1984), None),
    ),
    "a government of the ninth term": (
        "x.md",
        "---\ntitle: 酉山省2003年政府工作报告\n---\n\n（2003年1月10日 褚某）\n\n"
        "各位代表，我代表第九届省人民政府，向大会作政府工作报告。\n\n一、2002年工作回顾\n\n正文。",
        ("酉山省", "政府工作报告", "2003-01-10", (2002, 2002), None),
    ),
    "the first sentence of the review speaks of a congress": (
        "戌湖区2023年政府工作报告.txt",
        "各位代表：\n现在，我代表戌湖区人民政府，向大会报告政府工作。\n一、2022年工作回顾\n"
        "2022年是很不平凡的一年，举世瞩目的第二十次全国代表大会胜利召开。\n二、2023年工作安排\n正"
        "文。",
        ("戌湖区", "政府工作报告", "2023", (2022, 2022), (2023, 2023)),
    ),
    "the first sentence of the review gives the month of an earlier congress": (
        "x.md",
        "---\ntitle: 亥浦市2003年政府工作报告\n---\n\n各位代表：\n\n我代表市人民政府向大会作工作"
        "报告。\n\n"
        "一、过去五年工作的回顾\n\n1998年1月市九届人大一次会议以来，各级政府齐心协力。\n\n"
        "二、2003年工作安排\n\n正文。",
        ("亥浦市", "政府工作报告", "2003", (1998, 2002), (2003, 2003)),
    ),
    "the delivery line is broken, and there is no salutation": (
        "x.txt",
        "政府工作报告\n――二〇〇二年三月二十六日在子陵市第十一届人民\n代表大会第一次会议上\n市长 "
        "沈某\n"
        "一、2001年工作回顾\n2001年3月市第十届人民代表大会第四次会议以来，成绩显著。",
        ("子陵市", "政府工作报告", "2002-03-26", (2001, 2001), None),
    ),
    "the first year of a five-year plan, its vision beside it": (
        "x.md",
        "---\ntitle: 2022年丑州自治区政府工作报告\n---\n\n各位代表：\n\n"
        "现在，我代表自治区人民政府，向大会报告工作。\n\n一、“十四五”开局起步之年的工作回顾\n\n正"
        "文。\n\n"
        "二、2022年工作安排\n\n正文。",
        ("丑州自治区", "政府工作报告", "2022", (2021, 2025), (2022, 2022)),
    ),
    "the national communiqué": (
        "x.md",
        "**中华人民共和国**\n\n**2009年国民经济和社会发展统计公报**\n\n中华人民共和国国家统计局\n\n"
        "2010年2月25日\n\n2009年，生产总值增长。\n\n一、综合\n\n正文。",
        ("全国", "统计公报", "2010-02-25", (2009, 2009), None),
    ),
    "the national plan with a vision": (
        "x.md",
        "中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要\n第一篇 新征程\n正"
        "文。",
        ("全国", "规划纲要", "2021", None, (2021, 2025)),
    ),
    "other kinds": (
        "x.md",
        "关于午原市2020年预算执行情况和2021年预算草案的报告\n"
        "——2021年2月3日在午原市第七届人民代表大会第六次会议上\n午原市财政局\n各位代表：\n"
        "受市人民政府委托，现将报告提请审议。\n一、2020年预算执行情况\n正文。",
        ("午原市", "其他", "2021-02-03", (2020, 2020), None),
    ),
}


@pytest.mark.parametrize("name", HEADS)
def test_heads_of_many_styles(name: str) -> None:
    file, source, expected = HEADS[name]
    found = metadata(source, file)
    assert (
        found.place,
        found.kind,
        found.delivered,
        years(found.reviews),
        years(found.plans),
    ) == expected


def test_the_sample(sample_report: Path) -> None:
    found = metadata(decode_text(sample_report.read_bytes()), "anything.md")
    assert found == Metadata(
        title="政协上饶市广丰区第十二届委员会常务委员会工作报告",
        place="上饶市广丰区",
        kind="政协常委会工作报告",
        delivered="2021-02-04",
        reviews=Period(2020, 2020, "review"),
        plans=None,
        meeting="区政协十二届六次会议",
        speaker="张莉",
    )


@pytest.mark.parametrize(
    ("head", "meeting", "speaker"),
    [
        (
            "——2023年1月5日在日照市第十九届人民代表大会第二次会议上\n日照市市长 李 明",
            "日照市第十九届人民代表大会第二次会议",
            "李明",
        ),
        (
            "（2024年1月4日资阳市第五届人民代表大会第六次会议）\n代市长 王小明",
            "资阳市第五届人民代表大会第六次会议",
            "王小明",
        ),
        (
            "2022年1月6日在县十七届人大二次会议上\n阿不都·克里木",
            "县十七届人大二次会议",
            "阿不都·克里木",
        ),
        ("政府工作报告\n2022年工作", None, None),
    ],
)
def test_meeting_and_speaker(head: str, meeting: str | None, speaker: str | None) -> None:
    found = metadata(f"政府工作报告\n{head}\n各位代表：\n现在报告工作。\n", "x.md")
    assert (found.meeting, found.speaker) == (meeting, speaker)


def test_a_text_that_says_nothing_of_itself_claims_nothing() -> None:
    assert metadata("全年新建公园。", "x.md") == Metadata("x", None, "其他", None, None, None)


def test_a_paragraph_marked_as_a_heading_is_no_title() -> None:
    assert metadata("# " + "全年新建公园，" * 60, "甲.md").title == "甲"


@pytest.mark.parametrize(
    "source",
    [
        "市" * 2000,
        "省市区县" * 500,
        "在" + "市" * 1999,
        "政协" + "甲市" * 900,
        "# " + "政协" * 400_000,
    ],
    ids=["city", "levels", "in", "cppcc", "title"],
)
def test_runs_of_units_take_bounded_time(source: str) -> None:
    began = time.process_time()
    metadata(source)
    # Up to four seconds here; without a bound the first did not end.
    assert time.process_time() - began < 30


@pytest.mark.shared
def test_places_and_years_of_gov120(shared_dir: Path) -> None:
    folder = shared_dir / "data" / "gov120"
    with (folder / "reports.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert len(rows) == 120
    wrong_place, wrong_year = [], []
    for row in rows:
        found = metadata(decode_text((folder / "reports" / row["file"]).read_bytes()), row["file"])
        # 坪山新区 became 坪山区 in 2016.
        place = (found.place or "").replace("坪山新区", "坪山区")
        if not place.endswith(row["place"]):
            wrong_place.append((row["file"], found.place))
        delivered = found.delivered or ""
        # The table has the year that a report plans; six were delivered in the December before.
        late = delivered[5:7] in ("11", "12") and int(delivered[:4]) + 1 == int(row["year"])
        if delivered[:4] != row["year"] and not late:
            wrong_year.append((row["file"], delivered))
    assert len(wrong_place) <= 1, wrong_place
    assert len(wrong_year) <= 1, wrong_year
