"""The characters of one Word paragraph, as they are printed, with how each run is set."""

from __future__ import annotations

from dataclasses import dataclass, field

from index.formats.package import Element, attribute, child, local
from index.formats.word_styles import Look, Styles

#: Holds text that is not printed: what was deleted, field codes, comments' marks, the base text's
#: phonetic guide, the picture of an equation for old programs.
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "Fallback", "pPr", "rPr"}
)
_SIGNS = {"noBreakHyphen": "-", "cr": "\n", "tab": " ", "ptab": " "}


@dataclass(slots=True)
class Runs:
    """A paragraph's text piece by piece with its look, its notes' ids, its text boxes."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All pieces as one string."""
        return "".join(text for text, _ in self.pieces)

    def bold_prefix(self, ordinary_face: str | None) -> int:
        """How many characters at the beginning are set bold, or in a typeface for headings."""
        length = 0
        for text, look in self.pieces:
            strong = look.bold or (look.heading_face and look.face != ordinary_face)
            if not strong and text.strip():
                break
            length += len(text)
        return length


def runs_of(paragraph: Element, styles: Styles, look: Look) -> Runs:
    """Read a w:p of that look."""
    runs = Runs()
    _collect(paragraph, styles, look, look, runs)
    return runs


def _collect(parent: Element, styles: Styles, paragraph: Look, look: Look, runs: Runs) -> None:
    for item in parent:
        name = local(item)
        if name == "r":
            own = styles.run(child(item, "rPr"), paragraph)
            if not own.hidden:
                _collect(item, styles, paragraph, own, runs)
        elif name == "t":
            runs.pieces.append((item.text or "", look))
        elif name in _SIGNS:
            runs.pieces.append((_SIGNS[name], look))
        elif name == "br":
            # A page or column break is white space between words, like any line break.
            runs.pieces.append(("\n", look))
        elif name == "sym":
            runs.pieces.append((_symbol(item), look))
        elif name in ("footnoteReference", "endnoteReference"):
            runs.notes.append((name.removesuffix("Reference"), attribute(item, "id") or ""))
        elif name == "txbxContent":
            runs.boxes.append(item)
        elif name not in _UNSEEN:
            _collect(item, styles, paragraph, look, runs)


def _symbol(item: Element) -> str:
    """A w:sym's character; those of pictorial fonts lie in the private use area and say nothing."""
    code = int(attribute(item, "char") or "0", 16)
    return chr(code) if 0x20 <= code < 0xD800 else ""
