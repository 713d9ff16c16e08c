"""The light markup in which the invented reports' clean text is kept, and zips of fixed date."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a source; `level` 0 is running text, 1 the title, 5 a bold line.

    `rows` holds the cells of a table, its header first; `note` is a footnote's number.
    """

    text: str
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    note: int = 0


def blocks(source: str) -> Iterator[Block]:
    """The blocks of a source in order: a paragraph a line, `#`, `**`, `|` and `[^n]:` marked."""
    rows: list[tuple[str, ...]] = []
    for line in [*source.splitlines(), ""]:
        if line.startswith("|"):
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if not set("".join(cells)) <= set("-: "):
                rows.append(cells)
            continue
        if rows:
            yield Block("", rows=tuple(rows))
            rows = []
        if match := re.match(r"(#+) (.+)", line):
            yield Block(match[2], level=len(match[1]))
        elif match := re.fullmatch(r"\*\*(.+)\*\*", line):
            yield Block(match[1], level=5)
        elif match := re.match(r"\[\^(\d+)\]: (.+)", line):
            yield Block(match[2], note=int(match[1]))
        elif line.strip():
            yield Block(line)


def zipped(parts: dict[str, str]) -> bytes:
    """A zip of XML parts that is the same from build to build."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A fixed date keeps the file the same from build to build.
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, _XML + text)
    return buffer.getvalue()
