"""Figures of tables with their units, and the one of them that a question means."""

from __future__ import annotations

import pytest

from index.canonical import canonicalise
from index.cells import Cell, cells
from qa.cells import asked_cell
from qa.finish import drafts
from qa.places import Gazetteer
from qa.types import Hit, Span
from qa.understand import understand

# An invented communiqué; units above the table, in a column, in the header and beside the name.
SOURCE = """2023年，全县经济平稳。
单位：亿元
| 指标 | 2022年 | 2023年 | 比上年增长（%） |
|---|---|---|---|
| 地区生产总值 | 231.6 | 248.9 | 6.3 |
| 第二产业增加值 | 96.5 | 104.8 | 7.2 |
二、农业
| 序号 | 产品 | 单位 | 产量 | 比上年增长 |
|---|---|---|---|---|
| 1 | 粮食 | 万吨 | 31.4 | 1.2 |
| 2 | 茶叶 | 吨 | 2860 | -9.5 |
三、人口
| 指标 | 年末数（万人） | 比重（%） |
|---|---|---|
| 常住人口 | 42.6 | 100 |
| 其中：女性 | 20.9 | 49.1 |
四、目标
| 指标 | 年初目标 | 预计完成 |
|---|---|---|
| 地区生产总值增速（％） | 6左右 | — |
| 新增就业（万人） | 0.95 | 1.02 |
| 加装电梯 | 40部 | 37部 |
| 高新技术企业数（家） | 50 | 57 |
| 规模以上工业企业数（家） | 140 | 149 |
"""
TEXT = canonicalise(SOURCE).text
FOUND = cells(TEXT, 0, len(TEXT))


def _cell(row: str, column: str) -> Cell:
    return next(cell for cell in FOUND if cell.row == row and cell.column == column)


@pytest.mark.parametrize(
    ("row", "column", "words", "unit"),
    [
        ("地区生产总值", "2023年", "248.9", "亿元"),
        ("地区生产总值", "比上年增长（%）", "6.3", "%"),
        ("茶叶", "产量", "2860", "吨"),
        ("茶叶", "比上年增长", "-9.5", "%"),
        ("常住人口", "年末数（万人）", "42.6", "万人"),
        ("地区生产总值增速（％）", "年初目标", "6左右", "％"),
        ("新增就业（万人）", "预计完成", "1.02", "万人"),
        ("加装电梯", "预计完成", "37部", "部"),
    ],
)
def test_a_cell_knows_row_column_and_unit(row: str, column: str, words: str, unit: str) -> None:
    cell = _cell(row, column)
    assert (TEXT[cell.start : cell.end], cell.unit) == (words, unit)
    assert TEXT[cell.row_start : cell.row_end].count("\n") == 0


def test_header_numbering_and_units_are_no_figures() -> None:
    assert {TEXT[c.start : c.end] for c in FOUND}.isdisjoint({"2022年", "1", "2", "万吨", "—"})
    assert cells("没有表格，增长3%。", 0, 9) == ()


def test_of_a_passage_inside_a_table_the_header_is_known() -> None:
    start = TEXT.index("茶叶")
    start = TEXT.rindex("\n", 0, start) + 1
    (amount, growth) = cells(TEXT, start, TEXT.index("\n", start))
    assert (amount.column, amount.unit, growth.unit) == ("产量", "吨", "%")


def test_two_units_above_a_table_say_none() -> None:
    text = canonicalise("单位：亿元、万人\n| 指标 | 数值 |\n|---|---|\n| 甲 | 12 |\n").text
    assert [cell.unit for cell in cells(text, 0, len(text))] == [""]


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("2023年第二产业增加值是多少亿元", "104.8"),
        ("2022年第二产业增加值是多少亿元", "96.5"),
        ("2023年第二产业增加值增长百分之几", "7.2"),
        ("2022年GDP有多少亿元", "231.6"),
        ("茶叶产了多少吨", "2860"),
        ("茶叶产量增长百分之几", "-9.5"),
        ("女性有多少万人", "20.9"),
        ("年末女性人口占百分之几", "49.1"),
        ("新增就业目标是多少万人", "0.95"),
        ("新增就业实际完成多少万人", "1.02"),
        ("加装电梯最后完成了多少部", "37部"),
        ("规上工业企业有多少家", "149"),
    ],
)
def test_the_row_by_its_name_and_the_column_by_year_kind_and_aspect(asked: str, words: str) -> None:
    reading = understand(asked, Gazetteer(["澄陵县"]))
    table = next(cell for cell in FOUND if TEXT[cell.start : cell.end] == words)
    # A reader that points at the wrong row, and at the whole of it.
    rows = sorted({(c.row_start, c.row_end) for c in FOUND if _same(c, table)})
    for start, end in rows:
        chosen = asked_cell(reading, FOUND, start, end)
        assert chosen is not None
        assert TEXT[chosen.cell.start : chosen.cell.end] == words
        assert chosen.fit == 1.0


def _same(cell: Cell, other: Cell) -> bool:
    between = TEXT[min(cell.row_start, other.row_start) : max(cell.row_end, other.row_end)]
    return all("\t" in line for line in between.split("\n"))


def test_a_unit_that_no_cell_has_does_not_fit_and_prose_is_left_alone() -> None:
    reading = understand("第二产业增加值是多少万吨", Gazetteer(["澄陵县"]))
    cell = _cell("第二产业增加值", "2023年")
    chosen = asked_cell(reading, FOUND, cell.start, cell.end)
    assert chosen is not None
    assert chosen.fit <= 0.1
    assert asked_cell(reading, FOUND, 0, 5) is None


def test_a_row_of_which_the_question_says_nothing_hardly_fits() -> None:
    reading = understand("现在有多少家", Gazetteer(["澄陵县"]))
    cell = _cell("高新技术企业数（家）", "预计完成")
    chosen = asked_cell(reading, FOUND, cell.start, cell.end)
    assert chosen is not None
    assert chosen.fit < 0.5


def test_the_answer_is_the_cell_s_own_words() -> None:
    reading = understand("2023年第二产业增加值是多少亿元", Gazetteer(["澄陵县"]))
    cell = _cell("第二产业增加值", "2022年")
    hit = Hit(
        0, "a", "a.md", "公报", "澄陵县", "2024", (), None, 0, len(TEXT), TEXT, 1.0, cells=FOUND
    )
    span = Span(0, cell.row_start, cell.row_end, TEXT[cell.row_start : cell.row_end], 0.9, 0)
    (draft,) = drafts(reading, [hit], [span])
    ((start, end),) = draft.parts
    assert (draft.text, TEXT[start:end], draft.fit) == ("104.8", "104.8", 1.0)
