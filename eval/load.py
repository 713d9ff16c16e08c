"""Many users at once: a real `wenbao chat`, real clients, and how long each waits.

`python -m eval.load` prints one JSON document. What a question costs includes the client's own
work and the way there and back, on the same machine: a little more than a user's browser sees.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Seconds that a server may take to load.
_START = 180
_SET = Path(__file__).parent / "sets" / "guangfeng.jsonl"


@dataclass(frozen=True, slots=True)
class Load:
    """How many clients ask, each every how many seconds, for how many seconds."""

    clients: int = 16
    every: float = 10.0
    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's wait in seconds, or what went wrong with it."""

    seconds: float
    error: str | None = None


def measure(home: Path | None, questions: Sequence[str], load: Load) -> dict[str, Any]:
    """Serve the library at `home`, let the clients ask, and sum up; at least one question."""
    with _serving(home) as address:
        return summary(_crowd(address, questions, load), load)


def summary(asked: Sequence[Asked], load: Load) -> dict[str, Any]:
    """Median, 95th percentile and maximum in seconds (nearest rank), and the errors."""
    waits = sorted(one.seconds for one in asked if one.error is None)
    errors = [one.error for one in asked if one.error is not None]
    return {
        "clients": load.clients,
        "every": load.every,
        "seconds": load.seconds,
        "questions": len(asked),
        "p50": _rank(waits, 0.5),
        "p95": _rank(waits, 0.95),
        "max": _rank(waits, 1.0),
        "errors": len(errors),
        "first_error": errors[0] if errors else None,
        "cores": os.cpu_count(),
    }


def _rank(waits: Sequence[float], share: float) -> float | None:
    if not waits:
        return None
    # Nearest rank: the least wait that `share` of all do not exceed.
    return round(waits[max(0, -int(-share * len(waits) // 1) - 1)], 3)


def _crowd(address: str, questions: Sequence[str], load: Load) -> list[Asked]:
    """All clients, their first questions spread evenly over one interval."""
    from gradio_client import Client

    clients = [Client(address, analytics_enabled=False, verbose=False) for _ in range(load.clients)]
    asked: list[Asked] = []
    began = time.monotonic() + 1

    def one(number: int, client: Client) -> None:
        due = began + number * load.every / load.clients
        turn = 0
        while due < began + load.seconds:
            time.sleep(max(0.0, due - time.monotonic()))
            question = questions[(number + turn * load.clients) % len(questions)]
            # From when it was due: a client that waits must not hide that it asks less often.
            try:
                client.predict(question, api_name="/ask")
                asked.append(Asked(time.monotonic() - due))
            except Exception as error:
                asked.append(Asked(time.monotonic() - due, f"{type(error).__name__}: {error}"))
            turn += 1
            due += load.every

    threads = [
        threading.Thread(target=one, args=(number, client)) for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return asked


@contextmanager
def _serving(home: Path | None) -> Iterator[str]:
    words = [sys.executable, "-m", "ui.cli", "chat", "--port", "0"]
    if home is not None:
        words += ["--home", str(home)]
    server = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    killer = threading.Timer(_START, server.kill)
    killer.start()
    said = ""
    try:
        assert server.stderr is not None  # noqa: S101
        for line in server.stderr:
            said += line
            if found := re.search(r"http://[\w.\[\]:]+:\d+", line):
                killer.cancel()
                yield found[0]
                return
        raise SystemExit(f"wenbao chat 没有启动：{said.strip()}")
    finally:
        killer.cancel()
        server.send_signal(signal.SIGINT)
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def main(argv: Sequence[str] | None = None) -> int:
    """Run as the options say; exit code 1 when a question failed."""
    parser = argparse.ArgumentParser(prog="python -m eval.load", description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--set", type=Path, default=_SET, help="JSON lines with a question each")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--every", type=float, default=10.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    args = parser.parse_args(argv)
    lines = args.set.read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line.strip()]
    shape = measure(args.home, questions, Load(args.clients, args.every, args.seconds))
    print(json.dumps(shape, ensure_ascii=False, indent=2))
    return 1 if shape["errors"] else 0


if __name__ == "__main__":
    raise SystemExit(main())
