"""The smallest Word document that says what is needed: paragraphs, a table, real footnotes.

Office Open XML (ECMA-376, part 1) written by hand: eight small parts in a zip. python-docx cannot
write footnotes, and would be one more package for every user to install.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
#: All files of one talk are the same bytes: a zip's clock begins here.
_EPOCH = (1980, 1, 1, 0, 0, 0)

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
    f'<Override PartName="/word/footnotes.xml" ContentType="{_TYPE}.footnotes+xml"/></Types>'
)
_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELATIONS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/footnotes" Target="footnotes.xml"/></Relationships>'
)


def _style(kind: str, name: str, shown: str, inside: str, *, default: bool = False) -> str:
    base = "" if default or kind == "character" else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="{kind}"{first} w:styleId="{name}"><w:name w:val="{shown}"/>{base}'
        f"{inside}</w:style>"
    )


_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/>'
    '<w:sz w:val="24"/><w:lang w:val="zh-CN" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault>'
    "</w:docDefaults>"
    + _style("paragraph", "Normal", "Normal", "", default=True)
    + _style(
        "paragraph",
        "Title",
        "Title",
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr>',
    )
    + _style(
        "paragraph",
        "Heading1",
        "heading 1",
        '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="0"/>'
        '</w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr>',
    )
    + _style("paragraph", "FootnoteText", "footnote text", '<w:rPr><w:sz w:val="18"/></w:rPr>')
    + _style(
        "character",
        "FootnoteReference",
        "footnote reference",
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>',
    )
    + "</w:styles>"
)
_REFERENCE = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


class Document:
    """A document that grows from top to bottom; `to_bytes` is the .docx file."""

    def __init__(self) -> None:
        """Begin with nothing in it."""
        self._body: list[str] = []
        self._notes: list[str] = []

    def paragraph(
        self,
        text: str,
        *,
        style: str = "Normal",
        bold: bool = False,
        notes: Iterable[str] = (),
        after: str = "",
    ) -> None:
        """A paragraph of `text`, its footnotes behind it, then `after` in plain type."""
        inside = _run(text, bold=bold) + "".join(map(self._note, notes))
        self._body.append(_paragraph(inside + (_run(after) if after else ""), style))

    def table(self, rows: Sequence[tuple[str, str, str | None]]) -> None:
        """Two columns, label and value; the third of a row is the footnote of its value."""
        lines = []
        for label, value, note in rows:
            cells = (_run(label), _run(value) + (self._note(note) if note else ""))
            lines.append(
                "<w:tr>"
                + "".join(
                    f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>'
                    f"{_paragraph(cell)}</w:tc>"
                    for cell in cells
                )
                + "</w:tr>"
            )
        self._body.append(
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{_BORDERS}'
            '</w:tblBorders></w:tblPr><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/>'
            f"</w:tblGrid>{''.join(lines)}</w:tbl>{_paragraph('')}"
        )

    def to_bytes(self) -> bytes:
        """The file; the same content is always the same bytes."""
        document = (
            f'{_HEAD}<w:document xmlns:w="{_MAIN}"><w:body>{"".join(self._body)}'
            "<w:sectPr/></w:body></w:document>"
        )
        parts = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
            "word/styles.xml": _STYLES,
            "word/footnotes.xml": self._footnotes(),
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(zipfile.ZipInfo(name, _EPOCH), content.encode())
        return file.getvalue()

    def _note(self, text: str) -> str:
        self._notes.append(text)
        # Ids 0 and 1 are Word's own separators.
        return f'<w:r>{_REFERENCE}<w:footnoteReference w:id="{len(self._notes) + 1}"/></w:r>'

    def _footnotes(self) -> str:
        separators = "".join(
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p>'
            "</w:footnote>"
            for number, kind in enumerate(("separator", "continuationSeparator"))
        )
        notes = "".join(
            f'<w:footnote w:id="{number}">'
            + _paragraph(
                f"<w:r>{_REFERENCE}<w:footnoteRef/></w:r>{_run(' ' + text)}", "FootnoteText"
            )
            + "</w:footnote>"
            for number, text in enumerate(self._notes, start=2)
        )
        return f'{_HEAD}<w:footnotes xmlns:w="{_MAIN}">{separators}{notes}</w:footnotes>'


def _paragraph(inside: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def _run(text: str, *, bold: bool = False) -> str:
    # XML has no way to write most control characters; a report may hold one.
    legal = "".join(char for char in text if char >= " " or char in "\t\n")
    return (
        f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}"
        f'<w:t xml:space="preserve">{escape(" ".join(legal.split(chr(10))))}</w:t></w:r>'
    )
