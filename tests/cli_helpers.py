"""What the tests of the command line share: running it, reading its JSON, checking an error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ASKED = "2020年建成多少协商议事室"


def command(*words: str) -> list[str]:
    """`wenbao …` by this interpreter."""
    return [sys.executable, "-m", "ui.cli", *words]


def environment() -> dict[str, str]:
    """The tests' environment, with the repository to import from."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in paths if p)}


def wenbao(*words: str, **keys: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; no run may show a traceback."""
    done = subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(),
        timeout=120,
        check=False,
        **keys,
    )
    assert "Traceback" not in done.stderr
    assert "Traceback" not in done.stdout
    return done


def document(done: subprocess.CompletedProcess[str]) -> Any:
    """The one JSON document on standard output; anything beside it is an error."""
    return json.loads(done.stdout)


def refused(done: subprocess.CompletedProcess[str], code: int) -> str:
    """Check an error told in JSON and in one line; returns its message."""
    assert done.returncode == code, done.stderr
    shape = document(done)
    assert set(shape) == {"error"}
    assert done.stderr.strip().splitlines()[-1] == f"错误：{shape['error']}"
    assert "\n" not in shape["error"]
    assert any("\u4e00" <= char <= "\u9fff" for char in shape["error"])
    return str(shape["error"])
