"""Exact match after normalisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from eval.normalise import normalise


def exact_match(answer: str, golds: Iterable[str]) -> bool:
    """Whether the answer is one of the accepted ones, width, case, spaces, punctuation aside.

    Source: Rajpurkar et al., SQuAD (2016), with eval.normalise for its English normalisation.
    """
    plain = normalise(answer)
    return any(plain == normalise(gold) for gold in golds)


def exact_items(items: Sequence[str], golds: Sequence[str]) -> bool:
    """Exact match of a list: the same items, in any order."""
    return sorted(map(normalise, items)) == sorted(map(normalise, golds))
