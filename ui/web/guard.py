"""The wall before Gradio: only the paths that the chat needs, and a page that loads nothing else.

Gradio serves uploads, files by path, proxies and its API documentation from the same application;
none of them is wanted here, so they are refused before Gradio sees them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_EXACT = frozenset(
    {
        "/",
        "/config",
        "/theme.css",
        "/favicon.ico",
        "/manifest.json",
        "/robots.txt",
        "/gradio_api/info",
        "/gradio_api/startup-events",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/cancel",
        "/gradio_api/reset",
    }
)
_PREFIXES = ("/assets/", "/static/", "/gradio_api/heartbeat/")
#: Gradio's page needs inline scripts (its settings) and styles; all else must be the server's own.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)


class Guard:
    """ASGI middleware: 404 for what the chat does not use, 403 for other sites' requests.

    `hosts` are the names that the server answers to; None means any (it listens on all addresses).
    A page of another site that has its name point at 127.0.0.1 sends that name, and is refused.
    """

    def __init__(self, app: Application, hosts: frozenset[str] | None) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on, with the security headers put on its response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        if not self._is_ours(headers):
            await _refuse(send, 403)
            return
        path = scope["path"]
        if not (path in _EXACT or path.startswith(_PREFIXES)):
            await _refuse(send, 404)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, with_headers)

    def _is_ours(self, headers: dict[bytes, bytes]) -> bool:
        host = headers.get(b"host", b"").decode("latin-1")
        if self._hosts is not None and _name(host) not in self._hosts:
            return False
        origin = headers.get(b"origin")
        return origin is None or origin.decode("latin-1").partition("://")[2] == host


def _name(host: str) -> str:
    """The host name of a `Host` header, without its port and an IPv6 address's brackets."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return (host if name.count(":") and not name.startswith("[") else name).strip("[]").lower()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{status}\n".encode()})
