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
_SAME_LINE = 0.45
#: A gap wider than this parts two pieces: cells of a table, columns.
_PIECE_GAP = 1.4
#: A mark hangs over a column's edge by a character; what is left of the gutter is at least this.
_HANGING = 0.5
#: A gap wider than this between words that are not both Chinese is a space.
_WORD_GAP = 0.2
#: A gap wider than this between Chinese characters was meant: "张　莉".
_WIDE_GAP = 0.8
#: Columns are parted by at least this much white.
_GUTTER = 1.0
#: Fewer pieces than this make no columns.
_MIN_PIECES = 6
#: Gutters looked at: a newspaper's page has five columns.
_MAX_GUTTERS = 5
#: A gutter is crossed by at most this share of the lines, where the columns are about as long as
#: one another; by next to none where one of them ends early.
_CROSSED = (0.3, 0.05)

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


def lines(fragments: Iterable[Fragment]) -> list[Row]:
    """The lines of a page from top to bottom, straight across all columns."""
    pieces = pieces_of([item for item in fragments if item.text.strip()])
    rows: list[Row] = []
    if pieces:
        emit(pieces, (min(p.x0 for p in pieces), max(p.x1 for p in pieces)), rows)
    return rows


def pieces_of(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Join what stands side by side on a line; what is printed twice counts once."""
    lines: list[list[Fragment]] = []
    for item in sorted(fragments, key=lambda f: (f.y, f.x0)):
        line = lines[-1] if lines else None
        if line is None or item.y - line[0].y > _SAME_LINE * max(line[0].size, item.size):
            lines.append([item])
        else:
            line.append(item)
    pieces: list[Fragment] = []
    gutters = gutters_of(fragments)
    for line in lines:
        held: Fragment | None = None
        for item in sorted(line, key=lambda f: f.x0):
            if held is None:
                held = item
            elif _printed_twice(held, item):
                continue
            elif _one_piece(held, item, gutters):
                held = _joined(held, item)
            else:
                pieces.append(held)
                held = item
        if held is not None:
            pieces.append(held)
    return pieces


def _one_piece(left: Fragment, right: Fragment, gutters: Sequence[float]) -> bool:
    """Whether two fragments of a line belong together.

    A mark that hangs over a column's edge comes near to the next column, but a gutter parts them.
    """
    size = min(left.size, right.size)
    gap = right.x0 - left.x1
    if gap > _HANGING * size and any(left.x1 - size < x < right.x0 for x in gutters):
        return False
    return gap <= _PIECE_GAP * size


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


def gutters_of(pieces: Sequence[Fragment]) -> list[float]:
    """The x of the white strips that may part the region into columns.

    Titles may cross a gutter, so it is where little text stands, not none, between two stretches
    where much does.
    """
    if len(pieces) < _MIN_PIECES:
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
    strips: set[tuple[int, int]] = set()
    for share in _CROSSED:
        low = [crossed <= share * max(cover) for crossed in cover[: count + 1]]
        for white, group in groupby(range(count + 1), key=low.__getitem__):
            found = list(group)
            inside = found[0] > 0 and found[-1] < count - 1
            if white and inside and len(found) * step >= _GUTTER * size:
                strips.add((found[0], found[-1] + 1))
    widest = sorted(strips, key=lambda strip: strip[0] - strip[1])[:_MAX_GUTTERS]
    return [left + (first + last) / 2 * step for first, last in widest]


def emit(pieces: Sequence[Fragment], edges: tuple[float, float], rows: list[Row]) -> None:
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
