"""Answers that only say the question again: asked why it fell, 收入下降13.7% is no reason."""

from __future__ import annotations

from collections.abc import Mapping

from qa.reader.texts import bigrams, containment
from qa.types import AnswerKind

#: From which share of its character pairs on an answer is the question's own words. Of the best
#: candidates of six sets, 5 of 6 reasons from there on are wrong (17 of 72 below), 2 of 3
#: definitions (12 of 77 below); no other kind of answer shows it.
_SHARES: Mapping[AnswerKind, float] = {"reason": 0.2, "definition": 0.4}


def repeats(topic: str, answer: str, kind: AnswerKind) -> bool:
    """Whether an answer of a kind that must say something new is made of the topic's words."""
    share = _SHARES.get(kind)
    return share is not None and containment(bigrams(answer), bigrams(topic)) >= share
