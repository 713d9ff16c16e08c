"""Web pages saved from a site (.html, .htm) to source text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.decode import decode_text
from index.errors import WenbaoError
from index.formats.blocks import Block, Cell, Paragraph, Table, grid, is_data, write
from index.formats.ordinals import ordinal
from index.formats.package import Element
from index.formats.web_furniture import (
    UNSEEN,
    find_title,
    is_hidden,
    is_info_line,
    mark_furniture,
)

#: Where a page says its encoding: the HTML standard looks at the first 1024 bytes; real pages of
#: Chinese sites put scripts before it.
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.I)
_CHARSET_REACH = 8192
#: The standard reads these names as their supersets.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "windows-1252"}

_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|header|hr|html|legend|li|main|nav|ol|p|pre|section|"
    "summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BOLD = frozenset({"b", "strong", "th"})
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|[a-z-]+)", re.I)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: libxml2 stops at 2048 elements within one another (XML_MAX_HUGE_DEPTH).
_MAX_DEPTH = 2000
#: A heading that is longer, or holds a sentence, is a paragraph in a heading's clothes.
_MAX_HEADING = 80
_CJK_COUNTERS = frozenset({"cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal"})


def decode_web(data: bytes) -> str:
    """A page's characters: by its mark, by UTF-8, by what it says, else by the usual guesses.

    Raises WenbaoError when nothing readable comes out.
    """
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
        match = _CHARSET.search(data[:_CHARSET_REACH])
        name = match[1].decode("ascii").lower() if match else "gb18030"
        try:
            text = data.decode(_SUPERSETS.get(name, name), "replace")
        except LookupError:
            text = data.decode("gb18030", "replace")
        # A browser shows a few broken bytes as U+FFFD and so does this; many mean a wrong guess.
        if text.count("\ufffd") <= len(text) // 1000:
            return text
    return decode_text(data)


def read_web(data: bytes) -> str:
    """The source text of a page; raises WenbaoError when there is no article in it."""
    from lxml import etree

    # The file's own declaration would contradict the characters, which are decoded already.
    text = re.sub(r"\A\s*<\?xml[^>]*\?>", "", decode_web(data).lstrip("\ufeff"))
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    parser.feed(text.replace("\0", "").encode("utf-8", "replace"))
    try:
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise WenbaoError("网页里没有内容") from error
    _check_depth(root)
    title = find_title(root)
    mark_furniture(root, title)
    blocks = [block for block in _Page(title).blocks(root) if not _is_info(block)]
    return write(blocks)


def _check_depth(root: Element) -> None:
    """Refuse a page that libxml2 stopped reading: it leaves out what lies deeper, silently."""
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _MAX_DEPTH:
            raise WenbaoError("网页异常：标签嵌套太深，读不全；请用浏览器打开后另存为文本再添加")


def _is_info(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.level and is_info_line(block.text)


@dataclass(slots=True)
class _Open:
    """The paragraph that is being read."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    level: int = 0
    marker: str = ""

    def text(self) -> str:
        """What stands in it, white space round line breaks put right."""
        text = "".join(piece for piece, _ in self.pieces)
        return re.sub(r"[ \t]*\n[ \t]*", "\n", text).strip()


class _Page:
    """One walk through one page."""

    def __init__(self, title: Element | None) -> None:
        self._title = title
        self._open = _Open()
        self._bold = 0
        self._pre = 0
        self._counters: list[tuple[int, str | None]] = []

    def blocks(self, root: Element) -> Iterator[Block]:
        """The page's visible text, block by block; furniture has been marked before."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            name = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                yield from self._leave(element, name)
                continue
            if name in UNSEEN or is_hidden(element):
                walker.skip_subtree()
                # What is skipped gets no text of its own, its tail comes with its "end".
                continue
            if name == "table" and (table := _table(element)) is not None:
                yield from self._flush()
                caption = element.find("caption")
                if caption is not None and (words := _cell_text(caption)):
                    yield Paragraph(words)
                yield table
                walker.skip_subtree()
                continue
            if _BLOCKS.fullmatch(name) or element is self._title:
                yield from self._flush()
            self._enter(element, name)

    def _enter(self, element: Element, name: str) -> None:
        if element is self._title:
            self._open.level = 1
        elif re.fullmatch("h[1-6]", name):
            self._open.level = self._open.level or int(name[1])
        elif name == "br":
            self._open.pieces.append(("\n", self._bold > 0))
        elif name == "ol":
            start = element.get("start") or "1"
            first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
            self._counters.append((first - 1, _list_style(element)))
        elif name == "ul":
            self._counters.append((0, None))
        elif name == "li" and self._counters:
            self._number(element)
        elif name == "pre":
            self._pre += 1
        self._bold += _sets_bold(element, name)
        self._text(element.text)

    def _leave(self, element: Element, name: str) -> Iterator[Block]:
        if name not in UNSEEN and not is_hidden(element) and not element.get("data-read"):
            self._bold -= _sets_bold(element, name)
            if name in ("ol", "ul") and self._counters:
                self._counters.pop()
            self._pre -= name == "pre"
            if _BLOCKS.fullmatch(name) or element is self._title:
                yield from self._flush()
            if element is self._title or re.fullmatch("h[1-6]", name):
                self._open.level = 0
        self._text(element.tail)

    def _number(self, element: Element) -> None:
        count, style = self._counters[-1]
        value = element.get("value") or ""
        count = int(value) if re.fullmatch(r"\d{1,6}", value) else count + 1
        self._counters[-1] = (count, style)
        if style:
            gap = "、" if style == "chineseCounting" else ". "
            self._open.marker = ordinal(count, style) + gap

    def _text(self, text: str | None) -> None:
        if text:
            if not self._pre:
                text = re.sub(r"[ \t\r\n\f]+", " ", text)
            self._open.pieces.append((text, self._bold > 0))

    def _flush(self) -> Iterator[Block]:
        done = self._open
        text = done.text()
        if not text:
            self._open = _Open(level=done.level, marker=done.marker)
            return
        self._open = _Open()
        prefix = 0
        for piece, bold in done.pieces:
            if not bold and piece.strip():
                break
            prefix += len(piece)
        whole = prefix == sum(len(piece) for piece, _ in done.pieces)
        lead = len("".join(piece for piece, _ in done.pieces)[:prefix].strip())
        level = done.level
        if "。" in text.rstrip("。 ") or len(text) > _MAX_HEADING:
            level = 0
        yield Paragraph(
            done.marker + text,
            level,
            whole and not level,
            0 if whole or not lead else len(done.marker) + lead,
        )


def _sets_bold(element: Element, name: str) -> int:
    return int(name in _BOLD or bool(_BOLD_STYLE.search(element.get("style") or "")))


def _list_style(element: Element) -> str | None:
    """How a browser numbers the items of an <ol>; None for not at all."""
    match = _LIST_STYLE.search(element.get("style") or "")
    if match and match[1] == "none":
        return None
    if match and match[1] in _CJK_COUNTERS:
        return "chineseCounting"
    return _LIST_TYPES.get(element.get("type") or "1", "decimal")


def _table(element: Element) -> Table | None:
    """A table of figures, or None when the table only lays the page out."""
    if element.find(".//table") is not None:
        return None
    rows = [
        [
            Cell(_cell_text(cell), _span(cell, "colspan"), _span(cell, "rowspan"))
            for cell in row.iter("td", "th")
            if not is_hidden(cell)
        ]
        for row in element.iter("tr")
        if not is_hidden(row)
    ]
    laid = grid(rows)
    if not is_data(laid):
        return None
    element.set("data-read", "1")
    return Table(laid)


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


def _cell_text(cell: Element) -> str:
    from lxml import etree

    pieces: list[str] = []
    walker = etree.iterwalk(cell, events=("start", "end"))
    for event, item in walker:
        if event == "end":
            if item is not cell:
                pieces.append(item.tail or "")
        elif item.tag in UNSEEN or (item is not cell and is_hidden(item)):
            walker.skip_subtree()
        else:
            if _BLOCKS.fullmatch(item.tag) or item.tag == "br":
                pieces.append(" ")
            pieces.append(item.text or "")
    return " ".join("".join(pieces).split())
