"""What holds of canonical text, outline and passages, for real reports and for any noise."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.canonical import canonicalise
from index.decode import decode_text
from index.errors import WenbaoError
from index.outline import build_sections, find_headings
from index.parse import SourceFile, parse_report, read_source
from index.passages import make_splitter, split_passages
from index.settings import SETTINGS
from index.types import Report

#: Pieces that reports are made of, whole marks among them, so that noise meets every rule.
TOKENS = (
    *"国民生年。，；：！、“”（）()%％|&①𠮷",
    *("2020年", "12", "3.6", "１２", "一、", "（一）", "1."),
    *("（1）", "第一部分", "一是", "——", "工作回顾", "目标", "附件"),
    *("名词解释", "各位代表：", "**", "__", "---", "***", "|---|---|", "|甲|乙|"),
    *("<br>", "<p>", "<sup>", "</sup>", "<!--", "-->", "[1]", "〔2〕", "〔2015〕", "[^3]"),
    *("（下转8版）", "&amp;", "&nbsp;", "&#60;", "![a](b)", "[a](http://b)"),
    *("来源：", "abc", "GDP ", "\\*", "# ", "## ", "> ", "title: a", "---\n"),
    *("\n", "\n\n", " ", "\u3000", "\t", "\r\n", "\u00a0", "\u2028", "\ufeff"),
)
noise = st.lists(st.sampled_from(TOKENS), max_size=60).map("".join)
#: Lines of reports, headings of every style among them, in any order.
LINES = (
    *(
        "# 甲市报告",
        "## 一、回顾",
        "### 1.工业",
        "**2020年工作回顾**",
        "第一部分 总体",
        "一、加强工作",
    ),
    *(
        "二、2021年目标任务",
        "（一）办好实事。全年新建公园12个。",
        "（二）工业",
        "1.新建学校3所",
        "（1）征地",
    ),
    *(
        "附件",
        "名词解释",
        "“三网”：指水网、电网。",
        "“两保”是指保粮食。",
        "各位代表：",
        "|甲|乙|",
        "|1|2|",
    ),
    *(
        "全年新建公园12个，",
        "改造小区3个。",
        "新" * 170,
        "",
        "",
        "——强化平台。做实做细。",
        "一是抓工业。",
    ),
)
lines = st.lists(st.sampled_from(LINES), max_size=40).map("\n".join)
anything = st.one_of(noise, lines, st.text(max_size=200))


def bare(text: str) -> str:
    return re.sub(r"\s|[\u200b\ufeff]", "", text)


def is_subsequence(part: str, whole: str) -> bool:
    characters = iter(whole)
    return all(char in characters for char in part)


def read(source: str) -> Report | None:
    try:
        return parse_report(SourceFile(Path("x.md"), "x.md", source.encode(), "0" * 64))
    except WenbaoError:
        return None


def segments(report: Report) -> Iterator[str]:
    """The body text between two headings, which passages must cover."""
    starts = [section.start for section in report.sections] + [len(report.text)]
    yield report.text[: starts[0]]
    for section, end in zip(report.sections, starts[1:], strict=True):
        yield report.text[section.body : end]


def check_report(report: Report) -> None:
    text = report.text
    previous = 0
    covered = bytearray(len(text))
    for passage in report.passages:
        own = text[passage.start : passage.end]
        assert own == own.strip() != ""
        section = next((s for s in reversed(report.sections) if s.start <= passage.start), None)
        # A glossary's entry may be kept whole beyond the usual length.
        entry = section is not None and section.entry
        limit = SETTINGS.max_passage_chars if entry else SETTINGS.statement_chars
        assert len(own) <= limit <= SETTINGS.max_passage_chars == 500
        assert passage.start >= previous, "passages overlap or are out of order"
        previous = passage.end
        # A long passage that is printed again stands for its repetitions too.
        for again in re.finditer(re.escape(own), text) if len(own) >= 60 else ():
            covered[again.start() : again.end()] = b"\1" * len(own)
        covered[passage.start : passage.end] = b"\1" * len(own)
        # Never across a section: one that begins inside begins the passage.
        assert not any(passage.start < s.start < passage.end for s in report.sections)
        assert passage.path == (section.path if section else ())
    heading = bytearray(len(text))
    for section in report.sections:
        assert text[section.start : section.body].strip()
        for position in range(section.start, section.body):
            heading[position] = 1
    for position, char in enumerate(text):
        assert covered[position] or heading[position] or char.isspace(), (position, char)


def check_whole_sentences(report: Report) -> None:
    """A cut inside a sentence is made only where that sentence alone is longer than the target."""
    text = report.text
    ends = re.compile(r"[。！？!?]+[”’」』）)]*|\n")
    for before, after in zip(report.passages, report.passages[1:], strict=False):
        between = text[before.end : after.start]
        tail = re.search(r"(?:[。！？!?]+[”’」』）)]*)$", text[before.start : before.end])
        if between.strip() or "\n" in between or tail or before.path != after.path:
            continue
        cut = before.end
        first = max((m.end() for m in ends.finditer(text, 0, cut)), default=0)
        found = ends.search(text, cut)
        last = found.end() if found else len(text)
        assert last - first > SETTINGS.passage_chars, text[first:last]


def test_what_is_printed_twice_is_kept_once() -> None:
    half = "一、2020年工作回顾\n" + "全区新建公园12个，改造老旧小区30个，惠及居民2万户。" * 3 + "\n"
    other = "二、2021年工作安排\n" + "新建学校5所，新增学位4500个，改造农村公路120公里。" * 3 + "\n"
    report = read(half + other + half)
    assert report is not None
    texts = [report.text[p.start : p.end] for p in report.passages]
    assert len(texts) == len(set(texts)) == 2
    assert report.text.count("一、2020年工作回顾") == 2, "the canonical text keeps what is printed"


@settings(deadline=None, max_examples=300)
@given(anything)
def test_canonical_text_is_the_source_less_characters_in_order(source: str) -> None:
    canonical = canonicalise(source)
    assert is_subsequence(bare(canonical.text), bare(html.unescape(source)))
    assert "\n\n" not in canonical.text
    lines = [canonical.text[line.start : line.end] for line in canonical.lines]
    assert "\n".join(lines) == canonical.text
    assert all(line.strip() == line != "" for line in lines)


#: What canonical text no longer has, so that reading it again must change nothing.
plain = st.lists(
    st.sampled_from([t for t in TOKENS if not re.search(r"[*_#\\<>&\[\]〔①版|：:—-]", t)]),
    max_size=60,
).map("".join)


@settings(deadline=None, max_examples=200)
@given(plain)
def test_canonical_text_without_marks_is_already_canonical(source: str) -> None:
    once = canonicalise(source).text
    # Joining lines may bring two spaces or numbers together once more; not a third time.
    twice = canonicalise(once).text
    assert bare(twice) == bare(once)
    assert canonicalise(twice).text == canonicalise(canonicalise(twice).text).text


@settings(deadline=None, max_examples=300)
@given(anything)
def test_any_text_is_cut_into_passages_that_cover_it(source: str) -> None:
    report = read(source)
    if report is not None:
        check_report(report)
        check_whole_sentences(report)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(TOKENS), min_size=200, max_size=900).map("".join))
def test_long_noise_too(source: str) -> None:
    report = read(source)
    if report is not None:
        check_report(report)
        check_whole_sentences(report)


@settings(deadline=None, max_examples=200)
@given(anything, st.integers(1990, 2040) | st.none())
def test_sections_nest_and_stand_in_order(source: str, year: int | None) -> None:
    canonical = canonicalise(source)
    headings = find_headings(canonical)
    sections = build_sections(canonical.text, headings, None, year)
    assert [s.start for s in sections] == sorted({s.start for s in sections})
    for section, heading in zip(sections, headings, strict=True):
        assert section.level == heading.level == len(section.path)
        assert section.start < section.body
        inner = [s for s in sections if section.start < s.start < section.end]
        assert all(s.level > section.level and s.end <= section.end for s in inner)
        if section.period:
            assert 1900 <= section.period.first <= section.period.last <= 2100


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        text = decode_text(data)
    except WenbaoError:
        return
    assert text.strip()
    canonicalise(text)


@pytest.mark.parametrize(
    "text", ["国" * 200_000, "国，" * 100_000, "国。" * 100_000, "1" * 100_000, "”" * 100_000]
)
def test_one_endless_paragraph_is_cut_all_the_same(text: str) -> None:
    passages = split_passages(text, (), None, make_splitter())
    assert "".join(text[p.start : p.end] for p in passages) == text
    assert max(p.end - p.start for p in passages) <= SETTINGS.statement_chars


def test_the_sample_is_cut_right(sample_report: Path) -> None:
    report = parse_report(read_source(sample_report, sample_report.name))
    check_report(report)
    check_whole_sentences(report)
    assert any(
        "现已建成协商议事室256个" in report.text[p.start : p.end]
        and p.path[-1] == "(二)强化平台建设"
        for p in report.passages
    )


@pytest.mark.shared
def test_every_report_of_gov120_is_its_source_less_characters_and_whole_in_passages(
    shared_dir: Path,
) -> None:
    files = sorted((shared_dir / "data" / "gov120" / "reports").iterdir())
    assert len(files) == 120
    splitter = make_splitter()
    for path in files:
        source = decode_text(path.read_bytes())
        report = parse_report(read_source(path, path.name), splitter)
        assert is_subsequence(bare(report.text), bare(html.unescape(source))), path.name
        assert len(bare(report.text)) > 0.9 * len(bare(source)), path.name
        assert len(report.sections) >= 2, path.name
        check_report(report)
        check_whole_sentences(report)
        again = canonicalise(report.text).text
        assert len(bare(again)) >= 0.999 * len(bare(report.text)), path.name
