"""A page's pieces of text in reading order: fragments to lines, lines to columns.

Lengths are in whatever unit the page is measured in (points, millimetres), y grows downwards;
every tolerance is a share of the type size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
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

#: Cuts inside one another, and gutters looked at for each: a newspaper's page has five columns.
_MAX_CUTS = 4
_MAX_GUTTERS = 5
#: A gutter is crossed by at most this share of the lines; columns hold this share of a region.
_CROSSED = 0.3
_MOSTLY = 0.7

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


#: From top to bottom: pairs of columns, and what reads straight across (with nothing second).
_Zones = list[tuple[list[Fragment], list[Fragment]]]


def _order(pieces: list[Fragment], rows: list[Row], depth: int) -> None:
    """Append the lines of a region, cut into columns where it has them."""
    zones = _cut(pieces, depth)
    edges = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    if zones is None:
        _emit(pieces, edges, rows)
        return
    for left, right in zones:
        if right:
            _order(left, rows, depth + 1)
            _order(right, rows, depth + 1)
        else:
            _emit(left, edges, rows)


def _cut(pieces: list[Fragment], depth: int) -> _Zones | None:
    """The region's zones by the gutter that sets most of it in columns; None without one."""
    best: _Zones | None = None
    most = 0
    for gutter in _gutters(pieces) if depth < _MAX_CUTS else ():
        zones = _zones(pieces, gutter, depth)
        if (covered := _in_columns(zones)) > most:
            best, most = zones, covered
    return best


def _in_columns(zones: _Zones) -> int:
    return sum(len(left) + len(right) for left, right in zones if right)


def _zones(pieces: list[Fragment], gutter: float, depth: int) -> _Zones:
    """Cut a region where something crosses the gutter, and each stretch between at the gutter."""
    zones: _Zones = []
    stretch: list[Fragment] = []
    crossing = False
    for piece in sorted(pieces, key=lambda f: f.y):
        if (piece.x0 < gutter < piece.x1) != crossing:
            zones.append(_sides(stretch, gutter, depth))
            stretch, crossing = [], not crossing
        stretch.append(piece)
    zones.append(_sides(stretch, gutter, depth))
    return [zone for zone in zones if zone[0]]


def _sides(
    stretch: list[Fragment], gutter: float, depth: int
) -> tuple[list[Fragment], list[Fragment]]:
    left = [piece for piece in stretch if piece.x1 <= gutter]
    right = [piece for piece in stretch if piece.x0 >= gutter]
    apart = _column(left, depth) and (_column(right, depth) or _last_lines(left, right))
    return (left, right) if apart else (stretch, [])


def _column(pieces: list[Fragment], depth: int) -> bool:
    """Whether pieces below one another are running text, or columns of it, and no table's cells."""
    if len(pieces) < _COLUMN_LINES:
        return False
    left = min(piece.x0 for piece in pieces)
    width = max(piece.x1 for piece in pieces) - left
    full = sum(piece.x1 - left >= _FULL * width for piece in pieces)
    if full * 2 >= len(pieces) and median(len(piece.text) for piece in pieces) >= _COLUMN_CHARS:
        return True
    zones = _cut(pieces, depth + 1)
    return zones is not None and _in_columns(zones) >= _MOSTLY * len(pieces)


def _last_lines(left: Sequence[Fragment], right: Sequence[Fragment]) -> bool:
    """Whether the right column only holds a text's last lines, beside a full column."""
    return (
        0 < len(right) < _COLUMN_LINES
        and len(left) >= 2 * _COLUMN_LINES
        and len(right[0].text) >= _COLUMN_CHARS
        and abs(min(p.y for p in right) - min(p.y for p in left)) < right[0].size
    )


def _gutters(pieces: Sequence[Fragment]) -> list[float]:
    """The x of the white strips that may part the region into columns.

    Titles may cross a gutter, so it is where little text stands, not none, between two stretches
    where much does.
    """
    if len(pieces) < 2 * _COLUMN_LINES:
        return []
    size = median(piece.size for piece in pieces)
    left, right = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    step = size / 4
    count = int((right - left) / step) + 1 if step > 0 else 0
    if not 40 <= count <= 20_000:
        return []
    cover = [0] * (count + 2)
    for piece in pieces:
        cover[int((piece.x0 - left) / step)] += 1
        cover[int((piece.x1 - left) / step) + 1] -= 1
    cover = list(accumulate(cover))
    limit = _CROSSED * max(cover)
    strips: list[tuple[int, int]] = []
    for low, group in groupby(range(count + 1), key=lambda index: cover[index] <= limit):
        found = list(group)
        if low and found[0] > 0 and found[-1] < count - 1 and len(found) * step >= _GUTTER * size:
            strips.append((found[0], found[-1] + 1))
    widest = sorted(strips, key=lambda strip: strip[0] - strip[1])[:_MAX_GUTTERS]
    return [left + (first + last) / 2 * step for first, last in widest]


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
