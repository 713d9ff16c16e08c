"""A turn as the browser keeps it: JSON that is written here and, when it comes back, not trusted.

What a page sends may have been kept for months, or forged. So every value is read with its type
and within bounds, no string of it is ever HTML, and what claims to be a report's words is compared
with the report before it is shown as such (`checked`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, get_args

from index.errors import DamageError, WenbaoError
from index.types import Aspect, Period, Report
from qa.types import Alternative, Answer, AnswerKind, Candidate, Citation, Hit, Understood
from ui.web.render import Place

#: Passages of an answer that are kept beside those that its citations stand in.
_PASSAGES = 5
#: Bounds on what comes back, each well above what an answer of ours has.
_WORDS, _QUESTION, _MANY, _OFFSET = 4000, 20_000, 100, 10**9

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what came of it: an answer or refusal, or in `trouble` why there is neither.

    `alone`: the question was complete in itself, whatever went before (a chip's).
    """

    question: str
    answer: Answer | None = None
    trouble: str | None = None
    alone: bool = False


def turn_json(turn: Turn) -> dict[str, Any]:
    """A turn for the browser to keep, without the passages that no message shows."""
    answer = turn.answer
    shape = None if answer is None else {**answer.to_json(), "passages": _shown(answer)}
    return {
        "question": turn.question,
        "answer": shape,
        "trouble": turn.trouble,
        "alone": turn.alone,
    }


def turn_from_json(shape: Any) -> Turn:
    """What `turn_json` gave; raises ValueError for anything else."""
    fields = _mapping(shape)
    answer = fields.get("answer")
    trouble = _maybe(_text, fields.get("trouble"))
    if (answer is None) == (trouble is None):
        raise ValueError("a turn has an answer or says why not")
    return Turn(
        question=_text(fields.get("question"), _QUESTION),
        answer=None if answer is None else answer_from_json(answer),
        trouble=trouble,
        alone=fields.get("alone") is True,
    )


def checked(answer: Answer, report_of: Callable[[str], Report]) -> tuple[Answer, frozenset[Place]]:
    """The answer with what the library says of its reports now, and the places that are gone.

    Titles, places and dates are the library's, which may have been corrected since. A citation
    whose words do not stand in the report any more is gone; a passage that does not is left out.
    """
    gone: set[Place] = set()

    def renewed(citation: Citation) -> Citation:
        report = _holding(citation, citation.quote, report_of)
        if report is None:
            gone.add((citation.id, citation.start, citation.end))
            return citation
        data = report.metadata
        return replace(
            citation,
            file=report.file,
            title=data.title,
            place=data.place,
            delivered=data.delivered,
            page=report.page_of(citation.start),
        )

    fresh = replace(
        answer,
        citations=tuple(map(renewed, answer.citations)),
        also=tuple(map(renewed, answer.also)),
        against=tuple(map(renewed, answer.against)),
        passages=tuple(h for h in answer.passages if _holding(h, h.text, report_of) is not None),
    )
    return fresh, frozenset(gone)


def _holding(
    source: Citation | Hit, words: str, report_of: Callable[[str], Report]
) -> Report | None:
    try:
        report = report_of(source.id)
    except DamageError:
        raise
    except WenbaoError:
        return None
    return report if report.text[source.start : source.end] == words else None


def _shown(answer: Answer) -> list[dict[str, Any]]:
    cited = [
        hit
        for hit in answer.passages
        if any(c.id == hit.id and c.start < hit.end and hit.start < c.end for c in answer.citations)
    ]
    others = [hit for hit in answer.passages if hit not in cited][:_PASSAGES]
    return [hit.to_json() for hit in answer.passages if hit in cited or hit in others]


def answer_from_json(value: Any) -> Answer:
    """An answer from the contract's JSON; raises ValueError for anything else."""
    shape = _mapping(value)
    status = shape.get("status")
    if status not in ("answered", "refused"):
        raise ValueError("an unknown status")
    candidate = shape.get("candidate")
    citations = _list(_citation, shape.get("citations"))
    if len({citation.n for citation in citations}) < len(citations):
        raise ValueError("two citations have one number")
    if status == "answered" and not citations:
        raise ValueError("an answer without a source")
    return Answer(
        question=_text(shape.get("question")),
        understood=_understood(_mapping(shape.get("understood"))),
        status="answered" if status == "answered" else "refused",
        answer=_maybe(_text, shape.get("answer")),
        items=_list(_text, shape.get("items")),
        confidence=_maybe(_share, shape.get("confidence")),
        citations=citations,
        passages=_list(_hit, shape.get("passages")),
        reason=_maybe(_text, shape.get("reason")),
        candidate=None if candidate is None else _candidate(_mapping(candidate)),
        alternatives=_list(_alternative, shape.get("alternatives", [])),
        also=_list(_citation, shape.get("also", [])),
        against=_list(_citation, shape.get("against", [])),
    )


def _understood(shape: Mapping[str, Any]) -> Understood:
    return Understood(
        places=_list(_text, shape.get("places")),
        period=_maybe(_period, shape.get("period")),
        aspect=_maybe(_aspect, shape.get("aspect")),
        answer_kind=_kind(shape.get("answer_kind")),
        standalone=_text(shape.get("standalone")),
        topic=_text(shape.get("topic")),
        report_kind=_maybe(_text, shape.get("kind")),
    )


def _citation(value: Any) -> Citation:
    shape = _mapping(value)
    start, end = _range([shape.get("start"), shape.get("end")])
    return Citation(
        n=_whole(shape.get("n"), 1, 999),
        **_source(shape),
        start=start,
        end=end,
        quote=_text(shape.get("quote")),
        answer_spans=_list(_range, shape.get("answer_spans")),
    )


def _hit(value: Any) -> Hit:
    shape = _mapping(value)
    start, end = _range([shape.get("start"), shape.get("end")])
    return Hit(
        ordinal=0,
        **_source(shape),
        period=_maybe(_period, shape.get("period")),
        start=start,
        end=end,
        text=_text(shape.get("text")),
        score=0.0,
    )


def _source(shape: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": _text(shape.get("id"), 200),
        "file": _text(shape.get("file")),
        "title": _text(shape.get("title")),
        "place": _maybe(_text, shape.get("place")),
        "delivered": _maybe(_text, shape.get("delivered")),
        "section": _list(_text, shape.get("section")),
        "page": _maybe(_whole, shape.get("page")),
    }


def _alternative(value: Any) -> Alternative:
    shape = _mapping(value)
    year = _maybe(_whole, shape.get("year"))
    return Alternative(_maybe(_text, shape.get("place")), year, _text(shape.get("question")))


def _candidate(shape: Mapping[str, Any]) -> Candidate:
    return Candidate(_text(shape.get("answer")), _share(shape.get("confidence")))


def _period(value: Any) -> Period:
    shape = _mapping(value)
    first, last = _whole(shape.get("from"), 0, 9999), _whole(shape.get("to"), 0, 9999)
    return Period(first, last, _maybe(_aspect, shape.get("aspect")))


def _aspect(value: Any) -> Aspect:
    known: Aspect = _one_of(value, get_args(Aspect))
    return known


def _kind(value: Any) -> AnswerKind:
    known: AnswerKind = _one_of(value, get_args(AnswerKind))
    return known


def _one_of(value: Any, known: Sequence[Any]) -> Any:
    if not isinstance(value, str) or value not in known:
        raise ValueError("an unknown value")
    return value


def _mapping(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("no object")
    return value


def _maybe(read: Callable[[Any], _T], value: Any) -> _T | None:
    return None if value is None else read(value)


def _list(read: Callable[[Any], _T], value: Any) -> tuple[_T, ...]:
    if not isinstance(value, list) or len(value) > _MANY:
        raise ValueError("no list, or too long a one")
    return tuple(read(item) for item in value)


def _text(value: Any, most: int = _WORDS) -> str:
    if not isinstance(value, str) or len(value) > most:
        raise ValueError("no text, or too long a one")
    value.encode()  # Half a surrogate pair could not be sent back; a UnicodeError is a ValueError.
    return value


def _whole(value: Any, least: int = 0, most: int = _OFFSET) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError("no whole number, or one out of bounds")
    return value


def _share(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ValueError("no probability")
    return float(value)


def _range(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("no pair")
    start, end = _whole(value[0]), _whole(value[1])
    if start > end:
        raise ValueError("ends before it starts")
    return start, end
