"""Serving the chat: a socket taken before anything is loaded, and Gradio behind the guard."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import UsageError, WenbaoError
from ui.web.limits import LIMITS, ChatLimits

if TYPE_CHECKING:
    from ui.web.guard import Application, Names
    from ui.web.holder import LibraryHolder

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
#: How many ports above a taken one are tried for the advice to the user.
_NEARBY = 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChatService:
    """How a chat is offered: who may change the library, by what password and names it is reached.

    `names` are host names beside the address's own.
    """

    editable: bool = True
    password: str | None = None
    names: tuple[str, ...] = ()
    limits: ChatLimits = LIMITS


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to `host`:`port` (0: any free port), so that a taken port is known at once.

    Raises UsageError for an impossible port, WenbaoError for a taken one or an unknown address.
    """
    if not 0 <= port <= 65535:
        raise UsageError(f"端口 {port} 不存在：应在 0 到 65535 之间，例如 wenbao chat --port 7860")
    try:
        return _bound(host, port)
    except socket.gaierror as error:
        raise WenbaoError(
            f"不认识地址 {host}（{error.strerror}）；本机使用请运行：wenbao chat --host 127.0.0.1"
        ) from error
    except PermissionError as error:
        raise WenbaoError(
            f"没有权限使用端口 {port}；请换一个 1024 以上的：wenbao chat --port 7860"
        ) from error
    except OSError as error:
        raise WenbaoError(
            f"打不开 {host}:{port}（可能已被另一个程序或另一个问报占用）；"
            f"换一个端口：wenbao chat --port {_free_port(host, port)}"
        ) from error


def serve(
    holder: LibraryHolder, sock: socket.socket, ready: Callable[[str], None], service: ChatService
) -> None:
    """Serve the chat on `sock` until Ctrl+C; `ready` is called with its address once it answers."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    import uvicorn

    host, port = sock.getsockname()[:2]

    class Announcing(uvicorn.Server):
        """Says that it is ready when it is."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                ready(_address(host, port))

    config = uvicorn.Config(
        application(holder, host, port, service),
        # What a client does wrong, or leaves open at the end, is no message to who runs the server.
        log_level="warning" if _log.isEnabledFor(logging.DEBUG) else "critical",
        timeout_graceful_shutdown=2,
        limit_concurrency=service.limits.connections,
        server_header=False,
        # The address that a request names as its own is not to be believed.
        proxy_headers=False,
    )
    try:
        Announcing(config).run(sockets=[sock])
    except KeyboardInterrupt:
        return


def application(holder: LibraryHolder, host: str, port: int, service: ChatService) -> Application:
    """The whole chat behind its walls: names and paths, then the password, then sizes."""
    import gradio as gr
    from fastapi import FastAPI

    from ui.web.api import add_api
    from ui.web.app import build, page_assets
    from ui.web.guard import Guard
    from ui.web.limits import Bounds
    from ui.web.opening import Opening
    from ui.web.password import Password
    from ui.web.service import Service
    from ui.web.shelf_routes import shelf_router

    page = build(holder, editable=service.editable, at_once=service.limits.at_once)
    with page:
        add_api(Service(holder), concurrency_limit=service.limits.at_once)
    page.queue(max_size=service.limits.waiting)
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    # Before Gradio, which answers every path that is left.
    api.include_router(shelf_router(holder, editable=service.editable))
    app = gr.mount_gradio_app(
        api,
        page,
        path="/",
        server_name=host,
        server_port=port,
        footer_links=[],
        run_history=False,
        show_error=False,
        allowed_paths=[],
        max_file_size=1,
        enable_monitoring=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        **page_assets(),
    )
    inner: Application = Bounds(Opening(app), service.limits)
    if service.password is not None:
        inner = Password(inner, service.password)
    return Guard(inner, names_of(host, service.names))


def names_of(host: str, more: Iterable[str] = ()) -> Names:
    """The names that a server on the address `host` answers to, `more` among them."""
    from ui.web.guard import Names

    everywhere = host in ("0.0.0.0", "::")  # noqa: S104
    # The machine's own name is how its neighbours in an office know it.
    own = {socket.gethostname()} if host not in _LOOPBACK else set()
    return Names(frozenset(name.lower() for name in (*_LOOPBACK, host, *own, *more)), everywhere)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    return host in _LOOPBACK


def _bound(host: str, port: int) -> socket.socket:
    family, kind, proto, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    sock = socket.socket(family, kind, proto)
    try:
        # On Windows this option would let two servers share a port; elsewhere it spares a wait.
        if os.name != "nt":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(address)
        sock.listen(128)
    except OSError:
        sock.close()
        raise
    return sock


def _free_port(host: str, taken: int) -> int:
    for port in range(taken + 1, min(taken + _NEARBY, 65536)):
        try:
            _bound(host, port).close()
        except OSError:
            continue
        return port
    return 0


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104
    if ":" in shown and not shown.startswith("["):
        shown = f"[{shown}]"
    return f"http://{shown}:{port}"
