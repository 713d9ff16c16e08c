"""The password: from a file that nobody else reads, and asked of every request."""

from __future__ import annotations

import asyncio
import base64
import os
from pathlib import Path

import pytest

from index.errors import UsageError
from ui.web.guard import Message, Receive, Scope, Send
from ui.web.password import LEAST, VARIABLE, Password, read_password

SECRET = "一个够长的密码:8"


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})


def basic(user: str, password: str) -> bytes:
    return b"Basic " + base64.b64encode(f"{user}:{password}".encode())


def statuses(*given: bytes | None) -> list[int]:
    """The statuses of requests that are sent at the same time."""
    guard = Password(behind, SECRET)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def one(value: bytes | None) -> None:
        headers = [] if value is None else [(b"authorization", value)]
        await guard({"type": "http", "path": "/", "headers": headers}, receive, send)

    async def run() -> None:
        await asyncio.gather(*(one(value) for value in given))

    asyncio.run(run())
    return [message["status"] for message in sent if "status" in message]


@pytest.mark.parametrize("user", ["", "甲", "admin"])
def test_the_password_lets_any_user_in(user: str) -> None:
    assert statuses(basic(user, SECRET)) == [200]


@pytest.mark.parametrize(
    "given",
    [
        None,
        b"",
        b"Basic",
        b"Basic !!!",
        b"Bearer " + base64.b64encode(SECRET.encode()),
        basic("甲", ""),
        basic("甲", SECRET[:-1]),
        basic("甲", SECRET + "x"),
        basic(SECRET, ""),
    ],
)
def test_anything_else_does_not(given: bytes | None) -> None:
    assert statuses(given) == [401]


def test_guessing_is_slow_and_does_not_lock_out_who_knows() -> None:
    wrong = [basic("", f"猜第{number}个密码") for number in range(20)]
    got = statuses(*wrong, basic("", SECRET))
    assert sorted(got) == [200] + [401] * 8 + [429] * 12


def test_it_is_a_files_first_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "来自环境变量的密码")
    assert read_password(None) == "来自环境变量的密码"
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\r\n第二行\n", encoding="utf-8")
    file.chmod(0o600)
    assert read_password(str(file)) == SECRET
    monkeypatch.delenv(VARIABLE)
    assert read_password(None) is None


def test_a_file_that_others_read_is_refused(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("文件权限位只在 POSIX 系统上有")
    file = tmp_path / "password"
    file.write_text(SECRET, encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(UsageError, match="chmod 600"):
        read_password(str(file))


@pytest.mark.parametrize("text", ["", "\n这一行不算，再长也不算", "短" * (LEAST - 1)])
def test_a_short_password_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "password"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o600)
    with pytest.raises(UsageError, match=f"至少要 {LEAST} 个"):
        read_password(str(file))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了密码文件"):
        read_password(str(tmp_path / "none"))
