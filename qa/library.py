"""A library of reports to ask: open it once, search and ask from any thread."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.catalogue import ReportEntry
from index.errors import UsageError, WenbaoError
from index.snapshot import Snapshot, open_snapshot
from index.types import Report
from qa.alternatives import with_alternatives
from qa.compose import Composer
from qa.elsewhere import only_elsewhere
from qa.finish import drafts
from qa.followup import standalone_question
from qa.fuzzy import PlaceCorrector
from qa.limits import NO_LIMITS, Limits
from qa.part_reads import PartRead
from qa.parts import parts
from qa.places import Gazetteer
from qa.present import Calendar
from qa.recency import newest_reports, prefer_newest
from qa.retrieve import Filters, merge, retrieve
from qa.romanised import RomanisedPlaces
from qa.settings import CONFIDENCE, READ, SEARCH, WEIGH, SearchSettings
from qa.shorthand import with_centuries
from qa.types import Answer, History, Hit, SearchResult
from qa.understand import Reading, normalise, understand
from qa.weigh import weigh

if TYPE_CHECKING:
    from index.models.encoder import Encoder
    from qa.reader.base import Reader


@dataclass(frozen=True, slots=True)
class Ranked:
    """One part of a question with its passages, and the probability that they hold the answer."""

    reading: Reading
    hits: tuple[Hit, ...]
    found: float


class Library:
    """One generation of a library with the model that made it; holds no state between calls.

    Safe to call from several threads. What is added to the library on disk after opening is seen
    by the next `open`.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        encoder: Encoder,
        reader: Reader | None = None,
        settings: SearchSettings = SEARCH,
    ) -> None:
        """Put together an open snapshot and its model; `Library.open` is the usual way."""
        self.snapshot = snapshot
        self._settings = settings
        self._encoder = encoder
        self._gazetteer = Gazetteer(e.metadata.place for e in snapshot.entries if e.metadata.place)
        self._newest_reports = newest_reports(e.metadata for e in snapshot.entries)
        self._calendar = Calendar(e.metadata for e in snapshot.entries)
        self._romanised = RomanisedPlaces(self._gazetteer)
        self._corrector = PlaceCorrector(self._gazetteer, snapshot.lexical.document_frequency)
        self.reader: Reader = reader or trained_reader()
        self._composer = Composer(snapshot)

    @classmethod
    def open(cls, home: Path, *, load: Callable[[], Encoder] | None = None) -> Library:
        """Open the library at `home` with the model that its index remembers.

        Raises WenbaoError when the library is empty, damaged, or made by another model than the
        one in use.
        """
        snapshot = open_snapshot(home)
        if snapshot is None or not len(snapshot.rows):
            raise WenbaoError(
                f"资料库 {home} 里还没有报告；先添加：wenbao index add 你的报告文件夹"
            )
        if load is None:
            from index.models.encoder import load_encoder

            load = load_encoder
        encoder = load()
        made_by = snapshot.manifest
        if made_by.model_digest != encoder.digest:
            raise WenbaoError(
                f"索引是用模型 {made_by.model}（{made_by.model_digest[:12]}）建的，现在用的是 "
                f"{encoder.name}（{encoder.digest[:12]}），两者不能混用；"
                "用现在的模型重建索引：wenbao index rebuild"
            )
        return cls(snapshot, encoder)

    def searched_with(self, settings: SearchSettings) -> Library:
        """The same library with other weights of search, to measure what each is worth."""
        return Library(self.snapshot, self._encoder, self.reader, settings)

    @property
    def reports(self) -> tuple[ReportEntry, ...]:
        """The catalogue, in the order of file names."""
        return self.snapshot.entries

    @property
    def fingerprint(self) -> str:
        """Changes whenever an answer could: with the reports, the models or the settings."""
        parts = (
            *sorted(entry.object for entry in self.snapshot.entries),
            self.snapshot.manifest.model_digest,
            self.reader.name,
            repr(asdict(self._settings)),
            repr(asdict(READ)),
            repr((asdict(WEIGH), asdict(CONFIDENCE))),
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]

    def report(self, name: str) -> Report:
        """A report by its file or id; raises WenbaoError when there is none."""
        return self.snapshot.report(self.snapshot.ordinal_of(name))

    def search(
        self,
        question: str,
        *,
        k: int = READ.shown,
        history: Sequence[tuple[str, str]] = (),
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
        limits: Limits = NO_LIMITS,
    ) -> SearchResult:
        """The `k` best passages for a question, before reading; the filters are hard.

        Raises UsageError for an empty or overlong question, WenbaoError for an unknown filter.
        """
        reading = self.understand(question, history)
        filters = self._limited(self._filters(place, year, report), limits)
        found = self._found(reading, filters, k)
        hits = self._merged(reading, found, filters, k)
        # A question is answered when each of its parts is.
        return SearchResult(question, reading.understood, hits, min(part.found for part in found))

    def ask(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        place: str | None = None,
        year: int | None = None,
        report: str | None = None,
        limits: Limits = NO_LIMITS,
    ) -> Answer:
        """One answer with its sources, or a refusal that says why; raises as `search` does."""
        began = time.perf_counter()
        reading = self.understand(question, history)
        filters = self._limited(self._filters(place, year, report), limits)
        understood = time.perf_counter()
        found = self._found(reading, filters)
        hits = self._merged(reading, found, filters, READ.shown)
        retrieved = time.perf_counter()
        said = _said(reading, history)
        reads = [self._read(part.reading, part.hits, len(found), said) for part in found]
        read = time.perf_counter()
        timings = {
            "understand": (understood - began) * 1000,
            "retrieve": (retrieved - understood) * 1000,
            "read": (read - retrieved) * 1000,
        }
        answer = self._composer.compose(question, reading, reads, hits, timings, began)
        return with_alternatives(answer, reading, hits, self._gazetteer)

    def read(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        passages: int = READ.passages,
    ) -> tuple[PartRead, ...]:
        """The candidate answers to each part of a question, before any is chosen or refused.

        `passages` are read, shared by the parts.
        """
        reading = self.understand(question, history)
        found = self._found(reading, Filters())
        said = _said(reading, history)
        return tuple(
            self._read(part.reading, part.hits, len(found), said, passages) for part in found
        )

    def _found(self, reading: Reading, filters: Filters, k: int = READ.shown) -> list[Ranked]:
        """The parts of a question, each with its passages."""
        several = parts(reading, self._gazetteer) if self._settings.parts else (reading,)
        return [self._ranked(part, k, filters) for part in several]

    def _merged(
        self, reading: Reading, found: Sequence[Ranked], filters: Filters, k: int
    ) -> tuple[Hit, ...]:
        """One ranking: the best of the whole and of each of several parts in turn."""
        if len(found) == 1:
            return found[0].hits
        whole = self._ranked(reading, k, filters)
        return merge([whole.hits, *(part.hits for part in found)], k)

    def _read(
        self,
        reading: Reading,
        hits: tuple[Hit, ...],
        count: int,
        said: Collection[str],
        passages: int = READ.passages,
    ) -> PartRead:
        """Read the best passages; `count` parts share the time that one question may take."""
        depth = max(min(READ.least, passages), passages // count)
        spans = self.reader.read(reading.understood, hits[:depth])
        return PartRead(reading, hits, weigh(reading, hits, drafts(reading, hits, spans, said)))

    def understand(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Reading:
        """How a question is taken, in its talk; raises UsageError as `search` does."""
        if not question.strip():
            raise UsageError(
                '问题是空的；请输入一个问题，例如：wenbao ask "2020年建成多少协商议事室"'
            )
        if len(question) > READ.max_question:
            raise UsageError(
                f"问题太长：{len(question)} 个字，上限 {READ.max_question} 个字；请缩短后再问"
            )
        turns: History = tuple((q[: READ.max_question], a or "") for q, a in history)
        whole = standalone_question(
            self._spelled(question),
            tuple((self._spelled(q), a) for q, a in turns),
            self._gazetteer,
            partial(only_elsewhere, self.snapshot),
        )
        return understand(whole, self._gazetteer, calendar=self._calendar)

    def _ranked(self, reading: Reading, k: int, filters: Filters) -> Ranked:
        vector = self._encoder.encode([reading.understood.standalone], query=True)[0]
        count = max(k, READ.shown)
        hits, found = retrieve(self.snapshot, reading, vector, filters, count, self._settings)
        return Ranked(reading, prefer_newest(hits, reading, self._newest_reports)[:k], found)

    def _spelled(self, question: str) -> str:
        """A question in one plain spelling, a misspelt place of the library put right."""
        text = self._corrector.corrected(self._romanised.written(normalise(question)))
        return with_centuries(text, [named.end for named in self._gazetteer.find(text)])

    def _filters(self, place: str | None, year: int | None, report: str | None) -> Filters:
        places = None
        if place is not None:
            named = self._gazetteer.find(place)
            rest = place
            for mention in reversed(named):
                rest = rest[: mention.start] + rest[mention.end :]
            if not named or rest.strip(" 、，,和"):
                # A hard filter must not take 南昌县 for the 南昌 in it.
                known = "、".join(self._gazetteer.places[:10])
                raise WenbaoError(f"资料库里没有地方 {place!r} 的报告；有的是：{known}")
            places = frozenset(name for mention in named for name in mention.places)
        ordinal = self.snapshot.ordinal_of(report) if report is not None else None
        return Filters(places, year, ordinal)

    def _limited(self, filters: Filters, limits: Limits) -> Filters:
        """Filters with a talk's limits beside them."""
        ids, entries = limits.reports, enumerate(self.snapshot.entries)
        reports = None if ids is None else frozenset(n for n, entry in entries if entry.id in ids)
        return replace(filters, reports=reports, years=limits.years)


def _said(reading: Reading, history: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The answers of the talk to other questions than this one.

    None at all when a year is asked for that none of its questions named.
    """
    asked = "".join(question for question, _ in history)
    if any(str(year) not in asked for year in reading.years):
        return frozenset()
    same = _bare(reading.understood.standalone)
    return frozenset(answer for question, answer in history if answer and _bare(question) != same)


def _bare(question: str) -> str:
    return normalise(question).strip(" ?？。！!")


def trained_reader() -> Reader:
    """The reader that is shipped."""
    from qa.reader.scorer import SpanScorer
    from qa.reader.span import SpanReader

    return SpanReader(SpanScorer())
