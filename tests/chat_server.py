"""A real `wenbao chat` for the tests that talk to it as programs do."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from cli_helpers import ROOT, command, environment

#: Seconds that a server may take to answer: loading Gradio is most of it, on a busy machine.
START = 120


@contextmanager
def serving(
    home: Path,
    *options: str,
    variables: Mapping[str, str] | None = None,
    attacked: bool = False,
    waiting: int | None = None,
) -> Iterator[tuple[str, list[str]]]:
    """`wenbao chat` on a free port: its address, and a list that gets what it said.

    Gradio prints where events with impossible values broke; only who is `attacked` may say so.
    With room for so many questions `waiting`, it is the same chat in a narrower place.
    """
    words = command("chat", "--home", str(home), "--port", "0", *options)
    if waiting is not None:
        words = [sys.executable, str(ROOT / "tests" / "crowded_chat.py"), str(home), str(waiting)]
    server = subprocess.Popen(
        words,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment(), **(variables or {})},
    )
    said: list[str] = []
    # Read all the time: a full pipe would stop the server at its next word.
    listener = threading.Thread(target=_listen, args=(server, said))
    listener.start()
    try:
        yield _address(server, said), said
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(timeout=20)
        finally:
            server.kill()
            listener.join()
    assert attacked or "Traceback" not in "".join(said), said
    assert server.returncode == 0, said


def _listen(server: subprocess.Popen[str], said: list[str]) -> None:
    assert server.stderr is not None
    for line in server.stderr:
        said.append(line)


def _address(server: subprocess.Popen[str], said: list[str]) -> str:
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"http://[\w.\[\]:]+:\d+", "".join(said)):
            return found[0]
        time.sleep(0.1)
    server.kill()
    pytest.fail(f"wenbao chat 没有启动：{said}")
