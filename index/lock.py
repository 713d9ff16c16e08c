"""One writer at a time, by a lock that says who holds it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import WenbaoError


@contextmanager
def writing(home: Path) -> Iterator[None]:
    """Hold the library's write lock; the operating system frees it when the process ends.

    Raises WenbaoError when another process holds it, or when the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(home / "write.lock", timeout=0)
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        (home / "write.lock.holder.json").write_text(
            json.dumps(
                {"pid": os.getpid(), "command": sys.argv[:3], "since": time.strftime("%F %T")}
            ),
            encoding="utf-8",
        )
    except Timeout as error:
        raise WenbaoError(
            f"资料库 {home} 正被另一个程序写入（{_holder(home)}）；等它结束后再试"
        ) from error
    except OSError as error:
        lock.release()
        raise WenbaoError(
            f"资料库 {home} 不能写入（{error.strerror or error}）；"
            "请换一个可写的文件夹：wenbao --home 文件夹 …，或检查权限"
        ) from error
    try:
        yield
    finally:
        (home / "write.lock.holder.json").unlink(missing_ok=True)
        lock.release()


def _holder(home: Path) -> str:
    try:
        held = json.loads((home / "write.lock.holder.json").read_text(encoding="utf-8"))
        return f"进程 {held['pid']}，自 {held['since']}"
    except (OSError, ValueError, KeyError):
        return "进程未知"
