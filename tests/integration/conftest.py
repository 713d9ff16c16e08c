"""The libraries that several integration tests ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_helpers import add, write_reports


@pytest.fixture(scope="session")
def sample_home(sample_library: Path) -> str:
    """The sample library as `--home` takes it; read only."""
    return str(sample_library)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home that is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of three short reports."""
    return write_reports(tmp_path / "reports")


@pytest.fixture
def library(home: Path, reports: Path) -> Path:
    """The home of a library of the three short reports, to change or to damage."""
    assert add(home, reports).added == ("丙.md", "乙.md", "甲.md")
    return home
