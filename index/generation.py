"""Immutable generations of the index: written beside the live one, then switched atomically.

Layout of a library (`home`):

    CURRENT                  the live generation's name
    generations/NAME/        manifest.json, reports.json, rows.npy, vectors.faiss, lexical/
    objects/SHA256.json      one report each: text, outline, passages; shared by generations
    write.lock               held by the one writer
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import DamageError, WenbaoError
from index.settings import SETTINGS

#: Grows when the layout changes so that older programs must not read it.
SCHEMA = 1
CURRENT = "CURRENT"
MANIFEST = "manifest.json"
REPORTS = "reports.json"
ROWS = "rows.npy"
VECTORS = "vectors.faiss"
LEXICAL = "lexical"

#: What helps when not even the catalogue can be read.
_ANEW = "请删除资料库里的 CURRENT 后重新运行 wenbao index add 你的报告文件夹"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and what made it; `files` maps names to their sha256."""

    schema: int
    created: str
    model: str
    model_digest: str
    dimensions: int
    settings: dict[str, Any]
    reports: int
    passages: int
    files: dict[str, str]


def sha256_of(path: Path) -> str:
    """The sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def current_name(home: Path) -> str | None:
    """The live generation's name, or None for a library that has none yet.

    Raises DamageError when CURRENT names a generation that is not there.
    """
    try:
        name = (home / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    except NotADirectoryError as error:
        raise WenbaoError(f"资料库 {home} 不是文件夹；请换一个：wenbao --home 文件夹 …") from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamageError(
            f"{home / CURRENT} 读不出来：{error}；运行 wenbao index verify"
        ) from error
    if not (home / "generations" / name / MANIFEST).is_file():
        raise DamageError(f"{home / CURRENT} 指向的索引 {name!r} 不在；{_ANEW}")
    return name


def read_manifest(folder: Path) -> Manifest:
    """A generation's manifest.

    Raises DamageError when it is unreadable or of another schema.
    """
    try:
        shape = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if shape["schema"] != SCHEMA:
            raise DamageError(
                f"索引 {folder.name} 的格式版本是 {shape['schema']}，本程序读的是 {SCHEMA}；{_ANEW}"
            )
        if shape.pop("checksum", None) not in (None, _checksum(shape)):
            raise ValueError("内容与它自己的校验和不符")
        return Manifest(**shape)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamageError(f"索引 {folder.name} 的 {MANIFEST} 已损坏：{error}；{_ANEW}") from error


def _checksum(shape: dict[str, Any]) -> str:
    """The sha256 of a manifest's values; nothing else vouches for the manifest itself."""
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()


def check_files(folder: Path, manifest: Manifest, names: Iterable[str]) -> None:
    """Raise DamageError for the first of the named files that is not what the manifest says."""
    for name in names:
        if name in manifest.files and (problem := problem_of(folder / name, manifest.files[name])):
            raise DamageError(
                f"索引 {folder} 的 {name} 已损坏：{problem}；"
                f"{_ANEW if name == REPORTS else '请运行 wenbao index rebuild 重建'}"
            )


def problem_of(path: Path, digest: str) -> str:
    """What is wrong with a file that should have this sha256; empty when all is well."""
    if not path.is_file():
        return "文件不在"
    try:
        return "" if sha256_of(path) == digest else "内容与登记的校验和不符"
    except OSError as error:
        return f"读不出来：{error.strerror or error}"


def seal(
    folder: Path, *, model: str, model_digest: str, dimensions: int, reports: int, passages: int
) -> None:
    """Write the manifest of a finished generation, flushing every file to disk first."""
    files = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        flush(path)
        files[path.relative_to(folder).as_posix()] = sha256_of(path)
    manifest = Manifest(
        schema=SCHEMA,
        created=time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        model=model,
        model_digest=model_digest,
        dimensions=dimensions,
        settings=asdict(SETTINGS),
        reports=reports,
        passages=passages,
        files=files,
    )
    shape = asdict(manifest)
    shape["checksum"] = _checksum(shape)
    write_atomically(folder / MANIFEST, json.dumps(shape, ensure_ascii=False, indent=1).encode())
    flush(folder)


def switch(home: Path, name: str) -> str | None:
    """Make a sealed generation the live one, by one atomic rename; returns the one before."""
    previous = current_name(home)
    flush(home / "generations")
    write_atomically(home / CURRENT, name.encode("ascii"))
    return previous


def write_atomically(path: Path, data: bytes) -> None:
    """Replace a file's content whole or not at all, surviving a crash at any point."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise
    flush(path.parent)


def flush(path: Path) -> None:
    """Have the operating system write a file or folder to disk now."""
    if os.name == "nt" and path.is_dir():
        return  # Windows flushes no folders.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def collect_garbage(home: Path, live: str, previous: str | None, keep_objects: set[str]) -> None:
    """Remove what no reader can still need: every generation but the live and the previous one.

    The previous generation stays, with its reports, for the readers that opened it before the
    switch; what a killed process left unfinished goes.
    """
    keep = set(keep_objects)
    for folder in (home / "generations").iterdir():
        if folder.name not in (live, previous):
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.name == previous:
            try:
                shapes = json.loads((folder / REPORTS).read_text(encoding="utf-8"))
                keep.update(shape["object"] for shape in shapes)
            except (OSError, ValueError, KeyError, TypeError):
                # Damaged: whoever opened it has its catalogue in memory, and keeps its vectors.
                continue
    for path in (home / "objects").iterdir():
        if path.stem not in keep:
            # One that another program holds open (Windows) goes the next time.
            with contextlib.suppress(OSError):
                path.unlink()
