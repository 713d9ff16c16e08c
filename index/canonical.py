"""Source text to canonical text: the reader's words, one paragraph a line, nothing invented.

What goes out is what the contract names: markup, front matter, page furniture, comments,
page-jump marks, footnote marks. What stays keeps its order, so the canonical text is the source
(entities decoded) minus characters; only white space is put right.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from index import linebreaks
from index.tables import TAB, row_cells

_FRONT_MATTER = re.compile(r"\A\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
#: A line of front matter: a key, or what belongs to the key above it. Between two rules that
#: only look like front matter stands the report itself.
_FRONT_LINE = re.compile(r"[\w-]{1,40}[ \t]*[:：]|[ \t#-]|$")
_JUMP = re.compile(
    r"[（(【]\s*(?:上接|下转|紧接|紧转|接|转)[^（）()【】\n]{0,12}版[^（）()【】\n]{0,6}[）)】]"
)
#: Numbers of notes behind a word; four digits in such brackets are a document's year (〔2015〕).
#: Markdown's own ([^1]) go wherever they stand.
_FOOTNOTE = re.compile(r"(?<=\S)(?:\[\d{1,3}\]|〔\d{1,3}〕|［\d{1,3}］)|\[\^\w{1,20}\](?::[ \t]*)?")
#: HTML that Markdown lets through; any other <…> is the writer's own (<办事处>, <5%).
_INLINE_TAG = re.compile(
    r"</?(?:span|font|sup|sub|b|i|u|s|em|strong|a|img)(?:\s[^<>\n]{0,500})?/?>", re.I
)
_BLOCK_TAG = re.compile(r"</?(?:details|summary|p|div|center|br|hr)(?:\s[^<>\n]{0,500})?/?>", re.I)
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:https?:|mailto:|[./#])[^()\s]{0,500}\)")
_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_CIRCLED = re.compile(r"(?<=[^\s\n；;：:，,。、])[①-⑳]")
_CIRCLED_NOTE = re.compile(r"^[ \t\u3000]*[①-⑳]", re.M)
_MD_HEADING = re.compile(r"^(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(
    r"^(?:[-*_=][ \t]*){3,}$|^\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$"
)
_WHOLE_BOLD = re.compile(r"^(?:\*\*|__)(?!\s)([^*]+)(?:\*\*|__)$")
_LEAD_BOLD = re.compile(r"^\*\*(?!\s)([^*]{2,60})\*\*(?=\S)")
#: Lines that a site puts around an article; only whole lines, and only when they are short.
_CHROME = re.compile(
    r"(?:您(?:现在|当前)?的?位置|当前位置).{0,60}$|"
    r"(?:责任编辑|编辑|浏览(?:次数|量)|点击(?:数|次数)|访问量|上一篇|下一篇|"
    r"(?:发布|发文|公开)(?:时间|日期)|(?:信息|文章|稿件)?来源)\s*[：:].{0,60}$|"
    # A tool's name alone or before a mark: 关闭煤矿12处 is the report's own.
    r"[【\[]?(?:打印|关闭|收藏|字体|字号|字体大小|分享(?:到|至)|扫一扫)"
    r"(?:$|[\s：:【】\[\]|｜]|本[页文]|窗口|在?手机|二维码).{0,60}$"
)
_MAX_CHROME = 80
#: Stands for a form feed while a line's white space is put right; Unicode keeps this code point
#: from ever being a character of a text.
_PAGE = "\ufdd0"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the canonical text, `text[start:end]`, and how the source marked it.

    `hashes` is the number of Markdown #; `bold` says that the whole line was bold, `lead` is the
    number of characters at its beginning that were bold (0 for none); `row` says that it is a row
    of a table.
    """

    start: int
    end: int
    hashes: int = 0
    bold: bool = False
    lead: int = 0
    row: bool = False


@dataclass(frozen=True, slots=True)
class Canonical:
    """The canonical text, its lines, and the title that the front matter gives (or None).

    `pages` holds where each printed page begins, the first at 0; empty for what has no pages.
    """

    text: str
    lines: tuple[Line, ...]
    front_title: str | None
    pages: tuple[int, ...] = ()


def canonicalise(source: str, *, paged: bool = False) -> Canonical:
    """Turn decoded source text (Markdown or plain) into canonical text with its lines.

    Where the source is `paged`, a form feed stands where a page begins.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    front_title = None
    if (match := _FRONT_MATTER.match(source)) and _is_front_matter(match.group(1)):
        front_title = _front_value(match.group(1), "title")
        source = source[match.end() :]
    source = _LINK.sub(r"\1", _IMAGE.sub("", _without_comments(source)))
    # Before the entities: what they spell out (&lt;b&gt;) is text.
    source = html.unescape(_BLOCK_TAG.sub("\n", _INLINE_TAG.sub("", source)))
    source = _FOOTNOTE.sub("", _JUMP.sub("", source))
    if len(_CIRCLED_NOTE.findall(source)) >= 2:
        # Circled numbers are footnotes only where notes that begin with them exist.
        source = _CIRCLED.sub("", source)
    pieces = list(linebreaks.join(_pieces(source)))
    # Pages after the last one with text on it.
    empty_tail = source[len(source.rstrip()) :].count("\f")
    text_parts: list[str] = []
    lines: list[Line] = []
    pages = [0]
    position = 0
    for piece in pieces:
        pages.extend(position + page for page in piece.pages)
        text_parts.append(piece.text)
        end = position + len(piece.text)
        lines.append(Line(position, end, piece.hashes, piece.bold, piece.lead, piece.row))
        position = end + 1
    text = "\n".join(text_parts)
    pages.extend([len(text)] * empty_tail)
    return Canonical(text, tuple(lines), front_title, tuple(pages) if paged else ())


def _is_front_matter(block: str) -> bool:
    return all(map(_FRONT_LINE.match, block.split("\n")))


def _front_value(block: str, key: str) -> str | None:
    match = re.search(rf"^{key}[ \t]*[:：](.*)$", block, re.M)
    return (match.group(1).strip().strip("\"'") or None) if match else None


def _without_comments(source: str) -> str:
    """`source` without its HTML comments; one that is never closed is text."""
    parts = []
    position = 0
    while (start := source.find("<!--", position)) >= 0:
        if (end := source.find("-->", start)) < 0:
            break
        parts.append(source[position:start])
        position = end + len("-->")
    return "".join(parts) + source[position:]


def _pieces(source: str) -> Iterator[linebreaks.Piece]:
    """Each source line as a piece with its marks read and removed; blank lines leave a trace."""
    blank = False
    turned = 0  # Pages that begin before the next piece.
    for raw in source.split("\n"):
        line = _QUOTED.sub("", raw.strip()).strip()
        turned += raw[: len(raw) - len(raw.lstrip())].count("\f")
        after = raw[len(raw.rstrip()) :].count("\f") if line else 0
        line = line.replace("\f", _PAGE)
        if not line:
            blank = True
            continue
        if _RULE.match(line) or (len(line) <= _MAX_CHROME and _CHROME.match(line)):
            turned += line.count(_PAGE) + after
            continue
        if (cells := row_cells(line)) is not None:
            text = TAB.join(tidy_spaces(_unmarked(cell)) for cell in cells).rstrip(TAB)
            yield linebreaks.Piece(text, row=True, blank=blank, pages=(0,) * turned)
            blank, turned = False, after
            continue
        hashes = 0
        if match := _MD_HEADING.match(line):
            hashes = len(match.group(1))
            line = line[match.end() :]
        bold = bool(_WHOLE_BOLD.match(line))
        if bold and line.startswith("__"):
            line = line[2:-2]
        lead_match = _LEAD_BOLD.match(line)
        lead = len(tidy_spaces(lead_match.group(1))) if lead_match and not bold else 0
        line = tidy_spaces(_unmarked(line))
        if line:
            parts = line.split(_PAGE)
            line = "".join(parts)
            breaks = accumulate(map(len, parts[:-1]))
            pages = ((0,) * turned) + tuple(breaks)
            yield linebreaks.Piece(line, hashes, bold, lead, blank, pages=pages)
            blank, turned = False, after


def _unmarked(line: str) -> str:
    """`line` without bold marks, and without the backslash before what would be a mark."""
    return re.sub(r"\*\*|\\(?=[*_#\[\]().~|-])", "", line)


_WHITE = re.compile(r"[\s\u00a0\u2000-\u200b\u3000\ufeff]+")
_IN_NUMBER = re.compile(r"(?<=\d)([.．]) (?=\d)|(?<=\d) ([.．])(?=\d)")
_WIDE = "\u2014\u2018-\u201d\u2026\u3001-\u303f\uff01-\uff65"
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_BESIDE_WIDE = re.compile(rf"(?<=[{_WIDE}]) | (?=[{_WIDE}])")
_HAN_LATIN = re.compile(
    rf"(?<=[{_HAN}]) (?=[0-9A-Za-z%])|(?<=[0-9A-Za-z%]) (?=[{_HAN}])|(?<=\d) (?=[%‰])"
)
_HAN_HAN = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])")
#: A title in spaced letters (政 府 工 作 报 告).
_SPACED = re.compile(rf"(?<![^ ])(?:[{_HAN}] ){{2,}}[{_HAN}](?![^ ])")
#: A line this long is running text, in which a space between two characters is an accident; in a
#: shorter one it may part a name from an office ("市长 汪泉").
_RUNNING_TEXT = 40


def tidy_spaces(line: str) -> str:
    """`line` without the spaces that Chinese typesetting does not have; no other change."""
    line = _WHITE.sub(" ", line).strip()
    line = _SPACED.sub(lambda m: m.group().replace(" ", ""), line)
    line = _IN_NUMBER.sub(lambda m: m.group(1) or m.group(2), line)
    line = _HAN_LATIN.sub("", _BESIDE_WIDE.sub("", line))
    return _HAN_HAN.sub("", line) if len(line) >= _RUNNING_TEXT else line
