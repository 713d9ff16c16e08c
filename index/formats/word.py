"""Word documents (.docx, ECMA-376) to source text.

lxml reads the parts rather than python-docx: numbering, notes, text boxes, tracked changes and
content controls, which make up most of the work, python-docx leaves to its caller as bare XML,
and a package with one dangling link (as WPS writes them) it does not open at all.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from index.errors import WenbaoError
from index.formats.blocks import Block, Cell, Paragraph, Table, grid, is_data, write
from index.formats.package import Element, Package, attribute, child, local
from index.formats.word_numbering import Numbering
from index.formats.word_styles import Look, Styles
from index.formats.word_text import runs_of

#: A heading marked by outline level that is longer, or holds a sentence, was marked by mistake.
_MAX_HEADING = 80
#: Paragraphs at the beginning among which the title stands.
_HEAD = 8
#: How much larger than the body's a title's type is (GB/T 9704-2012: 22 pt over 16 pt).
_TITLE_SCALE = 1.25


def read_word(data: bytes) -> str:
    """The source text of a .docx file; raises WenbaoError when it cannot be read."""
    package = Package(data)
    main = _main_part(package)
    body = child(package.xml(main), "body")
    if body is None:
        raise WenbaoError(f"文件不完整：{main} 里没有正文，请用原来的软件打开后另存一份")
    return write(_Document(package, main).blocks(body))


def _main_part(package: Package) -> str:
    """The part that holds the text, as the package's relationships name it."""
    if "_rels/.rels" in package:
        for item in package.xml("_rels/.rels"):
            if (attribute(item, "Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((attribute(item, "Target") or "").lstrip("/"))
    if "word/document.xml" in package:
        return "word/document.xml"
    raise WenbaoError("不是 Word 文档：压缩包里没有 word/document.xml")


class _Document:
    """One reading of one document: its styles, numbering and notes."""

    def __init__(self, package: Package, main: str) -> None:
        folder = posixpath.dirname(main)

        def part(name: str) -> Element | None:
            path = posixpath.join(folder, name)
            return package.xml(path) if path in package else None

        self._styles = Styles(part("styles.xml"))
        self._numbering = Numbering(part("numbering.xml"))
        self._notes: dict[tuple[str, str], Element] = {}
        for kind in ("footnote", "endnote"):
            root = part(f"{kind}s.xml")
            for note in root if root is not None else ():
                # Notes of a type are the lines that separate notes from the text.
                if local(note) == kind and attribute(note, "type") in (None, "normal"):
                    self._notes[kind, attribute(note, "id") or ""] = note
        self._endnotes: list[Block] = []
        self._body_look = Look()

    def blocks(self, body: Element) -> list[Block]:
        """The whole text in order; endnotes at its end, footnotes behind their paragraphs."""
        self._body_look = self._commonest(body)
        found = [*self._flow(body)]
        looks = [look for _, look in found]
        blocks = _titled([block for block, _ in found], looks, self._body_look.size)
        return [*blocks, *self._endnotes]

    def _commonest(self, body: Element) -> Look:
        """Type size and face that most characters have."""
        sizes: Counter[int | None] = Counter()
        faces: Counter[str | None] = Counter()
        for paragraph in body.iter("{*}p"):
            look = self._styles.paragraph(child(paragraph, "pPr"))
            for text, own in runs_of(paragraph, self._styles, look).pieces:
                sizes[own.size] += len(text)
                faces[own.face] += len(text)
        size = sizes.most_common(1)[0][0] if sizes else None
        return Look(size=size, face=faces.most_common(1)[0][0] if faces else None)

    def _flow(self, parent: Element) -> Iterator[tuple[Block, Look]]:
        """Blocks of a body, a cell, a text box or a note."""
        for item in parent:
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name == "tbl":
                yield from self._table(item)
            elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
                yield from self._flow(item)

    def _paragraph(self, item: Element) -> Iterator[tuple[Block, Look]]:
        properties = child(item, "pPr")
        if child(properties, "rPr", "del") is not None and not len(item.findall("{*}r")):
            return
        look = self._styles.paragraph(properties)
        if look.contents:
            # A table of contents is furniture: the headings again, with page numbers.
            return
        runs = runs_of(item, self._styles, look)
        text = runs.text
        if text.strip():
            number = ""
            if look.number[0] is not None:
                number = self._numbering.next(look.number[0], look.number[1] or 0)
            prefix = runs.bold_prefix(self._body_look.face)
            whole = prefix == len(text)
            level = _level(look, text)
            lead = 0 if whole or not prefix else len(number) + prefix
            size = max((own.size or 0 for piece, own in runs.pieces if piece.strip()), default=0)
            block = Paragraph(number + text.strip(" \t"), level, whole and not level, lead)
            yield block, replace(look, size=size or look.size)
        for box in runs.boxes:
            yield from self._flow(box)
        for kind, key in runs.notes:
            if (note := self._notes.pop((kind, key), None)) is not None:
                blocks = [(block, Look()) for block, _ in self._flow(note)]
                if kind == "footnote":
                    yield from blocks
                else:
                    self._endnotes.extend(block for block, _ in blocks)

    def _table(self, item: Element) -> Iterator[tuple[Block, Look]]:
        rows: list[list[Cell]] = []
        flow: list[tuple[Block, Look]] = []
        nested = False
        for row in _inside(item, "tr"):
            cells: list[Cell] = []
            skipped = attribute(child(row, "trPr", "gridBefore"), "val")
            if skipped:
                cells.append(Cell("", int(skipped)))
            for cell in _inside(row, "tc"):
                inner = [*self._flow(cell)]
                nested = nested or any(isinstance(block, Table) for block, _ in inner)
                flow.extend(inner)
                texts = (block.text for block, _ in inner if isinstance(block, Paragraph))
                span = attribute(child(cell, "tcPr", "gridSpan"), "val")
                cells.append(Cell(" ".join(texts).strip(), int(span or 1)))
            rows.append(cells)
        laid = grid(rows)
        if nested or not is_data(laid):
            yield from flow
        else:
            yield Table(laid), Look()


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Children of that name, those in content controls and tracked insertions included."""
    for item in parent:
        kind = local(item)
        if kind == name:
            properties = child(item, f"{name}Pr")
            if child(properties, "del") is None and child(properties, "cellDel") is None:
                yield item
        elif kind in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _inside(item, name)


def _level(look: Look, text: str) -> int:
    """The heading level that a paragraph's style gives it; 1 is the title's, 0 none."""
    if len(text) > _MAX_HEADING or "。" in text.rstrip("。 "):
        return 0
    if look.title:
        return 1
    return look.outline + 2 if look.outline is not None and look.outline < 9 else 0


def _titled(blocks: list[Block], looks: list[Look], body: int | None) -> list[Block]:
    """Mark the title where only its look does: centred, large, before any running text.

    A title set on several lines is one heading.
    """
    if not body or any(isinstance(block, Paragraph) and block.level == 1 for block in blocks):
        return blocks
    first: int | None = None
    count = 0
    for index, block in enumerate(blocks[:_HEAD]):
        if isinstance(block, Table) or len(block.text) > _MAX_HEADING:
            break
        look = looks[index]
        large = look.centred and (look.size or 0) >= body * _TITLE_SCALE and not block.level
        if first is None and large:
            first, count = index, 1
        elif first is not None and large and look.size == looks[first].size:
            count += 1
        elif first is not None:
            break
    if first is None:
        return blocks
    lines = [block.text for block in blocks[first : first + count] if isinstance(block, Paragraph)]
    return [*blocks[:first], Paragraph("".join(lines), 1), *blocks[first + count :]]
