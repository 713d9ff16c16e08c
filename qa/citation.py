"""The exact words around an answer: which clause is quoted, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.types import Report
from qa.settings import READ
from qa.types import Citation, Hit

#: A quote ends where a sentence or one of its semicolon clauses does.
_BOUNDS = re.compile(r"[。！？；;]+[”’」』）)]*|\n")
_COMMAS = re.compile(r"[，,：:、]")


def quote_bounds(text: str, start: int, end: int, limit: int = READ.max_quote) -> tuple[int, int]:
    """The clause of `text` around `text[start:end]`, at most `limit` characters.

    A clause that is too long is cut at its commas, then at the limit; the span itself is never
    cut unless it alone is longer than `limit`.
    """
    end = min(end, start + limit)
    left, right = _clause(text, start, end, _BOUNDS, limit)
    if right - left > limit:
        left, right = _grow(text, left, right, start, end, limit)
    while left < start and text[left].isspace():
        left += 1
    while right > end and text[right - 1].isspace():
        right -= 1
    return left, right


def _clause(
    text: str, start: int, end: int, bounds: re.Pattern[str], limit: int
) -> tuple[int, int]:
    left, right = max(0, start - 4 * limit), len(text)
    # Whole marks only: a span may lie inside what ends its sentence (！）).
    for match in bounds.finditer(text, left):
        if match.end() <= start:
            left = match.end()
        elif match.end() >= end:
            right = match.start()
            break
    return left, max(right, end)


def _grow(text: str, left: int, right: int, start: int, end: int, limit: int) -> tuple[int, int]:
    """The widest stretch between commas around the span that fits the limit."""
    cuts = [m.end() for m in _COMMAS.finditer(text, left, right)]
    lefts = [left, *(cut for cut in cuts if cut <= start)]
    rights = [*(cut - 1 for cut in cuts if cut - 1 >= end), right]
    new_left, new_right = start, end
    if rights[0] - lefts[-1] <= limit:
        # The span's own clause first, whole; then what leads to it.
        new_right = rights[0]
    for candidate in reversed(lefts):
        if new_right - candidate <= limit:
            new_left = candidate
    for candidate in rights:
        if candidate - new_left <= limit:
            new_right = candidate
    return new_left, new_right


def cite(n: int, hit: Hit, parts: Sequence[tuple[int, int]], report: Report) -> Citation:
    """The citation of one passage's answer; of `parts` (canonical ranges), what fits the quote."""
    first = min(start for start, _ in parts)
    fits = [end for _, end in parts if end - first <= READ.max_quote]
    start, end = quote_bounds(report.text, first, max(fits, default=first + READ.max_quote))
    inside = tuple(
        (part[0], min(part[1], end))
        for part in parts
        if part[1] <= end or (not fits and part[0] == first)
    )
    return Citation(
        n=n,
        id=hit.id,
        file=hit.file,
        title=hit.title,
        place=hit.place,
        delivered=hit.delivered,
        section=hit.section,
        start=start,
        end=end,
        quote=report.text[start:end],
        answer_spans=inside,
        page=report.page_of(inside[0][0] if inside else start),
    )
