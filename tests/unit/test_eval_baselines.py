"""Ways to look good without being good: no metric may reward them."""

from __future__ import annotations

import pytest
from planted_results import PARKS, REPORTS, planted_cases, planted_lines, planted_scores

from eval.cases import make_cases
from eval.metrics.evidence import covers, hit, hit_within
from eval.metrics.right import is_right
from eval.metrics.risk_coverage import aurc
from eval.metrics.value_match import value_match
from eval.questions import Question
from eval.results import Result
from eval.score import score

PLACES = [f"{a}{b}" for a in "甲乙丙丁戊己庚辛" for b in "市县区州乡"]


def result(question: Question, answer: str | None) -> Result:
    items = (answer,) if answer else ()
    status = "answered" if answer else "refused"
    confidence = 0.9 if answer else None
    return Result(question.id, question.question, status, answer, items, confidence, (), ())


def betraying_set() -> list[Question]:
    """Forty answerable and forty unanswerable questions that betray themselves by their words."""
    able = [Question(f"a{p}", f"{p}修了多少座桥", "number", True, ("3座",)) for p in PLACES]
    unable = [Question(f"u{p}", f"{p}的总产值是多少亿元", "unanswerable", False) for p in PLACES]
    return able + unable


def test_a_guesser_that_reads_only_the_question_has_no_skill() -> None:
    questions = betraying_set()
    results = [result(q, None if "亿元" in q.question else "3座") for q in questions]
    figures = score(make_cases(questions, results, None)).figures
    # By the plain figures it is perfect; the floor shows that the wording gave it all away.
    assert figures["unanswerable_refused"].value == 1.0
    assert figures["answerable_refused"].value == 0.0
    assert figures["refusal_floor"].value == 1.0
    assert figures["refusal_skill"].value == 0.0


def test_a_system_that_reads_has_skill_where_the_wording_tells_nothing() -> None:
    able = [Question(f"a{p}", f"{p}修了多少座桥", "number", True, ("3座",)) for p in PLACES[::2]]
    unable = [Question(f"u{p}", f"{p}修了多少座桥", "unanswerable", False) for p in PLACES[1::2]]
    results = [result(q, "3座" if q.answerable else None) for q in able + unable]
    figures = score(make_cases(able + unable, results, None)).figures
    assert figures["refusal_floor"].value < 0.3
    assert figures["refusal_skill"].value > 0.7


@pytest.mark.parametrize("refuse", [True, False])
def test_refusing_all_or_nothing_has_no_skill(refuse: bool) -> None:
    questions = betraying_set()
    results = [result(q, None if refuse else "3座") for q in questions]
    figures = score(make_cases(questions, results, None)).figures
    assert figures["refusal_skill"].value <= 0.0


def test_refusing_everything_has_the_worst_risk_coverage_area() -> None:
    questions = betraying_set()
    cases = make_cases(questions, [result(q, None) for q in questions], None)
    assert aurc([case.outcome for case in cases]) == 1.0


def test_a_passage_as_long_as_its_section_is_no_hit() -> None:
    filler = "此外还做了许多别的工作，取得了新的成绩。"
    section = filler * 15 + PARKS + filler * 15
    assert len(section) > 500
    assert covers(PARKS, "全年新建公园256个")
    assert not covers(section, "全年新建公园256个")

    lines = planted_lines()
    for line in lines:
        for entry in line["passages"]:
            entry["text"] = section
            entry["section"] = ["去年工作"]
    figures = planted_scores(lines).figures
    names = [n for n in figures if n.startswith(("evidence_hit", "section_hit", "mrr", "ndcg"))]
    assert len(names) > 8
    assert all(figures[name].value == 0.0 for name in names)


def test_longer_passages_do_not_raise_the_hit_within_a_budget() -> None:
    # Three passages of 500 fill the budget that twelve of 125 fill.
    coverage = [[False], [False], [False], [True]]
    assert hit(coverage, 1, 5)
    assert not hit_within(coverage, 1, [500] * 4, 1500)
    assert hit_within(coverage, 1, [125] * 4, 1500)


def test_the_same_words_twice_in_the_ranking_are_paid_once() -> None:
    lines = planted_lines()
    lines[0]["passages"] = [lines[0]["passages"][0]] * 10
    assert planted_scores(lines).figures["ndcg@10"].value == pytest.approx(
        planted_scores(planted_lines()).figures["ndcg@10"].value
    )


def test_a_citation_of_one_character_supports_nothing() -> None:
    lines = planted_lines()
    at = REPORTS["a.md"].text.index("256")
    for line in lines[:3]:
        line["citations"] = [
            {
                **line["citations"][0],
                "id": "ra",
                "file": "a.md",
                "start": at,
                "end": at + 1,
                "quote": "2",
                "answer_spans": [[at, at + 1]],
            }
        ]
    figures = planted_scores(lines).figures
    assert figures["citation_precision"].value == 0.0
    assert figures["citation_recall"].value == 0.0
    assert figures["answer_in_citation"].value < 0.5


def test_a_citation_longer_than_the_contract_allows_supports_nothing() -> None:
    lines = planted_lines()
    cited = lines[0]["citations"][0]
    cited["quote"] = cited["quote"] + "。" * 200
    figures = planted_scores(lines).figures
    assert figures["citation_precision"].value < 0.5
    assert figures["citation_verbatim"].value < 1.0


@pytest.mark.parametrize(
    "gold",
    ["256个", "41.5%", "12月底前", "2020年"],
)
def test_an_answer_with_every_number_of_its_passage_is_wrong(gold: str) -> None:
    everything = "2020年256个41.5%12月底前30所"
    question = Question("q", "多少", "number", True, (gold,))
    assert not value_match(everything, [gold])
    assert not is_right(question, everything)
    assert not is_right(question, f"{gold}、3座、5所")


def test_the_whole_passage_as_answer_is_wrong_for_every_type() -> None:
    long = PARKS + "全市景区有松山、柏山、桂山三处。" + "此外还做了许多别的工作。" * 20
    for kind, gold in [
        ("number", "256个"),
        ("percent", "41.5%"),
        ("entity", "松山"),
        ("definition", "全市景区有松山、柏山、桂山三处"),
        ("reason", "全年新建公园256个"),
        ("policy", "全年新建公园256个"),
        ("multi", "松山"),
        (None, "松山"),
    ]:
        assert not is_right(Question("q", "问", kind, True, (gold,)), long, [long]), kind


def test_a_list_of_everything_is_not_right() -> None:
    question = Question("q", "问", "list", True, ("松山", "柏山"))
    assert not is_right(question, "", ["松山", "柏山", "桂山", "梅山"])


def test_right_answers_without_confidence_gain_nothing_from_refusals() -> None:
    # Turning a wrong answer into a refusal with the same candidate leaves the curve as it was.
    lines = planted_lines()
    before = planted_scores(lines).figures["aurc"].value
    wrong = lines[1]
    wrong |= {"status": "refused", "citations": [], "items": []}
    wrong["candidate"] = {"answer": wrong["answer"], "confidence": wrong["confidence"]}
    wrong |= {"answer": None, "confidence": None}
    assert planted_scores(lines).figures["aurc"].value == pytest.approx(before)
    assert [case.result.status for case in planted_cases(lines)].count("refused") == 3
