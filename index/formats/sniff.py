"""What a file really is, by its first bytes; its name may say something else."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from types import MappingProxyType

from index.errors import WenbaoError

#: File name endings by the content that belongs to them.
CONTENTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (".md", ".markdown", ".txt"),
        "web": (".html", ".htm"),
        "word": (".docx",),
        "pdf": (".pdf",),
        "ofd": (".ofd",),
        "office": (".doc", ".wps"),
    }
)
_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "web": "网页（HTML）",
        "archive": "单文件网页（MHTML）",
        "word": "Word 文档（.docx）",
        "pdf": "PDF",
        "ofd": "OFD",
        "office": "旧版 Word 文档（.doc）",
        "sheet": "表格或幻灯片",
        "zip": "压缩包",
        "image": "图片",
        "rtf": "RTF 文档",
        "rar": "压缩包",
    }
)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
#: A zip's directory ends with this record, at most this far from the end (APPNOTE 4.3.16).
_DIRECTORY = b"PK\x05\x06"
_TAIL = 65_557
_WEB = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html[\s>]|<head[\s>])",
    re.I | re.S,
)
_REACH = 4096


def sniff(data: bytes) -> str:
    """The content of a file: a key of `CONTENTS` or of `_NAMES`; "text" where nothing is known."""
    head = data[:_REACH]
    if head.startswith(_ZIP):
        return _zip_content(data)
    if head.startswith(_OLE):
        return "office"
    # PDF readers look for the mark anywhere in the first 1024 bytes (ISO 32000-1, annex H.3).
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith((b"Rar!", b"7z\xbc\xaf")):
        return "rar"
    if head.startswith(_IMAGES) and b"\0" in head:
        return "image"
    plain = head
    for mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if head.startswith(mark):
            plain = head.replace(b"\0", b"")[2:]
    plain = plain.removeprefix(codecs.BOM_UTF8)
    if _WEB.match(plain):
        return "web"
    if re.match(rb"(?:From:|MIME-Version:|Subject:)", plain) and b"multipart/related" in plain:
        return "archive"
    return "text"


def _zip_content(data: bytes) -> str:
    """Tell packages apart by the names in their directory, which stands at the file's end."""
    names = data[-(1 << 20) :] + data[:_REACH]
    if b"OFD.xml" in names:
        return "ofd"
    if b"word/document" in names:
        return "word"
    if b"xl/workbook" in names or b"ppt/presentation" in names:
        return "sheet"
    if b"[Content_Types].xml" in names and b"word/" in names:
        return "word"
    return "zip"


def check(suffix: str, data: bytes) -> None:
    """Refuse a file whose content is not what its name says.

    Raises WenbaoError with the name that it should have, or with what to do.
    """
    found = sniff(data)
    expected = next((key for key, suffixes in CONTENTS.items() if suffix in suffixes), "text")
    if not data.strip(b" \t\r\n\0"):
        raise WenbaoError("文件是空的，没有可以读的文字")
    if found == "office" and "EncryptedPackage".encode("utf-16-le") in data:
        raise WenbaoError("文件加了密码：请先取消密码，再重新添加")
    if found == expected or (expected == "web" and found == "text"):
        return
    if found == "zip" and expected in ("word", "ofd") and _DIRECTORY not in data[-_TAIL:]:
        raise WenbaoError("文件不完整：压缩包没有目录，像是没下载完，请重新下载或另存一份")
    if expected == "office" and found in ("rtf", "text"):
        if found == "rtf":
            return
        raise WenbaoError(f"文件名是 {suffix}，内容却不是 Word 文档；请用 Word 或 WPS 另存为 .docx")
    if found in CONTENTS and found != "text":
        better = CONTENTS[found][0]
        raise WenbaoError(
            f"文件名是 {suffix}，内容却是{_NAMES[found]}；请把扩展名改成 {better}，再重新添加"
        )
    if found in _NAMES:
        why = "不是文本文件" if expected == "text" else "读不了"
        raise WenbaoError(
            f"文件名是 {suffix}，内容却是{_NAMES[found]}，{why}；"
            "请另存为 .docx、.pdf 或 .txt 再添加"
        )
    raise WenbaoError(
        f"文件名是 {suffix}，内容却不是这种格式；文件可能已损坏，请重新下载或另存一份"
    )
