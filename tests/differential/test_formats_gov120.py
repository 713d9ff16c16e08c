"""Real reports set in every format say what their Markdown says, to the letter."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from formats_helpers import ofd_of, pdf_of, set_lines, squeezed, web_of, word_of

from index.canonical import canonicalise
from index.formats import READERS

Lines = list[tuple[int, str]]

#: A sixteenth of the 120: each kind of place, twelve years, glossaries, figures, Latin words.
EVERY = 16
MAKERS: dict[str, tuple[str, Callable[[Lines], bytes]]] = {
    "word": (".docx", word_of),
    "web": (".html", web_of),
    "pdf": (".pdf", pdf_of),
    "pdf in two columns": (".pdf", lambda lines: pdf_of(lines, columns=2, number="{}")),
    "ofd": (".ofd", lambda lines: ofd_of(set_lines(lines))),
}


@pytest.fixture(scope="module")
def reports(shared_dir: Path) -> dict[str, Lines]:
    """Some reports of gov120 as the paragraphs of their canonical text, tables left out."""
    found = {}
    for path in sorted((shared_dir / "data" / "gov120" / "reports").glob("*.md"))[::EVERY]:
        canonical = canonicalise(path.read_text(encoding="utf-8"))
        found[path.name] = [
            (line.hashes, canonical.text[line.start : line.end])
            for line in canonical.lines
            if not line.row
        ]
    assert len(found) >= 7
    return found


@pytest.mark.shared
@pytest.mark.parametrize("name", MAKERS)
def test_real_reports_are_the_same_in_every_format(name: str, reports: dict[str, Lines]) -> None:
    suffix, make = MAKERS[name]
    for file, lines in reports.items():
        markdown = "\n\n".join(f"{'#' * level} {text}".strip() for level, text in lines)
        wanted = canonicalise(markdown).text
        read = canonicalise(READERS[suffix](make(lines)), paged=True).text
        if name == "ofd":
            # The OFD is set by `set_lines`, which parts Latin words at a line's end.
            wanted, read = squeezed(wanted), squeezed(read)
        assert read == wanted, file
