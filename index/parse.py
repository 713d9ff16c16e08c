"""One file to one report: the whole way from bytes to passages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from index.canonical import canonicalise
from index.errors import WenbaoError
from index.formats import CONVERTED, PAGED, PLAIN, READERS
from index.formats.reader import Reader
from index.glossary import with_entries
from index.metadata import read_metadata
from index.outline import build_sections, find_headings
from index.passages import Splitter, make_splitter, split_passages
from index.periods import current_year
from index.types import Report

#: No report of the national archive is over 1 MB: a text of 32 MB is no report. What may hold
#: pictures may be larger.
MAX_PLAIN_BYTES = 32 * 1024 * 1024
MAX_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's bytes with the name it has in the library."""

    path: Path
    file: str
    data: bytes
    sha256: str


def read_source(path: Path, file: str) -> SourceFile:
    """Read a file's bytes.

    Raises WenbaoError with the reason when it is of no known format, too large or unreadable.
    """
    suffix = path.suffix.lower()
    if suffix not in READERS and suffix not in CONVERTED:
        known = "、".join([*READERS, *CONVERTED])
        raise WenbaoError(f"不支持的格式 {path.suffix or '（没有扩展名）'}，能读的是 {known}")
    if not is_unicode(file) or not is_unicode(str(path)):
        raise WenbaoError("文件名不是 UTF-8 编码（多半是从压缩包解出来的 GBK 名）；请改名后再添加")
    try:
        if not path.is_file():
            raise WenbaoError("不是普通文件，不读")
        limit = MAX_PLAIN_BYTES if suffix in PLAIN else MAX_BYTES
        if (size := path.stat().st_size) > limit:
            raise WenbaoError(f"文件太大：{size / 1e6:.0f} MB，上限 {limit // 1024 // 1024} MB")
        data = path.read_bytes()
    except OSError as error:
        raise WenbaoError(f"打不开：{error.strerror or error}") from error
    return SourceFile(path, file, data, hashlib.sha256(data).hexdigest())


def is_unicode(name: str) -> bool:
    """Whether a file's name is text; bytes that are not UTF-8 come as lone surrogates."""
    return not any("\ud800" <= char <= "\udfff" for char in name)


def report_id(file: str, sha256: str) -> str:
    """The id of one version of a report: the same name and content give it on every machine."""
    return hashlib.sha256(f"{file}\0{sha256}".encode()).hexdigest()[:12]


def parse_report(
    source: SourceFile,
    splitter: Splitter | None = None,
    reader: Reader | None = None,
) -> Report:
    """Turn a source file into a report; many files are read faster with one `reader`.

    Raises WenbaoError when the file cannot be read or holds no text.
    """
    suffix = source.path.suffix.lower()
    if reader is None:
        with Reader() as own:
            text = own.read(suffix, source.data)
    else:
        text = reader.read(suffix, source.data)
    canonical = canonicalise(text, paged=suffix in PAGED)
    if not canonical.text.strip():
        raise WenbaoError("文件里没有正文")
    headings = find_headings(canonical)
    metadata = read_metadata(canonical, headings, source.file)
    current = current_year(metadata.delivered)
    with_terms = with_entries(canonical.text, headings)
    sections = build_sections(canonical.text, with_terms, metadata.reviews, current)
    passages = split_passages(
        canonical.text, sections, metadata.reviews, splitter or make_splitter()
    )
    return Report(
        id=report_id(source.file, source.sha256),
        file=source.file,
        metadata=metadata,
        text=canonical.text,
        sections=sections,
        passages=passages,
        pages=canonical.pages,
    )
