"""Facts with the passages that they stand in, and those of a report that are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.types import Passage, Report
from qa.reader.rules.draw import Draw
from qa.reader.rules.facts import Fact, value_facts
from qa.reader.rules.opening import When
from qa.reader.rules.statement import Statement
from qa.reader.rules.statements import statements
from qa.reader.rules.terms import entry_statement
from qa.reader.rules.wording import ask, ask_statement

#: Facts taken from a report, by kind; what is planned counts as a kind of its own.
_QUOTA: Mapping[str, int] = {
    "number": 2,
    "percent": 2,
    "money": 1,
    "target": 2,
    "definition": 2,
    "list": 1,
    "entity": 1,
    "date": 1,
    "reason": 1,
}

_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Source:
    """A fact with the report and passage it was found in, and what it is asked as."""

    report: Report
    passage: Passage
    text: str
    fact: Fact | Statement
    kind: str

    @property
    def words(self) -> str:
        """What the fact is about, in the passage's words."""
        if isinstance(self.fact, Statement):
            return self.fact.words
        return self.fact.verb + self.fact.topic + self.fact.tail

    @property
    def year(self) -> int | None:
        """The year that the fact's own clause names."""
        return None if isinstance(self.fact, Statement) else self.fact.year

    def ask(self, place: str | None, when: When | None, draw: Draw) -> str:
        """A question for the fact, about that place and time."""
        period = self.passage.period
        planned = when.planned if when else bool(period and period.aspect == "plan")
        if isinstance(self.fact, Statement):
            return ask_statement(self.fact, place, when, planned, draw)
        return ask(self.fact, place, when, planned, draw)


def chosen_sources(report: Report) -> list[Source]:
    """The report's facts up to each kind's quota, in the order of a draw."""
    found: list[tuple[int, Source]] = []
    entries = {section.start: section.heading for section in report.sections if section.entry}
    for passage in report.passages:
        text = report.text[passage.start : passage.end]
        facts: list[Fact | Statement] = []
        if passage.start in entries:
            entry = entry_statement(text, passage.path[-1])
            facts = [entry] if entry else []
        else:
            facts = [*value_facts(text), *statements(text)]
        for fact in facts:
            planned = passage.period is not None and passage.period.aspect == "plan"
            kind = "target" if planned and isinstance(fact, Fact) else fact.kind
            source = Source(report, passage, text, fact, kind)
            order = Draw("fact", report.file, passage.start, fact.start, kind).number(1 << 60)
            found.append((order, source))
    found.sort(key=lambda pair: pair[0])
    left = dict(_QUOTA)
    chosen = []
    asked: set[str] = set()
    for _, source in found:
        if left.get(source.kind, 0) and source.words not in asked and when_of(source):
            left[source.kind] -= 1
            asked.add(source.words)
            chosen.append(source)
    return chosen


def when_of(source: Source) -> When | None:
    """The years that the fact is of; None where the report does not make them sure."""
    period, fact = source.passage.period, source.fact
    if fact.kind == "definition":
        delivered = int(str(source.report.metadata.delivered)[:4])
        return When(delivered, delivered, False)
    if source.year is not None:
        planned = isinstance(fact, Fact) and fact.planned
        return When(source.year, source.year, planned or bool(period and period.aspect == "plan"))
    if re.search(r"(?:19|20)\d\d年", source.text[: fact.start]):
        return None  # The passage names years of its own; the fact may be of one of them.
    if period is None or period.aspect is None:
        return None
    if fact.kind == "date" and (named := _YEAR.search(source.text[fact.start : fact.end])):
        # A question that names the year has no use for the answer; the report's own year has.
        delivered = int(str(source.report.metadata.delivered)[:4])
        asked = When(delivered, delivered, period.aspect == "plan")
        return asked if int(named.group()) != delivered else None
    several = period.first != period.last
    if several and isinstance(fact, Fact) and fact.form == "growth" and not fact.yearly:
        return None  # Of several years' review a rise not said to be yearly may be the last one's.
    return When(period.first, period.last, period.aspect == "plan")
