"""The real `wenbao chat` on a real library, and Debian's chromium to look at it."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "reports" / "guangfeng-2021.md"
CHROMIUM = "/usr/bin/chromium"
#: Seconds that a server may take to answer: loading Gradio is most of it, on a busy machine.
START = 120

#: A report that attacks its reader, in the title and in the clause that answers.
HOSTILE = """甲县<img src=x onerror="window.attacked=1">人民政府工作报告

（2023年1月5日在甲县第十届人民代表大会第三次会议上）

一、2022年工作回顾

过去一年，<script>window.attacked=2</script>全县民生改善。建成<b onclick="1">便民服务中心35个，\
完成老旧小区改造项目12个。&lt;img src=x onerror="window.attacked=3"&gt;新建中小学和幼儿园8所。
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser and the model."""
    for item in items:
        if ROOT / "tests" / "browser" in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.model)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless chromium, or a skip that says how to get it.

    For one module, not the session: while playwright's loop runs, no other test can run its own.
    """
    if not shutil.which(CHROMIUM):
        pytest.skip("需要 Debian 的 chromium：apt-get install chromium")
    api = pytest.importorskip(
        "playwright.sync_api", reason="需要 playwright：pip install playwright"
    )
    # Milliseconds an expectation waits: an answer takes a hundredth of it, a busy machine more.
    api.expect.set_options(timeout=20_000)
    flags = (
        "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    )
    with api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags.split())
        yield chromium
        chromium.close()


def make_library(home: Path, reports: Path) -> Path:
    """A library at `home` of the files in `reports`, made with the real sentence model."""
    from index.build import add_paths
    from index.errors import WenbaoError
    from index.models.encoder import load_encoder

    try:
        load_encoder()
    except WenbaoError as error:
        pytest.skip(f"需要句向量模型：make install（{error}）")
    result = add_paths(home, [reports], encoder=load_encoder)
    assert not result.failed
    return home


@contextmanager
def serving(home: Path, *options: str) -> Iterator[str]:
    """`wenbao chat` on a free port; at the end Ctrl+C, which it must obey without a traceback."""
    command = [sys.executable, "-m", "ui.cli", "chat", "--home", str(home), "--port", "0", *options]
    server = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    try:
        yield _address(server)
    finally:
        server.send_signal(signal.SIGINT)
        try:
            said = server.communicate(timeout=20)[1]
        finally:
            server.kill()
    assert "Traceback" not in said, said
    assert server.returncode == 0, said


def _address(server: subprocess.Popen[str]) -> str:
    assert server.stderr is not None
    heard = ""
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        if select.select([server.stderr], [], [], 1)[0]:
            # From the descriptor itself: a buffered read could hold the line back from select.
            heard += os.read(server.stderr.fileno(), 4096).decode(errors="replace")
            if found := re.search(r"http://127\.0\.0\.1:\d+", heard):
                return found[0]
    server.kill()
    pytest.fail(f"wenbao chat 没有启动：{heard}")


@pytest.fixture(scope="module")
def sample_chat(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a chat over the sample report."""
    home = make_library(tmp_path_factory.mktemp("sample"), SAMPLE)
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def hostile_chat(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a chat over a report full of HTML and scripts."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "hostile.txt").write_text(HOSTILE, encoding="utf-8")
    with serving(make_library(tmp_path_factory.mktemp("hostile"), folder)) as address:
        yield address


@contextmanager
def watched(browser: Browser, width: int, height: int, *, refused: bool = False) -> Iterator[Page]:
    """A page that may ask nothing of any machine but this one, and must run without errors.

    Where its requests are to be `refused`, chromium may say so.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce"
    )
    page = context.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    outside = [url for url in asked if not _is_here(url)]
    assert asked
    assert outside == []
    assert [words for words in wrong if not (refused and "429" in words)] == []


def reload(page: Page) -> None:
    """Load the page anew, once what it asked for at first has come: Gradio complains otherwise."""
    page.wait_for_function(
        "() => performance.getEntriesByType('resource').some(r => r.name.includes('/queue/data'))"
    )
    page.reload()
    page.get_by_role("textbox", name="问题").wait_for(timeout=60_000)


def _is_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob") or parts.hostname == "127.0.0.1"


@pytest.fixture
def laptop(browser: Browser) -> Iterator[Page]:
    """A page as large as a small laptop's screen."""
    with watched(browser, 1366, 768) as page:
        yield page


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page 375 pixels wide."""
    with watched(browser, 375, 667) as page:
        yield page
