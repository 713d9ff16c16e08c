"""Printed lines to paragraphs and tables, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from index.formats.blocks import Block, Paragraph, Table
from index.formats.columns import reading_order
from index.formats.furniture import without_furniture
from index.formats.layout import Fragment, Row
from index.linebreaks import NUMBERED

#: A line that ends nearer to the edge than this was broken by the edge. Chinese lines end up to
#: two characters early where a mark may not begin the next one.
_FULL = 2.2
#: A line that begins further in than this begins a paragraph.
_INDENT = 1.2
#: Lines of a paragraph stand at most this much further apart than the text's lines do.
_LEADING = 1.45
#: Type this much larger than the body's is a title's; this much smaller, a note's.
_TITLE_SCALE = 1.25
_NOTE_SCALE = 0.9
_SAME_SIZE = 0.08
#: Lines at the beginning of a document among which the title stands.
_HEAD = 12
#: A table has at least two lines of three pieces, or three of two.
_TABLE_LINES = 2
_MAX_HEADING = 60
#: What no paragraph begins with.
_CLOSING = re.compile(r"[，。、；：！？”’）》】％%]")
#: What is never parted at a line's end: a word or a figure, with the marks before and behind it.
_UNBROKEN = re.compile(
    r"(?:[“‘（(《〈【\[]*[A-Za-z0-9+./%％~—–-]{2,}|[“‘《]+\w)[”’）)》〉】\]，。、；：,.;:]*"
)


@dataclass(slots=True)
class _Open:
    """The paragraph that is being put together."""

    lines: list[Row]
    text: str
    blocks_after: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Measure:
    """What is usual in a document: type size, distance of baselines (both in its unit)."""

    size: float
    leading: float


def paragraphs(printed: Sequence[Sequence[Fragment]]) -> list[Block]:
    """The blocks of a printed document, page by page in the order of reading.

    Page furniture is left out; a form feed stands where the second and later pages begin.
    """
    pages = [reading_order(page) for page in without_furniture(printed)]
    measure = _measure(pages)
    blocks: list[Block] = []
    held: _Open | None = None
    seen = 0
    for number, page in enumerate(pages):
        pending = "\f" if number else ""
        for part in _tables(page, measure):
            if isinstance(part, Table):
                blocks.extend(_closed(held, measure, seen))
                held = None
                if pending:
                    blocks.append(Paragraph(pending))
                    pending = ""
                blocks.append(part)
                continue
            seen += 1
            if held is not None and _is_note(part, page, measure):
                # A note at the foot of a page stands between two halves of a sentence; it is
                # put behind the paragraph.
                held.blocks_after.append(Paragraph(part.text))
                continue
            if held is not None and _continues(held, part, measure, bool(pending)):
                held.text += pending or _glue(held.text, part.text)
                held.text += part.text
                held.lines.append(part)
            else:
                blocks.extend(_closed(held, measure, seen))
                held = _Open([part], pending + part.text)
            pending = ""
        if pending:
            # A page without text still counts.
            blocks.extend(_closed(held, measure, seen))
            held = None
            blocks.append(Paragraph(pending))
    blocks.extend(_closed(held, measure, seen))
    return blocks


def _measure(pages: Sequence[Sequence[Row]]) -> _Measure:
    """Type size by characters; leading by lines that follow each other in a column."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for row in page:
            sizes[round(row.size, 1)] += len(row.text)
    size = sizes.most_common(1)[0][0] if sizes else 1.0
    steps = [
        below.y - above.y
        for page in pages
        for above, below in pairwise(page)
        if above.column == below.column and abs(above.size - size) <= _SAME_SIZE * size
    ]
    steps = [step for step in steps if step > 0]
    return _Measure(size, median(steps) if steps else 1.5 * size)


def _continues(held: _Open, row: Row, measure: _Measure, new_page: bool) -> bool:
    """Whether a line goes on with the open paragraph."""
    last = held.lines[-1]
    size = max(last.size, row.size)
    if abs(last.size - row.size) > _SAME_SIZE * size or last.bold != row.bold:
        return False
    if _CLOSING.match(row.text):
        return True
    same_column = last.column == row.column and not new_page
    if same_column and row.y - last.y > _LEADING * max(measure.leading, 1.2 * size):
        return False
    if _is_title(last, measure):
        # A title set on several centred lines.
        return same_column and _centred(last) and _centred(row)
    if row.x0 - row.left > _INDENT * size:
        # All of an indented block is indented alike.
        aligned = len(held.lines) > 1 and abs(row.x0 - last.x0) < 0.5 * size
        return aligned and same_column and _is_full(last, row)
    return _is_full(last, row)


def _is_full(last: Row, following: Row) -> bool:
    """Whether the edge broke the line: no more than could not be parted would have fitted on it."""
    word = None if NUMBERED.match(following.text) else _UNBROKEN.match(following.text)
    width = sum(1.0 if char > "\u2000" else 0.6 for char in word.group()) if word else 0.0
    return last.right - last.x1 <= (_FULL + width) * last.size


def _centred(row: Row) -> bool:
    return abs((row.x0 - row.left) - (row.right - row.x1)) <= 2 * row.size


def _is_title(row: Row, measure: _Measure) -> bool:
    return row.size >= _TITLE_SCALE * measure.size


def _is_note(row: Row, page: Sequence[Row], measure: _Measure) -> bool:
    """Whether a line is set in small type below all of the page's text."""
    if row.size > _NOTE_SCALE * measure.size:
        return False
    body = [other.y for other in page if other.size > _NOTE_SCALE * measure.size]
    return bool(body) and row.y > max(body)


def _glue(left: str, right: str) -> str:
    """A space where two words of Latin letters meet at a line's end, nothing elsewhere."""
    return " " if re.search(r"[A-Za-z,;]$", left) and re.match(r"[A-Za-z]", right) else ""


def _closed(held: _Open | None, measure: _Measure, seen: int) -> Iterator[Block]:
    """The open paragraph as a block, with the notes that wait behind it."""
    if held is None:
        return
    first = held.lines[0]
    short = len(held.text) <= _MAX_HEADING and "。" not in held.text
    title = short and _is_title(first, measure) and seen <= _HEAD + len(held.lines)
    bold = all(line.bold for line in held.lines) or (short and _is_title(first, measure))
    if title and "\f" not in held.text:
        yield Paragraph(held.text, 1)
    else:
        yield Paragraph(held.text, bold=bold)
    yield from _merged_notes(held.blocks_after)


def _merged_notes(notes: Sequence[Block]) -> Iterator[Block]:
    """Notes' lines, those that go on with the one before joined to it."""
    text = ""
    for note in notes:
        line = note.text if isinstance(note, Paragraph) else ""
        if text and (re.match(r"[①-⑳\[〔［【(（\d]", line) or text.endswith("。")):
            yield Paragraph(text)
            text = ""
        text += _glue(text, line) + line
    if text:
        yield Paragraph(text)


def _tables(page: Sequence[Row], measure: _Measure) -> Iterator[Row | Table]:
    """A page's lines, with runs of lines whose pieces stand below one another as tables."""
    run: list[Row] = []
    for row in page:
        near = not run or (
            row.column == run[-1].column and row.y - run[-1].y <= 3 * measure.leading
        )
        if len(row.pieces) > 1 and near:
            run.append(row)
            continue
        yield from _table_or_lines(run)
        run = [row] if len(row.pieces) > 1 else []
        if not run:
            yield row
    yield from _table_or_lines(run)


def _table_or_lines(run: list[Row]) -> Iterator[Row | Table]:
    if not run:
        return
    bands = _bands(run)
    wide = sum(len(row.pieces) >= 3 for row in run)
    if len(bands) < 2 or len(run) < _TABLE_LINES or not (wide >= _TABLE_LINES or len(run) >= 3):
        yield from run
        return
    rows = []
    for row in run:
        cells = [""] * len(bands)
        for piece in row.pieces:
            middle = (piece.x0 + piece.x1) / 2
            nearest = min(
                range(len(bands)),
                key=lambda band: max(bands[band][0] - middle, middle - bands[band][1], 0.0),
            )
            cells[nearest] = f"{cells[nearest]} {piece.text}".strip()
        rows.append(tuple(cells))
    yield Table(tuple(rows))


def _bands(run: Sequence[Row]) -> list[tuple[float, float]]:
    """The columns of a table: stretches of x that pieces cover, parted by white."""
    bands: list[tuple[float, float]] = []
    for x0, x1 in sorted((piece.x0, piece.x1) for row in run for piece in row.pieces):
        if bands and x0 < bands[-1][1]:
            bands[-1] = bands[-1][0], max(bands[-1][1], x1)
        else:
            bands.append((x0, x1))
    return bands
