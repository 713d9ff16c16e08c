"""Canonical lines to a section tree: which lines are headings, and how deep each stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.canonical import Canonical, Line
from index.periods import heading_period
from index.types import Period, Section


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the canonical text, `text[start:end]`; `level` 1 is the highest.

    `entry` marks a glossary's term, which is handled like a heading but is none.
    """

    start: int
    end: int
    text: str
    level: int
    entry: bool = False


_CN = "一二三四五六七八九十百"
#: Numbering styles from the highest to the lowest, as the State Council's rules for official
#: documents order them (GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）), with 第一部分 above.
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第[{_CN}]{{1,3}}(?:部分|章|篇|编)[\s：:、]?")),
    ("一、", re.compile(rf"[{_CN}]{{1,4}}[、.．]\s*")),
    ("（一）", re.compile(rf"[（(][{_CN}]{{1,4}}[)）]\s*、?")),
    ("1.", re.compile(r"\d{1,2}\s*[.．、](?!\d)\s*")),
    ("（1）", re.compile(r"[（(]\d{1,2}[)）]\s*")),
)
_RANK = {name: rank for rank, (name, _) in enumerate(_STYLES, start=2)}
#: Unnumbered headings stand above 一、 when they announce a half of the report, else they are no
#: headings unless the source marks them bold.
_HALVES = re.compile(
    r"回顾|总结|目标|任务|安排|部署|打算|重点工作|主要工作|工作(?:建议|意见|思路|重点|要点)|"
    r"展望|思路|预期|成就|今后|要求"
)
_TAIL = re.compile(
    r"^(?:附[件录]?[一二三四五六七八九十\d]*(?:$|[：:])|(?:《[^》]{2,30}》)?(?:有关|部分|相关)?"
    r"(?:名词|术语|用语|缩略语)(?:解释|注释|说明)|注释$|名词解释)"
)
#: The longest heading that was met in gov120 has 48 characters; a first sentence longer than
#: this is a sentence.
_MAX_HEADING = 56
_MAX_RUN_IN = 42
_SENTENCE_END = re.compile(r"[。！？：:]")


def find_headings(canonical: Canonical) -> tuple[Heading, ...]:
    """The headings of a text in order; the title and the salutation are none."""
    marked = any(line.hashes for line in canonical.lines)
    found: list[tuple[int, int, str, int]] = []
    body = _body_start(canonical)
    for line in canonical.lines:
        text = canonical.text[line.start : line.end]
        if line.start < body and not line.hashes:
            continue
        spot = _heading_of(text, line)
        if spot is None:
            continue
        length, rank = spot
        if marked and line.hashes:
            rank = line.hashes - 10  # Markdown's own levels stand above any numbering style.
        heading = text[:length].rstrip("。：: ")
        found.append((line.start, line.start + length, heading, rank))
    return _with_levels(_joined(canonical.text, _without_title(found, body)))


def _body_start(canonical: Canonical) -> int:
    """Where the speech begins: behind the salutation, or at 0 when there is none in the head."""
    match = re.search(r"^各位[^\n]{1,20}[：:！!]", canonical.text[:3000], re.M)
    return match.end() if match else 0


def _without_title(
    found: list[tuple[int, int, str, int]], body: int
) -> list[tuple[int, int, str, int]]:
    """Drop the Markdown heading that is the document's title: the first, alone at its level."""
    if found and found[0][3] < 0 and (found[0][0] < body or found[0][0] == 0):
        rank = found[0][3]
        if sum(1 for item in found if item[3] == rank) == 1:
            return found[1:]
    return found


def _joined(
    text: str, found: Sequence[tuple[int, int, str, int]]
) -> list[tuple[int, int, str, int]]:
    """The headings, unnumbered ones that stand on two lines ("附件一", its title) made one."""
    joined: list[tuple[int, int, str, int]] = []
    for start, end, heading, rank in found:
        if joined:
            before, stop, above, above_rank = joined[-1]
            together = not text[stop:start].strip() and len(above + heading) <= _MAX_HEADING
            if together and above_rank in (0, 1) and rank == 1:
                joined[-1] = (before, end, f"{above} {heading}", above_rank)
                continue
        joined.append((start, end, heading, rank))
    return joined


def _heading_of(text: str, line: Line) -> tuple[int, int] | None:
    """Length and rank of the heading that a line is or begins with, or None."""
    if line.row:
        return None
    if line.hashes:
        return len(text), 0
    if _TAIL.match(text) and len(text) <= 30:
        return len(text), 0
    for name, pattern in _STYLES:
        if match := pattern.match(text):
            return _numbered(text, match.end(), _RANK[name])
    whole = len(text) <= 40 and not re.search(r"[。；;，,！!]$", text)
    if whole and "。" not in text:
        if line.bold:
            return len(text), 1
        if len(text) <= 26 and _HALVES.search(text) and not re.search(r"[：:]", text):
            return len(text), 1
    return None


def _numbered(text: str, number_end: int, rank: int) -> tuple[int, int] | None:
    """A numbered line is a heading alone, or up to its first sentence end when that is short."""
    if len(text) <= _MAX_HEADING and not _SENTENCE_END.search(text[number_end:-1]):
        # A line of the list kind ("1.新建学校3所；") ends like a clause, a heading does not.
        return None if text[-1] in "；;，," else (len(text), rank)
    end = _SENTENCE_END.search(text, number_end)
    if end is None or end.group() in "：:":
        return None
    if end.end() <= _MAX_RUN_IN + number_end and rank <= _RANK["1."]:
        return end.end(), rank
    return None


def _with_levels(found: Sequence[tuple[int, int, str, int]]) -> tuple[Heading, ...]:
    """Give each heading the depth of its style among the styles open above it."""
    stack: list[int] = []
    headings = []
    for start, end, text, rank in found:
        while stack and stack[-1] >= rank:
            stack.pop()
        stack.append(rank)
        headings.append(Heading(start, end, text, len(stack)))
    return tuple(headings)


def build_sections(
    text: str,
    headings: Sequence[Heading],
    reviews: Period | None,
    current: int | None,
) -> tuple[Section, ...]:
    """The section tree in document order; each section ends where its parent's next one begins.

    A heading that names no period inherits its parent's. `reviews` is the period that the report
    as a whole looks back on, `current` the year that it plans first.
    """
    sections: list[Section] = []
    open_sections: list[tuple[Heading, Period | None]] = []
    top_period = reviews
    for heading, end in zip(headings, _section_ends(text, headings), strict=True):
        while open_sections and open_sections[-1][0].level >= heading.level:
            open_sections.pop()
        inherited = open_sections[-1][1] if open_sections else None
        # A term may name years ("“2020计划”"); its definition has the glossary's period.
        own = None if heading.entry else heading_period(heading.text, current)
        period = _inherit(own, inherited)
        if period is None and heading.level == 1:
            period = _unnamed_period(heading.text, top_period, reviews, current)
        if heading.level == 1:
            top_period = period or top_period
        open_sections.append((heading, period))
        sections.append(
            Section(
                heading=heading.text,
                level=heading.level,
                start=heading.start,
                body=heading.end,
                end=end,
                path=tuple(item.text for item, _ in open_sections),
                period=period,
                entry=heading.entry,
            )
        )
    return tuple(sections)


def _section_ends(text: str, headings: Sequence[Heading]) -> list[int]:
    """Where each section ends: before the next heading of its level or above, less white space."""
    ends = [len(text)] * len(headings)
    open_: list[int] = []
    for number, heading in enumerate(headings):
        while open_ and headings[open_[-1]].level >= heading.level:
            ends[open_.pop()] = heading.start
        open_.append(number)
    # Step by step, since a copy of the text for every section would be quadratic.
    for number, end in enumerate(ends):
        while end and text[end - 1].isspace():
            end -= 1
        ends[number] = end
    return ends


def _inherit(own: Period | None, parent: Period | None) -> Period | None:
    """A subsection's own period where it names one that fits under its parent's, else that."""
    if own is None or parent is None:
        return own or parent
    if own.aspect is None:
        return Period(own.first, own.last, parent.aspect)
    return own


def _unnamed_period(
    heading: str, before: Period | None, reviews: Period | None, current: int | None
) -> Period | None:
    """The period of a top section that names none; `before` is that of the one above it.

    A glossary or annex explains words of both halves; any other section goes on with the half
    that it stands in, and what stands before every named half looks back.
    """
    if _TAIL.match(heading):
        if reviews is None:
            return None
        return Period(reviews.first, max(current or reviews.last, reviews.last))
    return before
