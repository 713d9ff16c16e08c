"""PDF and OFD files written by hand from a source, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from invented_source import blocks, zipped

_LINES_A_PAGE = 26


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, `y` lines from its top; `indent` and type `size` in points."""

    text: str
    y: int
    indent: float
    size: float


def _width(text: str) -> float:
    """Width in ems: half of one for an ASCII character."""
    return sum(0.5 if char < "\x7f" else 1.0 for char in text)


def _pages(source: str, ems: int = 30) -> list[list[Line]]:
    """The source set in lines of `ems`, paragraphs indented by two, headings larger."""
    lines: list[tuple[str, float, float]] = []
    for block in blocks(source):
        size = {1: 20.0, 2: 16.0}.get(block.level, 14.0)
        room, indent, line = ems * 14 / size, 2.0, ""
        for char in block.text:
            # No line begins with a closing mark: it hangs at the end of the line before.
            if _width(line + char) + indent > room and char not in "，。、；：！？”）》％%":
                lines.append((line, indent * size, size))
                line, indent = "", 0.0
            line += char
        lines.append((line, indent * size, size))
    return [
        [Line(text, y, indent, size) for y, (text, indent, size) in enumerate(page)]
        for page in (lines[i : i + _LINES_A_PAGE] for i in range(0, len(lines), _LINES_A_PAGE))
    ]


def pdf(source: str) -> bytes:
    """A PDF with a text layer in a standard CID font (ISO 32000-1, 9.7.5), nothing embedded."""
    title = next(b.text for b in blocks(source) if b.level == 1)
    pages = _pages(source)
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    maps = "".join(
        f"{len(part)} beginbfrange\n" + "\n".join(part) + "\nendbfrange\n"
        for part in (ranges[i : i + 100] for i in range(0, 256, 100))
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Plain def\n"
        "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{maps}endcmap\nend\nend"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids "
        f"[{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        "/DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 "
        "/W [1 95 500 814 939 500] /FontDescriptor 5 0 R "
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120 "
        "/CapHeight 880 /StemV 93 /ItalicAngle 0 /FontBBox [-25 -254 1000 880] >>",
        _stream(cmap),
    ]
    for number, page in enumerate(pages, start=1):
        shown = [_pdf_line(f"— {number} —", 280, 40, 10.5), _pdf_line(title, 210, 800, 9)]
        shown += [
            _pdf_line(line.text, 85 + line.indent, 760 - 27 * line.y, line.size) for line in page
        ]
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>"
        )
        objects.append(_stream("\n".join(shown)))
    out = "%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{item}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{out.rindex('xref')}\n%%EOF\n"
    return (out + tail).encode("ascii")


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _pdf_line(text: str, x: float, y: float, size: float) -> str:
    codes = text.encode("utf-16-be").hex().upper()
    return f"BT /F1 {size:g} Tf {x:g} {y:g} Td <{codes}> Tj ET"


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_MM = 25.4 / 72  # GB/T 33190-2016 measures in millimetres.


def ofd(source: str) -> bytes:
    """An OFD file (GB/T 33190-2016): one text object a line, no font embedded."""
    pages = _pages(source)
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>00000000000000000000000000000001</ofd:DocID></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData>"
        "<ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        "</ofd:CommonData><ofd:Pages>"
        + "".join(
            f'<ofd:Page ID="{i + 2}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
            for i in range(len(pages))
        )
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {_OFD} BaseLoc="Res"><ofd:Fonts>'
        '<ofd:Font ID="1" FontName="宋体" FamilyName="宋体"/></ofd:Fonts></ofd:Res>',
    }
    identity = 100
    for i, page in enumerate(pages):
        shown = []
        footer = Line(f"- {i + 1} -", 27, 190.0, 10.5)
        for line in [*page, footer]:
            identity += 1
            shown.append(_ofd_line(line, identity))
        parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = (
            f"<ofd:Page {_OFD}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
            f'<ofd:Content><ofd:Layer ID="{50 + i}" Type="Body">{"".join(shown)}</ofd:Layer>'
            "</ofd:Content></ofd:Page>"
        )
    return zipped(parts)


def _ofd_line(line: Line, identity: int) -> str:
    size = line.size * _MM
    x, y = 30 + line.indent * _MM, 30 + line.y * 9.4
    steps = " ".join(f"{size * _width(char):.4g}" for char in line.text[:-1])
    return (
        f'<ofd:TextObject ID="{identity}" Boundary="{x:.4g} {y:.4g} {150:g} {size * 1.2:.4g}" '
        f'Font="1" Size="{size:.4g}"><ofd:TextCode X="0" Y="{size:.4g}" DeltaX="{steps}">'
        f"{escape(line.text)}</ofd:TextCode></ofd:TextObject>"
    )
