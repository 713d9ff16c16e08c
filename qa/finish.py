"""From the reader's spans to candidate answers: completed, split into items, their kind checked."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qa.alignment import all_aligned
from qa.causes import asks_cause, marked, speaks_of, supposed
from qa.cells import Chosen, asked_cell
from qa.complete import complete
from qa.echo import repeats
from qa.heads import divisions_listed
from qa.lists import items
from qa.scope import scope
from qa.sentences import sentence_around
from qa.settings import READ
from qa.suited import suits_form
from qa.terms import asked_term, meaning
from qa.types import Hit, Span
from qa.understand import Reading

#: One thing where several were asked for.
_LONE = 0.5
#: Another number of things than the question says there are.
_OTHER_COUNT = 0.6
#: A target's figure where a result was asked for: refused where it is the best.
_PLANNED = 0.5
#: Kinds whose answers leave out what the question is about.
_CLAUSES = ("reason", "measure")
_FIGURES = ("number", "percent", "money")
#: A passage that uses a term and does not say what it means; one that says it is worth a sure
#: span: of 66 such candidates 58 are right, 8 of the 9 that the reader ranked behind another.
_UNDEFINED, _TOLD = 0.6, 0.5
#: What only says the question again (`qa.echo`).
_REPEATED = 0.3
#: The margin from which the reader does not rule a cause out, and that of one which the report
#: marks (由于…); beside that what is not marked, and always what is only supposed, fit less.
_DOUBT, _MARKED, _UNMARKED, _SUPPOSED = -0.7, 0.3, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Draft:
    """One candidate answer: the span that the reader gave, and the words that would be shown.

    `parts` are character ranges of the report's canonical text, one for each item of a list, else
    one; `text` joins them; `fit` in [0, 1] says how well kind and unit are those asked for.
    `margin` is the reader's, about in [-1, 1].
    """

    hit: int
    parts: tuple[tuple[int, int], ...]
    text: str
    margin: float
    fit: float


def margin_of(span: Span) -> float:
    """The reader's margin back from its score, divided by 10 (`qa.reader.decode.trust`)."""
    score = min(max(span.score, 1e-9), 1 - 1e-9)
    return max(-1.5, min(1.5, 2 * math.log(score / (1 - score)) / 10))


def drafts(
    reading: Reading, hits: Sequence[Hit], spans: Sequence[Span], said: Collection[str] = ()
) -> tuple[Draft, ...]:
    """The candidate answers of spans, in their order, each answer once.

    What was `said` already in the talk answers no question after it, unless there is nothing else
    (7 of the 10 follow-ups that gov120 had wrong without this gave the turn before's answer).
    """
    asked = reading.understood
    term = asked_term(asked.standalone, reading.wanted.kind)
    seen: set[tuple[int, tuple[tuple[int, int], ...]]] = set()
    found: list[Draft] = []
    for span in spans:
        hit = hits[span.hit]
        start, end = span.start - hit.start, span.end - hit.start
        fit, unit = 1.0, ""
        told = meaning(hit.text, term) if term else None
        if told:
            inside_told = told[0] <= start and end <= told[1] + 1 and "、" in hit.text[start:end]
            start, end = (start, end) if inside_told else told
        elif term and reading.wanted.kind == "definition":
            fit = _UNDEFINED
        if reading.wanted.kind == "list":
            run = all_aligned(hit.text, start, end, asked.standalone)
            listed = run or items(hit.text, start, end, reading.wanted.count)
            inside = divisions_listed(hit.text, listed, asked.standalone)
            fit = _LONE if len(inside) < 2 else fit
            if reading.wanted.count and len(inside) != reading.wanted.count:
                fit *= _OTHER_COUNT
        elif told:
            inside = (told,)
        elif cell := _cell(reading, hit, span):
            inside = ((cell.cell.start - hit.start, cell.cell.end - hit.start),)
            fit, unit = fit * cell.fit, cell.cell.unit
        else:
            about = asked.topic if reading.wanted.kind in _CLAUSES else asked.standalone
            whole = complete(hit.text, start, end, reading.wanted, asked.aspect, about)
            inside, fit = ((whole.start, whole.end),), fit * whole.fit
            if reading.wanted.kind in _FIGURES:
                fit *= scope(reading, hit.text, whole.start, hit.period)
                if asked.aspect == "review" and hit.period and hit.period.aspect == "plan":
                    fit *= _PLANNED
        parts = tuple((hit.start + a, hit.start + b) for a, b in inside if a < b)
        if not parts or (span.hit, parts) in seen:
            continue
        seen.add((span.hit, parts))
        text = "、".join(hit.text[a - hit.start : b - hit.start] for a, b in parts)
        first, last = sentence_around(hit.text, start, end)
        if not suits_form(asked.standalone, text.removesuffix(unit) + unit, hit.text[first:last]):
            fit = min(fit, READ.misfit)
        elif not told and repeats(asked.topic, text, reading.wanted.kind):
            fit *= _REPEATED
        margin = max(margin_of(span), _TOLD) if told else margin_of(span)
        found.append(Draft(span.hit, parts, text, margin, fit))
    if asks_cause(asked.standalone):
        found = _causes_first(asked.topic, hits, found)
    fresh = [draft for draft in found if draft.text not in said]
    return tuple(fresh or found)


def _cell(reading: Reading, hit: Hit, span: Span) -> Chosen | None:
    """The figure of a table that a span in one of its rows stands for; None outside of tables."""
    if reading.wanted.kind not in _FIGURES or not hit.cells:
        return None
    return asked_cell(reading, hit.cells, span.start, span.end)


def _causes_first(topic: str, hits: Sequence[Hit], found: Sequence[Draft]) -> list[Draft]:
    """Candidates for a cause: what the report marks as one before all that it does not."""
    said = []
    for draft in found:
        text, first = hits[draft.hit].text, hits[draft.hit].start
        start, end = draft.parts[0][0] - first, draft.parts[-1][1] - first
        told = draft.margin > _DOUBT and marked(text, start, end)
        told = told and speaks_of(text, start, end, topic)
        said.append((told, _SUPPOSED if supposed(text, start) else 1.0))
    beside = _UNMARKED if any(told for told, _ in said) else 1.0
    return [
        replace(draft, margin=max(draft.margin, _MARKED))
        if told
        else replace(draft, fit=draft.fit * beside * real)
        for draft, (told, real) in zip(found, said, strict=True)
    ]
