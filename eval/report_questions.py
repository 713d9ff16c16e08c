"""One question of a report page: what was asked, answered, cited, expected, and found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from eval.cases import Case
from eval.failures import STEPS, failure
from eval.results import Cited, Ranked
from eval.table import TYPE_LABELS

#: Passages of the ranking that are shown.
PASSAGES_SHOWN = 5


def question_html(case: Case) -> str:
    """The question as an `<article>` that the page's filters can find; all text escaped."""
    step = failure(case)
    verdict = "open" if case.right is None else "right" if case.right else "wrong"
    question = case.question
    tags = [f'<span class="tag">{escape(TYPE_LABELS[question.group])}</span>']
    if step is not None:
        tags.append(f'<span class="tag lost">{escape(STEPS[step])}</span>')
    elif verdict == "right":
        tags.append('<span class="tag right">对</span>')
    elif verdict == "wrong":
        tags.append('<span class="tag lost">错</span>')
    turns = "".join(
        f"<p><small>问：{escape(q)}　答：{escape(a)}</small></p>" for q, a in question.history
    )
    return (
        f'<article id="{escape(question.id)}" data-type="{escape(question.group)}" '
        f'data-step="{escape(step or "")}" data-verdict="{verdict}">'
        f"<h3>{''.join(tags)}{escape(question.question)} <small>{escape(question.id)}</small></h3>"
        f"{turns}{_answer(case)}{_citations(case)}{_gold(case)}{_passages(case)}</article>"
    )


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` escaped, with the character ranges `spans` (clipped to it) in `<mark>`."""
    flags = [False] * len(text)
    for start, end in spans:
        for i in range(max(0, start), min(len(text), end)):
            flags[i] = True
    parts, at = [], 0
    while at < len(text):
        end = at
        while end < len(text) and flags[end] == flags[at]:
            end += 1
        piece = escape(text[at:end])
        parts.append(f"<mark>{piece}</mark>" if flags[at] else piece)
        at = end
    return "".join(parts)


def _answer(case: Case) -> str:
    result = case.result
    if result.answered:
        tone = {True: "right", False: "lost", None: ""}[case.right]
        sure = "" if result.confidence is None else f"（置信度 {result.confidence:.2f}）"
        return f'<p>答：<b class="{tone}">{escape(result.answer or "")}</b>{sure}</p>'
    would = ""
    if result.candidate is not None:
        would = f"本会答：{escape(result.candidate[0])}（{result.candidate[1]:.2f}）"
    return f"<p>拒答：{escape(result.reason or '')} {would}</p>"


def _citations(case: Case) -> str:
    verbatim: Sequence[bool] = case.library.verbatim if case.library is not None else ()
    parts = []
    for number, cited in enumerate(case.result.citations):
        warning = ""
        if number < len(verbatim) and not verbatim[number]:
            warning = ' <span class="lost">与原文不符</span>'
        parts.append(_quote(cited, warning))
    return "".join(parts)


def _quote(cited: Cited, warning: str) -> str:
    spans = [(start - cited.start, end - cited.start) for start, end in cited.spans]
    where = " › ".join((cited.file, *cited.section))
    return (
        f"<blockquote>{marked(cited.quote, spans)}<cite>引 {escape(where)} "
        f"[{cited.start}, {cited.end}){warning}</cite></blockquote>"
    )


def _gold(case: Case) -> str:
    question = case.question
    if not question.has_gold:
        return '<p class="empty">没有标准答案。</p>'
    if not question.answerable:
        return "<p>应当拒答。</p>"
    parts = []
    if question.answers:
        joint = "、" if question.type == "list" else " / "
        parts.append(f"<p>标准答案：{escape(joint.join(question.answers))}</p>")
    for j, gold in enumerate(question.evidence):
        rank = next((i + 1 for i, row in enumerate(case.coverage) if row[j]), None)
        place = f"排第 {rank}" if rank is not None else "不在检索结果里"
        spans = [_find(gold.quote, answer) for answer in question.answers]
        parts.append(
            f'<blockquote class="gold">{marked(gold.quote, spans)}'
            f"<cite>标准依据 {escape(gold.report)}，{place}</cite></blockquote>"
        )
    return "".join(parts)


def _passages(case: Case) -> str:
    if not case.result.passages:
        return ""
    found = "".join(
        f"<li>{_passage(passage, case)}</li>" for passage in case.result.passages[:PASSAGES_SHOWN]
    )
    return f"<details><summary>检索到的前 {PASSAGES_SHOWN} 段</summary><ol>{found}</ol></details>"


def _passage(passage: Ranked, case: Case) -> str:
    spans = [
        _find(passage.text, gold.quote)
        for gold in case.question.evidence
        if gold.report in (passage.file, passage.id)
    ]
    where = " › ".join((passage.file, *passage.section))
    return (
        f'<blockquote class="gold">{marked(passage.text, spans)}'
        f"<cite>{escape(where)}</cite></blockquote>"
    )


def _find(text: str, part: str) -> tuple[int, int]:
    at = text.find(part)
    return (at, at + len(part)) if at >= 0 else (0, 0)
