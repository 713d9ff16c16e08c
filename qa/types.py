"""The values that flow from a question to an answer, and their JSON shapes (the contract's)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from index.cells import Cell
from index.types import Aspect, Period

#: What a question asks for; it decides which spans can be answers and how they are completed.
AnswerKind = Literal[
    "number",
    "percent",
    "money",
    "date",
    "person",
    "organisation",
    "place",
    "entity",
    "list",
    "definition",
    "reason",
    "measure",
    "comparison",
    "text",
]

#: Earlier turns of a talk, oldest first: (question, answer).
History = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """How the question was taken; shown to the user so that he can see it and correct it.

    `standalone` is the question with everything that it leaves to the turns before put in;
    `topic` is what is left of it when place, period and question words are taken out.
    `report_kind` is the kind of report (one of `index.types.KINDS`) that it names, if it does.
    """

    places: tuple[str, ...]
    period: Period | None
    aspect: Aspect | None
    answer_kind: AnswerKind
    standalone: str
    topic: str
    report_kind: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's `understood` object."""
        period = self.period
        return {
            "places": list(self.places),
            "period": {"from": period.first, "to": period.last} if period else None,
            "aspect": self.aspect,
            "answer_kind": self.answer_kind,
            "standalone": self.standalone,
            "topic": self.topic,
            "kind": self.report_kind,
        }


@dataclass(frozen=True, slots=True)
class Hit:
    """A retrieved passage; `ordinal` is its row in the index, `score` the final ranking score.

    `page` is the printed page that it begins on, None where the file has no pages; `cells` are the
    figures of tables in it, with offsets in the canonical text.
    """

    ordinal: int
    id: str
    file: str
    title: str
    place: str | None
    delivered: str | None
    section: tuple[str, ...]
    period: Period | None
    start: int
    end: int
    text: str
    score: float
    page: int | None = None
    cells: tuple[Cell, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's passage object; `canonical[start:end] == text`."""
        return {
            "id": self.id,
            "file": self.file,
            "title": self.title,
            "place": self.place,
            "delivered": self.delivered,
            "page": self.page,
            "start": self.start,
            "end": self.end,
            "section": list(self.section),
            "period": self.period.to_json() if self.period else None,
            "text": self.text,
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a passage that a reader takes for (part of) the answer.

    `start`/`end` count in the canonical text, like the passage's; `score` is in [0, 1], the
    reader's own trust before calibration; `hit` is the position of the passage in what was read.
    The items of one list share a `group`; a span that answers alone has a group of its own.
    """

    hit: int
    start: int
    end: int
    text: str
    score: float
    group: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """The words an answer stands on: `canonical[start:end] == quote`, at most 200 characters.

    Every pair in `answer_spans` lies inside `start`..`end`. `page` is the printed page that the
    first of them begins on, None where the file has no pages.
    """

    n: int
    id: str
    file: str
    title: str
    place: str | None
    delivered: str | None
    section: tuple[str, ...]
    start: int
    end: int
    quote: str
    answer_spans: tuple[tuple[int, int], ...]
    page: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's citation object."""
        return {
            "n": self.n,
            "id": self.id,
            "file": self.file,
            "title": self.title,
            "place": self.place,
            "delivered": self.delivered,
            "page": self.page,
            "section": list(self.section),
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "answer_spans": [list(span) for span in self.answer_spans],
        }


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a refusal would have answered."""

    answer: str
    confidence: float

    def to_json(self) -> dict[str, Any]:
        """The contract's `candidate` object."""
        return {"answer": self.answer, "confidence": round(self.confidence, 4)}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place or year that a question may have meant, with a question that says so."""

    place: str | None
    year: int | None
    question: str

    def to_json(self) -> dict[str, Any]:
        """The `alternatives` object of an answer."""
        return {"place": self.place, "year": self.year, "question": self.question}


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Ranked passages for one question, before reading.

    `found` is the probability that the first five hold what is asked for.
    """

    question: str
    understood: Understood
    passages: tuple[Hit, ...]
    found: float

    def to_json(self) -> dict[str, Any]:
        """The contract's `search` object, with `found` added."""
        return {
            "question": self.question,
            "understood": self.understood.to_json(),
            "passages": [hit.to_json() for hit in self.passages],
            "found": round(self.found, 4),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer or one refusal, with what it stands on and what it cost.

    Answered: `answer`, `items`, `confidence` and `citations` are set. Refused: they are None or
    empty, `reason` is one sentence, `candidate` what would have been answered (or None).
    `timings_ms` has the keys total, understand, retrieve, read (milliseconds).

    `also` are other reports that give the same answer, `against` others that give another one for
    the same place and year; neither is what the answer stands on.
    """

    question: str
    understood: Understood
    status: Literal["answered", "refused"]
    answer: str | None
    items: tuple[str, ...]
    confidence: float | None
    citations: tuple[Citation, ...]
    passages: tuple[Hit, ...]
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    reason: str | None = None
    candidate: Candidate | None = None
    alternatives: tuple[Alternative, ...] = ()
    also: tuple[Citation, ...] = ()
    against: tuple[Citation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's answer object."""
        shape: dict[str, Any] = {
            "question": self.question,
            "understood": self.understood.to_json(),
            "status": self.status,
            "answer": self.answer,
            "items": list(self.items),
            "confidence": None if self.confidence is None else round(self.confidence, 4),
        }
        if self.status == "refused":
            shape["reason"] = self.reason
            shape["candidate"] = self.candidate.to_json() if self.candidate else None
        shape["alternatives"] = [other.to_json() for other in self.alternatives]
        shape["citations"] = [citation.to_json() for citation in self.citations]
        shape["also"] = [citation.to_json() for citation in self.also]
        shape["against"] = [citation.to_json() for citation in self.against]
        shape["passages"] = [hit.to_json() for hit in self.passages]
        shape["timings_ms"] = {name: round(ms, 1) for name, ms in self.timings_ms.items()}
        return shape
