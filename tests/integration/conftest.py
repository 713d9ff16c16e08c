"""The libraries and questions that several integration tests stand on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from index_helpers import add, write_reports
from qa_helpers import read_set

from qa.library import Library

QUESTIONS = Path(__file__).resolve().parents[2] / "eval" / "sets" / "guangfeng.jsonl"


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


@pytest.fixture(scope="session")
def sample(sample_library: Path) -> Library:
    """The sample report's library, open."""
    return Library.open(sample_library)


@pytest.fixture(scope="session")
def cases() -> list[dict[str, Any]]:
    """The questions on the sample report, follow-ups and unanswerable ones among them."""
    return read_set(QUESTIONS)
