"""What comes in by upload: bounded, named safely, and never outside the library's `uploads`."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import WenbaoError
from index.formats import CONVERTED, READERS

#: Folder of the home that keeps the originals, and within it that of what is on its way.
FOLDER, INCOMING = "uploads", ".incoming"
#: Endings that are taken.
ENDINGS = (*READERS, *CONVERTED)


@dataclass(frozen=True, slots=True)
class UploadLimits:
    """How much, how many and how long: of one file, of one batch, of all batches on their way.

    Bytes and seconds. A report with pictures seldom has 20 MB; 200 reports are twenty years of
    ten places. `free_bytes` must stay free on the disk for the index itself.
    """

    file_bytes: int = 50 * 1024 * 1024
    batch_bytes: int = 200 * 1024 * 1024
    batch_files: int = 200
    batches: int = 8
    file_seconds: float = 300.0
    batch_seconds: float = 1800.0
    free_bytes: int = 512 * 1024 * 1024


UPLOADS = UploadLimits()

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
#: Names that Windows keeps for devices, whatever their ending.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
#: Bytes of UTF-8 that a file's name may have, with room for " (12)" below the usual 255.
_NAME_BYTES = 180


@dataclass(slots=True)
class Received:
    """A file of a batch that has arrived whole."""

    name: str
    path: Path
    sha256: str


@dataclass(slots=True)
class Batch:
    """One upload on its way; only who knows its id can add to it."""

    id: str
    folder: Path
    began: float
    bytes: int = 0
    slots: int = 0
    files: list[Received] = field(default_factory=list)


def safe_name(given: str) -> str:
    """A file name out of whatever a browser sends: one component, printable, with its ending.

    Raises WenbaoError for an ending that is not read.
    """
    name = unicodedata.normalize("NFC", given).replace("\\", "/").rsplit("/", 1)[-1]
    # Cf: marks that turn the direction of writing, so that a name reads as another one.
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    name = _FORBIDDEN.sub("_", name).rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if f".{ending.lower()}" not in ENDINGS or not dot:
        known = "、".join(ENDINGS)
        raise WenbaoError(f"不支持的格式；能读的是 {known}")
    stem = stem.strip(" .~$") or "报告"
    if _DEVICES.match(stem):
        stem = f"_{stem}"
    room = _NAME_BYTES - len(ending) - 1
    return f"{stem.encode()[:room].decode(errors='ignore').strip()}.{ending}"


class Incoming:
    """Batches on their way into the library at `home`; safe to share between threads."""

    def __init__(self, home: Path, limits: UploadLimits = UPLOADS) -> None:
        """Nothing is created before the first batch; what an earlier run left behind goes then."""
        self.limits = limits
        self._home = home
        self._root = home / FOLDER / INCOMING
        self._lock = threading.Lock()
        self._batches: dict[str, Batch] = {}

    def begin(self) -> Batch:
        """A new batch; raises WenbaoError when too many are on their way or the disk is full."""
        with self._lock:
            self._expire()
            if len(self._batches) >= self.limits.batches:
                raise WenbaoError("正在上传的人太多；请过一会儿再试")
            batch_id = secrets.token_hex(16)
            batch = Batch(batch_id, self._root / batch_id, time.monotonic())
            try:
                batch.folder.mkdir(parents=True)
                free = shutil.disk_usage(batch.folder).free
            except OSError as error:
                raise WenbaoError(f"资料库的文件夹写不进去：{error.strerror}") from error
            if free < self.limits.free_bytes + self.limits.batch_bytes:
                shutil.rmtree(batch.folder, ignore_errors=True)
                raise WenbaoError("服务器的磁盘快满了，收不下新文件；请先腾出空间")
            self._batches[batch_id] = batch
            return batch

    def reserve(self, batch_id: str, size: int) -> tuple[Batch, Path]:
        """Room for a file of `size` bytes in a batch, and where to write it.

        Raises WenbaoError when the batch is gone or full, or the file too large.
        """
        with self._lock:
            self._expire()
            batch = self._batches.get(batch_id)
            if batch is None:
                raise WenbaoError("这次上传已经过期；请重新选择文件")
            check_size(size, self.limits)
            if batch.slots >= self.limits.batch_files:
                raise WenbaoError(f"一次最多 {self.limits.batch_files} 个文件；请分几次添加")
            if batch.bytes + size > self.limits.batch_bytes:
                most = self.limits.batch_bytes // 1024 // 1024
                raise WenbaoError(f"一次最多 {most} MB；请分几次添加")
            batch.bytes += size
            batch.slots += 1
            return batch, batch.folder / f"{batch.slots}.part"

    def claim(self, batch_id: str) -> Batch:
        """Take a batch out to be added; raises WenbaoError when it is gone."""
        with self._lock:
            self._expire()
            batch = self._batches.pop(batch_id, None)
        if batch is None:
            raise WenbaoError("这次上传已经过期；请重新选择文件")
        return batch

    def _expire(self) -> None:
        """Forget the batches that took too long, and what a process that is gone left behind."""
        now = time.monotonic()
        for batch in list(self._batches.values()):
            if now - batch.began > self.limits.batch_seconds:
                del self._batches[batch.id]
                shutil.rmtree(batch.folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            for folder in self._root.iterdir():
                old = time.time() - folder.stat().st_mtime > 2 * self.limits.batch_seconds
                if old and folder.name not in self._batches:
                    shutil.rmtree(folder, ignore_errors=True)


def check_size(size: int, limits: UploadLimits) -> None:
    """Raise WenbaoError for a file that is empty or larger than one may be."""
    most = limits.file_bytes // 1024 // 1024
    if size > limits.file_bytes:
        raise WenbaoError(f"文件太大，上限 {most} MB")
    if size <= 0:
        raise WenbaoError("文件是空的")


def keep(home: Path, file: Received) -> Path:
    """Move a received file among the originals, under a name that is free there.

    Returns its path. Raises WenbaoError when it cannot be written.
    """
    folder = home / FOLDER
    stem, _, ending = file.name.rpartition(".")
    for number in range(1, 1000):
        name = file.name if number == 1 else f"{stem} ({number}).{ending}"
        path = folder / name
        try:
            # Reserved first: two chats over one home must not take the same name.
            path.open("xb").close()
            os.replace(file.path, path)
        except FileExistsError:
            continue
        except OSError as error:
            raise WenbaoError(f"资料库的文件夹写不进去：{error.strerror}") from error
        return path
    raise WenbaoError("同名的文件太多；请改名后再添加")


def is_original(home: Path, path: Path) -> bool:
    """Whether a file lies directly among the kept originals, so that removing it is ours to do."""
    return path.parent == (home / FOLDER).absolute() and path.is_file() and not path.is_symlink()


def discard(paths: Iterable[Path]) -> None:
    """Delete files that may be gone already."""
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def digest(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()
