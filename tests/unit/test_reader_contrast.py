"""No-answer examples that differ from answered ones by a word (qa.reader.contrast)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa.reader.batches import read_examples
from qa.reader.contrast import contrast_examples, main, narrowed, swapped
from qa.reader.example_files import write_examples
from qa.reader.examples import Example
from qa.reader.rules.draw import Draw

CONTEXT = "苇港区 2022年报告 2021年回顾 一、2021年工作"


def example(question: str, text: str, answer: str | None) -> Example:
    span = None if answer is None else (text.index(answer), text.index(answer) + len(answer))
    return Example(question, CONTEXT, text, span, "cloze:number")


def draws() -> Iterator[Draw]:
    return (Draw("test", number) for number in range(60))


def test_a_word_of_the_text_is_asked_as_one_that_it_lacks() -> None:
    opened = example(
        "2021年苇港区开通公交线路多少条？", "开通公交线路12条，取消收费站1处。", "12条"
    )
    asked = {swapped(opened, draw) for draw in draws()}
    # 取消 stands in the text, and might be answered from it.
    assert "2021年苇港区停运公交线路多少条？" in asked
    assert not any(question and "取消" in question for question in asked)
    assert None not in asked


def test_a_question_without_such_a_word_is_left_alone() -> None:
    plain = example("2021年苇港区有多少名社工？", "有社工30名。", "30名")
    assert {swapped(plain, draw) for draw in draws()} == {None}


def test_what_is_counted_is_narrowed_behind_the_measure_word() -> None:
    counted = example(
        "2021年苇港区接待了多少名游客？", "接待游客300名，其中外国游客20名。", "300名"
    )
    asked = {narrowed(counted, draw) for draw in draws()} - {None}
    assert "2021年苇港区接待了多少名女性游客？" in asked
    assert not any("外国" in str(question) for question in asked)


def test_a_total_is_narrowed_before_its_copula() -> None:
    total = example("2021年苇港区常住人口是多少？", "常住人口30万人。", "30万人")
    asked = {narrowed(total, draw) for draw in draws()} - {None}
    assert "2021年苇港区常住人口中女性是多少？" in asked


def test_only_answered_examples_have_contrasts_and_these_have_no_answer() -> None:
    answered = [
        example(f"2021年苇港区开通公交线路多少条{'？' * n}", "开通公交线路12条。", "12条")
        for n in range(40)
    ]
    refused = example("2021年苇港区开通地铁多少条？", "开通公交线路12条。", None)
    made = list(contrast_examples([*answered, refused]))
    assert 10 < len(made) < 40
    assert all(one.answer is None and one.source == "contrast:number" for one in made)
    assert all(one.text == "开通公交线路12条。" and one.context == CONTEXT for one in made)
    assert list(contrast_examples([refused])) == []
    assert made == list(contrast_examples([*answered, refused]))


def test_the_command_writes_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answered = [
        example(f"2021年苇港区开通公交线路多少条{'？' * n}", "开通公交线路12条。", "12条")
        for n in range(9)
    ]
    write_examples(tmp_path / "in.jsonl", answered)
    out = tmp_path / "out.jsonl"
    assert main(["--examples", str(tmp_path / "in.jsonl"), "--out", str(out)]) == 0
    made = list(read_examples(out))
    assert made
    assert all(one.answer is None for one in made)
    assert f'"examples": {len(made)}' in capsys.readouterr().out
