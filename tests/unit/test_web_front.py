"""The greeting follows the library: how to add to an empty one, examples from a full one."""

from __future__ import annotations

from pathlib import Path

import pytest
from index_helpers import HashEncoder, report_text

from index.build import add_paths, correct_report
from ui.web.front import Front
from ui.web.holder import LibraryHolder


def put(home: Path, folder: Path, place: str) -> None:
    folder.mkdir(exist_ok=True)
    text = report_text(place).replace("新建公园", "新建便民服务中心")
    (folder / f"{place}.md").write_text(text, encoding="utf-8")
    assert add_paths(home, [folder / f"{place}.md"], encoder=HashEncoder).added


@pytest.mark.parametrize(("editable", "offered"), [(True, "添加报告"), (False, "管理员")])
def test_an_empty_library_says_how_to_fill_it(tmp_path: Path, editable: bool, offered: str) -> None:
    front = Front(LibraryHolder(tmp_path / "home", load=HashEncoder), editable=editable)
    assert offered in front.welcome()
    assert ("<button" in front.welcome()) is editable
    assert "库中有 0 份报告" in front.title()
    assert front.examples() == ()


def test_what_another_process_adds_is_greeted_with(tmp_path: Path) -> None:
    home = tmp_path / "home"
    front = Front(LibraryHolder(home, load=HashEncoder), editable=True)
    assert front.examples() == ()
    put(home, tmp_path / "in", "甲市")
    assert "库中有 1 份报告：《" in front.title()
    one = front.examples()
    assert any("新建便民服务中心多少个" in question for question in one)
    assert "下面的例子" in front.welcome()
    assert not any("甲市" in question for question in one)
    put(home, tmp_path / "in", "乙市")
    assert "库中有 2 份报告" in front.title()
    assert any(question.startswith("乙市") for question in front.examples())


def test_the_examples_of_a_library_are_made_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲市")
    front = Front(LibraryHolder(home, load=HashEncoder), editable=True)
    assert front.examples() is front.examples()


def test_a_title_is_text_and_never_html(tmp_path: Path) -> None:
    home = tmp_path / "home"
    put(home, tmp_path / "in", "甲市")
    hostile = {"title": "甲市<img src=x onerror=alert(1)>政府工作报告"}
    correct_report(home, "甲市.md", hostile, encoder=HashEncoder)
    title = Front(LibraryHolder(home, load=HashEncoder), editable=True).title()
    assert "<img" not in title
    assert "&lt;img" in title
