"""Batches: every window once, none over its budget, the same again for the same seed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa.reader.batches import batches, read_examples, targets
from qa.reader.examples import Example
from qa.reader.windows import WindowMaker, load_tokenizer
from tests.reader_base import make_tokenizer

LONG = "全区新建公里路20公里，" * 40 + "建成协商议事室256个。" + "全区增长5%。" * 40
AT = LONG.index("256个")


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> WindowMaker:
    tokenizer = load_tokenizer(make_tokenizer(Path(tmp_path_factory.mktemp("tokenizer"))))
    return WindowMaker(tokenizer, max_tokens=256)


def _examples(count: int) -> list[Example]:
    return [Example(f"建成多少{n}", "", LONG, (AT, AT + 4), "made") for n in range(count)]


def test_targets_mark_the_answer_or_nothing(maker: WindowMaker) -> None:
    made = targets([*_examples(20), Example("多少", "广丰", "建成", None, "none")], maker, 1)
    for target in made:
        if (target.start, target.end) == (0, 0):
            continue
        first, last = (
            target.window.offsets[t - target.window.first] for t in (target.start, target.end)
        )
        assert LONG[first[0] : last[1]] == "256个"
    assert (made[-1].start, made[-1].end) == (0, 0)


def test_windows_without_the_answer_are_among_them_and_hold_none_of_it(maker: WindowMaker) -> None:
    made = targets(_examples(40), maker, 1)
    none = [target for target in made if target.start == 0]
    assert none
    for target in none:
        assert all(b <= AT or a >= AT + 4 for a, b in target.window.offsets)


def test_windows_vary_with_the_seed_and_not_without(maker: WindowMaker) -> None:
    assert targets(_examples(8), maker, 1) == targets(_examples(8), maker, 1)
    assert targets(_examples(8), maker, 1) != targets(_examples(8), maker, 2)


def test_a_pass_takes_every_window_once_within_its_budget(maker: WindowMaker) -> None:
    made = targets(_examples(60), maker, 1)
    found = batches(made, 1024, 5)
    flat = sorted(id(target) for batch in found for target in batch)
    assert flat == sorted(map(id, made))
    for batch in found:
        longest = max(len(target.window.ids) for target in batch)
        assert len(batch) == 1 or longest * len(batch) <= 1024


def test_batches_are_the_same_for_the_same_seed(maker: WindowMaker) -> None:
    made = targets(_examples(30), maker, 1)
    assert batches(made, 1024, 5) == batches(made, 1024, 5)
    assert batches(made, 1024, 5) != batches(made, 1024, 6)


def test_examples_come_back_from_their_file(tmp_path: Path) -> None:
    rows = [
        {"question": "多少", "context": "广丰", "text": "256个", "answer": [0, 4], "source": "a"},
        {"question": "多少", "context": "", "text": "无", "answer": None, "source": "a-none"},
    ]
    path = tmp_path / "examples.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    first, second = read_examples(path)
    assert first.answer == (0, 4)
    assert second.answer is None


def test_an_answer_outside_its_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        Example("多少", "", "256个", (2, 9), "made")
