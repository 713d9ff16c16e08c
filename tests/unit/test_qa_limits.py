"""Several reports and several years as hard limits on what is searched."""

from __future__ import annotations

import numpy as np
import pytest
from index_helpers import HashEncoder, add, opened, report_text

from index.snapshot import Snapshot
from qa.evidence import Filters
from qa.places import Gazetteer
from qa.retrieve import rank
from qa.types import Hit
from qa.understand import understand


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("reports")
    for place in "甲乙":
        for year in (2020, 2021, 2022):
            name = f"{place}{year}.md"
            (folder / name).write_text(report_text(f"{place}市", year), encoding="utf-8")
    home = tmp_path_factory.mktemp("home")
    add(home, folder)
    return opened(home)


def found(snapshot: Snapshot, filters: Filters) -> tuple[Hit, ...]:
    question = "新建公园多少个"
    places = Gazetteer(entry.metadata.place or "" for entry in snapshot.entries)
    vector = np.asarray(HashEncoder().encode([question])[0])
    return rank(snapshot, understand(question, places), vector, filters, 50)


def test_any_of_several_reports_may_answer_and_no_other(snapshot: Snapshot) -> None:
    files = [entry.file for entry in snapshot.entries]
    chosen = {"甲2020.md", "乙2022.md"}
    filters = Filters(reports=frozenset(files.index(file) for file in chosen))
    assert {hit.file for hit in found(snapshot, filters)} == chosen


def test_a_passage_must_speak_of_one_of_several_years(snapshot: Snapshot) -> None:
    hits = found(snapshot, Filters(years=frozenset({2019, 2022})))
    assert hits
    years = {(hit.period.first, hit.period.last) for hit in hits if hit.period}
    assert years == {(2019, 2019), (2022, 2022)}
    assert all(hit.period for hit in hits)


def test_all_limits_hold_together(snapshot: Snapshot) -> None:
    both = Filters(places=frozenset({"甲市"}), years=frozenset({2021}))
    hits = found(snapshot, both)
    assert {hit.file for hit in hits} == {"甲2021.md", "甲2022.md"}
    assert {hit.period.first for hit in hits if hit.period} == {2021}


@pytest.mark.parametrize("filters", [Filters(reports=frozenset()), Filters(years=frozenset())])
def test_an_empty_choice_finds_nothing(snapshot: Snapshot, filters: Filters) -> None:
    assert found(snapshot, filters) == ()
