"""Set a model up: fetch, convert, check, and let it appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import WenbaoError
from index.models.catalog import FolderSource, ModelSpec, resolve
from index.models.fetch import Say, fetch
from index.models.manifest import (
    WEIGHTS_NAME,
    DamagedModelError,
    Manifest,
    check_files,
    read_manifest,
    sha256_of,
)
from index.paths import models_dir as default_models_dir


def set_up(model: str | None, models_dir: Path | None, say: Say) -> tuple[Manifest, bool]:
    """Have the model `model` (as in `catalog.resolve`) in the models folder, whole and verified.

    Returns its manifest and whether anything had to be done. Work goes on in a folder beside the
    final one and is switched by one rename, so an interruption leaves nothing half done; finished
    downloads are kept until then. Raises WenbaoError.
    """
    spec = resolve(model)
    root = models_dir or default_models_dir()
    folder = root / spec.key
    try:
        present = _whole(spec, folder, say)
        if present:
            return present, False
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root / ".lock", say):
            # Another set-up may have done it while this one waited.
            present = _whole(spec, folder, say)
            if present:
                return present, False
            for left in root.glob(".building-*"):
                shutil.rmtree(left, ignore_errors=True)
            building = root / f".building-{spec.key}"
            building.mkdir()
            source = fetch(spec, building, root / ".downloads", say)
            say(f"校验、转换模型 {spec.name}（约半分钟，只此一次）……")
            from index.models.convert import convert

            manifest = convert(spec, building, source)
            _switch(building, folder)
            shutil.rmtree(root / ".downloads", ignore_errors=True)
            return manifest, True
    except OSError as error:
        raise WenbaoError(
            f"不能安装模型到 {root}（{error.strerror or error}）；"
            "请检查权限和磁盘空间，或用环境变量 WENBAO_MODELS 另指一个文件夹"
        ) from error


@contextmanager
def _locked(path: Path, say: Say) -> Iterator[None]:
    """One set-up at a time; a second one waits, and says so."""
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say("另一个 wenbao setup 正在安装模型，等它做完……")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _whole(spec: ModelSpec, folder: Path, say: Say) -> Manifest | None:
    """The manifest if every file is as it was written, and as its source still is; else None."""
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
    except FileNotFoundError:
        return None
    except DamagedModelError as error:
        say(f"{error}（现在重装）")
        return None
    if isinstance(spec.source, FolderSource):
        weights = spec.source.folder / WEIGHTS_NAME
        if weights.is_file() and sha256_of(weights) != manifest.weights_sha256:
            say(f"{spec.source.folder} 里的权重变了（现在重装）")
            return None
    return manifest


def _switch(building: Path, folder: Path) -> None:
    for path in building.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
    if folder.exists():
        aside = folder.with_name(f".building-old-{folder.name}")
        folder.rename(aside)
        building.rename(folder)
        shutil.rmtree(aside, ignore_errors=True)
    else:
        building.rename(folder)
