"""What the tests of `qa/` share: the sets, and what the contract says of every answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qa.library import Library
from qa.types import Answer


def read_set(path: Path) -> list[dict[str, Any]]:
    """The questions of an evaluation set."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def turns(case: dict[str, Any]) -> list[tuple[str, str]]:
    """The earlier turns of a question."""
    return [(question, answer) for question, answer in case.get("history", [])]


def without_timings(answer: Answer) -> dict[str, Any]:
    """An answer's JSON but for what it cost."""
    return {key: value for key, value in answer.to_json().items() if key != "timings_ms"}


def check_answer(library: Library, answer: Answer) -> None:
    """Everything that the contract says of an answer's words and offsets."""
    shape = answer.to_json()
    total = sum(entry.passages for entry in library.reports)
    assert len(shape["passages"]) == min(20, total)
    scores = [passage["score"] for passage in shape["passages"]]
    assert scores == sorted(scores, reverse=True)
    for passage in shape["passages"]:
        text = library.report(passage["id"]).text
        assert 0 < len(passage["text"]) <= 500
        assert text[passage["start"] : passage["end"]] == passage["text"]
    assert len({(p["id"], p["start"]) for p in shape["passages"]}) == len(shape["passages"])
    if shape["status"] == "refused":
        assert shape["answer"] is None
        assert shape["confidence"] is None
        assert shape["citations"] == []
        assert shape["items"] == []
        assert shape["reason"]
        assert "\n" not in shape["reason"]
        if shape["candidate"] is not None:
            assert set(shape["candidate"]) == {"answer", "confidence"}
            assert 0 <= shape["candidate"]["confidence"] <= 1
        return
    assert shape["status"] == "answered"
    assert 0 <= shape["confidence"] <= 1
    assert shape["citations"]
    cited = []
    for number, citation in enumerate(shape["citations"], 1):
        assert citation["n"] == number
        text = library.report(citation["id"]).text
        assert library.report(citation["file"]).id == citation["id"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]
        assert 0 < len(citation["quote"]) <= 200
        assert citation["quote"] == citation["quote"].strip()
        assert citation["answer_spans"]
        for start, end in citation["answer_spans"]:
            assert citation["start"] <= start < end <= citation["end"]
            cited.append(text[start:end])
    if shape["understood"]["answer_kind"] != "comparison":
        assert shape["items"] == cited
        assert shape["answer"] == "、".join(cited)
    if shape["understood"]["answer_kind"] not in ("list", "comparison"):
        assert shape["items"] == [shape["answer"]]
