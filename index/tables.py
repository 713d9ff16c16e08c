"""Rows of tables: how they stand in the canonical text, and how they are read with their header.

In the canonical text a row is one line, its own cells in order with a tab between two of them,
and nothing else: no cell is repeated, moved or made up. A tab stands nowhere else in it, so a
table can be found again from the text alone. What is indexed for a row has the header written
into it ("指标：地区生产总值；单位：亿元；2020年：1002.18"), but is never quoted.
"""

from __future__ import annotations

import re

TAB = "\t"
_ROW = re.compile(r"^\|.*\|$")
_BORDER = re.compile(r"(?<!\\)\|")
#: A line between a table and its title says the unit of every figure ("单位：亿元、%").
_UNIT = re.compile(r"单位\s*[：:]")
#: Rows above the first figure that can be a header, and lines above it that can name the table.
_MAX_HEADER = 3
_ABOVE = 2
_MAX_TITLE = 60
_FIGURE = re.compile(r"[-+—]?\d[\d,，]*(?:[.．]\d+)?\s*[%％‰]?(?:以[上下内]|左右)?")
_YEAR = re.compile(r"(?:19|20)\d{2}")


def row_cells(line: str) -> list[str] | None:
    """The cells of a Markdown row (`| a | b |`), their marks taken off; None for another line."""
    if not _ROW.match(line):
        return None
    cells = [cell.strip().replace("\\|", "|") for cell in _BORDER.split(line)[1:-1]]
    return cells if len(cells) > 1 and any(cells) else None


def is_row(line: str) -> bool:
    """Whether a line of canonical text is a row of a table."""
    return TAB in line


def with_headers(text: str, start: int, end: int) -> str:
    """`text[start:end]` with its rows' headers written in, for the index only.

    `text` is a report's canonical text; whole rows are read, also where the passage begins or
    ends inside one.
    """
    if TAB not in text[start:end]:
        return text[start:end]
    position = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    words: list[str] = []
    header: list[str] | None = None
    while position <= stop:
        line_end = text.find("\n", position)
        line_end = len(text) if line_end < 0 else line_end
        line = text[position:line_end]
        if not is_row(line):
            words.append(text[max(position, start) : min(line_end, end)])
            header = None
        else:
            if header is None:
                top, names = header_of(text, position)
                header = names
                if top < start and (title := title_of(text, top)):
                    words.append(title)
            words.append(_paired(line, header))
        position = line_end + 1
    return "\n".join(words)


def header_of(text: str, position: int) -> tuple[int, list[str]]:
    """Where the table around `position` begins, and its columns' names.

    The header is what stands above the first row with figures; of merged cells, which stand in
    their first column only, every column that they span gets the name.
    """
    top = position
    while top > 0 and is_row(text[(before := text.rfind("\n", 0, top - 1) + 1) : top - 1]):
        top = before
    rows: list[list[str]] = []
    at = top
    while at < len(text) and len(rows) <= _MAX_HEADER:
        line_end = text.find("\n", at)
        line_end = len(text) if line_end < 0 else line_end
        if not is_row(line := text[at:line_end]):
            break
        rows.append(line.split(TAB))
        at = line_end + 1
    depth = next((n for n, row in enumerate(rows) if _has_figures(row)), 1)
    depth = min(max(depth, 1), _MAX_HEADER)
    width = max((len(row) for row in rows), default=0)
    names = [""] * width
    for number, row in enumerate(rows[:depth]):
        spanned = ""
        for column in range(width):
            cell = row[column] if column < len(row) else ""
            if number + 1 < depth:
                spanned = cell or (spanned if column < width else "")
            names[column] += cell or (spanned if number + 1 < depth else "")
    return top, names


def _has_figures(row: list[str]) -> bool:
    return any(_FIGURE.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in row)


def title_of(text: str, top: int) -> str:
    """The lines right above a table that name it or its unit."""
    found: list[str] = []
    for _ in range(_ABOVE):
        if top <= 0:
            break
        before = text.rfind("\n", 0, top - 1) + 1
        line = text[before : top - 1]
        if len(line) > _MAX_TITLE or not (_UNIT.search(line) or re.match(r"[（(]?附?表", line)):
            break
        found.insert(0, line)
        top = before
    return " ".join(found)


def _paired(line: str, header: list[str]) -> str:
    """A row with each cell behind its column's name."""
    cells = line.split(TAB)
    if [cell for cell in cells if cell] == [name for name in header if name]:
        return " ".join(cell for cell in cells if cell)
    pairs = []
    for column, cell in enumerate(cells):
        name = header[column] if column < len(header) else ""
        if cell:
            pairs.append(f"{name}：{cell}" if name and name != cell else cell)
    return "；".join(pairs)
