"""Reading examples made from reports: facts that rules find, asked for, with what only looks right.

A no-answer example is most worth where its text alone would answer and only its context line says
no: another year, another place, a target where the result was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.context import context_line
from qa.places import short_forms
from qa.reader.archive import nearest, read_reports, read_table
from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.rules.draw import Draw
from qa.reader.rules.facts import Fact
from qa.reader.rules.opening import When
from qa.reader.rules.source import Source, chosen_sources, when_of
from qa.reader.texts import bigrams, occurrences

if TYPE_CHECKING:
    from index.types import Passage, Report

#: Of a hundred groups of reports (those of one place) so many are used.
_GROUPS = 45
#: Reports delivered before that are written too differently; one in five of them is used.
_MODERN = 2008


def load_reports(folder: Path, exclude: Path, percent: int = _GROUPS) -> list[Report]:
    """The reports of `folder` that may be trained on, `percent` of their groups drawn by name.

    `exclude` is a table with the columns file and place (TSV): no report of these files or places
    is read, nor one whose text is that of a report left out.
    """
    files, cores = read_table(exclude)

    def wanted(name: str) -> bool:
        if name in files or any(core in name for core in cores):
            return False
        return Draw("group", name.rpartition("_")[0]).number(100) < percent

    return [report for report in read_reports(folder, wanted, files) if _usable(report, cores)]


def _usable(report: Report, cores: frozenset[str]) -> bool:
    place, delivered = report.metadata.place, report.metadata.delivered
    if (
        not place
        or not delivered
        or not 3 <= len(place) <= 16
        or re.search(r"[了的地完]|我", place)
    ):
        return False
    if any(core in place or core in report.metadata.title for core in cores):
        return False
    return int(delivered[:4]) >= _MODERN or Draw("old", report.file).chance(20)


def cloze_examples(reports: Sequence[Report]) -> Iterator[Example]:
    """Made-up questions over reports with their passages, and no-answer examples beside them."""
    places: dict[str, list[Report]] = {}
    years: dict[str, list[Report]] = {}
    for report in reports:
        places.setdefault(str(report.metadata.place), []).append(report)
        years.setdefault(str(report.metadata.delivered)[:4], []).append(report)
    names = sorted(places)
    for report in reports:
        kin = places[str(report.metadata.place)]
        peers = years[str(report.metadata.delivered)[:4]]
        for source in chosen_sources(report):
            yield from _examples_of(source, kin, peers, names)


def _examples_of(
    source: Source, kin: Sequence[Report], peers: Sequence[Report], names: Sequence[str]
) -> Iterator[Example]:
    report, fact = source.report, source.fact
    place = str(report.metadata.place)
    when = when_of(source)
    if when is None:
        return
    draw = Draw("ask", report.file, source.passage.start, fact.start, source.kind)
    context = context_line(report.metadata, source.passage)
    said_place = None if draw.chance(6) else place
    said_when = None if draw.chance(40 if fact.kind == "definition" else 6) else when
    question = source.ask(said_place, said_when, draw)
    span = (fact.start, fact.end)
    yield Example(question, context, source.text, span, f"cloze:{source.kind}")
    none = f"cloze:{source.kind}-none"
    near = _nearest(source, [report], same=True) if draw.chance(35) else None
    if near:
        yield Example(question, *near, None, none)
    if said_place is None or said_when is None or fact.kind == "definition":
        return
    other = _other_year(source, when, draw) if draw.chance(30) else None
    if other is not None:
        yield Example(source.ask(place, other, draw), context, source.text, None, none)
    stranger = draw.pick(names)
    named = any(form in source.text for form in short_forms(stranger))
    if draw.chance(18) and not _related(stranger, place) and not named:
        yield Example(source.ask(stranger, when, draw), context, source.text, None, none)
    if draw.chance(12) and source.year is None and isinstance(fact, Fact):
        turned = When(when.first, when.last, not when.planned, firm=True)
        yield Example(source.ask(place, turned, draw), context, source.text, None, none)
    if draw.chance(25):
        others = [r for r in kin if r is not report and r.metadata.delivered]
        if near := _nearest(source, _some(others, 3, draw), avoid=when):
            yield Example(question, *near, None, none)
    if draw.chance(18):
        others = [r for r in peers if not _related(str(r.metadata.place), place)]
        if near := _nearest(source, _some(others, 3, draw)):
            yield Example(question, *near, None, none)


def _related(one: str, other: str) -> bool:
    return one in other or other in one or one == "全国" or other == "全国"


def _some(reports: Sequence[Report], count: int, draw: Draw) -> list[Report]:
    return [draw.pick(reports) for _ in range(count)] if reports else []


def _other_year(source: Source, when: When, draw: Draw) -> When | None:
    """A year that neither the passage nor its period can mean."""
    shift = draw.pick((-3, -2, -1, -1, 1, 1, 2))
    year = (when.last if shift > 0 else when.first) + shift
    period = source.passage.period
    if str(year) in source.text or (period and period.covers(year) and source.year is None):
        return None
    return When(year, year, when.planned)


def _nearest(
    source: Source, reports: Sequence[Report], *, avoid: When | None = None, same: bool = False
) -> tuple[str, str] | None:
    """Context and text of the passage most like the fact's words that surely does not answer.

    `avoid` are years that the passage's period must not touch; `same` says that the reports are
    the fact's own, where only what holds little of the topic is sure.
    """
    answer = source.text[source.fact.start : source.fact.end]
    term = source.words if source.fact.kind == "definition" else ""

    def fits(report: Report, passage: Passage, text: str, share: float) -> bool:
        period = passage.period
        if share <= 0.2 or (passage == source.passage and report is source.report):
            return False
        if avoid and (period is None or _touch(period.first, period.last, avoid)):
            return False
        if avoid and str(avoid.last) in text:
            return False
        if term:
            return term in text and not re.search(re.escape(term) + _TELLS, text)
        if same and _same_time(source.passage, passage) and share > 0.55:
            return False
        return next(occurrences(text, answer), None) is None

    found = nearest(sorted(bigrams(source.words)), reports, fits)
    if found is None:
        return None
    report, passage, _ = found
    return context_line(report.metadata, passage), report.text[passage.start : passage.end]


#: What follows a term where its meaning is told.
_TELLS = r"[”》]?[^，。；]{0,6}(?:[：:（(—]|[，,]?(?:就?是|即|指|分别|包括))"


def _touch(first: int, last: int, when: When) -> bool:
    return first <= when.last and when.first <= last


def _same_time(one: Passage, other: Passage) -> bool:
    a, b = one.period, other.period
    if a is None or b is None:
        return True
    return a.aspect == b.aspect or a.aspect is None or b.aspect is None


def main(arguments: Sequence[str] | None = None) -> int:
    """Write examples made from a folder of reports to a file and print how many a source."""
    import argparse
    import json

    parser = argparse.ArgumentParser(prog="python -m qa.reader.cloze", description=main.__doc__)
    parser.add_argument("--reports", type=Path, required=True, help="folder of reports")
    parser.add_argument("--exclude", type=Path, required=True, help="reports to leave out (TSV)")
    parser.add_argument("--out", type=Path, required=True, help="examples to write (JSONL)")
    given = parser.parse_args(arguments)
    reports = load_reports(given.reports, given.exclude)
    counts = write_examples(given.out, cloze_examples(reports))
    total = sum(counts.values())
    print(
        json.dumps(
            {"reports": len(reports), "examples": total, **counts}, ensure_ascii=False, indent=1
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
