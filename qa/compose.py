"""From spans to one answer that stands on quoted words, or to a refusal that says why."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.snapshot import Snapshot
from qa.citation import cite
from qa.confidence import confidence, features, speaks_of
from qa.settings import READ
from qa.types import Answer, Candidate, Hit, Span
from qa.understand import Reading


class Composer:
    """Chooses among the reader's spans, cites the chosen ones, or refuses."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Use the reports of `snapshot` for quotes and for what the library does hold."""
        self._snapshot = snapshot

    def compose(
        self,
        question: str,
        reading: Reading,
        hits: tuple[Hit, ...],
        spans: Sequence[Span],
        timings: Mapping[str, float],
        began: float,
    ) -> Answer:
        """The answer for one question; `began` is the clock (seconds) when it was asked."""
        chosen = _best(hits, spans)
        if chosen is None:
            answer = self._refusal(question, reading, hits, None, "报告里没有找到与问题相关的内容")
        else:
            group = _group(chosen, spans, reading)
            trust = confidence(features(reading, hits, chosen, spans))
            report = self._snapshot.passage(hits[chosen.hit].ordinal)[0]
            citation = cite(1, hits[chosen.hit], group, report)
            items = tuple(report.text[start:end] for start, end in citation.answer_spans)
            text = "、".join(items)
            missing = self._missing(reading, hits[chosen.hit])
            if missing is None and trust >= READ.threshold:
                answer = Answer(
                    question=question,
                    understood=reading.understood,
                    status="answered",
                    answer=text,
                    items=items,
                    confidence=trust,
                    citations=(citation,),
                    passages=hits,
                )
            else:
                candidate = Candidate(text, trust if missing is None else min(trust, 0.3))
                reason = missing or _unsure(reading)
                answer = self._refusal(question, reading, hits, candidate, reason)
        total = (time.perf_counter() - began) * 1000
        return _timed(answer, {"total": total, **timings})

    def _missing(self, reading: Reading, hit: Hit) -> str | None:
        """Why even the best passage cannot hold the answer, in one sentence; None if it may."""
        where = hit.text + "".join(hit.section) + (hit.place or "")
        for name in reading.unknown:
            if name not in where:
                return f"资料库里没有{name}的报告，最接近的内容来自{hit.place or hit.title}"
        places = reading.understood.places
        if places and hit.place not in places:
            return f"没有找到{'、'.join(places)}的相关内容，最接近的来自{hit.place or hit.title}"
        period = reading.understood.period
        if period is None or not reading.explicit_period:
            return None
        years = reading.years or (period.first, period.last)
        if any(speaks_of(hit, year) for year in years):
            return None
        asked = f"{period.first}年"
        if period.last != period.first:
            asked += f"至{period.last}年"
        held = hit.period
        offered = f"，最接近的是{held.last}年的" if held else ""
        return f"报告里没有{asked}的这项内容{offered}"

    def _refusal(
        self,
        question: str,
        reading: Reading,
        hits: tuple[Hit, ...],
        candidate: Candidate | None,
        reason: str,
    ) -> Answer:
        return Answer(
            question=question,
            understood=reading.understood,
            status="refused",
            answer=None,
            items=(),
            confidence=None,
            citations=(),
            passages=hits,
            reason=reason,
            candidate=candidate,
        )


def _best(hits: Sequence[Hit], spans: Sequence[Span]) -> Span | None:
    """The span with the best reading and retrieval together."""
    if not spans:
        return None
    top = hits[0].score

    def together(span: Span) -> float:
        return span.score * (0.5 + 0.5 * math.exp((hits[span.hit].score - top) / READ.softness))

    return max(spans, key=together)


def _group(chosen: Span, spans: Sequence[Span], reading: Reading) -> list[Span]:
    """All items of the chosen list, or the chosen span alone."""
    if reading.understood.answer_kind != "list":
        return [chosen]
    same = [s for s in spans if (s.hit, s.group) == (chosen.hit, chosen.group)]
    return sorted(same, key=lambda span: span.start)


def _unsure(reading: Reading) -> str:
    topic = reading.understood.topic or reading.understood.standalone
    return f"没有找到能确切回答“{topic}”的原文"


def _timed(answer: Answer, timings: Mapping[str, float]) -> Answer:
    return replace(answer, timings_ms=timings)
