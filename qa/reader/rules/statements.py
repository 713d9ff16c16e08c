"""Every statement of a running text that a rule is sure of."""

from __future__ import annotations

from collections.abc import Iterator

from qa.reader.rules.dates import dates
from qa.reader.rules.lists import lists, same_things
from qa.reader.rules.means import causes, means
from qa.reader.rules.names import openings, partners, winners
from qa.reader.rules.statement import Statement
from qa.reader.rules.terms import named
from qa.sentences import clauses, sentences


def statements(text: str) -> Iterator[Statement]:
    """Every statement of a running text that a rule is sure of."""
    yield from named(text)
    for left, right in sentences(text):
        spans = list(clauses(text, left, right))
        yield from means(text, spans)
        yield from causes(text, spans)
        for position, (start, end) in enumerate(spans):
            after = spans[position + 1] if position + 1 < len(spans) else None
            yield from lists(text, start, end)
            yield from same_things(text, start, end)
            yield from winners(text, start, end)
            yield from partners(text, start, end)
            yield from openings(text, start, end)
            yield from dates(text, start, end, after)
