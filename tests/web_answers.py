"""Answers over the sample report, made by hand for the tests of what the chat shows."""

from __future__ import annotations

import dataclasses

from index.types import Period, Report
from qa.types import Answer, Candidate, Citation, Hit, Understood

QUOTE = "现已建成协商议事室256个"
ATTACK = '<script>alert(1)</script><img src=x onerror="alert(2)">'


def make_understood(question: str) -> Understood:
    return Understood(
        places=("上饶市广丰区",),
        period=Period(2020, 2020),
        aspect="review",
        answer_kind="number",
        standalone=question,
        topic="协商议事室",
    )


def make_citation(report: Report, quote: str = QUOTE, answer: str = "256个") -> Citation:
    start = report.text.index(quote)
    passage = next(p for p in report.passages if p.start <= start < p.end)
    span = start + quote.index(answer)
    return Citation(
        n=1,
        id=report.id,
        file=report.file,
        title=report.metadata.title,
        place=report.metadata.place,
        delivered=report.metadata.delivered,
        section=passage.path,
        start=start,
        end=start + len(quote),
        quote=quote,
        answer_spans=((span, span + len(answer)),),
    )


def make_answer(report: Report, question: str = "2020年建成多少协商议事室") -> Answer:
    return Answer(
        question=question,
        understood=make_understood(question),
        status="answered",
        answer="256个",
        items=("256个",),
        confidence=0.97,
        citations=(make_citation(report),),
        passages=(),
    )


def make_refusal(report: Report, candidate: Candidate | None) -> Answer:
    data = report.metadata
    hits = tuple(
        Hit(
            ordinal=number,
            id=report.id,
            file=report.file,
            title=data.title,
            place=data.place,
            delivered=data.delivered,
            section=passage.path,
            period=passage.period,
            start=passage.start,
            end=passage.end,
            text=report.text[passage.start : passage.end],
            score=1.0,
        )
        for number, passage in enumerate(report.passages[:20])
    )
    return dataclasses.replace(
        make_answer(report, "2018年建成多少协商议事室"),
        status="refused",
        answer=None,
        items=(),
        confidence=None,
        citations=(),
        passages=hits,
        reason="库中没有2018年的报告。",
        candidate=candidate,
    )
