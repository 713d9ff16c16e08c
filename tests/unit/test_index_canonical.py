"""Canonical text: what goes out, what stays, and which lines are joined."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.canonical import canonicalise, tidy_spaces
from index.decode import decode_text


def text_of(source: str) -> str:
    return canonicalise(source).text


# --- what goes out -----------------------------------------------------------------------------


def test_front_matter_goes_out_and_gives_its_title() -> None:
    canonical = canonicalise(
        '---\nsource: http://a.b/c\ntitle: "甲市报告"\ntags:\n  - 一\n---\n\n正文。'
    )
    assert canonical.text == "正文。"
    assert canonical.front_title == "甲市报告"
    assert canonicalise("---\ntitle:\nsource: x\n---\n正文。").front_title is None


def test_a_report_between_two_rules_is_no_front_matter() -> None:
    source = "---\n\n甲市规划纲要\n\n第一章 全市新建公园12个。\n\n---\n\n正文。"
    assert text_of(source) == "甲市规划纲要\n第一章 全市新建公园12个。\n正文。"


def test_comments_go_out_and_an_open_one_is_text() -> None:
    assert text_of("新建<!-- 图：\n公园 -->公园12个。") == "新建公园12个。"
    assert text_of("收入<!--甲--><!--乙-->增长。支出<!-- 下降。") == "收入增长。支出<!-- 下降。"


@pytest.mark.parametrize(
    "mark",
    [
        "(下转8版)",
        "（下转第二版）",
        "（紧接01版）",
        "（紧转02版）（紧接01版）",
        "（上接A1版）",
        "【下转3版】",
    ],
)
def test_a_page_jump_mark_goes_out_and_the_sentence_stands_whole(mark: str) -> None:
    assert text_of(f"全年新建公园12个，改造{mark}小区3个。") == "全年新建公园12个，改造小区3个。"
    broken = f"全年新建公园12个。改造了\n\n{mark}\n\n小区3个。"
    assert text_of(broken) == "全年新建公园12个。改造了小区3个。"


def test_footnote_marks_go_out_and_document_years_stay() -> None:
    assert text_of("“三网”[31]建设〔1〕加快［2］。") == "“三网”建设加快。"
    assert text_of("国发〔2015〕12号、〔2021〕3号文件") == "国发〔2015〕12号、〔2021〕3号文件"
    assert text_of("稳、进[^1]，两年平均增长6.3%[^注2]。\n\n[^1]: 指稳中求进。") == (
        "稳、进，两年平均增长6.3%。\n指稳中求进。"
    )


def test_circled_numbers_are_notes_only_where_notes_begin_with_them() -> None:
    notes = "推进三网①建设，落实两保②要求。\n①三网：甲。\n②两保：乙。"
    assert text_of(notes).startswith("推进三网建设，落实两保要求。\n①三网")
    assert text_of("重点是①教育②医疗③养老。") == "重点是①教育②医疗③养老。"


def test_bold_marks_headings_and_rules_go_out() -> None:
    canonical = canonicalise(
        "# **题目**\n\n***\n\n全**面**推进。\n\n__一、回顾__\n\n| 甲 | 乙 |\n|---|---|\n"
    )
    assert canonical.text == "题目\n全面推进。\n一、回顾\n甲\t乙"
    assert [(line.hashes, line.bold) for line in canonical.lines] == [
        (1, True),
        (0, False),
        (0, True),
        (0, False),
    ]


def test_markup_that_markdown_lets_through_goes_out_and_the_writers_own_brackets_stay() -> None:
    source = (
        "<details>\n<summary>目录</summary>\n\n> 印发通知\n>\n> 各区：\n\n![图1](a/b.png)\n"
        "见[官网](https://a.b/c)，面积<sup>2</sup>，<办事处>，支出<5%，&lt;b&gt;，甲<br>乙"
    )
    assert text_of(source) == (
        "目录\n印发通知\n各区：\n见官网，面积2，<办事处>，支出<5%，<b>，甲\n乙"
    )


def test_entities_are_decoded_once() -> None:
    assert text_of("增长3.5&permil;&nbsp;，A&amp;amp;B") == "增长3.5‰，A&amp;B"


@pytest.mark.parametrize(
    "line",
    [
        "您的位置：首页 > 政务",
        "字号：大 中 小",
        "【打印】 【关闭】",
        "来源：甲市政府网",
        "责任编辑：王",
    ],
)
def test_what_a_site_puts_around_an_article_goes_out(line: str) -> None:
    assert text_of(f"题目\n\n{line}\n\n正文。") == "题目\n正文。"


def test_a_sentence_that_begins_like_site_chrome_stays() -> None:
    sentence = "来源地直接投资" + "稳步增长、" * 20 + "全年到位资金12亿元。"
    assert text_of(sentence) == sentence


# --- white space and lines ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "tidy"),
    [
        ("产量3. 61亿吨", "产量3.61亿吨"),
        ("产量3 .61亿吨", "产量3.61亿吨"),
        ("增长 6.1 %，达到 12 个", "增长6.1%，达到12个"),
        ("（ 一 ）", "（一）"),
        ("市长 汪某", "市长 汪某"),
        ("政 府 工 作 报 告", "政府工作报告"),
        ("市长 王 某 某", "市长 王某某"),
        ("GDP growth rate", "GDP growth rate"),
        ("\u3000\u3000正文\u00a0\u200b。", "正文。"),
    ],
)
def test_spaces(source: str, tidy: str) -> None:
    assert tidy_spaces(source) == tidy


def test_the_samples_two_broken_sentences_are_joined(sample_report: Path) -> None:
    text = text_of(decode_text(sample_report.read_bytes()))
    assert "组织人员赴江苏睢宁县、本市广信区等地开展" in text
    assert "“健全基层公共卫生事件应急处理机制”" in text
    assert "下转" not in text
    assert "**" not in text
    assert not any(line.startswith("#") for line in text.split("\n"))


@pytest.mark.parametrize(
    ("source", "joined"),
    [
        ("全年新建公园12个，\n改造小区3个。", True),
        ("全年新建公园12个。改造\n\n小区3个。", True),
        ("全年新建公园12个。\n改造小区3个。", False),
        ("一、2020年工作回顾\n全年新建公园。", False),
        ("2020年工作回顾\n\n全年新建公园。", False),
        ("全年新建公园。\n（一）强化平台建设\n切实做到。", False),
        ("全年新建公园。加强\n一、工作", False),
        ("# 题目，\n正文。", False),
        ("**一、题目**\n正文。", False),
        ("市长 王某\n各位代表：", False),
    ],
)
def test_which_lines_are_joined(source: str, joined: bool) -> None:
    assert (len(canonicalise(source).lines) == 1) is joined


def test_lines_hold_the_text_by_their_offsets(sample_report: Path) -> None:
    canonical = canonicalise(decode_text(sample_report.read_bytes()))
    whole = [canonical.text[line.start : line.end] for line in canonical.lines]
    assert "\n".join(whole) == canonical.text
    assert all(line and line == line.strip() for line in whole)
    assert sum(1 for line in canonical.lines if line.hashes) == 18


PATHOLOGICAL = {
    "open comments": "<!--" * 250_000,
    "open brackets": "（下转" * 200_000,
    "spaces in front matter": "---\ntitle: a" + " " * 500_000 + "b\n---\n正文",
    "rules": "* " * 300_000 + "x",
    "dashes": "-" * 1_000_000,
    "pipes": "|" * 500_000,
    "one character": "国" * 1_000_000,
    "stars": "*" * 500_000 + "x",
    "tags": "<p " * 200_000,
    "images": "![" * 200_000,
    "links": "[a](" * 150_000,
    "quotes": ">" * 500_000,
    "spaced letters": "国 " * 300_000,
    "entities": "&#" * 300_000,
    "broken lines": "国泰民安，\n" * 60_000,
    "broken latin lines": "abc,\n" * 60_000,
    "broken lines behind a sentence": "我们要发展。国泰民安\n" * 30_000,
}


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_no_input_takes_more_than_linear_time(name: str) -> None:
    began = time.process_time()
    canonicalise(PATHOLOGICAL[name])
    # A second here; the quadratic ways that these inputs once found took minutes.
    assert time.process_time() - began < 15
