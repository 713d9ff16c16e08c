"""axe-core finds nothing serious in the main states of the chat, light and dark."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_chat import QUESTION, ask, open_chat

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, or a skip that says how to get it."""
    known = os.environ.get("WENBAO_AXE", ROOT / "node_modules" / "axe-core" / "axe.min.js")
    if not Path(known).is_file():
        pytest.skip("需要 axe-core：npm install --no-save axe-core@4（或用 WENBAO_AXE 指明文件）")
    return Path(known).read_text(encoding="utf-8")


def serious(page: Page, axe: str) -> list[str]:
    """What axe calls serious or critical: rule and the elements that break it."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_nothing_serious_is_wrong(laptop: Page, sample_chat: str, axe: str, theme: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, f"{sample_chat}/?__theme={theme}")
    states = {"start": serious(laptop, axe)}
    ask(laptop, "2018年建成多少协商议事室").get_by_text("最相近的段落").click()
    states["refusal"] = serious(laptop, axe)
    answer = ask(laptop, QUESTION)
    states["answer"] = serious(laptop, axe)
    answer.locator("a.wb-cite").first.click()
    expect(laptop.locator("#wb-report mark")).to_be_in_viewport()
    states["report"] = serious(laptop, axe)
    laptop.keyboard.press("Escape")
    laptop.get_by_role("button", name="资料库").click()
    shelf = laptop.get_by_role("dialog", name="资料库")
    shelf.locator("tbody tr[data-id]").first.wait_for()
    states["library"] = serious(laptop, axe)
    shelf.locator("summary", has_text="年份").click()
    shelf.get_by_role("button", name="更正").first.click()
    states["correction"] = serious(laptop, axe)
    shelf.get_by_role("button", name="关闭").click()
    laptop.locator(".wb-wrong").last.click()
    laptop.get_by_role("dialog").wait_for()
    states["remark"] = serious(laptop, axe)
    assert {state: wrong for state, wrong in states.items() if wrong} == {}
