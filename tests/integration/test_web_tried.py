"""The examples that the page offers are the library's own, and it answers them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from qa.library import Library
from ui.web.front import Front
from ui.web.holder import LibraryHolder
from ui.web.tried import TriedExamples, answered, candidates, untried

pytestmark = pytest.mark.model

INVENTED = Path(__file__).resolve().parents[2] / "eval" / "invented" / "reports"


@pytest.fixture(scope="module")
def counties(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of two places' reports on the same year."""
    from index.build import add_paths
    from index.models.encoder import load_encoder

    folder = tmp_path_factory.mktemp("reports")
    for name in ("梓泊区2023年政府工作报告.txt", "苇港区政府工作报告2023.html"):
        shutil.copy(INVENTED / name, folder)
    home = tmp_path_factory.mktemp("home")
    assert not add_paths(home, [folder], encoder=load_encoder).failed
    return home


def test_every_example_is_answered_from_where_it_was_taken(sample: Library) -> None:
    found = candidates(sample)
    good = answered(found, sample)
    assert len(good) == 5
    assert set(good) <= set(found)
    for question in good:
        answer = sample.ask(question)
        stem = question.removeprefix("2020年").partition("多少")[0]
        assert answer.status == "answered"
        report = sample.report(answer.citations[0].id)
        around = report.text[answer.citations[0].start - 100 : answer.citations[0].end]
        assert stem in around


def test_what_the_library_does_not_answer_is_not_offered(sample: Library) -> None:
    asked = ("2020年建成月球基地多少座？", "2020年建成协商议事室多少个？", "2035年修桥多少座？")
    assert answered(asked, sample) == ("2020年建成协商议事室多少个？",)
    assert answered(asked, sample, lambda: True) == ()


def test_places_are_compared_where_two_reports_allow_it(counties: Path) -> None:
    library = Library.open(counties)
    good = answered(candidates(library), library)
    compared = [question for question in good if "哪个高" in question]
    assert len(good) == 5
    assert len(compared) == 1
    assert "2022年" in compared[0]
    assert len(library.ask(compared[0]).citations) == 2
    # Before it is tried, a comparison is a promise that cannot be made.
    assert not [question for question in untried(candidates(library)) if "哪个高" in question]


def test_the_page_offers_the_tried_ones_once_they_are_through(counties: Path) -> None:
    tried = TriedExamples()
    holder = LibraryHolder(counties)
    front = Front(holder, editable=True, tried=tried)
    assert front.examples() == untried(candidates(holder.library))
    tried.wait(120)
    assert front.examples() == answered(candidates(holder.library), holder.library)
