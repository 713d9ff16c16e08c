"""Which files an add means and what they are called in the library."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from index_helpers import HashEncoder, report_text, write_reports

from index.build import AddResult, add_paths
from index.errors import WenbaoError
from index.parse import read_source
from index.sources import Candidate, collect, library_name


def add(home: Path, *paths: Path, prune: bool = False) -> AddResult:
    return add_paths(home, paths, encoder=HashEncoder, prune=prune)


def names(*paths: Path) -> list[str]:
    return [c.relative if isinstance(c, Candidate) else f"!{c}" for c in collect(paths)]


def test_a_folder_gives_its_files_in_order_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", "sub/c.txt", ".git/x.md", ".y.md", "~$a.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    assert names(tmp_path) == ["a.md", "b.md", "sub/c.txt"]
    assert names(tmp_path / "a.md", tmp_path) == ["a.md", "b.md", "sub/c.txt"]


def test_what_does_not_exist_comes_as_it_was_given(tmp_path: Path) -> None:
    for odd in ("nothing", "x" * 300, "nu\0l", "~no-such-user/x"):
        assert names(Path(odd)) == [f"!{odd}"]


def test_a_name_is_relative_to_the_folder_that_was_added(tmp_path: Path) -> None:
    write_reports(tmp_path / "r" / "2020", 1)
    assert add(tmp_path / "home1", tmp_path / "r").added == ("2020/甲.md",)
    assert add(tmp_path / "home2", tmp_path / "r" / "2020" / "甲.md").added == ("甲.md",)


def test_a_taken_name_gets_the_folders_name_before_it_then_its_parents(tmp_path: Path) -> None:
    home = tmp_path / "home"
    folders = [tmp_path / "p" / "r", tmp_path / "q" / "r", tmp_path / "s" / "q" / "r"]
    for number, folder in enumerate(folders):
        folder.mkdir(parents=True)
        (folder / "x.md").write_text(report_text(figure=number), "utf-8")
    added = [add(home, folder).added for folder in folders]
    assert added == [("x.md",), ("r/x.md",), ("q/r/x.md",)]


def test_a_single_file_with_a_taken_name_gets_its_folders_name(tmp_path: Path) -> None:
    home = tmp_path / "home"
    write_reports(tmp_path / "a", 1)
    write_reports(tmp_path / "b", 1)
    assert add(home, tmp_path / "a" / "甲.md", tmp_path / "b" / "甲.md").added == (
        "甲.md",
        "b/甲.md",
    )


def test_the_same_file_through_another_folder_is_unchanged(tmp_path: Path) -> None:
    home = tmp_path / "home"
    folder = write_reports(tmp_path / "r" / "2020", 1)
    assert add(home, folder).added == ("甲.md",)
    for again in (tmp_path / "r", folder / "甲.md", folder / ".." / "2020"):
        result = add(home, again)
        assert (result.unchanged, result.added) == (("甲.md",), ())


def test_names_run_out_at_the_root() -> None:
    candidate = Candidate(Path("/r/x.md"), "x.md", Path("/r"))
    taken = {"x.md": "/a/x.md", "r/x.md": "/b/r/x.md"}
    assert library_name(candidate, taken) == "/r/x.md"


def test_unreadable_files_are_reported_by_name_and_the_rest_goes_in(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "r", 1)
    (folder / "empty.md").write_text("")
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0\0\0")
    (folder / "bytes.md").write_bytes(b"\xff\xfd\xfb" * 50)
    (folder / "table.xyz").write_text("x")
    (folder / "comment.md").write_text("<!-- nothing -->")
    os.mkfifo(folder / "pipe.md")
    os.symlink(folder / "gone", folder / "link.md")
    (folder / os.fsdecode("广丰.md".encode("gbk"))).write_text(report_text(), "utf-8")
    result = add(tmp_path / "home", folder, tmp_path / "missing")
    assert result.added == ("甲.md",)
    reasons = dict(result.failed)
    assert "空的" in reasons["empty.md"]
    assert "图片" in reasons["picture.md"]
    assert "不是文本文件" in reasons["bytes.md"]
    assert ".xyz" in reasons["table.xyz"]
    assert "没有正文" in reasons["comment.md"]
    assert "不是普通文件" in reasons["pipe.md"]
    assert "link.md" in reasons
    assert "请检查路径" in reasons[str(tmp_path / "missing")]
    assert any("改名" in reason for reason in reasons.values())
    assert len(reasons) == 9


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.md"
    with path.open("wb") as file:
        file.truncate(33 * 1024 * 1024)
    with pytest.raises(WenbaoError, match="文件太大"):
        read_source(path, "large.md")
