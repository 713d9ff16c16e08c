"""Writing one generation: vectors taken over or made, both indexes, the switch."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import generation as gen
from index.catalogue import ReportEntry, entry_to_disk, report_to_disk
from index.context import contextualised
from index.errors import DamageError, WenbaoError
from index.snapshot import ROW_WIDTH, Snapshot, passage_facts, read_report
from index.staging import Staging
from index.types import Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder

#: Called with (reports done, reports in all, the file just done).
Progress = Callable[[int, int, str], None]


def keep_report(home: Path, report: Report) -> str:
    """Store a report's text and passages; returns the sha256 that names them.

    Reports are kept one by one as they are parsed, so that memory does not grow with their number;
    what no generation names is collected with the next one. Raises WenbaoError when the disk
    takes no more.
    """
    data = report_to_disk(report)
    name = hashlib.sha256(data).hexdigest()
    path = home / "objects" / f"{name}.json"
    try:
        path.parent.mkdir(exist_ok=True)
        if gen.problem_of(path, name):
            gen.write_atomically(path, data)
    except OSError as error:
        reason = error.strerror or error
        raise WenbaoError(f"索引写不进 {home}：{reason}；旧索引没有改动") from error
    return name


def fitting_model(old: Snapshot | None, encoder: Callable[[], Encoder]) -> Encoder:
    """The model in use; raises WenbaoError when the index was made by another one."""
    model = encoder()
    if old is not None and old.manifest.model_digest != model.digest:
        raise WenbaoError(
            f"索引是用模型 {old.manifest.model} 建的，现在用的是 {model.name}；"
            "请先运行 wenbao index rebuild 用现在的模型重建"
        )
    return model


def write_generation(
    home: Path,
    old: Snapshot | None,
    entries: Mapping[str, ReportEntry],
    model: Encoder,
    progress: Progress | None,
) -> None:
    """Write a generation of `entries`, taking vectors from `old` where the report is the same.

    Every report of `entries` has been kept (`keep_report`) before.
    Vectors that are made are staged on disk one report at a time, so that an interrupted run
    goes on where it stopped. The caller holds the write lock. Raises WenbaoError, the old
    generation untouched, when the disk is full or `old` is damaged or of another model.
    """
    if old is not None:
        # Else damaged vectors would go over into the new generation with a good checksum.
        gen.check_files(old.folder, old.manifest, (gen.REPORTS, gen.ROWS, gen.VECTORS))
    ordered = [entries[file] for file in sorted(entries)]
    try:
        name, previous = _write(home, old, ordered, model, progress)
    except OSError as error:
        reason = error.strerror or error
        raise WenbaoError(f"索引写不进 {home}：{reason}；旧索引没有改动") from error
    Staging(home, model.digest).clear()
    gen.collect_garbage(home, name, previous, {entry.object for entry in ordered})


def _write(
    home: Path,
    old: Snapshot | None,
    ordered: Sequence[ReportEntry],
    model: Encoder,
    progress: Progress | None,
) -> tuple[str, str | None]:
    """Write a generation and make it live; returns its name and that of the one before."""
    import numpy as np

    from index.dense import DenseIndex
    from index.lexical import LexicalIndex

    known = {e.object: i for i, e in enumerate(old.entries)} if old is not None else {}
    staging = Staging(home, model.digest)
    vectors: list[NDArray[np.float32]] = []
    rows: list[tuple[int, ...]] = []
    texts: list[str] = []
    for ordinal, entry in enumerate(ordered):
        report = read_report(home, entry)
        own = [contextualised(report.metadata, p, report.text) for p in report.passages]
        if old is not None and entry.object in known:
            vectors.append(old.vectors_of(known[entry.object]))
        else:
            vectors.append(staging.vectors(entry.object, own, model))
        rows.extend(
            (ordinal, number, *passage_facts(passage))
            for number, passage in enumerate(report.passages)
        )
        texts.extend(own)
        if progress:
            progress(ordinal + 1, len(ordered), entry.file)
    name = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid.uuid4().hex[:8]}"
    folder = home / "generations" / name
    folder.mkdir(parents=True)
    try:
        shapes = [entry_to_disk(entry) for entry in ordered]
        (folder / gen.REPORTS).write_text(json.dumps(shapes, ensure_ascii=False), encoding="utf-8")
        np.save(folder / gen.ROWS, np.array(rows, dtype=np.int32).reshape(-1, ROW_WIDTH))
        if texts:
            DenseIndex.build(np.concatenate(vectors)).save(folder / gen.VECTORS)
            LexicalIndex.build(texts).save(folder / gen.LEXICAL)
        gen.seal(
            folder,
            model=model.name,
            model_digest=model.digest,
            dimensions=model.dimensions,
            reports=len(ordered),
            passages=len(rows),
        )
        _read_back(home, name)
        previous = gen.switch(home, name)
    except OSError:
        # The switch itself may have been made before what failed.
        if gen.current_name(home) != name:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return name, previous


def _read_back(home: Path, name: str) -> None:
    """Open a sealed generation before it goes live.

    Raises OSError when that fails: numpy and FAISS do not look at what closing a file says, so a
    disk that fills up with the last block leaves a short file and no error.
    """
    try:
        Snapshot(home, name)
    except DamageError as error:
        raise OSError("写下的文件读不回来，磁盘多半满了") from error
