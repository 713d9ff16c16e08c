"""A statement that a rule found in a text, with the questions that it answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """An answer in a text, `text[start:end]`, with questions for it.

    `done` are questions about what was, `will` about what is planned; both lack place and time,
    and `will` may be empty where nobody would ask so. `words` say what the questions are about.
    """

    kind: str
    start: int
    end: int
    words: str
    done: tuple[str, ...]
    will: tuple[str, ...]
