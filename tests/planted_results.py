"""What the tests of `eval/` share: two small reports, six questions on them, planted results."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.cases import Case, make_cases
from eval.questions import Evidence, Question, QuestionSet
from eval.results import parse_result
from eval.score import Scores, score
from index.errors import WenbaoError
from index.types import Metadata, Passage, Period, Report, Section
from qa.types import Answer, Citation, Understood

PARKS = "全年新建公园256个，绿化率达到41.5%。"
PEAKS = "全市景区有松山、柏山、桂山三处。"
SCHOOLS = "今年计划新建学校30所，12月底前完工。"
ROADS = "乙县全年修建道路80公里。"
DAMS = "乙县今年计划修建水库3座。"


def make_report(id: str, file: str, sections: Mapping[str, Sequence[str]]) -> Report:
    """A report with one passage for each sentence and one section for each heading."""
    text = ""
    outline, passages = [], []
    for heading, sentences in sections.items():
        start, text = len(text), text + heading + "\n"
        body = len(text)
        for sentence in sentences:
            at, text = len(text), text + sentence
            passages.append(Passage(at, len(text), (heading,), None))
            text += "\n"
        outline.append(Section(heading, 1, start, body, len(text), (heading,), None))
    metadata = Metadata(file, None, "其他", None, Period(2020, 2020), None)
    return Report(id, file, metadata, text, tuple(outline), tuple(passages))


REPORTS = {
    "a.md": make_report("ra", "a.md", {"去年工作": [PARKS, PEAKS], "今年安排": [SCHOOLS]}),
    "b.md": make_report("rb", "b.md", {"工作回顾": [ROADS, DAMS]}),
}


class Planted:
    """A library that gives the reports above, and whatever answers it was given."""

    def __init__(
        self, answers: Mapping[str, Answer] | None = None, fingerprint: str = "planted"
    ) -> None:
        self.answers = dict(answers or {})
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.asked.append(question)
        if question not in self.answers:
            raise WenbaoError("没有种下这个问题")
        return self.answers[question]

    def report(self, name_or_id: str, /) -> Report:
        for report in REPORTS.values():
            if name_or_id in (report.file, report.id):
                return report
        raise WenbaoError(f"没有报告 {name_or_id}")


def passage(file: str, text: str) -> dict[str, Any]:
    """The contract's passage object for a sentence of a report."""
    report = REPORTS[file]
    start = report.text.index(text)
    path = next(p.path for p in report.passages if p.start == start)
    return {
        "id": report.id,
        "file": file,
        "start": start,
        "end": start + len(text),
        "section": list(path),
        "text": text,
        "score": 1.0,
    }


def citation(file: str, quote: str, *spans: str) -> dict[str, Any]:
    """The contract's citation object for a quote with the words in it that it marks."""
    report = REPORTS[file]
    start = report.text.index(quote)
    marked = [start + quote.index(span) for span in spans]
    return {
        "n": 1,
        "id": report.id,
        "file": file,
        "section": [],
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "answer_spans": [[at, at + len(span)] for at, span in zip(marked, spans, strict=True)],
    }


def answered(id: str, answer: str, confidence: float, total: float, **parts: Any) -> dict[str, Any]:
    """A result line that answers."""
    return {
        "id": id,
        "status": "answered",
        "answer": answer,
        "items": parts.pop("items", [answer]),
        "confidence": confidence,
        "timings_ms": {"total": total},
        **parts,
    }


def refused(
    id: str, candidate: tuple[str, float] | None, total: float, **parts: Any
) -> dict[str, Any]:
    """A result line that refuses."""
    would = {"answer": candidate[0], "confidence": candidate[1]} if candidate else None
    return {
        "id": id,
        "status": "refused",
        "answer": None,
        "items": [],
        "confidence": None,
        "candidate": would,
        "reason": "没有说。",
        "citations": [],
        "timings_ms": {"total": total},
        **parts,
    }


QUESTIONS = (
    Question(
        "q1", "新建了多少公园", "number", True, ("256个",), (Evidence("a.md", "全年新建公园256个"),)
    ),
    Question(
        "q2", "绿化率是多少", "percent", True, ("41.5%",), (Evidence("a.md", "绿化率达到41.5%"),)
    ),
    Question(
        "q3", "有哪些景区", "list", True, ("松山", "柏山", "桂山"), (Evidence("a.md", PEAKS),)
    ),
    Question("q4", "修了多少座桥", "unanswerable", False),
    Question("q5", "修了多少地铁", "unanswerable", False),
    Question("q6", "学校几时完工", "date", True, ("12月底前",), (Evidence("ra", "12月底前完工"),)),
)

LINES: tuple[dict[str, Any], ...] = (
    answered(
        "q1",
        "256个",
        0.9,
        10,
        citations=[citation("a.md", "全年新建公园256个", "256个")],
        passages=[passage("a.md", PARKS), passage("a.md", PEAKS), passage("a.md", SCHOOLS)],
    ),
    answered(
        "q2",
        "80公里",
        0.6,
        20,
        citations=[citation("b.md", ROADS, "80公里")],
        passages=[passage("b.md", ROADS), passage("a.md", PEAKS), passage("a.md", PARKS)],
    ),
    answered(
        "q3",
        "松山、柏山、学校",
        0.2,
        30,
        items=["松山", "柏山", "学校"],
        citations=[
            citation("a.md", PEAKS, "松山", "柏山"),
            citation("a.md", SCHOOLS, "学校"),
        ],
        passages=[passage("a.md", PARKS), passage("a.md", PEAKS)],
    ),
    refused("q4", ("3座", 0.3), 40, passages=[passage("b.md", DAMS)]),
    answered(
        "q5",
        "80公里",
        0.5,
        50,
        citations=[citation("b.md", ROADS, "80公里")],
        passages=[passage("b.md", ROADS)],
    ),
    refused("q6", ("12月底前", 0.4), 60, passages=[passage("b.md", ROADS), passage("b.md", DAMS)]),
)


def planted_lines() -> list[dict[str, Any]]:
    """The result lines, to be changed at will."""
    lines = copy.deepcopy(list(LINES))
    for line, question in zip(lines, QUESTIONS, strict=True):
        line["question"] = question.question
    return lines


def planted_cases(lines: Sequence[dict[str, Any]], *, library: bool = True) -> list[Case]:
    """The cases of the planted questions with these result lines."""
    results = [parse_result(line) for line in lines]
    return make_cases(QUESTIONS, results, Planted() if library else None)


def planted_scores(lines: Sequence[dict[str, Any]]) -> Scores:
    """The scores of the planted questions with these result lines."""
    return score(planted_cases(lines))


def planted_set(path: Path) -> QuestionSet:
    """The planted questions as a set."""
    return QuestionSet(path, "0" * 64, QUESTIONS)


def as_answer(line: Mapping[str, Any]) -> Answer:
    """An answer with what `Answer.to_json` needs, from a result line without passages."""
    understood = Understood((), None, None, "number", line["question"], "")
    cited = tuple(
        Citation(
            c["n"],
            c["id"],
            c["file"],
            "",
            None,
            None,
            (),
            c["start"],
            c["end"],
            c["quote"],
            tuple((a, b) for a, b in c["answer_spans"]),
        )
        for c in line["citations"]
    )
    return Answer(
        line["question"],
        understood,
        line["status"],
        line["answer"],
        tuple(line["items"]),
        line["confidence"],
        cited,
        (),
        line["timings_ms"],
    )
