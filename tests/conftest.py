"""What every test stands on: no network, the sample report, the model, a library built for real."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OFFLINE = ROOT / "tests" / "offline"

MODEL_MISSING = "句向量模型尚未安装：请先运行 make install"


def pytest_configure(config: pytest.Config) -> None:
    """Block the network in this process and in every Python process that a test starts."""
    # Reading the module puts the hook on; a process started with it has done so already.
    if str(OFFLINE) not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
        spec = importlib.util.spec_from_file_location("offline", OFFLINE / "sitecustomize.py")
        assert spec is not None
        assert spec.loader is not None
        spec.loader.exec_module(importlib.util.module_from_spec(spec))
        inherited = os.environ.get("PYTHONPATH")
        paths = [str(OFFLINE), *([inherited] if inherited else [])]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    # ranx would compile for a minute what Python does in a second; to be set before numba, which
    # bm25s imports too, is read by any test.
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    # The model is the one on disk: no library may ask a hub whether there is a newer one.
    os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def sample_report() -> Path:
    """The report that a fresh install starts with."""
    return ROOT / "reports" / "guangfeng-2021.md"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The development data beside the repository."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("没有开发数据：请把 shared/ 放在仓库旁边")
    return folder


@pytest.fixture(scope="session")
def models_ready() -> Path:
    """The folder of the default model, set up."""
    from index.errors import WenbaoError
    from index.models.catalog import DEFAULT_MODEL
    from index.models.encoder import installed

    try:
        folder, _ = installed(DEFAULT_MODEL)
    except WenbaoError:
        pytest.skip(MODEL_MISSING)
    return folder


@pytest.fixture(scope="session")
def sample_library(
    models_ready: Path, sample_report: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The home of a library that holds `reports/`, built by the real pipeline; only read it."""
    from index.build import add_paths
    from index.models.encoder import load_encoder

    home = tmp_path_factory.mktemp("library")
    result = add_paths(home, [sample_report.parent], encoder=load_encoder)
    assert result.added == ("guangfeng-2021.md",)
    return home


@pytest.fixture
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home without a library, and `$WENBAO_HOME` pointing at it."""
    home = tmp_path / "home"
    monkeypatch.setenv("WENBAO_HOME", str(home))
    return home
