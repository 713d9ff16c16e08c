"""Bytes to characters: every encoding of an office file, and what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from index.decode import decode_text
from index.errors import WenbaoError

TEXT = "甲市政府工作报告\n2020年，全市生产总值增长6.1%，新建公园12个。\r\n上一年工作回顾\n"

ENCODINGS = {
    "utf-8": TEXT.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + TEXT.encode(),
    "utf-16-le with a mark": codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
    "utf-16-be with a mark": codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": TEXT.encode("utf-16-be"),
    "gb18030": TEXT.encode("gb18030"),
    "gb2312": TEXT.encode("gb2312"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_every_office_encoding_gives_the_same_text(name: str) -> None:
    assert decode_text(ENCODINGS[name]) == TEXT


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["2上\n2上", "上上\n一一一\n", "A\n上", "上海\nABC上\n一\n"])
def test_unmarked_utf16_with_bytes_that_look_like_the_other_order(codec: str, text: str) -> None:
    assert decode_text(text.encode(codec)) == text


def test_rare_characters_survive_gb18030() -> None:
    text = "𠮷林省、㙍头村、‰和～\n" * 3
    assert decode_text(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    "data",
    [b"", b"\n \r\n\t", b"\0\0\0", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u3000\u3000\n".encode(),
     "\u3000\u3000\n".encode("gb18030"), "\xa0\n".encode(), codecs.BOM_UTF8 + b" \n"],
)  # fmt: skip
def test_a_file_without_a_character_is_called_empty(data: bytes) -> None:
    with pytest.raises(WenbaoError, match="空的"):
        decode_text(data)


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x06\0\0\0" + bytes(range(256)) * 4


@pytest.mark.parametrize(
    "data",
    [
        PNG,
        b"PK\x03\x04\x14\0\x06\0" + bytes(range(256)),
        b"%PDF-1.4\n\xff\xfe\xfd\xfc\0\x01\x02\x03",
        codecs.BOM_UTF8 + b"\xff\xfe\xfd",
        codecs.BOM_UTF16_LE + b"\x4e",
        codecs.BOM_UTF16_BE + b"\xd8\x00\xd8\x00",
        b"\0\n\xd8\x00\xd8\x00",
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        b"\x80" * 50,
        ("正文" + "\x01" * 20).encode(),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes) -> None:
    with pytest.raises(WenbaoError, match="不是文本文件"):
        decode_text(data)


def test_one_stray_control_character_in_a_long_text_does_no_harm() -> None:
    text = "新建公园12个。" * 300 + "\x0b\x01"
    assert decode_text(text.encode()) == text


def test_every_prefix_of_a_file_decodes_or_is_refused(sample_report: Path) -> None:
    data = sample_report.read_bytes()[:600]
    for encoded in (data, data.decode("utf-8", "ignore").encode("utf-16"), PNG):
        for length in range(len(encoded)):
            try:
                told = decode_text(encoded[:length]).strip() and "a text"
            except WenbaoError as error:
                told = str(error)
            assert told == "a text" or "文本文件" in told or "空的" in told
