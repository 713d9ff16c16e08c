"""More questions than the chat takes: who is turned away is told so, the others get answers."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chat_server import serving
from cli_helpers import ASKED, ROOT

pytestmark = pytest.mark.model

BUSY = "现在提问的人太多，请过几秒再试一次"


@pytest.fixture(scope="module")
def address(sample_library: Path) -> Iterator[str]:
    with serving(sample_library, waiting=2) as (url, _):
        yield url


def test_a_crowd_is_answered_or_told_to_wait(address: str) -> None:
    from gradio_client import Client

    clients = [Client(address, analytics_enabled=False, verbose=False) for _ in range(4)]
    answers: list[str] = []
    refused: list[httpx.Response] = []

    def ask(client: Client) -> None:
        for _ in range(6):
            try:
                answers.append(client.predict(ASKED, api_name="/ask")["answer"])
            except httpx.HTTPStatusError as error:
                refused.append(error.response)

    threads = [threading.Thread(target=ask, args=(client,)) for client in clients]
    # Asked and not waited for: they keep the queue full while the clients ask.
    for _ in range(12):
        got = httpx.post(f"{address}/gradio_api/call/v2/ask", json={"question": ASKED})
        if got.status_code != 200:
            refused.append(got)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused
    for response in refused:
        assert response.status_code == 429
        assert response.json() == {"detail": BUSY}
        assert response.headers["retry-after"] == "3"
    assert answers
    assert set(answers) == {"256个"}


def test_the_example_in_the_docs_waits_and_asks_again(
    sample_library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    part = text.split("\n## 问的人太多时", 1)[1].split("\n## ", 1)[0]
    (code,) = re.findall(r"^```python\n(.*?)^```", part, re.MULTILINE | re.DOTALL)
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    with serving(sample_library, waiting=0) as (url, _), pytest.raises(httpx.HTTPStatusError):
        exec(code.replace("http://127.0.0.1:7860", url), {})  # noqa: S102
    assert 3.0 in waited
    assert BUSY in capsys.readouterr().out
