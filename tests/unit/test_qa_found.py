"""The probability that search found something follows its signs and stays a probability."""

from __future__ import annotations

from dataclasses import astuple, fields, replace

import pytest

from qa.found import Signs, found
from qa.settings import FOUND

NOTHING = Signs(*(0.0 for _ in fields(Signs)))


def test_there_is_one_weight_for_each_sign() -> None:
    assert len(FOUND.weights) == len(astuple(NOTHING))


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0])
def test_it_is_a_probability_whatever_the_signs(value: float) -> None:
    assert 0 < found(Signs(*(value for _ in fields(Signs)))) < 1


def test_the_place_and_the_year_asked_for_speak_for_it() -> None:
    for name in ("place", "year"):
        with_it, without = replace(NOTHING, **{name: 1.0}), replace(NOTHING, **{name: -1.0})
        assert found(with_it) > found(without)
    assert found(replace(NOTHING, unknown=1.0)) < found(NOTHING)
    assert found(replace(NOTHING, lead=1.0)) > found(NOTHING)
