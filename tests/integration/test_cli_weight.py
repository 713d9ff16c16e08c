"""What a command costs: no network, no heavy library, and a time to answer in."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

import pytest
from cli_helpers import ASKED, environment, wenbao

_BLOCKED = """
import socket, sys
real = socket.socket.connect
def connect(self, address, *rest):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        print("CONNECT", address, file=sys.stderr); raise OSError("blocked")
    return real(self, address, *rest)
socket.socket.connect = connect
def lookup(host, *rest, **keys):
    print("LOOKUP", host, file=sys.stderr); raise OSError("blocked")
socket.getaddrinfo = lookup
from ui.cli import main
code = main(["ask", sys.argv[1], "--home", sys.argv[2], "--json"])
heavy = {"torch", "transformers", "sentence_transformers", "gradio", "langchain_text_splitters",
         "langchain", "langchain_core", "fastapi", "uvicorn", "pandas", "sklearn"}
print("LOADED", sorted(heavy & set(sys.modules)), file=sys.stderr)
raise SystemExit(code)
"""


@pytest.mark.model
def test_ask_needs_no_network_and_nothing_heavy(sample_home: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BLOCKED, ASKED, sample_home],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["answer"] == "256个"
    assert "LOADED []" in done.stderr
    assert "CONNECT" not in done.stderr
    assert "LOOKUP" not in done.stderr


def test_help_imports_nothing_but_the_standard_library() -> None:
    code = (
        "import sys\nfrom ui.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'numpy','faiss','torch','gradio','tqdm','platformdirs','onnxruntime'}"
        " & set(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stderr.strip() == "[]"
    assert "wenbao" in done.stdout


def _median_seconds(words: tuple[str, ...], count: int) -> float:
    took = []
    for _ in range(count):
        began = time.perf_counter()
        assert wenbao(*words).returncode == 0
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def test_help_is_instant() -> None:
    # The promise is 0.5 s; a shared machine may be doing other things as well.
    assert _median_seconds(("--help",), 5) < 1.0


@pytest.mark.model
def test_a_fresh_question_takes_seconds(sample_home: str) -> None:
    # The promise is 3 s.
    assert _median_seconds(("ask", ASKED, "--home", sample_home), 3) < 6.0
