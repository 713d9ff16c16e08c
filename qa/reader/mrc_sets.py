"""Chinese reading-comprehension sets in SQuAD form, as examples for training."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from qa.reader.examples import Example

#: The training mix: file, and how many of its answerable and unanswerable questions are taken
#: (None: all). Neither dev set of the figures (CMRC, DRCD) is among them. Legal and
#: machine-translated text is kept small: it is unlike reports.
MIX: Mapping[str, tuple[int | None, int | None]] = {
    "cmrc2018_train.json": (None, 0),
    "cmrc2018_trial.json": (None, 0),
    "drcd_train_subset_simplified.json": (None, 0),
    "antiterror_train_aligned.json": (1500, 0),
    "dureader_robust_dev_offsets.json": (None, 0),
    "dureader_checklist_train.json": (1000, 700),
    "cjrc_legal_train_small.json": (700, 0),
    "cjrc_legal_dev.json": (700, 300),
    "chinese_squad2.0_dev.json": (1200, 1000),
}

#: The sets whose texts and questions are most like reports and what is asked of them.
CORE = frozenset(
    {
        "cmrc2018_train",
        "cmrc2018_trial",
        "drcd_train_subset_simplified",
        "dureader_robust_dev_offsets",
    }
)


def mrc_examples(
    folder: Path, mix: Mapping[str, tuple[int | None, int | None]] = MIX
) -> Iterator[Example]:
    """The examples of a mix; which ones are taken depends on nothing but the examples.

    Raises OSError when a file is missing.
    """
    for name, (answerable, unanswerable) in mix.items():
        examples = sorted(squad_examples(folder / name), key=lambda example: example.key)
        held = [e for e in examples if e.answer is not None]
        none = [e for e in examples if e.answer is None]
        yield from held[:answerable]
        yield from none[:unanswerable]


def squad_examples(path: Path) -> Iterator[Example]:
    """Every question of a SQuAD file with its first answer that stands in the text.

    Wrong offsets are mended by finding the answer again, nearest to where it is said to be;
    YES/NO questions, whose answers stand nowhere, are left out.
    """
    source = path.stem
    for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            text = str(paragraph["context"])
            for entry in paragraph["qas"]:
                golds = entry.get("answers") or []
                impossible = str(entry.get("is_impossible", False)).lower() == "true" or not golds
                answer = None if impossible else _found(text, golds)
                if impossible or answer is not None:
                    yield Example(str(entry["question"]), "", text, answer, source)


def _found(text: str, golds: list[dict[str, Any]]) -> tuple[int, int] | None:
    for gold in golds:
        words, said = str(gold["text"]), int(gold.get("answer_start", 0))
        if not words.strip():
            continue
        at = said if text.startswith(words, max(0, said)) and said >= 0 else -1
        if at < 0:
            spots = [i for i in range(len(text)) if text.startswith(words, i)]
            at = min(spots, key=lambda spot: abs(spot - said), default=-1)
        if at >= 0:
            return at, at + len(words)
    return None
