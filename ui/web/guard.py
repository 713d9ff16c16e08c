"""The wall before Gradio: only the paths that the chat needs, and a page that loads nothing else.

Gradio serves uploads, files by path, proxies and its API documentation from the same application;
none of them is wanted here, so they are refused before Gradio sees them.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

#: The public endpoints of Gradio's API (ui.web.api).
ENDPOINTS = ("ask", "search", "list", "read")
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
        # By this number an open page knows that the server is back, and loads itself anew.
        "/gradio_api/app_id",
        "/gradio_api/queue/join",
        "/gradio_api/queue/data",
        "/gradio_api/cancel",
        "/gradio_api/reset",
        # The library in the page (ui.web.shelf_routes); Gradio's own upload stays shut.
        "/shelf/reports",
        "/shelf/batch",
        "/shelf/file",
        "/shelf/add",
        "/shelf/correct",
        "/shelf/remove",
        "/shelf/job",
    }
)
_PREFIXES = ("/assets/", "/static/", "/gradio_api/heartbeat/")
#: Gradio's calls by name, of the public endpoints only; the reply is fetched by a random id.
_CALL = re.compile(rf"/gradio_api/call/v2/(?:{'|'.join(ENDPOINTS)})(?:/[0-9a-f]{{32}})?")
#: What no path of ours has, and what leads out of a folder of static files.
_CROOKED = re.compile(r"\\|//|%|[\x00-\x1f\x7f]|(?:^|/)\.\.?(?:/|$)")
#: Gradio's page needs inline scripts (its settings) and styles; all else must be the server's own.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
)
_NO_SUCH_NAME = (
    "问报不以这个名字提供服务；请用 IP 地址打开，或在启动时加上：wenbao chat --name 这个名字"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The host names that a server answers to, in lower case; `addresses`: any IP address too.

    A page of another site that has its name point at this machine sends that name, and is
    refused; with an address instead of a name there is nothing that it could have redirected.
    """

    named: frozenset[str]
    addresses: bool = False

    def __contains__(self, host: str) -> bool:
        """Whether a `Host` header's value is one of them."""
        name = _name(host)
        return name in self.named or (self.addresses and _is_address(name))


class Guard:
    """ASGI middleware: 404 for what the chat does not use, 403 for other sites' requests."""

    def __init__(self, app: Application, names: Names) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass an allowed request on, with the security headers put on its response."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        headers = {name.lower(): value for name, value in scope["headers"]}
        path = scope["path"]
        if headers.get(b"host", b"").decode("latin-1") not in self._names:
            await refuse(with_headers, 403, _NO_SUCH_NAME)
        elif not _is_own(headers, path):
            await refuse(with_headers, 403)
        elif not _is_used(path):
            await refuse(with_headers, 404)
        else:
            await self._app(self._without_strangers(scope), receive, with_headers)

    def _without_strangers(self, scope: Scope) -> Scope:
        """The request without a forwarded host that is none of ours: Gradio would link to it."""
        told = [
            (name, value)
            for name, value in scope["headers"]
            if name.lower() != b"x-forwarded-host" or value.decode("latin-1") in self._names
        ]
        return {**scope, "headers": told}


async def refuse(
    send: Send,
    status: int,
    words: str | None = None,
    headers: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Answer with a line of plain text: the words, or the status alone."""
    kind = (b"content-type", b"text/plain; charset=utf-8")
    await send({"type": "http.response.start", "status": status, "headers": [kind, *headers]})
    await send({"type": "http.response.body", "body": f"{words or status}\n".encode()})


def _is_own(headers: dict[bytes, bytes], path: str) -> bool:
    """Whether a request comes from this server's page, from its address bar, or from no browser."""
    origin = headers.get(b"origin")
    host = headers.get(b"host", b"")
    if origin is not None and origin.partition(b"://")[2] != host:
        return False
    # Browsers say so of requests that have no origin, such as another site's <script src>.
    site = headers.get(b"sec-fetch-site", b"none")
    return path == "/" or site in (b"none", b"same-origin")


def _is_used(path: str) -> bool:
    if _CROOKED.search(path):
        return False
    return path in _EXACT or path.startswith(_PREFIXES) or _CALL.fullmatch(path) is not None


def _name(host: str) -> str:
    """The host name of a `Host` header, without its port and an IPv6 address's brackets."""
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return (host if name.count(":") and not name.startswith("[") else name).strip("[]").lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
