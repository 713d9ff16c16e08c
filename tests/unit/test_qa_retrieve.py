"""Candidates, evidence and merging, on indexes small enough to check by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.dense import DenseIndex
from index.lexical import LexicalIndex, tokenize
from qa.evidence import Candidates, Evidence, candidates, standardised, weighed_candidates
from qa.places import Gazetteer
from qa.retrieve import merge, rarity, weigh
from qa.settings import SearchSettings
from qa.types import Hit
from qa.understand import Reading, understand
from qa.wording import wording

TEXTS = (
    "苇港区 2021年报告 2020年回顾\n全年建成协商议事室256个。",
    "苇港区 2021年报告 2021年计划\n计划建成协商议事室300个。",
    "霁原区 2021年报告 2020年回顾\n粮食产量稳定，农民收入增长7.4%。",
    "霁原区 2021年报告 2016年至2020年回顾\n五年建成公路120公里。",
)
#: (report, number, first year, last year, aspect) of each.
FACTS = np.array(
    [[0, 0, 2020, 2020, 1], [0, 1, 2021, 2021, 2], [1, 0, 2020, 2020, 1], [1, 1, 2016, 2020, 1]],
    dtype=np.int32,
)
PLACES = Gazetteer(["砚川市苇港区", "朔陵市霁原区"])


def read(question: str) -> Reading:
    return understand(question, PLACES, newest=2021)


def evidence(question: str, *, even: bool = False) -> Evidence:
    raw = np.zeros(4, dtype=np.float32) if even else np.linspace(0, 1, 4, dtype=np.float32)
    found = Candidates(np.arange(4), raw, raw, raw)
    return weighed_candidates(
        found,
        FACTS,
        read(question),
        place=FACTS[:, 0] == 0,
        report_kind=np.zeros(4, dtype=bool),
        delivered=np.full(4, 2021),
    )


def test_every_query_gets_the_scores_that_it_gets_alone() -> None:
    index = LexicalIndex.build(TEXTS)
    queries = ("苇港区2020年建成多少协商议事室", "协商议事室议事室", "没有的词", "")
    for query, together in zip(queries, index.scores_of(queries), strict=True):
        np.testing.assert_allclose(together, index.scores(query), rtol=1e-5)
    assert index.scores_of(queries)[1][0] > 0


def test_all_cosines_are_those_of_faiss() -> None:
    rng = np.random.default_rng(5)
    vectors = rng.standard_normal((300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    index = DenseIndex.build(vectors)
    scores, rows = index.search(vectors[7], 300)
    np.testing.assert_allclose(index.all_cosines(vectors[7])[rows], scores, atol=1e-5)
    assert rows[0] == 7


def test_candidates_come_from_every_side_and_from_the_places_asked_for() -> None:
    rng = np.random.default_rng(6)
    vectors = rng.standard_normal((60, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [f"第{i}段说别的事" for i in range(60)]
    texts[40], texts[50] = "建成协商议事室", "修建公路"
    dense, lexical = DenseIndex.build(vectors), LexicalIndex.build(texts)
    settings = SearchSettings(candidates=2)
    inside = np.zeros(60, dtype=bool)
    inside[50:] = True
    found = candidates(
        dense, lexical, "建成协商议事室", "议事室", vectors[3], inside=inside, settings=settings
    )
    assert {3, 40} <= set(found.rows.tolist())
    assert sum(row >= 50 for row in found.rows) >= 2
    assert found.rows.tolist() == sorted(set(found.rows.tolist()))
    only = candidates(
        dense, lexical, "建成协商议事室", "议事室", vectors[3], allowed=inside, settings=settings
    )
    assert all(row >= 50 for row in only.rows)


def test_a_year_speaks_for_passages_of_that_year() -> None:
    found = evidence("苇港区2020年建成多少协商议事室")
    assert found.year.tolist() == [1, 0, 1, 0]
    assert found.year_end.tolist() == [0, 0, 0, 1]
    assert found.next_report.tolist() == [1, 1, 1, 1]
    assert evidence("苇港区2018年建成多少协商议事室").year_inside.tolist() == [0, 0, 0, 1]


def test_an_aspect_speaks_for_one_and_against_the_other() -> None:
    planned = evidence("苇港区2021年计划建成多少协商议事室")
    assert planned.aspect.tolist() == [0, 1, 0, 0]
    assert planned.other_aspect.tolist() == [1, 0, 1, 1]
    unsaid = evidence("苇港区的协商议事室")
    assert not unsaid.aspect.any()
    assert unsaid.review.tolist() == [1, 0, 1, 1]


def test_neighbours_stand_in_the_same_report() -> None:
    found = evidence("苇港区协商议事室有多少")
    standing = found.dense + 0.5 * found.lexical
    assert found.neighbours.tolist() == pytest.approx(standing[[1, 0, 3, 2]].tolist())


def test_equal_scores_say_nothing() -> None:
    assert standardised(np.full(5, 3.0, dtype=np.float32)).tolist() == [0] * 5


def test_wording_looks_for_the_kind_the_unit_and_the_topic() -> None:
    texts = [(text.split("\n")[1], text.split("\n")[0]) for text in TEXTS]
    found = wording(read("苇港区2020年建成多少个协商议事室"), texts, lambda token: 1.0)
    assert found.kind.tolist() == [1, 1, 1, 1]
    assert found.unit.tolist() == [1, 1, 0, 0]
    assert found.own.argmax() in (0, 1)
    assert found.own[2] < found.own[0] <= 1
    assert found.run[0] > found.run[3]
    percent = wording(read("霁原区农民收入增长百分之几"), texts, lambda token: 1.0)
    assert percent.kind.tolist() == [0, 0, 1, 0]


def test_scores_fall_and_no_unread_passage_overtakes_a_read_one() -> None:
    texts = [(text.split("\n")[1], text.split("\n")[0]) for text in TEXTS]
    question = "苇港区2020年建成多少个协商议事室"
    for depth in (1, 2, 4):
        ranked = weigh(
            evidence(question, even=True),
            read(question),
            lambda rows: [texts[row] for row in rows],
            lambda token: rarity(1, 4),
            SearchSettings(read=depth),
        )
        scores = ranked.scores.tolist()
        assert sorted(ranked.rows.tolist()) == [0, 1, 2, 3]
        assert scores == sorted(scores, reverse=True)
    assert ranked.rows[0] == 0


def hit(ordinal: int, score: float) -> Hit:
    return Hit(ordinal, "id", "f", "t", None, None, (), None, 0, 1, "x", score)


def test_merged_rankings_take_turns_and_scores_never_rise() -> None:
    merged = merge([[hit(1, 9), hit(2, 3), hit(3, 1)], [hit(4, 5), hit(1, 4), hit(5, 2)]], 4)
    assert [h.ordinal for h in merged] == [1, 4, 2, 3]
    assert [h.score for h in merged] == [9, 5, 3, 1]
    rising = merge([[hit(1, 2)], [hit(2, 7)]], 9)
    assert [(h.ordinal, h.score) for h in rising] == [(1, 2), (2, 2)]
    assert merge([], 3) == ()


def test_tokens_are_bigrams_words_and_numbers() -> None:
    assert tokenize("协商议事室256个GDP") == ["协商", "商议", "议事", "事室", "256", "个", "gdp"]
