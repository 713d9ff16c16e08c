"""The gazetteer: which words of a question name which reports' places, and which are unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

import qa.divisions
from qa.divisions import TABLE
from qa.places import Gazetteer, only_greater, parents, short_forms

LIBRARY = Gazetteer(
    [
        "上饶市广丰区",
        "深圳市宝安区",
        "南昌市",
        "浦东新区",
        "湘西土家族苗族自治州",
        "克孜勒苏柯尔克孜自治州",
        "内蒙古自治区",
        "吉林市",
    ]
)
ONE = Gazetteer(["上饶市广丰区"])


@pytest.mark.parametrize(
    ("place", "forms"),
    [
        ("上饶市广丰区", {"上饶市广丰区", "广丰区", "广丰"}),
        ("南昌市", {"南昌市", "南昌"}),
        ("浦东新区", {"浦东新区", "浦东"}),
        ("湘西土家族苗族自治州", {"湘西土家族苗族自治州", "湘西州", "湘西"}),
        ("黔东南苗族侗族自治州", {"黔东南州", "黔东南"}),
        ("延边朝鲜族自治州", {"延边州", "延边"}),
        ("新疆维吾尔自治区", {"新疆维吾尔自治区", "新疆"}),
        ("巴音郭楞蒙古自治州", {"巴音郭楞州", "巴州"}),
        ("前郭尔罗斯蒙古族自治县", {"前郭尔罗斯县", "前郭尔罗斯"}),
        ("神农架林区", {"神农架林区", "神农架"}),
        ("阿里地区", {"阿里地区", "阿里"}),
        ("锡林郭勒盟", {"锡林郭勒盟", "锡林郭勒"}),
        ("香港特别行政区", {"香港"}),
        ("内蒙古自治区", {"内蒙古", "内蒙"}),
        ("呼和浩特市", {"呼和浩特", "呼市"}),
        ("锡林郭勒盟", {"锡盟"}),
        ("科尔沁左翼中旗", {"科左中旗"}),
        ("土默特左旗", {"土左旗"}),
        ("鄂托克前旗", {"鄂前旗"}),
        ("克什克腾旗", {"克什克腾", "克旗"}),
        ("鄂温克族自治旗", {"鄂温克旗", "鄂温克"}),
        ("东乡族自治县", {"东乡县", "东乡"}),
        ("龙胜各族自治县", {"龙胜县", "龙胜"}),
        ("管城回族区", {"管城区", "管城"}),
        ("深圳市深汕特别合作区", {"深汕特别合作区", "深汕"}),
    ],
)
def test_short_forms_that_people_use(place: str, forms: set[str]) -> None:
    assert forms <= set(short_forms(place))


@pytest.mark.parametrize("place", ["南昌市", "区县", "上饶市广丰区", "沙市区"])
def test_no_form_is_a_single_character_or_a_bare_unit(place: str) -> None:
    assert all(len(form) >= 2 for form in short_forms(place))


@pytest.mark.parametrize(
    ("place", "form"), [("张家口市", "张市"), ("三门峡市", "三市"), ("土默特左旗", "土旗")]
)
def test_no_form_is_one_that_means_something_else(place: str, form: str) -> None:
    assert form not in short_forms(place)


@pytest.mark.parametrize(
    ("places", "form", "meant"),
    [
        (["鞍山市", "马鞍山市"], "马鞍山", ["马鞍山市"]),
        (["鞍山市", "马鞍山市"], "马鞍山市", ["马鞍山市"]),
        (["鞍山市", "马鞍山市"], "鞍山", ["鞍山市"]),
        (["苇港区", "砚川市苇港区"], "砚川市苇港区", ["砚川市苇港区", "苇港区"]),
        (["吉林市", "吉林省"], "吉林", ["吉林省"]),
        (["吉林市", "吉林省"], "吉林市", ["吉林市"]),
        (["吉林市"], "吉林", ["吉林市"]),
        (["南昌市", "南昌县"], "南昌", ["南昌市"]),
        (["南昌市", "南昌县"], "南昌县", ["南昌县"]),
        (["海南省", "海南藏族自治州"], "海南", ["海南省"]),
        (["上饶市广丰区", "广丰县"], "广丰", ["上饶市广丰区", "广丰县"]),  # What it was before.
        (["昆山市", "昆山县"], "昆山", ["昆山县", "昆山市"]),
        (["朝阳市", "北京市朝阳区"], "朝阳", ["北京市朝阳区", "朝阳市"]),
    ],
)
def test_a_form_means_the_places_that_people_mean_by_it(
    places: list[str], form: str, meant: list[str]
) -> None:
    found = Gazetteer(places).find(f"2013年{form}的生产总值是多少")
    assert {p for mention in found for p in mention.places} == set(meant)


def test_every_province_and_prefecture_is_found_by_its_shortest_name() -> None:
    lines = Path(qa.divisions.__file__).with_name(TABLE).read_text(encoding="utf-8").splitlines()
    great = {name for line in lines for name in " ".join(line.split("\t")[:2]).split()}
    library = Gazetteer(great)
    forms = {name: min(short_forms(name), key=len) for name in great}
    found = {
        name: {p for m in library.find(f"2013年{form}的粮食产量") for p in m.places}
        for name, form in forms.items()
    }
    wrong = {name for name, places in found.items() if places != {name}}
    # 吉林 and 海南 are the provinces; 呼市 and 乌市 are said of two cities each.
    shared = {"呼和浩特市", "呼伦贝尔市", "乌鲁木齐市", "乌兰察布市"}
    assert wrong == {"吉林市", "海南藏族自治州", *shared}


def test_parents_are_what_the_name_says() -> None:
    assert parents("上饶市广丰区") == ("上饶市",)
    assert parents("江西省上饶市广丰区") == ("江西省", "江西省上饶市")
    assert parents("南昌市") == ()


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("广丰2020年建成多少协商议事室", "上饶市广丰区"),
        ("广丰区建了多少", "上饶市广丰区"),
        ("上饶市广丰区建了多少", "上饶市广丰区"),
        ("2010年广丰县建了多少", "上饶市广丰区"),
        ("广丰市民有多少人", "上饶市广丰区"),
        ("南昌市区有多大", "南昌市"),
        ("南昌的GDP", "南昌市"),
        ("浦东建了多少", "浦东新区"),
        ("湘西州2020年脱贫了多少人", "湘西土家族苗族自治州"),
        ("“十四五”期间克州新建了多少", "克孜勒苏柯尔克孜自治州"),
        ("内蒙古的粮食产量", "内蒙古自治区"),
    ],
)
def test_a_place_of_the_library_is_found(question: str, place: str) -> None:
    assert {p for mention in LIBRARY.find(question) for p in mention.places} == {place}
    assert LIBRARY.unknown(question) == ()


def test_a_mention_says_where_it_stands() -> None:
    question = "2020年深圳市宝安区和南昌的GDP"
    for mention in LIBRARY.find(question):
        assert question[mention.start : mention.end] == mention.text
    assert [mention.text for mention in LIBRARY.find(question)] == ["深圳市宝安区", "南昌"]


def test_a_parent_means_its_children_only_where_it_has_no_report_of_its_own() -> None:
    assert [m.places for m in ONE.find("上饶有多少")] == [("上饶市广丰区",)]
    both = Gazetteer(["上饶市广丰区", "上饶市"])
    assert [m.places for m in both.find("上饶有多少")] == [("上饶市",)]


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("南昌市2020年GDP是多少", "南昌市"),
        ("2020年南昌市GDP是多少", "南昌市"),
        ("2020年在南昌县建了多少", "南昌县"),
        ("那南昌市呢？", "南昌市"),
        ("请问抚州市2020年GDP是多少", "抚州市"),
        ("和信州区比谁多", "信州区"),
        ("上饶市玉山县2020年建了多少", "玉山县"),
        ("江西省2020年GDP是多少", "江西省"),
        ("2020年雄安新区建了多少", "雄安新区"),
        ("2019年甘孜自治州建了多少", "甘孜自治州"),
        ("2019年文山州新盖了多少所幼儿园？", "文山州"),
        ("上海呢？", "上海"),
        ("那上海呢", "上海"),
        ("2020年上海建了多少公里地铁", "上海"),
        ("请问“十三五”时期连云港建了几座桥", "连云港"),
        ("连云港第二十一届省运会在哪年", "连云港"),
        ("上海 2020 地铁 投资", "上海"),
    ],
)
def test_a_place_that_the_library_lacks_is_named(question: str, name: str) -> None:
    assert [mention.text for mention in ONE.unknown(question)] == [name]


@pytest.mark.parametrize(
    ("question", "name"),
    [("南昌县2020年GDP是多少", "南昌县"), ("2020年吉林省GDP是多少", "吉林省")],
)
def test_another_unit_after_a_short_form_is_another_place(question: str, name: str) -> None:
    assert LIBRARY.find(question) == ()
    assert [mention.text for mention in LIBRARY.unknown(question)] == [name]


@pytest.mark.parametrize(
    "question",
    [
        "全区的教育投入是多少",
        "2020年全市有多少人",
        "我区有几家企业",
        "城区改造花了多少钱",
        "2020年城区供水如何",
        "社区有多少",
        "政协委员在社区做了什么",
        "高新区建了什么平台",
        "2020年高新区建了多少学校",
        "棚户区改造完成多少",
        "经开区有几家企业",
        "工业区有几个",
        "2020年建成区面积多少",
        "整修了多大面积的老住宅区",
        "贫困县有几个",
        "2021年县城建设花了多少钱",
        "市区有几个公园",
        "如何节省开支",
        "给企业省下了多少钱",
        "哪个县最先脱贫",
        "柳津院区投用以后开了多少张床",
        "海上风电装机多少",
        "区委书记是谁",
        "2020年市场有几个",
        "国家卫生城市是哪年创建的",
        "少数民族地区有多少",
        "本区四个街道",
    ],
)
def test_generic_words_are_no_places(question: str) -> None:
    assert ONE.find(question) == ()
    assert ONE.unknown(question) == ()


@pytest.mark.parametrize(
    "question",
    [
        "上海合作组织峰会在哪开",
        "北京大学有几个合作项目",
        "北京到广丰的高铁多久",
        "东西部协作中给广丰的钱有多少",
        "财政收入呢",
        "从上海引进了几个项目",
    ],
)
def test_a_name_inside_another_or_on_the_way_is_no_unknown_place(question: str) -> None:
    assert ONE.unknown(question) == ()


def test_a_known_place_leaves_no_bare_name_unknown() -> None:
    assert ONE.unknown("上海2020年从广丰买了多少钱的马家柚") == ()


def test_a_greater_place_around_a_known_one_is_not_unknown() -> None:
    assert Gazetteer(["郑州市"]).unknown("河南省头一个“两区”落在郑州哪里") == ()
    assert Gazetteer(["广丰区"]).unknown("上饶市广丰区建了多少") == ()


def test_a_gazetteer_of_nothing_finds_nothing() -> None:
    assert Gazetteer([]).find("广丰区建了多少") == ()


def test_a_place_written_with_and_without_its_parent_is_one() -> None:
    gazetteer = Gazetteer(["砚川市苇港区", "苇港区", "砚川市梓泊区"])
    for question in ("砚川市苇港区建了几所学校", "苇港区建了几所学校", "苇港建了几所学校"):
        (mention,) = gazetteer.find(question)
        assert set(mention.places) == {"砚川市苇港区", "苇港区"}


def test_the_only_place_is_one_however_it_is_spelled() -> None:
    assert set(Gazetteer(["砚川市苇港区", "苇港区"]).only) == {"砚川市苇港区", "苇港区"}
    assert Gazetteer(["砚川市苇港区", "砚川市梓泊区"]).only == ()
    assert Gazetteer([]).only == ()


def test_the_nation_is_a_place_only_where_it_is_what_is_asked_about() -> None:
    gazetteer = Gazetteer(["全国", "砚川市"])
    assert [m.places for m in gazetteer.find("2009年全国汽车产量是多少")] == [("全国",)]
    assert [m.places for m in gazetteer.find("砚川2009年GDP增速比全国高多少")] == [("砚川市",)]
    for question in ("拿了几个全国文明城市", "全国首个示范区是哪个", "全国百强县", "全国政协会议"):
        assert gazetteer.find(question) == ()


def test_a_city_without_a_report_of_its_own_is_only_greater() -> None:
    districts = Gazetteer(["砚川市苇港区", "砚川市梓泊区"])
    assert [only_greater(m) for m in districts.find("砚川市2021年GDP")] == [True]
    for named in ("砚川2021年GDP", "砚川市苇港区GDP", "苇港GDP", "砚川苇港GDP"):
        assert not any(only_greater(m) for m in districts.find(named))
    own = Gazetteer(["砚川市", "砚川市苇港区"])
    assert not any(only_greater(m) for m in own.find("砚川市2021年GDP"))


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("江苏南京2015年地铁多长", ["江苏南京"]),
        ("安徽省合肥市庐阳区2020年GDP", ["安徽省合肥市"]),
        ("江苏和南京2015年GDP", ["江苏", "南京"]),
        ("安徽南京2015年GDP", ["安徽", "南京"]),
    ],
)
def test_a_province_before_its_city_is_no_second_place(question: str, named: list[str]) -> None:
    library = Gazetteer(["江苏省", "南京市", "安徽省", "合肥市"])
    assert [mention.text for mention in library.find(question)] == named


def test_a_verb_before_a_place_that_the_library_lacks_is_no_part_of_its_name() -> None:
    gazetteer = Gazetteer(["河南省"])
    asked = "河南想在哪一年让郑州航空口岸的货邮吞吐量过百万吨"
    assert [m.text for m in gazetteer.unknown(asked)] == ["郑州"]
    assert asked[gazetteer.unknown(asked)[0].start :].startswith("郑州航空")
    assert [m.text for m in gazetteer.unknown("河南在从江县投资多少")] == ["从江县"]
    assert [m.text for m in gazetteer.unknown("河南在梓伯区投资多少")] == ["梓伯区"]
