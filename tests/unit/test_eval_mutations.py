"""A planted change must show up in every metric that it touches and in no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from planted_results import DAMS, PARKS, PEAKS, REPORTS, passage, planted_lines, planted_scores

Lines = list[dict[str, Any]]


def changed(mutate: Callable[[Lines], None]) -> set[str]:
    """The names of the metrics whose value is another after `mutate`."""
    lines = planted_lines()
    before = planted_scores(lines).figures
    mutate(lines)
    after = planted_scores(lines).figures
    assert before.keys() == after.keys()
    return {name for name in before if before[name].value != pytest.approx(after[name].value)}


def answer_swapped(lines: Lines) -> None:
    for key in ("answer", "items"):
        lines[0][key], lines[1][key] = lines[1][key], lines[0][key]


def citation_shifted(lines: Lines) -> None:
    cited = lines[0]["citations"][0]
    cited["start"] += 1
    cited["end"] += 1
    cited["answer_spans"] = [[a + 1, b + 1] for a, b in cited["answer_spans"]]


def quote_shifted_with_its_offsets(lines: Lines) -> None:
    citation_shifted(lines)
    cited = lines[0]["citations"][0]
    cited["quote"] = REPORTS["a.md"].text[cited["start"] : cited["end"]]


def span_outside_its_quote(lines: Lines) -> None:
    cited = lines[0]["citations"][0]
    cited["answer_spans"].append([cited["end"], cited["end"] + 1])


def passage_shifted(lines: Lines) -> None:
    lines[0]["passages"][1]["start"] += 1


def evidence_pushed_to_rank_seven(lines: Lines) -> None:
    lines[0]["passages"] = [passage("b.md", DAMS)] * 6 + [passage("a.md", PARKS)]


def ranking_turned_round(lines: Lines) -> None:
    lines[2]["passages"] = [passage("a.md", PEAKS), passage("a.md", PARKS)]


def candidate_taken_away(lines: Lines) -> None:
    lines[5]["candidate"] = None


def confidence_lowered(lines: Lines) -> None:
    lines[0]["confidence"] = 0.55


def unanswerable_answered(lines: Lines) -> None:
    answered = {**lines[4], "id": "q4", "question": lines[3]["question"], "confidence": 0.3}
    lines[3] = {**answered, "passages": lines[3]["passages"], "timings_ms": {"total": 40}}


def list_item_lost(lines: Lines) -> None:
    lines[2]["items"] = ["松山", "学校"]
    lines[2]["answer"] = "松山、学校"


def slower_reading(lines: Lines) -> None:
    lines[5]["timings_ms"]["total"] = 600


BY_TYPE = {"number", "percent"}
CASES: dict[str, tuple[Callable[[Lines], None], set[str]]] = {
    "answer swapped": (
        answer_swapped,
        {
            "accuracy",
            "answer_accuracy",
            "answered_accuracy",
            "exact_match",
            "lcs_f1",
            "value_match",
            "answer_in_citation",
            "aurc",
            "ece",
            "accuracy.number",
            "exact_match.number",
            "lcs_f1.number",
            "value_match.number",
        },
    ),
    "citation shifted": (citation_shifted, {"citation_verbatim"}),
    # Still the report's words, and still the right ones: only the marked words have moved.
    "quote shifted": (quote_shifted_with_its_offsets, {"answer_in_citation"}),
    "span outside": (span_outside_its_quote, {"citation_verbatim"}),
    "passage shifted": (passage_shifted, {"passage_verbatim"}),
    "evidence at rank 7": (
        evidence_pushed_to_rank_seven,
        {
            "evidence_hit@1",
            "evidence_hit@3",
            "evidence_hit@5",
            "evidence_hit@5.number",
            "mrr@10",
            "ndcg@10",
            "report_hit@1",
            "report_hit@5",
            "section_hit@1",
            "section_hit@5",
            "passage_characters",
        },
    ),
    "ranking turned": (ranking_turned_round, {"evidence_hit@1", "mrr@10", "ndcg@10"}),
    "candidate gone": (candidate_taken_away, {"aurc"}),
    "confidence lowered": (confidence_lowered, {"aurc", "ece"}),
    "unanswerable answered": (
        unanswerable_answered,
        {
            "accuracy",
            "accuracy.unanswerable",
            "answered_accuracy",
            "answered_rate",
            "unanswerable_refused",
            "refusal_skill",
            "ece",
        },
    ),
    "list item lost": (
        list_item_lost,
        {"lcs_f1", "lcs_f1.list", "list_precision", "list_recall"},
    ),
    "slower": (
        slower_reading,
        {"latency_total_ms", "latency_total_p95_ms", "latency_total_p99_ms"},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_mutation_shows_in_what_it_touches_and_nowhere_else(name: str) -> None:
    mutate, expected = CASES[name]
    assert changed(mutate) == expected


def test_nothing_changes_without_a_mutation() -> None:
    assert changed(lambda lines: None) == set()


def test_a_citation_of_another_report_is_found_out_everywhere() -> None:
    def other_report(lines: Lines) -> None:
        lines[0]["citations"][0] |= {"file": "b.md", "id": "rb"}

    assert changed(other_report) == {
        "citation_verbatim",
        "citation_precision",
        "citation_recall",
        "right_report",
    }


def test_a_citation_of_a_report_that_is_not_there_is_not_verbatim() -> None:
    def no_report(lines: Lines) -> None:
        lines[4]["citations"][0] |= {"file": "nowhere.md", "id": "none"}

    assert changed(no_report) == {"citation_verbatim"}
