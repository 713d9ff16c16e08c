"""The items of enumerations; every text is written for this test."""

from __future__ import annotations

import pytest

from qa.lists import items

#: Passage, the reader's span, how many the question says there are, the items.
LISTS: list[tuple[str, str, int | None, list[str]]] = [
    ("加快疏解东门市场、西门市场、河埠小商品市场，对其他", "东门市场、西门市场、河埠小商品市", None,
     ["东门市场", "西门市场", "河埠小商品市场"]),
    ("重点打造椰子、海工装备、风味食品等3个特色园区", "打造椰子、海工装备、风味食品等", None,
     ["椰子", "海工装备", "风味食品"]),
    ("撤销塘北、汉口、大堤三个行政区，组建新区", "撤销塘北、汉口、大堤三个行", None,
     ["塘北", "汉口", "大堤"]),
    ("4.支柱产业：核桃、茶叶、林木和森林旅游产业。", "核桃、茶叶、林木和森林旅游产业", None,
     ["核桃", "茶叶", "林木", "森林旅游产业"]),
    ("指胸痛中心、卒中中心、危重儿童和新生儿救治中心等三大中心",
     "胸痛中心、卒中中心、危重儿童和新生儿救治中心", None,
     ["胸痛中心", "卒中中心", "危重儿童和新生儿救治中心"]),
    ("打响“苇港兰花”“苇港优果”“苇港茗茶”品牌，积极", "苇港兰花”“苇港优果”“苇港茗", None,
     ["苇港兰花", "苇港优果", "苇港茗茶"]),
    ("枸杞、牛奶、肉牛（羊）、果蔬四个产业链全面推进", "枸杞、牛奶、肉牛（羊）、果蔬四个", None,
     ["枸杞", "牛奶", "肉牛（羊）", "果蔬"]),
    ("即齐门大桥（齐门大道北延工程）、凤台大桥（凤台路延伸工程）。",
     "齐门大桥（齐门大道北延工程）、凤台大桥（凤台路", None,
     ["齐门大桥", "凤台大桥"]),
    ("推动物泊科技和海橡轮胎上市，健全名单", "物泊科技和海橡轮胎", 2, ["物泊科技", "海橡轮胎"]),
    ("一是规划先行；二是项目带动；三是机制保障。", "一是规划先行；二是项目带动；三是机制保障", None,
     ["规划先行", "项目带动", "机制保障"]),
    ("再新增三件：提高医保标准，提高养老标准，为社区增添健身器材。",
     "提高医保标准，提高养老标准", 3, ["提高医保标准", "提高养老标准", "为社区增添健身器材"]),
    ("建成东湖、西湖、南湖、北湖并开放", "西湖、南湖", 4, ["东湖", "西湖", "南湖", "北湖"]),
    ("建成东湖、西湖、南湖、北湖", "东湖、西湖、南湖、北湖", 3, ["东湖", "西湖", "南湖"]),
    ("园区建设大会战、交通建设大会战和港口建设大会战。",
     "建设大会战、交通建设大会战和港口建设大会战", None,
     ["园区建设大会战", "交通建设大会战", "港口建设大会战"]),
    ("高品质提升果品加工、机电制造、商贸物流三个产业", "高品质提升果品加工、机电制造、商贸物流", 3,
     ["果品加工", "机电制造", "商贸物流"]),
    ("苇港区每年举办的荷花节、开镰节和灯会。", "苇港区每年举办的荷花节、开镰节和灯会", 3,
     ["荷花节", "开镰节", "灯会"]),
    ("完成水位选择、施工规划和布置比选三项专题研究报告",
     "水位选择、施工规划和布置比选三项专题研究报告", 3, ["水位选择", "施工规划", "布置比选"]),
    ("绿色的山、蓝色的水", "绿色的山、蓝色的水", None, ["绿色的山", "蓝色的水"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "span", "count", "listed"), LISTS)
def test_the_items_of_an_enumeration(
    text: str, span: str, count: int | None, listed: list[str]
) -> None:
    start = text.index(span)
    found = items(text, start, start + len(span), count)
    assert [text[a:b] for a, b in found] == listed


def test_a_span_without_an_enumeration_is_one_item() -> None:
    text = "澜湾大桥建成通车。"
    assert [text[a:b] for a, b in items(text, 0, 4)] == ["澜湾大桥"]


def test_nothing_has_no_items() -> None:
    assert items("", 0, 0) == ()
    assert items("，、。", 0, 3) == ()


def test_a_count_ends_the_enumeration_however_far_the_span_goes() -> None:
    text = "甲山、乙岭、丙峰3条步道和丁路建成"
    found = items(text, 0, text.index("建成"))
    assert [text[a:b] for a, b in found] == ["甲山", "乙岭", "丙峰"]
    text = "即淘汰一批、转型一批、替代一批。"
    found = items(text, 1, 5, 3)
    assert [text[a:b] for a, b in found] == ["淘汰一批", "转型一批", "替代一批"]


def test_the_first_and_last_item_lose_what_stands_beside_them() -> None:
    text = "推进甲石镇、乙桥镇和丙田镇集体经营性用地入市"
    found = items(text, 2, text.index("用地"))
    assert [text[a:b] for a, b in found] == ["甲石镇", "乙桥镇", "丙田镇"]
    text = "康平医院及林甲、陈乙、周丙3名同志获奖"
    found = items(text, 0, text.index("3名"), 3)
    assert [text[a:b] for a, b in found] == ["林甲", "陈乙", "周丙"]
    text = "做强煤炭及煤化工、钢铁、电力及新能源产业"
    found = items(text, 2, len(text), 3)
    assert [text[a:b] for a, b in found] == ["煤炭及煤化工", "钢铁", "电力及新能源产业"]


def test_an_enumeration_inside_one_pair_of_quotation_marks_is_taken_apart() -> None:
    text = "提出“人员流动、药品统一、报告互认”建议"
    start = text.index("人员")
    found = items(text, start - 1, start + 14)
    assert [text[a:b] for a, b in found] == ["人员流动", "药品统一", "报告互认"]
