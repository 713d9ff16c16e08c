"""The project's own questions with their gold answers, and where an answer stands in a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.errors import UsageError
from qa.reader.texts import occurrences

#: A stretch of an enumeration longer than this is no longer one list.
_MAX_LIST = 150


@dataclass(frozen=True, slots=True)
class Question:
    """A training question: what is asked, of which type, the accepted answers, the evidence.

    `evidence` holds (report file, quote) pairs; it and `answers` are empty for what the library
    cannot answer.
    """

    id: str
    question: str
    type: str
    answers: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]


def read_questions(path: Path) -> Iterator[Question]:
    """The questions of a set in the contract's JSON lines; raises UsageError naming a bad line."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            shape = json.loads(line)
            answerable = bool(shape.get("answerable", True))
            yield Question(
                id=shape["id"],
                question=shape["question"],
                type=shape["type"],
                answers=tuple(shape["answers"]) if answerable else (),
                evidence=tuple((e["report"], e["quote"]) for e in shape.get("evidence", ())),
            )
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path} 第 {number} 行不是一道训练题：{error}；每行要有 id、question、type、"
                "answers、evidence，例如 ../shared/data/train/questions.jsonl"
            ) from error


def answer_span(question: Question, text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of `text[start:end]`, the gold quote, that a person would copy; None for none."""
    if question.type == "list":
        return _enumeration(question.answers, text, start, end)
    for position, answer in enumerate(question.answers):
        found = [(start + a, start + b) for a, b in occurrences(text[start:end], answer)]
        if not found:
            continue
        # A longer accepted form says which of several equal values is meant.
        for longer in question.answers[position + 1 :]:
            for a, b in occurrences(text[start:end], longer):
                inside = [s for s in found if start + a <= s[0] and s[1] <= start + b]
                if inside:
                    return inside[0]
        return found[0]
    return None


def _enumeration(items: Sequence[str], text: str, start: int, end: int) -> tuple[int, int] | None:
    """From the first item's first character to the last item's last."""
    spans = []
    for item in items:
        found = next(occurrences(text[start:end], item), None)
        if found is None:
            return None
        spans.append((start + found[0], start + found[1]))
    first, last = min(a for a, _ in spans), max(b for _, b in spans)
    return (first, last) if last - first <= _MAX_LIST else None
