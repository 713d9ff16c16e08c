"""Where libraries and models lie: the option, then the environment, then the platform."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.paths import home_dir, models_dir


def test_the_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_HOME", "/srv/environment")
    assert home_dir("/srv/option") == Path("/srv/option")
    assert home_dir() == Path("/srv/environment")


def test_without_either_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENBAO_HOME", raising=False)
    monkeypatch.delenv("WENBAO_MODELS", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/data")
    monkeypatch.setenv("XDG_CACHE_HOME", "/srv/cache")
    assert home_dir().name == "wenbao"
    assert models_dir().name == "models"
    assert home_dir() != models_dir()


def test_models_do_not_depend_on_the_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_MODELS", "/srv/models")
    before = models_dir()
    monkeypatch.setenv("WENBAO_HOME", "/srv/another")
    assert models_dir() == before == Path("/srv/models")


def test_paths_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENBAO_MODELS", "models")
    assert home_dir("library") == tmp_path / "library"
    assert models_dir() == tmp_path / "models"
    assert home_dir("~/library") == Path.home() / "library"
