"""Comparing texts character by character: widths and quotes aside, offsets kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Full-width ASCII to half-width and the like, one character for one, so that offsets stay.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(a): b for a, b in zip("“”‘’「」『』", '""\'\'""""', strict=True)
}


def fold(text: str) -> str:
    """A text for comparing, character for character as long as the text itself."""
    return text.translate(_FOLD).lower()


def occurrences(text: str, answer: str) -> Iterator[tuple[int, int]]:
    """Where an answer stands in a text, widths and quotes aside, never inside a longer number."""
    needle = re.escape(fold(answer))
    left = r"(?<![\d.])" if answer[:1].isdigit() else ""
    right = r"(?![\d.]*\d)" if answer[-1:].isdigit() else ""
    for match in re.finditer(left + needle + right, fold(text)):
        yield match.span()


def bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, punctuation and white space aside."""
    plain = re.sub(r"[\W_]+", "", fold(text))
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))


def containment(part: frozenset[str], whole: frozenset[str]) -> float:
    """The share of `part` that is in `whole`; 0 for an empty part."""
    return len(part & whole) / len(part) if part else 0.0
