"""The guard lets through what the chat needs, from this site only, and nothing else."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from ui.web.guard import Guard, Message, Names, Receive, Scope, Send

LOOPBACK = Names(frozenset({"127.0.0.1", "localhost", "::1"}))
EVERYWHERE = Names(frozenset({"office-pc"}), addresses=True)


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    """The application that is guarded: it answers everything."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-own", b"1")]})
    await send({"type": "http.response.body", "body": b"reached"})


def request(
    path: str,
    *,
    host: str = "127.0.0.1:7860",
    origin: str | None = None,
    names: Names = LOOPBACK,
    site: str | None = None,
    kind: str = "http",
) -> tuple[list[Message], dict[bytes, bytes]]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    if site is not None:
        headers.append((b"sec-fetch-site", site.encode()))
    scope: dict[str, Any] = {"type": kind, "path": path, "headers": headers}
    asyncio.run(Guard(behind, names)(scope, receive, send))
    return sent, dict(sent[0].get("headers", ()))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/config",
        "/theme.css",
        "/assets/index.js",
        "/static/img/logo.svg",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/heartbeat/abc",
        "/gradio_api/call/v2/ask",
        "/gradio_api/call/v2/search",
        "/gradio_api/call/v2/list",
        "/gradio_api/call/v2/read",
        "/gradio_api/call/v2/ask/0123456789abcdef0123456789abcdef",
        "/shelf/reports",
    ],
)
def test_what_the_chat_needs_is_reached_with_the_policy_on_it(path: str) -> None:
    sent, headers = request(path)
    assert sent[0]["status"] == 200
    assert headers[b"x-own"] == b"1"
    assert b"default-src 'self'" in headers[b"content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/upload",
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://example.org/",
        "/gradio_api/openapi.json",
        "/gradio_api/call/answer",
        "/gradio_api/call/ask",
        "/gradio_api/call/v2/answer",
        "/gradio_api/call/v2/asks",
        "/gradio_api/call/v2/ask/",
        "/gradio_api/call/v2/ask/0123456789ABCDEF0123456789ABCDEF",
        "/gradio_api/call/v2/ask/some-session",
        "/gradio_api/call/v2/ask/0123456789abcdef0123456789abcdef/x",
        "/static/../config.py",
        "/assets/..",
        "/assets/./x",
        "/assets//etc/passwd",
        "/assets/..\\x",
        "/static/%2e%2e/x",
        "/static/a\x00b",
        "/shelf/",
        "/gradio_api/run/predict",
        "/gradio_api/api/predict",
        "/gradio_api/deep_link",
        "/gradio_api/mcp/sse",
        "/docs",
        "/monitoring",
        "/login",
        "/anything",
    ],
)
def test_the_rest_of_gradio_is_not_there(path: str) -> None:
    sent, headers = request(path)
    assert sent[0]["status"] == 404
    assert sent[1]["body"] == b"404\n"
    assert b"content-security-policy" in headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:7860", 200),
        ("localhost:7860", 200),
        ("LOCALHOST", 200),
        ("[::1]:7860", 200),
        ("[::1]", 200),
        ("rebound.example.org:7860", 403),
        ("127.0.0.1.example.org", 403),
        ("", 403),
    ],
)
def test_only_the_servers_own_names_are_answered(host: str, status: int) -> None:
    assert request("/", host=host)[0][0]["status"] == status


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("192.0.2.7:7860", 200),
        ("[2001:db8::1]:7860", 200),
        ("office-pc:7860", 200),
        ("OFFICE-PC", 200),
        ("rebound.example.org:7860", 403),
        ("192.0.2.7.example.org", 403),
        ("", 403),
    ],
)
def test_a_server_on_all_addresses_answers_to_addresses_and_its_names(
    host: str, status: int
) -> None:
    assert request("/", host=host, names=EVERYWHERE)[0][0]["status"] == status


def test_a_refused_name_is_told_how_to_be_let_in() -> None:
    assert "--name" in request("/", host="office-pc")[0][1]["body"].decode()


@pytest.mark.parametrize(
    ("path", "site", "status"),
    [
        ("/", "none", 200),
        ("/", "cross-site", 200),
        ("/config", "same-origin", 200),
        ("/config", "none", 200),
        ("/config", "cross-site", 403),
        ("/config", "same-site", 403),
        ("/gradio_api/queue/data", "cross-site", 403),
    ],
)
def test_another_site_may_link_to_the_page_and_load_nothing_of_it(
    path: str, site: str, status: int
) -> None:
    assert request(path, site=site)[0][0]["status"] == status


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 200),
        ("http://127.0.0.1:7860", 200),
        ("http://127.0.0.1:9999", 403),
        ("https://example.org", 403),
        ("null", 403),
    ],
)
def test_another_sites_page_cannot_ask(origin: str | None, status: int) -> None:
    sent, _ = request("/gradio_api/queue/join", origin=origin)
    assert sent[0]["status"] == status


def test_websockets_are_closed() -> None:
    sent, _ = request("/", kind="websocket")
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(("forwarded", "kept"), [("evil.example.org", False), ("localhost", True)])
def test_a_forwarded_host_that_is_not_ours_never_reaches_gradio(forwarded: str, kept: bool) -> None:
    """Gradio would put it into its own links."""
    seen: list[Scope] = []

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)
        await behind(scope, receive, send)

    async def send(message: Message) -> None:
        return

    async def receive() -> Message:
        return {"type": "http.request"}

    headers = [(b"host", b"127.0.0.1:7860"), (b"X-Forwarded-Host", forwarded.encode())]
    scope: dict[str, Any] = {"type": "http", "path": "/", "headers": headers}
    asyncio.run(Guard(application, LOOPBACK)(scope, receive, send))
    names = {name.lower() for name, _ in seen[0]["headers"]}
    assert b"host" in names
    assert (b"x-forwarded-host" in names) is kept
