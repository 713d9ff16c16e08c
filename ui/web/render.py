"""An answer as HTML: pure functions from values to strings, one message of the chat each.

Every string of a question, a report or an error goes through `sources.text_html` or
`sources.marked`; ids are built from numbers alone. The classes are those of `static/*.css`, and
what a button does is in its `value`, for static/panel.js: a message needs nothing but its own HTML
to work, so it can be kept and shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from index.types import Report
from qa.types import Answer, Citation, Hit
from ui.web.chips import alternatives_html, chips_html
from ui.web.compare_table import comparison_rows, plot_html, table_html
from ui.web.panel import spot_of
from ui.web.sources import (
    Surrounding,
    cited_words,
    date_text,
    marked,
    marked_source,
    surrounding,
    text_html,
)
from ui.wording import confidence_words

#: A citation's place: report id, start, end.
Place = tuple[str, int, int]

#: Gives the report of a citation by its id.
ReportOf = Callable[[str], Report]

#: Above so many characters an answer is a sentence to read, not a figure to see.
_LONG_ANSWER = 20
#: A refusal shows so many of its nearest passages, an answer so many that it made no use of.
_NEAREST = 5
_LOST = "资料库里已没有这里引用的原文（报告被移除，或换成了新的一版）"


def question_html(question: str) -> str:
    """The user's own words."""
    return f'<div class="wb-question">{text_html(question)}</div>'


def error_html(message: str) -> str:
    """An error as one line."""
    return f'<div class="wb-error" role="alert">{text_html(" ".join(message.split()))}</div>'


def answer_html(
    answer: Answer, turn: int, report_of: ReportOf, gone: Collection[Place] = ()
) -> str:
    """The whole message for one answer or refusal; `turn` makes its ids unique in the talk.

    `gone` are the places of citations whose words the library does not hold any more. Returns one
    line of HTML. Raises what `report_of` raises for any other report.
    """
    refused = answer.status == "refused"
    body = _refused(answer) if refused else _answered(answer, turn, report_of, gone)
    return f'<div class="wb-answer">{chips_html(answer)}{body}</div>'


def _answered(answer: Answer, turn: int, report_of: ReportOf, gone: Collection[Place]) -> str:
    text = answer.answer or ""
    size = " wb-long" if len(text) > _LONG_ANSWER else ""
    links = {citation.n: _link(citation, turn) for citation in answer.citations}
    quotes = "".join(_quote(citation, turn) for citation in answer.citations)
    sources = "".join(
        _lost(citation, turn)
        if (citation.id, citation.start, citation.end) in gone
        else _source(citation, turn, report_of)
        for citation in answer.citations
    )
    lost = f'<div class="wb-lost">{_LOST}；点“重试”再问一次</div>' if gone else ""
    rows = comparison_rows(answer)
    compared = f'<div class="wb-compared">{table_html(rows, links)}{plot_html(rows)}</div>'
    return (
        f'<div class="wb-exact{size}"><strong>{text_html(text)}</strong>{"".join(links.values())}'
        f"</div>{lost}{_trust(answer.confidence)}{compared if rows else ''}"
        f'<div class="wb-quotes">{quotes}</div>{alternatives_html(answer)}'
        f'<div class="wb-sources">{sources}'
        f"{_passages('找到但没有用到的段落', _unused(answer))}</div>"
    )


def _refused(answer: Answer) -> str:
    parts = ['<div class="wb-none"><strong>没有找到</strong></div>']
    if answer.reason:
        parts.append(f'<div class="wb-reason">{text_html(answer.reason)}</div>')
    if answer.candidate is not None:
        near = text_html(answer.candidate.answer)
        parts.append(
            '<div class="wb-nearest"><span class="wb-label">最接近的</span> '
            f'<b>{near}</b> <span class="wb-label">（与所问不完全相符，请核对）</span></div>'
        )
    parts.append(alternatives_html(answer))
    parts.append(_passages("最相近的段落", answer.passages[:_NEAREST]))
    return "".join(parts)


def _trust(confidence: float | None) -> str:
    """How sure the answer is, in words; the figure on hover and for screen readers."""
    if confidence is None:
        return ""
    words, figure = confidence_words(confidence), f"{confidence:.0%}"
    return (
        f'<div class="wb-trust" title="把握 {figure}">{words}'
        f'<span class="wb-sr">（把握 {figure}）</span></div>'
    )


def _unused(answer: Answer) -> Sequence[Hit]:
    """The best passages that no citation stands in."""
    return [
        hit
        for hit in answer.passages
        if not any(
            c.id == hit.id and c.start < hit.end and hit.start < c.end for c in answer.citations
        )
    ][:_NEAREST]


def _passages(heading: str, hits: Sequence[Hit]) -> str:
    if not hits:
        return ""
    items = "".join(
        f'<li>{_origin(hit)}{_path(hit)}<div class="wb-passage">{text_html(hit.text)}</div>'
        f"{_acts(hit, hit.text)}</li>"
        for hit in hits
    )
    return (
        f'<details class="wb-passages"><summary>{heading}（{len(hits)}）</summary>'
        f"<ol>{items}</ol></details>"
    )


def _link(citation: Citation, turn: int) -> str:
    # No aria-* here: Gradio's sanitiser takes them off; static/chat.js puts them on.
    return f'<a class="wb-cite" href="#{_source_id(citation, turn)}">[{citation.n:d}]</a>'


def _quote(citation: Citation, turn: int) -> str:
    words = marked(citation.quote, citation.start, citation.answer_spans)
    return f'<div class="wb-quote">“{words}”{_link(citation, turn)}</div>'


def _source(citation: Citation, turn: int, report_of: ReportOf) -> str:
    around = surrounding(citation, report_of(citation.id))
    return (
        f'<details class="wb-source" id="{_source_id(citation, turn)}">'
        f'<summary><span class="wb-number">[{citation.n:d}]</span> {_origin(citation)}</summary>'
        f"{_path(citation)}"
        f'<div class="wb-passage">{marked_source(citation, around)}</div>'
        f"{_acts(citation, citation.quote)}</details>"
    )


def _lost(citation: Citation, turn: int) -> str:
    """A source that the library does not hold any more: its words as they were cited, no more."""
    words = marked_source(citation, Surrounding(citation.start, citation.quote))
    return (
        f'<details class="wb-source" id="{_source_id(citation, turn)}">'
        f'<summary><span class="wb-number">[{citation.n:d}]</span> {_origin(citation)}</summary>'
        f'<div class="wb-lost">{_LOST}</div><div class="wb-passage">{words}</div></details>'
    )


def _acts(source: Citation | Hit, words: str) -> str:
    """What can be done with a source: open its report there, copy its words with their source."""
    spot, cited = text_html(str(spot_of(source))), text_html(cited_words(words, source))
    return (
        f'<div class="wb-acts"><button type="button" class="wb-act wb-open" value="{spot}">'
        f'打开全文</button><button type="button" class="wb-act wb-copy" value="{cited}">'
        "复制并注明出处</button></div>"
    )


def _origin(place: Citation | Hit) -> str:
    facts = [text_html(fact) for fact in (place.place, date_text(place.delivered)) if fact]
    return (
        f'<span class="wb-report">《{text_html(place.title)}》</span> '
        f'<span class="wb-facts">{" · ".join(facts)}</span>'
    )


def _path(source: Citation | Hit) -> str:
    steps = "".join(
        f'<span class="wb-step">{text_html(heading)}</span>' for heading in source.section
    )
    page = f" 第{source.page:d}页" if source.page is not None else ""
    file = f'<span class="wb-file">{text_html(source.file)}{page}</span>'
    return f'<div class="wb-path">{steps}{file}</div>'


def _source_id(citation: Citation, turn: int) -> str:
    return f"wb-t{turn:d}-s{citation.n:d}"
