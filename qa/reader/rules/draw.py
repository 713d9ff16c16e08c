"""Choices that are the same for the same key on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Choices that are the same for the same key on every machine."""

    def __init__(self, *key: object) -> None:
        """Take whatever names the thing that is drawn for."""
        self._state = hashlib.blake2b("\n".join(map(str, key)).encode(), digest_size=16).digest()

    def number(self, below: int) -> int:
        """A whole number in [0, below)."""
        self._state = hashlib.blake2b(self._state, digest_size=16).digest()
        return int.from_bytes(self._state[:8], "big") % below

    def pick(self, choices: Sequence[T]) -> T:
        """One of the choices."""
        return choices[self.number(len(choices))]

    def chance(self, percent: int) -> bool:
        """True `percent` times in a hundred."""
        return self.number(100) < percent
