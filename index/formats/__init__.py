"""Reading what people have: each format's bytes to the source text that `index.canonical` reads.

`READERS` are pure functions that trust nothing in a file but time and memory; whoever reads files
of unknown origin goes through `index.formats.reader.Reader`, which bounds both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType


def _text(data: bytes) -> str:
    from index.decode import decode_text

    return decode_text(data)


def _web(data: bytes) -> str:
    from index.formats.web import read_web

    return read_web(data)


def _word(data: bytes) -> str:
    from index.formats.word import read_word

    return read_word(data)


def _pdf(data: bytes) -> str:
    from index.formats.pdf import read_pdf

    return read_pdf(data)


def _ofd(data: bytes) -> str:
    from index.formats.ofd import read_ofd

    return read_ofd(data)


#: What reads each file name ending: bytes to source text, WenbaoError where it cannot.
READERS: Mapping[str, Callable[[bytes], str]] = MappingProxyType(
    {
        ".md": _text,
        ".markdown": _text,
        ".txt": _text,
        ".html": _web,
        ".htm": _web,
        ".docx": _word,
        ".pdf": _pdf,
        ".ofd": _ofd,
    }
)

#: Endings of what LibreOffice, where it is installed, makes a .docx of.
CONVERTED = (".doc", ".wps")

#: Endings whose source text has a form feed where a page begins.
PAGED = (".pdf", ".ofd")

#: Endings of plain text, which is read without a worker.
PLAIN = (".md", ".markdown", ".txt")
