"""PDF files with a text layer to source text, read by PDFium (pypdfium2)."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.errors import WenbaoError
from index.formats.blocks import write
from index.formats.flow import paragraphs
from index.formats.layout import Fragment

#: Fewer characters than this on the average page are a scan's stray marks, not a text layer.
_MIN_CHARS = 8
#: More characters without a code than this share make the text unreadable.
_MAX_UNKNOWN = 0.2
#: Weights of type from which it is bold (CSS Fonts, 5.2: 600 is demi-bold).
_BOLD = 600
#: Characters nearer than this share of the type size belong to one piece.
_NEAR = 0.9
#: Type smaller than this share of its neighbour's, raised by at least this share of it, is a
#: note's mark.
_MARK_SIZE = 0.75
_MARK_RISE = 0.15
#: PDFium's error for a file that asks for a password (FPDF_ERR_PASSWORD).
_PASSWORD_ERROR = 4
#: What PDFium puts where a line ends, and where it finds no character.
_NO_CHARACTER = frozenset({0x0A, 0x0D, 0, 0xFFFE})
#: What PDFium puts for a hyphen at the end of a line.
_LINE_HYPHEN = 0x02
#: Type at an angle further than this from upright, in quarter turns, is a watermark.
_SLANT = 0.05
_OCR = "请先用文字识别（OCR）软件转成带文字的 PDF，再重新添加"


@dataclass(frozen=True, slots=True)
class _Glyph:
    char: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


def read_pdf(data: bytes) -> str:
    """The source text of a PDF, a form feed between pages.

    Raises WenbaoError when it is damaged, asks for a password or has no text layer.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR or "assword" in str(error):
            raise WenbaoError("PDF 加了密码：请先取消密码，再重新添加") from error
        raise WenbaoError("PDF 已损坏，打不开：请重新下载或另存一份") from error
    pages: list[list[Fragment]] = []
    characters = unknown = 0
    try:
        for number in range(len(document)):
            glyphs, lost = _glyphs(document, number)
            characters += len(glyphs)
            unknown += lost
            pages.append(list(_fragments(glyphs)))
    except pypdfium2.PdfiumError as error:
        raise WenbaoError(
            f"PDF 已损坏：第 {len(pages) + 1} 页读不出来，请重新下载或另存一份"
        ) from error
    finally:
        document.close()
    if characters < _MIN_CHARS * max(len(pages), 1):
        raise WenbaoError(f"PDF 没有文字层（共 {len(pages)} 页，像是扫描件）：{_OCR}")
    if unknown > _MAX_UNKNOWN * characters:
        raise WenbaoError(f"PDF 里的字没有文字编码，读出来是乱码：{_OCR}")
    return write(paragraphs(pages))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A character as the file places it, in points.

    `box` is left, bottom, right and top, `origin` the left end of its baseline, `turn` in quarter
    turns clockwise.
    """

    char: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    turn: int
    bold: bool


def _glyphs(document: Any, number: int) -> tuple[list[_Glyph], int]:
    """The characters of a page in the file's order, and how many of them have no code.

    Most characters say which way the page is read; what runs across them is left out.
    """
    page = document[number]
    try:
        text = page.get_textpage()
        marks, lost = _marks(text)
        text.close()
        width, height = page.get_mediabox()[2:]
    finally:
        page.close()
    turns = Counter(mark.turn for mark in marks)
    turn = turns.most_common(1)[0][0] if turns else 0
    glyphs = []
    for mark in marks:
        if mark.turn == turn:
            left, right, top, bottom, base = _upright(mark, width, height)
            if bottom > top:
                # Boxes of digits are lower than those of Chinese characters; the type size is not.
                size = mark.size or bottom - top
                glyphs.append(_Glyph(mark.char, left, right, base, size, mark.bold))
    return glyphs, lost


def _marks(text: Any) -> tuple[list[_Mark], int]:
    """What stands on a page, watermarks at a slant left out; how many have no code."""
    import pypdfium2.raw as raw

    handle = text.raw
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    matrix = raw.FS_MATRIX()
    marks: list[_Mark] = []
    lost = 0
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(handle, index)
        if code in _NO_CHARACTER or raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        quarters = raw.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)
        if abs(quarters - round(quarters)) > _SLANT or not raw.FPDFText_GetLooseCharBox(
            handle, index, box
        ):
            continue
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        lost += raw.FPDFText_HasUnicodeMapError(handle, index) == 1 or 0xE000 <= code < 0xF900
        corners = (box.left, box.bottom, box.right, box.top)
        bold = raw.FPDFText_GetFontWeight(handle, index) >= _BOLD
        char = "-" if code == _LINE_HYPHEN else chr(code)
        size = raw.FPDFText_GetFontSize(handle, index)
        if raw.FPDFText_GetMatrix(handle, index, matrix):
            size *= math.hypot(matrix.c, matrix.d)
        turn = -round(quarters) % 4
        marks.append(_Mark(char, corners, (x.value, y.value), size, turn, bold))
    return marks, lost


def _upright(mark: _Mark, width: float, height: float) -> tuple[float, float, float, float, float]:
    """Left, right, top, bottom and baseline of a character as it is read, y downwards."""
    left, bottom, right, top = mark.box
    x, y = mark.origin
    if mark.turn == 1:
        return bottom, top, left, right, x
    if mark.turn == 2:
        return width - right, width - left, bottom, top, y
    if mark.turn == 3:
        return height - top, height - bottom, width - right, width - left, width - x
    return left, right, height - top, height - bottom, height - y


def _fragments(glyphs: list[_Glyph]) -> Iterator[Fragment]:
    """Characters that follow each other on a line, put together; notes' marks left out."""
    run: list[_Glyph] = []
    for glyph in glyphs:
        last = run[-1] if run else None
        if last is not None and _is_mark(last, glyph):
            continue
        if last is not None and (
            abs(glyph.y - last.y) > 0.3 * max(glyph.size, last.size)
            or not -0.5 * glyph.size < glyph.x0 - last.x1 < _NEAR * glyph.size
            or glyph.bold != last.bold
            or abs(glyph.size - last.size) > 0.2 * max(glyph.size, last.size)
        ):
            yield from _fragment(run)
            run = []
        run.append(glyph)
    yield from _fragment(run)


def _is_mark(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a small raised digit follows a Chinese word; behind a letter it is m² or CO₂."""
    return (
        glyph.size <= _MARK_SIZE * last.size
        and last.y - glyph.y >= _MARK_RISE * last.size
        and (glyph.char.isdigit() or glyph.char in "[]〔〕［］()")
        and not last.char.isascii()
        and glyph.x0 - last.x1 < last.size
    )


def _fragment(run: list[_Glyph]) -> Iterator[Fragment]:
    text = "".join(glyph.char for glyph in run)
    if text.strip():
        size = max(glyph.size for glyph in run)
        visible = [glyph for glyph in run if not glyph.char.isspace()]
        yield Fragment(
            text.strip(),
            visible[0].x0,
            visible[-1].x1,
            visible[0].y,
            size,
            all(glyph.bold for glyph in visible),
        )
