"""Writing the index: add, remove, prune and rebuild, each one new generation."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index import generation as gen
from index.catalogue import ReportEntry, entry_to_disk, report_to_disk
from index.context import contextualised
from index.errors import DamageError, WenbaoError
from index.lock import writing
from index.parse import parse_report, read_source
from index.passages import make_splitter
from index.settings import SETTINGS
from index.snapshot import ROW_WIDTH, Snapshot, open_snapshot, passage_facts, read_report
from index.sources import absolute, collect, is_gone, library_name
from index.staging import Staging
from index.types import Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.models.encoder import Encoder

#: Called with (reports done, reports in all, the file just done).
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of each file; `failed` holds (file, reason)."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's document of `index add`."""
        return {
            "added": list(self.added),
            "unchanged": list(self.unchanged),
            "replaced": list(self.replaced),
            "removed": list(self.removed),
            "failed": [{"file": file, "reason": reason} for file, reason in self.failed],
        }


def add_paths(
    home: Path,
    paths: Sequence[Path],
    *,
    encoder: Callable[[], Encoder],
    prune: bool = False,
    progress: Progress | None = None,
) -> AddResult:
    """Add files and folders to the library at `home`.

    A file whose content is indexed already costs a hash; `encoder` is called (and the model
    loaded) only when there is something to encode. With `prune`, reports of the given folders
    whose files are gone are removed. Raises WenbaoError when the library cannot be written.
    """
    with writing(home):
        snapshot = open_snapshot(home)
        entries = {e.file: e for e in snapshot.entries} if snapshot else {}
        taken = {e.file: e.source for e in entries.values()}
        names = {source: file for file, source in taken.items()}
        added: list[str] = []
        replaced: list[str] = []
        unchanged: list[str] = []
        failed: list[tuple[str, str]] = []
        fresh: dict[str, Report] = {}
        splitter = make_splitter()
        for found in collect(paths):
            if isinstance(found, Path):
                missing = not os.path.exists(absolute(found))
                reason = "没有这个文件或文件夹，请检查路径" if missing else "打不开这个文件夹"
                failed.append((str(found), reason))
                continue
            file = names.get(str(found.path)) or library_name(found, taken)
            try:
                source = read_source(found.path, file)
                old = entries.get(file)
                if old and (old.sha256, old.pipeline) == (source.sha256, SETTINGS.pipeline):
                    unchanged.append(file)
                    continue
                report = parse_report(source, splitter)
            except WenbaoError as error:
                failed.append((file, str(error)))
                continue
            (replaced if old else added).append(file)
            fresh[file] = report
            entries[file] = _entry(report, str(found.path), source.sha256)
            names[str(found.path)] = file
            taken[file] = str(found.path)
        removed = _prune(entries, paths) if prune else []
        if fresh or removed:
            write_generation(home, snapshot, entries, fresh, encoder, progress)
    return AddResult(tuple(added), tuple(unchanged), tuple(replaced), tuple(removed), tuple(failed))


def remove_reports(
    home: Path, names: Sequence[str], *, encoder: Callable[[], Encoder]
) -> tuple[str, ...]:
    """Remove reports by file or id; returns their files.

    Raises WenbaoError when a name is unknown; then nothing is removed.
    """
    with writing(home):
        snapshot = open_snapshot(home)
        if snapshot is None:
            raise WenbaoError("资料库是空的，没有可以移除的报告")
        gone = {snapshot.entries[snapshot.ordinal_of(name)].file for name in names}
        entries = {e.file: e for e in snapshot.entries if e.file not in gone}
        write_generation(home, snapshot, entries, {}, encoder, None)
    return tuple(sorted(gone))


def rebuild(home: Path, *, encoder: Callable[[], Encoder], progress: Progress | None = None) -> int:
    """Encode every stored report anew with the present model; returns the number of reports."""
    with writing(home):
        snapshot = open_snapshot(home, with_indexes=False)
        if snapshot is None:
            raise WenbaoError("资料库是空的，没有可以重建的索引；先运行 wenbao index add 文件夹")
        entries = {e.file: e for e in snapshot.entries}
        write_generation(home, None, entries, {}, encoder, progress)
    return len(entries)


def _entry(report: Report, source: str, sha256: str) -> ReportEntry:
    return ReportEntry(
        id=report.id,
        file=report.file,
        source=source,
        sha256=sha256,
        pipeline=SETTINGS.pipeline,
        object=hashlib.sha256(report_to_disk(report)).hexdigest(),
        metadata=report.metadata,
        passages=len(report.passages),
        characters=len(report.text),
    )


def _prune(entries: dict[str, ReportEntry], paths: Iterable[Path]) -> list[str]:
    """Drop the reports whose files lay under `paths` and are gone."""
    roots = [absolute(path) for path in paths]
    gone = [
        file
        for file, entry in entries.items()
        if any(Path(entry.source).is_relative_to(root) for root in roots)
        and is_gone(Path(entry.source))
    ]
    for file in gone:
        del entries[file]
    return gone


def write_generation(
    home: Path,
    old: Snapshot | None,
    entries: Mapping[str, ReportEntry],
    fresh: Mapping[str, Report],
    encoder: Callable[[], Encoder],
    progress: Progress | None,
) -> None:
    """Write a generation of `entries`, taking vectors from `old` where the report is the same.

    Vectors that are made are staged on disk one report at a time, so that an interrupted run
    goes on where it stopped. The caller holds the write lock. Raises WenbaoError, the old
    generation untouched, when the disk is full or `old` is damaged or of another model.
    """
    model = encoder()
    if old is not None and old.manifest.model_digest != model.digest:
        raise WenbaoError(
            f"索引是用模型 {old.manifest.model} 建的，现在用的是 {model.name}；"
            "请先运行 wenbao index rebuild 用现在的模型重建"
        )
    if old is not None:
        # Else damaged vectors would go over into the new generation with a good checksum.
        gen.check_files(old.folder, old.manifest, (gen.REPORTS, gen.ROWS, gen.VECTORS))
    ordered = [entries[file] for file in sorted(entries)]
    try:
        name, previous = _write(home, old, ordered, fresh, model, progress)
    except OSError as error:
        reason = error.strerror or error
        raise WenbaoError(f"索引写不进 {home}：{reason}；旧索引没有改动") from error
    Staging(home, model.digest).clear()
    gen.collect_garbage(home, name, previous, {entry.object for entry in ordered})


def _write(
    home: Path,
    old: Snapshot | None,
    ordered: Sequence[ReportEntry],
    fresh: Mapping[str, Report],
    model: Encoder,
    progress: Progress | None,
) -> tuple[str, str | None]:
    """Write a generation and make it live; returns its name and that of the one before."""
    import numpy as np

    from index.dense import DenseIndex
    from index.lexical import LexicalIndex

    objects = home / "objects"
    objects.mkdir(exist_ok=True)
    known = {e.object: i for i, e in enumerate(old.entries)} if old is not None else {}
    staging = Staging(home, model.digest)
    vectors: list[NDArray[np.float32]] = []
    rows: list[tuple[int, ...]] = []
    texts: list[str] = []
    for ordinal, entry in enumerate(ordered):
        path = objects / f"{entry.object}.json"
        if (report := fresh.get(entry.file)) is None:
            report = read_report(home, entry)
        elif gen.problem_of(path, entry.object):
            gen.write_atomically(path, report_to_disk(report))
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
