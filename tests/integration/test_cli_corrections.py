"""`wenbao index set`, as a user types it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.model

SOURCE = """# 甲县政府工作报告

（2021年2月4日在甲县第十届人民代表大会第六次会议上）

各位代表：

## 一、2020年工作回顾

全县新建学校5所，改造老旧小区12个。
"""


def wenbao(home: Path, *words: str) -> Any:
    done = subprocess.run(
        [sys.executable, "-m", "ui.cli", "--home", str(home), "--json", *words],
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def listed(home: Path) -> Any:
    (report,) = wenbao(home, "index", "list")["reports"]
    return report


def test_a_correction_holds_is_used_stays_and_can_be_taken_back(
    models_ready: Path, tmp_path: Path
) -> None:
    home, folder = tmp_path / "home", tmp_path / "reports"
    folder.mkdir()
    file = folder / "丁市2015年报告.md"
    file.write_text(SOURCE, encoding="utf-8")
    added = wenbao(home, "index", "add", str(folder))
    assert [doubt["file"] for doubt in added["warnings"]] == [file.name] * len(added["warnings"])
    assert any("2015年" in doubt["warning"] for doubt in added["warnings"])

    wenbao(
        home, "index", "set", file.name, "place=丁市甲县", "delivered=2022-01-10", "reviews=2021"
    )
    assert listed(home)["place"] == "丁市甲县"
    asked = wenbao(home, "search", "2021年丁市新建学校多少所")
    assert asked["understood"]["places"] == ["丁市甲县"]
    assert listed(home)["reviews"] == {"from": 2021, "to": 2021, "aspect": "review"}

    file.write_text(SOURCE.replace("5所", "6所"), encoding="utf-8")
    assert wenbao(home, "index", "add", str(folder))["replaced"] == [file.name]
    assert (listed(home)["place"], listed(home)["delivered"]) == ("丁市甲县", "2022-01-10")

    wenbao(home, "index", "set", file.name, "place=", "delivered=", "reviews=")
    assert (listed(home)["place"], listed(home)["delivered"]) == ("甲县", "2021-02-04")
    shown = wenbao(home, "show", file.name)
    assert "6所" in shown["text"]
