"""Files with bytes changed, cut off or put in: a text or one clear sentence, nothing else."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from io import BytesIO

import pytest
from formats_helpers import ofd_of, pdf_of, web_of, word_of, zipped

from index.errors import WenbaoError
from index.formats.reader import Reader

LINES = [(1, "政府工作报告"), (2, "一、回顾"), *[(0, "全区生产总值1002.18亿元。" * 9)] * 6]
FILES = {
    ".docx": word_of(LINES),
    ".html": web_of(LINES),
    ".pdf": pdf_of(LINES),
    ".ofd": ofd_of([[("全区生产总值1002.18亿元。", 20, 20 + 8 * n, 5) for n in range(9)]]),
}
ROUNDS = 40


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(seconds=20) as reader:
        yield reader


def damaged(data: bytes, chance: random.Random) -> bytes:
    """`data` with a few bytes changed, a stretch cut out, or a stretch repeated."""
    content = bytearray(data)
    kind = chance.randrange(3)
    at = chance.randrange(len(content))
    length = chance.randrange(1, 200)
    if kind == 0:
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
    elif kind == 1:
        del content[at : at + length]
    else:
        content[at:at] = content[at : at + length]
    return bytes(content)


def attempt(reader: Reader, suffix: str, data: bytes) -> None:
    """Read it; whatever is wrong is one sentence in Chinese."""
    try:
        text = reader.read(suffix, data)
    except WenbaoError as error:
        message = str(error)
        assert message
        assert "\n" not in message
        assert "崩溃" not in message, message
        assert any("\u4e00" <= char <= "\u9fff" for char in message)
    else:
        assert isinstance(text, str)


@pytest.mark.parametrize("suffix", FILES)
def test_damage_to_the_file(reader: Reader, suffix: str) -> None:
    chance = random.Random(suffix)
    for _ in range(ROUNDS):
        attempt(reader, suffix, damaged(FILES[suffix], chance))


@pytest.mark.parametrize("suffix", [".docx", ".ofd"])
def test_damage_to_a_part_inside_the_package(reader: Reader, suffix: str) -> None:
    chance = random.Random(suffix)
    with zipfile.ZipFile(BytesIO(FILES[suffix])) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    texts = [name for name, content in parts.items() if name.endswith(".xml") and content]
    for _ in range(ROUNDS):
        name = chance.choice(texts)
        content = parts[name]
        assert isinstance(content, bytes)
        attempt(reader, suffix, zipped({**parts, name: damaged(content, chance)}))


@pytest.mark.parametrize("suffix", [".docx", ".ofd"])
def test_values_that_no_program_writes(reader: Reader, suffix: str) -> None:
    chance = random.Random(suffix)
    with zipfile.ZipFile(BytesIO(FILES[suffix])) as package:
        parts: dict[str, str | bytes] = {name: package.read(name) for name in package.namelist()}
    for value in ("", "-1", "99999999999", "abc", "1e999", "NaN", "甲"):
        for name, content in parts.items():
            if not name.endswith(".xml") or not isinstance(content, bytes):
                continue
            pieces = content.decode("utf-8").split('"')
            for index in range(1, len(pieces), 2):
                if pieces[index].lstrip("-").isdigit() and chance.random() < 0.5:
                    pieces[index] = value
            attempt(reader, suffix, zipped({**parts, name: '"'.join(pieces)}))
