"""Word's automatic numbering, written out: which number stands before which paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.formats.ordinals import ordinal
from index.formats.package import Element, attribute, child, local

#: Word has nine levels of numbering (ECMA-376 part 1, 17.9.6).
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering: where it starts, its style, its text ("%1、"), what follows.

    `restart` is the number of the highest level (counted from 1) whose step resets this one; 0
    for never, None for any level above.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    """The numbering of one w:num: its levels and the counters it shares with others."""

    levels: dict[int, Level]
    counters: dict[int, int]
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of one document, in document order."""

    def __init__(self, root: Element | None) -> None:
        """`root` is word/numbering.xml, None for a document without."""
        abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        defines: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        for item in root if root is not None else ():
            if local(item) != "abstractNum":
                continue
            key = attribute(item, "abstractNumId") or ""
            abstract[key] = {
                int(attribute(level, "ilvl") or 0): _level(level)
                for level in item
                if local(level) == "lvl"
            }
            if link := attribute(child(item, "numStyleLink"), "val"):
                links[key] = link
            if name := attribute(child(item, "styleLink"), "val"):
                defines[name] = key
        counters: dict[str, dict[int, int]] = {}
        for item in root if root is not None else ():
            if local(item) != "num":
                continue
            key = attribute(child(item, "abstractNumId"), "val") or ""
            key = defines.get(links.get(key, ""), key)
            entry = _List(dict(abstract.get(key, {})), counters.setdefault(key, {}))
            for override in item:
                if local(override) != "lvlOverride":
                    continue
                depth = int(attribute(override, "ilvl") or 0)
                if (own := child(override, "lvl")) is not None:
                    entry.levels[depth] = _level(own)
                start = attribute(child(override, "startOverride"), "val")
                if start is not None:
                    entry.restarts[depth] = int(start)
            self._lists[attribute(item, "numId") or ""] = entry

    def next(self, number_id: str, depth: int) -> str:
        """The number of the next paragraph of a list at `depth` (0 the highest), as printed.

        "" where the list counts nothing: it is unknown, has bullets, or hides its numbers.
        """
        entry = self._lists.get(number_id)
        if entry is None or depth not in entry.levels:
            return ""
        counters = entry.counters
        if depth in entry.restarts:
            counters[depth] = entry.restarts.pop(depth)
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = entry.levels[depth].start
        for lower in range(depth + 1, _LEVELS):
            restart = entry.levels[lower].restart if lower in entry.levels else None
            if restart is None or 0 < depth + 1 <= restart:
                counters.pop(lower, None)
        level = entry.levels[depth]
        if level.style in ("bullet", "none"):
            return ""
        text = re.sub(
            r"%([1-9])", lambda match: _count(entry, level, int(match[1]) - 1), level.text
        )
        # A gap is seen behind "第一章", not behind "一、" or "（一）".
        gap = " " if level.suffix != "nothing" and text[-1:].isalnum() else ""
        return text + gap


def _count(entry: _List, level: Level, depth: int) -> str:
    own = entry.levels.get(depth, Level())
    value = entry.counters.setdefault(depth, own.start)
    return ordinal(value, "decimal" if level.legal else own.style)


def _level(item: Element) -> Level:
    legal = child(item, "isLgl")
    restart = attribute(child(item, "lvlRestart"), "val")
    return Level(
        start=int(attribute(child(item, "start"), "val") or 0),
        style=attribute(child(item, "numFmt"), "val") or "decimal",
        text=attribute(child(item, "lvlText"), "val") or "",
        suffix=attribute(child(item, "suff"), "val") or "tab",
        legal=legal is not None and attribute(legal, "val") not in ("0", "false", "off"),
        restart=int(restart) if restart is not None else None,
    )
