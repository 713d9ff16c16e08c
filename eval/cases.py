"""A question beside what it got: everything that the metrics are read off, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eval.library import Asker, GoldReports
from eval.metrics.citations import is_verbatim
from eval.metrics.evidence import covers, gains
from eval.metrics.places import GoldPlace
from eval.metrics.refusals import guess_unanswerable
from eval.metrics.right import is_right
from eval.questions import Question
from eval.results import Result
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What only the library can tell of a case.

    `places[j]` is where gold quote j stands (None: nowhere), `whole[j]` whether one passage holds
    it, `verbatim[i]` whether citation i is the report's words, `passages[i]` whether passage i is.
    """

    places: tuple[GoldPlace | None, ...]
    whole: tuple[bool, ...]
    verbatim: tuple[bool, ...]
    passages: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question with its result.

    `right` is None where the set does not tell. `outcome` is (confidence, right) of the answer, or
    of a refusal's candidate; confidence is -1 where there is none. `guess` is the question-only
    guesser's score. `library` is None where results are read without their library.
    """

    question: Question
    result: Result
    coverage: tuple[tuple[bool, ...], ...]
    gains: tuple[int, ...]
    ideal: int
    right: bool | None
    outcome: tuple[float, bool]
    guess: float
    library: LibraryFacts | None

    @property
    def ranked_gold(self) -> bool:
        """Whether the ranking can be scored: the question is answerable and has evidence."""
        return self.question.answerable and bool(self.question.evidence)

    @property
    def answer_gold(self) -> bool:
        """Whether the answer can be scored: the question is answerable and has answers."""
        return self.question.answerable and bool(self.question.answers)


def make_cases(
    questions: Iterable[Question], results: Iterable[Result], asker: Asker | None
) -> list[Case]:
    """One case for each result, in the order of the questions.

    Raises UsageError when a result belongs to no question of the set, or to one that was worded
    otherwise: it is then the result of another set.
    """
    by_id = {question.id: question for question in questions}
    found = {result.id: result for result in results}
    for result in found.values():
        question = by_id.get(result.id)
        if question is None or question.question != result.question:
            raise UsageError(
                f"结果 {result.id!r}（{result.question[:30]}）不在这个评测集里："
                "请用 --set 指明运行时所用的评测集"
            )
    chosen = [by_id[id] for id in by_id if id in found]
    scored = [question for question in chosen if question.has_gold]
    guesses = guess_unanswerable([(q.question, q.answerable) for q in scored])
    guess_of = {q.id: guess for q, guess in zip(scored, guesses, strict=True)}
    reports = GoldReports(asker) if asker is not None else None
    return [_case(q, found[q.id], guess_of.get(q.id, 0.0), reports) for q in chosen]


def _case(question: Question, result: Result, guess: float, reports: GoldReports | None) -> Case:
    coverage = tuple(
        tuple(
            gold.report in (passage.file, passage.id) and covers(passage.text, gold.quote)
            for gold in question.evidence
        )
        for passage in result.passages
    )
    gained, ideal = gains(coverage, len(question.evidence))
    return Case(
        question=question,
        result=result,
        coverage=coverage,
        gains=tuple(gained),
        ideal=ideal,
        right=_right(question, result),
        outcome=_outcome(question, result),
        guess=guess,
        library=_facts(question, result, reports) if reports is not None else None,
    )


def _right(question: Question, result: Result) -> bool | None:
    if not question.answerable:
        return not result.answered
    if not question.answers:
        return None
    return result.answered and is_right(question, result.answer or "", result.items)


def _outcome(question: Question, result: Result) -> tuple[float, bool]:
    items: Sequence[str] = result.items
    if result.answered:
        answer, confidence = result.answer or "", result.confidence
    elif result.candidate is not None:
        answer, confidence = result.candidate
        items = ()
    else:
        return -1.0, False
    right = question.answerable and bool(question.answers) and is_right(question, answer, items)
    return (0.0 if confidence is None else confidence), right


def _facts(question: Question, result: Result, reports: GoldReports) -> LibraryFacts:
    places: list[GoldPlace | None] = []
    whole = []
    for gold in question.evidence:
        report = reports.get(gold.report)
        place = report.locate(gold.quote) if report is not None else None
        places.append(place)
        whole.append(
            report is not None
            and place is not None
            and report.whole(gold.quote, question.answers, every=question.type == "list")
        )
    return LibraryFacts(
        places=tuple(places),
        whole=tuple(whole),
        verbatim=tuple(is_verbatim(c, _text(reports, c.file)) for c in result.citations),
        passages=tuple(
            (text := _text(reports, p.file)) is not None and text[p.start : p.end] == p.text
            for p in result.passages
        ),
    )


def _text(reports: GoldReports, name: str) -> str | None:
    report = reports.get(name)
    return None if report is None else report.report.text
