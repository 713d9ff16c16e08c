"""Where a citation stands in its report, and how text of a report becomes HTML with marks.

Nothing of a report reaches a page but through `marked`, which escapes every character of it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.types import Report
from qa.types import Citation, Hit


@dataclass(frozen=True, slots=True)
class Surrounding:
    """The words around a citation: `canonical[start:start + len(text)] == text`."""

    start: int
    text: str


def surrounding(citation: Citation, report: Report) -> Surrounding:
    """The passages of `report` that the quote lies in, or the quote alone where none holds it.

    A quote that runs over several passages gets the text from the first to the end of the last.
    """
    touched = [p for p in report.passages if p.start < citation.end and citation.start < p.end]
    if touched:
        start = min(p.start for p in touched)
        end = max(p.end for p in touched)
        if start <= citation.start and citation.end <= end:
            return Surrounding(start, report.text[start:end])
    return Surrounding(citation.start, report.text[citation.start : citation.end])


def text_html(text: str) -> str:
    """`text` escaped for element content and attributes, its line breaks as `<br>`.

    No line break is left: a blank line would end the HTML block for Gradio's Markdown reader.
    """
    return re.sub(r"[\r\n]+", "<br>", html.escape(text))


def marked(text: str, start: int, spans: Iterable[tuple[int, int]]) -> str:
    """`text` escaped, with `<mark>` around the spans; `start` is the offset of its first character.

    Spans count in the canonical text; what lies outside `text` is cut off, what overlaps is merged.
    """
    pieces: list[str] = []
    done = 0
    for left, right in _merged(spans):
        left, right = max(left - start, done), min(right - start, len(text))
        if left >= right:
            continue
        pieces.append(text_html(text[done:left]))
        pieces.append(f"<mark>{text_html(text[left:right])}</mark>")
        done = right
    pieces.append(text_html(text[done:]))
    return "".join(pieces)


def date_text(delivered: str | None) -> str:
    """`2021-02-04` as 2021年2月4日, or as much of it as is known."""
    if not delivered:
        return ""
    numbers = [part.lstrip("0") for part in delivered.split("-")]
    return "".join(f"{n}{unit}" for n, unit in zip(numbers, "年月日", strict=False))


def source_words(source: Citation | Hit) -> str:
    """A source as documents name it: 《…工作报告》，2021年2月4日.

    A title that does not say whose report it is has the place before it.
    """
    place = source.place or ""
    bare = not place or place in source.title or place[-3:] in source.title
    named = f"{'' if bare else place}《{source.title}》"
    return "，".join(part for part in (named, date_text(source.delivered)) if part)


def cited_words(quote: str, source: Citation | Hit) -> str:
    """Words of a report ready to be put into a document: “……”（《…工作报告》，2021年2月4日）."""
    return f"“{' '.join(quote.split())}”（{source_words(source)}）"


def marked_source(citation: Citation, around: Surrounding) -> str:
    """The passage as HTML: the quote in a `wb-quoted` span, the answer inside it in `<mark>`."""
    before = around.text[: citation.start - around.start]
    after = around.text[citation.end - around.start :]
    quote = marked(citation.quote, citation.start, citation.answer_spans)
    return f'{text_html(before)}<span class="wb-quoted">{quote}</span>{text_html(after)}'


def _merged(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for left, right in sorted(spans):
        if merged and left <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged
