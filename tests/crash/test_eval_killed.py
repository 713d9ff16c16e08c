"""A run that is killed at any moment goes on, and ends with every result exactly once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COUNT = 60

#: A run over a planted library whose answers take some milliseconds each.
PROGRAM = """
import sys, time
from pathlib import Path
from eval.questions import load_set
from eval.run import run_set
from qa.types import Answer, Understood

class Slow:
    fingerprint = "slow"
    def ask(self, question, *, history=()):
        time.sleep(0.01)
        understood = Understood((), None, None, "number", question, "")
        return Answer(question, understood, "refused", None, (), None, (), (), {}, "不知道。" * 400)
    def report(self, name):
        raise AssertionError(name)

run = run_set(load_set(Path(sys.argv[1])), Slow(), out=Path(sys.argv[2]))
print(len(run.results))
"""


def start(question_set: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(question_set), str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="没有 SIGKILL：这项测试需要 Linux 或 macOS")
def test_killed_again_and_again_it_still_ends_whole(tmp_path: Path) -> None:
    question_set, out = tmp_path / "set.jsonl", tmp_path / "out.jsonl"
    ids = [f"q{i}" for i in range(COUNT)]
    lines = (json.dumps({"id": id, "question": f"第{id}问"}) for id in ids)
    question_set.write_text("\n".join(lines), encoding="utf-8")
    kept: list[int] = []
    for _ in range(4):
        process = start(question_set, out)
        before = out.stat().st_size if out.exists() else 0
        while process.poll() is None and (not out.exists() or out.stat().st_size < before + 20_000):
            time.sleep(0.003)
        process.send_signal(signal.SIGKILL)
        process.wait()
        kept.append(out.read_bytes().count(b"\n"))
    assert kept == sorted(kept)
    assert 0 < kept[0] < COUNT
    process = start(question_set, out)
    printed, _ = process.communicate(timeout=60)
    assert printed.strip() == str(COUNT)
    written = [json.loads(line)["id"] for line in out.read_text(encoding="utf-8").splitlines()]
    assert written == ids


def test_a_file_cut_at_any_byte_goes_on(tmp_path: Path) -> None:
    question_set, out = tmp_path / "set.jsonl", tmp_path / "out.jsonl"
    question_set.write_text(
        '{"id": "a", "question": "问"}\n{"id": "b", "question": "又问"}\n', encoding="utf-8"
    )
    process = start(question_set, out)
    process.communicate(timeout=60)
    whole = out.read_bytes()
    from eval.journal import read_note, resume

    note = read_note(out)
    assert note is not None
    first = whole.index(b"\n") + 1
    for cut in [1, 40, first - 1, first, first + 1, len(whole) - 1, len(whole)]:
        out.write_bytes(whole[:cut])
        done = resume(out, note, restart=False)
        assert list(done) == ["a", "b"][: whole[:cut].count(b"\n")]
        assert out.read_bytes() == whole[: whole[:cut].rfind(b"\n") + 1]
