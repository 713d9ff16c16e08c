"""Sources, chips, comparisons and exports of the chat, in a real browser."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import make_library, reload, serving
from tests.browser.test_chat import QUESTION, TITLE, answers, ask, open_chat, screenshot

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

INVENTED = Path(__file__).parents[2] / "eval" / "invented" / "reports"
#: Seconds in which a report of 40,000 characters must be open at its words.
OPENS_IN = 1.0


def long_report(years: int) -> str:
    """A report of some 40,000 characters with one figure near its end."""
    filler = "全县上下扎实推进各项工作，坚持稳中求进，群众的日子一年比一年好。" * 12
    body = "\n\n".join(f"（{n}）第{n}个方面\n\n{filler}" for n in range(1, 100))
    return (
        f"丁县人民政府工作报告\n\n（{years + 1}年1月5日在丁县人民代表大会上）\n\n"
        f"一、{years}年工作回顾\n\n"
        f"{body}\n\n（100）收尾工程\n\n全年修复古桥{years - 1985}座。\n"
    )


@pytest.fixture(scope="module")
def counties(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A chat over the invented districts and one very long report."""
    folder = tmp_path_factory.mktemp("reports")
    for name in ("梓泊区2023年政府工作报告.txt", "苇港区政府工作报告2023.html"):
        (folder / name).write_bytes((INVENTED / name).read_bytes())
    (folder / "丁县2023.txt").write_text(long_report(2022), encoding="utf-8")
    with serving(make_library(tmp_path_factory.mktemp("home"), folder)) as address:
        yield address


def test_a_citation_opens_the_whole_report_at_its_words(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, sample_chat)
    answer = ask(laptop, QUESTION)
    answer.get_by_role("link", name="出处 [1]").first.click()
    report = laptop.locator("#wb-report")
    expect(report.locator("mark")).to_have_text("256个")
    expect(report.locator("mark")).to_be_in_viewport()
    expect(report.get_by_role("heading", name=TITLE)).to_have_count(1)
    expect(report).to_contain_text("各位委员")
    screenshot(laptop, "chat-report")
    report.get_by_text("目录", exact=True).click()
    report.get_by_role("link", name="(一)加强理论学习，筑牢信仰之基").click()
    heading = report.get_by_role("heading", name="(一)加强理论学习，筑牢信仰之基")
    expect(heading).to_be_in_viewport()
    expect(report.locator("mark")).not_to_be_in_viewport()
    laptop.get_by_role("button", name="关闭").click()
    expect(report).to_be_hidden()
    expect(laptop.locator("#wb-cards .wb-source")).to_be_visible()
    # The same one again.
    answer.get_by_role("link", name="出处 [1]").first.click()
    expect(report.locator("mark")).to_be_in_viewport()


def test_a_source_is_copied_with_its_report_and_date(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    laptop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_chat(laptop, sample_chat)
    ask(laptop, QUESTION)
    laptop.locator("#wb-cards").get_by_role("button", name="复制并注明出处").first.click()
    expect(laptop.locator("#wb-cards").get_by_role("button", name="已复制")).to_be_visible()
    copied = laptop.evaluate("navigator.clipboard.readText()")
    assert copied == f"“现已建成协商议事室256个”（{TITLE}，2021年2月4日）"


def test_a_chip_taken_off_asks_again_without_it(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    box = open_chat(laptop, sample_chat)
    refusal = ask(laptop, "2018年建成多少协商议事室")
    expect(refusal.locator(".wb-none")).to_be_visible()
    box.fill("还没写完的")
    refusal.get_by_role("button", name="2018年").click()
    expect(answers(laptop)).to_have_count(2)
    expect(laptop.locator(".wb-question").last).to_have_text("建成多少协商议事室")
    expect(answers(laptop).last.locator(".wb-exact strong")).to_have_text("256个")
    expect(box).to_have_value("还没写完的")


def test_a_report_of_forty_thousand_characters_opens_at_once(laptop: Page, counties: str) -> None:
    open_chat(laptop, counties)
    answer = ask(laptop, "丁县2022年修复古桥多少座")
    link = answer.locator(".wb-exact a.wb-cite").first
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        link.click()
        laptop.locator("#wb-report mark").wait_for()
        laptop.wait_for_function(
            "() => !document.querySelector('#wb-main').hasAttribute('data-busy')"
        )
        taken.append(time.perf_counter() - began)
        laptop.keyboard.press("Escape")
    # The best of three: what else runs on the machine is not the page's.
    assert min(taken) < OPENS_IN, taken


def test_a_comparison_is_a_table_and_a_plot_with_sources(laptop: Page, counties: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, counties)
    answer = ask(laptop, "梓泊区和苇港区2022年地区生产总值哪个高")
    rows = answer.locator(".wb-table tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("418.3亿元")
    expect(rows.nth(1)).to_contain_text("281.6亿元")
    expect(answer.get_by_role("img", name="柱状图（亿元）")).to_be_visible()
    expect(laptop.locator("#wb-cards .wb-source")).to_have_count(2)
    screenshot(laptop, "chat-comparison")
    rows.nth(1).get_by_role("link", name="出处 [2]").click()
    expect(laptop.locator("#wb-report mark")).to_have_text("281.6亿元")


def test_an_alternative_is_asked_by_a_click(laptop: Page, counties: str) -> None:
    from playwright.sync_api import expect

    open_chat(laptop, counties)
    answer = ask(laptop, "2022年地区生产总值是多少")
    other = answer.locator(".wb-others button").first
    question = other.get_attribute("value")
    other.click()
    expect(laptop.locator(".wb-question").last).to_have_text(question or "?")
    expect(answers(laptop)).to_have_count(2)


def test_the_talk_is_saved_as_word_and_markdown(laptop: Page, sample_chat: str) -> None:
    open_chat(laptop, sample_chat)
    ask(laptop, QUESTION)
    with laptop.expect_download() as word:
        laptop.get_by_role("button", name="存为 Word").click()
    assert word.value.suggested_filename == "问报对话.docx"
    archive = zipfile.ZipFile(io.BytesIO(Path(word.value.path()).read_bytes()))
    assert "256个" in archive.read("word/document.xml").decode()
    assert TITLE in archive.read("word/footnotes.xml").decode()
    for _ in range(2):  # The second time nothing is new, and there is a file all the same.
        with laptop.expect_download() as plain:
            laptop.get_by_role("button", name="存为 Markdown").click()
        text = Path(plain.value.path()).read_text(encoding="utf-8")
        assert "**256个**[^1]" in text


def test_in_the_dark_everything_is_read(laptop: Page, sample_chat: str) -> None:
    from playwright.sync_api import expect

    laptop.emulate_media(color_scheme="dark")
    laptop.goto(f"{sample_chat}/?__theme=dark")
    laptop.get_by_role("textbox", name="问题").wait_for(timeout=60_000)
    answer = ask(laptop, QUESTION)
    answer.locator("a.wb-cite").first.click()
    expect(laptop.locator("#wb-report mark")).to_be_in_viewport()
    screenshot(laptop, "chat-dark")
    light = "e => getComputedStyle(e).color.match(/\\d+/g).slice(0, 3).every(c => +c > 180)"
    for read in (".wb-exact strong", ".wb-quote", "#wb-report .wb-p", "#wb-report .wb-h"):
        assert laptop.locator(read).first.evaluate(light), read


def test_the_page_is_painted_soon(laptop: Page, sample_chat: str) -> None:
    laptop.goto(sample_chat)
    laptop.get_by_role("textbox", name="问题").wait_for(timeout=60_000)
    # The second time, as every day: what the browser keeps is there.
    times = []
    for _ in range(3):
        reload(laptop)
        times.append(
            laptop.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        )
    assert min(times) <= 1500, times
