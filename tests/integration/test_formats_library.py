"""A folder of files in every format, good and bad: what can go in goes in, the rest is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from formats_helpers import (
    drawn_pdf,
    markdown_lines,
    ofd_of,
    pdf_of,
    raw_word,
    set_lines,
    web_of,
    word_of,
    zipped,
)
from index_helpers import HashEncoder

from index.build import add_paths
from index.parse import parse_report, read_source
from index.snapshot import open_snapshot

Lines = list[tuple[int, str]]


@pytest.fixture(scope="module")
def lines(sample_report: Path) -> Lines:
    return markdown_lines(sample_report.read_text(encoding="utf-8"))


def test_every_format_gives_the_same_report(lines: Lines, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "广丰.docx").write_bytes(word_of(lines))
    (folder / "广丰.html").write_bytes(web_of(lines))
    (folder / "广丰.pdf").write_bytes(pdf_of(lines))
    (folder / "广丰.ofd").write_bytes(ofd_of(set_lines(lines)))
    (folder / "广丰.txt").write_bytes("\n".join(text for _, text in lines).encode("gb18030"))
    (folder / "假.docx").write_bytes(pdf_of(lines))
    (folder / "扫描.pdf").write_bytes(drawn_pdf([[], []]))
    (folder / "炸弹.docx").write_bytes(zipped({"word/document.xml": b" " * (100 << 20)}))
    (folder / "空.docx").write_bytes(raw_word(""))
    (folder / "图.jpg").write_bytes(b"\xff\xd8\xff")
    with (folder / "大.pdf").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    home = tmp_path / "home"
    result = add_paths(home, [folder], encoder=HashEncoder)
    good = ["广丰.docx", "广丰.html", "广丰.ofd", "广丰.pdf", "广丰.txt"]
    assert sorted(result.added) == good
    reasons = dict(result.failed)
    says = {
        "假.docx": "请把扩展名改成 .pdf",
        "扫描.pdf": "没有文字层",
        "炸弹.docx": "压缩炸弹",
        "空.docx": "没有正文",
        "图.jpg": "不支持的格式",
        "大.pdf": "文件太大",
    }
    assert reasons.keys() == says.keys()
    assert all(words in reasons[file] for file, words in says.items())

    snapshot = open_snapshot(home)
    assert snapshot is not None
    reports = [snapshot.report(number) for number in range(len(good))]
    assert len({report.text for report in reports}) == 1
    facts = {(r.metadata.place, r.metadata.kind, r.metadata.delivered) for r in reports}
    assert facts == {("上饶市广丰区", "政协常委会工作报告", "2021-02-04")}
    again = add_paths(home, [folder], encoder=HashEncoder)
    assert sorted(again.unchanged) == good


def test_pages_are_those_of_the_file(lines: Lines, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_of(lines))
    report = parse_report(read_source(path, "a.pdf"))
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    assert len(report.pages) == len(document)
    for number in range(len(document)):
        # The first and last lines of each page's text, as PDFium gives them, lie on that page.
        printed = document[number].get_textpage().get_text_bounded().split("\r\n")
        furniture = ("—", "汇编", "下转")
        body = [s for s in printed if s.strip() and not any(word in s for word in furniture)]
        for line in (body[0], body[-1]):
            at = report.text.index(line.replace(" ", ""), report.pages[number])
            assert report.page_of(at) == number + 1


def test_what_has_no_pages_says_so(lines: Lines, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(word_of(lines))
    report = parse_report(read_source(path, "a.docx"))
    assert report.pages == ()
    assert report.page_of(0) is None
