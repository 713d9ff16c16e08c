"""Rows of tables: the source's cells in the canonical text, the header only in what is indexed."""

from __future__ import annotations

from index.canonical import canonicalise
from index.formats.blocks import Cell, Table, grid, write
from index.outline import find_headings
from index.tables import row_cells, with_headers

TABLE = """正文。

单位：亿元、%

| 指标 | 数值 |  | 备注 |
|---|---|---|---|
|  | 2019年 | 2020年 |  |
| 地区生产总值 | 957.2 | 1002.18 | 可比价 |
| 一、农业 | 20 | 21 |  |

结语。
"""


def test_a_row_is_its_own_cells_and_nothing_else() -> None:
    canonical = canonicalise(TABLE)
    assert canonical.text.split("\n") == [
        "正文。",
        "单位：亿元、%",
        "指标\t数值\t\t备注",
        "\t2019年\t2020年",
        "地区生产总值\t957.2\t1002.18\t可比价",
        "一、农业\t20\t21",
        "结语。",
    ]
    assert [line.row for line in canonical.lines] == [False, False, True, True, True, True, False]


def test_a_row_is_never_a_heading_nor_joined_to_a_neighbour() -> None:
    assert find_headings(canonicalise(TABLE)) == ()


def test_what_is_indexed_has_each_figure_behind_its_column_s_names() -> None:
    text = canonicalise(TABLE).text
    start = text.index("地区生产总值")
    assert with_headers(text, start, text.index("\n结语")) == (
        "单位：亿元、%\n"
        "指标：地区生产总值；数值2019年：957.2；数值2020年：1002.18；备注：可比价\n"
        "指标：一、农业；数值2019年：20；数值2020年：21"
    )


def test_a_passage_without_a_table_is_indexed_as_it_is() -> None:
    text = canonicalise(TABLE).text
    assert with_headers(text, 0, 3) == "正文。"


def test_a_passage_that_holds_the_whole_table_says_its_header_once() -> None:
    text = canonicalise("| 指标 | 单位 | 值 |\n| 面积 | 平方公里 | 12 |\n完。").text
    assert (
        with_headers(text, 0, len(text)) == "指标 单位 值\n指标：面积；单位：平方公里；值：12\n完。"
    )


def test_only_a_row_is_a_row() -> None:
    assert row_cells("| 甲 | 乙 \\| 丙 |") == ["甲", "乙 | 丙"]
    assert row_cells("|甲|") is None
    assert row_cells("甲 | 乙") is None
    assert row_cells("| | |") is None


def test_merged_cells_keep_the_columns_below_them() -> None:
    rows = [[Cell("甲", rows=2), Cell("乙", columns=2)], [Cell("丙"), Cell("丁")]]
    assert grid(rows) == (("甲", "乙", ""), ("", "丙", "丁"))
    assert grid([]) == ()


def test_cells_come_back_as_they_went_in() -> None:
    cells = ("甲 | 乙", "**丙**", "a_b*c", "1\\|2")
    text = canonicalise(write([Table((cells, ("1", "2", "3", "4")))])).text
    assert text.split("\n")[0].split("\t") == ["甲 | 乙", "**丙**", "a_b*c", "1\\|2"]


def test_pages_begin_where_they_begin() -> None:
    source = "甲甲，\f乙乙。\n\n丙。\n\n\f**一、丁**\n\n| 戊 | 己 |\n\f\n庚。\n\f\f"
    canonical = canonicalise(source, paged=True)
    text = canonical.text
    assert text == "甲甲，乙乙。\n丙。\n一、丁\n戊\t己\n庚。"
    at = [0, text.index("乙"), text.index("一"), text.index("庚"), len(text), len(text)]
    assert list(canonical.pages) == at
    assert canonicalise(source).pages == ()
    assert canonicalise(source).text == text


def test_pages_of_lines_that_are_joined() -> None:
    canonical = canonicalise("全区生产总值增长，\n\f就业稳定，\n\f物价平稳。", paged=True)
    assert canonical.text == "全区生产总值增长，就业稳定，物价平稳。"
    starts = [0, canonical.text.index("就业"), canonical.text.index("物价")]
    assert list(canonical.pages) == starts
