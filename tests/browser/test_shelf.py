"""The library in a real browser: drop, see, ask, correct, limit, remove."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serving
from tests.browser.test_chat import screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[2]
INVENTED = ROOT / "eval" / "invented" / "reports"
GOOD = ("苇港区政府工作报告2021.md", "霁原区政府工作报告2023.txt")
BROKEN = "坏的.docx"
HOSTILE = '<img src=x onerror="window.attacked=1">'
EXTRA = """甲县人民政府工作报告

（2023年1月5日在甲县第十届人民代表大会第三次会议上）

一、2022年工作回顾

新建中小学和幼儿园8所。
"""


@pytest.fixture(scope="module")
def empty_shelf(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A chat on a library without reports; each test leaves what it added for the next."""
    from index.errors import WenbaoError
    from index.models.encoder import load_encoder

    try:
        load_encoder()
    except WenbaoError as error:
        pytest.skip(f"需要句向量模型：make install（{error}）")
    with serving(tmp_path_factory.mktemp("shelf") / "home") as address:
        yield address


def opened(page: Page, address: str) -> Locator:
    """Open the page and its library."""
    page.goto(address)
    page.get_by_role("button", name="资料库").click(timeout=60_000)
    shelf = page.get_by_role("dialog", name="资料库")
    shelf.locator("caption").wait_for()
    return shelf


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Let files fall onto the page, as the file manager does."""
    data = [[name, base64.b64encode(content).decode()] for name, content in files.items()]
    page.evaluate(
        """files => {
            const transfer = new DataTransfer();
            for (const [name, data] of files) {
                const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
                transfer.items.add(new File([bytes], name));
            }
            for (const type of ["dragenter", "dragover", "drop"])
                document.body.dispatchEvent(new DragEvent(type,
                    { bubbles: true, cancelable: true, dataTransfer: transfer }));
        }""",
        data,
    )


def ask(page: Page, question: str) -> Locator:
    from playwright.sync_api import expect

    answers = page.locator(".wb-answer")
    count = answers.count()
    box = page.get_by_role("textbox", name="问题")
    box.fill(question)
    box.press("Enter")
    expect(answers).to_have_count(count + 1, timeout=60_000)
    return answers.nth(count)


def row(shelf: Locator, file: str) -> Locator:
    return shelf.locator("tbody tr[data-id]").filter(has_text=file)


def test_two_good_files_and_a_broken_one_are_dropped_and_the_new_can_be_asked_at_once(
    laptop: Page, empty_shelf: str
) -> None:
    from playwright.sync_api import expect

    laptop.goto(empty_shelf)
    expect(laptop.get_by_text("库中有 0 份报告")).to_be_visible(timeout=60_000)
    laptop.get_by_role("button", name="添加报告").click()
    laptop.get_by_role("dialog", name="资料库").get_by_role("button", name="关闭").click()
    files = {name: (INVENTED / name).read_bytes() for name in GOOD}
    drop(laptop, {**files, BROKEN: b"PK\x03\x04 this is no archive"})
    shelf = laptop.get_by_role("dialog", name="资料库")
    expect(shelf.get_by_role("listitem")).to_have_count(3)
    expect(shelf.get_by_role("progressbar").first).to_be_visible()
    status = shelf.get_by_role("status")
    expect(status).to_have_text("加入 2 份，没有加入 1 份，原因见上", timeout=120_000)
    expect(shelf.get_by_role("listitem").filter(has_text=BROKEN)).to_contain_text(
        "没有加入：文件不完整"
    )
    expect(shelf.get_by_role("listitem").filter(has_text=GOOD[0])).to_contain_text("已加入")
    expect(shelf.get_by_role("progressbar")).to_have_count(0)
    taken = row(shelf, GOOD[0])
    expect(taken).to_contain_text("2021年苇港区政府工作报告")
    expect(taken.get_by_role("cell", name="苇港区", exact=True)).to_be_visible()
    expect(taken.get_by_role("cell", name="2021-02-03")).to_be_visible()
    expect(laptop.get_by_text("库中有 2 份报告")).to_be_attached()
    screenshot(laptop, "chat-library")
    shelf.get_by_role("button", name="关闭").click()
    expect(laptop.get_by_role("button", name="添加报告")).to_have_count(0)
    expect(laptop.locator(".wb-example").first).to_be_visible()
    expect(ask(laptop, "2020年苇港区地区生产总值是多少")).to_contain_text("苇港区")


def test_the_same_file_again_is_said_to_be_there(laptop: Page, empty_shelf: str) -> None:
    from playwright.sync_api import expect

    shelf = opened(laptop, empty_shelf)
    laptop.locator("#wb-files").set_input_files(INVENTED / GOOD[0])
    item = shelf.get_by_role("listitem")
    expect(item).to_contain_text("没有重复加入：库里已有这份", timeout=60_000)
    expect(shelf.locator("caption")).to_have_text("共 2 份报告")


def test_what_is_not_read_or_too_large_is_refused_without_being_sent(
    laptop: Page, empty_shelf: str
) -> None:
    from playwright.sync_api import expect

    shelf = opened(laptop, empty_shelf)
    sent: list[str] = []
    laptop.on("request", lambda request: sent.append(request.url))
    laptop.locator("#wb-files").set_input_files(
        [
            {"name": "程序.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"},
            {"name": "空.md", "mimeType": "text/markdown", "buffer": b""},
        ]
    )
    expect(shelf.get_by_role("listitem").nth(0)).to_contain_text("不支持的格式")
    expect(shelf.get_by_role("listitem").nth(1)).to_contain_text("文件是空的")
    expect(shelf.get_by_role("status")).to_contain_text("没有加入 2 份")
    assert not any("/shelf/file" in url or "/shelf/batch" in url for url in sent)


def test_a_place_is_corrected_with_the_keyboard_alone_and_comes_back_when_emptied(
    laptop: Page, empty_shelf: str
) -> None:
    from playwright.sync_api import expect

    shelf = opened(laptop, empty_shelf)
    for place in ("芦苇市苇港区", ""):
        row(shelf, GOOD[0]).get_by_role("button", name="更正").focus()
        laptop.keyboard.press("Enter")
        expect(shelf.get_by_label("标题")).to_be_focused()
        laptop.keyboard.press("Tab")
        expect(shelf.get_by_label("地方", exact=True)).to_be_focused()
        laptop.keyboard.press("Control+A")
        laptop.keyboard.type(place) if place else laptop.keyboard.press("Delete")
        laptop.keyboard.press("Enter")
        expect(shelf.get_by_role("status")).to_contain_text("已更正", timeout=60_000)
        shown = row(shelf, GOOD[0]).locator("td").nth(2)
        expect(shown).to_have_text(place or "苇港区")
        expect(row(shelf, GOOD[0]).locator(".wb-corrected")).to_have_count(1 if place else 0)
        expect(row(shelf, GOOD[0]).get_by_role("button", name="更正")).to_be_focused()
        shelf.get_by_role("status").evaluate("e => e.textContent = ''")


def test_a_value_that_no_report_can_have_is_named_beside_the_field(
    browser: Browser, empty_shelf: str
) -> None:
    from playwright.sync_api import expect

    # A page that is not watched: the browser notes a refusal by the server as an error.
    page = browser.new_page(locale="zh-CN")
    shelf = opened(page, empty_shelf)
    row(shelf, GOOD[0]).get_by_role("button", name="更正").click()
    shelf.get_by_label("日期").fill("去年春天")
    shelf.get_by_role("button", name="保存").click()
    expect(shelf.locator(".wb-problem")).to_contain_text("应写成 2021-02-04")
    shelf.get_by_label("日期").press("Escape")
    expect(shelf.locator(".wb-below")).to_have_count(0)
    expect(shelf).to_be_visible()
    page.close()


def test_a_talk_is_limited_to_one_place_and_freed_again(laptop: Page, empty_shelf: str) -> None:
    from playwright.sync_api import expect

    shelf = opened(laptop, empty_shelf)
    shelf.locator("summary", has_text="地方").click()
    shelf.locator(".wb-facet").get_by_label("朔陵市霁原区").check()
    expect(shelf.locator("caption")).to_have_text("共 2 份报告，符合的 1 份")
    shelf.locator("summary", has_text="地方").press("Escape")
    expect(shelf).to_be_visible()
    shelf.get_by_role("button", name="只问这 1 份").click()
    expect(shelf).to_be_hidden()
    chip = laptop.locator(".wb-scope-chip")
    expect(chip).to_contain_text("只问：朔陵市霁原区")
    question = "地区生产总值是多少"
    within = ask(laptop, question)
    expect(within).to_contain_text("霁原区政府工作报告")
    expect(within).not_to_contain_text("苇港区")
    chip.get_by_role("button", name="不限范围").click()
    expect(chip).to_have_count(0)
    expect(ask(laptop, question)).to_contain_text("苇港区")


def test_the_text_of_a_report_is_text_in_the_table(laptop: Page, empty_shelf: str) -> None:
    from playwright.sync_api import expect

    shelf = opened(laptop, empty_shelf)
    drop(laptop, {f"{HOSTILE}敌.txt": EXTRA.encode()})
    expect(shelf.get_by_role("status")).to_have_text("加入 1 份", timeout=60_000)
    row(shelf, "敌.txt").get_by_role("button", name="更正").click()
    for label in ("标题", "地方"):
        shelf.get_by_label(label, exact=True).fill(HOSTILE)
    shelf.get_by_role("button", name="保存").click()
    expect(row(shelf, "敌.txt").locator(".wb-shelf-report")).to_have_text(HOSTILE, timeout=60_000)
    expect(shelf.get_by_role("status")).to_contain_text("已更正")
    shelf.locator("summary", has_text="地方").click()
    shelf.locator(".wb-facet").get_by_label(HOSTILE).check()
    shelf.locator("summary", has_text="地方").press("Escape")
    assert laptop.evaluate("window.attacked") is None
    assert shelf.locator("img, b, script").count() == 0
    hostile = row(shelf, "敌.txt")
    hostile.get_by_role("button", name="移除").click()
    expect(shelf.get_by_role("button", name="取消")).to_be_focused()
    shelf.get_by_role("button", name="取消").click()
    expect(hostile).to_have_count(1)
    hostile.get_by_role("button", name="移除").click()
    shelf.get_by_role("button", name="确定移除").click()
    expect(shelf.get_by_role("status")).to_contain_text("已移除", timeout=60_000)
    expect(hostile).to_have_count(0)
    expect(shelf.locator("caption")).to_have_text("共 2 份报告")


def test_on_a_phone_nothing_sticks_out_of_the_screen(phone: Page, empty_shelf: str) -> None:
    from playwright.sync_api import expect

    shelf = opened(phone, empty_shelf)
    expect(shelf.get_by_text("选择文件")).to_be_visible()
    box = shelf.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 375
    assert phone.evaluate("document.documentElement.scrollWidth") <= 375
    for name in ("关闭", "不限范围"):
        button = shelf.get_by_role("button", name=name).bounding_box()
        assert button is not None
        assert button["x"] + button["width"] <= 375


def test_a_read_only_page_offers_nothing_that_changes_the_library(
    laptop: Page, browser: Browser, tmp_path: Path
) -> None:
    from playwright.sync_api import expect

    from index.build import add_paths
    from index.models.encoder import load_encoder

    add_paths(tmp_path, [INVENTED / GOOD[0]], encoder=load_encoder)
    # With a name of its own, others may come to it through a proxy.
    with serving(tmp_path, "--name", "wenbao.example") as address:
        shelf = opened(laptop, address)
        expect(row(shelf, GOOD[0])).to_have_count(1)
        expect(shelf.get_by_text("在网页上只能看")).to_be_visible()
        expect(shelf.locator(".wb-drop")).to_be_hidden()
        for name in ("更正", "移除"):
            expect(shelf.get_by_role("button", name=name)).to_have_count(0)
        drop(laptop, {"甲.md": b"x"})
        expect(shelf.locator("caption")).to_have_text("共 1 份报告")
        expect(shelf.get_by_role("listitem")).to_have_count(0)
