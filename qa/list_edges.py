"""The first and the last item of an enumeration, without what only stands beside them."""

from __future__ import annotations

import re

Span = tuple[int, int]

_COMPANION = re.compile(r"[^、]{3,}?(?:以及|[及和与])")
#: Characters that 每年举办的 has at least.
_RELATIVE = 4
#: Last characters of places.
_PLACES = "省市县区旗镇乡村园湖河江山岛桥路街"


def without_companion(text: str, pieces: list[Span], count: int | None) -> list[Span]:
    """Items without what is joined to the first of as many as were asked for (医院及甲、乙两人)."""
    if count is None or len(pieces) != count or count < 2:
        return pieces
    companion = _COMPANION.match(text, *pieces[0])
    others = "".join(text[a:b] for a, b in pieces[1:])
    if companion is None or companion.group()[-1] in others or pieces[0][1] - companion.end() < 2:
        return pieces
    return [(companion.end(), pieces[0][1]), *pieces[1:]]


def ends_alike(text: str, pieces: list[Span]) -> list[Span]:
    """Items of which the last ends with the word for a place that ends all others.

    甲镇、乙镇和丙镇集体用地 ends with 丙镇.
    """
    heads = {text[b - 1] for _, b in pieces[:-1]}
    if len(pieces) < 3 or len(heads) != 1 or not heads <= set(_PLACES):
        return pieces
    a, b = pieces[-1]
    at = text.find(heads.pop(), a + 1, b)
    return [*pieces[:-1], (a, at + 1)] if at >= 0 else pieces


def without_relative(text: str, pieces: list[Span]) -> list[Span]:
    """Items of which the first lacks what is said of them all: 每年举办的甲节、乙节、丙节."""
    if len(pieces) < 3:
        return pieces
    a, b = pieces[0]
    cut = text.rfind("的", a, b) + 1
    longest = max(y - x for x, y in pieces[1:])
    others = any("的" in text[x:y] for x, y in pieces[1:])
    if not cut or others or b - cut < 2 or b - a <= longest + _RELATIVE or cut - a < _RELATIVE:
        return pieces
    return [(cut, b), *pieces[1:]]
