"""Answers called wrong become whole lines of a bounded file, which an evaluation can run on."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from eval.questions import load_set
from index.errors import UsageError, WenbaoError
from index.parse import parse_report, read_source
from index.types import Report
from tests.web_answers import make_answer, make_refusal
from ui.web.drafts import MOST_COMMENT, Drafts, Remark, has_gold
from ui.web.kept import Turn, answer_from_json

SAMPLE = Path(__file__).parents[2] / "reports" / "guangfeng-2021.md"
QUESTION = "2020年建成多少协商议事室"


@pytest.fixture(scope="module")
def report() -> Report:
    return parse_report(read_source(SAMPLE, SAMPLE.name))


@pytest.fixture
def turn(report: Report) -> Turn:
    return Turn(QUESTION, make_answer(report))


def test_a_draft_has_the_question_its_answer_and_the_remark(tmp_path: Path, turn: Turn) -> None:
    drafts = Drafts(tmp_path, lambda: "f00d")
    drafts.add((turn,), Remark("单位不对\n应是间"))
    (draft,) = drafts.read().drafts
    assert draft["question"] == QUESTION
    assert draft["comment"] == "单位不对\n应是间"
    assert draft["library"] == "f00d"
    assert draft["gold"] == "unknown"
    assert not has_gold(draft)
    assert turn.answer is not None
    assert answer_from_json(draft["given"]) == turn.answer
    # One line each, whatever was written.
    assert drafts.path.read_bytes().count(b"\n") == 1


def test_a_follow_up_brings_the_turns_before_and_a_chip_does_not(
    tmp_path: Path, report: Report, turn: Turn
) -> None:
    drafts = Drafts(tmp_path)
    refused = Turn("2018年呢", make_refusal(report, None))
    drafts.add((turn, Turn("错", None, "坏了"), refused), Remark())
    drafts.add((turn, Turn("甲", make_answer(report), alone=True)), Remark())
    follow_up, alone = drafts.read().drafts
    assert follow_up["history"] == [[QUESTION, "256个"]]
    assert follow_up["given"]["status"] == "refused"
    assert alone["history"] == []


def test_with_a_right_answer_a_draft_can_be_run_and_without_one_it_says_what_to_fill_in(
    tmp_path: Path, turn: Turn
) -> None:
    drafts = Drafts(tmp_path)
    drafts.add((turn,), Remark(right=" 257个 "))
    drafts.add((turn,), Remark(absent=True))
    known = load_set(drafts.path).questions
    assert known[0].answers == ("257个",)
    assert not known[1].answerable
    assert all(question.has_gold for question in known)
    drafts.add((turn,), Remark("不对"))
    with pytest.raises(UsageError) as refused:
        load_set(drafts.path)
    for words in ("第 3 行", "answers", "evidence", "answerable"):
        assert words in str(refused.value)
    # What was asked for is enough, though the mark stays.
    lines = [json.loads(line) for line in drafts.path.read_text(encoding="utf-8").splitlines()]
    lines[2]["answers"] = ["257个"]
    drafts.path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    assert load_set(drafts.path).questions[2].answers == ("257个",)


@pytest.mark.parametrize(
    "remark",
    [
        Remark(comment="字" * (MOST_COMMENT + 1)),
        Remark(right="字" * 501),
        Remark(right="256个", absent=True),
    ],
)
def test_a_remark_that_says_too_much_is_refused(tmp_path: Path, turn: Turn, remark: Remark) -> None:
    with pytest.raises(WenbaoError):
        Drafts(tmp_path).add((turn,), remark)
    assert Drafts(tmp_path).read().drafts == ()


def test_a_turn_without_an_answer_is_no_draft(tmp_path: Path) -> None:
    for turns in ((), (Turn("甲", None, "坏了"),)):
        with pytest.raises(WenbaoError, match="没有答案"):
            Drafts(tmp_path).add(turns, Remark())
    assert not (tmp_path / "drafts.jsonl").exists()


def test_the_file_is_bounded(tmp_path: Path, turn: Turn) -> None:
    drafts = Drafts(tmp_path, most=20_000)

    def fill() -> None:
        for _ in range(100):
            drafts.add((turn,), Remark("不对"))

    with pytest.raises(WenbaoError, match="草稿已满"):
        fill()
    assert 1 <= len(drafts.read().drafts) < 100
    assert drafts.path.stat().st_size <= 20_000
    assert drafts.read().torn == 0


def test_a_line_that_a_crash_tore_costs_no_other(tmp_path: Path, turn: Turn) -> None:
    drafts = Drafts(tmp_path)
    drafts.add((turn,), Remark("甲"))
    drafts.add((turn,), Remark("乙"))
    data = drafts.path.read_bytes()
    drafts.path.write_bytes(data[:-100])
    drafts.add((turn,), Remark("丙"))
    found = drafts.read()
    assert [draft["comment"] for draft in found.drafts] == ["甲", "丙"]
    assert found.torn == 1


def test_many_at_once_lose_nothing(tmp_path: Path, turn: Turn) -> None:
    def write(name: int) -> None:
        for number in range(5):
            Drafts(tmp_path).add((turn,), Remark(f"{name}-{number}"))

    threads = [threading.Thread(target=write, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Drafts(tmp_path).read()
    assert found.torn == 0
    assert len({draft["comment"] for draft in found.drafts}) == 40
    assert len({draft["id"] for draft in found.drafts}) == 40


def test_taking_clears_only_what_was_written(tmp_path: Path, turn: Turn) -> None:
    drafts = Drafts(tmp_path)
    drafts.add((turn,), Remark("甲"))

    def fails(_: object) -> None:
        raise WenbaoError("写不了")

    with pytest.raises(WenbaoError, match="写不了"):
        drafts.take(fails, clear=True)
    assert len(drafts.read().drafts) == 1
    taken: list[object] = []
    drafts.take(taken.extend, clear=True)
    assert len(taken) == 1
    assert drafts.read().drafts == ()


def test_a_folder_that_cannot_be_written_is_explained(tmp_path: Path, turn: Turn) -> None:
    (tmp_path / "home").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(WenbaoError, match="写不进去"):
        Drafts(tmp_path / "home").add((turn,), Remark())


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限位")
def test_only_the_owner_can_read_them(tmp_path: Path, turn: Turn) -> None:
    drafts = Drafts(tmp_path)
    drafts.add((turn,), Remark())
    assert drafts.path.stat().st_mode & 0o077 == 0
