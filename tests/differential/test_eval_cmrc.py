"""LCS-F1 agrees with a second scorer, written from the definition in the CMRC 2018 paper.

It works the other way round: over substrings of characters with numbers and words folded into
single ones first, where the program runs a table over tokens.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest

from eval.metrics.lcs import official_scores

MARKS = "-:_*^/\\~`+=，。：？！“”；’《》……·、「」（）－～『』"


def fold(text: str, alphabet: dict[str, str]) -> str:
    """The text with its marks gone and every token as one character."""
    text = "".join(c for c in text.lower().strip() if c not in MARKS)
    text = re.sub(
        r"\d+(?:[.,]\d+)*|[A-Za-z]+",
        lambda m: alphabet.setdefault(m[0], chr(0xF0000 + len(alphabet))),
        text,
    )
    return "".join(text.split())


def substring_f1(answer: str, gold: str) -> float:
    """F1 with the longest common substring, tried from the longest down."""
    alphabet: dict[str, str] = {}
    a, g = fold(answer, alphabet), fold(gold, alphabet)
    for size in range(min(len(a), len(g)), 0, -1):
        if any(a[i : i + size] in g for i in range(len(a) - size + 1)):
            precision, recall = size / len(a), size / len(g)
            return 2 * precision * recall / (precision + recall)
    return 0.0


def pairs(shared: Path) -> list[tuple[str, list[str]]]:
    """Answers of CMRC 2018 dev, each cut and padded out of its context, with the gold answers."""
    document = json.loads((shared / "data/mrc/cmrc2018_dev.json").read_text(encoding="utf-8"))
    rng = random.Random(3)
    found = []
    for article in document["data"][:120]:
        for paragraph in article["paragraphs"]:
            context = paragraph["context"]
            for qa in paragraph["qas"]:
                golds = [answer["text"] for answer in qa["answers"]]
                at = max(0, context.find(golds[0]))
                start = max(0, at + rng.randint(-6, 6))
                end = max(start + 1, at + len(golds[0]) + rng.randint(-6, 6))
                found.append((context[start:end], golds))
    return found


@pytest.mark.shared
def test_scores_agree_on_answers_of_cmrc(shared_dir: Path) -> None:
    found = pairs(shared_dir)
    assert len(found) > 300
    scores = []
    for answer, golds in found:
        exact, f1 = official_scores(answer, golds)
        assert f1 == pytest.approx(max(substring_f1(answer, gold) for gold in golds))
        plain = ["".join(c for c in t.lower().strip() if c not in MARKS) for t in (answer, *golds)]
        assert exact == float(plain[0] in plain[1:])
        scores.append(f1)
    assert 0.2 < sum(scores) / len(scores) < 0.99


@pytest.mark.parametrize(
    ("answer", "gold"),
    [
        ("256个", "56个"),
        ("GDP增长3.5%", "增长3.5%"),
        ("甲乙丙丁", "丙丁甲乙"),
        ("", "甲"),
        ("甲", "乙"),
    ],
)
def test_scores_agree_on_corner_cases(answer: str, gold: str) -> None:
    assert official_scores(answer, [gold])[1] == pytest.approx(substring_f1(answer, gold))
