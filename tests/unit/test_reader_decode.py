"""Decoding: the best stretch wins, none crosses, none is too long, no answer is measured."""

from __future__ import annotations

import numpy as np
import pytest

from qa.reader.decode import decode, trust
from qa.reader.windows import Window

COUNT = 10


def _window() -> Window:
    offsets = tuple((i, i + 1) for i in range(COUNT))
    return Window(ids=(0,) * (COUNT + 4), types=(0,) * (COUNT + 4), first=3, offsets=offsets)


def _scores(**peaks: float) -> np.ndarray:
    scores = np.full(COUNT + 4, -5.0, dtype=np.float32)
    scores[0] = 0.0
    for name, value in peaks.items():
        scores[3 + int(name[1:])] = value
    return scores


def test_the_best_start_and_end_make_the_span() -> None:
    best, *_ = decode(_window(), _scores(t2=4.0), _scores(t5=3.0), 40)
    assert (best.start, best.end) == (2, 6)
    assert best.margin == pytest.approx(7.0)


def test_an_end_before_its_start_is_no_span() -> None:
    best, *_ = decode(_window(), _scores(t6=4.0, t1=1.0), _scores(t2=3.0), 40)
    assert (best.start, best.end) == (1, 3)


def test_a_span_is_never_longer_than_allowed() -> None:
    found = decode(_window(), _scores(t0=4.0), _scores(t9=4.0), 3)
    assert found
    assert all(candidate.end - candidate.start <= 3 for candidate in found)


def test_candidates_do_not_overlap() -> None:
    rng = np.random.default_rng(0)
    found = decode(_window(), rng.normal(size=14), rng.normal(size=14), 40)
    covered = [i for c in found for i in range(c.start, c.end)]
    assert len(covered) == len(set(covered))


def test_no_answer_beats_a_weak_span() -> None:
    start, end = _scores(t2=-1.0), _scores(t2=-1.0)
    assert decode(_window(), start, end, 40)[0].margin < 0


def test_question_and_marks_are_never_an_answer() -> None:
    start = _scores()
    start[1] = start[2] = 50.0
    assert all(c.margin < 0 for c in decode(_window(), start, _scores(), 40))


def test_a_window_without_text_has_no_candidates() -> None:
    empty = Window(ids=(1, 2, 3), types=(0, 0, 1), first=3, offsets=())
    assert decode(empty, np.zeros(3), np.zeros(3), 40) == []


def test_trust_is_a_half_where_answer_and_none_are_alike() -> None:
    assert trust(0.0) == 0.5
    assert 0 < trust(-1e9) < trust(-1.0) < 0.5 < trust(1.0) < trust(1e9) <= 1
