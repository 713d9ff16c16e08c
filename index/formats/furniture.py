"""Running heads, feet and page numbers: what a printed page says beside its text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from index.formats.layout import Fragment, Row, lines

#: Furniture stands in the first or last lines of a page.
_REACH = 3
#: A gap this many times as wide as that of the page's lines, or type this much larger or smaller,
#: sets a line apart.
_APART = 1.25
_OTHER_SIZE = 1.05
_NUMBER = re.compile(
    r"[-—–－―·•.\s]*(?:第\s*)?(\d{1,4})(?:\s*页)?(?:\s*[,，/]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·•.\s]*"
)
_SURE_NUMBER = re.compile(
    r"[-—–－―·•]\s*\d{1,4}\s*[-—–－―·•]|第\s*\d{1,4}\s*页.{0,12}|\d+\s*/\s*\d+"
)


def without_furniture(printed: Sequence[Sequence[Fragment]]) -> list[list[Fragment]]:
    """The pages' pieces less the lines printed on every page, and the pages' numbers.

    Such a line stands apart from the text: further away than its lines do from one another, or
    in type of another size.
    """
    pages = [lines(page) for page in printed]
    edges = [_edges(page) for page in pages]
    repeated = _repeated(pages, edges)
    offset = _numbering(pages, edges)
    cleaned: list[list[Fragment]] = []
    for number, page in enumerate(pages):
        gone: set[int] = set()
        for side in edges[number]:
            outer: list[int] = []
            for index in side[:_REACH]:
                text = page[index].text.strip()
                match = _NUMBER.fullmatch(text)
                numbered = match and offset is not None and int(match[1]) - number == offset
                sure = bool(_SURE_NUMBER.fullmatch(text))
                if not (sure or numbered or _key(page[index]) in repeated):
                    # What stands further in than a line of the text is text.
                    break
                outer.append(index)
                inner = side[len(outer)] if len(outer) < len(side) else None
                if sure or inner is None or _apart(page, index, inner):
                    gone.update(outer)
        kept = (row for index, row in enumerate(page) if index not in gone)
        cleaned.append([piece for row in kept for piece in row.pieces])
    return cleaned


def _apart(page: Sequence[Row], outer: int, inner: int) -> bool:
    """Whether a line is set apart from the one next to it on the way into the page."""
    steps = [abs(below.y - above.y) for above, below in pairwise(page)]
    gap = abs(page[outer].y - page[inner].y)
    sizes = page[outer].size, page[inner].size
    return gap > _APART * median(steps) or max(sizes) > _OTHER_SIZE * min(sizes)


def _edges(page: Sequence[Row]) -> tuple[list[int], list[int]]:
    """The lines from the top and from the bottom, one more than can be furniture."""
    order = sorted(range(len(page)), key=lambda index: page[index].y)
    return order[: _REACH + 1], order[::-1][: _REACH + 1]


def _key(row: Row) -> tuple[str, int]:
    """A line's words without its numbers, and its height on the page in type sizes."""
    return re.sub(r"[\d\s]+", "#", row.text.strip()), round(row.y / max(row.size, 1e-6))


def _repeated(
    pages: Sequence[Sequence[Row]], edges: Sequence[tuple[list[int], list[int]]]
) -> set[tuple[str, int]]:
    """What stands at the same height of at least a third of the pages, and of two at least.

    Left and right pages have heads of their own, hence a third and not half.
    """
    seen: Counter[tuple[str, int]] = Counter()
    for page, sides in zip(pages, edges, strict=True):
        keys = {_key(page[index]) for side in sides for index in side}
        seen.update(key for key in keys if re.search(r"[^#\W]", key[0]))
    least = max(2, len(pages) // 3)
    return {
        (words, height + shift)
        for (words, height), count in seen.items()
        if count >= least
        for shift in (-1, 0, 1)
    }


def _numbering(
    pages: Sequence[Sequence[Row]], edges: Sequence[tuple[list[int], list[int]]]
) -> int | None:
    """What a page's printed number is above its index, when most pages agree; else None."""
    votes: dict[int, set[int]] = defaultdict(set)
    for number, (page, sides) in enumerate(zip(pages, edges, strict=True)):
        for side in sides:
            for index in side:
                if match := _NUMBER.fullmatch(page[index].text.strip()):
                    votes[int(match[1]) - number].add(number)
    if not votes:
        return None
    offset, holders = max(votes.items(), key=lambda item: len(item[1]))
    enough = len(holders) * 2 >= len(pages) and (len(holders) > 1 or len(pages) == 1)
    return offset if enough else None
