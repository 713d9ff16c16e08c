"""Joining lines that a column or a page broke in mid-sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """A source line without its marks; `blank` says that an empty line stood before it."""

    text: str
    hashes: int = 0
    bold: bool = False
    lead: int = 0
    blank: bool = False


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


def join(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces, those that continue a broken sentence joined to the one before."""
    held: Piece | None = None
    for piece in pieces:
        if held is not None and _continues(held, piece):
            held = replace(held, text=held.text + _glue(held.text, piece.text) + piece.text)
            continue
        if held is not None:
            yield held
        held = piece
    if held is not None:
        yield held


def _glue(left: str, right: str) -> str:
    """A space where two Latin words meet, nothing between Chinese characters."""
    return " " if re.match(r"[A-Za-z]", right) and re.search(r"[A-Za-z]$", left) else ""


def _continues(left: Piece, right: Piece) -> bool:
    """Whether `right` goes on with the sentence that `left` leaves open."""
    if left.hashes or right.hashes or left.bold or right.bold or right.lead:
        return False
    if left.text[-1] in _ENDS or NUMBERED.match(right.text):
        return False
    if left.text[-1] in "，、,":
        return True
    if re.match(r"[—–-]{2}", left.text) and not re.search(r"会议?上?$", left.text[-3:]):
        return not right.blank
    if re.match(r"[—–-]{2}.*代表大会$", left.text):
        return right.text.startswith("第")
    if NUMBERED.match(re.split(r"[。！？]", left.text)[-1]):
        # The open sentence is a heading, alone or run in behind the paragraph before it.
        return False
    return "。" in left.text or len(left.text) >= _LONGER_THAN_ANY_HEADING
