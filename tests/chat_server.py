"""A real `wenbao chat` for the tests that talk to it as programs do."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
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
    home: Path, *options: str, variables: Mapping[str, str] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """`wenbao chat` on a free port: its address, and a list that gets what it said at its end."""
    server = subprocess.Popen(
        command("chat", "--home", str(home), "--port", "0", *options),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**environment(), **(variables or {})},
    )
    said: list[str] = []
    try:
        yield _address(server, said), said
    finally:
        server.send_signal(signal.SIGINT)
        try:
            said.append(server.communicate(timeout=20)[1])
        finally:
            server.kill()
    assert "Traceback" not in "".join(said), said
    assert server.returncode == 0, said


def _address(server: subprocess.Popen[str], said: list[str]) -> str:
    assert server.stderr is not None
    deadline = time.monotonic() + START
    while time.monotonic() < deadline and server.poll() is None:
        if select.select([server.stderr], [], [], 1)[0]:
            # From the descriptor itself: a buffered read could hold the line back from select.
            said.append(os.read(server.stderr.fileno(), 4096).decode(errors="replace"))
            if found := re.search(r"http://[\w.\[\]:]+:\d+", "".join(said)):
                return found[0]
    server.kill()
    pytest.fail(f"wenbao chat 没有启动：{said}")
