"""The command line as a good process: it takes an interrupt and a closed pipe in one line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time

import pytest
from cli_helpers import ASKED, command, environment


def test_ctrl_c_is_one_line(sample_home: str) -> None:
    running = subprocess.Popen(
        command("ask", ASKED, "--history", "-", "--home", sample_home, "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        # A shell's background jobs ignore the signal, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    # It waits for the history on standard input; by then the program itself is up.
    time.sleep(4)
    assert running.poll() is None
    running.send_signal(signal.SIGINT)
    out, error = running.communicate(timeout=30)
    assert running.returncode == 130
    assert error.decode().strip() == "错误：已中断"
    assert json.loads(out) == {"error": "已中断"}


@pytest.mark.parametrize("words", [("show", "guangfeng-2021.md"), ("--help",), ("index", "list")])
def test_a_closed_pipe_is_no_error(sample_home: str, words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command("--home", sample_home, *words),
            stdout=writer,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 0
