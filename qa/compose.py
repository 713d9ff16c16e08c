"""From candidate answers to one answer that stands on quoted words, or to a refusal."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.snapshot import Snapshot
from qa.citation import cite
from qa.comparison import PartAnswer, asks_each, conclude, signed_start
from qa.elsewhere_said import opposed, restated
from qa.matched import matched
from qa.part_reads import PartRead, distinct, labels
from qa.refuse import missing, unsure
from qa.settings import READ
from qa.types import Answer, Candidate, Citation, Hit
from qa.understand import Reading
from qa.weigh import Weighed, falling, reranked

_NOTHING = "没有找到"
#: A refusal for a reason that no reading can mend leaves its candidate at most this trust.
_DOUBTED = 0.3


class Composer:
    """Cites the best candidate answers, or refuses and says why."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Use the reports of `snapshot` for quotes."""
        self._snapshot = snapshot

    def compose(
        self,
        question: str,
        reading: Reading,
        reads: Sequence[PartRead],
        hits: tuple[Hit, ...],
        timings: Mapping[str, float],
        began: float,
    ) -> Answer:
        """The answer for one question; `began` is the clock (seconds) when it was asked.

        `reads` has one entry for each part of the question, `hits` the passages found for all.
        """
        if len(reads) == 1:
            answer = self._single(question, reading, reads[0])
        else:
            answer = self._compared(question, reading, reads, hits)
        total = (time.perf_counter() - began) * 1000
        return _timed(answer, {"total": total, **timings})

    def _single(self, question: str, reading: Reading, read: PartRead) -> Answer:
        passages = reranked(read.hits, read.weighed)
        read = _possible(reading, read)
        if not read.weighed:
            reason = missing(reading, read.nearest) if read.hits else None
            return _refusal(question, reading, passages, None, reason or unsure(reading, read))
        best, trust = read.weighed[0], read.trust
        citation = self._cite(1, read, best)
        items = self._words(citation)
        text = "、".join(items)
        reason = missing(reading, read.hits[best.draft.hit], text)
        if reason is None and best.draft.fit <= READ.misfit:
            reason, trust = unsure(reading, read), min(trust, _DOUBTED)
        elif reason is not None:
            trust = min(trust, _DOUBTED)
        elif trust < READ.threshold:
            reason = unsure(reading, read)
        if reason is not None:
            return _refusal(question, reading, passages, Candidate(text, trust), reason)
        answer = _answer(question, reading, text, items, trust, (citation,), passages)
        return replace(
            answer,
            also=tuple(self._cite(n, read, w) for n, w in enumerate(restated(read), start=1)),
            against=tuple(self._cite(n, read, w) for n, w in enumerate(opposed(read), start=1)),
        )

    def _compared(
        self,
        question: str,
        reading: Reading,
        reads: Sequence[PartRead],
        hits: tuple[Hit, ...],
    ) -> Answer:
        """One conclusion from the best answer to each part.

        Where a part has none: of three or more that are asked for one by one those that were
        found, and which was not; else a refusal that names what is missing and what is there.
        """
        reads = matched(reading.understood.standalone, distinct(reads))
        passages = _merged(reads, hits)
        named = labels([read.reading for read in reads])
        each = asks_each(reading.understood.standalone, len(reads))
        # Of a series, what is not sure stays a gap; of two parts it makes the answer unsure.
        least = READ.threshold if each and len(reads) > 2 else 0.0
        lacks = {label: _lacks(read, least) for read, label in zip(reads, named, strict=True)}
        gone = [label for label in named if lacks[label]]
        there = [
            (read, label) for read, label in zip(reads, named, strict=True) if not lacks[label]
        ]
        cited = [
            self._cite(number, read, read.weighed[0]) for number, (read, _) in enumerate(there, 1)
        ]
        found = [
            PartAnswer(label, "、".join(self._signed(citation)))
            for (_, label), citation in zip(there, cited, strict=True)
        ]
        text = conclude(reading.understood.standalone, found)
        if text is None:
            text = "，".join(f"{part.label}{part.text}" for part in found)
        trust = min((read.trust for read, _ in there), default=0.0)
        if gone and not (each and len(found) > 1):
            known = "，".join(f"{part.label}{part.text}" for part in found)
            reason = lacks[gone[0]] or ""
            if reason == _NOTHING or known:
                reason = f"没有找到{'、'.join(gone)}的数据" + (f"；只找到{known}" if known else "")
            candidate = Candidate(known, min(trust, _DOUBTED)) if known else None
            return _refusal(question, reading, passages, candidate, reason)
        if trust < READ.threshold:
            weak = named[min(range(len(reads)), key=lambda i: reads[i].trust)]
            reason = f"没有找到{weak}的确切数据"
            return _refusal(question, reading, passages, Candidate(text, trust), reason)
        if gone:
            text += f"；没有找到{'、'.join(gone)}的数据"
        # The answer is a conclusion of ours, whatever kind its parts are of.
        compared = replace(reading.understood, answer_kind="comparison")
        answer = _answer(question, reading, text, (text,), trust, tuple(cited), passages)
        return replace(answer, understood=compared)

    def _cite(self, number: int, read: PartRead, weighed: Weighed) -> Citation:
        hit = read.hits[weighed.draft.hit]
        report = self._snapshot.passage(hit.ordinal)[0]
        return cite(number, hit, weighed.draft.parts, report)

    def _words(self, citation: Citation) -> tuple[str, ...]:
        return tuple(
            citation.quote[start - citation.start : end - citation.start]
            for start, end in citation.answer_spans
        )

    def _signed(self, citation: Citation) -> tuple[str, ...]:
        """The words of a citation with what turns a percentage into a fall (下降2.1%)."""
        first = citation.start
        return tuple(
            citation.quote[signed_start(citation.quote, start - first) : end - first]
            for start, end in citation.answer_spans
        )


def _possible(reading: Reading, read: PartRead) -> PartRead:
    """The read without the candidates that cannot answer, where another one is trusted.

    The best candidate may be a target, or of another place; what stands behind it is the answer
    more often than there is none (docs/notes.md has the counts).
    """

    def may(weighed: Weighed) -> bool:
        hit = read.hits[weighed.draft.hit]
        return weighed.draft.fit > READ.misfit and missing(reading, hit) is None

    if not read.weighed or may(read.weighed[0]):
        return read
    left = replace(read, weighed=tuple(w for w in read.weighed if may(w)))
    return left if left.trust >= READ.threshold else read


def _lacks(read: PartRead, least: float) -> str | None:
    """Why a part has no answer, trusted at `least`, beside the others; None where it has one."""
    reason = missing(read.reading, read.nearest) if read.hits else None
    if reason or not read.weighed or read.weighed[0].draft.fit <= READ.misfit:
        return reason or _NOTHING
    return None if read.trust >= least else _NOTHING


def _merged(reads: Sequence[PartRead], hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The best passage of each part first, then the next of each, then what else was found."""
    ranked = [reranked(read.hits, read.weighed) for read in reads]
    order: dict[int, Hit] = {}
    for place in range(max(map(len, ranked), default=0)):
        for part in ranked:
            if place < len(part):
                order.setdefault(part[place].ordinal, part[place])
    for hit in hits:
        order.setdefault(hit.ordinal, hit)
    return falling(list(order.values())[: READ.shown])


def _answer(
    question: str,
    reading: Reading,
    text: str,
    items: tuple[str, ...],
    trust: float,
    citations: tuple[Citation, ...],
    passages: tuple[Hit, ...],
) -> Answer:
    return Answer(
        question=question,
        understood=reading.understood,
        status="answered",
        answer=text,
        items=items,
        confidence=trust,
        citations=citations,
        passages=passages,
    )


def _refusal(
    question: str,
    reading: Reading,
    passages: tuple[Hit, ...],
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
        passages=passages,
        reason=reason,
        candidate=candidate,
    )


def _timed(answer: Answer, timings: Mapping[str, float]) -> Answer:
    return replace(answer, timings_ms=timings)
