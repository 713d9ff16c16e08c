"""The reading-comprehension sets: wrong offsets are mended, no dev set of the figures is used."""

from __future__ import annotations

import json
from pathlib import Path

from qa.reader.mrc_sets import MIX, mrc_examples, squad_examples


def _write(path: Path, qas: list[dict[str, object]], context: str) -> Path:
    document = {"data": [{"paragraphs": [{"context": context, "qas": qas}]}]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_a_wrong_offset_is_mended_to_the_nearest_place(tmp_path: Path) -> None:
    context = "一九六三年，又一九六三年。"
    qa = {"question": "何时？", "answers": [{"text": "一九六三年", "answer_start": 6}], "id": "1"}
    (example,) = squad_examples(_write(tmp_path / "a.json", [qa], context))
    assert example.answer == (7, 12)


def test_what_stands_nowhere_is_left_out_and_what_has_no_answer_is_kept(tmp_path: Path) -> None:
    qas: list[dict[str, object]] = [
        {"question": "是否？", "answers": [{"text": "YES", "answer_start": -1}], "id": "1"},
        {"question": "谁？", "answers": [], "is_impossible": "true", "id": "2"},
    ]
    (example,) = squad_examples(_write(tmp_path / "a.json", qas, "无"))
    assert example.question == "谁？"
    assert example.answer is None


def test_a_mix_takes_as_many_as_it_says_and_always_the_same(tmp_path: Path) -> None:
    qas: list[dict[str, object]] = [
        {"question": f"{n}？", "answers": [{"text": "甲", "answer_start": 0}], "id": str(n)}
        for n in range(9)
    ] + [{"question": f"无{n}？", "answers": [], "id": f"n{n}"} for n in range(9)]
    _write(tmp_path / "a.json", qas, "甲乙")
    first = list(mrc_examples(tmp_path, {"a.json": (4, 2)}))
    assert [e.answer is not None for e in first] == [True] * 4 + [False] * 2
    assert first == list(mrc_examples(tmp_path, {"a.json": (4, 2)}))


def test_the_dev_sets_of_the_figures_are_never_trained_on() -> None:
    assert not {"cmrc2018_dev.json", "drcd_dev_simplified.json"} & set(MIX)
