"""`wenbao eval drafts`: what users called wrong is listed, taken out, filled in, and run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.parse import parse_report, read_source
from tests.web_answers import make_answer
from ui.cli import main
from ui.web.drafts import Drafts, Remark
from ui.web.kept import Turn

SAMPLE = Path(__file__).resolve().parents[2] / "reports" / "guangfeng-2021.md"
QUESTION = "2020年建成多少协商议事室"


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `wenbao ARGS`."""
    code = main([str(arg) for arg in args])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.out, captured.err


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with three drafts: a known answer, none in the reports, nobody knows."""
    report = parse_report(read_source(SAMPLE, SAMPLE.name))
    turn = Turn(QUESTION, make_answer(report))
    drafts = Drafts(tmp_path / "home")
    drafts.add((turn,), Remark(right="256个"))
    drafts.add((turn,), Remark(absent=True))
    drafts.add((turn,), Remark("数字\x1b[31m不对\u202e"))
    return tmp_path / "home"


def test_drafts_are_listed_and_cannot_write_to_the_terminal(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--home", home, "eval", "drafts")
    assert code == 0
    assert out.count(f"问：{QUESTION}") == 3
    for words in ("应：256个", "应：拒答", "应：（未填）", "共 3 题，2 题有标准答案"):
        assert words in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    document: dict[str, Any] = json.loads(
        run(capsys, "--home", home, "eval", "drafts", "--json")[1]
    )
    assert (len(document["drafts"]), document["known"], document["unreadable"]) == (3, 2, 0)
    assert document["drafts"][0]["given"]["answer"] == "256个"


def test_an_empty_folder_says_where_drafts_come_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--home", tmp_path / "none", "eval", "drafts")
    assert code == 0
    assert "有误" in out
    assert not (tmp_path / "none").exists()


def test_a_torn_line_is_told_and_costs_nothing_else(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (home / "drafts.jsonl").open("ab") as file:
        file.write(b'{"id": "draft-')
    code, out, err = run(capsys, "--home", home, "eval", "drafts")
    assert code == 0
    assert "共 3 题" in out
    assert "有 1 行读不出来" in err


@pytest.mark.model
def test_drafts_are_taken_out_filled_in_and_run(
    home: Path, sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "set.jsonl"
    code, said, _ = run(capsys, "--home", home, "eval", "drafts", "--out", out)
    assert code == 0
    assert "其中 1 题还没有标准答案" in said
    # Nothing is lost by taking them out, and what was filled in is not written over.
    again, _, err = run(capsys, "--home", home, "eval", "drafts", "--out", out, "--clear")
    assert again == 2
    assert "已经有了" in err
    assert len((home / "drafts.jsonl").read_text(encoding="utf-8").splitlines()) == 3

    code, _, err = run(capsys, "--home", sample_library, "eval", "run", out)
    assert code == 2
    for words in ("第 3 行", "“有误”", "answers", "evidence", "answerable"):
        assert words in err

    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    lines[2]["answers"] = ["256个"]
    out.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    code, said, _ = run(capsys, "--home", sample_library, "eval", "run", out, "--json")
    assert code == 0
    document = json.loads(said)
    assert document["questions"] == 3
    # Two want 256个, one wants a refusal of the same question.
    assert document["metrics"]["answer_accuracy"]["value"] == 1.0
    assert document["metrics"]["unanswerable_refused"]["value"] == 0.0


def test_clearing_takes_them_out_first(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "--home", home, "eval", "drafts", "--clear")
    assert code == 2
    assert "--out" in err
    out = tmp_path / "set.jsonl"
    assert run(capsys, "--home", home, "eval", "drafts", "--out", out, "--clear")[0] == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 3
    assert "还没有草稿" in run(capsys, "--home", home, "eval", "drafts")[1]
    code, _, err = run(capsys, "--home", home, "eval", "drafts", "--out", tmp_path / "no" / "x")
    assert code == 1
    assert "写不了" in err
