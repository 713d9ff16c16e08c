"""The page says that it loads, in Chinese, before any script has run; all else is as it was."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ui.web.guard import Message, Receive, Scope, Send
from ui.web.opening import Opening

PAGE = b'<!doctype html><html lang="en"><head><meta charset="utf-8" /></head><p lang="en">x</p>'


def told(
    path: str = "/", method: str = "GET", status: int = 200, body: bytes = PAGE
) -> tuple[dict[bytes, bytes], bytes, list[bytes]]:
    """Headers and body that come through, and the names of the headers that the page was given."""
    given: list[bytes] = []
    sent: list[Message] = []

    async def page(scope: Scope, receive: Receive, send: Send) -> None:
        given.extend(name for name, _ in scope["headers"])
        length = (b"Content-Length", str(len(body)).encode())
        headers = [length, (b"content-type", b"text/html")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body[:20], "more_body": True})
        await send({"type": "http.response.body", "body": body[20:]})

    async def keep(message: Message) -> None:
        sent.append(message)

    async def nothing() -> Message:
        return {}

    scope: dict[str, Any] = {
        "type": "http",
        "path": path,
        "method": method,
        "headers": [(b"host", b"x"), (b"accept-encoding", b"br")],
    }
    asyncio.run(Opening(page)(scope, nothing, keep))
    headers = {name.lower(): value for name, value in sent[0]["headers"]}
    return headers, b"".join(message.get("body", b"") for message in sent), given


def test_the_page_says_that_it_loads_and_in_which_language_it_is() -> None:
    headers, body, given = told()
    text = body.decode()
    assert text.startswith(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8" /><style>'
    )
    assert "正在载入" in text
    assert '<p lang="en">' in text
    assert headers[b"content-length"] == str(len(body)).encode()
    assert given == [b"host"]


@pytest.mark.parametrize(
    ("path", "method", "status"), [("/config", "GET", 200), ("/", "HEAD", 200), ("/", "GET", 401)]
)
def test_all_else_passes_as_it_is(path: str, method: str, status: int) -> None:
    headers, body, _ = told(path, method, status)
    assert body == PAGE
    assert headers[b"content-length"] == str(len(PAGE)).encode()
