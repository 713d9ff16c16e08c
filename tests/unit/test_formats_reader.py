"""Hostile, broken and mislabelled files: one clear sentence each, and the next file is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from formats_helpers import (
    WORD_NS,
    markdown_lines,
    ofd_of,
    paragraph,
    pdf_of,
    raw_word,
    web_of,
    word_of,
    zipped,
)

from index.errors import WenbaoError
from index.formats import office
from index.formats.reader import Reader
from index.formats.sniff import sniff

LINES = [(1, "政府工作报告"), (0, "各位代表："), (0, "全区生产总值1002.18亿元。" * 5)]
GOOD = {
    ".docx": word_of(LINES),
    ".html": web_of(LINES),
    ".pdf": pdf_of(LINES),
    ".ofd": ofd_of([[("全区生产总值1002.18亿元。", 20, 20, 5)]]),
    ".txt": "全区生产总值1002.18亿元。".encode(),
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "甲甲甲甲甲甲甲甲"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
    f'<w:document xmlns:w="{WORD_NS}"><w:body><w:p><w:r><w:t>&c;&d;</w:t></w:r></w:p></w:body>'
    "</w:document>"
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


def still_reads(reader: Reader) -> bool:
    """Whether the reader is as good as new."""
    return "1002.18亿元" in reader.read(".docx", GOOD[".docx"])


@pytest.mark.parametrize("suffix", GOOD)
def test_every_format_is_read_by_the_worker(reader: Reader, suffix: str) -> None:
    assert "全区生产总值1002.18亿元。" in reader.read(suffix, GOOD[suffix])


@pytest.mark.parametrize(
    ("suffix", "real", "says"),
    [
        (".docx", ".pdf", "内容却是PDF；请把扩展名改成 .pdf"),
        (".pdf", ".docx", "请把扩展名改成 .docx"),
        (".doc", ".docx", "请把扩展名改成 .docx"),
        (".wps", ".pdf", "请把扩展名改成 .pdf"),
        (".doc", ".html", "请把扩展名改成 .html"),
        (".txt", ".html", "请把扩展名改成 .html"),
        (".md", ".html", "请把扩展名改成 .html"),
        (".txt", ".pdf", "请把扩展名改成 .pdf"),
        (".txt", ".docx", "请把扩展名改成 .docx"),
        (".html", ".pdf", "请把扩展名改成 .pdf"),
        (".ofd", ".docx", "请把扩展名改成 .docx"),
        (".docx", ".ofd", "请把扩展名改成 .ofd"),
        (".pdf", ".txt", "内容却不是这种格式"),
        (".docx", ".txt", "内容却不是这种格式"),
        (".doc", ".txt", "内容却不是 Word 文档"),
    ],
)
def test_a_file_that_lies_is_named(reader: Reader, suffix: str, real: str, says: str) -> None:
    with pytest.raises(WenbaoError) as caught:
        reader.read(suffix, GOOD[real])
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("suffix", "data", "says"),
    [
        (".docx", b"", "空的"),
        (".pdf", b"\0\0\0", "空的"),
        (".docx", GOOD[".docx"][:3000], "重新下载或另存一份"),
        (".docx", GOOD[".docx"][:40], "没有目录"),
        (".docx", GOOD[".docx"][3000:], "内容却不是这种格式"),
        (".docx", b"PK\x03\x04" + b"\0" * 100 + b"word/document" + b"x" * 100, "已损坏"),
        (".docx", zipped({"word/document.xml": "<w"}), "不是完好的 XML"),
        (".docx", zipped({"word/other.xml": "<a/>", "[Content_Types].xml": "<a/>"}), "Word 文档"),
        (".docx", zipped({"a.txt": "甲"}), "压缩包"),
        (".docx", zipped({"xl/workbook.xml": "<a/>"}), "表格"),
        (".docx", OLE + "EncryptedPackage".encode("utf-16-le"), "加了密码"),
        (".docx", zipped({"word/document.xml": ENTITIES}), "DTD"),
        (".ofd", zipped({"OFD.xml": "<!DOCTYPE a [<!ENTITY a 'b'>]><a/>"}), "OFD"),
        (".ofd", zipped({"OFD.xml": "<a/>"}), "OFD 文件读不出来"),
        (".docx", raw_word("<w:p>" * 2000 + "</w:p>" * 2000), "depth"),
        (".html", b"<html><body>" + b"<div>" * 50_000, "嵌套太深"),
        (".html", "<html><body>甲".encode() + b"<b>" * 50_000, "嵌套太深"),
        (".pdf", GOOD[".pdf"][:2000], "已损坏"),
        (".pdf", pdf_of(LINES, password="a"), "密码"),
        (".txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "图片"),
        (".txt", b"\x00\x01\x02\x03" * 50, "不是文本文件"),
        (".htm", b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML"),
        (".doc", b"Rar!\x1a\x07\x00", "压缩包"),
    ],
)
def test_a_bad_file_gets_one_clear_sentence(
    reader: Reader, suffix: str, data: bytes, says: str
) -> None:
    with pytest.raises(WenbaoError) as caught:
        reader.read(suffix, data)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert still_reads(reader)


def test_a_zip_bomb_is_not_unpacked(reader: Reader) -> None:
    started = time.monotonic()
    with pytest.raises(WenbaoError, match="压缩炸弹"):
        reader.read(".docx", zipped({"word/document.xml": b" " * (300 << 20)}))
    with pytest.raises(WenbaoError, match="压缩炸弹"):
        reader.read(".ofd", zipped({"OFD.xml": b" " * (300 << 20)}))
    assert time.monotonic() - started < 30
    assert still_reads(reader)


def test_a_package_of_endless_parts_is_not_listed(reader: Reader) -> None:
    parts: dict[str, str | bytes] = {f"word/{n}.xml": b"" for n in range(20_001)}
    with pytest.raises(WenbaoError, match="20002 个部件"):
        reader.read(".docx", zipped({"word/document.xml": b"<a/>", **parts}))


def test_merged_cells_beyond_reason_cost_nothing(reader: Reader) -> None:
    row = "<tr><td>x</td></tr>" * 2000
    page = f"<table><tr><td colspan=9999 rowspan=9999>甲</td></tr>{row}</table>"
    assert "甲" in reader.read(".html", page.encode())


def test_a_read_that_takes_too_long_is_ended_and_the_next_one_works() -> None:
    with Reader(seconds=1.0) as reader:
        assert still_reads(reader)
        endless = raw_word(paragraph("甲") * 200_000)
        started = time.monotonic()
        with pytest.raises(WenbaoError, match="读了 1 秒还没读完"):
            reader.read(".docx", endless)
        assert time.monotonic() - started < 5
    with Reader() as reader:
        assert still_reads(reader)


def test_a_worker_that_dies_is_replaced(reader: Reader) -> None:
    assert still_reads(reader)
    process = reader._process
    assert process is not None
    process.kill()
    process.wait()
    assert still_reads(reader)


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS 只在 Linux 上可靠")
def test_memory_is_bounded() -> None:
    code = (
        "from index.formats import worker; worker._limit_memory()\n"
        "try: b = bytearray(worker.MEMORY)\n"
        "except MemoryError: print('bounded')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"bounded\n"


def test_one_worker_serves_many_files_and_ends_with_the_reader() -> None:
    with Reader() as reader:
        reader.read(".docx", GOOD[".docx"])
        first = reader._process
        assert first is not None
        started = time.monotonic()
        for _ in range(20):
            reader.read(".docx", GOOD[".docx"])
        assert reader._process is first
        assert (time.monotonic() - started) / 20 < 0.5
    assert first.poll() is not None


def test_plain_text_starts_no_worker() -> None:
    with Reader() as reader:
        reader.read(".txt", GOOD[".txt"])
        assert reader._process is None


def test_importing_the_readers_loads_no_library() -> None:
    code = (
        "import sys, index.formats.reader, index.formats.worker\n"
        "print([m for m in ('lxml', 'pypdfium2', 'ofdkit') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"[]\n"


def test_old_word_files_name_libreoffice_where_it_is_missing(
    reader: Reader, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "_USUAL_PLACES", ())
    with pytest.raises(WenbaoError, match=r"LibreOffice.*另存为 \.docx"):
        reader.read(".doc", OLE + b"\0" * 600)


def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "soffice"
    program.write_text('#!/bin/sh\nsleep 60 & echo $! > "$0.pid"\nwait\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    started = time.monotonic()
    with pytest.raises(WenbaoError, match="转换了 1 秒还没完成"):
        office.to_word(OLE, ".doc", seconds=1.0)
    assert time.monotonic() - started < 10
    child = int((tmp_path / "soffice.pid").read_text())
    for _ in range(50):
        state = Path(f"/proc/{child}/stat")
        if not state.exists() or state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("what the conversion started is still running")


@pytest.mark.skipif(office.find_office() is None, reason="没有 LibreOffice（soffice）")
@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_old_word_files_are_converted(
    reader: Reader, sample_report: Path, tmp_path: Path, suffix: str
) -> None:
    lines = markdown_lines(sample_report.read_text(encoding="utf-8"))
    source = tmp_path / "a.docx"
    source.write_bytes(word_of(lines))
    program = office.find_office()
    assert program is not None
    profile = (tmp_path / "profile").as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}", "--convert-to", "doc"]
    subprocess.run([*command, "--outdir", tmp_path, source], check=True, capture_output=True)
    text = reader.read(suffix, (tmp_path / "a.doc").read_bytes())
    assert text == reader.read(".docx", source.read_bytes())


@pytest.mark.parametrize("suffix", GOOD)
def test_sniffing_knows_what_is_good(suffix: str) -> None:
    names = {".docx": "word", ".html": "web", ".pdf": "pdf", ".ofd": "ofd", ".txt": "text"}
    assert sniff(GOOD[suffix]) == names[suffix]
