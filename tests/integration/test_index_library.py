"""The library built with the real sentence model: vectors, search, and what they point at."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import add_paths, rebuild
from index.context import contextualised
from index.models.encoder import load_encoder
from index.parse import parse_report, read_source
from index.snapshot import Snapshot, open_snapshot
from index.verify import verify

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def snapshot(sample_library: Path) -> Snapshot:
    opened = open_snapshot(sample_library)
    assert opened is not None
    return opened


def test_what_was_stored_is_what_parsing_gives(snapshot: Snapshot, sample_report: Path) -> None:
    report = parse_report(read_source(sample_report, sample_report.name))
    assert snapshot.report(0) == report
    assert len(snapshot.rows) == len(report.passages) == snapshot.manifest.passages
    assert verify(snapshot.home)[1] == ()


def test_every_vector_is_that_of_its_own_passage(snapshot: Snapshot) -> None:
    encoder = load_encoder()
    assert snapshot.manifest.model_digest == encoder.digest
    for row in range(len(snapshot.rows)):
        report, passage = snapshot.passage(row)
        query = encoder.encode([contextualised(report.metadata, passage, report.text)])[0]
        scores, rows = snapshot.dense.search(query, 3)
        assert rows[0] == row
        assert scores[0] == pytest.approx(1, abs=1e-4)
        assert scores[0] >= scores[1] >= scores[2]


def test_meaning_and_words_find_the_passage_that_says_it(snapshot: Snapshot) -> None:
    encoder = load_encoder()
    for question, section in (
        ("怎样帮助困难家庭摆脱贫穷", "脱贫攻坚"),
        ("医护人员怎样抗击新冠肺炎", "疫情防控"),
    ):
        query = encoder.encode([question], query=True)[0]
        found = [snapshot.passage(int(row))[1] for row in snapshot.dense.search(query, 3)[1]]
        assert any(section in passage.path[-1] for passage in found), question
    scores = snapshot.lexical.scores("结对帮扶了多少户贫困户")
    report, passage = snapshot.passage(int(scores.argmax()))
    assert "54户贫困户" in report.text[passage.start : passage.end]


def test_search_answers_for_more_than_there_is(snapshot: Snapshot) -> None:
    query = load_encoder().encode(["公园"], query=True)[0]
    scores, rows = snapshot.dense.search(query, 10_000)
    assert sorted(rows.tolist()) == list(range(len(snapshot.rows)))
    assert (scores[:-1] >= scores[1:]).all()
    assert snapshot.lexical.scores("𠮷𠮷").max() == 0
    assert snapshot.lexical.document_frequency("协商") > 3


def test_adding_again_is_unchanged_and_rebuilding_gives_the_same_vectors(
    sample_report: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    add_paths(home, [sample_report], encoder=load_encoder)
    before = open_snapshot(home)
    assert before is not None
    assert add_paths(home, [sample_report], encoder=load_encoder).unchanged == (
        "guangfeng-2021.md",
    )
    assert rebuild(home, encoder=load_encoder) == 1
    after = open_snapshot(home)
    assert after is not None
    assert after.name != before.name
    assert (after.vectors_of(0) == before.vectors_of(0)).all()
    assert (after.rows == before.rows).all()
