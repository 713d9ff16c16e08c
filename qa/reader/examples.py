"""One reading example: a question, a text, and where in the text its answer stands, if at all."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What the reader learns from and is measured on.

    `context` is the line that says where the text stands (`index.context.context_line`; empty for
    sets without one); `answer` counts characters of `text`, None where the text does not answer.
    `source` names the set, for mixing and for the model card.
    """

    question: str
    context: str
    text: str
    answer: tuple[int, int] | None
    source: str

    def __post_init__(self) -> None:
        """Refuse an answer that is not inside the text."""
        if self.answer is not None:
            start, end = self.answer
            if not 0 <= start < end <= len(self.text):
                raise ValueError(
                    f"answer {self.answer} of {self.source!r} lies outside its text of "
                    f"{len(self.text)} characters"
                )

    @property
    def key(self) -> int:
        """A number that depends on nothing but the example; what is drawn, is drawn by it."""
        raw = f"{self.source}\n{self.question}\n{self.context}\n{self.text}".encode()
        return int.from_bytes(hashlib.blake2b(raw, digest_size=8).digest(), "big")
