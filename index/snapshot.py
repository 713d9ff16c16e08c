"""Reading one generation of the index: everything search and citation need, nothing more."""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from index import generation as gen
from index.catalogue import ReportEntry, entry_from_disk, report_from_disk
from index.dense import DenseIndex
from index.errors import DamageError, WenbaoError
from index.lexical import LexicalIndex
from index.types import Passage, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Reports kept parsed in memory; one of 20,000 characters takes about 100 KB.
_CACHED_REPORTS = 256

#: Columns of `Snapshot.rows`.
ROW_WIDTH = 5
_ASPECT_CODES = {None: 0, "review": 1, "plan": 2}


def passage_facts(passage: Passage) -> tuple[int, int, int]:
    """First year, last year and aspect code of a passage's period, as `rows` keeps them."""
    period = passage.period
    return (period.first, period.last, _ASPECT_CODES[period.aspect]) if period else (0, 0, 0)


class Snapshot:
    """One generation, open for reading; safe to share between threads.

    `rows` has one line a passage, shape (passages, ROW_WIDTH): report ordinal, number within the
    report, first and last year of its period (0 for none), aspect (1 review, 2 plan, 0 neither).
    Opened without its indexes a snapshot has the reports alone, and no rows.
    """

    def __init__(self, home: Path, name: str, *, with_indexes: bool = True) -> None:
        """Open generation `name`; raises DamageError when a file is missing or unreadable."""
        import numpy as np

        self.home = home
        self.name = name
        self.folder = home / "generations" / name
        self.manifest = gen.read_manifest(self.folder)
        self._lock = threading.Lock()
        self._cache: OrderedDict[int, Report] = OrderedDict()
        try:
            shapes = json.loads((self.folder / gen.REPORTS).read_text(encoding="utf-8"))
            self.entries: tuple[ReportEntry, ...] = tuple(map(entry_from_disk, shapes))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            gen.check_files(self.folder, self.manifest, (gen.REPORTS,))
            raise DamageError(f"索引 {self.folder} 的目录读不出来：{error}") from error
        self.rows: NDArray[np.int32] = np.zeros((0, ROW_WIDTH), dtype=np.int32)
        if not with_indexes:
            return
        try:
            self.rows = np.load(self.folder / gen.ROWS, allow_pickle=False)
            if self.rows.shape != (self.manifest.passages, ROW_WIDTH):
                raise ValueError(f"{gen.ROWS} 的形状是 {self.rows.shape}")
            if len(self.rows):
                self.dense = DenseIndex.load(self.folder / gen.VECTORS)
                self.lexical = LexicalIndex.load(self.folder / gen.LEXICAL, len(self.rows))
                if self.dense.shape != (len(self.rows), self.manifest.dimensions):
                    raise ValueError(f"{gen.VECTORS} 的形状是 {self.dense.shape}")
        except Exception as error:
            # Damaged bytes make numpy, FAISS and bm25s fail in more ways than can be listed.
            raise DamageError(
                f"索引 {self.folder} 已损坏：{error}；运行 wenbao index verify 查看，"
                "再运行 wenbao index rebuild 重建"
            ) from error

    def report(self, ordinal: int) -> Report:
        """A report with its text and passages, by its place in `entries`.

        Raises DamageError when its file is missing or is not what the catalogue says.
        """
        with self._lock:
            if ordinal in self._cache:
                self._cache.move_to_end(ordinal)
                return self._cache[ordinal]
        try:
            report = read_report(self.home, self.entries[ordinal])
        except DamageError as error:
            if gen.current_name(self.home) != self.name:
                raise WenbaoError(
                    f"资料库 {self.home} 在打开之后改写过，报告 {self.entries[ordinal].file} 的"
                    "这一版已经不在了；请重新打开资料库（重启 wenbao chat）"
                ) from error
            raise
        with self._lock:
            self._cache[ordinal] = report
            while len(self._cache) > _CACHED_REPORTS:
                self._cache.popitem(last=False)
        return report

    def passage(self, row: int) -> tuple[Report, Passage]:
        """The passage of an index row with its report."""
        ordinal, number = self.rows[row, :2]
        report = self.report(int(ordinal))
        return report, report.passages[int(number)]

    def ordinal_of(self, name: str) -> int:
        """The place in `entries` of the report that `name` (a file or an id) means.

        Raises WenbaoError, with the nearest names, when there is none.
        """
        for ordinal, entry in enumerate(self.entries):
            if name in (entry.file, entry.id):
                return ordinal
        import difflib

        near = difflib.get_close_matches(name, [entry.file for entry in self.entries], 3, 0.4)
        hint = f"；相近的有：{'、'.join(near)}" if near else ""
        raise WenbaoError(f"资料库里没有报告 {name!r}{hint}；用 wenbao index list 查看全部")

    def vectors_of(self, ordinal: int) -> NDArray[np.float32]:
        """The stored vectors of a report's passages, shape (passages, dimensions)."""
        import numpy as np

        if not self.entries[ordinal].passages:
            return np.zeros((0, self.manifest.dimensions), dtype=np.float32)
        first = int(np.searchsorted(self.rows[:, 0], ordinal))
        return self.dense.vectors(first, self.entries[ordinal].passages)


def read_report(home: Path, entry: ReportEntry) -> Report:
    """A report from its file in the library.

    Raises DamageError when the file is missing or is not what the catalogue says.
    """
    try:
        data = (home / "objects" / f"{entry.object}.json").read_bytes()
    except OSError as error:
        raise _lost(entry, str(error.strerror or error)) from error
    if hashlib.sha256(data).hexdigest() != entry.object:
        raise _lost(entry, "内容与登记的校验和不符")
    return report_from_disk(data)


def _lost(entry: ReportEntry, why: str) -> DamageError:
    return DamageError(
        f"报告 {entry.file} 的正文读不出来：{why}；"
        f"请重新添加：wenbao index remove {entry.file} 后 wenbao index add {entry.source}"
    )


def open_snapshot(home: Path, *, with_indexes: bool = True) -> Snapshot | None:
    """The live generation, or None for a library without any.

    A writer may switch between reading CURRENT and opening what it names; then the new one is
    opened.
    """
    for _ in range(3):
        name = gen.current_name(home)
        if name is None:
            return None
        try:
            return Snapshot(home, name, with_indexes=with_indexes)
        except DamageError:
            if gen.current_name(home) == name:
                raise
    raise DamageError(f"资料库 {home} 正在不停地被改写；稍后再试")
