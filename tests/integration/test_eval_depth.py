"""The table of depth against time, over the real sample library."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.depth import main, measure
from eval.questions import load_set
from qa.library import Library

pytestmark = pytest.mark.model

SET = Path(__file__).parents[2] / "eval/sets/guangfeng.jsonl"


def test_reading_more_finds_more(sample_library: Path) -> None:
    library = Library.open(sample_library)
    questions = [q for q in load_set(SET).questions if q.answerable and q.answers][:30]
    one, ten = measure(library, questions, 1), measure(library, questions, 10)
    assert one is not None
    assert ten is not None
    assert 0 < one.anywhere.value <= ten.anywhere.value
    assert one.median_ms <= one.p95_ms


def test_nothing_to_measure_is_none(sample_library: Path) -> None:
    assert measure(Library.open(sample_library), [], 3) is None


def test_a_row_for_each_depth(sample_library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = [str(SET), "--home", str(sample_library), "--passages", "1", "2"]
    assert main(arguments) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["1", "2"]


def test_an_empty_library_is_said_in_a_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(SET), "--home", str(tmp_path)]) == 1
    assert "还没有报告" in capsys.readouterr().err
