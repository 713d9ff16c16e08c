"""What a user of the chat does and sees, in a real browser, against the real server and model."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"
QUESTION = "2020年建成多少协商议事室"
TITLE = "《政协上饶市广丰区第十二届委员会常务委员会工作报告》"


def open_chat(page: Page, address: str) -> Locator:
    """Open the chat and give its text box."""
    page.goto(address)
    box = page.get_by_role("textbox", name="问题")
    box.wait_for(timeout=60_000)
    return box


def answers(page: Page) -> Locator:
    return page.locator(".wb-answer")


def ask(page: Page, question: str) -> Locator:
    """Type a question, press Enter, and give the answer once it is there."""
    from playwright.sync_api import expect

    count = answers(page).count()
    box = page.get_by_role("textbox", name="问题")
    box.fill(question)
    box.press("Enter")
    expect(answers(page)).to_have_count(count + 1)
    return answers(page).nth(count)


def screenshot(page: Page, name: str) -> None:
    """Keep a picture for the documentation, when asked to."""
    if os.environ.get("WENBAO_SCREENSHOTS"):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")


def test_a_question_with_enter_gives_the_answer_in_bold_and_its_source(
    laptop: Page, sample_chat: str
) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, sample_chat)
    expect(laptop).to_have_title("问报")
    expect(laptop.get_by_role("heading", name="问报")).to_be_visible()
    expect(laptop.get_by_text("库中有 1 份报告")).to_be_visible()
    screenshot(laptop, "chat-start")
    answer = ask(laptop, QUESTION)
    expect(box).to_have_value("")
    exact = answer.locator(".wb-exact strong")
    expect(exact).to_have_text("256个")
    assert int(exact.evaluate("e => getComputedStyle(e).fontWeight")) >= 600
    assert float(exact.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")) >= 24
    expect(answer.locator(".wb-understood")).to_contain_text("2020年")
    expect(answer.locator(".wb-quote mark")).to_have_text("256个")

    expect(answer.locator(".wb-trust")).to_have_attribute("title", re.compile(r"把握 \d+%"))

    # On a wide screen the sources stand beside the answer, and not in it as well.
    expect(answer.locator("details.wb-source")).to_be_hidden()
    source = laptop.get_by_role("complementary", name="出处").locator(".wb-source")
    expect(source).to_contain_text(TITLE)
    expect(source).to_contain_text("上饶市广丰区 · 2021年2月4日")
    expect(source.locator(".wb-passage mark")).to_have_text("256个")
    expect(source.locator(".wb-passage mark")).to_be_in_viewport()
    expect(source.locator(".wb-passage")).to_contain_text("建立了基层协商民主建设专家库")
    expect(source.locator(".wb-path")).to_contain_text("2020年工作回顾")
    expect(source.locator(".wb-path")).to_contain_text("(二)强化平台建设")
    screenshot(laptop, "chat")


def test_the_button_asks_too_and_a_blank_question_does_nothing(
    laptop: Page, sample_chat: str
) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, sample_chat)
    box.fill("  ")
    box.press("Enter")
    box.fill("结对帮扶了多少户贫困户")
    laptop.get_by_role("button", name="提问").click()
    expect(laptop.locator(".wb-exact strong")).to_have_text("54户")
    expect(laptop.locator(".wb-question")).to_have_count(1)


def test_an_example_is_asked_by_a_click_and_comes_back_with_a_new_talk(
    laptop: Page, sample_chat: str
) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, sample_chat)
    examples = laptop.locator(".wb-example")
    expect(examples).to_have_count(5)
    chosen = examples.filter(has_text="协商议事室")
    text = chosen.inner_text()
    chosen.click()
    expect(laptop.locator(".wb-question")).to_have_text(text)
    expect(laptop.locator(".wb-exact strong")).to_have_text("256个")
    expect(examples.first).to_be_hidden()
    expect(laptop.get_by_role("textbox", name="问题")).to_be_focused()
    laptop.get_by_role("button", name="新对话").click()
    expect(answers(laptop)).to_have_count(0)
    expect(examples.first).to_be_visible()
    # A new talk knows nothing of the old one: its first answer has the first number again.
    expect(ask(laptop, QUESTION).locator("details.wb-source")).to_have_id("wb-t1-s1")


def test_a_follow_up_is_taken_with_the_turn_before_and_says_how(
    laptop: Page, sample_chat: str
) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, sample_chat)
    first = ask(laptop, QUESTION)
    second = ask(laptop, "2018年呢")
    expect(second.locator(".wb-understood")).to_contain_text("理解为：")
    expect(second.locator(".wb-understood")).to_contain_text("协商议事室")
    expect(second.locator(".wb-understood")).to_contain_text("2018年")
    expect(second).to_contain_text("没有找到")
    expect(first.locator(".wb-exact strong")).to_have_text("256个")


def test_a_refusal_says_why_and_offers_the_nearest(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, sample_chat)
    refusal = ask(laptop, "2018年建成多少协商议事室")
    expect(refusal.locator(".wb-none")).to_have_text("没有找到")
    expect(refusal.locator(".wb-reason")).to_contain_text("2018年")
    expect(refusal.locator(".wb-nearest b")).to_have_text("256个")
    expect(refusal.locator(".wb-exact")).to_have_count(0)
    passages = refusal.locator(".wb-passage")
    expect(passages.first).to_be_hidden()
    refusal.get_by_text("最相近的段落").click()
    expect(passages.first).to_be_visible()
    assert 1 <= passages.count() <= 5
    screenshot(laptop, "chat-refusal")


def test_an_error_is_one_line_in_the_talk_and_the_next_question_works(
    laptop: Page, sample_chat: str
) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, sample_chat)
    box.fill("问" * 10_000)
    box.press("Enter")
    error = laptop.get_by_role("log").locator(".wb-error")
    expect(error).to_contain_text("问题太长")
    expect(ask(laptop, QUESTION).locator(".wb-exact strong")).to_have_text("256个")


def test_the_keyboard_alone_reaches_everything(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, sample_chat)
    expect(box).to_be_focused()
    laptop.keyboard.press("Shift+Tab")
    expect(laptop.locator(".wb-example").last).to_be_focused()
    laptop.keyboard.press("Enter")
    expect(answers(laptop)).to_have_count(1)
    expect(box).to_be_focused()
    laptop.keyboard.type(QUESTION)
    laptop.keyboard.press("Enter")
    expect(answers(laptop)).to_have_count(2)
    answer = answers(laptop).nth(1)
    cite = answer.locator(".wb-exact a.wb-cite")
    for _ in range(20):
        laptop.keyboard.press("Shift+Tab")
        if cite.evaluate("e => e === document.activeElement"):
            break
    expect(cite).to_be_focused()
    laptop.keyboard.press("Enter")
    expect(laptop.locator("#wb-report mark")).to_be_in_viewport()
    expect(laptop.locator(".wb-doc-title")).to_be_focused()
    laptop.keyboard.press("Escape")
    expect(laptop.locator("#wb-report")).to_be_hidden()
    expect(cite).to_be_focused()


def test_a_screen_reader_hears_names_and_not_source_code(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, sample_chat)
    ask(laptop, QUESTION)
    expect(laptop.get_by_role("log", name="对话")).to_be_visible()
    labels = laptop.locator("[aria-label]").evaluate_all(
        "all => all.map(e => e.getAttribute('aria-label'))"
    )
    assert "回答" in labels
    assert not [label for label in labels if "<" in label]
    assert laptop.locator("html").get_attribute("lang") == "zh-CN"


def test_at_375_pixels_nothing_is_cut_off(phone: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(phone, sample_chat)
    expect(phone.get_by_role("button", name="提问")).to_be_in_viewport()
    first = ask(phone, QUESTION)
    ask(phone, "推进基层协商民主建设安排了多少专项经费")
    ask(phone, "2018年建成多少协商议事室")
    expect(first.locator(".wb-exact")).not_to_be_in_viewport()
    screenshot(phone, "chat-phone")
    first.locator(".wb-source summary").click()
    expect(first.locator(".wb-passage mark")).to_be_visible()
    first.locator(".wb-exact a.wb-cite").click()
    expect(phone.locator("#wb-report mark")).to_be_in_viewport()
    screenshot(phone, "chat-phone-report")
    phone.get_by_role("button", name="关闭").click()
    expect(phone.locator("#wb-report")).to_be_hidden()
    expect(phone.get_by_role("button", name="提问")).to_be_in_viewport()
    wide, view = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= view
    spilt = phone.locator("#wb-chat *").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert spilt == 0


def test_what_a_report_says_is_shown_and_never_run(laptop: Page, hostile_chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, hostile_chat)
    for example in laptop.locator(".wb-example").all_inner_texts():
        assert example.startswith("2022年")
        assert "协商" not in example
    answer = ask(laptop, "2022年建成便民服务中心多少个")
    expect(answer.locator(".wb-exact strong")).to_have_text("35个")
    card = laptop.locator("#wb-cards .wb-source .wb-passage")
    expect(card).to_contain_text("<script>window.attacked=2</script>")
    expect(card).to_contain_text('<img src=x onerror="window.attacked=3">')
    answer.locator("a.wb-cite").first.click()
    whole = laptop.locator("#wb-report .wb-doc")
    expect(whole).to_contain_text("<script>window.attacked=2</script>")
    expect(whole).to_contain_text('<img src=x onerror="window.attacked=3">')
    refusal = ask(laptop, '2015年建成<img src=x onerror="window.attacked=4">便民服务中心多少个')
    expect(refusal).to_contain_text("没有找到")
    expect(laptop.locator(".wb-question").last).to_contain_text("<img src=x onerror=")
    attacks = laptop.locator("#wb-main :is(script, img, b[onclick])")
    assert attacks.count() == 0
    assert laptop.evaluate("window.attacked === undefined")


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/", {}, 200),
        ("/", {"host": "rebound.example.org"}, 403),
        ("/", {"origin": "https://example.org"}, 403),
        ("/gradio_api/file=/etc/passwd", {}, 404),
        ("/gradio_api/upload", {}, 404),
        ("/gradio_api/openapi.json", {}, 404),
    ],
)
def test_gradio_offers_nothing_but_the_page(
    sample_chat: str, path: str, headers: dict[str, str], status: int
) -> None:
    import http.client

    host, port = re.fullmatch(r"http://(.+):(\d+)", sample_chat).groups()  # type: ignore[union-attr]
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    assert response.status == status
    assert b"root:" not in response.read()
    connection.close()
