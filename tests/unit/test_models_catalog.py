"""Which model a name means."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import WenbaoError
from index.models.catalog import CATALOG, FolderSource, HubSource, WheelSource, resolve


def test_the_default_is_m3e_small_with_every_file_pinned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WENBAO_MODEL", raising=False)
    spec = resolve()
    assert (spec.name, spec.dimensions, spec.max_tokens, spec.pooling) == (
        "m3e-small",
        512,
        512,
        "mean",
    )
    assert isinstance(spec.source, WheelSource)
    pins = dict(spec.source.files)
    assert {"config.json", "tokenizer.json", "pytorch_model.bin"} <= set(pins)
    assert all(len(pin) == 64 for pin in (*pins.values(), spec.source.sha256))
    assert "非商业" in spec.terms.zh
    assert "non-commercial" in spec.terms.en


def test_the_environment_chooses_unless_a_name_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENBAO_MODEL", "BAAI/bge-small-zh-v1.5")
    assert resolve().query_instruction == "为这个句子生成表示以用于检索相关文章："
    assert resolve().pooling == "cls"
    assert resolve("m3e-small").name == "m3e-small"


def test_any_hub_name_is_taken_with_its_own_settings() -> None:
    spec = resolve("someone/some-model")
    assert spec.source == HubSource("someone/some-model")
    assert (spec.dimensions, spec.pooling, spec.query_instruction) == (None, None, None)
    assert "/" not in spec.key


def test_a_folder_goes_before_a_hub_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert resolve("models/mine").source == FolderSource(tmp_path / "models" / "mine")


def test_folders_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    keys = {resolve(str(tmp_path / parent / "model")).key for parent in ("a", "b")}
    assert len(keys) == 2
    assert keys.isdisjoint({spec.key for spec in CATALOG})


@pytest.mark.parametrize("name", ["m3e", "a/b/c", "etc/pass wd", "名字"])
def test_an_unknown_name_says_what_would_do(name: str) -> None:
    with pytest.raises(WenbaoError) as caught:
        resolve(name)
    assert "m3e-small" in str(caught.value)
    assert "wenbao setup --model" in str(caught.value)
