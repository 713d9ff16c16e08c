"""The sample report's own evaluation set: its gold must stand, word for word, in the report.

A wrong gold quote would be counted against the program for ever after, so the set is checked as
strictly as the citations it is there to judge; the check itself is tried on planted mistakes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from set_checks import Record
from set_checks import problems as set_problems

ROOT = Path(__file__).parents[2]
SET = ROOT / "eval" / "sets" / "guangfeng.jsonl"
REPORT = "guangfeng-2021.md"

#: How many questions of each type the set must hold. The report has no percentage in it, so
#: questions about percentages are among the unanswerable ones.
AT_LEAST = {
    "number": 10,
    "entity": 8,
    "date": 3,
    "list": 5,
    "definition": 4,
    "reason": 4,
    "policy": 4,
    "multi": 4,
    "followup": 10,
    "unanswerable": 15,
}
TOTAL = 75
UNANSWERABLE_FOLLOWUPS = 3
Change = Callable[[Record], object]


def problems(lines: list[str], report: str) -> list[str]:
    """What is wrong with the records, each as `line number: reason`; empty if nothing is."""
    return set_problems(lines, {REPORT: report})


def shortfalls(records: list[Record]) -> list[str]:
    """Which of the counts asked of the set are missed."""
    have = Counter(record["type"] for record in records)
    missed = [kind for kind, least in AT_LEAST.items() if have[kind] < least]
    refused = [r for r in records if r["type"] == "followup" and not r["answerable"]]
    if len(refused) < UNANSWERABLE_FOLLOWUPS:
        missed.append("unanswerable follow-ups")
    if len(records) < TOTAL:
        missed.append("total")
    return missed


@pytest.fixture(scope="module")
def report() -> str:
    return (ROOT / "reports" / REPORT).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def lines() -> list[str]:
    return SET.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def records(lines: list[str]) -> list[Record]:
    return [json.loads(line) for line in lines]


def test_every_record_is_sound(lines: list[str], report: str) -> None:
    assert problems(lines, report) == []


def test_the_set_is_as_varied_as_it_must_be(records: list[Record]) -> None:
    assert shortfalls(records) == []


def test_no_question_is_asked_twice(records: list[Record]) -> None:
    asked = Counter((r["question"], json.dumps(r["history"])) for r in records)
    assert [question for question, times in asked.items() if times > 1] == []


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("2020年建成多少协商议事室", "256个"),
        ("推进基层协商民主建设安排了多少专项经费", "150万元"),
        ("对政协委员、联络组长、村支书的业务培训有多少人次", "500余人次"),
        ("结对帮扶了多少户贫困户", "54户"),
        ("2020年全区GDP是多少", None),
        ("2018年建成多少协商议事室", None),
    ],
)
def test_the_first_promises_are_in_the_set(
    records: list[Record], question: str, answer: str | None
) -> None:
    (record,) = [r for r in records if r["question"] == question]
    assert record["answers"][:1] == ([answer] if answer else [])
    assert record["answerable"] is (answer is not None)


def _quote(text: str) -> Change:
    return lambda record: record["evidence"][0].update(quote=text)


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("number", lambda r: r.update(id="gf-002"), "id taken"),
        ("number", lambda r: r.update(type="amount"), "unknown type"),
        ("number", lambda r: r.update(question=" "), "empty question"),
        ("number", lambda r: r.update(note="x"), "fields"),
        ("number", lambda r: r.update(answerable=False), "disagree"),
        ("number", lambda r: r.update(answers=[]), "no gold"),
        ("number", lambda r: r.update(answers=["257个"]), "not in a quote: 257个"),
        ("number", lambda r: r.update(answers=["56个"]), "not in a quote: 56个"),
        ("number", _quote("现已建成协商议事室257个"), "quote found 0 times"),
        ("number", _quote("协商议事"), "times: 协商议事"),
        ("number", lambda r: r["evidence"][0].update(report="other.md"), "unknown report"),
        ("number", lambda r: r.update(history=[["问", "答"]]), "history"),
        ("list", lambda r: r["answers"].append("公共交通"), "not in a quote: 公共交通"),
        ("multi", lambda r: r["evidence"].pop(), "needs two quotes"),
        ("followup", lambda r: r.update(history=[]), "history"),
        ("followup", lambda r: r.update(history=[["只有问"]]), "pairs"),
        ("unanswerable", lambda r: r.update(answers=["1个"]), "gold for an unanswerable"),
        ("unanswerable", lambda r: r.update(answerable=True), "disagree"),
    ],
)
def test_a_planted_mistake_is_found(
    records: list[Record], report: str, kind: str, change: Change, reason: str
) -> None:
    at = next(i for i, record in enumerate(records) if record["type"] == kind)
    copies: list[Record] = json.loads(json.dumps(records))
    change(copies[at])
    found = problems([json.dumps(copy, ensure_ascii=False) for copy in copies], report)
    assert any(reason in line for line in found)
    # An id taken from a later record is reported there; every other mistake at its own line.
    assert {line.split(":")[0] for line in found} == {str(at + 2 if "taken" in reason else at + 1)}


def test_a_line_that_is_not_json_is_found(lines: list[str], report: str) -> None:
    broken = [lines[0], lines[1][:-1]]
    assert problems(broken, report) == ["2: not JSON"]


@pytest.mark.parametrize("kind", sorted(AT_LEAST))
def test_a_type_that_is_missing_is_found(records: list[Record], kind: str) -> None:
    assert kind in shortfalls([record for record in records if record["type"] != kind])
