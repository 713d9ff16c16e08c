"""The rewriting of follow-ups, measured by itself: `python -m eval.dialogues HOME`."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.evidence import covers, hit
from eval.questions import load_set
from qa.types import SearchResult, Understood

SET = Path(__file__).parent / "sets" / "dialogues.jsonl"
CUTOFFS = (1, 5)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a standalone question must be (the set's `about`).

    `itself`: the question as it was asked. Else its place (None: not judged), its one year (None:
    not judged), words that it must hold and words that it must not.
    """

    turn: str
    itself: bool = False
    place: str | None = None
    year: int | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @classmethod
    def of(cls, about: Mapping[str, Any]) -> Expected:
        """Read the `about` of a record."""
        return cls(
            turn=about["turn"],
            itself=about.get("itself", False),
            place=about.get("place"),
            year=about.get("year"),
            keep=tuple(about.get("keep", ())),
            drop=tuple(about.get("drop", ())),
        )


def faults(expected: Expected, asked: str, found: Understood) -> tuple[str, ...]:
    """What is wrong with a rewritten question, each in a word or two; empty when nothing is.

    `asked` is the turn as it was typed, `found` what was understood of it in its talk.
    """
    if expected.itself:
        return () if _plain(found.standalone) == _plain(asked) else ("not itself",)
    wrong = []
    if expected.place == "" and found.places:
        wrong.append("place")
    if expected.place and not (
        found.places and all(expected.place in place for place in found.places)
    ):
        wrong.append("place")
    period = found.period
    if expected.year is not None and (
        period is None or (period.first, period.last) != (expected.year, expected.year)
    ):
        wrong.append("year")
    wrong += [f"without {word}" for word in expected.keep if word not in found.standalone]
    wrong += [f"with {word}" for word in expected.drop if word in found.standalone]
    return tuple(wrong)


def half(id: str) -> str:
    """`tune` or `held`: the half of the set that a turn belongs to, by the hash of its id."""
    return "tune" if hashlib.sha256(id.encode()).digest()[0] % 2 else "held"


def _plain(text: str) -> str:
    from qa.normalise import normalise

    return normalise(text)


def _hits(result: SearchResult, evidence: Sequence[tuple[str, str]]) -> list[bool]:
    coverage = [
        [passage.file == report and covers(passage.text, quote) for report, quote in evidence]
        for passage in result.passages
    ]
    return [hit(coverage, len(evidence), k) for k in CUTOFFS]


def measure(home: Path, path: Path = SET) -> dict[str, list[list[bool]]]:
    """For `all`, each half and each kind of turn: for each turn (rewritten right, hit@k …).

    The list of an unanswerable turn holds the first value only.
    """
    from qa.library import Library

    library = Library.open(home)
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    abouts = {record["id"]: record["about"] for record in records if "about" in record}
    rows: dict[str, list[list[bool]]] = defaultdict(list)
    for question in load_set(path).questions:
        if not question.history or question.id not in abouts:
            continue
        expected = Expected.of(abouts[question.id])
        result = library.search(question.question, history=question.history)
        row = [not faults(expected, question.question, result.understood)]
        if question.answerable and question.evidence:
            row += _hits(result, [(gold.report, gold.quote) for gold in question.evidence])
        for name in ("all", half(question.id), expected.turn):
            rows[name].append(row)
    return rows


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many turns are rewritten right, and how often the evidence is found."""
    parser = argparse.ArgumentParser(prog="python -m eval.dialogues", description=__doc__)
    parser.add_argument("home", type=Path, help="a library of the invented and the sample reports")
    parser.add_argument("--set", type=Path, default=SET)
    given = parser.parse_args(arguments)
    print("turns", "n", "rewritten", *(f"hit@{k}" for k in CUTOFFS), sep="\t")
    for name, rows in measure(given.home, given.set).items():
        searched = [row for row in rows if len(row) > 1]
        shares = [sum(row[0] for row in rows) / len(rows)]
        shares += [sum(r[1 + i] for r in searched) / max(len(searched), 1) for i in range(2)]
        print(name, len(rows), *(f"{share:.3f}" for share in shares), sep="\t")
    return 0


if __name__ == "__main__":
    sys.exit(main())
