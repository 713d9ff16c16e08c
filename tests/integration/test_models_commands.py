"""`wenbao setup` and `wenbao doctor`, run as a user runs them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from index.generation import read_manifest, seal

pytestmark = pytest.mark.model

ROOT = Path(__file__).parents[2]


def _wenbao(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from ui.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | environment,
    )


def _doctor(home: Path, **environment: str) -> dict[str, Any]:
    finished = _wenbao("doctor", "--json", "--home", str(home), **environment)
    assert finished.returncode == 0, finished.stderr
    found: dict[str, Any] = json.loads(finished.stdout)
    return found


def test_setup_a_second_time_does_nothing(models_ready: Path) -> None:
    finished = _wenbao("setup", "--json", "--model", "m3e-small")
    assert (finished.returncode, finished.stderr) == (0, "")
    document = json.loads(finished.stdout)
    assert (document["installed"], document["folder"]) == ("before", str(models_ready))
    assert "non-commercial" in document["terms"]["en"]


def test_setup_without_a_network_explains_itself_in_one_line(tmp_path: Path) -> None:
    finished = _wenbao(
        "setup",
        "--json",
        WENBAO_MODELS=str(tmp_path),
        WENBAO_MODEL="m3e-small",
        PIP_CONFIG_FILE="/dev/null",
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_EXTRA_INDEX_URL="",
        PIP_FIND_LINKS="",
        PIP_RETRIES="0",
    )
    assert finished.returncode == 1
    assert "下载句向量模型失败" in finished.stderr
    assert "Traceback" not in finished.stderr
    assert not (tmp_path / "m3e-small").exists()


def test_setup_of_an_unknown_model_names_those_there_are() -> None:
    finished = _wenbao("setup", "--model", "m3e")
    assert finished.returncode == 1
    assert "BAAI/bge-small-zh-v1.5" in finished.stderr


def test_doctor_finds_a_whole_installation_whole(sample_library: Path) -> None:
    found = _doctor(sample_library, WENBAO_MODEL="m3e-small")
    model = found["models"]["m3e-small"]
    assert (model["state"], model["chosen"], found["problems"]) == ("ok", True, [])
    assert "非商业" in model["terms"]["zh"]
    assert len(model["files"]["model_int8.onnx"]) == 64
    assert found["index"]["state"] == "ok"
    assert found["index"]["model_digest"] == model["digest"]
    assert found["index"]["reports"] == 1
    assert found["packages"]["onnxruntime"]


def test_doctor_says_that_a_library_is_empty(models_ready: Path, tmp_path: Path) -> None:
    found = _doctor(tmp_path / "nothing", WENBAO_MODEL="m3e-small")
    assert found["index"]["state"] == "missing"
    assert any("wenbao index add" in problem for problem in found["problems"])
    assert not (tmp_path / "nothing").exists()


def test_doctor_says_that_a_model_is_missing(tmp_path: Path) -> None:
    found = _doctor(tmp_path / "home", WENBAO_MODELS=str(tmp_path), WENBAO_MODEL="m3e-small")
    assert found["models"]["m3e-small"]["state"] == "missing"
    assert any("wenbao setup" in problem for problem in found["problems"])


def test_doctor_reads_every_file_of_the_model(models_ready: Path, tmp_path: Path) -> None:
    shutil.copytree(models_ready, tmp_path / models_ready.name)
    with (tmp_path / models_ready.name / "model.safetensors").open("r+b") as stream:
        stream.seek(-1, os.SEEK_END)
        stream.write(b"\x7f")
    found = _doctor(tmp_path / "home", WENBAO_MODELS=str(tmp_path), WENBAO_MODEL="m3e-small")
    assert found["models"]["m3e-small"]["state"] == "damaged"
    assert any("model.safetensors" in problem for problem in found["problems"])


def test_doctor_says_that_the_index_is_another_models(
    sample_library: Path, models_ready: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(sample_library, home)
    generation = home / "generations" / (home / "CURRENT").read_text().strip()
    made = read_manifest(generation)
    (generation / "manifest.json").unlink()
    seal(
        generation,
        model="other",
        model_digest="f" * 64,
        dimensions=made.dimensions,
        reports=made.reports,
        passages=made.passages,
    )
    found = _doctor(home, WENBAO_MODEL="m3e-small")
    assert found["index"]["state"] == "mismatch"
    assert any("wenbao index rebuild" in problem for problem in found["problems"])


def test_doctor_in_words_names_terms_and_hashes(sample_library: Path) -> None:
    finished = _wenbao("doctor", "--home", str(sample_library), WENBAO_MODEL="m3e-small")
    assert finished.returncode == 0
    for part in ("m3e-small（在用）：完好", "非商业", "model_int8.onnx", "一切正常"):
        assert part in finished.stdout
