"""No-answer examples mined from other paragraphs of a reading set (qa.reader.mined)."""

from __future__ import annotations

import json
from pathlib import Path

from qa.reader.batches import read_examples
from qa.reader.examples import Example
from qa.reader.mined import main, mined_examples

TEXTS = (
    "苇港大桥于1998年建成，全长1200米，连接苇港与对岸的松洲。",
    "松洲大桥于2003年建成，全长900米，是松洲的第二座大桥。",
    "苇港大桥1998年建成之后，两岸往来便利，渡口停用。",
    "稻米是当地的主要作物，三月插秧，七月收割。",
)


def example(question: str, text: str, answer: str | None) -> Example:
    span = None if answer is None else (text.index(answer), text.index(answer) + len(answer))
    return Example(question, "", text, span, "cmrc2018_train")


def asked() -> list[Example]:
    """The same question put in twenty ways, so that the draw takes some of them."""
    ways = [f"苇港大桥是哪一年建成的{'？' * n}" for n in range(20)]
    others = [example("这里种什么？", text, None) for text in TEXTS]
    return [example(way, TEXTS[0], "1998年") for way in ways] + others


def test_the_best_ranked_text_without_the_answer_is_a_no_answer_example() -> None:
    mined = list(mined_examples(asked()))
    assert mined
    # The third text ranks higher and holds 1998年: it would answer.
    assert {found.text for found in mined} == {TEXTS[1]}
    assert all(found.answer is None for found in mined)
    assert {found.source for found in mined} == {"mined:cmrc2018_train"}


def test_the_choice_depends_on_the_examples_alone() -> None:
    forward = {found.question for found in mined_examples(asked())}
    assert forward == {found.question for found in mined_examples(asked()[::-1])}
    assert 0 < len(forward) < 20


def test_a_question_without_an_answer_is_asked_of_no_other_text() -> None:
    assert not list(mined_examples([example("这里种什么？", text, None) for text in TEXTS]))
    assert not list(mined_examples([]))


def test_the_command_writes_what_training_reads(tmp_path: Path) -> None:
    articles = [
        {
            "paragraphs": [
                {
                    "context": text,
                    "qas": [
                        {
                            "question": f"{text[:4]}何时建成{'呢' * n}",
                            "answers": [{"text": text[5:10], "answer_start": 5}],
                        }
                        for n in range(8)
                    ],
                }
            ]
        }
        for text in TEXTS[:2]
    ]
    names = ("cmrc2018_train", "cmrc2018_trial", "drcd_train_subset_simplified")
    others = (
        *("antiterror_train_aligned", "dureader_robust_dev_offsets", "dureader_checklist_train"),
        *("cjrc_legal_train_small", "cjrc_legal_dev", "chinese_squad2.0_dev"),
    )
    for name in (*names, *others):
        data = {"data": articles if name == names[0] else []}
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    out = tmp_path / "mined.jsonl"
    assert main(["--mrc", str(tmp_path), "--out", str(out)]) == 0
    examples = list(read_examples(out))
    assert examples
    assert all(one.answer is None and one.question[:2] != one.text[:2] for one in examples)
