"""Word documents (ECMA-376) written by hand from a source."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from invented_source import Block, blocks, zipped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def word(source: str, *, by_look: bool) -> bytes:
    """A .docx file.

    `by_look`: headings are large or bold type and numbers that Word counts itself; otherwise they
    carry the built-in heading styles.
    """
    found = list(blocks(source))
    body = "".join(_word_block(block, by_look) for block in found if not block.note)
    notes = "".join(
        f'<w:footnote w:id="{b.note}"><w:p><w:r><w:footnoteRef/></w:r>{_run(b.text)}</w:p>'
        "</w:footnote>"
        for b in found
        if b.note
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
        f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        for level in range(1, 5)
    )
    numbers = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
        for depth, pattern in enumerate(("%1、", "（%2）"))
    )
    parts = {
        "word/document.xml": f'<w:document {_W} xmlns:r="{_OFFICE}"><w:body>{body}</w:body>'
        "</w:document>",
        "word/styles.xml": f'<w:styles {_W}><w:style w:type="paragraph" w:default="1" '
        'w:styleId="a"><w:name w:val="Normal"/><w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
        f"{styles}</w:styles>",
        "word/numbering.xml": f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{numbers}'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
        "word/footnotes.xml": f"<w:footnotes {_W}>{notes}</w:footnotes>",
    }
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_WORD}.'
        f'{Path(name).stem}{".main" if "document" in name else ""}+xml"/>'
        for name in parts
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/{Path(name).stem}" Target="{Path(name).name}"/>'
        for i, name in enumerate(list(parts)[1:], start=1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default '
            'Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}'
            "</Types>",
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f"{relations}</Relationships>",
            **parts,
        }
    )


def _word_block(block: Block, by_look: bool) -> str:
    if block.rows:
        rows = "".join(
            "<w:tr>" + "".join(f"<w:tc><w:p>{_run(c)}</w:p></w:tc>" for c in row) + "</w:tr>"
            for row in block.rows
        )
        return f"<w:tbl>{rows}</w:tbl>"
    if not block.level:
        return f"<w:p>{_run(block.text)}</w:p>"
    if not by_look:
        return f'<w:p><w:pPr><w:pStyle w:val="{block.level}"/></w:pPr>{_run(block.text)}</w:p>'
    look = '<w:b/><w:sz w:val="44"/>' if block.level == 1 else "<w:b/>"
    place = '<w:jc w:val="center"/>' if block.level <= 2 else ""
    if block.level >= 3:
        place = f'<w:numPr><w:ilvl w:val="{block.level - 3}"/><w:numId w:val="1"/></w:numPr>'
    return f"<w:p><w:pPr>{place}</w:pPr>{_run(block.text, look)}</w:p>"


def _run(text: str, look: str = "") -> str:
    """Runs of a paragraph; `[^n]` becomes the mark of footnote n."""
    parts = re.split(r"\[\^(\d+)\]", text)
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return "".join(
        f'<w:r><w:footnoteReference w:id="{part}"/></w:r>'
        if i % 2
        else f'<w:r>{properties}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
        for i, part in enumerate(parts)
        if part
    )
