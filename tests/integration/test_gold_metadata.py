"""Place and date of 120 real reports, corrected by hand from their own heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.gold.score import (
    MetadataGold,
    Miss,
    main,
    metadata_figures,
    parse,
    read_metadata_gold,
    same_place,
    score_metadata,
)
from index.types import Metadata, Period, Report

GOLD = MetadataGold("x.md", "龙华区", "2021-12-30", "政府工作报告", "2021-2021", "2022-2022")


def report(place: str | None, delivered: str | None) -> Report:
    periods = Period(2021, 2021, "review"), Period(2022, 2023, "plan")
    metadata = Metadata("政府工作报告", place, "政府工作报告", delivered, *periods)
    return Report("0", "x.md", metadata, "", (), ())


def test_a_place_may_be_named_with_those_around_it() -> None:
    assert same_place("深圳市龙华区", "龙华区")
    assert same_place("龙华区", "深圳市龙华区")
    assert not same_place("龙华区", "龙岗区")
    assert not same_place("龙华区", "")


def test_every_field_read_otherwise_is_a_miss() -> None:
    misses = score_metadata(GOLD, report("龙岗区", "2022-12-30"))
    assert [miss.field for miss in misses] == ["place", "year", "delivered", "plans"]
    assert misses[0] == Miss("x.md", "place", "龙华区", "龙岗区")
    assert [miss.field for miss in score_metadata(GOLD, report(None, "2021-12-31"))] == [
        "place",
        "delivered",
        "plans",
    ]
    figures = metadata_figures(misses, 4)
    assert (figures["place"], figures["kind"]) == (0.75, 1.0)


def test_without_the_reports_the_command_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "没法评分" in printed.err


@pytest.fixture(scope="module")
def figures(shared_dir: Path) -> dict[str, float]:
    reports = shared_dir / "data" / "gov120" / "reports"
    golds = read_metadata_gold()
    assert sorted(gold.file for gold in golds) == sorted(path.name for path in reports.iterdir())
    misses = [miss for gold in golds for miss in score_metadata(gold, parse(reports, gold.file))]
    return metadata_figures(misses, len(golds))


@pytest.mark.shared
def test_a_report_knows_whose_it_is(figures: dict[str, float]) -> None:
    assert figures["place"] >= 0.99


@pytest.mark.shared
def test_a_report_knows_the_year_of_its_delivery(figures: dict[str, float]) -> None:
    assert figures["year"] >= 0.98


@pytest.mark.shared
def test_the_command_prints_the_figures(
    shared_dir: Path, capsys: pytest.CaptureFixture[str], figures: dict[str, float]
) -> None:
    assert main([str(shared_dir / "data" / "gov120" / "reports")]) == 0
    printed = dict(line.split("\t") for line in capsys.readouterr().out.splitlines()[-10:])
    assert {name: float(printed[name]) for name in figures} == {
        name: round(value, 4) for name, value in figures.items()
    }
