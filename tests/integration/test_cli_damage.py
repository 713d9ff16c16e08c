"""A library that is damaged, read-only or of another model: what still works, what is told."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

import pytest
from cli_helpers import ASKED, document, refused, wenbao


@pytest.fixture
def copy(sample_library: Path, tmp_path: Path) -> Path:
    """A library of this test's own, to damage."""
    target = tmp_path / "copy"
    shutil.copytree(sample_library, target)
    return target


@pytest.mark.model
def test_an_index_of_another_model_is_refused_and_readable(copy: Path) -> None:
    from index.generation import read_manifest, seal

    (generation,) = (copy / "generations").iterdir()
    made = read_manifest(generation)
    (generation / "manifest.json").unlink()
    seal(
        generation,
        model="other",
        model_digest="0" * 64,
        dimensions=made.dimensions,
        reports=made.reports,
        passages=made.passages,
    )
    for words in (("ask", ASKED), ("search", ASKED)):
        message = refused(wenbao(*words, "--home", str(copy), "--json"), 1)
        assert "other" in message
        assert "wenbao index rebuild" in message
    assert wenbao("show", "guangfeng-2021.md", "--home", str(copy)).returncode == 0
    rebuilt = wenbao("index", "rebuild", "--home", str(copy), "--json")
    assert rebuilt.returncode == 0
    assert document(wenbao("ask", ASKED, "--home", str(copy), "--json"))["answer"] == "256个"


@pytest.mark.model
@pytest.mark.parametrize("name", ["vectors.faiss", "rows.npy", "reports.json", "manifest.json"])
@pytest.mark.parametrize("how", ["gone", "short"])
def test_a_damaged_index_is_three(copy: Path, name: str, how: str) -> None:
    (generation,) = (copy / "generations").iterdir()
    path = generation / name
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(wenbao("ask", ASKED, "--home", str(copy), "--json"), 3)
    done = wenbao("index", "verify", "--home", str(copy), "--json")
    assert done.returncode == 3
    assert document(done)["damaged"]


@pytest.mark.model
def test_verify_names_one_changed_byte(copy: Path) -> None:
    (generation,) = (copy / "generations").iterdir()
    path = generation / "vectors.faiss"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    done = wenbao("index", "verify", "--home", str(copy), "--json")
    assert done.returncode == 3
    assert [item["file"] for item in document(done)["damaged"]] == ["vectors.faiss"]


@pytest.mark.model
def test_a_read_only_home_can_be_asked_but_not_changed(copy: Path, sample_report: Path) -> None:
    for path in (copy, *copy.rglob("*")):
        path.chmod(stat.S_IRUSR | (stat.S_IXUSR if path.is_dir() else 0))
    try:
        done = wenbao("ask", ASKED, "--home", str(copy), "--json")
        assert document(done)["answer"] == "256个"
        if os.geteuid() == 0:
            pytest.skip("以 root 身份运行：权限位拦不住写入")
        refused(wenbao("index", "add", str(sample_report), "--home", str(copy), "--json"), 1)
    finally:
        for path in (copy, *copy.rglob("*")):
            path.chmod(stat.S_IRWXU)
