"""Writing the index: add, remove, prune and rebuild, each one new generation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.catalogue import ReportEntry
from index.contradictions import contradictions
from index.corrections import corrected, load_corrections, reinterpret, save_corrections
from index.errors import WenbaoError
from index.formats.reader import Reader
from index.lock import writing
from index.parse import parse_report, read_source
from index.passages import make_splitter
from index.settings import SETTINGS
from index.snapshot import open_snapshot
from index.sources import absolute, collect, is_gone, library_name
from index.types import Metadata, Report
from index.writer import Progress, fitting_model, keep_report, write_generation

if TYPE_CHECKING:
    from index.models.encoder import Encoder


@dataclass(frozen=True, slots=True)
class AddResult:
    """What became of each file; `failed` holds (file, reason), `warnings` (file, doubt)."""

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The contract's document of `index add`, with the contradictions that were met."""
        return {
            "added": list(self.added),
            "unchanged": list(self.unchanged),
            "replaced": list(self.replaced),
            "removed": list(self.removed),
            "failed": [{"file": file, "reason": reason} for file, reason in self.failed],
            "warnings": [{"file": file, "warning": doubt} for file, doubt in self.warnings],
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
    with writing(home), Reader() as reader:
        snapshot = open_snapshot(home)
        entries = {e.file: e for e in snapshot.entries} if snapshot else {}
        taken = {e.file: e.source for e in entries.values()}
        names = {source: file for file, source in taken.items()}
        added: list[str] = []
        replaced: list[str] = []
        unchanged: list[str] = []
        failed: list[tuple[str, str]] = []
        warnings: list[tuple[str, str]] = []
        corrections = load_corrections(home)
        model: Encoder | None = None
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
                report = parse_report(source, splitter, reader)
            except WenbaoError as error:
                failed.append((file, str(error)))
                continue
            if fields := corrections.get(file):
                report = reinterpret(report, corrected(report.metadata, fields))
            else:
                warnings.extend((file, doubt) for doubt in contradictions(report.metadata, file))
            # Asked before anything is written: another model's index is refused as it stands.
            model = model or fitting_model(snapshot, encoder)
            (replaced if old else added).append(file)
            entries[file] = _kept(home, report, str(found.path), source.sha256)
            names[str(found.path)] = file
            taken[file] = str(found.path)
        removed = _prune(entries, paths) if prune else []
        if model or removed:
            model = model or fitting_model(snapshot, encoder)
            write_generation(home, snapshot, entries, model, progress)
    return AddResult(
        tuple(added),
        tuple(unchanged),
        tuple(replaced),
        tuple(removed),
        tuple(failed),
        tuple(warnings),
    )


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
        model = fitting_model(snapshot, encoder)
        gone = {snapshot.entries[snapshot.ordinal_of(name)].file for name in names}
        entries = {e.file: e for e in snapshot.entries if e.file not in gone}
        write_generation(home, snapshot, entries, model, None)
    return tuple(sorted(gone))


def correct_report(
    home: Path, name: str, fields: Mapping[str, str], *, encoder: Callable[[], Encoder]
) -> Metadata:
    """Put the user's values in place of what was read of a report; returns what holds now.

    An empty value takes an earlier correction back, for which the report's file is read again.
    The corrections stay when the file is added anew. Raises WenbaoError for an unknown report, or
    when a correction is to be taken back and the file is gone.
    """
    with writing(home):
        snapshot = open_snapshot(home)
        if snapshot is None:
            raise WenbaoError("资料库是空的，没有可以更正的报告；先运行 wenbao index add 文件夹")
        model = fitting_model(snapshot, encoder)
        entries = {e.file: e for e in snapshot.entries}
        ordinal = snapshot.ordinal_of(name)
        entry = snapshot.entries[ordinal]
        corrections = load_corrections(home)
        before = corrections.get(entry.file, {})
        kept = {key: value for key, value in {**before, **fields}.items() if value}
        report = snapshot.report(ordinal)
        if before:
            # What was corrected before is no base: a value taken back must be read again.
            report = parse_report(read_source(Path(entry.source), entry.file))
        report = reinterpret(report, corrected(report.metadata, kept))
        corrections[entry.file] = kept
        save_corrections(home, corrections)
        entries[entry.file] = _kept(home, report, entry.source, entry.sha256)
        write_generation(home, snapshot, entries, model, None)
    return report.metadata


def rebuild(home: Path, *, encoder: Callable[[], Encoder], progress: Progress | None = None) -> int:
    """Encode every stored report anew with the present model; returns the number of reports."""
    with writing(home):
        snapshot = open_snapshot(home, with_indexes=False)
        if snapshot is None:
            raise WenbaoError("资料库是空的，没有可以重建的索引；先运行 wenbao index add 文件夹")
        entries = {e.file: e for e in snapshot.entries}
        write_generation(home, None, entries, encoder(), progress)
    return len(entries)


def _kept(home: Path, report: Report, source: str, sha256: str) -> ReportEntry:
    """Store a report and make its line of the catalogue."""
    return ReportEntry(
        id=report.id,
        file=report.file,
        source=source,
        sha256=sha256,
        pipeline=SETTINGS.pipeline,
        object=keep_report(home, report),
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
