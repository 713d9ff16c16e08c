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
            self.rows: NDArray[np.int32] = np.load(self.folder / gen.ROWS, allow_pickle=False)
            if with_indexes and len(self.rows):
                self.dense = DenseIndex.load(self.folder / gen.VECTORS)
                self.lexical = LexicalIndex.load(self.folder / gen.LEXICAL, len(self.rows))
        except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
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
        entry = self.entries[ordinal]
        path = self.home / "objects" / f"{entry.object}.json"
        try:
            data = path.read_bytes()
        except OSError as error:
            raise _lost(entry, str(error.strerror or error)) from error
        if hashlib.sha256(data).hexdigest() != entry.object:
            raise _lost(entry, "内容与登记的校验和不符")
        report = report_from_disk(data)
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

        first = int(np.searchsorted(self.rows[:, 0], ordinal))
        return self.dense.vectors(first, self.entries[ordinal].passages)


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
