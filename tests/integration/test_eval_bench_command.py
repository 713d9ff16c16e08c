"""`wenbao eval bench` on a library built for real, with the real float32 model beside ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ui.cli import main
from ui.commands import eval_yardsticks

pytestmark = pytest.mark.model


def test_bench_gives_ratios_and_times(
    sample_library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("sentence_transformers", reason="没有 sentence-transformers：make install")
    monkeypatch.setattr(eval_yardsticks, "BENCH_PASSAGES", 4)
    monkeypatch.setattr(eval_yardsticks, "BENCH_QUESTIONS", 2)
    code = main(["--home", str(sample_library), "eval", "bench", "--sizes", "500", "--json"])
    assert code == 0
    document = json.loads(capsys.readouterr().out)
    assert document["passages"] == 4
    for pair in document["encoding"].values():
        assert pair["ratio"] == pytest.approx(pair["theirs_ms"] / pair["ours_ms"], rel=0.01)
    (search,) = document["search"]
    assert search["passages"] == 500
    assert search["dense_ms"] > 0
    assert search["lexical_ms"] > 0
    assert document["cold_start"]["help_ms"] < document["cold_start"]["ask_ms"]
