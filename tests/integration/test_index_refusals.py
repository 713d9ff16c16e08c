"""Homes that cannot be written, models that do not fit, libraries that are empty."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_helpers import HashEncoder, add, check_whole, library_files, opened, report_text

from index.build import rebuild, remove_reports
from index.errors import WenbaoError
from index.snapshot import open_snapshot
from index.verify import verify


def test_a_home_under_a_file_is_refused_with_a_way_out(tmp_path: Path, reports: Path) -> None:
    (tmp_path / "file").write_text("x")
    for home in (tmp_path / "file", tmp_path / "file" / "below", Path("/proc/wenbao")):
        with pytest.raises(WenbaoError, match="--home"):
            add(home, reports)
    for home in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(WenbaoError, match="--home"):
            open_snapshot(home)


def test_another_model_is_refused_with_the_command_that_rebuilds(
    library: Path, reports: Path
) -> None:
    (reports / "丁.md").write_text(report_text("丁市"), "utf-8")
    before = library_files(library)
    with pytest.raises(WenbaoError, match="wenbao index rebuild"):
        add(library, reports, encoder=HashEncoder("other"))
    assert library_files(library) == before
    assert rebuild(library, encoder=lambda: HashEncoder("other")) == 3
    check_whole(library)
    assert opened(library).manifest.model == "other"
    assert add(library, reports, encoder=HashEncoder("other")).added == ("丁.md",)
    check_whole(library)


def test_an_empty_library_says_what_to_type(home: Path) -> None:
    assert open_snapshot(home) is None
    assert verify(home) == (0, ())
    with pytest.raises(WenbaoError, match="wenbao index add"):
        rebuild(home, encoder=HashEncoder)
    with pytest.raises(WenbaoError, match="空的"):
        remove_reports(home, ["x.md"], encoder=HashEncoder)
