"""Reading files of unknown origin: bounded in time and memory, one clear sentence when it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import IO

from index.errors import WenbaoError
from index.formats import CONVERTED, PLAIN, READERS
from index.formats.office import to_word
from index.formats.sniff import check

#: Seconds that one file may take. A report of 100 pages takes about 5 on a slow machine.
SECONDS = 60.0
#: The longest text that is taken, in bytes of UTF-8; the longest report met has 0.3 MB.
MAX_TEXT = 32 * 1024 * 1024


class Reader:
    """Reads files through one worker process, started when first needed and used again.

    A context manager; one thread at a time.
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        """`seconds` is what one file may take."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, suffix: str, data: bytes) -> str:
        """The source text of a file with that ending (lower case, with its dot).

        Raises WenbaoError when the file is not what its name says, cannot be read, or takes too
        long or too much memory.
        """
        check(suffix, data)
        if suffix in CONVERTED:
            data, suffix = to_word(data, suffix), ".docx"
        if suffix in PLAIN:
            return READERS[suffix](data)
        return self._ask(suffix, data)

    def close(self) -> None:
        """End the worker."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                # What is still unwritten is for a process that is gone.
                _close_quietly(stream)

    def _ask(self, suffix: str, data: bytes) -> str:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = _start()
        process = self._process
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(self._seconds, end)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(process, suffix, data)
        finally:
            timer.cancel()
        if answer is None:
            self.close()
            if late.is_set():
                raise WenbaoError(f"读了 {self._seconds:.0f} 秒还没读完，像是异常文件，不再读")
            raise WenbaoError("文件异常：读它的程序崩溃了，不读；请另存一份再添加")
        if late.is_set():
            # The deadline fell between the answer and its end: this worker is gone.
            self.close()
        text, failed = answer
        if failed:
            raise WenbaoError(text)
        return text

    def _exchange(
        self, process: subprocess.Popen[bytes], suffix: str, data: bytes
    ) -> tuple[str, bool] | None:
        """The worker's answer, or None when it ended without one."""
        if process.stdin is None or process.stdout is None:
            return None
        request = {"suffix": suffix, "bytes": len(data), "seconds": self._seconds}
        try:
            process.stdin.write(json.dumps(request).encode() + b"\n" + data)
            process.stdin.flush()
            head = json.loads(process.stdout.readline() or b"null")
            if head is None:
                return None
            if head["bytes"] > MAX_TEXT:
                self.close()
                return f"正文太长：超过 {MAX_TEXT // 1024 // 1024} MB，不像一份报告", True
            body = process.stdout.read(head["bytes"])
        except (OSError, ValueError):
            return None
        return (body.decode("utf-8"), bool(head["error"])) if len(body) == head["bytes"] else None


def _start() -> subprocess.Popen[bytes]:
    # The worker finds this package where this process found it, installed or not.
    root = str(Path(__file__).resolve().parents[2])
    inherited = os.environ.get("PYTHONPATH")
    paths = os.pathsep.join([root, inherited] if inherited else [root])
    try:
        return subprocess.Popen(
            [sys.executable, "-m", "index.formats.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
    except OSError as error:
        raise WenbaoError(f"读文件的程序启动不了：{error.strerror or error}") from error


def _close_quietly(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        return
