"""The risk–coverage curve of a system that can refuse, and the area under it."""

from __future__ import annotations

from collections.abc import Sequence

#: (confidence, right); confidence -1 for what was refused without a candidate answer.
Outcome = tuple[float, bool]


def risk_coverage(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """(coverage, risk) after each question, the most confident first.

    Risk is the share of wrong answers among those given so far. A refusal takes part with its
    candidate answer, so that the curve does not depend on where the threshold lies. Inside a tie
    of confidences the errors are spread evenly, so that the order of questions does not matter.
    """
    total = len(outcomes)
    groups: dict[float, list[bool]] = {}
    for confidence, right in outcomes:
        groups.setdefault(confidence, []).append(right)
    curve = []
    done, errors = 0, 0.0
    for confidence in sorted(groups, reverse=True):
        group = groups[confidence]
        wrong = group.count(False)
        for position in range(1, len(group) + 1):
            spread = errors + wrong * position / len(group)
            curve.append(((done + position) / total, spread / (done + position)))
        done += len(group)
        errors += wrong
    return curve


def aurc(outcomes: Sequence[Outcome]) -> float | None:
    """The mean risk over all coverages; 0 is best. None without outcomes.

    Source: Geifman et al., Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers (2019).
    """
    curve = risk_coverage(outcomes)
    return sum(risk for _, risk in curve) / len(curve) if curve else None
