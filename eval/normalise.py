"""The normal form in which two answers are compared: width, case, spaces and punctuation."""

from __future__ import annotations

import unicodedata

#: Dashes that stand between two numbers, or before one, where NFKC leaves them different.
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−~～〜﹣"), "-")
#: Marks that carry value and are therefore no punctuation here.
_KEPT = frozenset("%‰$€¥£<>≤≥")


def normalise(text: str) -> str:
    """The text in NFKC and lower case without spaces, punctuation, symbols and marks.

    What carries a value stays: `%`, `‰`, currency and comparison signs, a point or dash between
    two digits, a dash that begins the text before a digit. Idempotent.
    """
    while True:
        result = _once(text)
        if result == text:
            return result
        text = result


def squeeze(text: str) -> str:
    """The text in NFKC without white space, `*` and invisible characters: how quotes compare."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and c != "*" and _category(c) not in "CM")


def _category(char: str) -> str:
    return unicodedata.category(char)[0]


def _once(text: str) -> str:
    folded = squeeze(unicodedata.normalize("NFKC", text).lower()).translate(_DASHES)
    kept = []
    for i, char in enumerate(folded):
        if _category(char) in "LN" or char in _KEPT:
            kept.append(char)
            continue
        after = folded[i + 1 : i + 2].isdecimal()
        before = folded[i - 1] if i else ""
        point = char == "." and before.isdecimal()
        dash = char == "-" and (i == 0 or before.isdecimal() or before in "%‰")
        if after and (point or dash):
            kept.append(char)
    return "".join(kept)
