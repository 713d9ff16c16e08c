"""The panel beside the talk: a whole report, with its outline, scrolled to the cited words.

What is to be opened travels in the page as a `Spot`, so that a citation still opens after the page
was loaded anew and the server has forgotten the talk. A spot names a report of the library by its
id and says offsets; it can ask for nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.types import Report
from qa.types import Citation, Hit
from ui.web.sources import date_text, marked, text_html

_SPOT = re.compile(
    r"(.{1,200})\|(\d{1,9})-(\d{1,9})\|((?:\d{1,9}-\d{1,9})?(?:,\d{1,9}-\d{1,9}){0,99})"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """Words of a report: `start`..`end` of its canonical text, the answer in `spans` of them."""

    report: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...] = ()

    def __str__(self) -> str:
        """As it stands in the page: id|start-end|start-end,start-end."""
        spans = ",".join(f"{left}-{right}" for left, right in self.spans)
        return f"{self.report}|{self.start}-{self.end}|{spans}"


def spot_of(source: Citation | Hit) -> Spot:
    """Where a citation or a passage stands."""
    spans = source.answer_spans if isinstance(source, Citation) else ()
    return Spot(source.id, source.start, source.end, spans)


def parse_spot(text: str) -> Spot | None:
    """The spot that a page sent back; None for anything else."""
    found = _SPOT.fullmatch(text)
    if found is None:
        return None
    report, start, end, spans = found.groups()
    pairs = [pair.split("-") for pair in spans.split(",") if pair]
    return Spot(report, int(start), int(end), tuple((int(a), int(b)) for a, b in pairs))


def report_html(report: Report, spot: Spot, number: int) -> str:
    """The whole report as one line of HTML, the spot marked; `number` makes its id unique.

    Offsets outside the text mark nothing.
    """
    data = report.metadata
    facts = (data.place, date_text(data.delivered), report.file, _page(report, spot))
    said = " · ".join(text_html(fact) for fact in facts if fact)
    pieces = "".join(_pieces(report, spot))
    return (
        f'<div class="wb-doc" id="wb-doc-{number:d}">'
        f'<h2 class="wb-doc-title" tabindex="-1">《{text_html(data.title)}》</h2>'
        f'<p class="wb-facts">{said}</p>{_outline(report)}'
        f'<div class="wb-doc-text">{pieces}</div></div>'
    )


def missing_html(message: str, number: int) -> str:
    """What stands in the panel where a report cannot be opened."""
    words = text_html(" ".join(message.split()))
    return f'<div class="wb-doc" id="wb-doc-{number:d}"><p class="wb-error">{words}</p></div>'


def _page(report: Report, spot: Spot) -> str:
    page = report.page_of(spot.start)
    return f"第{page:d}页" if page is not None else ""


def _outline(report: Report) -> str:
    entries = "".join(
        f'<li class="wb-l{min(section.level, 4):d}"><a class="wb-to" href="#wb-h{number:d}">'
        f"{text_html(section.heading)}</a></li>"
        for number, section in enumerate(report.sections)
        if not section.entry
    )
    if not entries:
        return ""
    return (
        f'<details class="wb-outline"><summary>目录</summary><ol class="wb-toc">{entries}</ol>'
        "</details>"
    )


def _pieces(report: Report, spot: Spot) -> Iterator[str]:
    """The text in its order: headings as such, all else as paragraphs."""
    at = 0
    for number, section in enumerate(report.sections):
        if section.entry or section.start < at:
            continue
        yield from _paragraphs(report.text, at, section.start, spot)
        level = min(section.level, 4) + 2
        heading = _words(report.text, section.start, section.body, spot)
        yield f'<h{level:d} class="wb-h" id="wb-h{number:d}">{heading}</h{level:d}>'
        at = max(section.body, section.start)
    yield from _paragraphs(report.text, at, len(report.text), spot)


def _paragraphs(text: str, start: int, end: int, spot: Spot) -> Iterator[str]:
    for line in re.finditer(r"[^\n]+", text[start:end]):
        if line.group().strip():
            left, right = start + line.start(), start + line.end()
            yield f'<p class="wb-p">{_words(text, left, right, spot)}</p>'


def _words(text: str, start: int, end: int, spot: Spot) -> str:
    """`text[start:end]` escaped, the quote in it underlined and the answer in the quote marked."""
    left, right = max(start, spot.start), min(end, spot.end)
    if left >= right:
        return text_html(text[start:end].strip("\n"))
    # A passage that answers nothing is marked as a whole, to be found by the eye.
    spans = spot.spans or ((spot.start, spot.end),)
    quote = marked(text[left:right].rstrip("\n"), left, spans)
    before, after = text_html(text[start:left]), text_html(text[right:end].rstrip("\n"))
    return f'{before}<span class="wb-quoted">{quote}</span>{after}'
