"""The optional password of the chat: HTTP's own, so that every client knows how to give it."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import os
import stat
from pathlib import Path

from index.errors import UsageError
from ui.web.guard import Application, Receive, Scope, Send, refuse

#: Where a password is looked for when no file is named.
VARIABLE = "WENBAO_PASSWORD"
#: Fewer characters are guessed in days at the rate that wrong ones are answered.
LEAST = 8
#: Seconds that a wrong password waits, and how many may wait at once: 8 guesses a second at most.
_WAIT, _WAITING = 1.0, 8
_ASK = (b"www-authenticate", b'Basic realm="wenbao", charset="UTF-8"')


class Password:
    """ASGI middleware: 401 unless a request carries the password; the user's name may be any.

    A wrong password is answered slowly, a right one at once, whoever else is guessing.
    """

    def __init__(self, app: Application, password: str) -> None:
        self._app = app
        self._password = password.encode()
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what carries the password."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"authorization")
        if given is not None and hmac.compare_digest(_secret(given), self._password):
            await self._app(scope, receive, send)
            return
        if given is not None:
            if self._waiting >= _WAITING:
                await refuse(send, 429, "密码试得太多，请过一会儿再试")
                return
            self._waiting += 1
            try:
                await asyncio.sleep(_WAIT)
            finally:
                self._waiting -= 1
        await refuse(send, 401, "需要密码", (_ASK,))


def read_password(file: str | None) -> str | None:
    """The password from a file's first line, else from $WENBAO_PASSWORD; None when neither is set.

    Raises UsageError for a file that cannot be read, or that others may read, and for a password
    shorter than `LEAST` characters.
    """
    if file is None:
        password = os.environ.get(VARIABLE)
        return None if password is None else _long_enough(password, f"环境变量 {VARIABLE}")
    path = Path(file)
    try:
        with path.open(encoding="utf-8") as lines:
            mode = os.fstat(lines.fileno()).st_mode
            password = lines.readline(10_000).rstrip("\r\n")
    except OSError as error:
        raise UsageError(f"读不了密码文件 {file}：{error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"密码文件 {file} 不是 UTF-8 文本") from error
    if os.name == "posix" and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise UsageError(f"密码文件 {file} 别人也能读；请先运行：chmod 600 {file}")
    return _long_enough(password, f"密码文件 {file} 的第一行")


def _long_enough(password: str, where: str) -> str:
    if len(password) < LEAST:
        raise UsageError(f"{where}只有 {len(password)} 个字符；密码至少要 {LEAST} 个")
    return password


def _secret(header: bytes) -> bytes:
    """The password of an `Authorization: Basic` header (RFC 7617); empty for anything else."""
    scheme, _, value = header.partition(b" ")
    if scheme.lower() != b"basic":
        return b""
    try:
        return base64.b64decode(value.strip(), validate=True).partition(b":")[2]
    except binascii.Error:
        return b""
