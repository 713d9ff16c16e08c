"""The stopgap reader: the value or clause that stands closest to the question's words.

No model: a candidate's score is the share of the question's topic (weighted by rarity) that
stands near it. The trained reader replaces it behind the same Protocol.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.lexical import tokenize
from qa.citation import quote_bounds
from qa.kinds import Wanted, wanted
from qa.sentences import clauses, sentence_around, sentences
from qa.types import Hit, Span, Understood
from qa.values import Value, find_values

if TYPE_CHECKING:
    from index.models.encoder import Encoder

#: A topic word loses 1/e of its weight every so many characters from the value, and this factor
#: at a sentence's end; chosen on data/train (docs/notes.md).
_REACH = 30.0
_OTHER_SENTENCE = 0.35
_IN_CONTEXT = 0.25
_WRONG_UNIT = 0.45
#: What the likeness of a value's clause to the topic adds. On data/train the right value came
#: first for 56% of the value questions without it, 61% with 0.5, 62% with 1; on gov120 57, 62, 58.
_MEANING = 0.5
#: Characters of the clause that is compared.
_CLAUSE = 60
#: Spans that are handed on for ranking.
_MAX_SPANS = 24
_VALUE_KINDS = {"number", "percent", "money", "date"}
#: Full-width ASCII to half-width, one character for one, so that offsets stay.
_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class _Words:
    """The question's topic tokens with their weights, and the sum of these."""

    weights: dict[str, float]
    total: float


class ClauseReader:
    """Reads by nearness; `weight` gives a token's rarity (its inverse document frequency)."""

    name = "clause-3"

    def __init__(self, weight: Callable[[str], float], encoder: Encoder) -> None:
        """Take the token weights and the sentence model of the library that is read."""
        self._weight = weight
        self._encoder = encoder

    def read(self, question: Understood, passages: Sequence[Hit]) -> tuple[Span, ...]:
        """Spans that may answer, best first (see `qa.reader.base.Reader`)."""
        weights = {token: self._weight(token) for token in set(tokenize(question.topic))}
        words = _Words(weights, sum(weights.values()))
        if not words.total:
            return ()
        need = wanted(question.standalone)
        found: list[Span] = []
        for position, hit in enumerate(passages):
            found.extend(_read_one(words, need, position, hit))
        found.sort(key=lambda span: (-span.score, span.hit, span.start))
        del found[_MAX_SPANS * (3 if need.kind == "list" else 1) :]
        if need.kind in _VALUE_KINDS and found:
            found = self._by_meaning(question.topic, passages, found)
        return tuple(found)

    def _by_meaning(self, topic: str, passages: Sequence[Hit], spans: Sequence[Span]) -> list[Span]:
        """The spans weighed again by how like the topic their clause is to the sentence model."""
        around = []
        for span in spans:
            hit = passages[span.hit]
            a, b = quote_bounds(hit.text, span.start - hit.start, span.end - hit.start, _CLAUSE)
            around.append(hit.text[a:b])
        vectors = self._encoder.encode([topic, *around])
        likeness = vectors[1:] @ vectors[0]
        weighed = [
            replace(span, score=(span.score + _MEANING * max(0.0, float(like))) / (1 + _MEANING))
            for span, like in zip(spans, likeness, strict=True)
        ]
        return sorted(weighed, key=lambda span: (-span.score, span.hit, span.start))


def _read_one(words: _Words, need: Wanted, position: int, hit: Hit) -> Iterator[Span]:
    text = hit.text.translate(_HALF).lower()
    places = {
        token: [m.start() for m in re.finditer(re.escape(token), text)] for token in words.weights
    }
    context = "".join(hit.section).translate(_HALF).lower()
    base = {t: _IN_CONTEXT if t in context else 0.0 for t in words.weights}
    if need.kind in _VALUE_KINDS:
        for value in find_values(hit.text):
            factor = _fit(value, need)
            if factor:
                score = factor * _nearness(words, places, base, text, value.start, value.end)
                yield _span(hit, position, value.start, value.end, score, value.start)
        return
    if need.kind == "definition" and (entry := _entry(hit)):
        term, body = entry
        # A question for a meaning names the whole term, whatever else it says.
        tokens = tokenize(term)
        named = sum(1 for token in tokens if token in words.weights) / max(1, len(tokens))
        stop = len(hit.text.rstrip("。；;"))
        yield _span(hit, position, body, stop, named, body)
        return
    for start, end in sentences(hit.text):
        inside = [
            _share(words, places, base, start, end, a, b) for a, b in clauses(text, start, end)
        ]
        if not inside:
            continue
        spans = list(clauses(text, start, end))
        best = max(range(len(inside)), key=inside.__getitem__)
        for a, b in _answer_spans(hit.text, need, (start, end), spans[best]):
            yield _span(hit, position, a, b, inside[best], start)


_AFTER_TERM = re.compile(
    r"[”\"》]?\s*[：:]?\s*(?:主要)?(?:是指|指的是|即指|就是|指|即|是)?[：:]?\s*"
)


def _entry(hit: Hit) -> tuple[str, int] | None:
    """Term and beginning of the definition where a passage is a glossary's entry, or None."""
    term = hit.section[-1] if hit.section else ""
    # An entry begins with its number and its term; a heading run in with its text ends in 。
    at = hit.text.find(term, 0, len(term) + 12) if term else -1
    if at < 0 or hit.text[at + len(term) : at + len(term) + 1] == "。":
        return None
    after = _AFTER_TERM.match(hit.text, at + len(term))
    if after is None or not after.group() or after.end() >= len(hit.text):
        return None
    return term.translate(_HALF).lower(), after.end()


def _span(hit: Hit, position: int, start: int, end: int, score: float, group: int) -> Span:
    return Span(
        hit=position,
        start=hit.start + start,
        end=hit.start + end,
        text=hit.text[start:end],
        score=min(1.0, score),
        group=hit.start + group,
    )


def _fit(value: Value, need: Wanted) -> float:
    """How well a value's kind and unit fit what is asked for; 0 rules it out."""
    if need.kind == "date" or value.kind == "date":
        return 1.0 if need.kind == value.kind else 0.0
    if need.unit and need.unit not in ("个", "%"):
        same = value.unit == need.unit or value.text.endswith(need.unit)
        return 1.0 if same else _WRONG_UNIT
    if need.kind == value.kind:
        return 1.0
    if need.kind == "percent":
        return 0.0
    return 0.0 if value.kind == "percent" else 0.7


def _nearness(
    words: _Words,
    places: dict[str, list[int]],
    base: dict[str, float],
    text: str,
    start: int,
    end: int,
) -> float:
    """The share of the topic's weight that stands near `text[start:end]`, in [0, 1]."""
    left, right = sentence_around(text, start, end)
    total = 0.0
    for token, weight in words.weights.items():
        best = base[token]
        for at in places[token]:
            gap = start - at - len(token) if at < start else at - end
            near = math.exp(-max(gap, 0) / _REACH)
            if not left <= at < right:
                near *= _OTHER_SENTENCE
            best = max(best, near)
        total += weight * best
    return total / words.total


def _share(
    words: _Words,
    places: dict[str, list[int]],
    base: dict[str, float],
    start: int,
    end: int,
    a: int,
    b: int,
) -> float:
    """The share of the topic's weight in a clause; half counts elsewhere in its sentence."""
    total = 0.0
    for token, weight in words.weights.items():
        spots = places[token]
        if any(a <= at < b for at in spots):
            total += weight
        elif any(start <= at < end for at in spots):
            total += weight * 0.6
        else:
            total += weight * base[token]
    return total / words.total


_DEFINES = re.compile(r"(?:主要)?(?:是指|就是|指的是|即|指|是|[：:])(?:指|是)?[：:]?")
_QUOTED = re.compile(r"(?:[“《][^”》]+[”》]、?){2,}")
_ENUMERATION = re.compile(r"[^，,；;：:。！？、\n]+(?:、[^，,；;：:。！？、\n]+)+")


def _answer_spans(
    text: str, need: Wanted, sentence: tuple[int, int], clause: tuple[int, int]
) -> list[tuple[int, int]]:
    """The words that a person would copy: a definition's body, a list's items, else the clause."""
    start, end = sentence
    stop = start + len(text[start:end].rstrip("。！？；;"))
    defined = _DEFINES.search(text, start, stop) if need.kind == "definition" else None
    if defined and defined.end() < stop:
        return [(defined.end(), stop)]
    if need.kind == "list" and (items := _items(text, start, stop)):
        return items
    if need.kind in ("reason", "measure", "definition"):
        return [(start, stop)]
    return [clause]


def _items(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The items of a sentence's longest enumeration, or nothing."""
    if quoted := max(
        _QUOTED.finditer(text, start, stop), key=lambda match: len(match.group()), default=None
    ):
        inner = re.finditer(r"[“《]([^”》]+)[”》]", quoted.group())
        return [(quoted.start() + m.start(1), quoted.start() + m.end(1)) for m in inner]
    runs = list(_ENUMERATION.finditer(text, start, stop))
    if not runs:
        return []
    run = max(runs, key=lambda match: match.group().count("、"))
    items = []
    position = run.start()
    for part in run.group().split("、"):
        pieces = part.split("和") if position + len(part) == run.end() else [part]
        for piece in pieces:
            if piece:
                items.append((position, position + len(piece)))
            position += len(piece) + 1
    return items
