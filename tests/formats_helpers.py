"""Real files of every format, made by other people's writers where there are any."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

WORD_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def markdown_lines(markdown: str) -> list[tuple[int, str]]:
    """The paragraphs of a Markdown text: (number of #, text)."""
    lines = [line.strip() for line in markdown.split("\n")]
    return [(len(line) - len(line.lstrip("#")), line.lstrip("# ")) for line in lines if line]


def word_of(lines: Iterable[tuple[int, str]]) -> bytes:
    """A .docx by python-docx: the title in style Title, headings in Heading 1, 2, …"""
    import docx

    document = docx.Document()
    for hashes, text in lines:
        if hashes:
            document.add_heading(text, hashes - 1)
        else:
            document.add_paragraph(text)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a python-docx document."""
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def raw_word(body: str, **parts: str) -> bytes:
    """A .docx with this XML as its body; `parts` are further files of word/ by stem."""
    root = f'<w:document xmlns:w="{WORD_NS}"><w:body>{body}</w:body></w:document>'
    others = {f"word/{stem}.xml": content for stem, content in parts.items()}
    return zipped({"word/document.xml": root, **others})


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A w:p of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def web_of(lines: Iterable[tuple[int, str]], chrome: bool = True) -> bytes:
    """A page in the style of a government site; `chrome` puts the site round the article."""
    tags = {0: "p", 1: "h1", 2: "h2", 3: "h3", 4: "h4", 5: "h5"}
    title = next((text for hashes, text in lines if hashes == 1), "")
    body = "\n".join(f"<{tags[n]}>　　{escape(text)}</{tags[n]}>" for n, text in lines)
    before = after = ""
    if chrome:
        before = """<div class="top-nav"><ul><li><a href="/">首页</a></li>
          <li><a href="/zwgk">政务公开</a></li>
          <li><a href="/hd">互动交流</a></li><li><a href="/fw">办事服务</a></li></ul></div>
          <div class="logo">某某区人民政府门户网站</div>
          <div class="dqwz">您的位置：<a href="/">首页</a> &gt;
          <a href="/a">政府工作报告</a></div>"""
        after = """<div class="xgyd"><h3>相关阅读</h3><ul>
          <li><a href="1">关于印发方案的通知</a></li><li><a href="2">图解报告</a></li></ul></div>
          <div class="foot"><p>主办单位：某某区人民政府办公室</p>
          <p>版权所有 赣ICP备00000000号</p></div>
          <script>var a = "脚本里的字";</script>"""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8">
      <title>{escape(title)}_某某区人民政府</title><style>p {{ color: red }}</style></head>
      <body>{before}<div class="main"><div id="zoom">{body}</div></div>{after}</body>
      </html>""".encode()


def pdf_of(
    lines: Iterable[tuple[int, str]],
    *,
    columns: int = 1,
    head: str | None = "某某区政协文件汇编",
    number: str | None = "— {} —",
    font: str = "STSong-Light",
    password: str | None = None,
) -> bytes:
    """An A4 PDF by ReportLab: 12-point lines, paragraphs indented by two characters."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

    register(font)
    style = {"fontName": font, "wordWrap": "CJK"}
    body = ParagraphStyle("body", fontSize=12, leading=20, firstLineIndent=24, alignment=4, **style)
    title = ParagraphStyle("title", fontSize=20, leading=30, alignment=1, **style)
    flow = [Paragraph(escape(text), title if hashes == 1 else body) for hashes, text in lines]

    def furnish(canvas: object, document: object) -> None:
        canvas.setFont(font, 9)  # type: ignore[attr-defined]
        page = document.page  # type: ignore[attr-defined]
        if head:
            canvas.drawString(72, A4[1] - 40, head)  # type: ignore[attr-defined]
        if number:
            text = number.format(page)
            canvas.drawCentredString(A4[0] / 2, 30, text)  # type: ignore[attr-defined]

    width = (A4[0] - 144 - (columns - 1) * 24) / columns
    frames = [
        Frame(72 + n * (width + 24), 60, width, A4[1] - 120, leftPadding=0, rightPadding=0)
        for n in range(columns)
    ]
    buffer = io.BytesIO()
    lock = StandardEncryption(password, canPrint=1) if password else None
    document = BaseDocTemplate(buffer, pagesize=A4, encrypt=lock)
    document.addPageTemplates([PageTemplate("page", frames, onPage=furnish)])
    document.build(flow)
    return buffer.getvalue()


def drawn_pdf(pages: Sequence[Sequence[tuple[str, float, float, float]]]) -> bytes:
    """A PDF of pieces of text at (text, x, y from the top, size), in points."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    register("STSong-Light")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for page in pages:
        for text, x, y, size in page:
            canvas.setFont("STSong-Light", size)
            canvas.drawString(x, A4[1] - y, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def register(font: str) -> None:
    """Make one of the Chinese fonts that every PDF reader has known to ReportLab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(font))


def ofd_of(pages: Sequence[Sequence[tuple[str, float, float, float]]]) -> bytes:
    """An OFD of pieces of text at (text, x, y from the top, size), in millimetres (GB/T 33190)."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts: dict[str, str | bytes] = {
        "OFD.xml": f'<ofd:OFD {ns} DocType="OFD" Version="1.0"><ofd:DocBody>'
        "<ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    }
    listed = []
    for number, page in enumerate(pages):
        place = f"Pages/Page_{number}/Content.xml"
        listed.append(f'<ofd:Page ID="{number + 1}" BaseLoc="{place}"/>')
        objects = "".join(
            f'<ofd:TextObject ID="{index + 100}" Font="1"'
            f' Boundary="{x} {y - size} {size * len(text)} {size}" Size="{size}">'
            f'<ofd:TextCode X="0" Y="{size}"'
            f' DeltaX="g {max(len(text) - 1, 1)} {size}">{escape(text)}</ofd:TextCode>'
            "</ofd:TextObject>"
            for index, (text, x, y, size) in enumerate(page)
        )
        parts[f"Doc_0/{place}"] = (
            f"<ofd:Page {ns}><ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
            f'<ofd:Content><ofd:Layer ID="9">{objects}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    parts["Doc_0/Document.xml"] = (
        f"<ofd:Document {ns}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{''.join(listed)}"
        "</ofd:Pages></ofd:Document>"
    )
    return zipped(parts)


def set_lines(
    lines: Iterable[tuple[int, str]], *, width: int = 30, height: int = 28
) -> list[list[tuple[str, float, float, float]]]:
    """Set paragraphs on pages of `height` lines of `width` characters, 5 mm type, for `ofd_of`."""
    pages: list[list[tuple[str, float, float, float]]] = [[]]
    row = 0
    for hashes, text in lines:
        size = 7.0 if hashes == 1 else 5.0
        first = width - 2 if hashes != 1 else 20
        pieces = [text[:first]] + [
            text[i : i + (width if hashes != 1 else 20)]
            for i in range(first, len(text), width if hashes != 1 else 20)
        ]
        for index, piece in enumerate(pieces):
            if row == height:
                pages.append([])
                row = 0
            left = 30.0 + (10.0 if index == 0 and hashes != 1 else 0.0)
            if hashes == 1:
                left = 105.0 - len(piece) * size / 2
            pages[-1].append((piece, left, 30.0 + row * 9, size))
            row += 1
    for number, page in enumerate(pages, start=1):
        page.append((f"- {number} -", 100.0, 287.0, 4.0))
    return pages


def squeezed(text: str) -> str:
    """`text` without its white space."""
    return re.sub(r"\s+", "", text)
