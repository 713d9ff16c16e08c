"""Set-up: killed half-way it leaves nothing that could be taken for a model, and goes on after."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from index.errors import WenbaoError
from index.models.catalog import resolve
from index.models.encoder import load_encoder
from index.models.install import set_up
from index.models.manifest import MANIFEST_NAME, WEIGHTS_NAME, check_files

pytestmark = pytest.mark.model


def _wait_for(folder: Path, name: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while not list(folder.glob(f".building-*/{name}")):
        assert process.poll() is None, "set-up ended before it got there"
        assert time.monotonic() < deadline, f"{name} never came"
        time.sleep(0.01)


def test_a_set_up_that_was_killed_leaves_no_model_and_is_done_again(
    models_ready: Path, tmp_path: Path
) -> None:
    # The default model's float32 files serve as somebody's own folder: no network is needed.
    model, models = str(models_ready), tmp_path / "models"
    code = (
        "import sys; from pathlib import Path; from index.models.install import set_up; "
        "set_up(sys.argv[1], Path(sys.argv[2]), print)"
    )
    command = [sys.executable, "-c", code, model, str(models)]
    with subprocess.Popen(command, cwd=Path(__file__).parents[2]) as process:
        _wait_for(models, "model_float32.onnx", process)
        process.kill()
    with pytest.raises(WenbaoError, match=r"尚未安装.*wenbao setup"):
        load_encoder(model, models)

    said: list[str] = []
    manifest, fresh = set_up(model, models, said.append)
    assert fresh
    assert not list(models.glob(".building-*"))
    folder = models / resolve(model).key
    check_files(folder, manifest)
    kept = {path.name for path in folder.iterdir()}
    assert kept == set(manifest.files) | {MANIFEST_NAME}
    assert {WEIGHTS_NAME, "model_int8.onnx", "tokenizer.json", "config.json"} <= kept
    assert manifest.cosine >= 0.98
    np.testing.assert_array_equal(
        load_encoder(model, models).encode(["建成多少协商议事室"]),
        load_encoder("m3e-small").encode(["建成多少协商议事室"]),
    )

    started = time.monotonic()
    assert set_up(model, models, said.append) == (manifest, False)
    assert time.monotonic() - started < 2

    # A damaged file is noticed, and the model made anew in its place.
    (folder / "config.json").write_text("{}")
    mended, fresh = set_up(model, models, said.append)
    assert fresh
    assert any("config.json 的 sha256" in line for line in said)
    check_files(folder, mended)
    assert mended.digest == manifest.digest


def test_a_second_set_up_waits_for_the_first(models_ready: Path, tmp_path: Path) -> None:
    # Another process's set-up, holding on until this one has said that it waits.
    code = (
        "import sys; from filelock import FileLock\n"
        "with FileLock(sys.argv[1]):\n"
        "    print('held', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / ".lock")]
    said: list[str] = []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        stdin = holder.stdin

        def say(line: str) -> None:
            said.append(line)
            stdin.close()

        broken = tmp_path / "not-a-model"
        broken.mkdir()
        with pytest.raises(WenbaoError, match="不是句向量模型的文件夹"):
            set_up(str(broken), tmp_path, say)
    assert len(said) == 1
    assert "等它做完" in said[0]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path, models_ready: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(WenbaoError, match=r"不能安装模型到.*WENBAO_MODELS"):
        set_up(str(models_ready), blocked / "models", print)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "config.json").write_text("{}")
    with pytest.raises(WenbaoError, match=r"model\.safetensors"):
        set_up(str(broken), tmp_path / "models", print)
    assert not list((tmp_path / "models").glob("local-*"))
