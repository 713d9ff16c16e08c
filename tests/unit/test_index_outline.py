"""The section tree: which lines are headings, how deep they stand, what they contain."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.canonical import canonicalise
from index.outline import build_sections, find_headings
from index.parse import SourceFile, parse_report, read_source
from index.types import Report

SAMPLE_OUTLINE = [
    (1, "2020年工作回顾"),
    (2, "一、强化理论武装，坚定政治方向，以新思想领航政协事业发展"),
    (3, "(一)加强理论学习，筑牢信仰之基"),
    (3, "(二)保持政治定力，增强行动自觉"),
    (3, "(三)突出“三个重要”，广泛凝聚共识"),
    (2, "二、坚守职能定位，丰富协商实践，以新格局推进基层协商民主"),
    (3, "(一)区委高位推动"),
    (3, "(二)强化平台建设"),
    (3, "(三)规范工作运行"),
    (3, "(四)注重协商成效"),
    (2, "三、聚焦稳定大局，主动担当作为，以新姿态助推经济社会发展"),
    (3, "(一)全力支持疫情防控"),
    (3, "(二)聚力决胜脱贫攻坚"),
    (3, "(三)强力助推“双创”工作"),
    (3, "(四)大力服务项目建设"),
    (2, "四、紧跟时代步伐，发挥职能优势，以新举措推动履职提质增效"),
    (3, "(一)聚焦发展大局，积极议政建言"),
]


def outline(source: str) -> list[tuple[int, str]]:
    return [(h.level, h.text) for h in find_headings(canonicalise(source))]


def parsed(source: str, file: str = "x.md") -> Report:
    return parse_report(SourceFile(Path(file), file, source.encode(), "0" * 64))


def check_tree(report: Report) -> None:
    """Sections nest, stand in order, and hold their heading; each passage lies in its own."""
    for section in report.sections:
        assert 0 <= section.start < section.body <= section.end <= len(report.text)
        assert section.path[-1] == section.heading
        assert len(section.path) == section.level
        if not section.entry:
            assert (
                report.text[section.start : section.body]
                .rstrip("。：: \n")
                .endswith(section.heading.split(" ")[-1])
            )
    for before, after in zip(report.sections, report.sections[1:], strict=False):
        assert before.start < after.start
        nested = after.end <= before.end and after.level > before.level
        assert nested or (before.end <= after.start and after.level <= before.level)
    for passage in report.passages:
        inside = [s for s in report.sections if s.start <= passage.start < s.end]
        deepest = inside[-1] if inside else None
        assert passage.path == (deepest.path if deepest else ())
        if deepest:
            assert passage.end <= deepest.end
            assert passage.period == deepest.period


def test_the_samples_outline_with_its_levels(sample_report: Path) -> None:
    report = parse_report(read_source(sample_report, sample_report.name))
    assert [(s.level, s.heading) for s in report.sections] == SAMPLE_OUTLINE
    assert {(s.period.first, s.period.last, s.period.aspect) for s in report.sections if s.period}
    assert all(s.period and s.period.covers(2020) for s in report.sections)
    check_tree(report)


def test_the_styles_of_official_documents_nest_as_the_rules_order_them() -> None:
    source = (
        "政府工作报告\n各位代表：\n第一部分 总体情况\n一、工业\n（一）园区\n1.道路\n（1）征地\n"
        "（2）拆迁\n2．桥梁\n（二）企业\n二、农业\n第二部分 安排\n一、工业\n"
    )
    assert [level for level, _ in outline(source)] == [1, 2, 3, 4, 5, 5, 4, 3, 2, 1, 2]


def test_numbering_restarts_in_each_half() -> None:
    source = "**2013年工作回顾**\n一、工业\n二、农业\n**2014年工作安排**\n一、工业\n（一）园区\n"
    assert outline(source) == [
        (1, "2013年工作回顾"),
        (2, "一、工业"),
        (2, "二、农业"),
        (1, "2014年工作安排"),
        (2, "一、工业"),
        (3, "（一）园区"),
    ]


def test_a_heading_run_in_with_its_paragraph_is_a_heading_and_part_of_the_passage() -> None:
    report = parsed("各位代表：\n\n（一）经济稳步增长。全年生产总值增长6%。投资增长8%。\n\n正文。")
    assert [s.heading for s in report.sections] == ["（一）经济稳步增长"]
    assert report.text[report.sections[0].body :].startswith("全年生产总值")
    texts = [report.text[p.start : p.end] for p in report.passages]
    assert texts[-1].startswith("（一）经济稳步增长。全年生产总值增长6%。")


@pytest.mark.parametrize(
    "line",
    [
        "1.新建学校3所；",
        "一是推动平台建设“全覆盖”。采取多种形式。",
        "——坚持人民至上。办好民生实事。",
        "现将主要目标报告如下：",
        "全年新建公园12个。",
        "3.61亿吨",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert outline(f"各位代表：\n\n{line}\n\n正文。") == []


def test_the_title_and_the_salutation_are_no_headings() -> None:
    assert outline("# 甲市政府工作报告\n\n## 各位代表\n\n## 一、回顾\n\n## 二、安排\n") == [
        (1, "各位代表"),
        (1, "一、回顾"),
        (1, "二、安排"),
    ]
    assert outline("甲市政府工作报告\n一、市长致辞\n各位代表：\n一、2013年工作回顾\n正文。") == [
        (1, "一、2013年工作回顾")
    ]


def test_tails_are_sections_of_their_own() -> None:
    source = (
        "各位代表：\n一、2013年工作回顾\n全年新建公园。\n（一）工业\n正文。\n附件\n"
        "名词解释\n“三网”：指水网、电网和路网。\n“两保”：指保粮食和保能源。\n“一城”：指新城。\n"
    )
    report = parsed(source)
    tops = [s.heading for s in report.sections if s.level == 1]
    assert tops[0] == "一、2013年工作回顾"
    assert any("名词解释" in heading for heading in tops)
    check_tree(report)
    definition = next(p for p in report.passages if "水网" in report.text[p.start : p.end])
    assert any("名词解释" in heading for heading in definition.path)


def test_a_list_item_that_reads_as_a_heading_can_be_found() -> None:
    report = parsed(
        "各位代表：\n一、民生实事\n（1）新建停车位2000个\n（2）改造小区5个\n二、其他\n正文。\n"
    )
    texts = [report.text[p.start : p.end] for p in report.passages]
    assert "（1）新建停车位2000个" in texts
    assert "（2）改造小区5个" in texts
    assert "一、民生实事" not in texts


def test_sections_partition_a_report_with_every_style() -> None:
    source = (
        "# 甲市政府工作报告\n\n开头一段。\n\n## 一、2013年工作回顾\n\n前言。\n\n### （一）工业\n\n"
        "工业正文。\n\n#### 1.园区\n\n园区正文。\n\n### （二）农业\n\n农业正文。\n\n"
        "## 二、2014年\n\n末。"
    )
    report = parsed(source)
    check_tree(report)
    assert [s.level for s in report.sections] == [1, 2, 3, 2, 1]
    assert report.sections[0].end < report.sections[4].start
    assert report.passages[0].path == ()


@pytest.mark.parametrize(
    "source",
    {
        "headings": "# 标题\n" * 60_000,
        "levels": "".join("#" * (i % 6 + 1) + " 标题\n" for i in range(60_000)),
        "numbered": "一、加强工作\n（一）加强\n1.加强\n（1）加强\n" * 15_000,
        "run in": ("一、加强工作。" + "新" * 50 + "\n") * 30_000,
        "a long heading": "# " + "2020年" * 100_000,
    }.values(),
    ids=["headings", "levels", "numbered", "run in", "a long heading"],
)
def test_no_number_of_headings_takes_more_than_linear_time(source: str) -> None:
    canonical = canonicalise(source)
    began = time.process_time()
    headings = find_headings(canonical)
    sections = build_sections(canonical.text, headings, None, None)
    # A second here; looking through all headings for each took minutes.
    assert time.process_time() - began < 15
    assert len(sections) == len(headings)
