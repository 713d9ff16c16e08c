"""The sample report in every format is one report: the same canonical text, the same outline."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from formats_helpers import markdown_lines, ofd_of, pdf_of, set_lines, squeezed, web_of, word_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.canonical import canonicalise
from index.formats import READERS
from index.formats.blocks import Paragraph, write
from index.outline import find_headings

Lines = list[tuple[int, str]]

MAKERS: dict[str, tuple[str, Callable[[Lines], bytes]]] = {
    "word": (".docx", word_of),
    "web": (".html", web_of),
    "bare web": (".htm", lambda lines: web_of(lines, chrome=False)),
    "pdf": (".pdf", pdf_of),
    "pdf in two columns": (".pdf", lambda lines: pdf_of(lines, columns=2)),
    "pdf without furniture": (".pdf", lambda lines: pdf_of(lines, head=None, number=None)),
    "pdf with plain numbers": (".pdf", lambda lines: pdf_of(lines, number="{}")),
    "ofd": (".ofd", lambda lines: ofd_of(set_lines(lines))),
}


def outline(text: str) -> list[tuple[str, int]]:
    """Headings with their levels."""
    return [(heading.text, heading.level) for heading in find_headings(canonicalise(text))]


@pytest.mark.parametrize("name", MAKERS)
def test_the_sample_is_the_same_report_in_every_format(name: str, sample_report: Path) -> None:
    markdown = sample_report.read_text(encoding="utf-8")
    suffix, make = MAKERS[name]
    source = READERS[suffix](make(markdown_lines(markdown)))
    assert canonicalise(source).text == canonicalise(markdown).text
    assert outline(source) == outline(markdown)


#: A report's alphabet, with the characters that Markdown, HTML and XML take for theirs.
WORDS = st.text(
    "全区生产总值增长年亿元0123456789.%，、“”（）*_#&<>|\\[]-+=~!", min_size=1, max_size=60
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS.map(lambda words: f"甲{words}乙。"), min_size=1, max_size=5))
def test_no_character_is_taken_for_markup(texts: list[str]) -> None:
    text = canonicalise(write([Paragraph(item) for item in texts])).text
    footnotes_kept = [item for item in texts if "[" not in item]
    for item in footnotes_kept:
        assert squeezed(item) in squeezed(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS.map(lambda words: f"甲{words}乙。"), min_size=1, max_size=5))
def test_word_and_web_say_the_same(texts: list[str]) -> None:
    lines = [(0, text) for text in texts]
    word = canonicalise(READERS[".docx"](word_of(lines))).text
    web = canonicalise(READERS[".html"](web_of(lines, chrome=False))).text
    assert squeezed(word) == squeezed(web)
