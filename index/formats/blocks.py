"""What every reader hands over: paragraphs and tables, and the source text they are written as.

The source text is the Markdown that `index.canonical` reads: one paragraph a line, `# ` for a
heading, `**…**` for bold, `| a | b |` for a row of a table, a form feed where a page begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as the reader sees it.

    `level` 1..6 marks a heading (1 the title), 0 none; `bold` says that all of it is bold, `lead`
    how many characters at its beginning are (0 for none). A line feed inside `text` is a line
    break that the author set, a form feed the beginning of a page.
    """

    text: str
    level: int = 0
    bold: bool = False
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equally many cells; a merged cell's text stands in its first place only."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a table's source writes it, with the columns and rows that it spans."""

    text: str
    columns: int = 1
    rows: int = 1


Block = Paragraph | Table

#: A table with a longer cell than this is a page's layout, not figures: no cell of a communiqué's
#: table comes near it, and a passage (at most 500 characters) could not hold two such cells.
MAX_CELL = 300
#: More columns than any printed table has; what spans more is an attack on memory.
MAX_COLUMNS = 100


def grid(rows: Sequence[Sequence[Cell]]) -> tuple[tuple[str, ...], ...]:
    """Lay cells out in rows of equal length; the places that a merged cell spans are empty."""
    placed: list[dict[int, str]] = [{} for _ in rows]
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in placed[number]:
                column += 1
            last = min(column + max(cell.columns, 1), MAX_COLUMNS)
            for covered in placed[number : number + max(cell.rows, 1)]:
                covered.update(dict.fromkeys(range(column, last), ""))
            if column < last:
                placed[number][column] = cell.text
            column = last
    width = max((max(row, default=-1) + 1 for row in placed), default=0)
    full = [tuple(row.get(column, "") for column in range(width)) for row in placed]
    used = [c for c in range(width) if any(row[c].strip() for row in full)]
    return tuple(tuple(row[c] for c in used) for row in full if any(cell.strip() for cell in row))


def is_data(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a grid is a table to be read row by row, and not a frame around running text."""
    return (
        bool(rows)
        and len(rows[0]) > 1
        and all(len(cell) <= MAX_CELL for row in rows for cell in row)
    )


def write(blocks: Iterable[Block]) -> str:
    """The source text of `blocks`, with an empty line between two of them."""
    return "\n\n".join(text for block in blocks if (text := _written(block)))


def _written(block: Block) -> str:
    if isinstance(block, Table):
        return "\n".join(
            "| " + " | ".join(_one_line(escape(cell)).replace("|", "\\|") for cell in row) + " |"
            for row in block.rows
        )
    if not block.text.strip():
        return "\f" * block.text.count("\f")
    if block.level:
        return "#" * min(block.level, 6) + " " + _one_line(escape(block.text))
    lines = [line.strip(" \t\r\u3000\xa0") for line in block.text.split("\n")]
    lines = [line for line in lines if line]
    if block.bold:
        return "\n".join(_bold(line) for line in lines)
    first = escape(lines[0])
    lead = block.text[: block.lead].strip(" \t\r\u3000\xa0")
    if 0 < len(lead) < len(lines[0]) and lines[0].startswith(lead) and "*" not in lines[0]:
        first = f"**{escape(lead)}**{escape(lines[0][len(lead) :])}"
    return "\n".join([first, *(escape(line) for line in lines[1:])])


def _bold(line: str) -> str:
    """A bold line; page breaks stay outside the marks, and a line with stars goes without."""
    core = line.strip("\f")
    if "*" in core or not core:
        return escape(line)
    before = line[: len(line) - len(line.lstrip("\f"))]
    return f"{before}**{escape(core)}**{line[len(before) + len(core) :]}"


def _one_line(text: str) -> str:
    return re.sub(r"[\n\r\t\v]+", " ", text).strip(" ")


def escape(text: str) -> str:
    """`text` so that no character of it is taken for markup when it is read back."""
    text = re.sub(r"\\(?=[*_#\[\]().~|-])", r"\\\\", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    text = text.replace("**", "\\*\\*").replace("__", "\\_\\_")
    text = re.sub(r"(?<=\])(?=\()", r"\\", text.replace("\v", "\n"))
    return re.sub(r"(?m)^([ \t]*)(?=#{1,6}[ \t]|\||---)", r"\1\\", text)
