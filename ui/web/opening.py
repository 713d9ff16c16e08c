"""The page's first bytes: what it shows while Gradio's scripts load, and its language.

Gradio keeps a page's own style and head in its settings and puts them in when its scripts have
run; until then the window would be white, for a second on a slow machine.
"""

from __future__ import annotations

from importlib.resources import files

from ui.web.guard import Application, Message, Receive, Scope, Send

#: Where Gradio's template lets something be put in before its settings; and the language it says.
_HEAD = b'<meta charset="utf-8" />'
_ENGLISH, _CHINESE = b'lang="en"', b'lang="zh-CN"'


class Opening:
    """ASGI middleware: puts static/start.css into the page itself; all else passes as it is."""

    def __init__(self, app: Application) -> None:
        """Reads the style sheet once."""
        self._app = app
        css = (files("ui.web.static") / "start.css").read_bytes()
        self._early = _HEAD + b"<style>" + css + b"</style>"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, with the page rewritten."""
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        # Nothing compressed: it is to be read here.
        asked = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def hold(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._tell(send, start, body)

        await self._app({**scope, "headers": asked}, receive, hold)

    async def _tell(self, send: Send, start: Message, body: bytes) -> None:
        if start["status"] == 200:
            body = body.replace(_HEAD, self._early, 1).replace(_ENGLISH, _CHINESE, 1)
        headers = [(n, v) for n, v in start["headers"] if n.lower() != b"content-length"]
        length = (b"content-length", str(len(body)).encode())
        await send({**start, "headers": [*headers, length]})
        await send({"type": "http.response.body", "body": body})
