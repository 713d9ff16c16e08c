"""Whether citations are the report's own words, and whether they are the right ones."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.evidence import MIN_RUN, has_run
from eval.normalise import normalise, squeeze
from eval.questions import Evidence
from eval.results import Cited, Result

#: The longest quote of the contract; a longer one supports nothing.
MAX_QUOTE = 200


def is_verbatim(citation: Cited, canonical: str | None) -> bool:
    """Whether the offsets give the quote, every span lies inside it, and it is short enough.

    `canonical` is the text of the cited report, None if the library has no such report.
    """
    inside = all(citation.start <= a < b <= citation.end for a, b in citation.spans)
    return (
        canonical is not None
        and 0 <= citation.start < citation.end <= len(canonical)
        and canonical[citation.start : citation.end] == citation.quote
        and len(citation.quote) <= MAX_QUOTE
        and bool(citation.spans)
        and inside
    )


def supports(citation: Cited, gold: Evidence) -> bool:
    """Whether a citation shows the gold quote: same report, and half of the shorter in common.

    The common characters stand in a row, and are 8 at least (or the whole gold quote): a quote
    of one character supports nothing.
    """
    if gold.report not in (citation.file, citation.id) or len(citation.quote) > MAX_QUOTE:
        return False
    cited, quote = squeeze(citation.quote), squeeze(gold.quote)
    shorter = min(len(cited), len(quote))
    needed = max((shorter + 1) // 2, min(MIN_RUN, len(quote)))
    return bool(quote) and has_run(quote, cited, needed)


def precision(citations: Sequence[Cited], golds: Sequence[Evidence]) -> float:
    """The share of citations that support a gold quote; 0 without citations."""
    good = sum(any(supports(citation, gold) for gold in golds) for citation in citations)
    return good / len(citations) if citations else 0.0


def recall(citations: Sequence[Cited], golds: Sequence[Evidence]) -> float:
    """The share of gold quotes that a citation supports."""
    return sum(any(supports(c, gold) for c in citations) for gold in golds) / len(golds)


def right_report(citations: Sequence[Cited], golds: Sequence[Evidence]) -> float:
    """The share of citations that come from a gold report; 0 without citations."""
    reports = {gold.report for gold in golds}
    good = sum(citation.file in reports or citation.id in reports for citation in citations)
    return good / len(citations) if citations else 0.0


def answer_in_citation(result: Result) -> bool:
    """Whether every item of the answer is read off the marked spans of a citation.

    A comparison concludes in words of its own: for it every citation must mark a value.
    """
    if result.answer_kind == "comparison":
        return bool(result.citations) and all(c.spans for c in result.citations)
    marked = [
        normalise("".join(_span(citation, span) for span in citation.spans))
        for citation in result.citations
    ]
    items = result.items or ((result.answer,) if result.answer else ())
    return bool(items) and all(any(normalise(item) in text for text in marked) for item in items)


def _span(citation: Cited, span: tuple[int, int]) -> str:
    return citation.quote[max(0, span[0] - citation.start) : max(0, span[1] - citation.start)]
