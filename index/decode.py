"""Bytes of a text file to characters: UTF-8, UTF-16 with or without mark, GB18030."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from index.errors import WenbaoError

#: Byte-order marks and their codecs, longest first (Unicode standard, section 23.8).
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode_text(data: bytes) -> str:
    """Decode `data`, trying the encodings that Chinese office files come in, strictest first.

    Raises WenbaoError when nothing readable comes out: the bytes are no text, or the file is empty.
    """
    if not data.strip(b" \t\r\n\0"):
        raise WenbaoError("文件是空的，没有可以读的文字")
    for codec, body in _candidates(data):
        try:
            text = body.decode(codec)
        except UnicodeDecodeError:
            continue
        return _checked(text)
    raise WenbaoError("不是文本文件：不是 UTF-8、UTF-16 或 GB18030 编码的文字")


def _candidates(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The codecs to try, each with the bytes behind its mark; a mark leaves no choice."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            yield codec, data[len(mark) :]
            return
    if (guessed := _unmarked_utf16(data)) is not None:
        yield guessed, data
    yield "utf-8", data
    yield "gb18030", data


def _unmarked_utf16(data: bytes) -> str | None:
    """The UTF-16 codec whose high bytes sit where CJK text puts them, or None."""
    sample = data[:4096]
    if len(sample) < 4 or len(data) % 2 or b"\n" not in sample:
        return None
    # A line feed is 0A 00 or 00 0A in UTF-16 and never has a zero byte beside it in other text.
    if b"\n\0" in sample and sample.index(b"\n\0") % 2 == 0:
        return "utf-16-le"
    if b"\0\n" in sample and sample.index(b"\0\n") % 2 == 0:
        return "utf-16-be"
    return None


def _checked(text: str) -> str:
    """Refuse what only looks decodable: control characters are no text."""
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise WenbaoError("文件是空的，没有可以读的文字")
    controls = sum(1 for char in text if char < " " and char not in "\t\n\r\f\v")
    if controls > len(text) // 1000:
        raise WenbaoError("不是文本文件：里面是二进制内容，没有可以读的文字")
    return text
