"""What an evaluation set that the project ships must hold to: its gold stands in the reports.

A wrong gold quote would be counted against the program for ever after, so a set is checked as
strictly as the citations it is there to judge; the checks themselves are tried on planted
mistakes by the tests of each set.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from eval.questions import TYPES

FIELDS = ("id", "question", "type", "answerable", "answers", "evidence", "history")

#: The longest quote that a citation may have (contract).
LONGEST_QUOTE = 200

Record = dict[str, Any]


def bare(text: str) -> str:
    """The text without white space, bold marks and table rules, in which quotes are looked up."""
    return re.sub(r"[\s*|]", "", text)


def problems(
    lines: list[str],
    reports: Mapping[str, str],
    *,
    notes: Collection[str] = (),
    printed_twice: Collection[str] = (),
) -> list[str]:
    """What is wrong with the records, each as `line number: reason`; empty if nothing is.

    `reports` maps names to texts. Where `notes` is given, every unanswerable record must carry one
    of them as its `note`, and no other may. `printed_twice` names the reports in which a passage
    stands twice, so that a quote may too.
    """
    texts = {name: bare(text) for name, text in reports.items()}
    seen: set[str] = set()
    found = []
    for number, line in enumerate(lines, start=1):
        try:
            record = json.loads(line)
        except json.JSONDecodeError:
            found.append(f"{number}: not JSON")
            continue
        noted = bool(notes) and record.get("answerable") is False
        if tuple(record) != ((*FIELDS, "note") if noted else FIELDS):
            found.append(f"{number}: fields")
            continue
        reasons = _shape(record)
        if noted and record["note"] not in notes:
            reasons.append("unknown note")
        if record["answerable"]:
            reasons += _gold(record, texts, printed_twice)
        if record["id"] in seen:
            reasons.append("id taken")
        seen.add(record["id"])
        found += [f"{number}: {reason}" for reason in reasons]
    return found


def _shape(record: Record) -> list[str]:
    reasons = []
    if record["type"] not in TYPES:
        reasons.append("unknown type")
    if not record["question"].strip():
        reasons.append("empty question")
    if record["type"] != "followup" and record["answerable"] is (record["type"] == "unanswerable"):
        reasons.append("type and answerable disagree")
    if not record["answerable"] and (record["answers"] or record["evidence"]):
        reasons.append("gold for an unanswerable question")
    if (record["type"] == "followup") is not bool(record["history"]):
        reasons.append("history")
    for turn in record["history"]:
        if not (
            isinstance(turn, list) and len(turn) == 2 and all(isinstance(t, str) for t in turn)
        ):
            reasons.append("history is not [question, answer] pairs")
    return reasons


def _gold(record: Record, texts: Mapping[str, str], printed_twice: Collection[str]) -> list[str]:
    reasons = []
    quotes = [(entry["report"], bare(entry["quote"])) for entry in record["evidence"]]
    if not record["answers"] or not quotes:
        reasons.append("no gold")
    for report, quote in quotes:
        if report not in texts:
            reasons.append("unknown report")
            continue
        count = texts[report].count(quote)
        if not 1 <= count <= (2 if report in printed_twice else 1):
            reasons.append(f"quote found {count} times: {quote}")
        if len(quote) > LONGEST_QUOTE:
            reasons.append("quote too long")
    if record["type"] == "multi":
        if len({(report, texts.get(report, "").find(quote)) for report, quote in quotes}) < 2:
            reasons.append("needs two quotes")
        # A conclusion is in our own words, but its figures must be the report's; the years in it
        # are the question's.
        parts = [
            figure
            for answer in record["answers"]
            for figure in re.findall(r"\d+(?:\.\d+)?(?!\d|\.\d|年)", answer)
        ]
    else:
        parts = [bare(answer) for answer in record["answers"]]
    return reasons + [
        f"not in a quote: {part}"
        for part in parts
        if not any(_stands_in(part, quote) for _, quote in quotes)
    ]


def _stands_in(part: str, quote: str) -> bool:
    """Whether `part` is in the quote as it is, and not as the end or beginning of a number."""
    pattern = re.escape(part)
    if part[:1].isdigit():
        pattern = rf"(?<!\d)(?<!\d\.){pattern}"
    if part[-1:].isdigit():
        pattern = rf"{pattern}(?!\.?\d)"
    return re.search(pattern, quote) is not None
