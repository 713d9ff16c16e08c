"""An open library: the same answer every time and in every thread, soon, or an error that helps."""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from qa_helpers import turns, without_timings

from index.errors import DamageError, UsageError, WenbaoError
from qa.library import Library

pytestmark = pytest.mark.model


def test_the_same_question_twice_is_the_same_answer(sample: Library, sample_library: Path) -> None:
    again = Library.open(sample_library)
    for question in ("2020年建成多少协商议事室", "有哪些媒体报道", "为什么要建专家库"):
        first = without_timings(sample.ask(question))
        assert without_timings(sample.ask(question)) == first
        assert without_timings(again.ask(question)) == first
    assert again.fingerprint == sample.fingerprint


def test_threads_get_the_answers_that_one_thread_gets(
    sample: Library, cases: list[dict[str, Any]], sample_library: Path
) -> None:
    mixed = cases[:: max(1, len(cases) // 50)][:50]
    alone = [without_timings(sample.ask(c["question"], history=turns(c))) for c in mixed]
    shared = Library.open(sample_library)
    with ThreadPoolExecutor(8) as pool:
        together = list(
            pool.map(lambda c: without_timings(shared.ask(c["question"], history=turns(c))), mixed)
        )
    assert len(mixed) == 50
    assert together == alone


def test_search_is_the_retrieval_of_ask(sample: Library) -> None:
    for question in ("2020年建成多少协商议事室", "捐款捐物多少"):
        # Reading puts them in another order; what was found is the same.
        found = {(hit.id, hit.start) for hit in sample.search(question).passages}
        assert found == {(hit.id, hit.start) for hit in sample.ask(question).passages}
        assert len(sample.search(question, k=3).passages) == 3
        total = sample.reports[0].passages
        assert len(sample.search(question, k=10_000).passages) == total


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u3000", "\u00a0"])
def test_an_empty_question_is_wrong_usage(sample: Library, question: str) -> None:
    for ask in (sample.ask, sample.search):
        with pytest.raises(UsageError, match="空"):
            ask(question)


def test_an_overlong_question_is_wrong_usage(sample: Library) -> None:
    with pytest.raises(UsageError, match="10000"):
        sample.ask("多" * 10_000)
    assert sample.ask("多" * 500).status == "refused"


def test_hard_filters_name_what_they_do_not_know(sample: Library) -> None:
    with pytest.raises(WenbaoError, match="上饶市广丰区"):
        sample.ask("建成多少", place="南昌市")
    with pytest.raises(WenbaoError, match="wenbao index list"):
        sample.ask("建成多少", report="nanchang.md")
    with pytest.raises(WenbaoError):
        sample.search("建成多少", place="广丰和南昌市")


def test_a_year_without_passages_is_a_refusal_without_passages(sample: Library) -> None:
    answer = sample.ask("建成多少协商议事室", year=1990)
    assert answer.status == "refused"
    assert answer.passages == ()
    assert sample.search("建成多少协商议事室", year=1990).passages == ()


def test_an_empty_library_says_what_to_type(tmp_path: Path) -> None:
    with pytest.raises(WenbaoError, match="wenbao index add"):
        Library.open(tmp_path)


def test_a_lost_report_is_damage(sample_library: Path, tmp_path: Path) -> None:
    import shutil

    home = tmp_path / "home"
    shutil.copytree(sample_library, home)
    for path in (home / "objects").iterdir():
        path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(DamageError, match=r"guangfeng-2021\.md"):
        Library.open(home).ask("2020年建成多少协商议事室")


def test_a_loaded_question_takes_a_third_of_a_second(
    sample: Library, cases: list[dict[str, Any]]
) -> None:
    sample.ask("2020年建成多少协商议事室")
    took = []
    for case in cases[:25]:
        began = time.perf_counter()
        answer = sample.ask(case["question"], history=turns(case))
        took.append(time.perf_counter() - began)
        assert answer.timings_ms["total"] <= took[-1] * 1000 + 1
        assert set(answer.timings_ms) == {"total", "understand", "retrieve", "read"}
    # The promise is 0.3 s; a shared machine may be doing other things as well.
    assert statistics.median(took) < 0.6
