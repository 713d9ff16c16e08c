"""The bench counts turns, takes the shortest time, and leaves out what does not fit."""

from __future__ import annotations

import time

import pytest

from eval import bench


def test_both_sides_take_turns_after_a_warm_up() -> None:
    calls: list[str] = []
    pair = bench.in_turns(lambda: calls.append("a"), lambda: calls.append("b"), rounds=3)
    assert "".join(calls) == "ab" + "ab" + "ba" + "ab"
    assert pair.rounds == 3


def test_the_ratio_is_theirs_over_ours() -> None:
    pair = bench.in_turns(lambda: time.sleep(0.002), lambda: time.sleep(0.01), rounds=3)
    assert 1.2 < pair.ratio < 50
    assert pair.to_json()["ratio"] == pytest.approx(pair.ratio, abs=0.001)


def test_a_size_that_does_not_fit_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench, "free_memory", lambda: 1_000_000)

    class Flat:
        name, digest, dimensions = "flat", "0", 4

        def encode(self, texts, *, query=False, progress=None):  # type: ignore[no-untyped-def]
            import numpy as np

            return np.full((len(texts), 4), 0.5, dtype=np.float32)

    times = bench.search_times(Flat(), ["甲乙丙", "丁戊己"], ["甲乙"], (1_000, 1_000_000))
    assert times[0].dense_ms is not None
    assert times[0].dense_ms > 0
    assert times[0].lexical_ms is not None
    assert times[1].dense_ms is None
    assert "内存不够" in (times[1].skipped or "")


def test_free_memory_is_known_or_not() -> None:
    free = bench.free_memory()
    assert free is None or free > 1_000_000
