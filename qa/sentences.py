"""Where sentences and clauses begin and end, by offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’」』）)]*|[^。！？\n]+")
_CLAUSE = re.compile(r"[^，,；;：:。！？\n]*[，,；;：:。！？]*[”’」』]*")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a text, their closing punctuation included."""
    for match in _SENTENCE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        if start < match.end():
            yield start, match.end()


def clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the clauses of `text[start:end]`, without the punctuation that ends them."""
    for match in _CLAUSE.finditer(text, start, end):
        stop = match.start() + len(match.group().rstrip("，,；;：:。！？"))
        if match.start() < stop:
            yield match.start(), stop


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest run of whole sentences that holds `text[start:end]`."""
    first, last = start, end
    for left, right in sentences(text):
        if left <= start < right:
            first = left
        if left < end <= right:
            last = right
    return min(first, start), max(last, end)
