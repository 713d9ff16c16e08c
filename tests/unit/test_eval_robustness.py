"""The robustness figures: over the questions that a variant changes, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from eval.questions import Evidence, Question
from eval.robustness import KS, measure
from qa.places import Gazetteer
from qa.types import Hit

PLACES = Gazetteer(["青岛市"])
QUOTE = "全年新开工地铁线路4条，完成投资92亿元。"
EVIDENCE = (Evidence("a.md", QUOTE),)
QUESTIONS = (
    Question("q1", "青岛2013年地铁投资多少", answers=("92亿元",), evidence=EVIDENCE),
    Question("q2", "新开工地铁线路有几条", answers=("4条",), evidence=EVIDENCE),
    Question("q3", "青岛2013年有多少条船", answerable=False),
)


@dataclass(frozen=True)
class Ranked:
    """The passages of one search."""

    passages: tuple[Hit, ...]


class Literal:
    """A search that finds the evidence at `rank` if `minds` is not in what is typed."""

    def __init__(self, minds: str, rank: int = 0) -> None:
        self.minds, self.rank = minds, rank

    def search(
        self, question: str, *, k: int = 20, history: Sequence[tuple[str, str]] = ()
    ) -> Ranked:
        texts = ["另一段话。"] * self.rank
        if not set(self.minds) & set(question):
            texts.append(QUOTE)
        hits = tuple(
            Hit(i, "a", "a.md", "a", None, None, (), None, 0, len(text), text, 0.0)
            for i, text in enumerate(texts[:k])
        )
        return Ranked(hits)


def test_a_search_that_minds_nothing_loses_nothing() -> None:
    measured = measure(QUESTIONS, Literal(""), PLACES)
    assert measured is not None
    assert [figure.value for figure in measured.originals] == [1.0, 1.0]
    assert [figure.count for figure in measured.originals] == [2, 2]
    assert {figures.difference.value for figures in measured.variants} == {0.0}
    assert measured.lost == ()


def test_a_search_that_minds_full_width_loses_just_that() -> None:
    measured = measure(QUESTIONS, Literal("０１２３"), PLACES)
    assert measured is not None
    by_name = {(figures.name, figures.k): figures for figures in measured.variants}
    assert by_name["fullwidth", 5].difference.value == -1.0
    assert by_name["fullwidth", 5].difference.count == 1  # The other question has no digit.
    assert by_name["traditional", 5].difference.value == 0.0
    assert [(one.name, one.id) for one in measured.lost] == [("fullwidth", "q1")]


def test_hits_are_counted_at_the_top_and_below() -> None:
    measured = measure(QUESTIONS, Literal("", rank=2), PLACES)
    assert measured is not None
    assert KS == (1, 5)
    assert [figure.value for figure in measured.originals] == [0.0, 1.0]


def test_a_set_without_evidence_has_no_figures() -> None:
    assert measure(QUESTIONS[2:], Literal(""), PLACES) is None


def test_the_json_names_variant_k_and_difference() -> None:
    measured = measure(QUESTIONS, Literal("０１２３"), PLACES)
    assert measured is not None
    shape = measured.to_json()
    assert set(shape) == {"original", "variants", "lost"}
    assert set(shape["original"]) == {"hit@1", "hit@5"}
    line = next(v for v in shape["variants"] if v["variant"] == "fullwidth" and v["k"] == 5)
    assert line["questions"] == 1
    assert line["difference"]["value"] == pytest.approx(-1.0)
    assert shape["lost"][0]["typed"].startswith("青岛２０１３年")
