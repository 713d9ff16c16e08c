"""A question and a text as the token windows that the reader takes; offsets back to the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Tokens of a question and of a context line that are kept; a line too long loses its middle,
#: since place and year stand at its head and the nearest heading at its end.
MAX_QUESTION = 64
MAX_CONTEXT = 56
#: Full-width ASCII to half-width, one character for one, so that offsets stay.
_HALF = {
    code: code - 0xFEE0
    for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF05)
}


@dataclass(frozen=True, slots=True)
class Window:
    """Token ids of `[CLS] question [SEP] context text [SEP]`.

    `types` are the segment ids; tokens `first`..`first + len(offsets)` are the text's, and
    `offsets` their character ranges in the whole text.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    offsets: tuple[tuple[int, int], ...]

    def tokens_of(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of `text[start:end]`, or None where the window cuts it."""
        inside = [i for i, (a, b) in enumerate(self.offsets) if a < end and start < b]
        if not inside or self.offsets[inside[0]][0] > start or self.offsets[inside[-1]][1] < end:
            return None
        return self.first + inside[0], self.first + inside[-1]


class WindowMaker:
    """Cuts windows of at most `max_tokens`; neighbours share `overlap` tokens of text."""

    def __init__(self, tokenizer: Tokenizer, max_tokens: int = 256, overlap: int = 64) -> None:
        """Use a BERT tokenizer; its own truncation and padding are switched off."""
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self._max = max_tokens
        self._overlap = overlap
        self._cls = _mark(tokenizer, "[CLS]")
        self._sep = _mark(tokenizer, "[SEP]")

    def windows(
        self, question: str, context: str, text: str, room: int | None = None
    ) -> Iterator[Window]:
        """Windows that cover the text from its beginning to its end, at least one.

        Each holds at most `room` text tokens (None: as many as fit).
        """
        head, ids, offsets = self._encoded(question, context, text)
        room = min(self.room(head), room or self._max)
        step = max(1, room - self._overlap)
        start = 0
        while True:
            yield self._window(head, ids, offsets, start, min(len(ids), start + room))
            if start + room >= len(ids):
                return
            start += step

    def around(
        self, question: str, context: str, text: str, span: tuple[int, int], lead: float, room: int
    ) -> Window | None:
        """One window of at most `room` text tokens that holds `text[span]`, or None if none can.

        `lead` in [0, 1] says how much of the spare room stands before the span.
        """
        head, ids, offsets = self._encoded(question, context, text)
        inside = [i for i, (a, b) in enumerate(offsets) if a < span[1] and span[0] < b]
        room = min(room, self.room(head))
        if not inside or inside[-1] - inside[0] >= room:
            return None
        spare = room - (inside[-1] - inside[0] + 1)
        start = max(0, min(inside[0] - int(lead * spare), len(ids) - room))
        return self._window(head, ids, offsets, start, min(len(ids), start + room))

    def room(self, head: tuple[int, ...]) -> int:
        """Tokens left for text beside a head (question, context and marks)."""
        return max(32, self._max - len(head) - 1)

    def _encoded(
        self, question: str, context: str, text: str
    ) -> tuple[tuple[int, ...], list[int], list[tuple[int, int]]]:
        asked = self._ids(question)[:MAX_QUESTION]
        line = self._ids(context) if context else []
        if len(line) > MAX_CONTEXT:
            line = line[: MAX_CONTEXT // 2] + line[-MAX_CONTEXT // 2 :]
        encoding = self._tokenizer.encode(text.translate(_HALF), add_special_tokens=False)
        sep = (self._sep,)
        head = (self._cls, *asked, *sep, *line, *(sep if line else ()))
        return head, encoding.ids, encoding.offsets

    def _ids(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text.translate(_HALF), add_special_tokens=False).ids
        return ids

    def _window(
        self,
        head: tuple[int, ...],
        ids: list[int],
        offsets: list[tuple[int, int]],
        start: int,
        stop: int,
    ) -> Window:
        tokens = (*head, *ids[start:stop], self._sep)
        asked = head.index(self._sep) + 1
        return Window(
            ids=tokens,
            types=(0,) * asked + (1,) * (len(tokens) - asked),
            first=len(head),
            offsets=tuple(offsets[start:stop]),
        )


def _mark(tokenizer: Tokenizer, name: str) -> int:
    number = tokenizer.token_to_id(name)
    if number is None:
        raise ValueError(f"no {name} in the vocabulary: not the tokenizer of a BERT model")
    return number


def load_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a `tokenizer.json`."""
    from tokenizers import Tokenizer

    tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    return tokenizer
