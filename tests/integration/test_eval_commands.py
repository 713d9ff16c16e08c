"""`wenbao eval` from the command line, over a library built for real."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ui.cli import main

ROOT = Path(__file__).resolve().parents[2]
SET = ROOT / "eval" / "sets" / "guangfeng.jsonl"

pytestmark = pytest.mark.model


@pytest.fixture
def small_set(tmp_path: Path) -> Path:
    """The first twelve questions of the sample report's set."""
    path = tmp_path / "small.jsonl"
    lines = SET.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:12]), encoding="utf-8")
    return path


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `wenbao ARGS`."""
    code = main([str(arg) for arg in args])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def run_json(capsys: pytest.CaptureFixture[str], *args: object) -> dict[str, Any]:
    code, out, _ = run(capsys, *args, "--json")
    assert code == 0
    document: dict[str, Any] = json.loads(out)
    return document


def test_the_whole_sample_set_is_verbatim_and_found(
    sample_library: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out = tmp_path / "r.jsonl"
    document = run_json(capsys, "--home", sample_library, "eval", "run", SET, "--out", out)
    metrics = document["metrics"]
    assert document["questions"] == len(SET.read_text(encoding="utf-8").splitlines())
    assert metrics["citation_verbatim"]["value"] == 1.0
    assert metrics["passage_verbatim"]["value"] == 1.0
    assert metrics["right_report"]["value"] == 1.0
    assert metrics["evidence_hit@20"]["value"] > 0.9
    assert document["failures"]["not_in_library"] == 0
    for figure in metrics.values():
        assert figure["low"] is None or figure["low"] <= figure["value"] <= figure["high"]
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [
        json.loads(line)["id"] for line in SET.read_text(encoding="utf-8").splitlines()
    ]


def test_table_names_every_group(
    sample_library: Path, small_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(capsys, "--home", sample_library, "eval", "run", small_set)
    assert code == 0
    for word in ("检索", "回答", "引用", "拒答", "代价", "冷启动", "内存峰值", "95% 区间"):
        assert word in out


def test_a_missed_threshold_ends_with_three(
    sample_library: Path, small_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    base = ("--home", sample_library, "eval", "run", small_set)
    code, out, err = run(capsys, *base, "--min", "evidence_hit@20=1.01", "accuracy=0", "--json")
    assert code == 3
    assert json.loads(out)["questions"] == 12
    assert "evidence_hit@20" in err
    assert "accuracy" not in err
    assert run(capsys, *base, "--min", "evidence_hit@20=0.5")[0] == 0
    assert run(capsys, *base, "--max", "latency_total_p50_ms=0")[0] == 3


def test_an_unknown_metric_is_wrong_usage_before_anything_is_asked(
    sample_library: Path, small_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "never.jsonl"
    args = ("--home", sample_library, "eval", "run", small_set, "--out", out, "--min", "best=1")
    code, _, err = run(capsys, *args)
    assert code == 2
    assert "evidence_hit@5" in err
    assert not out.exists()


def test_a_malformed_set_is_wrong_usage(
    sample_library: Path, small_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_set.write_text('{"id": "a", "question": "问"}\n{"id": "a"}\n', encoding="utf-8")
    code, out, err = run(capsys, "--home", sample_library, "eval", "run", small_set)
    assert (code, out) == (2, "")
    assert "第 2 行" in err
    assert "Traceback" not in err


def test_an_empty_library_is_explained(
    empty_home: Path, small_set: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "eval", "run", small_set)
    assert code == 1
    assert "wenbao index add" in err


def test_a_second_run_goes_on_and_another_library_does_not(
    sample_library: Path, small_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "r.jsonl"
    base = ("--home", sample_library, "eval", "run", small_set, "--out", out)
    first = run_json(capsys, *base)
    lines = out.read_text(encoding="utf-8").splitlines(keepends=True)
    out.write_text("".join(lines[:5]) + lines[5][:30], encoding="utf-8")
    second = run_json(capsys, *base)
    assert out.read_text(encoding="utf-8").splitlines(keepends=True)[:5] == lines[:5]
    for name in ("accuracy", "evidence_hit@5", "citation_verbatim", "aurc"):
        assert second["metrics"][name] == first["metrics"][name]
    small_set.write_text(small_set.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, _, err = run(capsys, *base)
    assert code == 1
    assert "--restart" in err
    assert run(capsys, *base, "--restart")[0] == 0


def test_compare_finds_the_set_by_itself(
    sample_library: Path, small_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a, b = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    run_json(capsys, "--home", sample_library, "eval", "run", small_set, "--out", a)
    for suffix in ("", ".run.json"):
        shutil.copy(f"{a}{suffix}", f"{b}{suffix}")
    lines = [json.loads(line) for line in b.read_text(encoding="utf-8").splitlines()]
    swapped = next(line for line in lines if line["status"] == "answered")
    swapped["answer"], swapped["items"] = "完全不对", ["完全不对"]
    b.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    document = run_json(capsys, "eval", "compare", a, b)
    assert [change["id"] for change in document["changed"]] == [swapped["id"]]
    assert document["changed"][0]["b"] == "完全不对"
    assert "accuracy" in document["metrics"]
    # Without its set only what needs no gold is left; naming it brings the rest back.
    moved = small_set.rename(tmp_path / "moved.jsonl")
    assert "accuracy" not in run_json(capsys, "eval", "compare", a, b)["metrics"]
    named = run_json(capsys, "eval", "compare", a, b, "--set", moved)
    assert named["metrics"] == document["metrics"]
    code, text, _ = run(capsys, "eval", "compare", a, b, "--set", moved)
    assert code == 0
    assert "B：完全不对" in text


def test_compare_of_what_is_no_result_is_wrong_usage(
    small_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "eval", "compare", small_set, small_set)[0] == 2
    assert run(capsys, "eval", "compare", tmp_path / "x", small_set)[0] == 2


def test_a_set_without_gold_runs(
    sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bare.jsonl"
    path.write_text('{"id": "1", "question": "2020年建成多少协商议事室"}\n', encoding="utf-8")
    document = run_json(capsys, "--home", sample_library, "eval", "run", path)
    assert "accuracy" not in document["metrics"]
    assert document["metrics"]["answered_rate"]["value"] in (0.0, 1.0)
    assert run(capsys, "--home", sample_library, "eval", "run", path)[0] == 0


def test_the_page_is_written(
    sample_library: Path, small_set: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page" / "r.html"
    assert run(capsys, "--home", sample_library, "eval", "run", small_set, "--report", page)[0] == 0
    html = page.read_text(encoding="utf-8")
    assert html.count("<article") == 12
    assert "<svg" in html


def squad(tmp_path: Path) -> Path:
    contexts = ["甲市全年新建公园256个，绿化率达到41.5%。", "乙县修建水库3座，灌溉农田2万亩。"]
    golds = ["256个", "3座"]
    questions = ["甲市新建了多少个公园？", "乙县修建了几座水库？"]
    paragraphs = [
        {
            "context": context,
            "qas": [{"id": str(i), "question": q, "answers": [{"text": g, "answer_start": 0}]}],
        }
        for i, (context, q, g) in enumerate(zip(contexts, questions, golds, strict=True))
    ]
    path = tmp_path / "drcd_small.json"
    path.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), encoding="utf-8")
    return path


def test_retrieval_on_a_squad_set(
    models_ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = run_json(capsys, "eval", "retrieval", squad(tmp_path))
    assert document["contexts"] == document["questions"] == 2
    for way in ("dense", "lexical", "hybrid"):
        assert document["metrics"][f"{way}.hit@1"]["value"] == 1.0
    assert "read.hit@1" not in document["metrics"]
    read = run_json(capsys, "eval", "retrieval", squad(tmp_path), "--read")["metrics"]
    assert read["read.hit@1"]["value"] == 1.0
    assert read["hybrid.hit@1"] == document["metrics"]["hybrid.hit@1"]
    code, out, _ = run(capsys, "eval", "retrieval", squad(tmp_path))
    assert code == 0
    assert "干净" in out


def test_mrc_on_a_squad_set(
    sample_library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = run_json(capsys, "--home", sample_library, "eval", "mrc", squad(tmp_path))
    assert document["questions"] == 2
    assert document["reader"]
    assert 0 < document["metrics"]["f1"]["value"] <= 1
    assert run(capsys, "--home", sample_library, "eval", "mrc", squad(tmp_path))[0] == 0


def test_wrong_yardsticks_are_wrong_usage(
    models_ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "eval", "retrieval", tmp_path / "none.json")[0] == 2
    assert run(capsys, "eval", "retrieval", squad(tmp_path), "--limit", "0")[0] == 2
    assert run(capsys, "eval", "bench", "--sizes", "0")[0] == 2
