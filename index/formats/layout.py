"""A page's pieces of text in reading order: fragments to lines, lines to columns.

Lengths are in whatever unit the page is measured in (points, millimetres), y grows downwards;
every tolerance is a share of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

#: Baselines nearer than this are one line; notes' marks are raised by about a third.
_SAME_LINE = 0.4
#: A gap wider than this parts two pieces: cells of a table, columns.
_PIECE_GAP = 1.4
#: A gap wider than this between words that are not both Chinese is a space.
_WORD_GAP = 0.2
#: A gap wider than this between Chinese characters was meant: "张　莉".
_WIDE_GAP = 0.8
#: Columns are parted by at least this much white, and hold at least so many lines of text.
_GUTTER = 1.0
_COLUMN_LINES = 3
#: Running text fills its column: at least half of the lines are this full, and long.
_FULL = 0.8
_COLUMN_CHARS = 8

#: A newspaper's page has at most so many columns beside or inside one another.
_MAX_CUTS = 6

_WORD = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters that stand together on one line; `y` is the baseline, `size` the type size."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of one column: its pieces from left to right, parted by wide gaps.

    `left` and `right` are the edges of the column it stands in; `column` tells columns apart.
    """

    pieces: tuple[Fragment, ...]
    left: float = 0.0
    right: float = 0.0
    column: int = 0

    @property
    def text(self) -> str:
        """The whole line."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.pieces[-1].x1

    @property
    def y(self) -> float:
        """The baseline."""
        return self.pieces[0].y

    @property
    def size(self) -> float:
        """The type size of most of its characters."""
        return max(self.pieces, key=lambda piece: len(piece.text)).size

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(piece.bold for piece in self.pieces)


def reading_order(fragments: Iterable[Fragment]) -> list[Row]:
    """The lines of a page as they are read: down a column, then down the next one."""
    pieces = _pieces([item for item in fragments if item.text.strip()])
    if not pieces:
        return []
    rows: list[Row] = []
    _order(pieces, rows, depth=0)
    return rows


def lines(fragments: Iterable[Fragment]) -> list[Row]:
    """The lines of a page from top to bottom, straight across all columns."""
    pieces = _pieces([item for item in fragments if item.text.strip()])
    rows: list[Row] = []
    if pieces:
        _emit(pieces, (min(p.x0 for p in pieces), max(p.x1 for p in pieces)), rows)
    return rows


def _pieces(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Join what stands side by side on a line; what is printed twice counts once."""
    lines: list[list[Fragment]] = []
    for item in sorted(fragments, key=lambda f: (f.y, f.x0)):
        line = lines[-1] if lines else None
        if line is None or item.y - line[0].y > _SAME_LINE * max(line[0].size, item.size):
            lines.append([item])
        else:
            line.append(item)
    pieces: list[Fragment] = []
    for line in lines:
        held: Fragment | None = None
        for item in sorted(line, key=lambda f: f.x0):
            if held is None:
                held = item
            elif _printed_twice(held, item):
                continue
            elif item.x0 - held.x1 <= _PIECE_GAP * min(held.size, item.size):
                held = _joined(held, item)
            else:
                pieces.append(held)
                held = item
        if held is not None:
            pieces.append(held)
    return pieces


def _printed_twice(left: Fragment, right: Fragment) -> bool:
    """Whether `right` lies over the end of `left`: bold type made by printing it twice."""
    return left.text.endswith(right.text) and right.x1 - left.x1 < 0.3 * right.size


def _joined(left: Fragment, right: Fragment) -> Fragment:
    gap = right.x0 - left.x1
    size = min(left.size, right.size)
    both = _WORD.search(left.text[-1]) or _WORD.search(right.text[0])
    space = " " if gap > (_WORD_GAP if both else _WIDE_GAP) * size else ""
    longer = left if len(left.text) >= len(right.text) else right
    return Fragment(
        left.text + space + right.text,
        left.x0,
        max(left.x1, right.x1),
        longer.y,
        longer.size,
        left.bold and right.bold,
    )


def _order(pieces: list[Fragment], rows: list[Row], depth: int) -> None:
    """Append the lines of a region, cut at its gutter into columns where it has one."""
    gutter = _gutter(pieces) if depth < _MAX_CUTS else None
    zones = [] if gutter is None else _zones(pieces, gutter)
    edges = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    if not any(right for _, right in zones):
        _emit(pieces, edges, rows)
        return
    for left, right in zones:
        if right:
            _order(left, rows, depth + 1)
            _order(right, rows, depth + 1)
        else:
            _emit(left, edges, rows)


def _zones(pieces: list[Fragment], gutter: float) -> list[tuple[list[Fragment], list[Fragment]]]:
    """From top to bottom: what crosses the gutter or stands alone, and pairs of columns.

    A stretch is a pair of columns where both sides hold running text; otherwise all of it comes
    first and nothing second.
    """
    zones: list[tuple[list[Fragment], list[Fragment]]] = []
    stretch: list[Fragment] = []
    crossing = False
    for piece in sorted(pieces, key=lambda f: f.y):
        if (piece.x0 < gutter < piece.x1) != crossing:
            zones.append(_sides(stretch, gutter))
            stretch, crossing = [], not crossing
        stretch.append(piece)
    zones.append(_sides(stretch, gutter))
    return [zone for zone in zones if zone[0]]


def _sides(stretch: list[Fragment], gutter: float) -> tuple[list[Fragment], list[Fragment]]:
    left = [piece for piece in stretch if piece.x1 <= gutter]
    right = [piece for piece in stretch if piece.x0 >= gutter]
    return (left, right) if _prose(left) and _prose(right) else (stretch, [])


def _prose(pieces: Sequence[Fragment]) -> bool:
    """Whether pieces below one another are running text and not cells of a table."""
    if len(pieces) < _COLUMN_LINES:
        return False
    left = min(piece.x0 for piece in pieces)
    width = max(piece.x1 for piece in pieces) - left
    full = sum(piece.x1 - left >= _FULL * width for piece in pieces)
    return full * 2 >= len(pieces) and median(len(piece.text) for piece in pieces) >= _COLUMN_CHARS


def _gutter(pieces: Sequence[Fragment]) -> float | None:
    """The x of the white strip that parts the region best, or None.

    Titles may cross it, so it is where least text stands, not none, between two stretches where
    much does.
    """
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    size = median(piece.size for piece in pieces)
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    step = size / 4
    count = int((right - left) / step) + 1 if step > 0 else 0
    if not 40 <= count <= 20_000:
        return None
    cover = [0.0] * (count + 1)
    for piece in pieces:
        first, last = int((piece.x0 - left) / step), int((piece.x1 - left) / step)
        cover[max(first, 0)] += 1
        if last + 1 <= count:
            cover[last + 1] -= 1
    for index in range(1, count + 1):
        cover[index] += cover[index - 1]
    limit = 0.3 * max(cover)
    best: tuple[float, float] | None = None
    start: int | None = None
    for index in range(count + 1):
        if cover[index] <= limit:
            start = index if start is None else start
            continue
        if start is not None and start > 0 and (index - start) * step >= _GUTTER * size:
            # The strip nearest to the middle parts the region most evenly.
            middle = (start + index) / 2
            balance = abs(middle - count / 2)
            if best is None or balance < best[0]:
                best = balance, left + middle * step
        start = None
    return best[1] if best else None


def _emit(pieces: Sequence[Fragment], edges: tuple[float, float], rows: list[Row]) -> None:
    """Append the lines of one column, with the column's edges on each."""
    column = rows[-1].column + 1 if rows else 0
    line: list[Fragment] = []
    for piece in sorted(pieces, key=lambda f: (f.y, f.x0)):
        if line and piece.y - line[0].y > _SAME_LINE * max(line[0].size, piece.size):
            rows.append(_row(line, edges, column))
            line = []
        line.append(piece)
    rows.append(_row(line, edges, column))


def _row(line: Sequence[Fragment], edges: tuple[float, float], column: int) -> Row:
    return Row(tuple(sorted(line, key=lambda f: f.x0)), *edges, column)
