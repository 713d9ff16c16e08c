"""Uploads stay within their bounds and within the library's folder, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import WenbaoError
from ui.web.uploads import (
    FOLDER,
    Incoming,
    Received,
    UploadLimits,
    discard,
    is_original,
    keep,
    safe_name,
)

SMALL = UploadLimits(file_bytes=1000, batch_bytes=2500, batch_files=3, batches=2, free_bytes=0)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("苇港区政府工作报告2021.md", "苇港区政府工作报告2021.md"),
        ("../../../etc/报告.txt", "报告.txt"),
        ("C:\\Users\\x\\报告.docx", "报告.docx"),
        ("/abs/报告.PDF", "报告.PDF"),
        ("..txt", "报告.txt"),
        (".隐藏.md", "隐藏.md"),
        ("~$锁.docx", "锁.docx"),
        ("a\x00b\nc.md", "a_b_c.md"),
        ('<img src=x onerror="1">.html', "_img src=x onerror=_1__.html"),
        ("con.txt", "_con.txt"),
        ("报告\u202etxt.md", "报告txt.md"),
        ("e\u0301.md", "\u00e9.md"),
        ("  报告 .md", "报告.md"),
    ],
)
def test_a_name_becomes_one_harmless_component(given: str, name: str) -> None:
    assert safe_name(given) == name
    assert safe_name(name) == name


def test_a_long_name_is_cut_at_whole_characters_and_keeps_its_ending() -> None:
    name = safe_name("报" * 300 + ".docx")
    assert len(name.encode()) <= 180
    assert name == "报" * (len(name) - 5) + ".docx"


@pytest.mark.parametrize("given", ["", "报告", "报告.exe", "md", "报告.md/", "报告.txt.zip", "/"])
def test_what_is_not_read_is_refused_by_its_ending(given: str) -> None:
    with pytest.raises(WenbaoError, match="不支持的格式"):
        safe_name(given)


def test_a_batch_takes_so_many_files_of_so_many_bytes(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path, SMALL)
    batch = incoming.begin()
    places = [incoming.reserve(batch.id, 800)[1] for _ in range(3)]
    assert len(set(places)) == 3
    assert all(place.parent.parent.parent == tmp_path / FOLDER for place in places)
    with pytest.raises(WenbaoError, match="最多 3 个文件"):
        incoming.reserve(batch.id, 1)
    other = incoming.begin()
    for size, said in ((1001, "太大"), (0, "空的"), (-5, "空的")):
        with pytest.raises(WenbaoError, match=said):
            incoming.reserve(other.id, size)
    incoming.reserve(other.id, 1000)
    incoming.reserve(other.id, 1000)
    with pytest.raises(WenbaoError, match="请分几次添加"):
        incoming.reserve(other.id, 600)
    with pytest.raises(WenbaoError, match="过一会儿"):
        incoming.begin()


def test_a_batch_is_claimed_once_and_only_by_its_id(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path, SMALL)
    batch = incoming.begin()
    assert incoming.claim(batch.id) is batch
    for name in (batch.id, "", "../..", "0" * 32):
        with pytest.raises(WenbaoError, match="过期"):
            incoming.claim(name)
        with pytest.raises(WenbaoError, match="过期"):
            incoming.reserve(name, 10)


def test_a_batch_that_is_left_alone_goes_with_its_files(tmp_path: Path) -> None:
    limits = UploadLimits(batches=1, batch_seconds=-1.0, free_bytes=0)
    incoming = Incoming(tmp_path, limits)
    batch = incoming.begin()
    (batch.folder / "1.part").write_bytes(b"x")
    again = incoming.begin()
    assert again.id != batch.id
    assert not batch.folder.exists()


def test_a_full_disk_is_said_before_anything_is_sent(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path, UploadLimits(free_bytes=1 << 60))
    with pytest.raises(WenbaoError, match="磁盘快满"):
        incoming.begin()
    assert list((tmp_path / FOLDER).rglob("*.part")) == []


def test_originals_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    incoming = Incoming(tmp_path, SMALL)
    batch = incoming.begin()
    paths = []
    for number in range(3):
        _, place = incoming.reserve(batch.id, 5)
        place.write_text(f"第{number}份", encoding="utf-8")
        paths.append(keep(tmp_path, Received("报告.md", place, "")))
    assert [path.name for path in paths] == ["报告.md", "报告 (2).md", "报告 (3).md"]
    assert [path.read_text(encoding="utf-8") for path in paths] == ["第0份", "第1份", "第2份"]
    assert all(is_original(tmp_path, path) for path in paths)
    discard([*paths, tmp_path / "gone"])
    assert not any(path.exists() for path in paths)


def test_only_files_of_the_uploads_folder_are_ours_to_delete(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    outside = tmp_path / "别处.md"
    outside.write_text("x", encoding="utf-8")
    (folder / "链接.md").symlink_to(outside)
    assert not is_original(tmp_path, outside)
    assert not is_original(tmp_path, folder / "链接.md")
    assert not is_original(tmp_path, folder / ".." / "别处.md")
    assert not is_original(tmp_path, folder)
