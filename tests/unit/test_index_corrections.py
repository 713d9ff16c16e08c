"""What the user may correct, and where a file's name and its text are said to disagree."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.contradictions import contradictions
from index.corrections import (
    FILE,
    corrected,
    load_corrections,
    parse_assignments,
    reinterpret,
    save_corrections,
)
from index.errors import DamageError, UsageError
from index.parse import SourceFile, parse_report
from index.types import Metadata, Period

READ = Metadata(
    title="甲县政府工作报告",
    place="甲县",
    kind="政府工作报告",
    delivered="2021-02-04",
    reviews=Period(2020, 2020, "review"),
    plans=Period(2021, 2021, "plan"),
)


def test_assignments_are_read_and_an_empty_one_takes_back() -> None:
    pairs = ["place=乙县", " delivered = 2020-01 ", "reviews=2016-2020", "kind="]
    assert parse_assignments(pairs) == {
        "place": "乙县",
        "delivered": "2020-01",
        "reviews": "2016-2020",
        "kind": "",
    }


@pytest.mark.parametrize(
    "pair",
    [
        "place",
        "mayor=张三",
        "delivered=去年",
        "delivered=2021-13-01",
        "kind=通知",
        "plans=2021-2019",
    ],
)
def test_what_a_field_cannot_be_is_refused_by_name(pair: str) -> None:
    with pytest.raises(UsageError, match=pair.split("=")[0]):
        parse_assignments([pair])


def test_a_corrected_date_moves_the_years_with_it_unless_they_are_corrected_too() -> None:
    moved = corrected(READ, {"delivered": "2019-01-05"})
    assert (moved.reviews, moved.plans) == (
        Period(2018, 2018, "review"),
        Period(2019, 2019, "plan"),
    )
    kept = corrected(READ, {"delivered": "2019-01-05", "reviews": "2014-2018"})
    assert kept.reviews == Period(2014, 2018, "review")
    assert corrected(READ, {"place": "乙县"}) == replace(READ, place="乙县")


def test_a_report_under_another_date_speaks_of_other_years() -> None:
    source = "# 甲县政府工作报告\n\n各位代表：\n\n一、过去五年工作回顾\n\n新建学校5所。\n"
    report = parse_report(SourceFile(Path("a.md"), "a.md", source.encode(), "0" * 64))
    later = reinterpret(report, corrected(report.metadata, {"delivered": "2022-01-05"}))
    assert later.text == report.text
    assert [p.period for p in later.passages if p.path] == [Period(2017, 2021, "review")]


def test_corrections_survive_on_disk_and_damage_is_not_taken_for_none(tmp_path: Path) -> None:
    assert load_corrections(tmp_path) == {}
    save_corrections(tmp_path, {"a.md": {"place": "乙县"}, "b.md": {}})
    assert load_corrections(tmp_path) == {"a.md": {"place": "乙县"}}
    assert json.loads((tmp_path / FILE).read_text(encoding="utf-8"))
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(DamageError, match=FILE):
        load_corrections(tmp_path)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("甲县2021年政府工作报告.md", []),
        ("甲县2020年政府工作报告.md", []),
        ("甲县2017年政府工作报告.md", ["2017年"]),
        ("乙县_2021.md", ["乙县"]),
        ("丙市甲县_2016.md", ["2016年"]),
        ("报告.md", []),
    ],
)
def test_a_name_that_contradicts_the_text_is_told(file: str, words: list[str]) -> None:
    doubts = contradictions(READ, file)
    assert len(doubts) == len(words)
    for doubt, word in zip(doubts, words, strict=True):
        assert word in doubt
        assert "wenbao index set" in doubt
