"""Sections to passages: whole sentences, never across a section, at most 500 characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.settings import SETTINGS
from index.types import Passage, Period, Section

if TYPE_CHECKING:
    from langchain_text_splitters import RecursiveCharacterTextSplitter

#: Where a text may be cut, best first: paragraphs, sentences (with their closing quotes),
#: semicolons; then, inside a statement that alone is too long, commas, inside an enumeration,
#: anywhere. Of gov120's 18,916 passages 158 ended inside an enumeration and 539 at a comma when
#: a statement was cut as soon as it was longer than a passage should be.
_STATEMENTS = (
    r"\n+",
    r"[。！？!?]+[”’」』）)]*",
    r"[；;]+[”’」』）)]*",
)
_INSIDE = (r"[，,：:]", "、", "")

#: Characters from which on a second printing is no accident; shorter sentences do come twice.
_LONG = 60
#: Different characters of running text; a row of one repeated sign says nothing twice.
_VARIED = 20


@dataclass(frozen=True, slots=True)
class Splitter:
    """LangChain splitters with Chinese separators whose pieces add up to the text exactly.

    Statements are put together up to `passage_chars`; one of more than `statement_chars` is cut.
    """

    statements: RecursiveCharacterTextSplitter
    inside: RecursiveCharacterTextSplitter
    longest: int

    def split_text(self, text: str) -> list[str]:
        """The pieces of a text, in order."""
        return [
            part
            for piece in self.statements.split_text(text)
            for part in ([piece] if len(piece) <= self.longest else self.inside.split_text(piece))
        ]


def make_splitter(
    chars: int = SETTINGS.passage_chars, longest: int = SETTINGS.statement_chars
) -> Splitter:
    """A splitter for passages of about `chars` characters and at most `longest`."""
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    def cutter(separators: Sequence[str]) -> RecursiveCharacterTextSplitter:
        return RecursiveCharacterTextSplitter(
            separators=list(separators),
            is_separator_regex=True,
            keep_separator="end",
            strip_whitespace=False,
            chunk_size=chars,
            chunk_overlap=0,
        )

    return Splitter(cutter(_STATEMENTS), cutter(_INSIDE), max(chars, longest))


def split_passages(
    text: str,
    sections: Sequence[Section],
    default: Period | None,
    splitter: Splitter,
) -> tuple[Passage, ...]:
    """Cut a report's canonical text into passages, in order.

    `default` is the period of what stands before the first heading. Every character that is not
    white space or part of a heading with text below it lies in exactly one passage; but of a
    passage of some length that is printed twice, word for word, only the first is kept: some
    sites give half a report twice, and one source is as good as two.
    """
    passages: list[Passage] = []
    printed: set[str] = set()
    for start, end, section in _segments(text, sections):
        position = start
        # A definition is quoted whole: an entry is cut only when it is very long.
        whole = section is not None and section.entry and end - start <= SETTINGS.entry_chars
        for piece in [text[start:end]] if whole else splitter.split_text(text[start:end]):
            stop = position + len(piece)
            left = stop - len(piece.lstrip())
            right = position + len(piece.rstrip())
            position = stop
            words = text[left:right]
            if len(words) >= _LONG and len(set(words)) >= _VARIED:
                if words in printed:
                    continue
                printed.add(words)
            if left < right:
                path = section.path if section else ()
                period = section.period if section else default
                passages.append(Passage(left, right, path, period))
    return tuple(passages)


def _segments(text: str, sections: Sequence[Section]) -> Iterator[tuple[int, int, Section | None]]:
    """The stretches of text that belong to one section and to none of its subsections."""
    starts = [*(section.start for section in sections), len(text)]
    yield 0, starts[0], None
    for section, end in zip(sections, starts[1:], strict=True):
        # A heading run in with its paragraph is part of that paragraph's first sentence. One with
        # nothing below it is an item of a list ("（3）新建停车位2000个") and says all itself.
        run_in = section.body < end and text[section.body] != "\n"
        alone = end >= section.end and not text[section.body : end].strip()
        yield (section.start if run_in or alone else section.body), end, section
