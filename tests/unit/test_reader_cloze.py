"""Made-up examples say what their reports say, and their no-answers are contradicted."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import UsageError
from qa.reader.cloze import cloze_examples, load_reports
from qa.reader.examples import Example
from qa.reader.rules.draw import Draw
from qa.reader.rules.facts import value_facts
from qa.reader.rules.opening import When, opening
from qa.reader.rules.statements import statements
from qa.reader.rules.terms import entry_statement
from qa.reader.rules.wording import ask


def _report(place: str, year: int, shift: int) -> str:
    return f"""# {place}{year}年政府工作报告

——{year}年1月18日在{place}第五届人民代表大会第二次会议上

## 一、{year - 1}年工作回顾

全市新建农村公路{320 + shift}公里，加装电梯{45 + shift}台。
城镇化率达到{51 + shift}.4%，外贸进出口总额增长{9 + shift}.2%。
实现旅游收入{80 + shift}.5亿元，增长{11 + shift}.1%。苇港街道获评全国文明街道。

财政民生支出占一般公共预算支出的{70 + shift}.3%。开通苇港大道、石门大道、凤栖大道。

## 二、{year}年工作安排

今年要新增停车位{5200 + shift * 10}个以上，改造老旧小区{30 + shift}个。确保沿江高速6月底前建成通车。
设立{2 + shift}亿元企业信用贷款风险资金池，引导银行给实体企业放款。

## 名词解释

1.“五同”工程：规划同编、交通同网、科技同兴、产业同链、民生同保。

2.“三包三带”：包产业、包区域、包项目，带规划、带土地、带项目。

3.双飞地：是指两地共建研发基地、共享产业园区的合作模式。
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six reports of three places that do not exist, and a table that bars one of these."""
    folder = tmp_path_factory.mktemp("reports")
    for place, base in (("砚川市", 0), ("苇港市", 3), ("云栖市", 6)):
        for year in (2020, 2021, 2022):
            text = _report(place, year, base + year - 2020)
            (folder / f"{place}_{year}.md").write_text(text, encoding="utf-8")
    # A barred report's text under the name of another place.
    copy = (folder / "云栖市_2021.md").read_text(encoding="utf-8")
    (folder / "copy_2021.md").write_text(copy, encoding="utf-8")
    table = "file\tplace\n云栖市_2021.md\t云栖市\n"
    (folder.parent / "barred.tsv").write_text(table, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def examples(folder: Path) -> list[Example]:
    """What is made of the reports that are not barred."""
    return list(cloze_examples(load_reports(folder, folder.parent / "barred.tsv", 100)))


def test_barred_places_are_nowhere(examples: list[Example], folder: Path) -> None:
    """Neither a barred file nor its place's other years nor a copy of it is read."""
    reports = load_reports(folder, folder.parent / "barred.tsv", 100)
    assert [report.metadata.place for report in reports] == ["砚川市"] * 3 + ["苇港市"] * 3
    assert not any("云栖" in e.context + e.question for e in examples)


def test_a_table_without_places_is_refused(folder: Path, tmp_path: Path) -> None:
    """The error names the table and the columns that it needs."""
    table = tmp_path / "table.tsv"
    table.write_text("name\n", encoding="utf-8")
    with pytest.raises(UsageError, match="file 和 place"):
        load_reports(folder, table)


def test_examples_are_the_same_each_time(examples: list[Example], folder: Path) -> None:
    """Nothing is drawn that does not depend on the reports alone."""
    again = cloze_examples(load_reports(folder, folder.parent / "barred.tsv", 100))
    assert list(again) == examples


def test_every_kind_is_asked_for(examples: list[Example]) -> None:
    """Each kind of answer comes, and about half of all examples have none."""
    kinds = {example.source for example in examples if example.answer}
    assert kinds >= {
        f"cloze:{kind}"
        for kind in ("number", "percent", "target", "definition", "entity", "list", "date")
    }
    none = sum(1 for example in examples if example.answer is None)
    assert 0.3 < none / len(examples) < 0.7


def test_no_answer_is_contradicted_or_absent(examples: list[Example]) -> None:
    """A text that does answer its question is a no-answer only under another place or time."""
    answered = {(e.question, e.context, e.text) for e in examples if e.answer}
    refused = {(e.question, e.context, e.text) for e in examples if e.answer is None}
    assert not answered & refused
    for example in examples:
        assert example.source.endswith("-none") == (example.answer is None)


@pytest.mark.parametrize(
    ("text", "answer", "topic"),
    [
        ("全年新建农村公路320公里，受到好评。", "320公里", "农村公路"),
        ("改造15个老旧小区。", "15个", "老旧小区"),
        ("城镇化率达到61.5%。", "61.5%", "城镇化率"),
        ("外贸进出口总额增长9.2%。", "9.2%", "外贸进出口总额"),
        ("今年要新增停车位5200个以上。", "5200个以上", "停车位"),
        ("力争社会消费品零售总额突破800亿元。", "800亿元", "社会消费品零售总额"),
        ("缴获走私香烟近3吨。", "近3吨", "走私香烟"),
    ],
)
def test_values_are_found_as_people_copy_them(text: str, answer: str, topic: str) -> None:
    """以上, 近 go with a value, 突破, 达到 do not, as in the first answers of data/train."""
    (fact,) = value_facts(text)
    assert (text[fact.start : fact.end], fact.topic) == (answer, topic)


def test_a_rise_is_that_of_the_clause_before() -> None:
    """`旅游收入80亿元，增长11%`: it is the tourism that rises."""
    text = "实现旅游收入80亿元，增长11%。"
    amount, growth = value_facts(text)
    assert (amount.form, text[amount.start : amount.end]) == ("amount", "80亿元")
    assert (growth.form, growth.topic, text[growth.start : growth.end]) == (
        "growth",
        "旅游收入",
        "11%",
    )


def test_values_said_together_belong_in_order() -> None:
    """`A、B分别增长x、y`: the second value is the second thing's."""
    text = "用电量、货运量分别增长7.4%、9.1%。"
    assert [(f.topic, text[f.start : f.end]) for f in value_facts(text)] == [
        ("用电量", "7.4%"),
        ("货运量", "9.1%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "其中农村公路120公里。",  # Of what, the sentence before says.
        "位居全省第3位。",
        "钒钛新城、西溪科技城固定资产投资分别增长56%、10%。",  # The noun is left out of the first.
        "总投资120亿元。",
        "阿勒地区达到27万亩。",
    ],
)
def test_what_nobody_could_ask_is_left_alone(text: str) -> None:
    """A value whose clause does not say what it is of makes no question."""
    assert not list(value_facts(text))


@pytest.mark.parametrize(
    ("text", "kind", "answer"),
    [
        ("苇港街道获评全国文明街道。", "entity", "苇港街道"),
        ("与东海大学签订战略合作协议。", "entity", "东海大学"),
        ("确保沿江高速6月底前建成通车。", "date", "6月底前"),
        ("到2025年，城镇化率达到61%。", "date", "2025年"),
        ("打通苇港路、石门路、凤栖路3条断头路。", "list", "苇港路、石门路、凤栖路"),
        ("推进医疗、医保、医药“三医”联动。", "definition", "医疗、医保、医药"),
        (
            "推行“三退”（退出散养，退出庭院，退出村屯）。",
            "definition",
            "退出散养，退出庭院，退出村屯",
        ),
        ("设立信用贷款资金池，引导银行给企业放款。", "reason", "设立信用贷款资金池"),
        ("受疫情和洪水叠加影响，旅游接待人数未达预期。", "reason", "受疫情和洪水叠加影响"),
    ],
)
def test_statements_are_found(text: str, kind: str, answer: str) -> None:
    """Each rule takes the words that answer, no more and no less."""
    assert (kind, answer) in {(s.kind, text[s.start : s.end]) for s in statements(text)}


def test_an_entry_is_defined_by_its_body() -> None:
    """The number, the term and 是指 are no part of the definition, nor is what follows it."""
    text = "3.“双飞地”模式：是指两地共建研发基地、共享产业园区的合作模式。目前已建成2个。"
    found = entry_statement(text, "双飞地")
    assert found is None or text[found.start : found.end].startswith("两地")
    whole = entry_statement(text, "“双飞地”模式")
    assert whole is not None
    assert text[whole.start : whole.end] == "两地共建研发基地、共享产业园区的合作模式"
    assert all("双飞地" in question for question in whole.done)


def test_questions_differ_and_name_what_is_asked() -> None:
    """One fact is asked in many ways, each with its place, its time and its topic."""
    (fact,) = value_facts("新建停车楼320座。")
    when = When(2020, 2020, planned=False)
    asked = {ask(fact, "砚川市", when, False, Draw("test", n)) for n in range(60)}
    assert len(asked) > 30
    assert all("砚川" in q and "2020" in q and "停车楼" in q for q in asked)


@pytest.mark.parametrize("number", range(40))
def test_a_plan_of_five_years_is_named_as_one(number: int) -> None:
    """2016 to 2020 may be called “十三五”, and no other plan."""
    said = opening("砚川市", When(2016, 2020, planned=False), Draw("plan", number))
    assert "十三五" in said or "2020" in said
    assert not any(f"十{n}五" in said for n in "一二四五")
