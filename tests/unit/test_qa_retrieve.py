"""Candidates, evidence and merging, on indexes small enough to check by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import index.dense as dense_module
from index.dense import DenseIndex, best_rows
from index.lexical import LexicalIndex, tokenize
from qa.evidence import (
    Candidates,
    Evidence,
    candidates,
    standardised,
    weighed_candidates,
)
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


@pytest.mark.parametrize("coarse", [False, True])
def test_the_nearest_are_those_of_an_exact_search(
    coarse: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense_module, "COARSE_FROM", 100 if coarse else 10_000)
    monkeypatch.setattr(dense_module, "_EXACT_UP_TO", 50)
    rng = np.random.default_rng(5)
    vectors = rng.standard_normal((20_000 if coarse else 300, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    DenseIndex.build(vectors).save(tmp_path / "vectors.faiss")
    assert (tmp_path / "vectors.coarse.faiss").exists() == coarse
    index = DenseIndex.load(tmp_path / "vectors.faiss")
    masks = [None, rng.random(len(vectors)) < 0.5, np.arange(len(vectors)) < 40]
    for mask in masks:
        rows = np.arange(len(vectors)) if mask is None else np.flatnonzero(mask)
        exact = rows[np.argsort(-(vectors[rows] @ vectors[7]), kind="stable")[:30]]
        assert sorted(index.nearest(vectors[7], 30, mask)) == sorted(exact)


def test_a_coarse_copy_of_other_vectors_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense_module, "COARSE_FROM", 100)
    vectors = np.eye(16, dtype=np.float32)[np.arange(20_000) % 16]
    DenseIndex.build(vectors).save(tmp_path / "vectors.faiss")
    other = DenseIndex.build(vectors[:10_000])
    other.save(tmp_path / "other.faiss")
    (tmp_path / "other.coarse.faiss").rename(tmp_path / "vectors.coarse.faiss")
    with pytest.raises(ValueError, match="10000 of 20000"):
        DenseIndex.load(tmp_path / "vectors.faiss")


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


def test_wording_looks_for_the_words_of_reports_too() -> None:
    texts = [("地区生产总值增长6%", ""), ("外贸总额增长6%", "")]
    found = wording(read("2020年GDP增长多少"), texts, lambda token: 1.0)
    assert found.own[0] > found.own[1]


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


def test_the_index_keeps_what_it_indexed(tmp_path: Path) -> None:
    texts = (*TEXTS, "", "\ud800坏字\n😀")
    index = LexicalIndex.build(texts)
    index.save(tmp_path)
    again = LexicalIndex.load(tmp_path, len(texts))
    for row, text in enumerate(texts):
        assert again.text(row) == index.text(row) == text.replace("\ud800", "?")
    with pytest.raises(ValueError, match="6 texts, 7 passages"):
        LexicalIndex.load(tmp_path, 7)
    (tmp_path / "texts.npy").unlink()
    assert LexicalIndex.load(tmp_path, len(texts)).text(0) is None


@pytest.mark.parametrize("ties", [False, True])
def test_the_best_of_many_scores_are_those_of_a_sort(ties: bool) -> None:
    rng = np.random.default_rng(8)
    scores = rng.random(30_000).astype(np.float32)
    if ties:
        scores = np.where(scores > 0.999, scores, 0).astype(np.float32)
    for count in (5, 200):
        expected = np.argsort(-scores, kind="stable")[:count]
        assert sorted(best_rows(scores, count)) == sorted(expected)
    inside = np.flatnonzero(rng.random(30_000) < 0.5)
    expected = inside[np.argsort(-scores[inside], kind="stable")[:50]]
    assert sorted(inside[best_rows(scores[inside], 50)]) == sorted(expected)
