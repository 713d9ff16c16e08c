"""What an evaluation needs of a library, and where the gold evidence stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.metrics.evidence import has_run, needed_run
from eval.metrics.places import GoldPlace
from eval.normalise import squeeze
from index.errors import WenbaoError
from index.types import Report
from qa.types import Answer


class Asker(Protocol):
    """What is evaluated: it answers questions, and gives the reports it answers from.

    `fingerprint` changes whenever index, models or settings do. `report` takes a `file` or an
    `id` and raises WenbaoError for a report that the library does not hold.
    """

    @property
    def fingerprint(self) -> str: ...

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer: ...

    def report(self, name_or_id: str, /) -> Report: ...


@dataclass(frozen=True, slots=True)
class GoldReport:
    """A report with its text squeezed (eval.normalise) and the way back to canonical offsets.

    `offsets[i]` is the canonical offset of character i of `squeezed`; `passages` are squeezed.
    """

    report: Report
    squeezed: str
    offsets: tuple[int, ...]
    passages: tuple[str, ...]

    @classmethod
    def of(cls, report: Report) -> GoldReport:
        """Squeeze `report` once for all the quotes that are looked up in it."""
        parts, offsets = [], []
        for at, char in enumerate(report.text):
            part = squeeze(char)
            parts.append(part)
            offsets += [at] * len(part)
        passages = tuple(squeeze(report.text[p.start : p.end]) for p in report.passages)
        return cls(report, "".join(parts), tuple(offsets), passages)

    def locate(self, quote: str) -> GoldPlace | None:
        """Where the quote, or at least half of it in a row, stands; None if it does not."""
        wanted = squeeze(quote)
        at, length = self.squeezed.find(wanted), len(wanted)
        if at < 0:
            length = needed_run(len(wanted))
            at = next(
                (
                    found
                    for i in range(len(wanted) - length + 1)
                    if (found := self.squeezed.find(wanted[i : i + length])) >= 0
                ),
                -1,
            )
        if at < 0 or not wanted:
            return None
        start, end = self.offsets[at], self.offsets[at + length - 1] + 1
        return GoldPlace(start, end, self._section(start))

    def whole(self, quote: str, answers: Sequence[str], *, every: bool) -> bool:
        """Whether one passage covers the quote together with the answer that the quote holds.

        `every`: all the answers that the quote holds (a list) and not just one of them.
        """
        wanted = squeeze(quote)
        held = [answer for answer in map(squeeze, answers) if answer and answer in wanted]
        need = needed_run(len(wanted))
        choose = all if every else any
        return any(
            has_run(wanted, passage, need) and (not held or choose(a in passage for a in held))
            for passage in self.passages
        )

    def _section(self, at: int) -> tuple[str, ...]:
        inside = [s for s in self.report.sections if s.start <= at < s.end]
        return max(inside, key=lambda section: section.level).path if inside else ()


class GoldReports:
    """The reports of a library as GoldReport, each read and squeezed once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._known: dict[str, GoldReport | None] = {}

    def get(self, name: str) -> GoldReport | None:
        """The report called `name`, or None if the library has none of that name."""
        if name not in self._known:
            try:
                self._known[name] = GoldReport.of(self._asker.report(name))
            except WenbaoError:
                self._known[name] = None
        return self._known[name]
