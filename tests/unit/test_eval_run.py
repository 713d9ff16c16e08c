"""A run keeps every result at once, goes on where it was cut off, and never mixes two runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from planted_results import QUESTIONS, Planted, as_answer, planted_lines, planted_set

from eval.journal import note_path, read_note
from eval.questions import Question, QuestionSet
from eval.results import load_results
from eval.run import Run, run_set
from index.errors import UsageError, WenbaoError


def asker(fingerprint: str = "planted") -> Planted:
    lines = planted_lines()
    return Planted({line["question"]: as_answer(line) for line in lines}, fingerprint)


def cut_after(count: int) -> Iterator[object]:
    """A progress wrapper that is interrupted after `count` questions."""

    def wrap(questions: Iterable[Question], total: int, done: int) -> Iterator[Question]:
        for number, question in enumerate(questions):
            if number == count:
                raise KeyboardInterrupt
            yield question

    return wrap  # type: ignore[return-value]


def start(tmp_path: Path, count: int) -> tuple[QuestionSet, Path]:
    """A run that was cut off after `count` questions."""
    question_set, out = planted_set(tmp_path / "set.jsonl"), tmp_path / "r" / "out.jsonl"
    with pytest.raises(KeyboardInterrupt):
        run_set(question_set, asker(), out=out, progress=cut_after(count))  # type: ignore[arg-type]
    return question_set, out


def ids(run: Run) -> list[str]:
    return [result.id for result in run.results]


def test_a_run_asks_every_question_in_order_and_writes_a_line_for_each(tmp_path: Path) -> None:
    library, out = asker(), tmp_path / "out.jsonl"
    run = run_set(planted_set(tmp_path / "set.jsonl"), library, out=out, started=0.0)
    assert library.asked == [q.question for q in QUESTIONS]
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == ids(run) == [q.id for q in QUESTIONS]
    assert lines[0]["answer"] == "256个"
    assert load_results(out) == run.results
    assert run.costs["cold_start_ms"] is not None
    assert (run.costs["peak_memory_mb"] or 1) > 0


def test_a_run_needs_no_file(tmp_path: Path) -> None:
    assert ids(run_set(planted_set(tmp_path / "set.jsonl"), asker())) == [q.id for q in QUESTIONS]
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    question_set, out = start(tmp_path, 2)
    library = asker()
    run = run_set(question_set, library, out=out)
    assert library.asked == [q.question for q in QUESTIONS[2:]]
    assert ids(run) == [q.id for q in QUESTIONS]
    assert [r.id for r in load_results(out)] == [q.id for q in QUESTIONS]


def test_a_line_that_was_cut_off_is_asked_again(tmp_path: Path) -> None:
    question_set, out = start(tmp_path, 3)
    data = out.read_bytes()
    out.write_bytes(data[:-20])
    library = asker()
    run_set(question_set, library, out=out)
    assert library.asked == [q.question for q in QUESTIONS[2:]]
    assert [r.id for r in load_results(out)] == [q.id for q in QUESTIONS]


def test_a_finished_run_asks_nothing_and_keeps_its_costs(tmp_path: Path) -> None:
    question_set, out = planted_set(tmp_path / "set.jsonl"), tmp_path / "out.jsonl"
    first = run_set(question_set, asker(), out=out, started=0.0)
    library = asker()
    second = run_set(question_set, library, out=out, started=0.0)
    assert library.asked == []
    assert second == first


@pytest.mark.parametrize("what", ["资料库", "评测集", "程序"])
def test_another_set_library_or_program_does_not_go_on(tmp_path: Path, what: str) -> None:
    question_set, out = start(tmp_path, 2)
    before = out.read_bytes()
    library = asker("another" if what == "资料库" else "planted")
    if what == "评测集":
        question_set = replace(question_set, sha256="1" * 64)
    if what == "程序":
        note = json.loads(note_path(out).read_text(encoding="utf-8"))
        note_path(out).write_text(json.dumps({**note, "program": "0"}), encoding="utf-8")
    with pytest.raises(WenbaoError, match=what):
        run_set(question_set, library, out=out)
    assert out.read_bytes() == before
    assert library.asked == []
    assert len(run_set(question_set, library, out=out, restart=True).results) == len(QUESTIONS)


def test_a_file_that_is_no_run_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("my notes\n", encoding="utf-8")
    with pytest.raises(WenbaoError, match="restart"):
        run_set(planted_set(tmp_path / "set.jsonl"), asker(), out=out)
    assert out.read_text(encoding="utf-8") == "my notes\n"


def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path) -> None:
    question_set, out = start(tmp_path, 3)
    lines = out.read_text(encoding="utf-8").splitlines()
    lines[1] = "{"
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(WenbaoError, match="第 2 行"):
        run_set(question_set, asker(), out=out)


def test_a_question_that_fails_is_recorded_as_refused(tmp_path: Path) -> None:
    odd = Question("odd", "种子里没有的问题", "number", True, ("1个",))
    question_set = replace(planted_set(tmp_path / "s"), questions=(odd, *QUESTIONS))
    run = run_set(question_set, asker())
    assert run.results[0].status == "refused"
    assert run.results[0].reason == "没有种下这个问题"
    assert run.results[1].answered


def test_the_note_says_what_the_run_was(tmp_path: Path) -> None:
    question_set, out = start(tmp_path, 1)
    note = read_note(out)
    assert note is not None
    assert note.set_path == str(question_set.path.resolve())
    assert note.library == "planted"


def test_a_place_that_can_not_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    out = tmp_path / "file" / "out.jsonl"
    with pytest.raises(WenbaoError, match="写不了结果文件"):
        run_set(planted_set(tmp_path / "set.jsonl"), asker(), out=out)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "第 2 行"),
        ("[]", "JSON 对象"),
        ('{"id": "q"}', "缺少 status"),
        ('{"id": "q", "question": "问", "status": "maybe"}', "maybe"),
        ('{"id": "q", "question": "问", "status": "answered"}', "answer"),
        ('{"id": "q", "question": "问", "status": "refused", "citations": [1]}', "类型"),
        ('{"id": "q", "question": "问", "status": "refused", "confidence": "x"}', "第 2 行"),
    ],
)
def test_results_that_are_none_are_refused(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "out.jsonl"
    good = '{"id": "p", "question": "问", "status": "refused"}'
    path.write_text(f"{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        load_results(path)


def test_a_repeated_result_and_an_empty_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    good = '{"id": "p", "question": "问", "status": "refused"}\n'
    path.write_text(good * 2, encoding="utf-8")
    with pytest.raises(UsageError, match="重复"):
        load_results(path)
    path.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="空的"):
        load_results(path)
    with pytest.raises(UsageError, match="读不了"):
        load_results(tmp_path / "none.jsonl")
