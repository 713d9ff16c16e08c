"""What the tests of `index/` share: a tiny encoder, reports of a few lines, a way to damage them.

The encoder stands in where a test is about files and not about meaning; the real one has its own
tests, and `test_index_library.py` builds with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.build import AddResult
    from index.snapshot import Snapshot


class HashEncoder:
    """Unit vectors that depend on the text alone, 16 dimensions, made from its sha256."""

    dimensions = 16

    def __init__(self, name: str = "hash", before: Callable[[], None] | None = None) -> None:
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.encoded = 0
        self._before = before

    def encode(
        self, texts: Sequence[str], *, query: bool = False, progress: object = None
    ) -> NDArray[np.float32]:
        """Vectors of shape (len(texts), 16)."""
        import numpy as np

        if self._before:
            self._before()
        self.encoded += len(texts)
        rows = []
        for text in texts:
            digest = hashlib.sha256(f"{self.name}{text}".encode()).digest()
            rows.append(np.frombuffer(digest, dtype=np.uint8).astype(np.float32)[:16] - 127.5)
        made = np.array(rows, dtype=np.float32).reshape(-1, 16)
        unit: NDArray[np.float32] = made / np.linalg.norm(made, axis=1, keepdims=True)
        return unit


def report_text(place: str = "甲市", year: int = 2020, figure: int = 12) -> str:
    """A short report with two halves, in Markdown."""
    return (
        f"# {place}人民政府工作报告\n\n"
        f"（{year}年1月8日在{place}第三届人民代表大会第五次会议上）\n\n"
        f"各位代表：\n\n现在，我代表{place}人民政府，向大会报告工作。\n\n"
        f"## 一、{year - 1}年工作回顾\n\n全年新建公园{figure}个。改造老旧小区{figure + 1}个。\n\n"
        f"## 二、{year}年工作安排\n\n计划新建公园{figure + 2}个。\n"
    )


def write_reports(folder: Path, count: int = 3) -> Path:
    """`count` reports of as many places in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        name = "甲乙丙丁戊己庚辛壬癸"[number]
        (folder / f"{name}.md").write_text(report_text(f"{name}市", figure=number), "utf-8")
    return folder


def library_files(home: Path) -> dict[str, str]:
    """sha256 by relative path of every file that the live generation needs."""
    from index import generation as gen

    name = gen.current_name(home)
    assert name is not None
    paths = [home / gen.CURRENT, *(home / "generations" / name).rglob("*")]
    paths += (home / "objects").glob("*.json")
    return {
        path.relative_to(home).as_posix(): gen.sha256_of(path) for path in paths if path.is_file()
    }


def add(
    home: Path, *paths: Path, prune: bool = False, encoder: HashEncoder | None = None
) -> AddResult:
    """Add to the library as `wenbao index add` does, with an encoder that costs nothing."""
    from index.build import add_paths

    return add_paths(home, paths, encoder=lambda: encoder or HashEncoder(), prune=prune)


def opened(home: Path) -> Snapshot:
    """The library as it is now; there must be one."""
    from index.snapshot import open_snapshot

    snapshot = open_snapshot(home)
    assert snapshot is not None
    return snapshot


def check_whole(home: Path) -> None:
    """Every file is what the manifest says, and every vector is that of its own passage."""
    from index.context import contextualised
    from index.verify import verify

    assert verify(home)[1] == ()
    snapshot = opened(home)
    encoder = HashEncoder(snapshot.manifest.model)
    for row in range(len(snapshot.rows)):
        report, passage = snapshot.passage(row)
        own = encoder.encode([contextualised(report.metadata, passage, report.text)])[0]
        assert abs(float(snapshot.dense.vectors(row, 1)[0] @ own) - 1) < 1e-5
    assert sum(entry.passages for entry in snapshot.entries) == len(snapshot.rows)
