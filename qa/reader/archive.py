"""A folder of reports as a source of training passages: what may be read, and what is near what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import UsageError, WenbaoError
from qa.places import short_forms
from qa.reader.texts import fold

if TYPE_CHECKING:
    from index.types import Passage, Report


def read_reports(
    folder: Path, wanted: Callable[[str], bool], barred: Collection[str] = ()
) -> Iterator[Report]:
    """The reports of `folder` whose file name is wanted, by name, each text once, not encoded.

    `barred` are files whose text is not given under any name. What the library would not take
    (an empty file, an unknown format) is left out.
    """
    from index.formats.reader import Reader
    from index.parse import parse_report, read_source
    from index.passages import make_splitter

    splitter = make_splitter()
    seen: set[str] = set()
    with Reader() as reader:
        for path in sorted(folder.iterdir(), key=lambda path: (path.name not in barred, path.name)):
            if path.name not in barred and not wanted(path.name):
                continue
            try:
                report = parse_report(read_source(path, path.name), splitter, reader)
            except WenbaoError:
                continue
            digest = hashlib.sha256(report.text.encode()).hexdigest()
            if digest not in seen and path.name not in barred:
                yield report
            seen.add(digest)


def read_table(table: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The file names of a table of reports (TSV), and the shortest names of its places.

    Raises UsageError when the table lacks the columns file and place.
    """
    lines = table.read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t") if lines else []
    if "file" not in head or "place" not in head:
        raise UsageError(f"{table} 不是报告表：第一行要有 file 和 place 两列，用制表符隔开")
    rows = [dict(zip(head, line.split("\t"), strict=False)) for line in lines[1:] if line]
    names = {min(short_forms(row["place"]), key=len) for row in rows}
    return frozenset(row["file"] for row in rows), frozenset(names)


def nearest(
    words: Sequence[str],
    reports: Sequence[Report],
    fits: Callable[[Report, Passage, str, float], bool],
) -> tuple[Report, Passage, float] | None:
    """The passage that holds the largest share of `words` (bigrams) among those that fit.

    `fits` is asked with the report, the passage, its text and the share; None when none fits.
    """
    best: tuple[Report, Passage, float] | None = None
    for report in reports:
        text = fold(report.text)
        for passage in report.passages:
            part = text[passage.start : passage.end]
            share = sum(1 for pair in words if pair in part) / max(1, len(words))
            if best is not None and share <= best[2]:
                continue
            if fits(report, passage, report.text[passage.start : passage.end], share):
                best = (report, passage, share)
    return best
