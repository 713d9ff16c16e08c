"""Joining lines that a column or a page broke in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """A source line without its marks.

    `blank` says that an empty line stood before it, `row` that it is a row of a table; `pages`
    are the places in `text` where a page begins.
    """

    text: str
    hashes: int = 0
    bold: bool = False
    lead: int = 0
    blank: bool = False
    row: bool = False
    pages: tuple[int, ...] = ()


#: Characters that a paragraph may end with.
_ENDS = "。！？；：…!?;:”’」』）)》】]|％%"
#: What a new paragraph may begin with: numbering of any style, a dash, a salutation, a table row.
NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十百]{1,4}[、)）．.]|[（(]\d{1,2}[)）]|\d{1,3}\s*[.．、](?!\d)|"
    r"第[一二三四五六七八九十]{1,3}[，,、章节条部：:]|[一二三四五六七八九十]{1,2}(?:是|要|抓)|"
    r"[—–-]{2}|[〔\[［]\d|[①-⑳●■◆★•]|\||各位|附[件录：:]"
)
#: A line this long that does not end a sentence was broken, whatever it holds. The longest
#: unended heading of gov120 has 48 characters.
_LONGER_THAN_ANY_HEADING = 60


#: As many characters of a sentence's beginning, or a paragraph's end, as any rule here looks at.
_LOOKED_AT = 16


def join(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those that continue a broken sentence joined to the one before."""
    held: _Paragraph | None = None
    for piece in pieces:
        if held is not None and held.goes_on_with(piece):
            held.extend(_glue(held.ending, piece.text))
            held.extend(piece.text, piece.pages)
            continue
        if held is not None:
            yield held.whole()
        held = _Paragraph(piece)
    if held is not None:
        yield held.whole()


def _glue(left: str, right: str) -> str:
    """A space where two Latin words meet, nothing between Chinese characters."""
    return " " if re.match(r"[A-Za-z]", right) and re.match(r"[A-Za-z]", left[-1]) else ""


class _Paragraph:
    """The lines of a paragraph so far, with what decides whether another belongs to it.

    Kept apart until the end, because a paragraph may be broken into thousands of lines.
    """

    def __init__(self, first: Piece) -> None:
        self.first = first
        self.ending = ""
        self._parts: list[str] = []
        self._pages: list[int] = []
        self._length = 0
        self._opening = ""
        self._has_stop = False
        self.extend(first.text, first.pages)

    def extend(self, text: str, pages: tuple[int, ...] = ()) -> None:
        """Put `text` behind what is there; `pages` as in Piece."""
        self._pages.extend(self._length + page for page in pages)
        self._parts.append(text)
        self._length += len(text)
        self.ending = (self.ending + text[-_LOOKED_AT:])[-_LOOKED_AT:]
        self._has_stop = self._has_stop or "。" in text
        last_end = max(text.rfind(char) for char in "。！？")
        before = "" if last_end >= 0 else self._opening
        self._opening = (before + text[last_end + 1 :][:_LOOKED_AT])[:_LOOKED_AT]

    def whole(self) -> Piece:
        """The paragraph as one piece, marked as its first line was."""
        return replace(self.first, text="".join(self._parts), pages=tuple(self._pages))

    def goes_on_with(self, right: Piece) -> bool:
        """Whether `right` goes on with the sentence that is left open."""
        first, ending = self.first, self.ending
        if first.row or right.row:
            return False
        if first.hashes or right.hashes or first.bold or right.bold or right.lead:
            return False
        if ending[-1] in _ENDS or NUMBERED.match(right.text):
            return False
        if ending[-1] in "，、,":
            return True
        dashed = re.match(r"[—–-]{2}", first.text)
        if dashed and not re.search(r"会议?上?$", ending[-3:]):
            return not right.blank
        if dashed and ending.endswith("代表大会"):
            return right.text.startswith("第")
        if NUMBERED.match(self._opening):
            # The open sentence is a heading, alone or run in behind the paragraph before it.
            return False
        return self._has_stop or self._length >= _LONGER_THAN_ANY_HEADING
