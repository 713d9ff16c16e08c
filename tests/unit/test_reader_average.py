"""The mean of two stages' weights (qa.reader.average)."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from qa.reader.average import average, main


def write(path: Path, **tensors: torch.Tensor) -> Path:
    save_file(tensors, path)
    return path


def test_the_mean_is_float32_and_lies_between(tmp_path: Path) -> None:
    one = write(tmp_path / "one.safetensors", head=torch.tensor([1.0, 2.0]).half())
    other = write(tmp_path / "other.safetensors", head=torch.tensor([3.0, 6.0]))
    assert average(one, other, tmp_path / "out" / "mean.safetensors", 0.25) == 1
    mean = load_file(tmp_path / "out" / "mean.safetensors")["head"]
    assert mean.dtype == torch.float32
    assert mean.tolist() == [1.5, 3.0]


def test_the_command_takes_half_of_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = write(tmp_path / "one.safetensors", head=torch.zeros(2))
    other = write(tmp_path / "other.safetensors", head=torch.ones(2))
    out = tmp_path / "mean.safetensors"
    assert main([str(one), str(other), "--out", str(out)]) == 0
    assert load_file(out)["head"].tolist() == [0.5, 0.5]
    assert "1 tensors" in capsys.readouterr().out


def test_weights_of_another_model_are_refused_by_name(tmp_path: Path) -> None:
    one = write(tmp_path / "one.safetensors", head=torch.zeros(2))
    other = write(tmp_path / "other.safetensors", head=torch.zeros(3))
    with pytest.raises(SystemExit, match="head"):
        main([str(one), str(other), "--out", str(tmp_path / "mean.safetensors")])
    assert not (tmp_path / "mean.safetensors").exists()
