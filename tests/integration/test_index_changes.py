"""Add, replace, prune, remove: the library is whole after every change."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_helpers import (
    HashEncoder,
    add,
    check_whole,
    library_files,
    opened,
    report_text,
    write_reports,
)

from index.build import AddResult, add_paths, remove_reports
from index.errors import WenbaoError
from index.verify import verify


def test_adding_again_writes_nothing_and_loads_no_model(library: Path, reports: Path) -> None:
    before = library_files(library)

    def no_model() -> HashEncoder:
        raise AssertionError("the model was loaded for nothing")

    result = add_paths(library, [reports], encoder=no_model)
    assert result == AddResult(unchanged=("丙.md", "乙.md", "甲.md"))
    assert library_files(library) == before
    check_whole(library)


def test_a_changed_file_replaces_its_old_version_and_only_it_is_encoded(
    library: Path, reports: Path
) -> None:
    (reports / "乙.md").write_text(report_text("乙市", figure=99), "utf-8")
    encoder = HashEncoder()
    result = add(library, reports, encoder=encoder)
    assert (result.replaced, result.added) == (("乙.md",), ())
    snapshot = opened(library)
    assert [e.file for e in snapshot.entries] == ["丙.md", "乙.md", "甲.md"]
    changed = snapshot.report(snapshot.ordinal_of("乙.md"))
    assert "新建公园99个" in changed.text
    assert encoder.encoded == len(changed.passages)
    check_whole(library)


def test_prune_removes_what_is_gone_below_these_folders_and_nothing_else(
    library: Path, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = write_reports(tmp_path / "other", 1)
    add(library, other)
    (other / "甲.md").unlink()
    (reports / "丙.md").unlink()
    assert add(library, reports).removed == ()
    monkeypatch.chdir(other)
    assert add(library, Path("../reports"), prune=True).removed == ("丙.md",)
    assert [e.file for e in opened(library).entries] == ["other/甲.md", "乙.md", "甲.md"]
    check_whole(library)
    assert add(library, other, prune=True).removed == ("other/甲.md",)


def test_a_file_that_became_unreadable_keeps_its_old_version(library: Path, reports: Path) -> None:
    (reports / "乙.md").write_bytes(b"\0\x01\x02")
    result = add(library, reports, prune=True)
    assert (result.replaced, result.removed) == ((), ())
    assert result.failed[0][0] == "乙.md"
    assert "乙.md" in [e.file for e in opened(library).entries]


def test_remove_by_file_or_id_all_or_nothing(library: Path) -> None:
    ids = {e.file: e.id for e in opened(library).entries}
    with pytest.raises(WenbaoError, match=r"相近的有：.*乙\.md"):
        remove_reports(library, ["甲.md", "己乙.md"], encoder=HashEncoder)
    assert len(opened(library).entries) == 3
    assert remove_reports(library, ["甲.md", ids["乙.md"]], encoder=HashEncoder) == (
        "乙.md",
        "甲.md",
    )
    check_whole(library)
    assert remove_reports(library, ["丙.md"], encoder=HashEncoder) == ("丙.md",)
    assert opened(library).entries == ()
    assert verify(library)[1] == ()


def test_an_emptied_library_can_be_filled_again(library: Path, reports: Path) -> None:
    remove_reports(library, ["甲.md", "乙.md", "丙.md"], encoder=HashEncoder)
    assert len(add(library, reports).added) == 3
    check_whole(library)


@pytest.mark.parametrize("text", ["# 标题\n\n## 一、只有标题\n", "。\n", "……\n——\n", "12\n"])
def test_reports_without_a_passage_or_a_word_go_in_and_stay(
    library: Path, reports: Path, text: str
) -> None:
    (reports / "-.md").write_text(text, "utf-8")
    assert add(library, reports).added == ("-.md",)
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    assert add(library, reports).added == ("丁.md",)
    check_whole(library)


@pytest.mark.parametrize("text", ["# 标题\n\n## 一、只有标题\n", "。\n"])
def test_a_library_of_nothing_but_a_strange_report(home: Path, tmp_path: Path, text: str) -> None:
    path = tmp_path / "-.md"
    path.write_text(text, "utf-8")
    assert add(home, path).added == ("-.md",)
    write_reports(tmp_path / "r", 1)
    assert add(home, tmp_path / "r").added == ("甲.md",)
    check_whole(home)


def test_a_report_without_a_heading_goes_in(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("全年新建公园12个。改造小区3个。\n", "utf-8")
    assert add(home, path).added == ("plain.txt",)
    snapshot = opened(home)
    assert snapshot.report(0).sections == ()
    assert snapshot.report(0).passages[0].path == ()
