"""An answer as HTML: pure functions from values to strings, one message of the chat each.

Every string of a question, a report or an error goes through `sources.text_html` or
`sources.marked`; ids are built from numbers alone. The classes are those of `static/chat.css`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.types import Report
from qa.types import Answer, Citation, Hit
from ui.web.sources import marked, marked_source, surrounding, text_html
from ui.wording import alternatives_words, understood_words

#: Gives the report of a citation by its id.
ReportOf = Callable[[str], Report]

#: Above so many characters an answer is a sentence to read, not a figure to see.
_LONG_ANSWER = 20
#: A refusal shows so many of its nearest passages.
_NEAREST = 5


def question_html(question: str) -> str:
    """The user's own words."""
    return f'<div class="wb-question">{text_html(question)}</div>'


def error_html(message: str) -> str:
    """An error as one line."""
    return f'<div class="wb-error" role="alert">{text_html(" ".join(message.split()))}</div>'


def answer_html(answer: Answer, turn: int, report_of: ReportOf) -> str:
    """The whole message for one answer or refusal; `turn` makes its ids unique in the talk.

    Returns one line of HTML. Raises what `report_of` raises for a report that is gone.
    """
    body = _refused(answer) if answer.status == "refused" else _answered(answer, turn, report_of)
    others = text_html(alternatives_words(answer.alternatives))
    more = f'<div class="wb-others">{others}</div>' if others else ""
    return f'<div class="wb-answer">{_understood(answer)}{body}{more}</div>'


def date_text(delivered: str | None) -> str:
    """`2021-02-04` as 2021年2月4日, or as much of it as is known."""
    if not delivered:
        return ""
    numbers = [part.lstrip("0") for part in delivered.split("-")]
    return "".join(f"{n}{unit}" for n, unit in zip(numbers, "年月日", strict=False))


def _understood(answer: Answer) -> str:
    lines = [f"按：{text_html(understood_words(answer.understood))}"]
    # Only a follow-up is rewritten; to repeat any other question would be noise.
    if answer.understood.standalone != answer.question:
        lines.append(f"理解为：{text_html(answer.understood.standalone)}")
    return f'<div class="wb-understood">{"<br>".join(lines)}</div>'


def _answered(answer: Answer, turn: int, report_of: ReportOf) -> str:
    text = answer.answer or ""
    size = " wb-long" if len(text) > _LONG_ANSWER else ""
    links = "".join(_link(citation, turn) for citation in answer.citations)
    quotes = "".join(_quote(citation, turn) for citation in answer.citations)
    sources = "".join(_source(citation, turn, report_of) for citation in answer.citations)
    return (
        f'<div class="wb-exact{size}"><strong>{text_html(text)}</strong>{links}</div>'
        f'<div class="wb-quotes">{quotes}</div><div class="wb-sources">{sources}</div>'
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
    parts.append(_passages(answer.passages[:_NEAREST]))
    return "".join(parts)


def _passages(hits: Sequence[Hit]) -> str:
    if not hits:
        return ""
    items = "".join(
        f'<li>{_origin(hit)}{_path(hit)}<div class="wb-passage">{text_html(hit.text)}</div></li>'
        for hit in hits
    )
    return (
        f'<details class="wb-passages"><summary>最相近的段落（{len(hits)}）</summary>'
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
        f'<div class="wb-passage">{marked_source(citation, around)}</div></details>'
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
