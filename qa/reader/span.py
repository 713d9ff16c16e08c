"""The trained reader: exact words out of passages, by the shipped span model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.context import standing
from qa.aliases import official
from qa.kinds import wanted
from qa.reader.decode import trust
from qa.reader.scorer import SpanScorer
from qa.types import AnswerKind, Hit, Span, Understood

#: Characters that a span may have, by what is asked for; longer than any gold answer of its kind
#: in data/train.
_LONGEST: Mapping[AnswerKind, int] = {
    "number": 40,
    "percent": 40,
    "money": 40,
    "date": 40,
    "person": 60,
    "organisation": 60,
    "place": 60,
    "entity": 80,
    "comparison": 60,
}
_LONGEST_TEXT = 300


class SpanReader:
    """Reads by the span model behind `qa.reader.base.Reader`; safe to call from several threads."""

    def __init__(self, scorer: SpanScorer) -> None:
        """Read with `scorer`; its weights name the reader."""
        self._scorer = scorer
        self.name = scorer.name

    def read(self, question: Understood, passages: Sequence[Hit]) -> tuple[Span, ...]:
        """Spans that may answer, best first, as the model marked them (`qa.finish` completes them).

        A score above 0.5 says that the model would rather answer than not.
        """
        longest = _LONGEST.get(wanted(question.standalone).kind, _LONGEST_TEXT)
        texts = [(_context(hit), hit.text) for hit in passages]
        found = self._scorer.score(official(question.standalone), texts, longest)
        spans = [
            Span(
                hit=position,
                start=hit.start + candidate.start,
                end=hit.start + candidate.end,
                text=hit.text[candidate.start : candidate.end],
                score=trust(candidate.margin),
                group=hit.start + candidate.start,
            )
            for position, (hit, candidates) in enumerate(zip(passages, found, strict=True))
            for candidate in candidates
        ]
        return tuple(sorted(spans, key=lambda span: (-span.score, span.hit, span.start)))


def _context(hit: Hit) -> str:
    """The line that the passage was indexed with, and that the model was trained with."""
    return standing(hit.place or hit.title, hit.delivered, hit.period, hit.section)
