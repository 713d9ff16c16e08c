"""Refusals, measured against a guesser that reads nothing but the question.

The unanswerable questions of a set may betray themselves by their wording. What a classifier
of the wording alone would reach is therefore the floor of the refusal figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from eval.normalise import normalise

#: (answerable, refused, guesser's score): one question.
Refusal = tuple[bool, bool, float]


def guess_unanswerable(questions: Sequence[tuple[str, bool]]) -> list[float]:
    """Log-odds that each (question, answerable) is unanswerable, by its wording alone.

    Naive Bayes over character unigrams and bigrams with add-one smoothing and no prior; each
    question is scored by all the others (leave one out), so that it can't know its own label.
    """
    grams = [_grams(question) for question, _ in questions]
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for (_, answerable), found in zip(questions, grams, strict=True):
        counts[answerable].update(found)
    vocabulary = len(counts[True] | counts[False])
    totals = {label: sum(counter.values()) for label, counter in counts.items()}
    scores = []
    for (_, answerable), found in zip(questions, grams, strict=True):
        score = 0.0
        for gram in found:
            for label, sign in ((False, 1), (True, -1)):
                own = label == answerable
                seen = counts[label][gram] - own
                total = totals[label] - own * len(found)
                score += sign * math.log((seen + 1) / (total + vocabulary))
        scores.append(score)
    return scores


def refused_share(refusals: Sequence[Refusal], *, answerable: bool) -> float | None:
    """The share of the answerable (or unanswerable) questions that were refused."""
    chosen = [refused for label, refused, _ in refusals if label == answerable]
    return sum(chosen) / len(chosen) if chosen else None


def refusal_floor(refusals: Sequence[Refusal]) -> float | None:
    """What share of the unanswerable the guesser refuses when it refuses as many answerable.

    The point of its ROC curve (ties joined by a straight line) at the system's false refusals.
    None unless there are questions of both kinds.
    """
    negatives = sum(label for label, _, _ in refusals)
    positives = len(refusals) - negatives
    if not negatives or not positives:
        return None
    allowed = sum(refused for label, refused, _ in refusals if label) / negatives
    levels: dict[float, list[int]] = {}
    for label, _, score in refusals:
        levels.setdefault(score, [0, 0])[label] += 1
    x = y = 0.0
    for score in sorted(levels, reverse=True):
        unanswerable, answerable = levels[score]
        dx, dy = answerable / negatives, unanswerable / positives
        if x + dx > allowed:
            return y + dy * (allowed - x) / dx
        x, y = x + dx, y + dy
    return y


def refusal_skill(refusals: Sequence[Refusal]) -> float | None:
    """The unanswerable refused, less the floor: what the system owes to having read the reports.

    About 0 or below for a system that looks only at the question; at most 1.
    """
    floor = refusal_floor(refusals)
    refused = refused_share(refusals, answerable=False)
    return None if floor is None or refused is None else refused - floor


def _grams(question: str) -> list[str]:
    text = normalise(question)
    return [*text, *(text[i : i + 2] for i in range(len(text) - 1))]
