"""Columns of a page: where its regions are cut, and in which order the parts are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from index.formats.layout import Fragment, Row, emit, gutters_of, pieces_of

#: A column has at least so many lines of text.
_COLUMN_LINES = 3
#: Running text fills its column: at least half of the lines are this full, and long.
_FULL = 0.8
_COLUMN_CHARS = 8

#: Cuts inside one another.
_MAX_CUTS = 4
#: Columns inside a column hold at least this share of it.
_MOSTLY = 0.7

#: From top to bottom: pairs of columns, and what reads straight across (with nothing second).
_Zones = list[tuple[list[Fragment], list[Fragment]]]


def reading_order(fragments: Iterable[Fragment]) -> list[Row]:
    """The lines of a page as they are read: down a column, then down the next one."""
    pieces = pieces_of([item for item in fragments if item.text.strip()])
    if not pieces:
        return []
    rows: list[Row] = []
    _order(pieces, rows, depth=0)
    return rows


def _order(pieces: list[Fragment], rows: list[Row], depth: int) -> None:
    """Append the lines of a region, cut into columns where it has them."""
    zones = _cut(pieces, depth)
    edges = min(piece.x0 for piece in pieces), max(piece.x1 for piece in pieces)
    if zones is None:
        emit(pieces, edges, rows)
        return
    for left, right in zones:
        if right:
            _order(left, rows, depth + 1)
            _order(right, rows, depth + 1)
        else:
            emit(left, edges, rows)


def _cut(pieces: list[Fragment], depth: int) -> _Zones | None:
    """The region's zones by the gutter that sets most of it in columns; None without one."""
    best: _Zones | None = None
    most = 0
    for gutter in gutters_of(pieces) if depth < _MAX_CUTS else ():
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
        if (piece.x0 < gutter - piece.size / 2 and piece.x1 > gutter + piece.size) != crossing:
            zones.append(_sides(stretch, gutter, depth))
            stretch, crossing = [], not crossing
        stretch.append(piece)
    zones.append(_sides(stretch, gutter, depth))
    return [zone for zone in zones if zone[0]]


def _sides(
    stretch: list[Fragment], gutter: float, depth: int
) -> tuple[list[Fragment], list[Fragment]]:
    left = [piece for piece in stretch if piece.x0 + piece.x1 < 2 * gutter]
    right = [piece for piece in stretch if piece.x0 + piece.x1 >= 2 * gutter]
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
