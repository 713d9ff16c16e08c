"""Precision and recall of the items of a list."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.entities import names
from eval.metrics.lcs import lcs_f1
from eval.normalise import normalise

#: From this LCS-F1 on, two long items are the same.
SAME_ITEM = 0.8


def gold_items(golds: Sequence[str]) -> list[str]:
    """The items of a gold list; a gold of one string joined by 、 is taken apart."""
    if len(golds) == 1:
        return [part for part in golds[0].split("、") if part.strip()]
    return list(golds)


def same_item(item: str, gold: str) -> bool:
    """Whether an item names the gold item, or is it less two characters (江苏 for 江苏省)."""
    plain, form = normalise(item), normalise(gold)
    shortened = len(plain) >= 2 and len(form) - len(plain) <= 2 and form.startswith(plain)
    return shortened or names(item, [gold]) or lcs_f1(item, [gold]) >= SAME_ITEM


def list_scores(items: Sequence[str], golds: Sequence[str]) -> tuple[float, float]:
    """(precision, recall) of `items`, each gold item matched by at most one of them.

    Equal items are paired first, then similar ones in order. No items: (0, 0).
    """
    left = gold_items(golds)
    total = len(left)
    rest = []
    for item in items:
        equal = next((gold for gold in left if normalise(gold) == normalise(item)), None)
        if equal is None:
            rest.append(item)
        else:
            left.remove(equal)
    for item in rest:
        similar = next((gold for gold in left if same_item(item, gold)), None)
        if similar is not None:
            left.remove(similar)
    matched = total - len(left)
    return (matched / len(items) if items else 0.0), (matched / total if total else 0.0)
