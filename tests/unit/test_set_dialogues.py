"""The dialogues: gold word for word, every kind of turn, and what the rewrite must hold."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from invented_files import REPORTS
from set_checks import Record, problems

from index.canonical import canonicalise
from index.formats import READERS

ROOT = Path(__file__).parents[2]
SET = ROOT / "eval" / "sets" / "dialogues.jsonl"
SAMPLE = ROOT / "reports" / "guangfeng-2021.md"

#: How many turns of each kind the set must hold, and how many in all.
AT_LEAST = {
    "year": 12,
    "place": 10,
    "part": 8,
    "pronoun": 12,
    "why": 6,
    "list": 5,
    "chain": 10,
    "refusal": 5,
    "inherit": 8,
    "topic": 25,
    "elsewhere": 5,
    "back": 5,
    "more": 5,
}
TOTAL = 100
UNANSWERABLE = 10
#: One paragraph of this file is printed twice, on purpose.
PRINTED_TWICE = ["霁原区政府工作报告2023.txt"]


def about_problems(record: Record) -> list[str]:
    """What is wrong with the `about` of a record: what its standalone question must hold."""
    about = record.get("about", {})
    found = [] if about.get("turn") in AT_LEAST else ["unknown turn"]
    if "itself" in about:
        # A new topic says all that it means: nothing may be asked of it besides.
        return found + ([] if tuple(about) == ("turn", "itself") else ["more than itself"])
    if not about.get("keep"):
        found.append("nothing to keep")
    both = set(about.get("keep", [])) & set(about.get("drop", []))
    return found + [f"kept and dropped: {word}" for word in sorted(both)]


@pytest.fixture(scope="module")
def reports() -> dict[str, str]:
    return {
        path.name: canonicalise(READERS[path.suffix](path.read_bytes())).text
        for path in (*REPORTS.iterdir(), SAMPLE)
    }


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return [json.loads(line) for line in SET.read_text(encoding="utf-8").splitlines()]


def bare_lines(records: list[Record]) -> list[str]:
    """The records as the contract has them, without `about`."""
    return [
        json.dumps({k: v for k, v in record.items() if k != "about"}, ensure_ascii=False)
        for record in records
    ]


def test_every_record_is_sound(records: list[Record], reports: dict[str, str]) -> None:
    assert problems(bare_lines(records), reports, printed_twice=PRINTED_TWICE) == []


def test_every_turn_says_what_its_standalone_question_must_hold(records: list[Record]) -> None:
    assert {r["id"]: found for r in records if (found := about_problems(r))} == {}


def test_the_set_is_as_varied_as_it_must_be(records: list[Record]) -> None:
    have = Counter(record["about"]["turn"] for record in records)
    assert [turn for turn, least in AT_LEAST.items() if have[turn] < least] == []
    assert len(records) >= TOTAL
    assert sum(not record["answerable"] for record in records) >= UNANSWERABLE
    assert sum(len(record["history"]) >= 3 for record in records) >= 10


def test_no_turn_is_asked_twice(records: list[Record]) -> None:
    asked = Counter((r["question"], json.dumps(r["history"])) for r in records)
    assert [question for question, times in asked.items() if times > 1] == []


def test_no_turn_is_taken_from_the_other_sets(records: list[Record]) -> None:
    others = set()
    for name in ("invented.jsonl", "guangfeng.jsonl"):
        for line in (SET.parent / name).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            if record["history"]:
                others.add((record["question"], record["history"][-1][0]))
    assert not {(r["question"], r["history"][-1][0]) for r in records} & others


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"turn": "other", "keep": ["x"]}, "unknown turn"),
        ({"turn": "topic", "itself": True, "keep": ["x"]}, "more than itself"),
        ({"turn": "year", "keep": []}, "nothing to keep"),
        ({"turn": "year", "keep": ["x"], "drop": ["x"]}, "kept and dropped: x"),
    ],
)
def test_a_planted_mistake_is_found(change: Record, reason: str) -> None:
    assert reason in about_problems({"about": change})
