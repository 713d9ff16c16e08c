"""What holds of the metrics for any input."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from eval.cases import make_cases
from eval.catalogue import METRICS, PooledMetric
from eval.metrics.lcs import lcs_f1, longest_run
from eval.metrics.lists import list_scores
from eval.metrics.refusals import guess_unanswerable
from eval.metrics.right import is_right
from eval.metrics.risk_coverage import aurc
from eval.metrics.value_match import value_match
from eval.normalise import normalise, squeeze
from eval.questions import TYPES, Evidence, Question
from eval.results import Cited, Ranked, Result
from eval.score import score
from eval.values import normalise_value, parse_values

ALPHABET = (
    "甲乙丙丁全年新建公园个约超以上下降增长年月日底前亿万十百%‰0123456789.-—~，。、（） *％２ａ"
)
texts = st.text(st.sampled_from(ALPHABET), max_size=40)
words = st.text(st.sampled_from("甲乙丙丁戊0123456789个%年月"), min_size=1, max_size=12)
shares = st.floats(0, 1)


@st.composite
def questions(draw: st.DrawFn, id: str) -> Question:
    kind = draw(st.sampled_from((None, *TYPES)))
    answers = draw(st.lists(words, max_size=3)) if kind != "unanswerable" else []
    evidence = draw(st.lists(st.tuples(st.sampled_from(["a", "b"]), words), max_size=2))
    return Question(
        id,
        f"问{draw(texts)}{id}",
        kind,
        kind != "unanswerable",
        tuple(answers),
        tuple(Evidence(*pair) for pair in evidence) if kind != "unanswerable" else (),
    )


@st.composite
def results(draw: st.DrawFn, question: Question) -> Result:
    passages = tuple(
        Ranked("", draw(st.sampled_from(["a", "b"])), 0, 1, (), draw(words)) for _ in range(3)
    )
    time = {"total": draw(st.floats(0, 1000))}
    if draw(st.booleans()):
        would = draw(st.one_of(st.none(), st.tuples(words, shares)))
        return Result(
            question.id,
            question.question,
            "refused",
            None,
            (),
            None,
            (),
            passages,
            time,
            candidate=would,
        )
    answer = draw(words)
    cited = tuple(
        Cited("", draw(st.sampled_from(["a", "b"])), 0, 5, (), draw(words), ((0, 1),))
        for _ in range(draw(st.integers(0, 2)))
    )
    return Result(
        question.id,
        question.question,
        "answered",
        answer,
        (answer,),
        draw(shares),
        cited,
        passages,
        time,
    )


@st.composite
def runs(draw: st.DrawFn) -> tuple[list[Question], list[Result]]:
    asked = [draw(questions(f"q{i}")) for i in range(draw(st.integers(1, 8)))]
    return asked, [draw(results(question)) for question in asked]


def values(asked: list[Question], found: list[Result]) -> dict[str, float]:
    """Every metric's value, without the intervals (which take their time)."""
    cases = make_cases(asked, found, None)
    figures = {}
    for metric in METRICS:
        if isinstance(metric, PooledMetric):
            rows = sorted(row for case in cases if (row := metric.row(case)) is not None)
            value = metric.statistic(rows)
        else:
            each = sorted(x for case in cases if (x := metric.of(case)) is not None)
            value = sum(each) / len(each) if each else None
        if value is not None:
            figures[metric.name] = value
    return figures


@given(runs())
@settings(max_examples=60, deadline=None)
def test_metrics_lie_in_their_range(run: tuple[list[Question], list[Result]]) -> None:
    for name, value in values(*run).items():
        if name.startswith("latency") or name == "passage_characters":
            assert value >= 0
        elif name == "refusal_skill":
            assert -1 <= value <= 1 + 1e-9
        else:
            assert -1e-9 <= value <= 1 + 1e-9, name


@given(runs(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_questions_changes_nothing(
    run: tuple[list[Question], list[Result]], shuffle: random.Random
) -> None:
    asked, found = run
    before = values(asked, found)
    pairs = list(zip(asked, found, strict=True))
    shuffle.shuffle(pairs)
    after = values([q for q, _ in pairs], [r for _, r in pairs])
    assert before.keys() == after.keys()
    for name in before:
        assert abs(before[name] - after[name]) < 1e-9, name


@given(runs())
@settings(max_examples=3, deadline=None)
def test_intervals_do_not_depend_on_the_order_either(
    run: tuple[list[Question], list[Result]],
) -> None:
    asked, found = run
    before = score(make_cases(asked, found, None)).figures
    after = score(make_cases(asked[::-1], found[::-1], None)).figures
    for name, figure in before.items():
        for x, y in zip(figure.to_json().values(), after[name].to_json().values(), strict=True):
            assert x is None or y is None or abs(x - y) < 1e-6, name


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(texts)
def test_normalise_is_idempotent_on_answers(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert squeeze(squeeze(text)) == squeeze(text)


@given(texts)
@settings(max_examples=400)
def test_value_normaliser_is_idempotent(text: str) -> None:
    once = normalise_value(text)
    assert normalise_value(once) == once


@given(texts)
def test_a_text_with_values_matches_itself(text: str) -> None:
    if parse_values(text):
        assert value_match(text, [text])


@given(texts)
def test_an_exact_answer_is_right(text: str) -> None:
    for kind in ("number", "percent", "entity", "date", "policy", "followup", "multi", None):
        if len(normalise(text)) > 1:
            assert is_right(Question("q", "问", kind, True, (text,)), text, (text,)), kind


@given(words, words)
def test_lcs_f1_is_symmetric_and_one_for_equal_texts(a: str, b: str) -> None:
    assert lcs_f1(a, [b]) == lcs_f1(b, [a])
    assert longest_run(a, b) <= min(len(a), len(b))
    if normalise(a):
        assert lcs_f1(a, [a]) == 1.0


@given(st.lists(words, max_size=5), st.lists(words, min_size=2, max_size=5))
def test_list_scores_of_a_shuffled_gold_are_perfect(items: list[str], golds: list[str]) -> None:
    precision, recall = list_scores(items, golds)
    assert 0 <= precision <= 1
    assert 0 <= recall <= 1
    assert list_scores(golds[::-1], golds) == (1.0, 1.0)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=20))
def test_aurc_grows_when_a_right_answer_turns_wrong(outcomes: list[tuple[float, bool]]) -> None:
    before = aurc(outcomes)
    after = aurc([(outcomes[0][0], False), *outcomes[1:]])
    assert before is not None
    assert after is not None
    assert after >= before - 1e-12


@given(st.lists(st.tuples(texts, st.booleans()), max_size=8))
def test_the_guesser_gives_every_question_a_score(pairs: list[tuple[str, bool]]) -> None:
    assert len(guess_unanswerable(pairs)) == len(pairs)
