"""The window does not stay white: the page says that it loads, at once, and then is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.conftest import watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Milliseconds (the issue's goal); the best of some tries, for a machine that has other work.
_GOAL, _TRIES = 1500, 3


def test_something_is_painted_within_a_second_and_a_half(
    browser: Browser, sample_chat: str
) -> None:
    painted = []
    for _ in range(_TRIES):
        # A page of its own each time: one that is left in the middle of loading says so.
        with watched(browser, 1366, 768) as page:
            page.goto(sample_chat)
            page.get_by_role("textbox", name="问题").wait_for(timeout=60_000)
            painted.append(
                page.evaluate(
                    "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9"
                )
            )
    assert min(painted) <= _GOAL, painted


def test_before_any_script_has_come_the_page_says_that_it_loads(
    laptop: Page, sample_chat: str
) -> None:
    laptop.route("**/assets/*.js", lambda route: None)
    laptop.goto(sample_chat, wait_until="commit")
    laptop.locator("gradio-app").wait_for(state="attached")
    shown = "getComputedStyle(document.body, '::before').content"
    assert "正在载入" in laptop.evaluate(shown)
    assert laptop.evaluate("document.documentElement.lang") == "zh-CN"
    laptop.unroute_all(behavior="ignoreErrors")
    laptop.goto(sample_chat)
    laptop.get_by_role("textbox", name="问题").wait_for(timeout=60_000)
    assert laptop.evaluate(shown) == "none"
