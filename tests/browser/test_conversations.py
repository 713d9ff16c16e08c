"""Conversations in a real browser: kept, switched, renamed, deleted, asked again, stopped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import SAMPLE, make_library, reload, serving, watched
from tests.browser.test_chat import QUESTION, answers, ask, open_chat, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

OTHER = "结对帮扶了多少户贫困户"
FORGED = '<img src=x onerror="window.attacked=1"><script>window.attacked=2</script>'


@pytest.fixture(scope="module")
def home(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's folder, where drafts go."""
    return make_library(tmp_path_factory.mktemp("sample"), SAMPLE)


@pytest.fixture(scope="module")
def chat(home: Path) -> Iterator[str]:
    """The address of a chat over it."""
    with serving(home) as address:
        yield address


def names(page: Page) -> Locator:
    """The talks in the list, newest first."""
    return page.get_by_role("navigation", name="对话列表").locator(".wb-talk-name")


def new_talk(page: Page) -> None:
    from playwright.sync_api import expect

    page.get_by_role("button", name="新对话").click()
    expect(answers(page)).to_have_count(0)


def kept(page: Page) -> dict[str, Any]:
    """What the browser keeps: the talks by their keys."""
    stored: dict[str, str] = page.evaluate("({...localStorage})")
    talks = {key: value for key, value in stored.items() if key.startswith("wenbao.talk.")}
    return {key: json.loads(value) for key, value in talks.items()}


def test_a_talk_is_there_after_a_reload_with_its_citations(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    ask(laptop, QUESTION)
    ask(laptop, "2018年呢")
    before = answers(laptop).evaluate_all("all => all.map(e => e.innerText)")
    reload(laptop)
    expect(answers(laptop)).to_have_count(2)
    assert answers(laptop).evaluate_all("all => all.map(e => e.innerText)") == before
    expect(answers(laptop).nth(1).locator(".wb-taken")).to_contain_text("协商议事室")
    expect(laptop.locator(".wb-example").first).to_be_hidden()
    answers(laptop).first.get_by_role("link", name="出处 [1]").first.click()
    expect(laptop.locator("#wb-report mark")).to_have_text("256个")
    expect(laptop.locator("#wb-report mark")).to_be_in_viewport()
    laptop.keyboard.press("Escape")
    # The talk goes on where it was.
    third = ask(laptop, f"2020年{OTHER}")
    expect(third.locator(".wb-exact strong")).to_have_text("54户")
    assert [len(talk["turns"]) for talk in kept(laptop).values()] == [3]


def test_a_talk_outlives_the_server(browser: Browser, home: Path) -> None:
    from playwright.sync_api import expect

    with watched(browser, 1366, 768) as page:
        with serving(home) as address:
            open_chat(page, address)
            ask(page, QUESTION)
            said = kept(page)
        # Another port is another origin to a browser; what it kept is put there by hand.
        with serving(home) as address:
            open_chat(page, address)
            page.evaluate(
                "all => Object.entries(all).forEach(([k, v]) => localStorage.setItem(k, v))",
                {key: json.dumps(talk, ensure_ascii=False) for key, talk in said.items()},
            )
            reload(page)
            names(page).first.click()
            expect(answers(page)).to_have_count(1)
            follow_up = ask(page, "2018年呢")
            expect(follow_up.locator(".wb-taken")).to_contain_text("协商议事室")


def test_a_page_comes_back_by_itself_when_the_server_does(browser: Browser, home: Path) -> None:
    from playwright.sync_api import expect

    page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    with serving(home) as address:
        box = open_chat(page, address)
        ask(page, QUESTION)
    box.fill("2018年呢")
    box.press("Enter")
    expect(page.locator("#wb-state")).to_contain_text("没有得到回答")
    message = page.get_by_test_id("toast-text").first
    expect(message).to_have_text("和问报的连接断了，连上后会自动刷新")
    # Nothing more is sent into the void, and nothing typed is lost.
    box.fill(OTHER)
    box.press("Enter")
    expect(box).to_have_value(OTHER)
    with serving(home, "--port", address.rpartition(":")[2]):
        expect(message).to_have_count(0, timeout=60_000)
        expect(answers(page)).to_have_count(1, timeout=60_000)
        expect(page.locator("#wb-chat .wb-error")).to_contain_text("没有得到回答")
        page.get_by_role("button", name="重试").last.click()
        expect(answers(page)).to_have_count(2, timeout=60_000)
        expect(answers(page).last.locator(".wb-taken")).to_contain_text("协商议事室")
        page.close()


def test_talks_are_switched_renamed_deleted_and_brought_back(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    ask(laptop, QUESTION)
    ask(laptop, "2018年呢")
    new_talk(laptop)
    ask(laptop, OTHER)
    expect(names(laptop)).to_have_text([OTHER, QUESTION])
    expect(names(laptop).first).to_have_attribute("aria-current", "true")
    names(laptop).nth(1).click()
    expect(answers(laptop)).to_have_count(2)
    expect(answers(laptop).nth(1).locator(".wb-taken")).to_contain_text("理解为：")
    expect(names(laptop).nth(1)).to_have_attribute("aria-current", "true")
    screenshot(laptop, "chat-conversations")

    names(laptop).nth(1).hover()
    laptop.get_by_role("button", name=f"给“{QUESTION}”改名").click()
    field = laptop.get_by_role("textbox", name="对话的名字")
    expect(field).to_be_focused()
    field.fill("  协商民主 & <b>调研</b> ")
    field.press("Enter")
    renamed = names(laptop).nth(1)
    expect(renamed).to_have_text("协商民主 & <b>调研</b>")
    expect(renamed).to_be_focused()
    # An abandoned name changes nothing.
    laptop.get_by_role("button", name="给“协商民主").click()
    field.fill("别的名字")
    field.press("Escape")
    expect(names(laptop)).to_have_text([OTHER, "协商民主 & <b>调研</b>"])

    laptop.get_by_role("button", name="删除“协商民主").click()
    expect(names(laptop)).to_have_text([OTHER])
    expect(answers(laptop)).to_have_count(0)
    assert len(kept(laptop)) == 1
    laptop.get_by_role("button", name="撤销").click()
    expect(names(laptop)).to_have_count(2)
    reload(laptop)
    names(laptop).filter(has_text="协商民主").click()
    expect(answers(laptop)).to_have_count(2)


def test_a_question_is_changed_and_nothing_is_lost(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, chat)
    ask(laptop, QUESTION)
    ask(laptop, "2018年呢")
    # The last one is replaced.
    box.press("ArrowUp")
    expect(box).to_have_value("2018年呢")
    expect(laptop.locator("#wb-state")).to_contain_text("正在修改第 2 个问题")
    box.press("Escape")
    expect(box).to_have_value("")
    box.press("ArrowUp")
    box.fill(OTHER)
    box.press("Enter")
    expect(laptop.locator(".wb-question")).to_have_text([QUESTION, OTHER])
    expect(answers(laptop).nth(1).locator(".wb-exact strong")).to_have_text("54户")
    assert [len(talk["turns"]) for talk in kept(laptop).values()] == [2]
    # An earlier one begins a talk of its own; what followed stays where it was.
    laptop.locator(".user-row").first.hover()
    laptop.get_by_role("button", name="修改").first.click()
    expect(box).to_have_value(QUESTION)
    box.fill("推进基层协商民主建设安排了多少专项经费")
    box.press("Enter")
    expect(laptop.locator(".wb-question")).to_have_count(1)
    expect(answers(laptop)).to_have_count(1)
    expect(names(laptop)).to_have_count(2)
    names(laptop).nth(1).click()
    expect(laptop.locator(".wb-question")).to_have_text([QUESTION, OTHER])


def test_a_question_is_stopped_and_asked_again(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, chat)
    box.fill(QUESTION)
    # Both in one task of the page, so that no machine is fast enough to answer in between.
    laptop.evaluate(
        """() => {
          const box = document.querySelector("#wb-box textarea");
          for (const key of ["Enter", "Escape"])
            box.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
        }"""
    )
    stopped = laptop.locator("#wb-chat .wb-error")
    expect(stopped).to_have_text("已停下，没有查完")
    expect(laptop.get_by_role("button", name="提问")).to_be_visible()
    laptop.wait_for_timeout(1500)
    expect(answers(laptop)).to_have_count(0)
    expect(stopped).to_have_count(1)
    reload(laptop)
    expect(stopped).to_have_text("已停下，没有查完")
    laptop.get_by_role("button", name="重试").click()
    expect(answers(laptop).locator(".wb-exact strong")).to_have_text("256个")
    expect(stopped).to_have_count(0)
    assert [len(talk["turns"]) for talk in kept(laptop).values()] == [1]


def test_the_button_stops_too_and_the_next_question_works(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, chat)
    box.fill(QUESTION)
    laptop.evaluate(
        """() => {
          for (const id of ["wb-send", "wb-stop"]) document.getElementById(id).click();
        }"""
    )
    expect(laptop.locator("#wb-chat .wb-error")).to_have_text("已停下，没有查完")
    expect(ask(laptop, OTHER).locator(".wb-exact strong")).to_have_text("54户")


def test_what_is_asked_meanwhile_waits_its_turn(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, chat)
    for question in (QUESTION, "2018年呢", OTHER):
        box.fill(question)
        box.press("Enter")
    expect(answers(laptop)).to_have_count(3)
    expect(laptop.locator(".wb-question")).to_have_text([QUESTION, "2018年呢", OTHER])
    expect(answers(laptop).nth(1).locator(".wb-taken")).to_contain_text("协商议事室")
    assert [len(talk["turns"]) for talk in kept(laptop).values()] == [3]


def test_a_forged_store_puts_no_markup_into_the_page(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    ask(laptop, QUESTION)
    laptop.evaluate(
        """forged => {
          const key = Object.keys(localStorage).find((name) => name.startsWith("wenbao.talk."));
          const talk = JSON.parse(localStorage.getItem(key));
          const forge = (value) => Array.isArray(value) ? value.map(forge)
            : value && typeof value === "object"
              ? Object.fromEntries(Object.entries(value).map(([name, one]) =>
                  [name, ["status", "answer_kind", "aspect"].includes(name) ? one : forge(one)]))
              : typeof value === "string" ? forged : value;
          talk.turns = [forge(talk.turns[0]), talk.turns[0], { question: forged, answer: forged },
            { question: forged, answer: null, trouble: forged }];
          talk.title = forged;
          localStorage.setItem(key, JSON.stringify(talk));
          localStorage.setItem("wenbao.talk." + forged, JSON.stringify(talk));
          localStorage.setItem("wenbao.talk.none", "{no JSON");
          localStorage.setItem("wenbao.talk.odd", "[1, 2]");
        }""",
        FORGED,
    )
    reload(laptop)
    expect(laptop.locator(".wb-question")).to_have_count(4)
    expect(laptop.locator(".wb-question").first).to_have_text(FORGED)
    expect(answers(laptop).first).to_contain_text("资料库里已没有这里引用的原文")
    expect(answers(laptop).nth(1).locator(".wb-exact strong")).to_have_text("256个")
    expect(names(laptop)).to_have_count(2)
    for number in range(2):
        names(laptop).nth(number).click()
        expect(names(laptop).nth(number)).to_have_text(FORGED[:60])
    laptop.get_by_role("button", name="有误").first.click()
    expect(laptop.locator("#wb-remark .wb-wrong-about")).to_contain_text(FORGED)
    attacks = laptop.locator(".gradio-container :is(script, img[onerror])")
    assert attacks.count() == 0
    assert laptop.evaluate("window.attacked === undefined")


def test_calling_an_answer_wrong_keeps_a_draft(laptop: Page, chat: str, home: Path) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    ask(laptop, QUESTION)
    ask(laptop, "2018年呢")
    wrong = laptop.get_by_role("button", name="有误").nth(1)
    wrong.click()
    dialog = laptop.get_by_role("dialog", name="这个答案有误")
    expect(dialog).to_contain_text("2018年呢 → 没有找到")
    dialog.get_by_role("textbox", name="哪里不对").fill("2018年的也写了\n在别处")
    dialog.get_by_role("textbox", name="正确答案").fill("120个")
    screenshot(laptop, "chat-wrong")
    dialog.get_by_role("button", name="记下").click()
    expect(dialog.get_by_role("status")).to_have_text("记下了，谢谢")
    laptop.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(wrong).to_be_focused()
    draft = json.loads((home / "drafts.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert draft["question"] == "2018年呢"
    assert draft["history"] == [[QUESTION, "256个"]]
    assert draft["answers"] == ["120个"]
    assert draft["comment"] == "2018年的也写了\n在别处"
    assert draft["given"]["status"] == "refused"


def test_two_windows_share_the_list_and_not_the_talk(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    ask(laptop, QUESTION)
    second = laptop.context.new_page()
    open_chat(second, chat)
    expect(answers(second)).to_have_count(0)
    expect(names(second)).to_have_text([QUESTION])
    ask(second, OTHER)
    expect(names(laptop)).to_have_text([OTHER, QUESTION])
    expect(answers(laptop)).to_have_count(1)
    # The same talk in both goes on in both.
    names(second).nth(1).click()
    expect(answers(second)).to_have_count(1)
    ask(second, "2018年呢")
    expect(answers(laptop)).to_have_count(2)
    second.close()


def test_a_full_browser_gives_up_the_oldest_talk_and_says_so(laptop: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, chat)
    laptop.evaluate(
        """() => {
          const talk = (at, text) => JSON.stringify({ title: "", at,
            turns: [{ question: text, answer: null, trouble: "旧".repeat(40_000) }] });
          try {
            for (let n = 0; n < 1000; n++)
              localStorage.setItem(`wenbao.talk.${n}`, talk(n, `旧 ${n}`));
          } catch { /* full, as it should be */ }
          try {
            for (let n = 0; n < 50_000; n++) localStorage.setItem(`rest.${n}`, "x".repeat(100));
          } catch { /* to the last corner */ }
        }"""
    )
    reload(laptop)
    expect(names(laptop).last).to_have_text("旧 0")
    ask(laptop, QUESTION)
    expect(names(laptop).first).to_have_text(QUESTION)
    expect(names(laptop).last).to_have_text("旧 1")
    expect(laptop.locator("#wb-state")).to_contain_text("存满了")
    reload(laptop)
    expect(answers(laptop)).to_have_count(1)


def test_on_a_phone_the_list_lies_over_the_talk(phone: Page, chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(phone, chat)
    ask(phone, QUESTION)
    new_talk(phone)
    ask(phone, OTHER)
    expect(names(phone).first).to_be_hidden()
    opener = phone.get_by_role("button", name="对话", exact=True)
    opener.click()
    expect(names(phone)).to_have_count(2)
    expect(names(phone).first).to_be_focused()
    screenshot(phone, "chat-phone-conversations")
    phone.keyboard.press("Escape")
    expect(names(phone).first).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    names(phone).nth(1).click()
    expect(names(phone).first).to_be_hidden()
    expect(phone.locator(".wb-exact strong")).to_have_text("256个")
    wide, view = phone.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= view
