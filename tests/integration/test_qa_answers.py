"""Answers of a real library: every word of them stands in a report, or they are refused."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from index.errors import DamageError, UsageError, WenbaoError
from qa.library import Library
from qa.types import Answer

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "eval" / "sets" / "guangfeng.jsonl"

pytestmark = pytest.mark.model


def read_set(path: Path) -> list[dict[str, Any]]:
    """The questions of an evaluation set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def turns(case: dict[str, Any]) -> list[tuple[str, str]]:
    """The earlier turns of a question."""
    return [(question, answer) for question, answer in case.get("history", [])]


def without_timings(answer: Answer) -> dict[str, Any]:
    """An answer's JSON but for what it cost."""
    return {key: value for key, value in answer.to_json().items() if key != "timings_ms"}


def check_answer(library: Library, answer: Answer) -> None:
    """Everything that the contract says of an answer's words and offsets."""
    shape = answer.to_json()
    total = sum(entry.passages for entry in library.reports)
    assert len(shape["passages"]) == min(20, total)
    scores = [passage["score"] for passage in shape["passages"]]
    assert scores == sorted(scores, reverse=True)
    for passage in shape["passages"]:
        text = library.report(passage["id"]).text
        assert 0 < len(passage["text"]) <= 500
        assert text[passage["start"] : passage["end"]] == passage["text"]
    assert len({(p["id"], p["start"]) for p in shape["passages"]}) == len(shape["passages"])
    if shape["status"] == "refused":
        assert shape["answer"] is None
        assert shape["confidence"] is None
        assert shape["citations"] == []
        assert shape["items"] == []
        assert shape["reason"]
        assert "\n" not in shape["reason"]
        if shape["candidate"] is not None:
            assert set(shape["candidate"]) == {"answer", "confidence"}
            assert 0 <= shape["candidate"]["confidence"] <= 1
        return
    assert shape["status"] == "answered"
    assert 0 <= shape["confidence"] <= 1
    assert shape["citations"]
    cited = []
    for number, citation in enumerate(shape["citations"], 1):
        assert citation["n"] == number
        text = library.report(citation["id"]).text
        assert library.report(citation["file"]).id == citation["id"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert 0 < len(citation["quote"]) <= 200
        assert citation["quote"] == citation["quote"].strip()
        assert citation["answer_spans"]
        for start, end in citation["answer_spans"]:
            assert citation["start"] <= start < end <= citation["end"]
            cited.append(text[start:end])
    if shape["understood"]["answer_kind"] != "comparison":
        assert shape["items"] == cited
        assert shape["answer"] == "、".join(cited)
    if shape["understood"]["answer_kind"] not in ("list", "comparison"):
        assert shape["items"] == [shape["answer"]]


@pytest.fixture(scope="module")
def library(sample_library: Path) -> Library:
    """The sample report's library, open."""
    return Library.open(sample_library)


@pytest.fixture(scope="module")
def cases() -> list[dict[str, Any]]:
    """The questions on the sample report, follow-ups and unanswerable ones among them."""
    return read_set(QUESTIONS)


def test_every_citation_of_every_answer_is_verbatim(
    library: Library, cases: list[dict[str, Any]]
) -> None:
    answered = 0
    for case in cases:
        answer = library.ask(case["question"], history=turns(case))
        check_answer(library, answer)
        answered += answer.status == "answered"
    # The walk is worth something only where there were citations to walk.
    assert answered >= 20
    assert any(case["history"] for case in cases)


def test_the_walk_notices_a_quote_that_is_one_character_off(library: Library) -> None:
    from dataclasses import replace

    answer = library.ask("2020年建成多少协商议事室")
    check_answer(library, answer)
    citation = answer.citations[0]
    for wrong in (
        replace(citation, start=citation.start - 1, end=citation.end - 1),
        replace(citation, quote=citation.quote + "。"),
        replace(citation, answer_spans=((citation.end, citation.end + 1),)),
        replace(citation, answer_spans=()),
    ):
        with pytest.raises(AssertionError):
            check_answer(library, replace(answer, citations=(wrong,)))


@pytest.mark.parametrize(
    ("question", "words", "section", "quoted"),
    [
        ("2020年建成多少协商议事室", "256个", "(二)强化平台建设", "协商议事室256个"),
        ("推进基层协商民主建设安排了多少专项经费", "150万元", "(一)区委高位推动", "专项经费"),
        (
            "对政协委员、联络组长、村支书的业务培训有多少人次",
            "500余人次",
            "(三)规范工作运行",
            "业务培训",
        ),
        ("结对帮扶了多少户贫困户", "54户", "(二)聚力决胜脱贫攻坚", "54户贫困户"),
    ],
)  # fmt: skip
def test_the_main_questions_are_answered_from_their_section(
    library: Library, question: str, words: str, section: str, quoted: str
) -> None:
    answer = library.ask(question)
    assert answer.status == "answered"
    assert answer.answer == words
    assert answer.citations[0].section[-1] == section
    assert quoted in answer.citations[0].quote
    assert answer.citations[0].file == "guangfeng-2021.md"
    assert answer.citations[0].delivered == "2021-02-04"


def test_what_the_report_does_not_say_is_refused(library: Library) -> None:
    assert library.ask("2020年全区GDP是多少").status == "refused"


def test_another_year_is_refused_and_the_held_one_offered(library: Library) -> None:
    answer = library.ask("2018年建成多少协商议事室")
    assert answer.status == "refused"
    assert answer.reason is not None
    assert "2018年" in answer.reason
    assert "2020年" in answer.reason
    assert answer.candidate is not None
    assert answer.candidate.answer == "256个"


@pytest.mark.parametrize("name", ["南昌市", "玉山县", "信州区"])
def test_a_place_that_the_library_lacks_is_refused_by_name(library: Library, name: str) -> None:
    answer = library.ask(f"{name}2020年建成多少协商议事室")
    assert answer.status == "refused"
    assert name in (answer.reason or "")


@pytest.mark.parametrize("word", ["全区", "城区", "高新区"])
def test_generic_words_do_not_refuse(library: Library, word: str) -> None:
    answer = library.ask(f"2020年{word}建成多少协商议事室")
    assert "的报告" not in (answer.reason or "")
    assert answer.understood.places == ("上饶市广丰区",)


def test_a_follow_up_is_answered_as_its_full_question(library: Library) -> None:
    asked = library.ask("那2020年呢？", history=[("2018年建成多少协商议事室", "")])
    assert asked.answer == "256个"
    assert asked.question == "那2020年呢？"
    assert asked.understood.standalone == "2020年建成多少协商议事室"


def test_the_same_question_twice_is_the_same_answer(library: Library, sample_library: Path) -> None:
    again = Library.open(sample_library)
    for question in ("2020年建成多少协商议事室", "有哪些媒体报道", "为什么要建专家库"):
        first = without_timings(library.ask(question))
        assert without_timings(library.ask(question)) == first
        assert without_timings(again.ask(question)) == first
    assert again.fingerprint == library.fingerprint


def test_threads_get_the_answers_that_one_thread_gets(
    library: Library, cases: list[dict[str, Any]], sample_library: Path
) -> None:
    mixed = cases[:: max(1, len(cases) // 50)][:50]
    alone = [without_timings(library.ask(c["question"], history=turns(c))) for c in mixed]
    shared = Library.open(sample_library)
    with ThreadPoolExecutor(8) as pool:
        together = list(
            pool.map(lambda c: without_timings(shared.ask(c["question"], history=turns(c))), mixed)
        )
    assert len(mixed) == 50
    assert together == alone


def test_search_is_the_retrieval_of_ask(library: Library) -> None:
    for question in ("2020年建成多少协商议事室", "捐款捐物多少"):
        assert library.search(question).passages == library.ask(question).passages
        assert len(library.search(question, k=3).passages) == 3
        total = library.reports[0].passages
        assert len(library.search(question, k=10_000).passages) == total


@pytest.mark.parametrize("question", ["", "   ", "\n\t\u3000", "\u00a0"])
def test_an_empty_question_is_wrong_usage(library: Library, question: str) -> None:
    for ask in (library.ask, library.search):
        with pytest.raises(UsageError, match="空"):
            ask(question)


def test_an_overlong_question_is_wrong_usage(library: Library) -> None:
    with pytest.raises(UsageError, match="10000"):
        library.ask("多" * 10_000)
    assert library.ask("多" * 500).status == "refused"


def test_hard_filters_name_what_they_do_not_know(library: Library) -> None:
    with pytest.raises(WenbaoError, match="上饶市广丰区"):
        library.ask("建成多少", place="南昌市")
    with pytest.raises(WenbaoError, match="wenbao index list"):
        library.ask("建成多少", report="nanchang.md")
    with pytest.raises(WenbaoError):
        library.search("建成多少", place="广丰和南昌市")


def test_a_year_without_passages_is_a_refusal_without_passages(library: Library) -> None:
    answer = library.ask("建成多少协商议事室", year=1990)
    assert answer.status == "refused"
    assert answer.passages == ()
    assert library.search("建成多少协商议事室", year=1990).passages == ()


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
    library: Library, cases: list[dict[str, Any]]
) -> None:
    library.ask("2020年建成多少协商议事室")
    took = []
    for case in cases[:25]:
        began = time.perf_counter()
        answer = library.ask(case["question"], history=turns(case))
        took.append(time.perf_counter() - began)
        assert answer.timings_ms["total"] <= took[-1] * 1000 + 1
        assert set(answer.timings_ms) == {"total", "understand", "retrieve", "read"}
    # The promise is 0.3 s; a shared machine may be doing other things as well.
    assert statistics.median(took) < 0.6


@pytest.fixture(scope="module")
def several(
    shared_dir: Path, models_ready: Path, tmp_path_factory: pytest.TempPathFactory
) -> Library:
    """Six reports of three places and more, among them three years of one place."""
    from index.build import add_paths
    from index.models.encoder import load_encoder

    folder = shared_dir / "data" / "gov120" / "reports"
    names = (
        "双鸭山市_2020",
        "双鸭山市_2021",
        "双鸭山市_2022",
        "保山市_2025",
        "菏泽市_2024",
        "信阳市_2023",
    )
    home = tmp_path_factory.mktemp("several")
    result = add_paths(
        home, [folder / f"lt_其他地市_{name}.md" for name in names], encoder=load_encoder
    )
    assert len(result.added) == 6
    return Library.open(home)


def shared_sample(shared_dir: Path, files: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Sixty questions of gov120: first those on `files`, then every third of the others."""
    cases = read_set(shared_dir / "data" / "gov120" / "questions.jsonl")
    own = [c for c in cases if any(e["report"] in files for e in c.get("evidence", []))]
    others = [c for c in cases if c not in own][::3]
    yield from (own + others)[:60]


@pytest.mark.shared
def test_every_citation_over_many_reports_is_verbatim(several: Library, shared_dir: Path) -> None:
    files = [entry.file for entry in several.reports]
    count = answered = 0
    for case in shared_sample(shared_dir, files):
        answer = several.ask(case["question"], history=turns(case))
        check_answer(several, answer)
        count += 1
        answered += answer.status == "answered"
    assert count == 60
    # Most questions are on reports that these six are not; some must be answered all the same.
    assert answered >= 3


@pytest.mark.shared
@pytest.mark.parametrize(
    "question", ["2020年地区生产总值增长多少", "保山市2025年要做什么", "财政收入"]
)
def test_the_filters_are_hard(several: Library, question: str) -> None:
    by_place = several.search(question, place="双鸭山").passages
    assert len(by_place) == 20
    assert {hit.place for hit in by_place} == {"双鸭山市"}
    assert {hit.place for hit in several.ask(question, place="信阳市").passages} == {"信阳市"}
    file = several.reports[0].file
    assert {hit.file for hit in several.ask(question, report=file).passages} == {file}
    assert {
        hit.file for hit in several.search(question, report=several.reports[0].id).passages
    } == {file}
    by_year = several.ask(question, year=2020).passages
    assert by_year
    assert all(hit.period is not None and hit.period.covers(2020) for hit in by_year)
    both = several.search(question, place="双鸭山市", year=2021, k=500).passages
    assert both
    assert all(h.place == "双鸭山市" and h.period and h.period.covers(2021) for h in both)
    assert several.search(question, place="信阳", report=several.reports[0].id).passages == ()


@pytest.mark.shared
def test_the_answer_for_a_place_is_not_taken_from_another(several: Library) -> None:
    for name in ("双鸭山", "保山市", "菏泽"):
        answer = several.ask(f"{name}地区生产总值增长多少")
        if answer.status == "answered":
            assert (answer.citations[0].place or "").startswith(name[:2])
    refused = several.ask("上海市2021年地区生产总值增长多少")
    assert refused.status == "refused"
    assert "上海市" in (refused.reason or "")
