"""SQuAD sets are read, the reader is scored on them, and ranks are counted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from eval.mrc import mrc_document, mrc_figures, read_all
from eval.retrieval import Ranks, retrieval_figures, retrieval_rows
from eval.squad import load_squad
from index.errors import UsageError
from qa.types import Hit, Span, Understood

CONTEXT = "甲市全年新建公园256个。" * 30 + "公园由园林局建设。"


def document() -> dict[str, Any]:
    def qa(id: str, *golds: str, **more: Any) -> dict[str, Any]:
        answers = [{"text": gold, "answer_start": 0} for gold in golds]
        return {"id": id, "question": f"问{id}", "answers": answers, **more}

    first = {
        "context": CONTEXT,
        "qas": [
            qa("1", "256个", "园林局"),
            qa("2", "YES"),
            qa("3", is_impossible="true"),
            qa("4", "园林局建设", is_impossible="false"),
        ],
    }
    second = {"context": "乙县修建水库。", "qas": [qa("5", "水库")]}
    again = {"context": CONTEXT, "qas": [qa("6", "公园")]}
    return {"data": [{"paragraphs": [first, second]}, {"paragraphs": [again]}]}


def write(tmp_path: Path, content: Any, name: str = "x.json") -> Path:
    path = tmp_path / name
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def test_contexts_are_distinct_and_odd_questions_counted(tmp_path: Path) -> None:
    squad = load_squad(write(tmp_path, document()))
    assert squad.contexts == (CONTEXT, "乙县修建水库。")
    assert [(q.id, q.context, q.answers) for q in squad.questions] == [
        ("1", 0, ("256个", "园林局")),
        ("3", 0, ()),
        ("4", 0, ("园林局建设",)),
        ("5", 1, ("水库",)),
        ("6", 0, ("公园",)),
    ]
    assert squad.not_extractive == 1
    assert squad.caveat is None


def test_limit_counts_contexts(tmp_path: Path) -> None:
    squad = load_squad(write(tmp_path, document()), limit=1)
    assert [q.id for q in squad.questions] == ["1", "3", "4", "6"]


def test_what_the_model_has_seen_is_said(tmp_path: Path) -> None:
    assert "训练过" in (load_squad(write(tmp_path, document(), "cmrc2018_dev.json")).caveat or "")
    assert "干净" in (load_squad(write(tmp_path, document(), "DRCD_dev.json")).caveat or "")


@pytest.mark.parametrize("content", [{}, [], {"data": [{}]}, {"data": []}, {"data": 3}, "x"])
def test_other_files_are_refused(tmp_path: Path, content: Any) -> None:
    with pytest.raises(UsageError):
        load_squad(write(tmp_path, content))


def test_missing_and_broken_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了"):
        load_squad(tmp_path / "none.json")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(UsageError, match="SQuAD"):
        load_squad(tmp_path / "bad.json")


class FixedReader:
    """Gives the words that it was told to find, with the score it was told to give."""

    name = "fixed"

    def __init__(self, answers: dict[str, tuple[str, float]]) -> None:
        self.answers = answers
        self.longest = 0

    def read(self, question: Understood, passages: Sequence[Hit]) -> tuple[Span, ...]:
        self.longest = max(self.longest, *(len(hit.text) for hit in passages))
        assert "".join(hit.text for hit in passages) in (CONTEXT, "乙县修建水库。")
        words, score = self.answers.get(question.standalone, ("", 0.0))
        for number, hit in enumerate(passages):
            at = hit.text.find(words)
            if words and at >= 0:
                start = hit.start + at
                good = Span(number, start, start + len(words), words, score)
                worse = Span(number, hit.start, hit.start + 1, hit.text[0], score / 2)
                return (worse, good)
        return ()


def test_the_reader_is_scored_by_its_best_span(tmp_path: Path) -> None:
    squad = load_squad(write(tmp_path, document()))
    reader = FixedReader({"问1": ("园林局", 0.9), "问4": ("园林局", 0.6), "问5": ("县", 0.5)})

    def understand(text: str) -> Understood:
        return Understood((), None, None, "text", text, text)

    readings = read_all(squad, reader, understand)
    assert reader.longest <= 500
    figures = mrc_figures(readings)
    # 1 exact; 4: 3 of 5 characters, F1 0.75; 5 and 6 nothing in common.
    assert figures["exact_match"].value == pytest.approx(1 / 4)
    assert figures["f1"].value == pytest.approx((1 + 0.75 + 0 + 0) / 4)
    assert figures["average"].value == pytest.approx((0.25 + 0.4375) / 2)
    assert figures["no_span"].value == 1.0
    # By score: 1 right, 4 right, 5 wrong, then 3 and 6 without a span.
    assert figures["aurc"].value == pytest.approx((0 + 0 + 1 / 3 + 2 / 4 + 3 / 5) / 5)
    found = mrc_document(squad, reader, figures)
    assert (found["questions"], found["unanswerable"], found["not_extractive"]) == (5, 1, 1)


def test_ranks_become_hits_and_reciprocals() -> None:
    ranks = Ranks({"dense": (1, 3, None), "lexical": (2, 11, 1), "hybrid": (1, 1, 1)})
    figures = retrieval_figures(ranks)
    assert figures["dense.hit@1"].value == pytest.approx(1 / 3)
    assert figures["dense.hit@5"].value == pytest.approx(2 / 3)
    assert figures["lexical.hit@20"].value == 1.0
    assert figures["dense.mrr@10"].value == pytest.approx((1 + 1 / 3) / 3)
    assert figures["lexical.mrr@10"].value == pytest.approx((1 / 2 + 0 + 1) / 3)
    rows = retrieval_rows(figures)
    assert [row[0] for row in rows] == ["排法", "向量", "BM25", "混合"]
    assert all(len(row) == 6 for row in rows)
