"""The page's style sheets do not reach into each other's parts by a class that two of them use."""

from __future__ import annotations

import re
from pathlib import Path

WEB = Path(__file__).parents[2] / "ui" / "web"
STATIC = WEB / "static"


def classes(sheet: str) -> set[str]:
    return set(re.findall(r"\.(wb-[\w-]+)", (STATIC / sheet).read_text(encoding="utf-8")))


def test_no_class_of_the_library_stands_in_the_talk_or_the_panel() -> None:
    """Both are styled without a container: the library's table once narrowed the comparisons'."""
    ours = classes("shelf.css")
    assert "wb-shelf-table" in ours
    others = [path for path in WEB.rglob("*") if path.suffix in (".py", ".js", ".css")]
    words = {
        word
        for path in others
        if not path.name.startswith("shelf") and path.name != "front.py"
        for word in re.findall(r"\bwb-[\w-]+", path.read_text(encoding="utf-8"))
    }
    # The one button style that every dialog has; each sheet names it below its own dialog.
    assert ours & words - {"wb-main"} == set()
    sheet = (STATIC / "shelf.css").read_text(encoding="utf-8")
    assert not re.search(r"^\.wb-main", sheet, re.MULTILINE)


def test_each_sheet_and_script_is_put_into_the_page() -> None:
    from ui.web.app import page_assets

    assets = page_assets()
    early = {"start.css"}
    for path in STATIC.glob("*.*"):
        if path.suffix in (".css", ".js") and path.name not in early:
            first = path.read_text(encoding="utf-8").splitlines()[0]
            assert first in assets["css"] + assets["head"], path.name
