"""What kind of answer a question asks for: a table written for this test."""

from __future__ import annotations

import pytest

from qa.kinds import wanted

#: Question, kind, and the measure word that it names (None: not checked).
QUESTIONS = [
    ("2020年建成多少协商议事室", "number", None),
    ("一共开展了几次界别联合活动", "number", "次"),
    ("下沉社区的委员有多少名", "number", "名"),
    ("培训了多少人次", "number", "人次"),
    ("结对帮扶了多少户贫困户", "number", "户"),
    ("新建了几所学校", "number", "所"),
    ("修了多少公里农村公路", "number", "公里"),
    ("粮食产量是多少万吨", "number", None),
    ("全市常住人口有多少万人", "number", None),
    ("今年要新增多少个停车位", "number", None),
    ("会议开了几场", "number", "场"),
    ("一共有多大面积的高标准农田", "number", None),
    ("新能源汽车卖了多少辆", "number", "辆"),
    ("安排了多少专项经费", "money", None),
    ("给老旧小区改造协调了多少资金", "money", None),
    ("全年财政收入多少", "money", None),
    ("地区生产总值达到多少亿元", "money", None),
    ("委员一共捐了多少钱", "money", None),
    ("招商引资到位金额有多大", "money", None),
    ("每亩补贴多少元", "money", "元"),
    ("居民人均可支配收入是多少元", "money", "元"),
    ("GDP总量是多少", "money", None),
    ("GDP增长了百分之多少", "percent", None),
    ("城镇化率达到多少", "percent", None),
    ("森林覆盖率是多少", "percent", None),
    ("高新技术产业占比多少", "percent", None),
    ("GDP增速是多少", "percent", None),
    ("居民收入增长了几个百分点", "percent", None),
    ("规上工业增加值同比增长多少", "percent", None),
    ("空气优良天数比例是多少", "percent", None),
    ("提案办结率有多高", "percent", None),
    ("大会是哪天开的", "date", None),
    ("地铁什么时候通车", "date", None),
    ("机场哪一年动工", "date", None),
    ("何时完成搬迁", "date", None),
    ("预计哪个月投产", "date", None),
    ("张莉是在几月作的报告", "date", None),
    ("谁作了这个报告", "person", None),
    ("区委书记是谁", "person", None),
    ("哪位领导带队调研", "person", None),
    ("领导小组组长由谁担任", "person", None),
    ("哪家企业拿了质量奖", "organisation", None),
    ("哪个部门负责河长制", "organisation", None),
    ("哪个单位牵头", "organisation", None),
    ("由哪所大学承办", "organisation", None),
    ("新机场建在哪里", "place", None),
    ("哪个县最先脱贫", "place", None),
    ("到什么地方考察", "place", None),
    ("哪个镇建了产业园", "place", None),
    ("平均一天净增多少户市场主体", "number", "户"),
    ("这颗小行星被命名为什么", "entity", None),
    ("指标没达到预期，受了什么影响", "reason", None),
    ("城市为什么改名", "reason", None),
    ("替农民工要回来多少欠薪", "money", None),
    ("有哪些议题", "list", None),
    ("办了哪些民生实事", "list", None),
    ("“三个事关”分别是什么", "list", None),
    ("三大支柱产业各是什么", "list", None),
    ("去过哪几个地方调研", "list", None),
    ("哪些媒体报道了这件事", "list", None),
    ("什么是“门前三包”", "definition", None),
    ("“双创”指的是什么", "definition", None),
    ("“四个公共”是什么意思", "definition", None),
    ("什么叫河长制", "definition", None),
    ("“三农”是啥", "definition", None),
    ("为什么要建专家库", "reason", None),
    ("为啥成立领导小组", "reason", None),
    ("财政收入下降的原因是什么", "reason", None),
    ("怎么推动平台建设", "measure", None),
    ("采取了什么措施稳就业", "measure", None),
    ("如何解决用工难", "measure", None),
    ("2019年和2020年哪年建得多", "comparison", None),
    ("宝安和南昌谁的GDP更高", "comparison", None),
    ("会议室从多少个增加到多少个", "comparison", None),
    ("今年目标比去年高还是低", "comparison", None),
    ("报告的题目叫什么", "entity", None),
    ("创建的是什么称号", "entity", None),
    ("哪条铁路先开工", "entity", None),
    ("启动了哪项工程", "entity", None),
    ("介绍一下脱贫攻坚工作", "text", None),
    ("说说平台建设的情况", "text", None),
]


def test_the_table_is_wide() -> None:
    assert len(QUESTIONS) >= 60
    assert len({kind for _, kind, _ in QUESTIONS}) == 14


@pytest.mark.parametrize(("question", "kind", "unit"), QUESTIONS, ids=[q for q, _, _ in QUESTIONS])
def test_kind_and_unit(question: str, kind: str, unit: str | None) -> None:
    need = wanted(question)
    assert need.kind == kind
    if unit is not None:
        assert need.unit == unit


@pytest.mark.parametrize("ending", ["？", "?", "。", "呢？", "啊", "  "])
def test_how_a_question_ends_does_not_matter(ending: str) -> None:
    assert wanted("大会是哪天开的" + ending).kind == "date"
    assert wanted("什么是“门前三包”" + ending).kind == "definition"
    assert wanted("收入同比增长了多少" + ending).kind == "percent"


def test_a_question_of_nothing_asks_for_text() -> None:
    assert wanted("").kind == "text"
    assert wanted("？？？").unit is None


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("苇港的技改占多大份额", "percent"),
        ("查一下苇港2017年的失业率", "percent"),
        ("霁原2022年药价平均便宜了多少", "percent"),
        ("苇港 2014 贷款余额 目标", "money"),
        ("霁原哪部舞剧拿了大奖", "entity"),
        ("苇港2026年想了哪些办法治霾", "measure"),
        ("少收这笔钱是什么造成的", "reason"),
        ("“敲门行动”是干什么的", "definition"),
        ("这次比赛是怎么回事", "definition"),
        ("新学校什么季节招生", "date"),
        ("第一条无人地铁是几号线", "number"),
        ("谁在省大赛上拿了金牌", "person"),
        ("要动工的四座大桥叫什么", "list"),
    ],
)
def test_a_kind_is_read_off_the_words_that_ask(question: str, kind: str) -> None:
    assert wanted(question).kind == kind


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("建的是哪三个园区", 3),
        ("撤了哪两个区", 2),
        ("自己又加了哪3件实事", 3),
        ("要动工的四座大桥叫什么", 4),
        ("六块城市牌子分别是什么", 6),
        ("打算修通哪几条路", None),
        ("第三批有哪些镇", None),
        ("十五个项目里有多少开工", None),
    ],
)
def test_a_question_says_how_many_items_it_asks_for(question: str, count: int | None) -> None:
    assert wanted(question).count == count


@pytest.mark.parametrize(
    ("question", "count"),
    [
        ("三大板块里，带头的是哪些区？", None),
        ("四条线路当中开通的有哪些？", None),
        ("哪三个区带头？", 3),
        ("请列出十大攻关项目", 10),
        ("五大产业分别是什么", 5),
    ],
)
def test_how_many_things_are_asked_for(question: str, count: int | None) -> None:
    found = wanted(question)
    assert (found.kind, found.count) == ("list", count)
