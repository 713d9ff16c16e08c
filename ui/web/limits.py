"""How much the chat takes on: questions waiting, bytes of a request, connections."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass

from ui.web.guard import Application, Message, Receive, Scope, Send, refuse

#: Uploads have bounds of their own (ui.web.uploads).
_UPLOAD = "/shelf/file"
_JOINS = ("/gradio_api/queue/join", "/gradio_api/call/")
#: What is said instead of Gradio's status: a full queue, and an event or values that there are not.
_INSTEAD = {
    503: (429, "现在提问的人太多，请过几秒再试一次"),
    500: (400, "请求读不懂；请刷新网页，或对照接口说明检查参数"),
}
#: Seconds after which a client that was turned away may ask again.
_LATER = (b"retry-after", b"3")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatLimits:
    """Bounds of one server.

    `at_once`: questions that are worked on at the same time; the encoder uses every core for each
    of them. `waiting`: requests in the queue behind them; forty questions of 0.3 s are 6 s of
    waiting. `body_bytes`: of one request that is no upload; a long talk that the page sends back
    has a few hundred thousand. `connections`: open at the same time; a page has about three.
    """

    at_once: int = 2
    waiting: int = 40
    body_bytes: int = 4 * 1024 * 1024
    connections: int = 400


LIMITS = ChatLimits()


class Bounds:
    """ASGI middleware: 413 for oversized requests, and a polite 429 when the queue is full.

    Gradio answers a full queue in English with 503, which its page turns into English of its own.
    """

    def __init__(self, app: Application, limits: ChatLimits = LIMITS) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whose size is told and small enough."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        length = headers.get(b"content-length", b"0")
        if b"transfer-encoding" in headers or not length.isdigit():
            await refuse(send, 411, "请求没有写明大小")
        elif scope["path"] != _UPLOAD and int(length[:20]) > self._limits.body_bytes:
            # The rest of the body is not read: the connection must not be used again.
            await refuse(send, 413, "请求太大", ((b"connection", b"close"),))
        elif scope["path"].startswith(_JOINS) and scope["method"] == "POST":
            await self._quietly(scope, receive, _polite(send))
        else:
            await self._quietly(scope, receive, send)

    async def _quietly(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let an error of Gradio's end its request alone; its answer has been sent by then."""
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError:
            # The server stops while a page is still listening: nothing went wrong.
            return
        except Exception:
            _log.debug("a request to %s failed", scope["path"], exc_info=True)


def _polite(send: Send) -> Send:
    """A way to send on which what Gradio says of a question that it does not take becomes ours."""
    instead: tuple[int, str] | None = None

    async def sending(message: Message) -> None:
        nonlocal instead
        if message["type"] == "http.response.start":
            instead = _INSTEAD.get(message["status"])
        if instead is None:
            await send(message)
        elif message["type"] == "http.response.body" and not message.get("more_body", False):
            status, words = instead
            body = json.dumps({"detail": words}, ensure_ascii=False).encode()
            kind = (b"content-type", b"application/json; charset=utf-8")
            headers = [kind, _LATER] if status == 429 else [kind]
            await send({"type": "http.response.start", "status": status, "headers": headers})
            await send({"type": "http.response.body", "body": body})

    return sending
