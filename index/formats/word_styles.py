"""What a Word paragraph looks like, its styles followed up to the document's defaults."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.formats.package import Element, attribute, child, local

#: Typefaces that a document in 仿宋 or 宋体 sets its headings in (GB/T 9704-2012, 7.3.3: 黑体 for
#: the first level, 小标宋 for the title).
_HEADING_FACE = re.compile(r"黑体|小标宋|SimHei|STHeiti|Heiti|_XBS|Bold", re.I)
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)$", re.I)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph's or a run's text is set; None where nothing says so.

    `outline` is 0 for the highest heading level, 9 for body text; `size` is in half-points;
    `number` is the list and the level in it; `title` and `contents` come from the style's name.
    """

    bold: bool | None = None
    size: int | None = None
    face: str | None = None
    centred: bool | None = None
    outline: int | None = None
    number: tuple[str | None, int | None] = (None, None)
    hidden: bool | None = None
    title: bool = False
    contents: bool = False

    def over(self, below: Look) -> Look:
        """This look, what it leaves open taken from `below`."""
        return Look(
            bold=below.bold if self.bold is None else self.bold,
            size=below.size if self.size is None else self.size,
            face=below.face if self.face is None else self.face,
            centred=below.centred if self.centred is None else self.centred,
            outline=below.outline if self.outline is None else self.outline,
            number=(
                below.number[0] if self.number[0] is None else self.number[0],
                below.number[1] if self.number[1] is None else self.number[1],
            ),
            hidden=below.hidden if self.hidden is None else self.hidden,
            title=self.title or below.title,
            contents=self.contents or below.contents,
        )

    @property
    def heading_face(self) -> bool:
        """Whether the typeface is one for headings."""
        return bool(self.face and _HEADING_FACE.search(self.face))


class Styles:
    """The styles of a document by id."""

    def __init__(self, root: Element | None) -> None:
        """`root` is word/styles.xml, None for a document without."""
        self._own: dict[str, tuple[Look, str | None]] = {}
        self._default: str | None = None
        self._base = Look()
        for item in root if root is not None else ():
            if local(item) == "docDefaults":
                run = child(item, "rPrDefault", "rPr")
                paragraph = child(item, "pPrDefault", "pPr")
                self._base = look_of(paragraph, run)
            elif local(item) == "style":
                key = attribute(item, "styleId") or ""
                name = (attribute(child(item, "name"), "val") or "").strip()
                look = look_of(child(item, "pPr"), child(item, "rPr"))
                self._own[key] = _named(look, name), attribute(child(item, "basedOn"), "val")
                if attribute(item, "type") == "paragraph" and attribute(item, "default") == "1":
                    self._default = key

    def paragraph(self, properties: Element | None) -> Look:
        """The look of a paragraph with these w:pPr."""
        key = attribute(child(properties, "pStyle"), "val") or self._default
        return look_of(properties, None).over(self._resolved(key).over(self._base))

    def run(self, properties: Element | None, paragraph: Look) -> Look:
        """The look of a run with these w:rPr inside a paragraph of that look."""
        key = attribute(child(properties, "rStyle"), "val")
        return look_of(None, properties).over(self._resolved(key)).over(paragraph)

    def _resolved(self, key: str | None) -> Look:
        look = Look()
        seen: set[str] = set()
        while key is not None and key in self._own and key not in seen:
            seen.add(key)
            own, parent = self._own[key]
            look = look.over(own)
            key = parent
        return look


def _named(look: Look, name: str) -> Look:
    if match := _HEADING_NAME.match(name):
        outline = int(match[1]) - 1 if look.outline is None else look.outline
        return replace(look, outline=outline)
    return replace(
        look,
        title=name.lower() in ("title", "标题"),
        contents=bool(_CONTENTS_NAME.match(name)),
    )


def look_of(paragraph: Element | None, run: Element | None) -> Look:
    """What w:pPr and w:rPr themselves say."""
    alignment = attribute(child(paragraph, "jc"), "val")
    outline = attribute(child(paragraph, "outlineLvl"), "val")
    depth = attribute(child(paragraph, "numPr", "ilvl"), "val")
    size = attribute(child(run, "sz"), "val")
    faces = child(run, "rFonts")
    return Look(
        bold=_switch(child(run, "b")),
        size=int(float(size)) if size else None,
        face=attribute(faces, "eastAsia") or attribute(faces, "ascii"),
        centred=alignment == "center" if alignment else None,
        outline=int(outline) if outline else None,
        number=(
            attribute(child(paragraph, "numPr", "numId"), "val"),
            int(depth) if depth else None,
        ),
        hidden=_switch(child(run, "vanish")),
    )


def _switch(element: Element | None) -> bool | None:
    if element is None:
        return None
    return attribute(element, "val") not in ("0", "false", "off")
