"""`wenbao eval robustness` on the sample library: table, JSON, and a set that has no evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qa_helpers import read_set

from ui.cli import main

pytestmark = pytest.mark.model

SET = Path(__file__).resolve().parents[2] / "eval" / "sets" / "guangfeng.jsonl"


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Six questions of the sample report's set."""
    path = tmp_path / "few.jsonl"
    lines = [json.dumps(case, ensure_ascii=False) for case in read_set(SET)[:6]]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_every_variant_is_measured_against_the_originals(
    sample_library: Path, few: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["--home", str(sample_library), "eval", "robustness", str(few)]
    assert main([*command, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["set"] == "few.jsonl"
    for line in document["variants"]:
        low, high = line["difference"]["low"], line["difference"]["high"]
        assert low <= line["difference"]["value"] <= high
        # Width, script and the way a year is written change nothing at all.
        if line["variant"] in ("traditional", "fullwidth", "chinese_year"):
            assert line["difference"]["value"] == 0.0
    assert main(command) == 0
    table = capsys.readouterr().out
    assert "繁体字" in table
    assert "hit@5" in table


def test_a_set_without_evidence_is_refused_in_one_line(
    sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_text('{"id": "a", "question": "建成多少协商议事室"}', encoding="utf-8")
    assert main(["--home", str(sample_library), "eval", "robustness", str(path)]) == 2
    assert "evidence" in capsys.readouterr().err
