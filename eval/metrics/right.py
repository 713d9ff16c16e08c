"""When an answer counts as right: an accepted form always, else one rule for each kind of gold.

- values (number, percent, date; policy, followup, other where the gold is a value): the values
  are equal, and the answer is not much longer than the gold;
- names (entity; short gold of the other types): the answer is the name with little around it;
- list: all items, and at most one in five that does not belong;
- text (definition, reason; long gold of the other types): LCS-F1 of at least one half;
- multi: one of these for the whole answer, or for its conclusion, the part before the first
  colon, comma, bracket or full stop. A form with fewer numbers than the first accepted form is
  only part of the answer and is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from eval.dates import Date
from eval.metrics.entities import names
from eval.metrics.exact import exact_match
from eval.metrics.lcs import lcs_f1
from eval.metrics.lists import list_scores
from eval.metrics.value_match import asks_value, value_match
from eval.normalise import normalise
from eval.questions import Question
from eval.values import parse_values

#: LCS-F1 from which a definition or a reason is right.
ENOUGH_TEXT = 0.5
#: Share of a list's items that must belong to it.
ENOUGH_ITEMS = 0.8
#: Gold answers up to this length (normalised) are names, longer ones are text.
LONGEST_NAME = 12

_VALUE_TYPES = frozenset({"number", "percent", "date"})
_TEXT_TYPES = frozenset({"definition", "reason"})
_CONCLUSION = re.compile(r"[：:，,；;（(。]")


def is_right(question: Question, answer: str, items: Sequence[str] = ()) -> bool:
    """Whether `answer` (`items` for a list) is right by the gold of an answerable question."""
    if question.type == "list":
        precision, recall = list_scores(items or answer.split("、"), question.answers)
        return recall == 1 and precision >= ENOUGH_ITEMS
    if question.type == "multi":
        return _multi(question, answer)
    return _single(question, answer, question.answers)


def scored_by_value(question: Question) -> bool:
    """Whether the question's answers are compared as values."""
    if question.type in _TEXT_TYPES or question.type in {"list", "entity"}:
        return False
    return asks_value(question.answers)


def _single(question: Question, answer: str, golds: Sequence[str]) -> bool:
    if _is_accepted(answer, golds):
        return True
    if question.type in _TEXT_TYPES:
        return lcs_f1(answer, golds) >= ENOUGH_TEXT
    if question.type != "entity" and asks_value(golds):
        return _not_too_long(answer, golds) and value_match(answer, golds, question.question)
    short = min(len(normalise(gold)) for gold in golds) <= LONGEST_NAME
    if question.type in {"entity", *_VALUE_TYPES} or short:
        return names(answer, golds)
    return lcs_f1(answer, golds) >= ENOUGH_TEXT


def _is_accepted(answer: str, golds: Sequence[str]) -> bool:
    return bool(normalise(answer)) and exact_match(answer, golds)


def _not_too_long(answer: str, golds: Sequence[str]) -> bool:
    longest = max(len(normalise(gold)) for gold in golds)
    return len(normalise(answer)) <= 2 * longest + 10


def _multi(question: Question, answer: str) -> bool:
    whole = [g for g in question.answers if _numbers(g) >= _numbers(question.answers[0])]
    conclusion = _CONCLUSION.split(answer.strip(), maxsplit=1)[0]
    return any(
        _concludes(question, conclusion, gold) or _says(question, answer, gold) for gold in whole
    )


def _says(question: Question, answer: str, gold: str) -> bool:
    """Whether the whole answer says what `gold` does; a bare name must be concluded, not held."""
    if _is_accepted(answer, [gold]):
        return True
    if asks_value([gold]):
        return _single(question, answer, [gold])
    return len(normalise(gold)) > LONGEST_NAME and lcs_f1(answer, [gold]) >= ENOUGH_TEXT


def _concludes(question: Question, conclusion: str, gold: str) -> bool:
    if asks_value([gold]):
        return value_match(conclusion, [gold], question.question)
    # 儋州更高 concludes 儋州; 金昌高于儋州 must not, and 儋州878.9亿元 concludes nothing.
    begins = normalise(conclusion).startswith(normalise(gold))
    return begins and names(conclusion, [gold]) and not parse_values(conclusion)


def _numbers(text: str) -> int:
    return sum(not isinstance(value, Date) for value in parse_values(text))
