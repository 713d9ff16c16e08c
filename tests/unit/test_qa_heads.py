"""Names cut, or carried on, to what a question asks for; every text is written for this test."""

from __future__ import annotations

import pytest

from qa.heads import divisions_listed, headed
from qa.types import AnswerKind

#: Question, kind, text, the completed span, the name.
NAMES: list[tuple[str, AnswerKind, str, str, str]] = [
    ("扶持哪个城市建铝材基地？", "place", "支持苏州建设铝基地", "支持苏州建设铝基地", "苏州"),
    ("去了哪个区？", "place", "赴江苏睢宁县、本市广信区调研", "江苏睢宁县、本市广信区", "广信区"),
    ("睢宁县之外去了哪个县？", "place", "赴睢宁县、沛县", "睢宁县、沛县", "睢宁县、沛县"),
    ("哪座城市结为友城？", "place", "与美国澜湾市结为友城", "美国澜湾市", "美国澜湾市"),
    ("开办学校的是哪位球星？", "person", "名将罗尔曼先生在新区开办学院", "罗尔曼先生在新区开办学院",
     "罗尔曼"),
    ("书记叫什么名字？", "person", "书记林知行、镇长何一舟等到会", "林知行、镇长何一舟等到会",
     "林知行"),
    ("配了什么人？", "person", "配齐联络员、宣讲员", "联络员、宣讲员", "联络员、宣讲员"),
    ("评上“好人”的是谁？", "person", "周田田自主脱贫当选好人", "周田", "周田田"),
    ("评上“好人”的是谁？", "person", "周田当选好人", "周田", "周田"),
    ("上市的特效药叫什么名字？", "person", "安澜定作为首个治疗流感特效药获批", "治疗流感特效药",
     "安澜定"),
    ("流动议事亭叫什么？", "entity", "河埠社区开出“夜市议事亭”", "河埠社区开出", "夜市议事亭"),
    ("河埠社区办了什么？", "entity", "河埠社区开出“夜市议事亭”", "河埠社区开出", "河埠社区开出"),
    ("搬迁的是哪所小学？", "organisation", "承担旧改、东山小学搬迁", "承担旧改、东山小学搬迁",
     "东山小学"),
    ("改造的是哪个老旧小区？", "entity", "用于柏树畈老旧小区改造", "柏树", "柏树畈老旧小区"),
    ("哪支球队升级？", "entity", "澜湾队以乙级第一名成绩升级", "乙级第一名成绩升级", "澜湾队"),
    ("哪家银行新开了分行？", "organisation", "引进了澜湾银行苇港分行", "苇港分行", "澜湾银行"),
    ("挂牌了一家本地银行，叫什么？", "entity", "金融业壮大，苇港银行揭牌，设立分行", "分行",
     "分行"),
    ("挂牌了一家本地银行，叫什么？", "entity", "苇港银行正式揭牌", "正式揭牌", "苇港银行"),
    ("拿奖的是哪家公司？", "organisation", "苇帆公司“选种技术体系”获奖", "苇帆公司“选种技术体系",
     "苇帆公司"),
    ("哪个村上榜？", "place", "改善农村厕所条件", "厕所条件", "厕所条件"),
    ("哪两所小学开工？", "place", "东山小学、西山小学开工", "东山小学、西山小学",
     "东山小学、西山小学"),
    ("首台国产设备是什么设备？", "entity", "全国首台国产血液净化机获批", "全国首台国产血液净化机",
     "血液净化机"),
    ("得了什么称号？", "entity", "获评全省首个无废城市", "全省首个无废城市", "全省首个无废城市"),
    ("又有哪家公司上榜？", "organisation", "苇港煤化继澜湾集团之后上榜", "苇港煤化继澜湾集团之后",
     "苇港煤化"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "kind", "text", "span", "name"), NAMES)
def test_a_name_is_what_the_question_asks_for(
    asked: str, kind: AnswerKind, text: str, span: str, name: str
) -> None:
    start = text.index(span)
    a, b = headed(text, start, start + len(span), asked, kind)
    assert text[a:b] == name


def _listed(asked: str, text: str, *items: str) -> list[str]:
    found = tuple((text.index(item), text.index(item) + len(item)) for item in items)
    return [text[a:b] for a, b in divisions_listed(text, found, asked)]


def test_items_are_cut_to_their_divisions_and_go_on_in_the_clause() -> None:
    text = "发挥南京科技改革、苏州城乡一体化、无锡“两型”建设、泰州转型等试点，支持宿迁"
    asked = "靠哪几个市的试点？"
    found = _listed(asked, text, "南京科技改革", "苏州城乡一体化")
    assert found == ["南京", "苏州", "无锡", "泰州"]


def test_items_stay_where_one_is_no_division_or_none_is_asked_for() -> None:
    text = "发挥南京科技改革、城乡一体化等试点"
    items = ("南京科技改革", "城乡一体化")
    assert _listed("靠哪几个市的试点？", text, *items) == list(items)
    text = "发挥南京科技改革、苏州城乡一体化等试点"
    items = ("南京科技改革", "苏州城乡一体化")
    assert _listed("有哪些试点？", text, *items) == list(items)
