"""Training examples for the reader from the project's own questions over a library of reports.

What the reader will meet at run time is what it learns from: the passages that the search of
this project finds for a question, each with its context line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.context import context_line
from qa.reader.archive import nearest, read_reports, read_table
from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.gold import Question, answer_span, read_questions
from qa.reader.texts import bigrams, containment, occurrences
from qa.sentences import sentence_around
from qa.types import Hit

if TYPE_CHECKING:
    from index.types import Passage, Period, Report
    from qa.library import Library

#: Passages that the search gives for a question, and how many of them serve as no-answer
#: examples; at run time about as many are read.
_SEARCHED = 14
_NEGATIVES = 5
_UNANSWERABLE_NEGATIVES = 6
#: Passages of the place's other years for each question, and the share of the gold quote's
#: bigrams that they hold at least.
_OTHER_YEARS = 2
_LIKE = 0.25
#: Share of the gold quote's bigrams from which on a sentence says the same again.
_SAME = 0.6
#: Share from which on a sentence is too near to the gold quote to be called no answer.
_NEAR = 0.4
#: One question in so many is also asked in keywords, and one without its place and year.
_KEYWORDS_EVERY = 4
_BARE_EVERY = 6
_FILLER = re.compile(
    r"[？?]|我想(?:查|知道)|查一下|请问|到底|究竟|一共|总共|具体|是多少|有多少|多少|几(?=[个家所座条项])|"
    r"什么时候|啥时候|哪一?[年天]|百分之几|几个?(?:点|成)|是哪[几些个]|有哪[几些]|哪[几些个]|是什么|什么|叫啥|了|是"
)
_PLACE_YEAR = re.compile(r"(?:19|20)\d{2}年?(?:底|末|初)?")


def keywords(question: str) -> str:
    """A question as one types it into a search field, its asking words left out."""
    return re.sub(r"\s+", " ", _FILLER.sub(" ", question)).strip(" ，,的")


def training_examples(
    home: Path, questions: Path, archive: Path | None = None, exclude: Path | None = None
) -> Iterator[Example]:
    """Positive and no-answer examples of every question of a set, over the library at `home`.

    `archive` is a folder with other reports of the library's places: what the same place said in
    other years makes the hardest no-answer examples. `exclude` is a table of reports (TSV) that
    none of them may come from. Raises WenbaoError when there is no library at `home`, UsageError
    for a malformed set or table.
    """
    from qa.library import Library

    library = Library.open(home)
    kin = _kin(library, archive, exclude) if archive else {}
    for question in read_questions(questions):
        yield from _of_question(library, question)
        if question.evidence:
            yield from _other_years(library, question, kin)


def _kin(library: Library, archive: Path, exclude: Path | None) -> dict[str, list[Report]]:
    """The archive's other reports of the library's places, by place."""
    from qa.places import short_forms

    places = {entry.metadata.place for entry in library.reports if entry.metadata.place}
    own = {entry.file for entry in library.reports}
    names = {min(short_forms(place), key=len) for place in places}
    files, barred = read_table(exclude) if exclude else (frozenset[str](), frozenset[str]())

    def wanted(name: str) -> bool:
        if name in own or name in files or any(core in name for core in barred):
            return False
        return any(core in name for core in names)

    kin: dict[str, list[Report]] = {}
    for report in read_reports(archive, wanted, files):
        if report.metadata.place in places:
            kin.setdefault(str(report.metadata.place), []).append(report)
    return kin


def _other_years(
    library: Library, question: Question, kin: Mapping[str, Sequence[Report]]
) -> Iterator[Example]:
    """The passages of the place's other reports that are most like the gold quote."""
    understood = library.search(question.question, k=1).understood
    file, quote = question.evidence[0]
    asked = understood.period
    others = list(kin.get(str(library.report(file).metadata.place), ()))
    if asked is None or not others:
        return

    def fits(report: Report, passage: Passage, text: str, share: float) -> bool:
        period = passage.period
        if period is None or (period.first <= asked.last and asked.first <= period.last):
            return False
        said = any(str(year) in text for year in (asked.first, asked.last))
        return not said and share >= _LIKE and not _holds_any(question, text)

    for _ in range(_OTHER_YEARS):
        found = nearest(sorted(bigrams(quote)), others, fits)
        if found is None:
            return
        report, passage, _ = found
        others.remove(report)
        text = report.text[passage.start : passage.end]
        context = context_line(report.metadata, passage)
        yield Example(understood.standalone, context, text, None, f"train:{question.type}-none")


def _of_question(library: Library, question: Question) -> Iterator[Example]:
    found = library.search(question.question, k=_SEARCHED)
    asked = found.understood.standalone
    gold = list(_gold(library, question))
    if question.evidence and not gold:
        return  # The answer lies across passages or is worded otherwise: nothing to copy.
    positives = [_example(question, asked, *place) for place in gold]
    restated, negatives = _judge(library, question, asked, found.passages, gold)
    positives.extend(restated)
    negatives = negatives[: _NEGATIVES if question.evidence else _UNANSWERABLE_NEGATIVES]
    yield from positives
    yield from negatives
    draw = positives[0].key if positives else negatives[0].key if negatives else 0
    if draw % _KEYWORDS_EVERY == 0 and (short := keywords(asked)) != asked and len(short) >= 5:
        yield from (_asked(short, example) for example in (*positives, *negatives[:3]))
    if question.evidence and draw % _BARE_EVERY == 1:
        bare = _without_place(library, found.understood.places, asked)
        # Without place and year a question is answered by other reports and sections too: only
        # passages beside the gold one are known not to.
        beside = {
            _line(library, hit)
            for hit in found.passages
            if hit.file == question.evidence[0][0] and hit.period == gold[0][1].period
        }
        nearby = [e for e in negatives if (e.context, e.text) in beside]
        if bare != asked and len(bare) >= 6:
            yield from (_asked(bare, example) for example in (*positives[:1], *nearby[:2]))


def _asked(question: str, example: Example) -> Example:
    return Example(question, example.context, example.text, example.answer, example.source)


def _without_place(library: Library, places: Sequence[str], asked: str) -> str:
    from qa.places import short_forms

    for form in (form for place in places for form in short_forms(place)):
        asked = asked.replace(form, "", 1)
    return _PLACE_YEAR.sub("", asked, count=1).lstrip("，,的在 ")


def _gold(
    library: Library, question: Question
) -> Iterator[tuple[Report, Passage, tuple[int, int]]]:
    """The passages that hold the gold answer in its quote, each with the answer's place."""
    for file, quote in question.evidence:
        report = library.report(file)
        for start, end in occurrences(report.text, quote):
            span = answer_span(question, report.text, start, end)
            for passage in report.passages if span else ():
                if span and passage.start <= span[0] and span[1] <= passage.end:
                    yield report, passage, span


def _example(
    question: Question, asked: str, report: Report, passage: Passage, span: tuple[int, int]
) -> Example:
    return Example(
        question=asked,
        context=context_line(report.metadata, passage),
        text=report.text[passage.start : passage.end],
        answer=(span[0] - passage.start, span[1] - passage.start),
        source=f"train:{question.type}",
    )


def _judge(
    library: Library,
    question: Question,
    asked: str,
    hits: Iterable[Hit],
    gold: Sequence[tuple[Report, Passage, tuple[int, int]]],
) -> tuple[list[Example], list[Example]]:
    """Which found passages say the gold sentence again, and which surely do not answer."""
    quotes = [bigrams(quote) for _, quote in question.evidence]
    own = {(report.file, passage.start) for report, passage, _ in gold}
    place = gold[0][0].metadata.place if gold else None
    restated: list[Example] = []
    negatives: list[Example] = []
    for hit in hits:
        if (hit.file, hit.start) in own:
            continue
        context, text = _line(library, hit)
        near = max((containment(quote, bigrams(text)) for quote in quotes), default=0.0)
        span = answer_span(question, text, 0, len(text)) if gold else None
        if span and hit.place == place:
            left, right = sentence_around(text, *span)
            again = max(containment(quote, bigrams(text[left:right])) for quote in quotes)
            if again >= _SAME:
                restated.append(Example(asked, context, text, span, f"train:{question.type}"))
        elif span is None and not (hit.place == place and _holds_any(question, text)):
            # What stands under another time or beside a result as a target is no answer, however
            # like it looks; under the same time it may be one in other words.
            apart = gold and _apart(hit.period, gold[0][1].period)
            if hit.place != place or near < _NEAR or apart:
                negatives.append(Example(asked, context, text, None, f"train:{question.type}-none"))
    return restated, negatives


def _apart(one: Period | None, other: Period | None) -> bool:
    """Whether two periods share no year, or one is looked back on and the other ahead."""
    if one is None or other is None:
        return False
    if one.last < other.first or other.last < one.first:
        return True
    return {one.aspect, other.aspect} == {"review", "plan"}


def _holds_any(question: Question, text: str) -> bool:
    return any(next(occurrences(text, answer), None) for answer in question.answers)


def _line(library: Library, hit: Hit) -> tuple[str, str]:
    """A hit as the reader sees it: context line and text."""
    report, passage = library.snapshot.passage(hit.ordinal)
    return context_line(report.metadata, passage), hit.text


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the training questions' examples to a file and print how many there are a source."""
    import argparse

    parser = argparse.ArgumentParser(prog="python -m qa.reader.domain", description=main.__doc__)
    parser.add_argument("--home", type=Path, required=True, help="library of the training reports")
    parser.add_argument("--questions", type=Path, required=True, help="training questions (JSONL)")
    parser.add_argument("--out", type=Path, required=True, help="examples to write (JSONL)")
    parser.add_argument("--reports", type=Path, help="folder with other years of their places")
    parser.add_argument("--exclude", type=Path, help="reports that may not be used (TSV)")
    given = parser.parse_args(arguments)
    examples = training_examples(given.home, given.questions, given.reports, given.exclude)
    counts = write_examples(given.out, examples)
    print(json.dumps({"examples": sum(counts.values()), **counts}, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
