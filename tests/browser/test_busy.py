"""A page whose question is turned away says so in Chinese and keeps the question to ask again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from chat_server import serving

from tests.browser.conftest import SAMPLE, make_library, watched

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route


def test_a_full_queue_is_told_politely_and_the_question_stays(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from playwright.sync_api import expect

    home = make_library(tmp_path_factory.mktemp("busy"), SAMPLE)
    with (
        serving(home, waiting=0) as (address, _),
        watched(browser, 1366, 768, refused=True) as page,
    ):
        page.goto(address)
        box = page.get_by_role("textbox", name="问题")
        box.wait_for(timeout=60_000)
        expect(page.get_by_text("库中有 1 份报告")).to_be_visible()
        box.fill("2020年建成多少协商议事室")
        box.press("Enter")
        busy = "没有得到回答：现在提问的人太多，请过几秒再试一次"
        expect(page.locator("#wb-state").get_by_role("status")).to_have_text(busy)
        expect(page.get_by_role("button", name="提问")).to_be_enabled()
        expect(page.get_by_text("错误", exact=True).locator("visible=true")).to_have_count(0)


def test_once_there_is_room_the_talk_shows_the_question_and_it_is_asked_again(
    browser: Browser, sample_chat: str
) -> None:
    """As a full queue answers for a moment: the real server's words, then the real server."""
    from playwright.sync_api import expect

    crowded = True

    def refuse(route: Route) -> None:
        if not crowded:
            return route.continue_()
        words = '{"detail": "现在提问的人太多，请过几秒再试一次"}'
        return route.fulfill(status=429, body=words, content_type="application/json")

    with watched(browser, 1366, 768, refused=True) as laptop:
        laptop.goto(sample_chat)
        box = laptop.get_by_role("textbox", name="问题")
        box.wait_for(timeout=60_000)
        laptop.route("**/queue/join*", refuse)
        box.fill("2020年建成多少协商议事室")
        box.press("Enter")
        said = laptop.locator("#wb-state")
        expect(said).to_contain_text("现在提问的人太多")
        crowded = False
        talk = laptop.get_by_role("log")
        expect(talk).to_contain_text("没有得到回答：现在提问的人太多，请过几秒再试一次")
        expect(said).not_to_contain_text("现在提问的人太多")
        talk.get_by_role("button", name="重试").click()
        expect(talk.locator(".wb-exact strong")).to_have_text("256个")
