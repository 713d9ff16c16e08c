"""What is answered of a question in several parts where some are missing."""

from __future__ import annotations

import time
from typing import cast

import pytest

from index.snapshot import Snapshot
from index.types import Metadata, Period, Report
from qa.comparison import asks_each
from qa.compose import Composer
from qa.finish import Draft
from qa.kinds import wanted
from qa.part_reads import PartRead
from qa.types import Answer, Hit, Understood
from qa.understand import Reading
from qa.weigh import weigh

TEXT = "优良天数349天。优良天数352天。优良天数359天。"


class _Reports:
    """One report; every passage is its whole text."""

    def passage(self, row: int) -> tuple[Report, None]:
        data = Metadata("报告", "双河市", "政府工作报告", "2023-01-10", None, None)
        return Report("r", "r.md", data, TEXT, (), ()), None


def _reading(question: str, year: int) -> Reading:
    need = wanted("优良天数是多少天")
    asked = Understood((), Period(year, year, None), None, need.kind, question, "优良天数")
    return Reading(asked, need, (), (year,), True)


def _read(question: str, year: int, said: str | None, fit: float = 1.0) -> PartRead:
    period = Period(year if said else 1999, year if said else 1999, "review")
    hit = Hit(
        *(year, "r", "r.md", "报告", "双河市", "2023", (), period, 0, len(TEXT), TEXT, 2.0),
    )
    reading = _reading(question, year)
    start = TEXT.index(said or "349天")
    draft = Draft(0, ((start, start + 4),), said or "349天", 1.2, fit)
    return PartRead(reading, (hit,), weigh(reading, (hit,), [draft]))


def _compose(question: str, reads: list[PartRead]) -> Answer:
    hits = tuple(hit for read in reads for hit in read.hits)
    composer = Composer(cast(Snapshot, _Reports()))
    whole = _reading(question, 2020)
    return composer.compose(question, whole, reads, hits, {}, time.perf_counter())


def test_of_three_years_asked_one_by_one_the_two_found_are_given_and_the_third_named() -> None:
    question = "2020年、2021年和2022年优良天数分别是多少"
    reads = [
        _read(question, 2020, "349天"),
        _read(question, 2021, None),
        _read(question, 2022, "359天"),
    ]
    answer = _compose(question, reads)
    assert answer.status == "answered"
    assert answer.answer == "2020年349天，2022年359天；没有找到2021年的数据"
    assert [TEXT[a:b] for c in answer.citations for a, b in c.answer_spans] == ["349天", "359天"]


def test_nothing_is_concluded_where_one_side_is_missing_and_the_other_is_named() -> None:
    question = "2020年和2022年哪年优良天数多"
    answer = _compose(question, [_read(question, 2020, "349天"), _read(question, 2022, None)])
    assert answer.status == "refused"
    assert answer.reason == "没有找到2022年的数据；只找到2020年349天"
    assert answer.candidate is not None
    assert answer.candidate.confidence <= 0.3


def test_a_value_that_does_not_fit_is_no_side_of_a_comparison() -> None:
    question = "2020年和2022年哪年优良天数多"
    reads = [_read(question, 2020, "349天"), _read(question, 2022, "359天", fit=0.1)]
    answer = _compose(question, reads)
    assert answer.status == "refused"
    assert "没有找到2022年的数据" in (answer.reason or "")


def test_where_all_is_missing_the_reason_is_that_of_the_first() -> None:
    question = "2020年和2022年哪年优良天数多"
    answer = _compose(question, [_read(question, 2020, None), _read(question, 2022, None)])
    assert answer.status == "refused"
    assert "2020年" in (answer.reason or "")
    assert answer.candidate is None


@pytest.mark.parametrize(
    ("question", "each"),
    [("三年分别是多少", True), ("哪年更多", False), ("各是多少，哪年多", False)],
)
def test_a_question_for_each_part_concludes_nothing(question: str, each: bool) -> None:
    assert asks_each(question, 2) == each


def test_a_series_of_years_is_asked_for_each() -> None:
    assert asks_each("2018到2021年苇港GDP增速", 4)
    assert not asks_each("2018年和2021年苇港GDP增速", 2)
    assert not asks_each("2018到2021年哪年GDP增速更快", 4)


def _two(best_year: int, best_fit: float = 1.0) -> PartRead:
    """Two passages: 349天 of `best_year`, which reading likes best, and 352天 of 2020."""
    hits = tuple(
        Hit(
            *(row, "r", "r.md", "报告", "双河市", "2023", (), Period(year, year, "review")),
            *(0, len(TEXT), TEXT, 2.0),
        )
        for row, year in enumerate((best_year, 2020))
    )
    drafts = [
        Draft(hit, ((TEXT.index(said), TEXT.index(said) + 4),), said, margin, fit)
        for hit, said, margin, fit in ((0, "349天", 1.5, best_fit), (1, "352天", 1.2, 1.0))
    ]
    reading = _reading("2020年优良天数是多少天", 2020)
    weighed = sorted(weigh(reading, hits, drafts), key=lambda w: w.draft.hit)
    return PartRead(reading, hits, tuple(weighed))


@pytest.mark.parametrize(("year", "fit"), [(1999, 1.0), (2020, 0.1)])
def test_where_the_best_candidate_cannot_answer_the_next_one_that_is_trusted_does(
    year: int, fit: float
) -> None:
    answer = _compose("2020年优良天数是多少天", [_two(year, fit)])
    assert (answer.status, answer.answer) == ("answered", "352天")
    assert answer.citations[0].answer_spans


def test_where_the_best_candidate_can_answer_it_does() -> None:
    assert _compose("2020年优良天数是多少天", [_two(2020)]).answer == "349天"
